import Bytes
import HTTP
import Register

/// The order of refusal (DESIGN section 4), up to what only a handler can know:
/// 404/405 path, 401/403 role, 406, 415, 413. What makes a 400 is gathered, so that all of it can be told at once.
struct Admission {
  let exchange: Exchange
  let now: Timestamp
  let today: Day
  /// The caller's change number.
  let numbers: (change: Int, past: Int)

  enum Admitted {
    case options(Route?)
    case call(Call)
  }

  /// What the head alone decides: all that can be refused before a byte of body is read.
  struct Head {
    let match: Routes.Match
    let endpoint: Endpoint
    let caller: Caller
    let representation: Representation
    let form: BodyForm
    let faults: [Problem.Fault]
  }

  /// - Parameter match: the route of the path; nil when it has none.
  /// - Returns: nil for OPTIONS, which asks about a path and does nothing there.
  static func head(_ request: Request, _ match: Routes.Match?, _ identity: Identity) throws(Problem) -> Head? {
    if request.isAboutServer { return nil }
    guard let match else { throw .unknownPath }
    if request.method == .options {
      if case .refused(let problem) = identity { throw problem }
      return nil
    }
    guard let endpoint = match.route.endpoint(for: request.method) else { throw .methodNotAllowed(match.route) }
    let caller = try identity.caller(for: endpoint)
    var faults: [Problem.Fault] = []
    let representation = try representation(request, endpoint, &faults)
    return Head(
      match: match, endpoint: endpoint, caller: caller, representation: representation,
      form: try form(request, endpoint), faults: faults)
  }

  func admit(_ request: Request, _ match: Routes.Match?, _ identity: Identity) throws(Problem) -> Admitted {
    guard let head = try Self.head(request, match, identity) else { return .options(match?.route) }
    var faults = head.faults
    let body: [UInt8]?
    switch request.body {
    case .none: body = nil
    case .bytes(let bytes): body = Array(bytes)
    case .unread: throw .tooLarge
    }

    let query = QueryString(request.query ?? UnsafeRawBufferPointer(start: nil, count: 0))
    faults += query.faults.map(Problem.Fault.init)
    return .call(
      Call(
        exchange: exchange, endpoint: head.endpoint, path: head.match.path, kenmerk: head.match.kenmerk,
        versie: head.match.versie, parameters: query.parameters, caller: head.caller,
        representation: head.representation,
        ifMatch: Self.condition(.ifMatch, "If-Match", request, &faults),
        ifNoneMatch: Self.condition(.ifNoneMatch, "If-None-Match", request, &faults),
        idempotencyKey: head.endpoint.isPost ? Self.idempotencyKey(request, &faults) : nil, body: body, form: head.form,
        now: now, today: today, numbers: numbers, faults: faults))
  }

  // MARK: The steps

  private static func representation(
    _ request: Request, _ endpoint: Endpoint, _ faults: inout [Problem.Fault]
  ) throws(Problem) -> Representation {
    let offers = endpoint.offers
    if offers.isEmpty { return .json }
    switch Negotiation.mediaType(request.fields, offered: offers.map(\.mediaType)) {
    case .chosen(let index): return offers[index]
    case .malformed:
      faults.append(.malformedField("Accept"))
      return offers[0]
    case .notAcceptable:
      let types = offers.map { $0.mediaType.text.description }.joined(separator: ", ")
      throw Problem(.notAcceptable, nl: "Hier is er alleen: \(types).", en: "Available here: \(types).")
    }
  }

  /// How the body is to be read; `.document` where there is none.
  private static func form(_ request: Request, _ endpoint: Endpoint) throws(Problem) -> BodyForm {
    let takes = endpoint.takes
    guard var form = takes.first?.form else { return .document }
    var fields = [endpoint.accepts].compactMap { $0 }
    let types = takes.map { $0.type.text.description }.joined(separator: ", ")
    switch request.fields.value(.contentType) {
    case .absent:
      // Without a body there is no type to refuse; that it is missing is a 400.
      if case .none = request.body { break }
      throw .unsupportedMediaType(types, fields)
    case .several: throw .unsupportedMediaType(types, fields)
    case .one(let given):
      guard let named = takes.first(where: { $0.type.isNamed(by: given) }) else {
        throw .unsupportedMediaType(types, fields)
      }
      form = named.form
    }
    var isCoded = false
    request.fields.forEachElement(.contentEncoding) { coding in
      if String(decoding: coding, as: UTF8.self).lowercased() != "identity" { isCoded = true }
    }
    if isCoded {
      fields.append(AnswerField("Accept-Encoding", "identity"))
      throw Problem(
        .unsupportedMediaType, nl: "Stuur de inhoud zonder Content-Encoding.",
        en: "Send the body without Content-Encoding.", fields: fields)
    }
    return form
  }

  private static func condition(
    _ name: FieldName, _ text: String, _ request: Request, _ faults: inout [Problem.Fault]
  ) -> TagCondition {
    if let condition = TagCondition(name, in: request.fields) { return condition }
    faults.append(.malformedField(text))
    return .absent
  }

  /// A quoted string, or the same bare: 1 to 255 visible characters.
  /// Source: draft-ietf-httpapi-idempotency-key-header section 2.1.
  private static func idempotencyKey(_ request: Request, _ faults: inout [Problem.Fault]) -> String? {
    let name = "Idempotency-Key"
    switch request.fields.value(.idempotencyKey) {
    case .absent: return nil
    case .several:
      faults.append(.malformedField(name))
      return nil
    case .one(let value):
      let quote = UInt8(ascii: "\"")
      let isQuoted = value.count >= 2 && value.first == quote && value.last == quote
      let key = isQuoted ? UnsafeRawBufferPointer(rebasing: value[1..<(value.count - 1)]) : value
      guard (1...255).contains(key.count), key.allSatisfy({ 0x21...0x7E ~= $0 && $0 != quote && $0 != 0x5C }) else {
        faults.append(.malformedField(name))
        return nil
      }
      return String(decoding: key, as: UTF8.self)
    }
  }
}

extension Request {
  /// `OPTIONS *`
  fileprivate var isAboutServer: Bool { target.count == 1 && target[0] == UInt8(ascii: "*") }
}

extension Problem {
  fileprivate static func methodNotAllowed(_ route: Route) -> Problem {
    Problem(
      .methodNotAllowed, nl: "Op dit pad kan: \(route.allow).", en: "Allowed on this path: \(route.allow).",
      fields: [AnswerField("Allow", route.allow)])
  }

  fileprivate static func unsupportedMediaType(_ types: String, _ fields: [AnswerField]) -> Problem {
    Problem(
      .unsupportedMediaType, nl: "Stuur Content-Type: \(types).", en: "Send Content-Type: \(types).",
      fields: fields)
  }

  fileprivate static var unknownPath: Problem {
    Problem(
      .unknownPath, nl: "Dit pad bestaat niet; zie /v1/openapi.json.",
      en: "There is no such path; see /v1/openapi.json.")
  }

  fileprivate static var tooLarge: Problem {
    Problem(.tooLarge, nl: "De inhoud is te groot.", en: "The body is too large.")
  }
}

extension Problem.Fault {
  static func malformedField(_ name: String) -> Problem.Fault {
    Problem.Fault(.header, name, "ongeldige-vorm", nl: "Heeft een ongeldige vorm.", en: "Is malformed.")
  }

  init(_ fault: QueryString.Fault) {
    switch fault.reason {
    case .malformedPercent:
      self.init(
        .query, fault.key, "ongeldige-vorm", nl: "Achter een % staan twee hexadecimale cijfers.",
        en: "A % is followed by two hexadecimal digits.")
    case .invalidUTF8: self.init(.query, fault.key, "ongeldige-vorm", nl: "Geen geldige UTF-8.", en: "Not valid UTF-8.")
    case .nul: self.init(.query, fault.key, "stuurteken", nl: "Bevat U+0000.", en: "Contains U+0000.")
    }
  }
}
