/// How the body of a request is delimited (RFC 9112 section 6.3).
public enum BodyFraming: Equatable, Sendable {
  case none
  /// Exactly so many bytes, 0 included.
  case length(Int)
  case chunked

  /// Decides once, from validated fields; whatever two readers could read in two ways is refused.
  static func decide(_ fields: FieldTable, minor: UInt8) throws(Refusal) -> BodyFraming {
    let hasLength = fields.contains(.contentLength)
    if fields.contains(.transferEncoding) {
      // 6.1: a sender of HTTP/1.0 does not know Transfer-Encoding, and together with a length it smells of smuggling.
      if minor == 0 || hasLength { throw Refusal(400, .ambiguousFraming) }
      try requireChunkedOnly(fields)
      return .chunked
    }
    guard hasLength else { return .none }
    // Two lengths are refused even when they agree: who joins them elsewhere may not.
    guard case .one(let value) = fields.value(.contentLength) else { throw Refusal(400, .ambiguousFraming) }
    guard let length = decimal(value) else { throw Refusal(400, .malformedContentLength) }
    return .length(length)
  }

  /// `chunked` alone is understood; chunked that is not last is 400, another coding before it 501 (6.1, 6.3).
  private static func requireChunkedOnly(_ fields: FieldTable) throws(Refusal) {
    var codings = 0
    var chunked = 0
    var lastIsChunked = false
    var malformed = false
    fields.forEachElement(.transferEncoding) { coding in
      codings += 1
      lastIsChunked = coding.equalsIgnoringCase("chunked")
      if lastIsChunked { chunked += 1 }
      if let first = coding.first, !first.isToken { malformed = true }
    }
    guard lastIsChunked, chunked == 1, !malformed else { throw Refusal(400, .ambiguousFraming) }
    if codings > 1 { throw Refusal(501, .unsupportedTransferCoding) }
  }

  /// One or more digits and nothing else, at most `Int.max`.
  static func decimal(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count > 0 else { return nil }
    var number = 0
    for byte in bytes {
      guard byte.isDigit else { return nil }
      let digit = Int(byte &- UInt8(ascii: "0"))
      guard number <= (Int.max - digit) / 10 else { return nil }
      number = number * 10 + digit
    }
    return number
  }
}
