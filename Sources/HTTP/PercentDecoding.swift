internal import Bytes

/// Why text in a target cannot be decoded.
public enum DecodingFault: Error, Sendable, Equatable {
  /// A `%` without two hexadecimal digits behind it.
  case malformedPercent
  case invalidUTF8
  /// U+0000: legal in UTF-8, and never text.
  case nul
}

enum PercentDecoding {
  /// Text out of a component: `%C3%AB` is `ë`.
  /// - Parameter plusIsSpace: in a query, where forms write a space as `+`.
  static func text(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool) throws(DecodingFault) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard bytes.count - index > 2, let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue else {
          throw .malformedPercent
        }
        byte = high << 4 | low
        index += 2
      } else if plusIsSpace, byte == UInt8(ascii: "+") {
        byte = .space
      }
      if byte == 0 { throw .nul }
      decoded.append(byte)
      index += 1
    }
    guard decoded.withUnsafeBytes({ UTF8Check.isValid($0) }) else { throw .invalidUTF8 }
    return String(decoding: decoded, as: UTF8.self)
  }
}
