import Bytes
import SQL

/// The past, kept so that it can be asked like the present: beside each table one that ends in `_toen`, whose rows hold
/// from `toen_sinds` up to `toen_tot` (whole seconds). What stands has no end yet: `Past.open`.
///
/// The same query therefore serves both, with one more condition for each table (`ListSQL`). The log is the record;
/// these tables are made from it and can be made again.
enum Past {
  /// The `toen_tot` of what still stands.
  static let open = Int64.max

  /// `maatregel_toen`
  static func table(_ name: String) -> String { "\(name)_toen" }

  /// ` AND m.toen_sinds <= $7 AND m.toen_tot > $8`
  static func holds(_ alias: String, at moment: Timestamp, _ arguments: inout [SQLValue]) -> String {
    arguments += [.integer(moment.seconds), .integer(moment.seconds)]
    return " AND \(alias).toen_sinds <= $\(arguments.count - 1) AND \(alias).toen_tot > $\(arguments.count)"
  }
}

extension Audience {
  /// Who saw a row at `moment`; nobody when it was not there yet.
  static func past(
    of reference: Document.Reference, _ key: Int64, at moment: Timestamp, _ connection: any SQLConnection
  ) throws -> Audience {
    guard let resource = Resource.named(reference.resource) else { return Audience(level: .nobody, owners: []) }
    var level = Level.nobody
    try connection.query(
      SQLStatement(
        "SELECT zicht FROM \(Past.table(resource.name)) WHERE rij = $1 AND toen_sinds <= $2 AND toen_tot > $3"),
      [.integer(key), .integer(moment.seconds), .integer(moment.seconds)]
    ) { row in
      level = Level(rawValue: row.integer(0)) ?? .nobody
      return .stop
    }
    let owners = level > .everyone ? try StoredRow.owners(of: resource, key, asOf: moment, connection) : []
    return Audience(level: level, owners: owners)
  }
}

extension Ledger {
  // MARK: Rows

  /// The row as it now stands begins; what stood before ends.
  ///
  /// - Parameter columns: of a new row, as they were inserted: nothing stood before it.
  func keepRow(
    _ resource: Resource, _ key: Int64, at now: Timestamp, text: SearchText, new columns: [SQLValue]? = nil
  ) throws {
    let statements = Layout.of(resource).statements
    var kept: Int64 = 0
    if case .same = text {
      try connection.query(statements.pastText, [.integer(key), .integer(Past.open)]) { row in
        kept = row.integer(0)
        return .stop
      }
    } else {
      kept = state.head.number
    }
    let span: [SQLValue] = [.integer(now.seconds), .integer(Past.open), .integer(kept)]
    if let columns {
      try connection.run(statements.insertPast, columns + span)
      return
    }
    try endRow(resource, key, at: now)
    try connection.run(statements.beginPast, span + [.integer(key)])
    if resource.name == Validity.resource.name { try keepValidity(key, at: now) }
  }

  func endRow(_ resource: Resource, _ key: Int64, at now: Timestamp) throws {
    try connection.run(
      Layout.of(resource).statements.endPast, [.integer(now.seconds), .integer(key), .integer(Past.open)])
  }

  /// Whether the words of a row are those it had.
  enum SearchText {
    case same
    case new
  }

  // MARK: Lists, owners, closures

  /// Brings the past of one list up to date with the list.
  func keepList(_ list: Layout.ListTable, _ key: Int64, at now: Timestamp) throws {
    try keep(list.statements.past, .integer(key), at: now)
  }

  /// The same for a row that has no past: its elements begin.
  func beginList(_ list: Layout.ListTable, _ key: Int64, _ elements: [[SQLValue]], at now: Timestamp) throws {
    let span: [SQLValue] = [.integer(now.seconds), .integer(Past.open)]
    for values in elements { try connection.run(list.statements.past.insert, [.integer(key)] + values + span) }
  }

  private static let owners = PastStatements("eigen", ["bron", "rij", "organisatie"], where: "rij")

  func keepOwners(_ key: Int64, at now: Timestamp) throws { try keep(Ledger.owners, .integer(key), at: now) }

  func keepClosure(of resource: Resource, at now: Timestamp) throws {
    try keep(PastStatements("\(resource.name)_omvat", ["boven", "onder"], where: nil), nil, at: now)
  }

  /// Ends what the table no longer has and begins what it has new, among the rows that belong to `value`.
  private func keep(_ statements: PastStatements, _ value: SQLValue?, at now: Timestamp) throws {
    let arguments: [SQLValue] = [.integer(now.seconds), .integer(Past.open)] + [value].compactMap { $0 }
    try connection.run(statements.end, arguments)
    try connection.run(statements.begin, arguments)
  }
}

/// The statements that bring the past of a table up to date with the table.
struct PastStatements: Sendable {
  /// Ends what is no longer there.
  let end: SQLStatement
  /// Begins what was not there.
  let begin: SQLStatement
  /// One row, with when it begins and ends.
  let insert: SQLStatement

  /// - Parameter column: where rows belong together; nil for the whole table.
  init(_ table: String, _ columns: [String], where column: String?) {
    let past = Past.table(table)
    func row(_ alias: String) -> String { "(\(columns.map { "\(alias).\($0)" }.joined(separator: ", ")))" }
    let some = column.map { " AND t.\($0) = $3" } ?? ""
    end = SQLStatement(
      """
      UPDATE \(past) AS t SET toen_tot = $1 WHERE t.toen_tot = $2\(some) \
      AND NOT EXISTS (SELECT 1 FROM \(table) l WHERE \(row("l")) IS \(row("t")))
      """)
    let others = column.map { " AND l.\($0) = $3" } ?? ""
    let same = column.map { " AND t.\($0) = l.\($0)" } ?? ""
    let names = (columns + ["toen_sinds", "toen_tot"]).joined(separator: ", ")
    begin = SQLStatement(
      """
      INSERT INTO \(past) (\(names)) \
      SELECT \(columns.map { "l.\($0)" }.joined(separator: ", ")), $1, $2 FROM \(table) l WHERE 1\(others) \
      AND NOT EXISTS (SELECT 1 FROM \(past) t WHERE t.toen_tot = $2\(same) AND \(row("t")) IS \(row("l")))
      """)
    let parameters = (1...columns.count + 2).map { "$\($0)" }.joined(separator: ", ")
    insert = SQLStatement("INSERT INTO \(past) (\(names)) VALUES (\(parameters))")
  }
}

extension Layout {
  /// The past's own columns: from when, until when, and the entry of the log whose words the text index has for it.
  static let pastColumns = ["toen_sinds", "toen_tot", "toen_tekst"]
}
