import Bytes

/// New rows: what a client sent, under the row it stands under, with a kenmerk of its own.
extension Ledger {
  func create(_ body: JSON, _ command: Command, kenmerk given: String? = nil) throws -> Done {
    let resource = command.resource
    var faults: [FieldError] = []
    var body = body
    if let parent = command.parent, resource.parentField == nil, let field = resource.pathField {
      body = body.adding(parent, to: field)
    } else if let parent = command.parent, let field = resource.parentField, var object = body.asObject {
      if let named = object[field], !named.isNull, named.asString != parent {
        faults.append(FieldError("/\(field)", .readOnly))
      }
      object[field] = .string(parent)
      body = .object(object)
    }
    var checked = try check(body, command, over: nil)
    faults += checked.faults
    var publicatie: Publicatie?
    switch Publicatie.requested(resource.isStaged ? body["publicatie"] : nil) {
    case .success(let requested): publicatie = requested
    case .failure(let wrong): faults += wrong.list
    }
    var kenmerk = given
    if resource.isCodeList, let given, try codeNames(resource, besides: given).contains(TextFolding.folded(given)) {
      faults.append(FieldError("/kenmerk", .rule(code: "bijnaam-bezet")))
    }
    if given == nil, let wished = body["kenmerk"], !wished.isNull {
      kenmerk = wished.asString.flatMap { Kenmerk($0)?.text }
      if kenmerk == nil { faults.append(FieldError("/kenmerk", .malformed(expected: "kenmerk"))) }
    }
    // The parent in the path is an item: a missing one is 404, after the body's own faults.
    let parent = try parentRow(of: checked.document, faults: &faults, command)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }

    let maker = try maker(command.caller)
    checked.document.fillDefaults(for: command.caller)
    checked.document.fillOpening(over: nil, at: command.now)
    if checked.document.resource.name == "maatregel" {
      for reference in checked.document.references where checked.links.rows[reference] == nil {
        checked.links.rows[reference] = try state.references.target(of: reference, connection)?.row
      }
    }
    if resource.field("gemeldDoor") != nil, let organisation = command.caller.organisation, let maker {
      checked.links.rows[.init(resource: "organisatie", kenmerk: organisation)] = maker
    }
    try requireRight(toCreate: checked.document, under: parent, links: checked.links.rows, command.caller)
    if resource.isStaged { publicatie = try publicatieOfNew(publicatie, checked.document, under: parent, command) }
    if publicatie?.status == .gepubliceerd { try requireRight(toPublishNew: checked.document, command.caller) }
    let isDraft = resource.isStaged && publicatie?.status != .gepubliceerd
    let change = try budgetReason(checked.change, from: nil, to: checked.document, isDraft: isDraft)

    if let kenmerk, try Log.hasUsed(kenmerk, resource, connection) {
      throw RegisterError.taken(kenmerk: kenmerk, isInPath: given != nil)
    }
    let name = try kenmerk ?? newKenmerk(for: checked.document)
    let stored = try storeVersion(
      Write(
        document: checked.document, publicatie: publicatie, links: checked.links, caller: command.caller,
        now: command.now, action: .created, maker: maker, change: change,
        above: resource.parentField == nil ? nil : parent?.row.audience), kenmerk: name, over: nil)
    try recordBudget(change, of: stored, from: nil, command.caller, command.now)
    try follow(stored, under: parent, command)
    return Done(change: .created, standing: stored)
  }

  private func publicatieOfNew(
    _ requested: Publicatie?, _ document: Document, under parent: Standing?, _ command: Command
  ) throws -> Publicatie {
    if var requested {
      if requested.status == .gepubliceerd, !command.caller.mayPublishAtOnce {
        throw RegisterError.forbidden(reason: .mayNotPublish)
      }
      if requested.status == .gepubliceerd, !requested.isEmbargoed(at: command.now) { requested.embargoTot = nil }
      return requested
    }
    // What stands under a measure takes the measure's status when its writer may publish.
    if var publicatie = parent?.publicatie, command.caller.mayPublishAtOnce, publicatie.status == .gepubliceerd {
      // Its embargo hides what stands under it as long as it runs, however it is moved; a line of several measures has
      // one of its own.
      if document.resource.parentField != nil { publicatie.embargoTot = nil }
      return publicatie
    }
    if command.caller.mayPublishAtOnce, try isOfPublicMeasures(document) { return .published }
    return .draft
  }

  private func newKenmerk(for document: Document) throws -> String {
    let source = document.resource.kenmerkSource.compactMap(document.kenmerkPart).joined(separator: " ")
    return try unusedKenmerk(like: Kenmerk.make(from: source)?.text ?? document.resource.name, document.resource)
  }

  /// `wished`, or when that is taken, with a random ending: a number would count what cannot be seen.
  func unusedKenmerk(like wished: String, _ resource: Resource) throws -> String {
    var kenmerk = wished
    while try Log.hasUsed(kenmerk, resource, connection) {
      let start = Kenmerk.make(from: String(wished.prefix(73)))?.text ?? resource.name
      kenmerk = "\(start)-\(Hex.encode(SecureRandom.bytes(3)))"
    }
    return kenmerk
  }
}

extension JSON {
  /// A body made under a row: the set of links `field` names that row, too.
  fileprivate func adding(_ kenmerk: String, to field: String) -> JSON {
    guard var object = asObject else { return self }
    let given = object[field] ?? .null
    // What is no list is left to be refused.
    guard given.isNull || given.asArray != nil else { return self }
    object[field] = .array((given.asArray ?? []) + [.string(kenmerk)])
    return .object(object)
  }
}

extension Document {
  /// What a field adds to a kenmerk made from it.
  fileprivate func kenmerkPart(_ name: String) -> String? {
    text(name) ?? self[name].asInt.map(String.init) ?? links(name).first
      ?? (try? ImpreciseDate(json: self[name])).map(\.shortest)
  }
}
