import Bytes
import HTTP
import Register
import SQL

/// Answers what only reads; one for each thread that does.
struct Reading {
  let configuration: APIConfiguration
  let shared: Responder.Shared
  let reader: RegisterReader
  let patience: Patience
  var links: Links { shared.links }

  /// - Parameter body: empty; gets the body.
  /// - Throws: `Problem`, `RegisterError`, `SQLError`.
  func answer(_ call: Call, _ body: inout ByteBuffer) throws -> Answer {
    switch call.endpoint {
    case .list(let resource): try list(call, resource, under: nil, &body)
    case .children(let resource, let parent): try list(call, resource, under: parent, &body)
    case .item(let resource): try item(call, resource, &body)
    case .description: try description(call, &body)
    case .alive: try alive(call, &body)
    case .ready: try ready(call, &body)
    case .create, .add, .replace, .change, .discard, .transition:
      preconditionFailure("a write has come to the readers")
    }
  }

  // MARK: Rows

  private func item(_ call: Call, _ resource: Resource, _ body: inout ByteBuffer) throws -> Answer {
    let parameters = ItemParameters(call, resource)
    try call.refuse(parameters.faults)
    let kenmerk = call.kenmerk ?? ""
    let item = try reader.item(resource, kenmerk, parameters.version, for: call.caller)
    let shape = RowShape(resource, fields: parameters.fields, expand: parameters.expand, links: links)
    var embedded = RowShape.Embedded()
    try item.json.withUnsafeBytes {
      try shape.write(kenmerk, $0, reader, call.caller, &embedded, to: &body)
    }
    return Answer(
      type: .json, etag: etag(of: item, call, parameters), mayBeKept: call.caller.token == nil)
  }

  /// The row's own tag when all of it is shown. With `fields` a tag of that selection; with `expand` one that moves
  /// with everything the caller can see, for it shows other rows too.
  private func etag(of item: Item, _ call: Call, _ parameters: ItemParameters) -> String {
    var parts = [parameters.fields.map { $0.sorted().joined(separator: ",") } ?? "*"]
    if case .at(let moment) = parameters.version {
      parts.append("\(moment)")
    } else if parameters.fields == nil, parameters.expand.isEmpty {
      return item.etag
    }
    if !parameters.expand.isEmpty {
      parts += parameters.expand.sorted() + [String(call.number), call.caller.visibilityClass.text]
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

/// How long an answer may keep its thread. One query is bounded by its steps; many small ones only by the clock.
struct Patience {
  private let end: UInt64

  /// A worker's: as long as it takes.
  static let endless = Patience(end: .max)

  /// A loop's: five milliseconds, which hundreds of other connections notice.
  static func ofLoop() -> Patience { Patience(end: MonotonicClock.now() + 5_000_000) }

  /// Between two queries.
  /// - Throws: what a query over its budget throws, for the same is to be done: run it elsewhere.
  func check() throws(SQLError) {
    if end != .max, MonotonicClock.now() > end {
      throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the answer takes too long for a loop")
    }
  }
}

/// What an item is asked for.
struct ItemParameters {
  private(set) var fields: [String]?
  private(set) var expand: [String] = []
  /// `weergave=concept`, `beschikbaarOp=`
  private(set) var version = RegisterReader.Version.standing
  private(set) var faults: [Problem.Fault] = []

  init(_ call: Call, _ resource: Resource) {
    let words = Vocabulary.of(resource)
    let allowed = words.itemKeys
    var seen: Set<String> = []
    for parameter in call.parameters {
      let key = parameter.key
      if !allowed.contains(key) {
        fault(key, .unknownName(allowed: allowed))
      } else if parameter.value.isEmpty {
        fault(key, .empty)
      } else if !seen.insert(key).inserted {
        fault(key, .duplicate)
      } else if key == "fields" {
        fields = names(key, parameter.value, words.members)
      } else if key == "expand" {
        expand = names(key, parameter.value, words.expandableNames)
      } else if key == "beschikbaarOp" {
        if let moment = Timestamp(rfc3339: parameter.value) {
          version = .at(moment)
        } else {
          fault(key, .malformed(expected: "2024-06-30T12:00:00Z"))
        }
      } else if parameter.value == "concept" {
        version = .draft
      } else {
        fault(key, .notAllowed(allowed: ["concept"]))
      }
    }
  }

  private mutating func names(_ key: String, _ value: String, _ allowed: [String]) -> [String] {
    let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if names.contains(where: { !allowed.contains($0) }) { fault(key, .notAllowed(allowed: allowed)) }
    if Set(names).count < names.count { fault(key, .duplicate) }
    return names
  }

  private mutating func fault(_ key: String, _ fault: FieldError.Fault) {
    faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true)))
  }
}
