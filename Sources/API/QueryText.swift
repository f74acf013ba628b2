import Bytes
import HTTP

/// Writes a query again, in one way only: what a client sent as `%2c` or `+` comes back as it should be.
enum QueryText {
  /// `?grond=ras,religie&limit=10`, or nothing.
  static func make(_ parameters: [QueryString.Parameter]) -> String {
    if parameters.isEmpty { return "" }
    var text: [UInt8] = []
    text.reserveCapacity(256)
    for parameter in parameters {
      text.append(text.isEmpty ? UInt8(ascii: "?") : UInt8(ascii: "&"))
      append(parameter.key, to: &text)
      text.append(UInt8(ascii: "="))
      append(parameter.value, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The same, of a report's link, written where it goes: a matrix has thousands.
  static func write(_ parameters: [(key: String, value: String)], to buffer: inout ByteBuffer) {
    var separator = UInt8(ascii: "?")
    for (key, value) in parameters {
      buffer.append(separator)
      write(key, to: &buffer)
      buffer.append(UInt8(ascii: "="))
      write(value, to: &buffer)
      separator = UInt8(ascii: "&")
    }
  }

  private static func write(_ part: String, to buffer: inout ByteBuffer) {
    let isWritten = part.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.allSatisfy(isBare) else { return false }
      buffer.append(UnsafeRawBufferPointer(bytes))
      return true
    }
    if isWritten == true { return }
    var text: [UInt8] = []
    append(part, to: &text)
    buffer.append(text)
  }

  private static func append(_ part: String, to text: inout [UInt8]) {
    // Most parts need nothing.
    let isBare = part.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(Self.isBare) } ?? false
    if isBare {
      text += part.utf8
      return
    }
    for byte in part.utf8 {
      if Self.isBare(byte) {
        text.append(byte)
      } else {
        text.append(UInt8(ascii: "%"))
        text.append(hexadecimal(byte >> 4))
        text.append(hexadecimal(byte & 15))
      }
    }
  }

  /// Unreserved characters, and the comma, colon and asterisk that a query may hold bare (RFC 3986 section 3.4).
  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "*"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
