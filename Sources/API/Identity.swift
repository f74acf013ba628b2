import Bytes
import HTTP
import Register

/// Who asks, as far as the field `Authorization` tells.
enum Identity {
  case visitor
  case holder(Caller)
  /// A token was sent and it is no good: 401, also where none was needed.
  case refused(Problem)

  /// Looks the token up in the store each time, by an index: what is revoked or expired is refused from that moment on.
  init(_ fields: FieldTable, _ reader: RegisterReader, now: Timestamp) throws {
    switch fields.value(.authorization) {
    case .absent: self = .visitor
    case .several: self = .refused(.badToken(nl: "Er is meer dan één Authorization.", en: "Authorization is repeated."))
    case .one(let value):
      guard let token = Self.bearer(value) else {
        self = .refused(
          .badToken(nl: "Authorization heeft niet de vorm: Bearer <token>.", en: "Not of the form: Bearer <token>."))
        return
      }
      if let caller = try reader.caller(tokenDigest: SHA256.digest(of: token), at: now) {
        self = .holder(caller)
      } else {
        self = .refused(
          .badToken(nl: "Het token is onbekend, verlopen of ingetrokken.", en: "Unknown, expired or revoked token."))
      }
    }
  }

  /// The SHA-256 of the token that was sent; nil without one.
  static func digest(_ fields: FieldTable) -> [UInt8]? {
    guard case .one(let value) = fields.value(.authorization) else { return nil }
    return bearer(value).map { SHA256.digest(of: $0) }
  }

  /// The token of `Bearer <b64token>`. Source: RFC 6750 section 2.1.
  private static func bearer(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let scheme: StaticString = "bearer "
    guard value.count > scheme.utf8CodeUnitCount else { return nil }
    for index in 0..<scheme.utf8CodeUnitCount where value[index] | 0x20 != scheme.utf8Start[index] { return nil }
    var start = scheme.utf8CodeUnitCount
    while start < value.count, value[start] == UInt8(ascii: " ") { start += 1 }
    let token = UnsafeRawBufferPointer(rebasing: value[start...])
    guard !token.isEmpty, token.allSatisfy(isTokenByte) else { return nil }
    return token
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// Nil for who has no token, or a bad one.
  var caller: Caller? {
    if case .holder(let caller) = self { caller } else { nil }
  }

  /// - Throws: 401 for a bad token, and for none where one is needed; 403 for a role that never may do this here.
  func caller(for endpoint: Endpoint) throws(Problem) -> Caller {
    switch self {
    case .refused(let problem): throw problem
    case .visitor:
      if endpoint.needsToken {
        let isRead = endpoint.writes == nil
        throw Problem(
          .notIdentified, nl: "\(isRead ? "Dit lezen" : "Schrijven") vraagt een token: Authorization: Bearer <token>.",
          en: "\(isRead ? "Reading this" : "Writing") takes a token: Authorization: Bearer <token>.",
          fields: [AnswerField("WWW-Authenticate", "Bearer realm=\"npdr\"")])
      }
      return .everyone
    case .holder(let caller):
      if let rights = endpoint.writes, !caller.mayEverWrite(rights) { throw .forbidden(.role) }
      if endpoint.isOfAdministrator, caller.role != .administrator { throw .forbidden(.role) }
      return caller
    }
  }
}

extension Problem {
  fileprivate static func badToken(nl: String, en: String) -> Problem {
    Problem(
      .notIdentified, nl: nl, en: en,
      fields: [AnswerField("WWW-Authenticate", "Bearer realm=\"npdr\", error=\"invalid_token\"")])
  }
}
