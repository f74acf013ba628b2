import Bytes
import HTTP
import Register

/// Answers what only reads; one for each thread that does.
struct Reading {
  let configuration: APIConfiguration
  let shared: Responder.Shared
  let reader: RegisterReader
  let patience: Patience
  var links: Links { shared.links }
  /// What a list's tag is of, beside the list: the API's version, and which register it is.
  var tagVersion: String { "\(configuration.version) \(shared.changes.origin)" }

  /// - Parameter body: empty; gets the body.
  /// - Throws: `Problem`, `RegisterError`, `SQLError`.
  func answer(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    switch call.endpoint {
    case .list(let resource): try list(call, resource, under: nil, &body)
    case .children(let resource, let parent): try list(call, resource, under: parent, &body)
    case .item(let resource): try item(call, resource, &body)
    case .versions(let resource): try versions(call, resource, &body)
    case .version(let resource): try version(call, resource, &body)
    case .differences(let resource): try differences(call, resource, &body)
    case .transitions(let resource): try transitions(call, resource, &body)
    case .report(let declaration): try report(call, declaration, &body)
    case .changes: try changes(call, &body)
    case .subscription(let action): try subscriptions(call, action, &body)
    case .tokens: try tokens(call, &body)
    case .token: try token(call, &body)
    case .catalogue: try catalogue(call, &body)
    case .files: try files(call, &body)
    case .description: try description(call, &body)
    case .alive: try alive(call, &body)
    case .ready: try ready(call, &body)
    case .page(let page): try self.page(call, page, &body)
    case .file(let file): self.file(file, &body)
    case .create, .add, .replace, .change, .discard, .transition, .bulk:
      preconditionFailure("a write has come to the readers")
    case .download: preconditionFailure("a file has come to the readers")
    }
  }

  // MARK: Rows

  private func item(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    let parameters = ItemParameters(call, resource)
    try call.refuse(parameters.faults)
    let kenmerk = call.kenmerk ?? ""
    let item = try reader.item(
      resource, kenmerk, parameters.version, validOn: parameters.validOn, for: call.caller)
    if let day = parameters.validOn { try item.requireValidity(resource, on: day) }
    let shape = RowShape(
      resource, fields: parameters.fields, expand: parameters.expand, version: parameters.version, links: links)
    var embedded = RowShape.Embedded()
    try item.json.withUnsafeBytes {
      try shape.write(kenmerk, $0, reader, call.caller, &embedded, to: &body)
    }
    return Answer(
      type: .json, etag: etag(of: item, call, parameters), mayBeKept: call.caller.token == nil,
      isOfPast: parameters.moment != nil)
  }

  /// The row's own tag when all of it is shown. With `fields` a tag of that selection; with `expand` one that moves
  /// with everything the caller can see, for it shows other rows too. What is said of a past moment moves only when
  /// something is struck out of it.
  private func etag(of item: Item, _ call: Call, _ parameters: ItemParameters) -> String {
    var parts = [parameters.fields.map { $0.sorted().joined(separator: ",") } ?? "*"]
    if let moment = parameters.moment { parts.append("\(moment) \(call.numbers.past)") }
    if let day = parameters.validOn { parts.append("geldigOp \(day)") }
    let isAsItStands = parts.count == 1
    if isAsItStands, parameters.fields == nil, parameters.expand.isEmpty { return item.etag }
    if !parameters.expand.isEmpty {
      parts += parameters.expand.sorted() + [call.caller.visibilityClass.text]
      if parameters.moment == nil { parts.append(String(call.numbers.change)) }
    }
    return "\(item.etag.dropLast()).\(EntityTag.digest(parts))\""
  }

  // MARK: The service

  private func description(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    let description = shared.description
    body.append(description.bytes)
    return Answer(type: .json, etag: description.etag, mayBeKept: call.caller.token == nil)
  }

  private func alive(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    body.append("{\"status\":\"goed\"}")
    return Answer(type: .json)
  }

  /// Whether a row can be read, and the rest of the server says it can do its work.
  private func ready(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    guard shared.isReady() else { throw Problem.unavailable(retryAfter: 1) }
    _ = try reader.count(ListQuery(resource: Resource.all[0].name), for: .everyone)
    body.append("{\"status\":\"goed\"}")
    return Answer(type: .json)
  }
}

extension Item {
  /// - Throws: `RegisterError.notFound` when the row does not hold on `day`.
  fileprivate func requireValidity(_ resource: Resource, on day: Day) throws {
    guard case .days = resource.validity else { return }
    let row = try JSON.parse(json)
    func read(_ path: String...) -> Day? {
      path.reduce(row) { $0[$1] ?? .null }.asString.flatMap { Day($0) }
    }
    let first = read("geldigVan") ?? read("periode", "van", "vanaf") ?? .first
    // `geldigTot` is the first day on which it no longer holds.
    let last = read("geldigTot").map { $0 - 1 } ?? read("periode", "tot", "totEnMet") ?? .last
    if day < first || day > last {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
  }
}
