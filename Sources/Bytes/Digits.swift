/// Decimal digits in a fixed number of places, as dates have them.
enum Digits {
  /// The number that `count` digits at `start` make; nil when one of them is none. Never past the end of `bytes`.
  static func read(_ count: Int, at start: Int, of bytes: UnsafeRawBufferPointer) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var number = 0
    for byte in bytes[start..<(start + count)] {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// Writes `number` into `count` places, with zeros in front.
  static func write(_ number: Int, _ count: Int, at start: Int, into bytes: UnsafeMutableRawBufferPointer) {
    var rest = number
    for place in stride(from: start + count - 1, through: start, by: -1) {
      bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}

extension StringProtocol {
  /// Lends the UTF-8 of any text, copied only when it does not lie in one piece.
  func withUTF8Bytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    if let result = utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) { return result }
    return Array(utf8).withUnsafeBytes { body($0) }
  }
}
