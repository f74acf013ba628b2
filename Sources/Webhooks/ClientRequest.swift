/// One request to another server.
package struct ClientRequest: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
  }

  package var method: Method
  /// Absolute, `http` or `https`: `http://127.0.0.1:8080/v1/gezondheid/gereed`.
  package var url: String
  /// Sent in this order, as given; `Host`, `Content-Length`, `Accept` and `User-Agent` are added where missing.
  package var headers: [ClientHeader]
  /// Nil sends no body; an empty one sends `Content-Length: 0`.
  package var body: [UInt8]?

  package init(_ method: Method = .get, _ url: String, headers: [ClientHeader] = [], body: [UInt8]? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// A field of a request or a response: `If-Match: "7"`.
package struct ClientHeader: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// The line libcurl wants, or nil when the name is no token or the value could end the line.
  ///
  /// libcurl sends what it is given: a line break in a value would be a header of somebody else's making.
  /// Source: RFC 9110 sections 5.1, 5.5 and 5.6.2.
  var line: String? {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { return nil }
    guard value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }) else { return nil }
    // "Name:" would make libcurl leave the field out; "Name;" sends it empty.
    return value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) ? "\(name);" : "\(name): \(value)"
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
