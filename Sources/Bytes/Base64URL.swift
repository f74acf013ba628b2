/// Base64 for addresses and tokens: `-` and `_`, no padding. Source: RFC 4648 section 5.
public enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// What each byte stands for; 0xFF when it is not of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(bytes.underestimatedCount * 4 / 3 + 3)
    var bits: UInt32 = 0
    var pending = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      pending += 8
      while pending >= 6 {
        pending -= 6
        letters.append(alphabet[Int(bits >> UInt32(pending) & 63)])
      }
    }
    if pending > 0 { letters.append(alphabet[Int(bits << UInt32(6 - pending) & 63)]) }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Nil for padding, white space, another alphabet, a single letter at the end or bits set behind the last byte: what
  /// is decoded has one spelling only.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    text.withUTF8Bytes { decode($0) }
  }

  public static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var pending = 0
    for letter in text {
      let value = values[Int(letter)]
      guard value != 0xFF else { return nil }
      bits = bits << 6 | UInt32(value)
      pending += 6
      if pending >= 8 {
        pending -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(pending)))
      }
    }
    guard bits & (1 << UInt32(pending) - 1) == 0 else { return nil }
    return bytes
  }
}
