import Bytes

/// A row replaced or patched: at once, or as a draft beside what is published.
extension Ledger {
  func put(_ kenmerk: String, _ body: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let existing = try find(kenmerk, command).map { try replaced(by: command, $0) }
    let checked = try check(body, command, over: existing)
    guard let existing else {
      do { try command.condition.requireOnNothing() } catch {
        throw checked.faults.isEmpty ? error : RegisterError.invalid(checked.faults)
      }
      return try create(body, command, kenmerk: kenmerk)
    }
    if !checked.faults.isEmpty { throw RegisterError.invalid(checked.faults) }
    return try change(existing, to: checked, resource, command)
  }

  func patch(_ kenmerk: String, _ patch: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let faults = resource.faults(in: patch, isPatch: true)
    // What is wrong with the patch is told before what is wrong with the row, and with all else that is wrong with it.
    guard faults.isEmpty else {
      guard patch.asObject != nil, let standing = try? find(kenmerk, command) else {
        throw RegisterError.invalid(faults)
      }
      return try self.patch(try replaced(by: command, standing), patch, command, unread: faults)
    }
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    return try self.patch(try replaced(by: command, standing), patch, command)
  }

  /// - Parameter unread: what is wrong with the patch by itself.
  func patch(
    _ existing: Standing, _ patch: JSON, _ command: Command, unread: [FieldError] = []
  ) throws -> Done {
    let hidden = try hidden(among: existing.document.references, command.caller)
    var current = existing.document.without(hidden).members
    current["planwijziging"] = patch["planwijziging"]
    var faults = unread + readOnlyFaults(patch, existing)
    let checked = try check(MergePatch.apply(patch, to: .object(current)), command, over: existing, hidden: hidden)
    let places = FaultPlaces(unread)
    faults += checked.faults.filter { !places.meet($0.location) }
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
    try requireCondition(existing, into: document, command)
    if document == existing.document { return Done(change: .unchanged, standing: existing) }
    var links = checked.links
    // What was sent has been looked up; what was put back, and what the server fills in, has not.
    let others = document.references.filter { links.rows[$0] == nil }
    links.rows.merge(try state.references.rows(others, connection)) { sent, _ in sent }
    links.guarded.merge(try state.references.guarded(others, connection)) { sent, _ in sent }
    let kenmerk = existing.row.kenmerk
    let isPublished = existing.row.layer == 0 && existing.publicatie?.status == .gepubliceerd
    let isBeside = existing.row.layer == 1 || (isPublished && writesDraft(command))
    let old = try published(existing)
    let change =
      resource.name == Resource.financieringsregel.name
      ? try budgetReason(
        checked.change
          ?? (existing.row.versie == 0
            ? existing.change : Ledger.keptOfBudget(existing.change, from: existing.document, to: document)),
        from: old?.document, to: document, isDraft: isBeside || !isPublished)
      : try planwijziging(
        checked.change
          ?? (existing.row.layer == 1 ? Ledger.kept(existing.change, from: existing.document, to: document) : nil),
        from: old, to: document)
    var publicatie = existing.publicatie
    // What was released and is then changed has to be released again: someone else may have to read it. Who publishes
    // alone changes what waits for the end of its embargo, as he does what is published.
    let waits =
      existing.row.layer == 1 && publicatie?.status == .gepubliceerd && command.caller.mayPublishAtOnce
    if !waits, isBeside || existing.publicatie?.status == .vrijgegeven {
      publicatie = .draft
      if let visible = existing.publicatie?.zichtbaarheid { publicatie?.zichtbaarheid = visible }
    }
    var write = Write(
      document: document, publicatie: publicatie, links: links, caller: command.caller, now: command.now,
      action: .changed, maker: existing.row.maker, change: change)
    if isBeside, existing.row.layer == 0 {
      return Done(change: .changed, standing: try storeDraft(write, beside: existing.row))
    }
    if existing.row.layer == 0, document["betrokkenen"] != existing.document["betrokkenen"] {
      // Whoever comes to see it may not see what told its state.
      write.document = try settled(write, on: existing.row.row)
    }
    let stored = try storeVersion(write, kenmerk: kenmerk, over: existing)
    if isPublished {
      try record(write, stored.row, from: existing)
      try recordBudget(change, of: stored, from: existing.document, command.caller, command.now)
      try carry(from: existing.document, to: document, stored.row, command.caller, command.now)
    }
    try follow(stored, command)
    return Done(change: .changed, standing: stored)
  }
}
