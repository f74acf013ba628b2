/// Base64 for addresses and tokens: `-` and `_`, no padding. Source: RFC 4648 section 5.
public enum Base64URL {
  /// What each byte stands for; 0xFF when it is not of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for value in UInt8(0)..<64 { values[Int(letter(value))] = value }
    return values
  }()

  public static func encode(_ bytes: ArraySlice<UInt8>) -> String { bytes.withUnsafeBytes { encode($0) } }

  public static func encode(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { encode($0) } }

  public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 4 / 3 + 1) { letters in
      var count = 0
      var bits: UInt32 = 0
      var pending = 0
      func write(_ value: UInt32) {
        letters[count] = letter(UInt8(value & 63))
        count += 1
      }
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        pending += 8
        while pending >= 6 {
          pending -= 6
          write(bits >> UInt32(pending))
        }
      }
      if pending > 0 { write(bits << UInt32(6 - pending)) }
      return count
    }
  }

  private static func letter(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "-")
    default: UInt8(ascii: "_")
    }
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
