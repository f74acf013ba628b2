import Bytes
import SQL

/// Keeps what measures were on days before all of their plan was true (`Validity`).
extension Ledger {
  private static let dated = SQLStatement("SELECT volgnummer, dag FROM ingang WHERE rij = $1 ORDER BY volgnummer")
  private static let note = SQLStatement("INSERT INTO ingang (rij, volgnummer, dag) VALUES ($1, $2, $3)")
  private static let published = SQLStatement(
    "SELECT volgnummer, document FROM logboek WHERE rij = $1 AND laag = 0 AND versie > 0 ORDER BY volgnummer")
  private static let kept = SQLStatement(
    """
    SELECT kenmerk, zicht, versie, conceptversie, maker, aangemaakt_op, gewijzigd_op, volgnummer, toen_sinds, toen_tot,
      toen_tekst
    FROM maatregel_toen WHERE rij = $1 AND toen_tot >= $2 AND toen_tot > toen_sinds AND versie > 0 ORDER BY toen_sinds
    """)

  /// A change of the plan that takes effect on a day of its own.
  ///
  /// - Parameter row: the version that it is, just stored.
  func takesEffect(_ row: StoredRow, on day: Day, at now: Timestamp) throws {
    try connection.run(Ledger.note, [.integer(row.row), .integer(row.number), .text(day.description)])
    try keepValidity(row.row, at: now)
  }

  /// Brings what a measure was up to date with what has just been kept of it. Costs one look in an index for those
  /// without a change that takes effect later; for the others their published versions are read again.
  func keepValidity(_ key: Int64, at now: Timestamp) throws {
    let changes = try datedChanges(of: key)
    if changes.isEmpty { return }
    for statement in Validity.statements.map(\.end) {
      try connection.run(statement, [.integer(now.seconds), .integer(key), .integer(Past.open)])
    }
    try store(try validity(of: key, changes, since: Past.open))
  }

  private func datedChanges(of key: Int64) throws -> [Int64: Day] {
    var changes: [Int64: Day] = [:]
    try connection.query(Ledger.dated, [.integer(key)]) { row in
      changes[row.integer(0)] = Day(row.text(1))
      return .next
    }
    return changes
  }

  private func store(_ rows: [ValidityRow]) throws {
    for row in rows {
      for (statement, elements) in zip(Validity.statements.map(\.insert), row.tables) {
        for values in elements { try connection.run(statement, values) }
      }
    }
  }

  /// What has to be kept of a measure, for each span of recorded time that ends at or after `end`.
  func validity(of key: Int64, since end: Int64) throws -> [ValidityRow] {
    try validity(of: key, datedChanges(of: key), since: end)
  }

  private func validity(of key: Int64, _ changes: [Int64: Day], since end: Int64) throws -> [ValidityRow] {
    if changes.isEmpty { return [] }
    var versions: [(number: Int64, version: Validity.Version, publicatie: Publicatie?)] = []
    try connection.query(Ledger.published, [.integer(key)]) { row in
      var members = try row.withBytes(1) { try JSON.parse($0).asObject } ?? JSONObject()
      let publicatie = members["publicatie"].flatMap(Publicatie.init(logged:))
      for name in Log.memberNames { members[name] = nil }
      let document = Document(Validity.resource, members)
      let version = Validity.Version(document: document, takesEffect: changes[row.integer(0)])
      versions.append((row.integer(0), version, publicatie))
      return .next
    }
    var rows: [ValidityRow] = []
    try connection.query(Ledger.kept, [.integer(key), .integer(end)]) { row in
      let stored = StoredRow(
        resource: Validity.resource.name, row: key, kenmerk: row.text(0), layer: 0,
        audience: Audience(level: Audience.Level(rawValue: row.integer(1)) ?? .nobody, owners: []),
        versie: row.integer(2), conceptversie: row.isNull(3) ? nil : row.integer(3),
        maker: row.isNull(4) ? nil : row.integer(4), created: Timestamp(seconds: row.integer(5)),
        changed: Timestamp(seconds: row.integer(6)), number: row.integer(7))
      let known = versions.filter { $0.number <= stored.number }
      let past = (8...10).map { SQLValue.integer(row.integer($0)) }
      for span in Validity.spans(known.map(\.version)) {
        rows.append(
          try ValidityRow(
            stored, span, known.last?.publicatie, past: past,
            asOf: row.integer(9) == Past.open ? nil : Timestamp(seconds: row.integer(8)), self))
      }
      return .next
    }
    return rows
  }

  // MARK: The beginning

  private static let isMade = SQLStatement("SELECT waarde FROM teller WHERE naam = 'geldig'")
  private static let made = SQLStatement("UPDATE teller SET waarde = 1 WHERE naam = 'geldig'")
  private static let measures = SQLStatement("SELECT DISTINCT rij FROM ingang")

  /// Makes the tables from what a register held before it had them, once.
  func beginValidity() throws {
    guard try Feed.value(Ledger.isMade, connection) == 0 else { return }
    try connection.transaction {
      var keys: [Int64] = []
      try connection.query(Ledger.measures, []) { row in
        keys.append(row.integer(0))
        return .next
      }
      for key in keys { try store(try validity(of: key, since: 0)) }
      try connection.run(Ledger.made, [])
    }
  }
}

/// A measure as it was on some days: the rows of each table, in the order of `Validity.statements`.
struct ValidityRow: Equatable {
  let tables: [[[SQLValue]]]

  /// - Parameter past: from when, until when, and the entry of the log whose words it has.
  /// - Parameter moment: when its links were seen as they are to be shown; nil is now.
  fileprivate init(
    _ row: StoredRow, _ span: Validity.Span, _ publicatie: Publicatie?, past: [SQLValue], asOf moment: Timestamp?,
    _ ledger: Ledger
  ) throws {
    let layout = Layout.of(Validity.resource)
    let references = span.document.references
    let links = try ledger.state.references.rows(references, ledger.connection)
    let guarded = try ledger.state.references.guarded(references, asOf: moment, ledger.connection)
    let rendered = ledger.render(row, span.document, publicatie, guarded: guarded)
    let days: [SQLValue] = [.text(span.from?.description ?? ""), .text(span.until.description)]
    let meta: [SQLValue] = [
      .integer(row.row), .text(row.kenmerk), .integer(row.layer), .integer(row.audience.level.rawValue),
      .integer(row.versie), SQLValue(row.conceptversie), SQLValue(row.maker), .integer(row.created.seconds),
      .integer(row.changed.seconds), .integer(row.number), .integer(rendered.isGuarded ? 1 : 0), .blob(rendered.json),
      .integer(row.revision),
    ]
    let values = layout.values(of: span.document, publicatie: publicatie, links: links)
    tables =
      [[meta + values + past + days]]
      + layout.lists.map { list in
        layout.rows(of: list, in: span.document, links: links).map {
          [.integer(row.row)] + $0 + past.dropLast() + days
        }
      }
  }
}

extension Validity {
  struct Statements: Sendable {
    let table: String
    let columns: [String]
    let insert: SQLStatement
    let end: SQLStatement

    fileprivate init(_ name: String, _ columns: [String]) {
      table = Validity.table(name)
      self.columns = columns + ["geldig_van", "geldig_tot"]
      let parameters = self.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
      insert = SQLStatement(
        "INSERT INTO \(table) (\(self.columns.joined(separator: ", "))) VALUES (\(parameters))")
      end = SQLStatement("UPDATE \(table) SET toen_tot = $1 WHERE rij = $2 AND toen_tot = $3")
    }
  }

  /// Of the table of rows, then of each list.
  static let statements: [Statements] = {
    let layout = Layout.of(resource)
    return [Statements(resource.name, layout.columns + Layout.pastColumns)]
      + layout.lists.map { Statements($0.table, ["rij"] + $0.columns + Layout.pastColumns.dropLast()) }
  }()
}
