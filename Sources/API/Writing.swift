import Bytes
import HTTP
import Register

/// From a call to a command of the register, and from its outcome to an answer.
struct Writing: Sendable {
  let links: Links
  /// Subscriptions may name an address without TLS.
  let allowsPlainTargets: Bool

  /// - Throws: 400 with everything that is wrong outside the members of the body, which the register judges.
  func command(for call: Call) throws(Problem) -> Command {
    var faults: [Problem.Fault] = []
    let kenmerk = call.kenmerk ?? ""
    let resource: Resource
    var operation = Command.Operation.discard(kenmerk: kenmerk)
    var parent: String?
    var condition = Command.Precondition.none
    var isDraft = false
    switch call.endpoint {
    case .create(let r):
      resource = r
      if let body = document(call, &faults) { operation = .create(body) }
    case .add(let r, _):
      resource = r
      parent = kenmerk
      if let body = document(call, &faults) { operation = .create(body) }
    case .replace(let r):
      resource = r
      // No row has such a name, so none can be made or be there under it.
      if Kenmerk(kenmerk) == nil {
        let wanted = "2-80: a-z 0-9 -"
        faults.append(
          Problem.Fault(
            .path, "kenmerk", "ongeldige-vorm", nl: "Is geen kenmerk (\(wanted)).", en: "Is no kenmerk (\(wanted))."))
      }
      if let body = document(call, &faults) { operation = .put(kenmerk: kenmerk, body) }
    case .change(let r):
      resource = r
      if let body = document(call, &faults) { operation = .patch(kenmerk: kenmerk, body) }
    case .discard(let r): resource = r
    case .transition(let r):
      resource = r
      if let body = document(call, &faults) { operation = .transition(kenmerk: kenmerk, body) }
    case .subscription(let action):
      resource = .abonnement
      operation =
        action.isReplay ? .replay(kenmerk: kenmerk, from: start(call, &faults)) : .resume(kenmerk: kenmerk)
    case .bulk: preconditionFailure("many rows have come to the writing of one")
    case .list, .children, .item, .versions, .version, .differences, .transitions, .report, .changes, .tokens, .token,
      .catalogue, .files, .download, .description, .alive, .ready, .page, .file:
      preconditionFailure("a read has come to the writer")
    }
    switch call.endpoint {
    case .replace, .change, .discard:
      isDraft = draft(call, resource, &faults)
      condition = call.precondition
    case .transition:
      faults += call.unknownParameters(allowed: [])
      condition = call.precondition
    case .subscription(.replay): faults += call.unknownParameters(allowed: ["sinds"])
    default: faults += call.unknownParameters(allowed: [])
    }
    if case .patch(_, let body) = operation { faults += linkFaults(body, kenmerk, resource) }
    if resource.name == Resource.abonnement.name {
      faults += SubscriptionAddress.faults(in: operation, allowsPlain: allowsPlainTargets)
    }
    // The register judges the body, when there is nothing else to tell; else what can be said of it is said along.
    if !faults.isEmpty || !call.faults.isEmpty { faults += shapeFaults(operation, resource, under: parent) }
    try call.refuse(faults)
    return Command(
      resource: resource, operation: operation, condition: condition, caller: call.caller, now: call.now,
      idempotency: call.idempotencyKey.map {
        Command.Idempotency(key: $0, path: call.path, bodyDigest: SHA256.digest(of: call.body ?? []))
      }, parent: parent, draft: isDraft)
  }

  // MARK: What a request brings

  private func document(_ call: Call, _ faults: inout [Problem.Fault]) -> JSON? {
    guard let body = call.body else {
      faults.append(Problem.Fault(.body, "", "verplicht", nl: "Stuur een JSON-object.", en: "Send a JSON object."))
      return nil
    }
    do {
      return try JSON.sent(body)
    } catch {
      faults.append(Problem.Fault(error))
      return nil
    }
  }

  private func shapeFaults(
    _ operation: Command.Operation, _ resource: Resource, under parent: String?
  ) -> [Problem.Fault] {
    var faults: [FieldError] = []
    switch operation {
    case .create(let body), .put(_, let body): faults = resource.faults(in: body, isPatch: false)
    case .patch(_, let body): faults = resource.faults(in: body, isPatch: true)
    case .discard, .transition, .bulk, .resume, .replay: break
    }
    // What the path says need not be in the body.
    if parent != nil, let field = resource.pathField { faults.removeAll { $0 == FieldError("/\(field)", .required) } }
    return faults.map(Problem.Fault.init)
  }

  /// `weergave=concept`
  private func draft(_ call: Call, _ resource: Resource, _ faults: inout [Problem.Fault]) -> Bool {
    let allowed = resource.isStaged ? ["weergave"] : []
    faults += call.unknownParameters(allowed: allowed)
    let values = call.parameters.filter { allowed.contains($0.key) }.map(\.value)
    if values.count > 1 {
      faults.append(Problem.Fault(FieldError("weergave", .duplicate, isInQuery: true)))
    } else if values.contains(where: { $0 != "concept" }) {
      faults.append(Problem.Fault(FieldError("weergave", .notAllowed(allowed: ["concept"]), isInQuery: true)))
    }
    return values == ["concept"]
  }

  /// A patch may repeat the links that GET gives, and not change them; what `expand` adds belongs to other rows.
  private func linkFaults(_ patch: JSON, _ kenmerk: String, _ resource: Resource) -> [Problem.Fault] {
    var faults: [FieldError] = []
    let own = links.links(of: resource)
    if let given = patch["_links"], given != own.json(kenmerk), given != own.json(kenmerk, .draft) {
      faults.append(FieldError("/_links", .readOnly))
    }
    if patch["_embedded"] != nil { faults.append(FieldError("/_embedded", .readOnly)) }
    return faults.map(Problem.Fault.init)
  }

  // MARK: What came of it

  /// - Parameter body: empty; gets the body.
  func answer(_ outcome: Outcome, _ resource: Resource, _ body: inout ByteBuffer) -> Answer {
    switch outcome {
    case .created(let item):
      write(item, resource, &body)
      return Answer(
        status: 201, type: .json, etag: item.etag,
        fields: [AnswerField("Location", links.item(resource, item.kenmerk))])
    case .updated(let item), .unchanged(let item):
      write(item, resource, &body)
      return Answer(type: .json, etag: item.etag)
    case .discarded: return Answer(status: 204)
    case .imported: preconditionFailure("many rows have come of the writing of one")
    }
  }

  private func write(_ item: Item, _ resource: Resource, _ body: inout ByteBuffer) {
    item.json.withUnsafeBytes { body.append(UnsafeRawBufferPointer(rebasing: $0[..<($0.count - 1)])) }
    body.append(UInt8(ascii: ","))
    links.links(of: resource).write(item.kenmerk, to: &body)
    body.append(UInt8(ascii: "}"))
  }
}

extension Call {
  /// The conditions under which to write; the register holds them against the row.
  fileprivate var precondition: Command.Precondition {
    func tags(_ condition: TagCondition, _ named: [String]) -> Command.Precondition.Tags? {
      switch condition {
      case .absent: nil
      case .any: .any
      case .tags: .these(named)
      }
    }
    return Command.Precondition(match: tags(ifMatch, ifMatch.strong), noneMatch: tags(ifNoneMatch, ifNoneMatch.opaque))
  }
}

extension JSON {
  /// Reads what a client sent. No object of the register comes near a thousand members, and what follows looks through
  /// them more than once.
  static func sent(_ bytes: [UInt8]) throws(JSONError) -> JSON { try parse(bytes, members: 1_000) }

  static func sent(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSON { try parse(bytes, members: 1_000) }
}
