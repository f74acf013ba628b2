import Bytes
import SQL

/// The commands of clients, one after the other: check, refuse or store. The order of refusal is DESIGN section 4's:
/// the body (400), the row (404), the right to it (403), the version (428, 412), a conflict (409).
extension Ledger {
  func apply(_ command: Command) throws -> Outcome {
    guard command.caller.mayEverWrite(command.resource.rights) else { throw RegisterError.forbidden(reason: .role) }
    if let idempotency = command.idempotency, let repeated = try repeated(idempotency, command) { return repeated }
    let outcome =
      switch command.resource.name {
      case Resource.abonnement.name: try applyToSubscription(command)
      case Resource.toegang.name: try applyToToken(command)
      default: try applyToRegister(command)
      }
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

  // MARK: Steps the operations share

  /// A body that was read, and what is wrong with it.
  struct Checked {
    var document: Document
    var links: References.Resolved
    /// The write-only member `planwijziging`, if it was sent.
    var change: ChangeReason?
    var faults: [FieldError]
  }

  /// - Parameter hidden: what `existing` links to and the caller does not see, when that is known already.
  func check(
    _ body: JSON, _ command: Command, over existing: Standing?, hidden: Set<Document.Reference>? = nil
  ) throws -> Checked {
    var validation = Validation(command.resource)
    var document = validation.document(from: body)
    // Judged as its writer sees the row; then what was hidden from him is put back.
    let standing = existing?.document.references ?? []
    let hidden = try hidden ?? self.hidden(among: standing, command.caller)
    let seen = existing?.document.without(hidden)
    document.forgetMarks(of: seen)
    let markFaults = document.markFaults(over: seen)
    if let existing {
      if !hidden.isEmpty { document.keep(hidden, of: existing.document) }
      document.keepUnchanged(of: existing.document)
    }
    let links = try state.references.resolve(
      validation.references, on: command.resource, standing: hidden.isEmpty ? standing : seen?.references ?? [],
      for: command.caller, today: Day.inAmsterdam(at: command.now), connection)
    let unread = FaultPlaces(validation.faults)
    // A mark on what is hidden is none on what is not there, and is not told apart from it.
    var faults = validation.faults + links.faults + markFaults.filter { !unread.meet($0.location) }
    // What was imported may stand as it is, also against a rule at the door; a write that changes nothing keeps it.
    if !(existing.map { document.isSame(as: $0.document) } ?? false) {
      var broken = document.ruleFaults(over: existing?.document, unread: unread)
      broken += try correctionFaults(document) + selectionFaults(document)
      broken += try measurementFaults(document, existing?.row)
      broken += try ringFaults(document, existing, links.rows)
      broken += try relationFaults(document, existing, command.caller, hidden: hidden)
      broken += validation.relationsToItself(existing?.row.kenmerk)
      broken += try stateFaults(document, existing, at: command.now)
      broken += try aliasFaults(document, existing)
      broken += document.futureFaults(today: Day.inAmsterdam(at: command.now), over: existing?.document)
      faults += broken.filter { !unread.meet($0.location) }
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

  /// Those of a row's links that lead to what the caller does not see.
  func hidden(among references: Set<Document.Reference>, _ caller: Caller) throws -> Set<Document.Reference> {
    let guarded = try state.references.guarded(references, connection)
    return Set(guarded.filter { !$0.value.includes(caller) }.keys)
  }

  /// The row as the caller sees it; nil when there is none or it is not for the caller's eyes.
  func find(_ kenmerk: String, _ command: Command) throws -> Standing? {
    guard let row = try StoredRow.load(command.resource, kenmerk: kenmerk, connection) else { return nil }
    let standing = try standing(command.resource, row)
    try tellWithdrawn(standing, command.caller)
    return row.audience.includes(command.caller) ? standing : nil
  }

  /// - Throws: `.withdrawn`, to whoever could see the row when it was withdrawn: before an embargo ended that may be
  ///   nobody, and whoever could not see it then hears nothing of it now.
  private func tellWithdrawn(_ standing: Standing, _ caller: Caller) throws {
    let row = standing.row
    guard row.audience.level == .nobody, row.versie > 0, try Log.wasSeen(row.row, by: caller, connection) else {
      return
    }
    throw RegisterError.withdrawn(
      resource: row.resource, kenmerk: row.kenmerk,
      reason: try Log.withdrawalReason(
        of: standing.document.resource, try Log.document(at: row.number, connection), connection))
  }

  func parentRow(
    of document: Document, faults: inout [FieldError], _ command: Command
  ) throws -> Standing? {
    // In the path, where it may be one of several, or in the body.
    let isBelow = document.resource.parentField == nil
    guard let field = document.resource.pathField, let kenmerk = isBelow ? command.parent : document.text(field),
      let resource = document.resource.field(field)?.target.flatMap(Resource.named)
    else { return nil }
    let row = try StoredRow.load(resource, kenmerk: kenmerk, connection)
    guard let row, row.audience.includes(command.caller) else {
      // Named in the path, its absence is the item's (404); named in the body, it is a fault of the body (400).
      guard command.parent == kenmerk else { return nil }
      faults.removeAll { $0.location == "/\(field)" || (isBelow && $0.location.hasPrefix("/\(field)/")) }
      if !faults.isEmpty { return nil }
      if let row { try tellWithdrawn(standing(resource, row), command.caller) }
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    return try standing(resource, row)
  }

  /// - Parameter document: what the row is to become.
  func requireCondition(_ existing: Standing, into document: Document, _ command: Command) throws {
    guard mayHaveReadOtherLinks(existing, into: document) else {
      return try command.condition.require(on: existing.row.etag, isNamed: existing.row.tag.isNamed)
    }
    // The version alone does not say which links he read: only the tag of what he would read now does.
    let current = try item(existing, for: command.caller).etag
    try command.condition.require(on: current) { $0 == current }
  }

  /// What a change to this row means for the measure it stands under.
  ///
  /// - Parameter parent: the row it stands under, when it was read already.
  func follow(_ stored: Standing, under parent: Standing? = nil, _ command: Command) throws {
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
  func item(_ standing: Standing, for caller: Caller) throws -> Item {
    let row = standing.row
    let isPublic = row.audience.level == .everyone
    if let rendered = standing.rendered {
      return Item(
        resource: row.resource, kenmerk: row.kenmerk, etag: row.etag, json: rendered, isPublic: isPublic)
    }
    let guarded = try state.references.guarded(standing.document.references, connection)
    let hidden = guarded.filter { !$0.value.includes(caller) }
    let json = Rendering.render(row, standing.document, standing.publicatie, without: Set(hidden.keys))
    let isKept =
      guarded.isEmpty || render(row, standing.document, standing.publicatie, guarded: guarded).json == json
    return Item(
      resource: row.resource, kenmerk: row.kenmerk, etag: isKept ? row.etag : row.tag.of(json), json: json,
      isPublic: isPublic)
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
