import Bytes
import SQL

/// What a write means for rows it did not name.
extension Ledger {
  // MARK: A row that more or fewer people see

  /// The row's audience changed: what stands under it follows, and rows that link to it show the link or leave it out.
  func followAudience(
    of resource: Resource, _ row: StoredRow, from old: Audience, at now: Timestamp
  ) throws {
    for child in resource.children {
      guard let field = child.parentField.flatMap(child.field) else { continue }
      for key in try rows("SELECT rij FROM \(child.name) WHERE \(field.column) = $1", row.row) {
        try followParent(child, key, under: row.audience, at: now)
      }
    }
    // Other owners, where only those see it, are other readers too.
    guard old.level != row.audience.level || old.level > .interdepartmental else { return }
    for linking in Resource.all {
      // Whoever sees a row sees the one above it.
      let isBelow = linking.parentField.flatMap(linking.field)?.target == resource.name
      for key in try rowsLinking(from: linking, to: resource, row.row) {
        try renderAgain(linking, key, at: now, showing: isBelow ? nil : (old, row.audience))
      }
    }
  }

  private func followParent(
    _ resource: Resource, _ key: Int64, under parent: Audience, at now: Timestamp
  ) throws {
    guard let row = try StoredRow.load(resource, row: key, connection) else { return }
    let standing = try standing(resource, row)
    var level = standing.publicatie.map { Audience.Level($0, at: now, layer: row.layer) } ?? .everyone
    var owners = Set(row.maker.map { [$0] } ?? [])
    if case .byLevel(let name) = resource.publication {
      level = Audience.Level(named: standing.document.text(name))
      owners = []
    }
    let audience = Audience(level: level, owners: owners).under(parent)
    if audience == row.audience { return }
    if audience.level < row.audience.level { return try show(standing, at: now) }
    try connection.run(Layout.of(resource).statements.setAudience, [.integer(audience.level.rawValue), .integer(key)])
    var moved = row
    moved.audience = audience
    try storeOwners(moved, over: row.audience, at: now)
    try announce(moved, over: row, organisation: nil, at: now)
    try followAudience(of: resource, moved, from: row.audience, at: now)
    try renderAgain(resource, key, at: now, showing: nil)
  }

  /// More people see a row because they see the one above it: for them it changes now, and is made now where nobody
  /// saw it before.
  private func show(_ standing: Standing, at now: Timestamp) throws {
    var publicatie = standing.publicatie
    let isPublished = publicatie?.status == .gepubliceerd
    if isPublished, publicatie?.isEmbargoed(at: now) == false { publicatie?.embargoTot = nil }
    let references = standing.document.references
    // A step on its way to the public is of what is published; of a draft nobody is to pass for who released it.
    try store(
      Write(
        document: standing.document, publicatie: publicatie,
        links: References.Resolved(
          rows: try state.references.rows(references, connection),
          guarded: try state.references.guarded(references, connection)),
        caller: .everyone, now: now, action: isPublished ? .transitioned : .changed,
        reason: "zichtbaar met de rij erboven", change: standing.change, keepsVersion: true),
      kenmerk: standing.row.kenmerk, over: standing)
  }

  /// Rows of `linking` with a link to this row, whichever field it is in.
  private func rowsLinking(from linking: Resource, to resource: Resource, _ row: Int64) throws -> Set<Int64> {
    let layout = Layout.of(linking)
    var keys: Set<Int64> = []
    for leaf in layout.leaves where leaf.field.target == resource.name {
      keys.formUnion(try rows("SELECT rij FROM \(linking.name) WHERE \(leaf.column) = $1", row))
    }
    for list in layout.lists {
      if list.field.target == resource.name {
        keys.formUnion(try rows("SELECT rij FROM \(list.table) WHERE naar = $1", row))
      }
      for member in list.field.members where member.target == resource.name {
        keys.formUnion(try rows("SELECT rij FROM \(list.table) WHERE \(member.column) = $1", row))
      }
    }
    return keys
  }

  private func rows(_ text: String, _ argument: Int64) throws -> [Int64] {
    var keys: [Int64] = []
    try connection.query(SQLStatement(text), [.integer(argument)]) { row in
      keys.append(row.integer(0))
      return .next
    }
    return keys
  }

  /// - Parameter link: who saw what a link of this row leads to and who sees it now; nil when that is counted already.
  private func renderAgain(
    _ resource: Resource, _ key: Int64, at now: Timestamp, showing link: (old: Audience, new: Audience)?
  ) throws {
    guard let row = try StoredRow.load(resource, row: key, connection) else { return }
    let standing = try standing(resource, row)
    let guarded = try state.references.guarded(standing.document.references, connection)
    let rendered = render(row, standing.document, standing.publicatie, guarded: guarded)
    let statements = Layout.of(resource).statements
    var isSame = true
    try connection.query(statements.rendering, [.integer(key)]) { kept in
      isSame = kept.withBytes(0) { $0.elementsEqual(rendered.json) }
      return .stop
    }
    let revision = row.revision + (isSame ? 0 : 1)
    try connection.run(
      statements.rerender,
      [.blob(rendered.json), .integer(rendered.isGuarded ? 1 : 0), .integer(revision), .integer(key)])
    if let link { try announceLink(on: row, from: link.old, to: link.new, at: now) }
    if row.layer == 0 { try keepRow(resource, key, at: now, text: .same) }
  }

  // MARK: Codes under codes

  /// Rebuilds `<name>_omvat`: for each code, itself and everything under it. Code lists are short.
  func rebuildClosure(of resource: Resource, at now: Timestamp) throws {
    let table = "\(resource.name)_omvat"
    try connection.run(SQLStatement("DELETE FROM \(table)"), [])
    try connection.run(
      SQLStatement(
        """
        INSERT INTO \(table) (boven, onder)
        WITH RECURSIVE omvat (boven, onder) AS (
          SELECT rij, rij FROM \(resource.name) WHERE laag = 0
          UNION SELECT omvat.boven, l.rij FROM omvat JOIN \(resource.name)_bovenliggend l ON l.naar = omvat.onder)
        SELECT boven, onder FROM omvat
        """), [])
    try keepClosure(of: resource, at: now)
  }

  /// Whether putting `row` under `parents` makes a code its own ancestor.
  func wouldCycle(_ resource: Resource, row: Int64, under parents: [Int64]) throws -> Bool {
    var below: Set<Int64> = [row]
    below.formUnion(try rows("SELECT onder FROM \(resource.name)_omvat WHERE boven = $1", row))
    return parents.contains(where: below.contains)
  }

  /// A name by which a code is found means one code: an alias is no other code's kenmerk or alias.
  func aliasFaults(_ document: Document, _ existing: Standing?) throws -> [FieldError] {
    guard document.resource.isCodeList else { return [] }
    let before = Set(existing?.document.links("aliassen") ?? [])
    let aliases = document.links("aliassen").enumerated().filter { !before.contains($0.element) }
    if aliases.isEmpty { return [] }
    let taken = try codeNames(document.resource, besides: existing?.row.kenmerk)
    return aliases.filter { taken.contains(TextFolding.folded($0.element)) }.map {
      FieldError("/aliassen/\($0.offset)", .rule(code: "bijnaam-bezet"))
    }
  }

  /// Names and aliases of the codes of a list, folded.
  func codeNames(_ resource: Resource, besides own: String?) throws -> Set<String> {
    var names: Set<String> = []
    try connection.query(
      SQLStatement(
        """
        SELECT kenmerk, kenmerk FROM \(resource.name) WHERE laag = 0
        UNION ALL SELECT l.waarde, m.kenmerk FROM \(resource.name)_aliassen l JOIN \(resource.name) m ON m.rij = l.rij
        WHERE m.laag = 0
        """), []
    ) { name in
      if name.text(1) != own { names.insert(TextFolding.folded(name.text(0))) }
      return .next
    }
    return names
  }

  /// Links of a row to one of its own kind that lead back to it: an organisation that is part of itself, or succeeds
  /// the one that succeeds it.
  func ringFaults(_ document: Document, _ existing: Standing?, _ links: Layout.Rows) throws -> [FieldError] {
    let resource = document.resource
    guard let existing else { return [] }
    // Others link to what is published, also when a draft beside it is written.
    guard let own = try StoredRow.load(resource, kenmerk: existing.row.kenmerk, connection)?.row else { return [] }
    return try Layout.of(resource).leaves.compactMap { leaf in
      guard leaf.field.target == resource.name, let kenmerk = document[path: leaf.path].asString,
        let target = links[.init(resource: resource.name, kenmerk: kenmerk)]
      else { return nil }
      let chain = """
        WITH RECURSIVE keten (rij) AS (SELECT $1 UNION SELECT m.\(leaf.column) FROM keten k
          JOIN \(resource.name) m ON m.rij = k.rij WHERE m.\(leaf.column) IS NOT NULL)
        SELECT rij FROM keten
        """
      return try rows(chain, target).contains(own)
        ? FieldError(JSONPointer(leaf.path).description, .rule(code: "kring")) : nil
    }
  }

  /// Relations that say which of two measures is the other's: a ring of them says nothing.
  private static let directed: Set<String> = ["deel-van", "vervangt"]

  /// Relations of a measure that lead back to it, by whatever measures the caller sees: part of what is part of it.
  ///
  /// - Parameter hidden: what it links to and the caller does not see: he has sent none of it, and its places do not count.
  func relationFaults(
    _ document: Document, _ existing: Standing?, _ caller: Caller, hidden: Set<Document.Reference> = []
  ) throws -> [FieldError] {
    guard document.resource.name == Resource.maatregel.name, let existing,
      document["relaties"] != existing.document["relaties"] || existing.publicatie?.status != .gepubliceerd,
      let own = try StoredRow.load(.maatregel, kenmerk: existing.row.kenmerk, connection)?.row
    else { return [] }
    return try document.without(hidden).list("relaties").enumerated().compactMap { index, relation in
      guard let kind = relation["soort"]?.asString, Ledger.directed.contains(kind),
        let kenmerk = relation["maatregel"]?.asString, kenmerk != existing.row.kenmerk,
        let target = try state.references.target(of: .init(resource: "maatregel", kenmerk: kenmerk), connection)?.row
      else { return nil }
      var arguments: [SQLValue] = [.integer(target), .text(kind)]
      let isSeen = caller.visibility(of: .maatregel, as: "m", arguments: &arguments)
      let chain = """
        WITH RECURSIVE keten (rij) AS (SELECT $1 UNION SELECT r.maatregel FROM keten k
          JOIN maatregel m ON m.rij = k.rij JOIN maatregel_relaties r ON r.rij = k.rij
          WHERE r.soort = $2 AND \(isSeen))
        SELECT 1 FROM keten WHERE rij = \(own)
        """
      var leadsBack = false
      try connection.query(SQLStatement(chain), arguments) { _ in
        leadsBack = true
        return .stop
      }
      return leadsBack ? FieldError("/relaties/\(index)/maatregel", .rule(code: "kring")) : nil
    }
  }

  /// Every row from which the link in `leaf`, to one of the same kind, leads back to it.
  func rowsInRings(of resource: Resource, _ leaf: Layout.Leaf) throws -> Set<Int64> {
    let (table, column) = (resource.name, leaf.column)
    let chains = """
      WITH RECURSIVE keten (begin, rij) AS (SELECT rij, \(column) FROM \(table) WHERE \(column) IS NOT NULL
        UNION SELECT k.begin, m.\(column) FROM keten k JOIN \(table) m ON m.rij = k.rij WHERE m.\(column) IS NOT NULL)
      SELECT begin FROM keten WHERE begin = rij AND begin <> $1
      """
    return Set(try rows(chains, 0))
  }

  // MARK: Reports drive the measure

  /// The state of the published report with the highest peildatum, then the latest; a corrected report does not count.
  /// A report that not all see who see the measure (an embargo) says nothing yet: `$3` is the level of the measure, `$4`
  /// whose own it is, and a report is as hidden as its own embargo has it. Served by index `voortgangsmelding_laatste`
  /// (migration 0014).
  private static let latestReport = SQLStatement(
    """
    SELECT r.kenmerk, r.uitvoeringsstatus, r.volgnummer FROM voortgangsmelding r
    WHERE r.maatregel = $1 AND r.laag = 0 AND r.publicatie_status = 'gepubliceerd' AND \(isSeen("r"))
      AND NOT EXISTS (SELECT 1 FROM voortgangsmelding n WHERE n.corrigeert = r.rij AND n.laag = 0
        AND n.publicatie_status = 'gepubliceerd' AND \(isSeen("n")))
    ORDER BY r.peildatum DESC, r.aangemaakt_op DESC, r.rij DESC LIMIT 1
    """)

  private static func isSeen(_ alias: String) -> String {
    """
    (\(alias).publicatie_embargo_tot IS NULL OR \(alias).publicatie_embargo_tot <= $2 OR
      CASE \(alias).publicatie_zichtbaarheid
      WHEN 'interdepartementaal' THEN $3 >= \(Audience.Level.interdepartmental.rawValue)
      ELSE $3 >= \(Audience.Level.released.rawValue) AND NOT EXISTS (SELECT 1 FROM json_each($4) o
        WHERE o.value NOT IN (SELECT e.organisatie FROM eigen e
          WHERE e.bron = 'voortgangsmelding' AND e.rij = \(alias).rij)) END)
    """
  }

  /// The measure a progress report is on; nil for every other row.
  func measure(reportedBy document: Document) throws -> Int64? {
    guard document.resource.name == Resource.voortgangsmelding.name, let kenmerk = document.text("maatregel") else {
      return nil
    }
    return try StoredRow.load(.maatregel, kenmerk: kenmerk, connection)?.row
  }

  /// After a change in a measure's published reports: its state, and with `afgerond` its actual end, follow.
  func followReports(ofMeasure key: Int64, caller: Caller, now: Timestamp) throws {
    guard let row = try StoredRow.load(.maatregel, row: key, connection) else { return }
    try followReports(of: standing(.maatregel, row), caller: caller, now: now)
  }

  func followReports(of standing: Standing, caller: Caller, now: Timestamp) throws {
    guard standing.publicatie?.status != .ingetrokken else { return }
    let (document, report) = try told(
      standing.document, byReportsOn: standing.row.row, seenBy: standing.row.audience, at: now)
    if document == standing.document { return }
    let references = document.references
    let rows = try state.references.rows(references, connection)
    let guarded = try state.references.guarded(references, connection)
    let stored = try store(
      Write(
        document: document, publicatie: standing.publicatie,
        links: References.Resolved(rows: rows, guarded: guarded), caller: caller, now: now, action: .changed,
        reason: report.map { "\(OwnWords.reported) \($0)" } ?? OwnWords.reported),
      kenmerk: standing.row.kenmerk, over: standing)
    try carry(from: standing.document, to: document, stored, caller, now)
  }

  /// What `write` stores of a measure for those who will see it: what is still hidden from them says nothing of its
  /// state, and what they come to see with it does.
  ///
  /// - Parameter key: the row it is stored in.
  func settled(_ write: Write, on key: Int64) throws -> Document {
    guard write.document.resource.name == Resource.maatregel.name, let publicatie = write.publicatie,
      publicatie.status != .ingetrokken
    else { return write.document }
    return try told(
      write.document, byReportsOn: key, seenBy: audience(of: write, over: nil), at: write.now
    ).document
  }

  /// A measure in the state its reports say to those who see it, and the report that counts.
  private func told(
    _ measure: Document, byReportsOn row: Int64, seenBy audience: Audience, at now: Timestamp
  ) throws -> (document: Document, report: String?) {
    let report = try countingReport(on: row, seenBy: audience, at: now)
    var document = measure
    if let report {
      document["uitvoeringsstatus"] = .string(report.status)
      document.unmark("uitvoeringsstatus")
    }
    let isFinished = report?.status == Document.finished
    if let report, isFinished {
      let end = try Log.document(at: report.number, connection)["gereedWerkelijk"] ?? .null
      if !end.isNull { document.setActualEnd(end, isInferred: false) }
    } else if report == nil || !document[path: Document.actualEnd].isNull {
      let said = try ownWords(of: row)
      if report == nil, said.isStatusReported { document.setStatus(as: said.status) }
      if said.isEndReported {
        document.setActualEnd(said.end[path: Document.actualEnd], isInferred: said.end.isActualEndInferred)
      }
      // The end of what was over goes with the state that the report corrects.
      let isOwn = document[path: Document.actualEnd] == said.end[path: Document.actualEnd]
      let source = isOwn ? said.end : measure
      if let report, source.isOver, source.status != report.status {
        document.setActualEnd(.null, isInferred: false)
      }
    }
    return (document, report?.kenmerk)
  }

  private func ownWords(of row: Int64) throws -> OwnWords {
    var words = state.ownWords[row] ?? OwnWords()
    try words.read(of: row, connection)
    if state.ownWords.count >= Ledger.ownWordsLimit { state.ownWords.removeAll() }
    state.ownWords[row] = words
    return words
  }

  /// Of how many measures own words are remembered.
  private static let ownWordsLimit = 256

  /// The report that a measure's state follows for those who see it; nil when none counts.
  private func countingReport(
    on measure: Int64, seenBy audience: Audience, at now: Timestamp
  ) throws -> (kenmerk: String, status: String, number: Int64)? {
    var found: (kenmerk: String, status: String, number: Int64)?
    let arguments: [SQLValue] = [
      .integer(measure), .integer(now.seconds), .integer(audience.level.rawValue),
      .text(JSON.array(audience.owners.sorted().map(JSON.integer)).text),
    ]
    try connection.query(Ledger.latestReport, arguments) { report in
      found = (report.text(0), report.text(1), report.integer(2))
      return .stop
    }
    return found
  }

  /// Who wants another state than the reports say, reports: a state written over them would be gone with the next one.
  func stateFaults(_ document: Document, _ existing: Standing?, at now: Timestamp) throws -> [FieldError] {
    guard let existing, document.resource.name == Resource.maatregel.name,
      document["uitvoeringsstatus"] != existing.document["uitvoeringsstatus"],
      let row = try StoredRow.load(.maatregel, kenmerk: existing.row.kenmerk, connection),
      let report = try countingReport(on: row.row, seenBy: row.audience, at: now),
      report.status != document.text("uitvoeringsstatus")
    else { return [] }
    return [FieldError("/uitvoeringsstatus", .rule(code: "status-volgt-melding"))]
  }
}

extension Document {
  static let actualEnd = ["plan", "gereedWerkelijk"]
  fileprivate static let finished = "afgerond"

  fileprivate var status: String? { text("uitvoeringsstatus") }
  /// In a state that has an actual end.
  fileprivate var isOver: Bool { [Document.finished, "gestopt", "vervallen"].contains(status) }

  fileprivate var isActualEndInferred: Bool {
    isInferred(Document.actualEnd[0], element: Document.actualEnd[1])
  }

  fileprivate mutating func setActualEnd(_ end: JSON, isInferred: Bool) {
    guard var plan = self["plan"].asObject else { return }
    plan["gereedWerkelijk"] = end
    self["plan"] = .object(plan)
    setMark("plan/gereedWerkelijk", isInferred)
  }

  fileprivate mutating func setStatus(as other: Document) {
    self["uitvoeringsstatus"] = other["uitvoeringsstatus"]
    setMark("uitvoeringsstatus", other.isInferred("uitvoeringsstatus"))
  }

  private mutating func setMark(_ mark: String, _ isInferred: Bool) {
    unmark(mark)
    if isInferred { self["afgeleid"] = .array((links("afgeleid") + [mark]).sorted().map(JSON.string)) }
  }
}

extension References {
  /// The keys of rows that are known to exist.
  mutating func rows(_ references: Set<Document.Reference>, _ connection: any SQLConnection) throws -> Layout.Rows {
    var rows: Layout.Rows = [:]
    for reference in references { rows[reference] = try target(of: reference, connection)?.row }
    return rows
  }

  /// Those of `references` that not everyone sees.
  mutating func guarded(
    _ references: Set<Document.Reference>, asOf moment: Timestamp? = nil, _ connection: any SQLConnection
  ) throws -> [Document.Reference: Audience] {
    var guarded: [Document.Reference: Audience] = [:]
    for reference in references {
      guard let target = try target(of: reference, connection) else { continue }
      let audience =
        try moment.map { try Audience.past(of: reference, target.row, at: $0, connection) } ?? target.audience
      if audience.level > .everyone { guarded[reference] = audience }
    }
    return guarded
  }
}

extension Document {
  /// A source now states what an analyst had filled in.
  mutating func unmark(_ mark: String) {
    self["afgeleid"] = .array(list("afgeleid").filter { $0.asString != mark })
  }
}
