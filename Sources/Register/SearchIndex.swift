import Bytes
import SQL

/// The full-text index beside each table: `<resource>_zoek`, an FTS5 index over the table's own columns.
///
/// It keeps no text of its own, so a row's old words must be given back to it before they are gone.
enum SearchIndex {
  /// How the index cuts texts into words, in every migration.
  static let tokenizer = "unicode61 remove_diacritics 2"

  private struct Statements {
    let fields: [String]
    let insert: SQLStatement
    let delete: SQLStatement
    /// The words of the past, under the number of the log entry that brought them.
    let keep: SQLStatement
    let unkeep: SQLStatement
    let isKept: SQLStatement
    /// Merges the index into one piece: words that were deleted are marked as such until then, and still there.
    let merge: [SQLStatement]

    init(_ resource: Resource) {
      let searched = resource.fields.filter(\.isSearchable)
      fields = searched.map(\.name)
      let table = "\(resource.name)_zoek"
      let columns = searched.map(\.column).joined(separator: ", ")
      let values = searched.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
      insert = SQLStatement("INSERT INTO \(table) (rowid, \(columns)) VALUES ($1, \(values))")
      keep = SQLStatement("INSERT INTO \(Past.table(table)) (rowid, \(columns)) VALUES ($1, \(values))")
      delete = SQLStatement("INSERT INTO \(table) (\(table), rowid, \(columns)) VALUES ('delete', $1, \(values))")
      let past = Past.table(table)
      unkeep = SQLStatement("INSERT INTO \(past) (\(past), rowid, \(columns)) VALUES ('delete', $1, \(values))")
      isKept = SQLStatement("SELECT 1 FROM \(Past.table(resource.name)) WHERE toen_tekst = $1 LIMIT 1")
      merge = [table, past].map { SQLStatement("INSERT INTO \($0) (\($0)) VALUES ('optimize')") }
    }
  }

  private static let statements = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, Statements($0)) })

  /// One write to an index, kept until the end of the transaction: whatever the engine does in between that it may
  /// have to undo makes it write out the words it has gathered, which costs more than all the rest of a row.
  struct Write: Sendable {
    let statement: SQLStatement
    let arguments: [SQLValue]
  }

  /// Indexes `document`, for now and for the past; touches nothing when no searched text changed.
  static func store(
    _ document: Document, _ row: StoredRow, over old: Document?, _ writes: inout [Write]
  ) -> Ledger.SearchText {
    guard let statements = statements[document.resource.name] else { return .same }
    if let old {
      if statements.fields.allSatisfy({ old[$0] == document[$0] }) { return .same }
      remove(old, row.row, &writes)
    }
    let texts = texts(statements, document)
    writes.append(Write(statement: statements.insert, arguments: [.integer(row.row)] + texts))
    if row.layer == 0 {
      writes.append(Write(statement: statements.keep, arguments: [.integer(row.number)] + texts))
    }
    return .new
  }

  static func remove(_ document: Document, _ row: Int64, _ writes: inout [Write]) {
    guard let statements = statements[document.resource.name] else { return }
    writes.append(Write(statement: statements.delete, arguments: [.integer(row)] + texts(statements, document)))
  }

  // MARK: Redaction

  /// Replaces the words that the index of the past has under each log entry.
  static func strike(
    _ versions: [(number: Int64, old: Document, new: Document)], _ resource: Resource, _ connection: any SQLConnection
  ) throws {
    guard let statements = statements[resource.name] else { return }
    for (number, old, new) in versions where statements.fields.contains(where: { old[$0] != new[$0] }) {
      var isKept = false
      try connection.query(statements.isKept, [.integer(number)]) { _ in
        isKept = true
        return .stop
      }
      guard isKept else { continue }
      try connection.run(statements.unkeep, [.integer(number)] + texts(statements, old))
      try connection.run(statements.keep, [.integer(number)] + texts(statements, new))
    }
  }

  /// Takes the words that were deleted out of the file. Reads and writes both indexes whole.
  static func forgetDeleted(_ resource: Resource, _ connection: any SQLConnection) throws {
    for statement in statements[resource.name]?.merge ?? [] { try connection.run(statement, []) }
  }

  private static func texts(_ statements: Statements, _ document: Document) -> [SQLValue] {
    statements.fields.map { SQLValue(document.text($0)) }
  }
}
