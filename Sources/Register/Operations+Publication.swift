import Bytes
import SQL

/// Drafts discarded, and the steps from concept to published to withdrawn.
extension Ledger {
  func discard(_ kenmerk: String, _ command: Command) throws -> Outcome {
    let resource = command.resource
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    let existing = try command.draft ? draft(beside: standing.row, for: command.caller) ?? standing : standing
    try requireRight(toChange: existing, into: existing.document, command.caller)
    if existing.row.layer == 1, existing.publicatie?.status == .gepubliceerd {
      // It only waits for the end of its embargo: who may publish takes that back.
      try requireRight(toPublish: existing, .ingetrokken, command.caller)
    }
    try requireCondition(existing, into: existing.document, command)
    guard existing.row.conceptversie != nil, resource.isStaged, !existing.isEmbargoed else {
      throw RegisterError.notDiscardable
    }
    try remove(existing, command.caller, at: command.now)
    return .discarded
  }

  /// Takes a draft away; its entries in the log stay.
  func remove(_ existing: Standing, _ caller: Caller, at now: Timestamp) throws {
    let resource = existing.document.resource
    let row = existing.row
    var unowned = row
    unowned.audience = .everyone
    try storeOwners(unowned, over: row.audience, at: now)
    SearchIndex.remove(existing.document, row.row, &state.words)
    do {
      try connection.run(Layout.of(resource).statements.delete, [.integer(row.row)])
    } catch {
      throw error.kind == .foreignKey ? RegisterError.notDiscardable : error
    }
    if row.layer == 0 {
      try endRow(resource, row.row, at: now)
      for list in Layout.of(resource).lists { try keepList(list, row.row, at: now) }
    }
    var gone = row
    gone.audience.level = .nobody
    let entry = Write(
      document: existing.document, publicatie: existing.publicatie, links: References.Resolved(),
      caller: caller, now: now, action: .discarded)
    try appendToLog(entry, gone, replacing: row.number)
    try announceEnd(of: row, organisation: caller.organisation, at: now)
  }

  // MARK: Transition

  func transition(_ kenmerk: String, _ body: JSON, _ command: Command) throws -> Done {
    let resource = command.resource
    let wished = try TransitionRequest(body)
    guard let standing = try find(kenmerk, command) else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    // Withdrawing is of what is published; every other step is of the draft, where there is one beside it. An embargo
    // that is moved is that of the row, as long as the draft is none that could be published.
    var existing = standing
    if wished.status != .ingetrokken, let draft = try draft(beside: standing.row, for: command.caller),
      !(wished.saysEmbargo && standing.isEmbargoed && draft.publicatie?.status == .concept)
    {
      existing = draft
    }
    guard let current = existing.publicatie else {
      throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk)
    }
    try requireRight(toChange: existing, into: existing.document, command.caller)
    try requireRight(toPublish: existing, wished.status, command.caller)
    try requireCondition(existing, into: existing.document, command)
    // Who may publish may also say when: an embargo that runs is moved, or over at once.
    let movesEmbargo =
      wished.status == .gepubliceerd && wished.saysEmbargo && current.isEmbargoed(at: command.now)
    guard current.mayBecome(wished.status) || movesEmbargo else {
      throw RegisterError.transition(from: current.status.rawValue, to: wished.status.rawValue)
    }
    var next = current
    next.status = wished.status
    if let visible = wished.zichtbaarheid { next.zichtbaarheid = visible }
    if wished.saysEmbargo {
      next.embargoTot = wished.embargoTot
    } else if existing.row.layer == 1, next.status == .gepubliceerd, next.embargoTot == nil, standing.isEmbargoed {
      // To say nothing of an embargo that runs is to leave it.
      next.embargoTot = standing.publicatie?.embargoTot
    }
    if next.status == .gepubliceerd, !next.isEmbargoed(at: command.now) { next.embargoTot = nil }
    next.reden = wished.status == .ingetrokken ? wished.reden : nil
    // What withdraws a line, or publishes one that was drafted before its measure was public, is its reason too.
    let given = wished.reden.map { ChangeReason(reden: $0) }
    let links = References.Resolved(
      rows: try state.references.rows(existing.document.references, connection),
      guarded: try state.references.guarded(existing.document.references, connection))
    if next.status == .gepubliceerd {
      // Once more: what was a draft may have been made before a rule held for it.
      let faults =
        try existing.document.ruleFaults(over: published(existing)?.document)
        + relationFaults(
          existing.document, existing, command.caller,
          hidden: hidden(among: existing.document.references, command.caller))
      if !faults.isEmpty { throw RegisterError.invalid(faults) }
    }
    var write = Write(
      document: existing.document, publicatie: next, links: links, caller: command.caller, now: command.now,
      action: .transitioned, reason: wished.reden, maker: existing.row.maker, change: existing.change)
    let stored: Standing
    if existing.row.layer == 1, next.status == .gepubliceerd {
      write.change =
        resource.name == Resource.financieringsregel.name
        ? try budgetReason(existing.change ?? given, from: standing.document, to: existing.document, place: "/reden")
        : try planwijziging(existing.change, from: standing, to: existing.document)
      // What everyone sees stays up: under an embargo the draft waits beside it, and then takes its place.
      let waits = next.isEmbargoed(at: command.now) && standing.row.audience.level == .everyone
      stored =
        try waits
        ? storeVersion(write, kenmerk: kenmerk, over: existing) : place(existing, over: standing, write)
    } else {
      if next.status == .gepubliceerd, resource.name == Resource.financieringsregel.name {
        write.change = try budgetReason(existing.change ?? given, from: nil, to: existing.document, place: "/reden")
      }
      if wished.status == .ingetrokken, let beside = try draft(beside: standing.row) {
        try remove(beside, command.caller, at: command.now)
      }
      write.document = try settled(write, on: existing.row.row)
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
}
