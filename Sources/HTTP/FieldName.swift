/// The fields this server knows by name; recognised once, while the head is parsed, so that looking one up is O(1).
public enum FieldName: UInt8, Sendable, CaseIterable {
  case host, contentLength, transferEncoding, connection, expect, te, trailer, upgrade
  case contentType, contentEncoding, contentLanguage, accept, acceptEncoding, acceptLanguage, authorization
  case ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifRange, range
  case idempotencyKey, prefer, lastEventID, cacheControl
  case origin, referer, accessControlRequestMethod, accessControlRequestHeaders
  case forwarded, xForwardedFor, xForwardedHost, xForwardedProto, xRequestID, traceparent, userAgent

  /// Recognises a name, whatever its case. `bytes` holds only token characters: `|0x20` is then enough to fold case,
  /// because no token character but an upper-case letter becomes a lower-case letter or `-` by it.
  init?(_ bytes: UnsafeRawBufferPointer) {
    func isName(_ name: StaticString) -> Bool {
      let wanted = name.utf8Start
      for index in 0..<bytes.count where bytes[index] | 0x20 != wanted[index] { return false }
      return true
    }
    switch bytes.count {
    case 2: if isName("te") { self = .te } else { return nil }
    case 4: if isName("host") { self = .host } else { return nil }
    case 5: if isName("range") { self = .range } else { return nil }
    case 6:
      if isName("accept") {
        self = .accept
      } else if isName("expect") {
        self = .expect
      } else if isName("origin") {
        self = .origin
      } else if isName("prefer") {
        self = .prefer
      } else {
        return nil
      }
    case 7:
      if isName("referer") {
        self = .referer
      } else if isName("upgrade") {
        self = .upgrade
      } else if isName("trailer") {
        self = .trailer
      } else {
        return nil
      }
    case 8:
      if isName("if-match") {
        self = .ifMatch
      } else if isName("if-range") {
        self = .ifRange
      } else {
        return nil
      }
    case 9: if isName("forwarded") { self = .forwarded } else { return nil }
    case 10:
      if isName("connection") {
        self = .connection
      } else if isName("user-agent") {
        self = .userAgent
      } else {
        return nil
      }
    case 11: if isName("traceparent") { self = .traceparent } else { return nil }
    case 12:
      if isName("content-type") {
        self = .contentType
      } else if isName("x-request-id") {
        self = .xRequestID
      } else {
        return nil
      }
    case 13:
      if isName("if-none-match") {
        self = .ifNoneMatch
      } else if isName("authorization") {
        self = .authorization
      } else if isName("last-event-id") {
        self = .lastEventID
      } else if isName("cache-control") {
        self = .cacheControl
      } else {
        return nil
      }
    case 14: if isName("content-length") { self = .contentLength } else { return nil }
    case 15:
      if isName("accept-encoding") {
        self = .acceptEncoding
      } else if isName("accept-language") {
        self = .acceptLanguage
      } else if isName("idempotency-key") {
        self = .idempotencyKey
      } else if isName("x-forwarded-for") {
        self = .xForwardedFor
      } else {
        return nil
      }
    case 16:
      if isName("content-encoding") {
        self = .contentEncoding
      } else if isName("content-language") {
        self = .contentLanguage
      } else if isName("x-forwarded-host") {
        self = .xForwardedHost
      } else {
        return nil
      }
    case 17:
      if isName("transfer-encoding") {
        self = .transferEncoding
      } else if isName("if-modified-since") {
        self = .ifModifiedSince
      } else if isName("x-forwarded-proto") {
        self = .xForwardedProto
      } else {
        return nil
      }
    case 19: if isName("if-unmodified-since") { self = .ifUnmodifiedSince } else { return nil }
    case 29: if isName("access-control-request-method") { self = .accessControlRequestMethod } else { return nil }
    case 30: if isName("access-control-request-headers") { self = .accessControlRequestHeaders } else { return nil }
    default: return nil
    }
  }
}
