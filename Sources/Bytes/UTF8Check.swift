/// Whether bytes are UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing over U+10FFFF.
public enum UTF8Check {
  /// The offset of the first byte of the first sequence that is none; nil when all are.
  public static func firstInvalid(in bytes: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while at < bytes.count {
      if at + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        at += 8
        continue
      }
      guard let length = sequenceLength(in: bytes, at: at) else { return at }
      at += length
    }
    return nil
  }

  public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { firstInvalid(in: bytes) == nil }

  /// How many bytes the code point at `at` takes; nil when there is none. Source: RFC 3629 section 4.
  private static func sequenceLength(in bytes: UnsafeRawBufferPointer, at: Int) -> Int? {
    let first = bytes[at]
    // What the second byte may be is what keeps out overlong forms, surrogates and what lies above U+10FFFF.
    let (length, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard at + length <= bytes.count, second ~= bytes[at + 1] else { return nil }
    for place in stride(from: at + 2, to: at + length, by: 1) {
      guard 0x80...0xBF ~= bytes[place] else { return nil }
    }
    return length
  }
}
