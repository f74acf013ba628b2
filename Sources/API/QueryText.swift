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

  /// Unreserved characters, and the comma, colon and asterisk that a query may hold bare (RFC 3986 section 3.4).
  private static func append(_ part: String, to text: inout [UInt8]) {
    for byte in part.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "*"):
        text.append(byte)
      default:
        text.append(UInt8(ascii: "%"))
        text.append(hexadecimal(byte >> 4))
        text.append(hexadecimal(byte & 15))
      }
    }
  }

  private static func hexadecimal(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
