import Bytes
import SQL

/// The draft room: while a version is published, the next one is made beside it, in a row of its own with layer 1.
extension Ledger {
  /// Whether this command makes a draft of what is published: asked for, or because the caller may not publish alone.
  func writesDraft(_ command: Command) -> Bool { command.draft || !command.caller.mayPublishAtOnce }

  /// The version a PUT or PATCH replaces: the published one, or the draft beside it.
  func replaced(by command: Command, _ standing: Standing) throws -> Standing {
    guard standing.publicatie?.status == .gepubliceerd, writesDraft(command) else { return standing }
    return try draft(beside: standing.row, for: command.caller) ?? standing
  }

  /// The draft beside a row, for who sees it: of the draft of another nobody is told.
  func draft(beside row: StoredRow, for caller: Caller) throws -> Standing? {
    try draft(beside: row).flatMap { $0.row.audience.includes(caller) ? $0 : nil }
  }

  /// The published version a draft is beside; the row itself when it is that version.
  func published(_ existing: Standing) throws -> Standing? {
    if existing.row.layer == 0 { return existing.publicatie?.status == .gepubliceerd ? existing : nil }
    let resource = existing.document.resource
    return try StoredRow.load(resource, kenmerk: existing.row.kenmerk, connection).map { try standing(resource, $0) }
  }

  /// Of an embargoed row the draft beside it, and the other way round: neither gets a tag that the other has.
  func besideEmbargo(_ row: StoredRow) throws -> StoredRow? {
    guard let resource = Resource.named(row.resource), resource.isStaged, row.versie > 0 else { return nil }
    return try StoredRow.load(resource, kenmerk: row.kenmerk, layer: 1 - row.layer, connection)
  }

  private static let lastDraft = SQLStatement(
    "SELECT max(conceptversie) FROM logboek WHERE bron = $1 AND kenmerk = $2 AND versie = $3")

  /// The organisation in whose name a row is made.
  func maker(_ caller: Caller) throws -> Int64? {
    try caller.organisation.flatMap {
      try state.references.target(of: .init(resource: "organisatie", kenmerk: $0), connection)?.row
    }
  }

  /// Stores the first version of a draft beside `row`. Its number goes on from every draft of that version there was: a
  /// tag is of one text.
  ///
  /// - Throws: `.forbidden` when there is a draft of another beside it.
  func storeDraft(_ write: Write, beside row: StoredRow) throws -> Standing {
    if try draft(beside: row) != nil { throw RegisterError.forbidden(reason: .otherOrganisation) }
    var write = write
    write.layer = 1
    write.published = row.versie
    write.maker = try maker(write.caller)
    write.besideMaker = row.maker
    let arguments: [SQLValue] = [.text(row.resource), .text(row.kenmerk), .integer(row.versie)]
    try connection.query(Ledger.lastDraft, arguments) { last in
      write.after = last.isNull(0) ? nil : last.integer(0)
      return .stop
    }
    return try storeVersion(write, kenmerk: row.kenmerk, over: nil)
  }

  /// A published version was replaced while a draft is beside it: the draft takes over what it had not changed itself,
  /// so that publishing it later does not undo the change.
  func carry(
    from old: Document, to new: Document, _ row: StoredRow, _ caller: Caller, _ now: Timestamp
  ) throws {
    guard let draft = try draft(beside: row) else { return }
    var document = draft.document
    for field in document.resource.fields {
      if case .object(let members) = field.type, var object = document[field.name].asObject,
        let replacement = new[field.name].asObject
      {
        for member in members where object[member.name] == old[path: [field.name, member.name]] {
          object[member.name] = replacement[member.name]
        }
        document[field.name] = .object(object)
      } else if document[field.name] == old[field.name] {
        document[field.name] = new[field.name]
      }
    }
    // One that says all of it otherwise is of another version now, too: whoever publishes it is to have seen that one.
    if document == draft.document, draft.row.versie == row.versie { return }
    let links = References.Resolved(
      rows: try state.references.rows(document.references, connection),
      guarded: try state.references.guarded(document.references, connection))
    try store(
      Write(
        document: document, publicatie: draft.publicatie, links: links, caller: caller, now: now,
        action: .changed, reason: "gepubliceerde versie \(row.versie)", change: draft.change, published: row.versie),
      kenmerk: row.kenmerk, over: draft)
  }

  /// Puts a draft in the place of the published version it is beside.
  ///
  /// - Parameter write: what it is published with; of a measure the state is that of the reports, where some count.
  func place(_ draft: Standing, over standing: Standing, _ write: Write) throws -> Standing {
    var write = write
    write.after = draft.row.conceptversie
    write.document = try settled(write, on: standing.row.row)
    try remove(draft, write.caller, at: write.now)
    let stored = try storeVersion(write, kenmerk: standing.row.kenmerk, over: standing)
    try record(write, stored.row, from: standing)
    try recordBudget(write.change, of: stored, from: standing.document, write.caller, write.now)
    return stored
  }
}
