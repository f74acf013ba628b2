import Bytes
import SQL

/// The commands of clients, one after the other: check, refuse or store. The order of refusal is DESIGN section 4's:
/// the body (400), the row (404), the right to it (403), the version (428, 412), a conflict (409).
extension Ledger {
  func apply(_ command: Command) throws -> Outcome {
    guard command.caller.mayEverWrite(command.resource.rights) else { throw RegisterError.forbidden(reason: .role) }
    if let idempotency = command.idempotency, let repeated = try repeated(idempotency, command) { return repeated }
    let outcome =
      command.resource.isOfTheService ? try applyToSubscription(command) : try applyToRegister(command)
    if let idempotency = command.idempotency { try remember(outcome, idempotency, command) }
    return outcome
  }

  private func applyToRegister(_ command: Command) throws -> Outcome {
    switch command.operation {
    case .create(let body): try outcome(of: create(body, command), command)
    case .put(let kenmerk, let body): try outcome(of: put(kenmerk, body, command), command)
    case .patch(let kenmerk, let body): try outcome(of: patch(kenmerk, body, command), command)
    case .discard(let kenmerk): try discard(kenmerk, command)
    case .transition(let kenmerk, let body): try outcome(of: transition(kenmerk, body, command), command)
    case .bulk(let bulk): .imported(try carryOut(bulk, command))
    case .resume(let kenmerk), .replay(let kenmerk, _):
      throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
    }
  }

  /// A row as a command left it.
  struct Done {
    var change: Bulk.Change
    var standing: Standing
  }

  private func outcome(of done: Done, _ command: Command) throws -> Outcome {
    let item = try item(done.standing, for: command.caller)
    switch done.change {
    case .created: return .created(item)
    case .changed: return .updated(item)
    case .unchanged: return .unchanged(item)
    }
  }

  // MARK: Create

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
    if given == nil, let wished = body["kenmerk"], !wished.isNull {
      kenmerk = wished.asString.flatMap { Kenmerk($0)?.text }
      if kenmerk == nil { faults.append(FieldError("/kenmerk", .malformed(expected: "kenmerk"))) }
    }
    // The parent in the path is an item: a missing one is 404, after the body's own faults.
    let parent = try parentRow(of: checked.document, faults: &faults, command)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }

    let maker = try command.caller.organisation.flatMap {
      try state.references.target(of: .init(resource: "organisatie", kenmerk: $0), connection)?.row
    }
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
    let change = try budgetReason(checked.change, from: nil, to: checked.document)

    let name = try kenmerk.map { try unused($0, resource) } ?? newKenmerk(for: checked.document)
    let stored = try storeVersion(
      Write(
        document: checked.document, publicatie: publicatie, links: checked.links, caller: command.caller,
        now: command.now, action: .created, maker: maker, change: change), kenmerk: name, over: nil)
    try recordBudget(change, of: stored, from: nil, command.caller, command.now)
    try follow(stored, under: parent, command)
    return Done(change: .created, standing: stored)
  }

  private func publicatieOfNew(
    _ requested: Publicatie?, _ document: Document, under parent: Standing?, _ command: Command
  ) throws -> Publicatie {
    if let requested {
      if requested.status == .gepubliceerd, !command.caller.mayPublishAtOnce {
        throw RegisterError.forbidden(reason: .mayNotPublish)
      }
      return requested
    }
    // What stands under a measure takes the measure's status when its writer may publish.
    if let parent = parent?.publicatie, command.caller.mayPublishAtOnce, parent.status == .gepubliceerd {
      return parent
    }
    if command.caller.mayPublishAtOnce, try isOfPublicMeasures(document) { return .published }
    return .draft
  }

  private func unused(_ kenmerk: String, _ resource: Resource) throws -> String {
    if try Log.hasUsed(kenmerk, resource, connection) { throw RegisterError.taken(kenmerk: kenmerk) }
    return kenmerk
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

  // MARK: Change

  private func put(_ kenmerk: String, _ body: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let existing = try find(kenmerk, command).map { try replaced(by: command, $0) }
    let checked = try check(body, command, over: existing)
    guard let existing else {
      switch command.condition {
      case .none:
        if !checked.faults.isEmpty { throw RegisterError.invalid(checked.faults) }
        throw RegisterError.preconditionRequired
      case .ifMatch, .ifMatchAny:
        if !checked.faults.isEmpty { throw RegisterError.invalid(checked.faults) }
        throw RegisterError.stale(current: nil)
      case .ifNoneMatchAny:
        guard Kenmerk(kenmerk) != nil else {
          throw RegisterError.invalid([FieldError("/kenmerk", .malformed(expected: "kenmerk"))])
        }
        return try create(body, command, kenmerk: kenmerk)
      }
    }
    if !checked.faults.isEmpty { throw RegisterError.invalid(checked.faults) }
    return try change(existing, to: checked, resource, command)
  }

  private func patch(_ kenmerk: String, _ patch: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let faults = resource.faults(in: patch, isPatch: true)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    return try self.patch(try replaced(by: command, standing), patch, command)
  }

  func patch(_ existing: Standing, _ patch: JSON, _ command: Command) throws -> Done {
    var current = existing.document.members
    current["planwijziging"] = patch["planwijziging"]
    var faults = readOnlyFaults(patch, existing)
    let checked = try check(MergePatch.apply(patch, to: .object(current)), command, over: existing)
    faults += checked.faults
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    return try change(existing, to: checked, command.resource, command)
  }

  /// A patch may repeat what the server keeps, not change it.
  private func readOnlyFaults(_ patch: JSON, _ existing: Standing) -> [FieldError] {
    guard let given = patch.asObject else { return [] }
    var kept: [String: JSON] = [
      "kenmerk": .string(existing.row.kenmerk), "versie": .integer(existing.row.versie),
      "aangemaaktOp": .string(existing.row.created.description),
      "gewijzigdOp": .string(existing.row.changed.description),
    ]
    if let draft = existing.row.conceptversie { kept["conceptversie"] = .integer(draft) }
    for field in existing.document.resource.fields where field.isReadOnly {
      kept[field.name] = existing.document[field.name]
    }
    var faults = given.compactMap { name, value in
      kept[name].map { $0 == value } ?? true ? nil : FieldError("/\(name)", .readOnly)
    }
    if let publicatie = existing.publicatie?.json, let wished = given["publicatie"] {
      let isSame = wished.asObject?.allSatisfy { $0.value == publicatie[$0.name] } ?? wished.isNull
      if !isSame { faults.append(FieldError("/publicatie", .readOnly)) }
    }
    return faults
  }

  private func change(
    _ existing: Standing, to checked: Checked, _ resource: Resource, _ command: Command
  ) throws -> Done {
    var document = checked.document
    for field in resource.fields where field.isReadOnly { document[field.name] = existing.document[field.name] }
    document.fillOpening(over: existing.document, at: command.now)
    try requireRight(toChange: existing, into: document, command.caller)
    try requireCondition(existing, command)
    if document == existing.document { return Done(change: .unchanged, standing: existing) }
    var links = checked.links
    links.rows = try state.references.rows(document.references, connection)
    links.guarded = try state.references.guarded(document.references, connection)
    let kenmerk = existing.row.kenmerk
    let isPublished = existing.row.layer == 0 && existing.publicatie?.status == .gepubliceerd
    let isBeside = existing.row.layer == 1 || (isPublished && writesDraft(command))
    let old = try published(existing)
    let change =
      resource.name == Resource.financieringsregel.name
      ? try budgetReason(checked.change ?? existing.change, from: old?.document, to: document)
      : try planwijziging(checked.change, from: old, to: document)
    var publicatie = existing.publicatie
    // What was released and is then changed has to be released again: someone else may have to read it.
    if isBeside || existing.publicatie?.status == .vrijgegeven {
      publicatie = .draft
      if let visible = existing.publicatie?.zichtbaarheid { publicatie?.zichtbaarheid = visible }
    }
    let write = Write(
      document: document, publicatie: publicatie, links: links, caller: command.caller, now: command.now,
      action: .changed, maker: existing.row.maker, change: change)
    if isBeside, existing.row.layer == 0 {
      return Done(change: .changed, standing: try storeDraft(write, beside: existing.row))
    }
    let stored = try storeVersion(write, kenmerk: kenmerk, over: existing)
    if isPublished {
      try record(write, stored.row, from: existing)
      try recordBudget(change, of: stored, from: existing.document, command.caller, command.now)
      try carry(from: existing.document, to: document, stored.row, command)
    }
    try follow(stored, command)
    return Done(change: .changed, standing: stored)
  }

  // MARK: Discard

  private func discard(_ kenmerk: String, _ command: Command) throws -> Outcome {
    let resource = command.resource
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    let existing = try command.draft ? draft(beside: standing.row) ?? standing : standing
    try requireRight(toChange: existing, into: existing.document, command.caller)
    try requireCondition(existing, command)
    guard existing.row.conceptversie != nil, resource.isStaged, !existing.isEmbargoed else {
      throw RegisterError.notDiscardable
    }
    try remove(existing, command)
    return .discarded
  }

  /// Takes a draft away; its entries in the log stay.
  private func remove(_ existing: Standing, _ command: Command) throws {
    let resource = existing.document.resource
    let row = existing.row
    var unowned = row
    unowned.audience = .everyone
    try storeOwners(unowned, over: row.audience, at: command.now)
    SearchIndex.remove(existing.document, row.row, &state.words)
    do {
      try connection.run(Layout.of(resource).statements.delete, [.integer(row.row)])
    } catch {
      throw error.kind == .foreignKey ? RegisterError.notDiscardable : error
    }
    if row.layer == 0 {
      try endRow(resource, row.row, at: command.now)
      for list in Layout.of(resource).lists { try keepList(list, row.row, at: command.now) }
    }
    var gone = row
    gone.audience.level = .nobody
    let entry = Write(
      document: existing.document, publicatie: existing.publicatie, links: References.Resolved(),
      caller: command.caller, now: command.now, action: .discarded)
    try appendToLog(entry, gone, replacing: row.number)
    try announceEnd(of: row, organisation: command.caller.organisation, at: command.now)
  }

  // MARK: Transition

  private func transition(_ kenmerk: String, _ body: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let wished = try TransitionRequest(body)
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    // Withdrawing is of what is published; every other step is of the draft, where there is one beside it.
    let existing =
      wished.status == .ingetrokken ? standing : try draft(beside: standing.row) ?? standing
    guard let current = existing.publicatie else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    try requireRight(toChange: existing, into: existing.document, command.caller)
    try requireRight(toPublish: existing, wished.status, command.caller)
    try requireCondition(existing, command)
    guard current.mayBecome(wished.status) else {
      throw RegisterError.transition(from: current.status.rawValue, to: wished.status.rawValue)
    }
    var next = current
    next.status = wished.status
    if let visible = wished.zichtbaarheid { next.zichtbaarheid = visible }
    if let embargo = wished.embargoTot { next.embargoTot = embargo }
    next.reden = wished.status == .ingetrokken ? wished.reden : nil
    // What withdraws a line, or publishes one that was drafted before its measure was public, is its reason too.
    let given = wished.reden.map { ChangeReason(reden: $0) }
    let links = References.Resolved(
      rows: try state.references.rows(existing.document.references, connection),
      guarded: try state.references.guarded(existing.document.references, connection))
    if next.status == .gepubliceerd {
      // Once more: what was a draft may have been made before a rule held for it.
      let faults = existing.document.ruleFaults(over: try published(existing)?.document)
      if !faults.isEmpty { throw RegisterError.invalid(faults) }
    }
    var write = Write(
      document: existing.document, publicatie: next, links: links, caller: command.caller, now: command.now,
      action: .transitioned, reason: wished.reden, maker: existing.row.maker, change: existing.change)
    let stored: Standing
    if existing.row.layer == 1, next.status == .gepubliceerd {
      // The draft takes the published version's place.
      write.change =
        resource.name == Resource.financieringsregel.name
        ? try budgetReason(existing.change ?? given, from: standing.document, to: existing.document)
        : try planwijziging(existing.change, from: standing, to: existing.document)
      try remove(existing, command)
      stored = try storeVersion(write, kenmerk: kenmerk, over: standing)
      try record(write, stored.row, from: standing)
      try recordBudget(write.change, of: stored, from: standing.document, command.caller, command.now)
    } else {
      if next.status == .gepubliceerd, resource.name == Resource.financieringsregel.name {
        write.change = try budgetReason(existing.change ?? given, from: nil, to: existing.document)
      }
      if wished.status == .ingetrokken, let beside = try draft(beside: standing.row) { try remove(beside, command) }
      stored = try storeVersion(write, kenmerk: kenmerk, over: existing)
      if next.status == .gepubliceerd {
        try recordBudget(write.change, of: stored, from: nil, command.caller, command.now)
      } else if next.status == .ingetrokken, existing.row.audience.level == .everyone {
        try recordBudget(given, of: stored, from: existing.document, command.caller, command.now)
      }
    }
    try follow(stored, command)
    return Done(change: .changed, standing: stored)
  }

  // MARK: Steps the operations share

  /// A body that was read, and what is wrong with it.
  private struct Checked {
    var document: Document
    var links: References.Resolved
    /// The write-only member `planwijziging`, if it was sent.
    var change: ChangeReason?
    var faults: [FieldError]
  }

  private func check(_ body: JSON, _ command: Command, over existing: Standing?) throws -> Checked {
    var validation = Validation(command.resource)
    var document = validation.document(from: body)
    if let existing {
      let hidden = try state.references.guarded(existing.document.references, connection)
        .filter { !$0.value.includes(command.caller) }
      if !hidden.isEmpty { document.keep(Set(hidden.keys), of: existing.document) }
    }
    let links = try state.references.resolve(
      validation.references, on: command.resource, standing: existing?.document.references ?? [],
      for: command.caller, today: Day.inAmsterdam(at: command.now), connection)
    var faults = validation.faults + links.faults
    // What was imported may stand as it is, also against a rule at the door; a write that changes nothing keeps it.
    if validation.faults.isEmpty, !(existing.map { document.isSame(as: $0.document) } ?? false) {
      faults += document.ruleFaults(over: existing?.document)
      faults += try correctionFaults(document) + selectionFaults(document)
      faults += try measurementFaults(document, existing?.row)
      faults += try ringFaults(document, existing, links.rows)
      faults += document.futureFaults(today: Day.inAmsterdam(at: command.now), over: existing?.document)
      if command.resource.isCodeList, let row = existing?.row.row {
        let parents = document.links("bovenliggend").compactMap {
          links.rows[.init(resource: command.resource.name, kenmerk: $0)]
        }
        if try wouldCycle(command.resource, row: row, under: parents) {
          faults.append(FieldError("/bovenliggend", .rule(code: "kring")))
        }
      }
    }
    var change: ChangeReason?
    if command.resource.changesPlans, let given = body["planwijziging"], !given.isNull {
      let read = ChangeReason.read(given)
      change = read.reason
      faults += read.faults
    }
    return Checked(document: document, links: links, change: change, faults: faults)
  }

  /// The row as the caller sees it; nil when there is none or it is not for the caller's eyes.
  func find(_ kenmerk: String, _ command: Command) throws -> Standing? {
    guard let row = try StoredRow.load(command.resource, kenmerk: kenmerk, connection) else { return nil }
    let standing = try standing(command.resource, row)
    if row.audience.level == .nobody, row.versie > 0 {
      // Withdrawn before an embargo ended: whoever could not see it then hears nothing of it now.
      guard try Log.wasSeen(row.row, by: command.caller, connection) else { return nil }
      throw RegisterError.withdrawn(
        resource: command.resource.name, kenmerk: kenmerk, reason: standing.publicatie?.reden ?? "")
    }
    return row.audience.includes(command.caller) ? standing : nil
  }

  private func parentRow(
    of document: Document, faults: inout [FieldError], _ command: Command
  ) throws -> Standing? {
    // In the path, where it may be one of several, or in the body.
    let isBelow = document.resource.parentField == nil
    guard let field = document.resource.pathField, let kenmerk = isBelow ? command.parent : document.text(field),
      let resource = document.resource.field(field)?.target.flatMap(Resource.named)
    else { return nil }
    guard let row = try StoredRow.load(resource, kenmerk: kenmerk, connection),
      row.audience.includes(command.caller)
    else {
      // Named in the path, its absence is the item's (404); named in the body, it is a fault of the body (400).
      guard command.parent == kenmerk else { return nil }
      faults.removeAll { $0.location == "/\(field)" || (isBelow && $0.location.hasPrefix("/\(field)/")) }
      if faults.isEmpty { throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk) }
      return nil
    }
    return try standing(resource, row)
  }

  private func requireCondition(_ existing: Standing, _ command: Command) throws {
    switch command.condition {
    case .none: throw RegisterError.preconditionRequired
    case .ifMatchAny: return
    case .ifMatch(let tags):
      if !tags.contains(existing.row.etag) { throw RegisterError.stale(current: existing.row.etag) }
    case .ifNoneMatchAny: throw RegisterError.stale(current: existing.row.etag)
    }
  }

  /// What a change to this row means for the measure it stands under.
  ///
  /// - Parameter parent: the row it stands under, when it was read already.
  private func follow(_ stored: Standing, under parent: Standing? = nil, _ command: Command) throws {
    guard let status = stored.publicatie?.status, status == .gepubliceerd || status == .ingetrokken,
      stored.document.resource.name == Resource.voortgangsmelding.name
    else { return }
    if let parent {
      try followReports(of: parent, caller: command.caller, now: command.now)
    } else if let measure = try measure(reportedBy: stored.document) {
      try followReports(ofMeasure: measure, caller: command.caller, now: command.now)
    }
  }

  /// A row as its writer sees it: without links to what the writer may not see.
  private func item(_ standing: Standing, for caller: Caller) throws -> Item {
    let row = standing.row
    let hidden = try state.references.guarded(standing.document.references, connection)
      .filter { !$0.value.includes(caller) }
    return Item(
      resource: row.resource, kenmerk: row.kenmerk, etag: row.etag,
      json: Rendering.render(row, standing.document, standing.publicatie, without: Set(hidden.keys)),
      isPublic: row.audience.level == .everyone)
  }
}

extension Document {
  /// Whether all that clients write is as it is in `other`.
  fileprivate func isSame(as other: Document) -> Bool {
    resource.fields.allSatisfy { $0.isReadOnly || self[$0.name] == other[$0.name] }
  }
  /// What has been found of a day can only be of a day that has come: a report on tomorrow would drive the measure today
  /// and for ever after.
  fileprivate func futureFaults(today: Day, over old: Document?) -> [FieldError] {
    guard resource.field("peildatum") != nil, let day = text("peildatum").flatMap({ Day($0) }), day > today,
      old?["peildatum"] != self["peildatum"]
    else { return [] }
    return [FieldError("/peildatum", .inFuture)]
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
