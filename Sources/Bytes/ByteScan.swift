/// Looks at eight bytes at a time. Each test marks the high bit of a byte that matches; a mark above the lowest one
/// may be a borrow and mean nothing, so only the lowest counts.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highs
  }

  @inline(__always)
  private static func below32(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) & ~word & highs }

  /// Where plain text of a JSON string stops: at a quote, a backslash or a byte below 0x20; `bytes.count` when
  /// nothing stops it.
  /// - Parameter mixed: gets a bit when a byte over 0x7F may be among the bytes seen.
  @inline(__always)
  static func stringStop(in bytes: UnsafeRawBufferPointer, from start: Int, mixed: inout UInt64) -> Int {
    var at = start
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      mixed |= word & highs
      let marks = equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\")) | below32(word)
      if marks != 0 { return at + marks.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      mixed |= UInt64(byte & 0x80)
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return at }
      at += 1
    }
    return at
  }
}
