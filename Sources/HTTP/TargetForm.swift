/// The forms of a request target (RFC 9112 section 3.2) and the grammar of an authority (RFC 3986 section 3.2).
enum TargetForm {
  /// Visible ASCII without `#`. In a path also without what RFC 3986 leaves out; in a query without quotes and angle
  /// brackets, which no client sends bare.
  @inline(__always) static func allows(_ byte: UInt8, inQuery: Bool) -> Bool {
    guard byte > 0x20, byte < 0x7F else { return false }
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"): return false
    case UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "}"):
      return inQuery
    default: return true
    }
  }

  /// What is wrong with the form of a target, told from the request line alone.
  static func refusal(of target: UnsafeRawBufferPointer, _ method: Method) -> Refusal? {
    if target[0] == UInt8(ascii: "/") { return nil }
    if target.count == 1, target[0] == UInt8(ascii: "*"), method == .options { return nil }
    guard let parts = absolute(target), isAuthority(target.part(parts.lowerBound, parts.upperBound)) else {
      return Refusal(400, .malformedTarget)
    }
    return nil
  }

  /// The target in origin-form. An absolute-form target gives its authority to Host, whatever Host said (3.2.2).
  static func resolve(
    _ line: RequestLine, _ bytes: UnsafeRawBufferPointer, _ storage: inout HeadStorage
  ) throws(Refusal) -> UnsafeRawBufferPointer {
    let target = bytes.part(line.target.lowerBound, line.target.upperBound)
    guard target[0] != UInt8(ascii: "/"), target[0] != UInt8(ascii: "*") else { return target }
    guard let authority = absolute(target) else { throw Refusal(400, .malformedTarget) }
    let offset = line.target.lowerBound
    storage.replaceHost(value: offset + authority.lowerBound..<offset + authority.upperBound)
    let rest = target.part(authority.upperBound, target.count)
    if rest.count > 0, rest[0] == UInt8(ascii: "/") { return rest }
    if rest.count > 0 { return storage.rootTarget(query: rest) }
    // 3.2.4: OPTIONS without a path asks about the server as a whole.
    let form: StaticString = line.method == .options ? "*" : "/"
    return UnsafeRawBufferPointer(start: form.utf8Start, count: 1)
  }

  /// Where the authority stands in `http://authority/path?query`, or nil for any other form.
  private static func absolute(_ target: UnsafeRawBufferPointer) -> Range<Int>? {
    var start = 0
    if target.count > 7, target.part(0, 7).equalsIgnoringCase("http://") {
      start = 7
    } else if target.count > 8, target.part(0, 8).equalsIgnoringCase("https://") {
      start = 8
    } else {
      return nil
    }
    var end = start
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    return start..<end
  }

  /// `host [":" port]`: a name, an IPv4 address or an IP literal in brackets; never empty, never with a user.
  static func isAuthority(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count > 0 else { return false }
    var index = 0
    if bytes[0] == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")), close > 2 else { return false }
      for byte in bytes[1..<close] {
        // IPvFuture adds unreserved characters; hexadecimal digits, `:` and `.` are what an address is made of.
        guard byte.hexValue != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else { return false }
      }
      index = close + 1
    } else {
      while index < bytes.count, bytes[index] != UInt8(ascii: ":") {
        if bytes[index] == UInt8(ascii: "%") {
          guard bytes.count - index > 2, bytes[index + 1].hexValue != nil, bytes[index + 2].hexValue != nil else {
            return false
          }
          index += 3
        } else {
          guard bytes[index].isHostName else { return false }
          index += 1
        }
      }
      guard index > 0 else { return false }
    }
    if index == bytes.count { return true }
    guard bytes[index] == UInt8(ascii: ":") else { return false }
    let port = bytes.part(index + 1, bytes.count)
    if port.count == 0 { return true }
    guard let number = BodyFraming.decimal(port) else { return false }
    return number <= 65_535
  }
}

extension Method {
  /// Methods are case-sensitive (RFC 9110 section 9.1).
  init(_ token: UnsafeRawBufferPointer) {
    func isName(_ name: StaticString) -> Bool {
      token.equals(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
    switch token.count {
    case 3: self = isName("GET") ? .get : isName("PUT") ? .put : .other
    case 4: self = isName("POST") ? .post : isName("HEAD") ? .head : .other
    case 5: self = isName("PATCH") ? .patch : .other
    case 6: self = isName("DELETE") ? .delete : .other
    case 7: self = isName("OPTIONS") ? .options : .other
    default: self = .other
    }
  }
}
