import CSQLite
public import SQL

extension SQLiteConnection {
  /// Reads every page, index and constraint; empty when all is well. Minutes for gigabytes.
  public func integrityCheck() throws(SQLError) -> [String] {
    try Checks.pragma("integrity_check", on: usable(nil))
  }

  /// Reads every page, but does not compare indexes with their tables; empty when all is well.
  public func quickCheck() throws(SQLError) -> [String] { try Checks.pragma("quick_check", on: usable(nil)) }

  /// One line for each row that refers to nothing: `table row -> table`.
  public func foreignKeyCheck() throws(SQLError) -> [String] {
    try Checks.lines("PRAGMA foreign_key_check", on: usable(nil)) { row in
      "\(row.text(0)) \(row.isNull(1) ? "?" : row.text(1)) -> \(row.text(2))"
    }
  }

  /// Changes when another connection, of this process or another, has committed; what this connection itself
  /// committed does not change it. Compare with the number seen before.
  public func dataVersion() throws(SQLError) -> Int64 {
    try Checks.lines("PRAGMA data_version", on: usable(nil)) { $0.integer(0) }.first ?? 0
  }
}

/// The engine's own examinations, also of a file that is not yet a connection.
enum Checks {
  static func pragma(_ name: String, on handle: OpaquePointer) throws(SQLError) -> [String] {
    let findings = try lines("PRAGMA \(name)", on: handle) { $0.text(0) }
    return findings == ["ok"] ? [] : findings
  }

  static func lines<R>(
    _ text: String, on handle: OpaquePointer, _ read: (SQLiteRow) -> R
  ) throws(SQLError) -> [R] {
    let prepared = try PreparedStatement(text, in: handle, keep: false)
    var lines: [R] = []
    while true {
      switch sqlite3_step(prepared.handle) {
      case SQLITE_ROW: lines.append(read(SQLiteRow(handle: prepared.handle)))
      case SQLITE_DONE: return lines
      default: throw SQLiteFailure.last(of: handle, statement: text)
      }
    }
  }
}
