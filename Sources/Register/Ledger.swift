import Bytes
import SQL

/// Applies writes inside the caller's transaction: the only code that changes rows.
///
/// Used by the one thread that owns the writing connection. What it remembers between commands (`State`) is a value:
/// whoever undoes a savepoint puts the state of before it back.
final class Ledger {
  let connection: any SQLConnection
  var state: State

  struct State {
    var counters: Counters
    /// As the counters stand in the store.
    var storedCounters: Counters
    var head: Log.Head
    /// The last key given to a row.
    var lastRow: Int64
    var storedLastRow: Int64
    /// The last number given to a change in the feed.
    var lastChange: Int64
    var storedLastChange: Int64
    var references = References()
    var logged = LoggedVersions()
    /// Of measures by their row, as far as they were read; forgotten when the log is rewritten.
    var ownWords: [Int64: OwnWords] = [:]
    /// What the search indexes are told at the end of the transaction.
    var words: [SearchIndex.Write] = []
  }

  init(connection: any SQLConnection) throws {
    self.connection = connection
    try Feed.begin(connection)
    state = try Ledger.load(connection)
    try beginValidity()
  }

  /// Reads the state again: another process has written.
  func reload() throws { state = try Ledger.load(connection) }

  private static let lastRow = SQLStatement("SELECT waarde FROM teller WHERE naam = 'rij'")
  private static let storeLastRow = SQLStatement("UPDATE teller SET waarde = $1 WHERE naam = 'rij'")

  private static let told = SQLStatement("SELECT waarde FROM teller WHERE naam = 'verteld'")
  private static let storeTold = SQLStatement(
    "INSERT INTO teller (naam, waarde) VALUES ('verteld', $1) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde"
  )

  /// The latest moment someone was told the register's state of, by the server before this one (`ChangeNumbers`).
  func lastTold() throws -> Timestamp? {
    var moment: Timestamp?
    try connection.query(Ledger.told, []) { row in
      moment = Timestamp(seconds: row.integer(0))
      return .stop
    }
    return moment
  }

  func store(told moment: Timestamp) throws { try connection.run(Ledger.storeTold, [.integer(moment.seconds)]) }

  private static func load(_ connection: any SQLConnection) throws -> State {
    var last: Int64 = 0
    try connection.query(lastRow, []) { row in
      last = row.integer(0)
      return .stop
    }
    let counters = try Counters.load(connection)
    let change = try Feed.value(Feed.number, connection)
    return State(
      counters: counters, storedCounters: counters, head: try Log.head(connection), lastRow: last, storedLastRow: last,
      lastChange: change, storedLastChange: change)
  }

  /// Tells the search indexes what has changed.
  func flushWords() throws {
    for write in state.words { try connection.run(write.statement, write.arguments) }
    state.words.removeAll()
  }

  /// Writes what the state keeps back and counts, at the end of the transaction.
  func flush() throws {
    try flushWords()
    try state.counters.store(connection, over: state.storedCounters)
    state.storedCounters = state.counters
    if state.lastRow != state.storedLastRow {
      try connection.run(Ledger.storeLastRow, [.integer(state.lastRow)])
      state.storedLastRow = state.lastRow
    }
    if state.lastChange != state.storedLastChange {
      try connection.run(Feed.storeNumber, [.integer(state.lastChange)])
      state.storedLastChange = state.lastChange
    }
  }

  func nextRow() -> Int64 {
    state.lastRow += 1
    return state.lastRow
  }

  // MARK: Reading what stands

  /// A row with its document, as the log has it.
  struct Standing {
    var row: StoredRow
    var document: Document
    var publicatie: Publicatie?
    /// Kept with a draft until it is published.
    var change: ChangeReason?
    /// What everyone who sees the row reads of it, when it was just written and nobody may read more.
    var rendered: [UInt8]?
    /// Who reads what was last changed in this version, when not all do (`QuietWrite`).
    var quietReaders: Audience?

    /// Published, and not yet for everyone: by an embargo of its own, or because what it stands under is not. (In a
    /// register older than this rule such a row has no `conceptversie`.)
    var isEmbargoed: Bool {
      row.layer == 0 && row.conceptversie != nil && publicatie?.status == .gepubliceerd
    }
    /// Embargoed, and no version before it was public either: what becomes of its plan is no change to the public.
    var isUnseen: Bool { isEmbargoed && row.versie == 1 }
  }

  func standing(_ resource: Resource, _ row: StoredRow) throws -> Standing {
    let version = try version(resource, row.number)
    return Standing(
      row: row, document: version.document, publicatie: version.publicatie, change: version.change,
      quietReaders: version.quietReaders)
  }

  private func version(_ resource: Resource, _ number: Int64) throws -> LoggedVersions.Version {
    if let kept = state.logged[number] { return kept }
    let version = LoggedVersions.Version(resource, try Log.document(at: number, connection))
    state.logged.keep(version, at: number)
    return version
  }

  /// The draft beside a published row.
  func draft(beside row: StoredRow) throws -> Standing? {
    guard row.layer == 0, let resource = Resource.named(row.resource), resource.isStaged else { return nil }
    return try StoredRow.load(resource, kenmerk: row.kenmerk, layer: 1, connection).map { try standing(resource, $0) }
  }

  // MARK: Writing

  /// What a write is made of, checked in every respect.
  struct Write {
    var document: Document
    var publicatie: Publicatie?
    var links: References.Resolved
    var caller: Caller
    var now: Timestamp
    var action: Log.Action
    var reason: String?
    /// Given by an import before the row is written; else the next one.
    var row: Int64?
    var maker: Int64?
    /// Why the plan changes; for a published measure, or kept with its draft.
    var change: ChangeReason?
    /// 1 for a draft beside a published version.
    var layer: Int64 = 0
    /// Nothing was published: an embargo ended, and what had been published is now seen.
    var keepsVersion = false
    /// The published version a draft is beside.
    var published: Int64?
    /// Who made it, of the first version of such a draft.
    var besideMaker: Int64?
    /// The number of the draft it goes on from: of a draft and the embargoed row it is beside, neither gets a tag that
    /// the other had.
    var after: Int64?
    /// What a redaction says of itself.
    var redaction: JSON?
    /// Who can tell that anything was changed, when not all do who see the row.
    var quietReaders: Audience?
    /// Who sees the row above, when that was read already.
    var above: Audience?
  }

  @discardableResult
  func store(_ write: Write, kenmerk: String, over old: Standing?) throws -> StoredRow {
    try storeVersion(write, kenmerk: kenmerk, over: old).row
  }

  /// Stores one version: row, lists, log, change numbers, and what the change means for other rows.
  ///
  /// - Returns: the version as it stands.
  func storeVersion(_ write: Write, kenmerk: String, over old: Standing?) throws -> Standing {
    var write = write
    let resource = write.document.resource
    let audience = try audience(of: write, over: old)
    // A draft that waits beside the published version for the end of its embargo is still a draft.
    let isPublished =
      (old?.row.layer ?? write.layer) == 0
      && write.publicatie.map { $0.status == .gepubliceerd || $0.status == .ingetrokken } ?? true
    var row = StoredRow(
      resource: resource.name, row: old?.row.row ?? write.row ?? nextRow(), kenmerk: kenmerk,
      layer: old?.row.layer ?? write.layer, audience: audience,
      versie: write.published ?? old?.row.versie ?? 0, conceptversie: nil, maker: old?.row.maker ?? write.maker,
      created: old?.row.created ?? write.now, changed: write.now, number: state.head.number + 1)
    if isPublished {
      // To strike a word of the plan out is not to change the plan.
      if write.redaction == nil {
        write.document.countSlippage(over: old.flatMap { $0.row.versie > 0 && !$0.isUnseen ? $0.document : nil })
      }
      // Under an embargo it is one version, however often it changes: the public's next. What it was meanwhile is told
      // apart as drafts are.
      let wasEmbargoed = old?.isEmbargoed ?? false
      if write.publicatie?.status != .ingetrokken, !wasEmbargoed, !write.keepsVersion { row.versie += 1 }
      if write.publicatie?.status == .gepubliceerd, audience.level > .everyone {
        row.conceptversie = max((wasEmbargoed ? old?.row.conceptversie : nil) ?? 0, write.after ?? 0) + 1
      }
    } else {
      row.conceptversie = max(old?.row.conceptversie ?? 0, write.after ?? 0) + 1
    }
    if let number = row.conceptversie, let other = try besideEmbargo(row) {
      row.conceptversie = max(number, (other.conceptversie ?? 0) + 1)
    }
    if write.keepsVersion, let old, old.row.versie == row.versie, old.row.conceptversie == row.conceptversie {
      row.revision = old.row.revision + 1
    }
    // When a draft was begun is not for everyone: for them it is there since they see it.
    if audience.level == .everyone, let old, try isFirstSeen(old) { row.created = write.now }

    write.document.noteSubmission(write.publicatie, at: write.now)
    if let old, write.redaction == nil, write.publicatie == old.publicatie, audience.level <= .interdepartmental,
      audience.level == old.row.audience.level,
      let readers = try quietReaders(of: write.document, over: old, audience.level)
    {
      write.quietReaders = readers
      write.reason = write.reason ?? write.change?.reden
      (row.versie, row.conceptversie) = (old.row.versie, old.row.conceptversie)
      (row.changed, row.revision) = (old.row.changed, old.row.revision)
    }

    try appendToLog(write, row, replacing: old?.row.number)
    let (rendered, columns) = try storeRow(write, row, over: old)
    let words = SearchIndex.store(write.document, row, over: old?.document, &state.words)
    try storeLists(write, row, over: old?.document)
    try storeOwners(row, over: old?.row.audience, at: write.now)
    if row.layer == 0 { try keepRow(resource, row.row, at: write.now, text: words, new: columns) }
    if let readers = write.quietReaders {
      try announceLink(on: row, from: readers, to: readers, organisation: write.caller.organisation, at: write.now)
    } else {
      try announce(row, over: old?.row, organisation: write.caller.organisation, at: write.now)
    }
    state.references.forget(resource)
    if resource.isCodeList, old == nil || old?.document["bovenliggend"] != write.document["bovenliggend"] {
      try rebuildClosure(of: resource, at: write.now)
    }
    if let old, old.row.audience != audience {
      try followAudience(of: resource, row, from: old.row.audience, at: write.now)
    }
    return Standing(
      row: row, document: write.document, publicatie: write.publicatie,
      change: row.conceptversie == nil && !keepsReason(write, row) ? nil : write.change, rendered: rendered,
      quietReaders: write.quietReaders)
  }

  /// Whether everyone sees a row for the first time when it becomes public.
  private func isFirstSeen(_ old: Standing) throws -> Bool {
    let resource = old.document.resource
    guard resource.isStaged || resource.parentField != nil else { return false }
    if old.isUnseen { return true }
    return try old.row.audience.level > .everyone && !Log.wasSeen(old.row.row, by: .everyone, connection)
  }

  func audience(of write: Write, over old: Standing?) throws -> Audience {
    let resource = write.document.resource
    switch resource.publication {
    case .immediate: return .everyone
    case .withParent: return try parentAudience(of: write)
    case .byLevel(let name):
      // Of nobody's own: the bureau sees it by its role.
      let level = Audience.Level(named: write.document.text(name))
      return try Audience(level: level, owners: []).under(parentAudience(of: write))
    case .ownOrganisation: return Audience.own(of: old?.row.maker ?? write.maker)
    case .byField(let name):
      return write.document[name].asBool == false ? Audience(level: .interdepartmental, owners: []) : .everyone
    case .staged:
      let level = Audience.Level(write.publicatie ?? .draft, at: write.now, layer: old?.row.layer ?? write.layer)
      if level == .everyone, resource.parentField == nil { return .everyone }
      let owners = try write.document.owners(makers: makers(of: write, over: old), write.links.rows)
      return try Audience(level: level, owners: owners).under(parentAudience(of: write))
    }
  }

  private func makers(of write: Write, over old: Standing?) throws -> Set<Int64> {
    let beside =
      try old.flatMap { old in
        old.row.layer == 1 ? try StoredRow.load(old.document.resource, kenmerk: old.row.kenmerk, connection) : nil
      }?.maker ?? write.besideMaker
    return Set([old?.row.maker ?? write.maker, beside].compactMap { $0 })
  }

  private func parentAudience(of write: Write) throws -> Audience {
    if let above = write.above { return above }
    guard let parent = write.document.parent, let resource = Resource.named(parent.resource) else { return .everyone }
    return try StoredRow.load(resource, kenmerk: parent.kenmerk, connection)?.audience ?? .everyone
  }

  func appendToLog(_ write: Write, _ row: StoredRow, replacing replaced: Int64?) throws {
    var members = write.document.members
    if let publicatie = write.publicatie { members["publicatie"] = publicatie.json }
    let isDraft = row.conceptversie != nil && (row.layer == 1 || write.publicatie?.status != .gepubliceerd)
    if isDraft || keepsReason(write, row), let change = write.change {
      members["planwijziging"] = change.json
    }
    if let redaction = write.redaction { members[Redaction.member] = redaction }
    if let readers = write.quietReaders { members[QuietWrite.member] = QuietWrite.json(readers) }
    let entry = Log.Entry(
      moment: write.now, resource: write.document.resource.name, row: row.row, kenmerk: row.kenmerk, layer: row.layer,
      action: write.action, versie: row.versie, conceptversie: row.conceptversie, audience: row.audience.level,
      owners: row.audience.owners.sorted(), token: write.caller.token, organisation: write.caller.organisation,
      reason: write.reason, document: members)
    state.head = try Log.append(entry, after: state.head, replacing: replaced, connection)
    if let replaced {
      state.logged.replace(
        replaced, by: state.head.number, LoggedVersions.Version(write.document.resource, members))
    }
  }

  /// - Returns: the rendering, unless some may read more of the row; of a new row also its columns.
  private func storeRow(
    _ write: Write, _ row: StoredRow, over old: Standing?
  ) throws -> (rendered: [UInt8]?, columns: [SQLValue]?) {
    let layout = Layout.of(write.document.resource)
    let rendered = render(row, write.document, write.publicatie, guarded: write.links.guarded)
    let renewed: [SQLValue] = [
      .integer(row.versie), SQLValue(row.conceptversie), .integer(row.created.seconds), .integer(row.changed.seconds),
      .integer(row.number), .integer(rendered.isGuarded ? 1 : 0), .blob(rendered.json), .integer(row.revision),
    ]
    let readByAll = write.links.guarded.isEmpty ? rendered.json : nil
    if let old {
      var changes = layout.changes(of: write.document, write.publicatie, over: old, links: write.links.rows)
      if row.audience.level != old.row.audience.level {
        changes.append((["zicht"], [.integer(row.audience.level.rawValue)]))
      }
      try connection.run(
        layout.statements.update(changes.flatMap(\.columns)),
        renewed + changes.flatMap(\.values) + [.integer(row.row)])
      return (readByAll, nil)
    }
    let kept: [SQLValue] = [
      .integer(row.row), .text(row.kenmerk), .integer(row.layer), .integer(row.audience.level.rawValue),
    ]
    let columns =
      kept + renewed[..<2] + [SQLValue(row.maker)] + renewed[2...]
      + layout.values(of: write.document, publicatie: write.publicatie, links: write.links.rows)
    try connection.run(layout.statements.insert, columns)
    return (readByAll, columns)
  }

  /// Writes only the elements that changed.
  private func storeLists(_ write: Write, _ row: StoredRow, over old: Document?) throws {
    let layout = Layout.of(write.document.resource)
    var past: [(list: Layout.ListTable, new: [[SQLValue]])] = []
    for list in layout.lists {
      let name = list.field.name
      if let old, old[name] == write.document[name], old["afgeleid"] == write.document["afgeleid"] { continue }
      let new = layout.rows(of: list, in: write.document, links: write.links.rows)
      defer { past += row.layer == 0 && !(old == nil && new.isEmpty) ? [(list, new)] : [] }
      if old == nil {
        for values in new { try connection.run(list.statements.insert, [.integer(row.row)] + values) }
        continue
      }
      var stored: [[SQLValue]] = []
      try connection.query(list.statements.select, [.integer(row.row)]) { found in
        stored.append(list.columns.indices.map(found.value))
        return .next
      }
      let kept = Set(stored).intersection(new)
      let gone = stored.filter { !kept.contains($0) }
      let come = new.filter { !kept.contains($0) }
      if list.isKeyed {
        // New links first: a measure that is specific never stands without a ground, not even in between.
        let keys = Set(new.map { $0[0] })
        for values in come { try connection.run(list.statements.insert, [.integer(row.row)] + values) }
        for values in gone where !keys.contains(values[0]) {
          try connection.run(list.statements.delete, [.integer(row.row), values[0]])
        }
      } else {
        for values in gone { try connection.run(list.statements.delete, [.integer(row.row), values[0]]) }
        for values in come { try connection.run(list.statements.insert, [.integer(row.row)] + values) }
      }
    }
    for (list, new) in past {
      if old == nil {
        try beginList(list, row.row, new, at: write.now)
      } else {
        try keepList(list, row.row, at: write.now)
      }
    }
  }

  private static let addOwner = SQLStatement("INSERT INTO eigen (bron, rij, organisatie) VALUES ($1, $2, $3)")
  private static let removeOwners = SQLStatement("DELETE FROM eigen WHERE bron = $1 AND rij = $2")

  func storeOwners(_ row: StoredRow, over old: Audience?, at now: Timestamp) throws {
    let owners = row.audience.level > .everyone ? row.audience.owners : []
    let stored = old.map { $0.level > .everyone ? $0.owners : [] } ?? []
    if owners == stored { return }
    if !stored.isEmpty { try connection.run(Ledger.removeOwners, [.text(row.resource), .integer(row.row)]) }
    for owner in owners.sorted() {
      try connection.run(Ledger.addOwner, [.text(row.resource), .integer(row.row), .integer(owner)])
    }
    if row.layer == 0 { try keepOwners(row.row, at: now) }
  }

  // MARK: Rendering

  /// The rendering kept beside the columns: what the least privileged of those who see the row may read of it.
  /// `isGuarded` when others may read more.
  ///
  /// - Parameter hidingParent: as a register renders that is older than the rule that whoever sees a row sees the one
  ///   above it.
  func render(
    _ row: StoredRow, _ document: Document, _ publicatie: Publicatie?, guarded: [Document.Reference: Audience],
    hidingParent: Bool = false
  ) -> (json: [UInt8], isGuarded: Bool) {
    let bound: Audience.Level = row.audience.level == .everyone ? .everyone : .interdepartmental
    let parent = guarded.isEmpty || hidingParent ? nil : document.parent
    let hidden = guarded.filter { $0.value.level > bound && $0.key != parent }
    return (Rendering.render(row, document, publicatie, without: Set(hidden.keys)), !hidden.isEmpty)
  }
}

extension Document {
  /// The row it stands under.
  var parent: Document.Reference? {
    guard let field = resource.parentField, let kenmerk = text(field), let target = resource.field(field)?.target
    else { return nil }
    return Document.Reference(resource: target, kenmerk: kenmerk)
  }
}
