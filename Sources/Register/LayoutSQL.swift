import SQL

/// The statements that read and write the rows of a resource, made from its layout once: a text of a thousand
/// characters takes longer to put together than to run.
struct RowStatements: Sendable {
  let insert: SQLStatement
  /// The first version only, never published: nothing of it may stay but its entries in the log.
  let delete: SQLStatement
  let rerender: SQLStatement
  let rendering: SQLStatement
  let setAudience: SQLStatement
  let byKenmerk: SQLStatement
  let byRow: SQLStatement
  /// Copies the row as it stands into the past.
  let beginPast: SQLStatement
  /// The same for a new row, whose columns are at hand.
  let insertPast: SQLStatement
  let endPast: SQLStatement
  let pastText: SQLStatement

  private let table: String

  init(_ table: String, _ columns: [String]) {
    self.table = table
    let names = columns.joined(separator: ", ")
    let past = Past.table(table)
    let parameters = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    insert = SQLStatement("INSERT INTO \(table) (\(names)) VALUES (\(parameters))")
    delete = SQLStatement("DELETE FROM \(table) WHERE rij = $1")
    rerender = SQLStatement("UPDATE \(table) SET weergave = $1, besloten = $2, herzien = $3 WHERE rij = $4")
    rendering = SQLStatement("SELECT weergave FROM \(table) WHERE rij = $1")
    setAudience = SQLStatement("UPDATE \(table) SET zicht = $1 WHERE rij = $2")
    byKenmerk = SQLStatement("SELECT \(StoredRow.columns) FROM \(table) m WHERE m.kenmerk = $1 AND m.laag = $2")
    byRow = SQLStatement("SELECT \(StoredRow.columns) FROM \(table) m WHERE m.rij = $1")
    beginPast = SQLStatement(
      """
      INSERT INTO \(past) (\(names), toen_sinds, toen_tot, toen_tekst) \
      SELECT \(names), $1, $2, $3 FROM \(table) WHERE rij = $4
      """)
    let all = (1...columns.count + 3).map { "$\($0)" }.joined(separator: ", ")
    insertPast = SQLStatement(
      "INSERT INTO \(past) (\(names), \(Layout.pastColumns.joined(separator: ", "))) VALUES (\(all))")
    endPast = SQLStatement("UPDATE \(past) SET toen_tot = $1 WHERE rij = $2 AND toen_tot = $3")
    pastText = SQLStatement("SELECT toen_tekst FROM \(past) WHERE rij = $1 AND toen_tot = $2")
  }

  private static let renewed = Layout.renewedColumns.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")

  /// Writes what every write renews (`Layout.renewedColumns`) and `changed`; the row's key comes last. The engine leaves
  /// alone the indexes and the rules of columns that are not named.
  func update(_ changed: [String]) -> SQLStatement {
    var text = "UPDATE \(table) SET \(RowStatements.renewed)"
    var parameter = Layout.renewedColumns.count
    for column in changed {
      parameter += 1
      text += ", \(column) = $\(parameter)"
    }
    return SQLStatement("\(text) WHERE rij = $\(parameter + 1)")
  }
}

extension Layout {
  /// What the server keeps of a row.
  static let metaColumns = [
    "rij", "kenmerk", "laag", "zicht", "versie", "conceptversie", "maker", "aangemaakt_op", "gewijzigd_op",
    "volgnummer", "besloten", "weergave", "herzien",
  ]

  /// What every write of it renews.
  static let renewedColumns = [
    "versie", "conceptversie", "aangemaakt_op", "gewijzigd_op", "volgnummer", "besloten", "weergave", "herzien",
  ]
}

/// The statements of one list.
struct ListStatements: Sendable {
  let insert: SQLStatement
  let select: SQLStatement
  /// One element: the first column after `rij` is its key.
  let delete: SQLStatement
  let past: PastStatements

  init(_ table: String, _ columns: [String], isKeyed: Bool) {
    let names = (["rij"] + columns).joined(separator: ", ")
    let parameters = (0...columns.count).map { "$\($0 + 1)" }.joined(separator: ", ")
    let again = isKeyed ? " ON CONFLICT (rij, \(columns[0])) DO UPDATE SET afgeleid = excluded.afgeleid" : ""
    insert = SQLStatement("INSERT INTO \(table) (\(names)) VALUES (\(parameters))\(again)")
    select = SQLStatement("SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE rij = $1")
    delete = SQLStatement("DELETE FROM \(table) WHERE rij = $1 AND \(columns[0]) = $2")
    past = PastStatements(table, ["rij"] + columns, where: "rij")
  }
}

extension Layout.ListTable {
  /// A set of links or texts: the element itself is the key, not its place in a list.
  var isKeyed: Bool { columns[0] != "volgorde" }
}
