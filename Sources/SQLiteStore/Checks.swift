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
    var findings: [String] = []
    do { try each("PRAGMA \(name)", on: handle) { findings.append($0.text(0)) } } catch {
      // Some damage is so bad that the examination itself stumbles: that is a finding too.
      guard error.kind == .corrupt else { throw error }
      findings.append(error.message)
    }
    return findings == ["ok"] ? [] : findings
  }

  static func lines<R>(
    _ text: String, on handle: OpaquePointer, _ read: (SQLiteRow) -> R
  ) throws(SQLError) -> [R] {
    var lines: [R] = []
    try each(text, on: handle) { lines.append(read($0)) }
    return lines
  }

  private static func each(
    _ text: String, on handle: OpaquePointer, _ body: (SQLiteRow) -> Void
  ) throws(SQLError) {
    let prepared = try PreparedStatement(text, in: handle, keep: false)
    while true {
      switch sqlite3_step(prepared.handle) {
      case SQLITE_ROW: body(SQLiteRow(handle: prepared.handle))
      case SQLITE_DONE: return
      default: throw SQLiteFailure.last(of: handle, statement: text)
      }
    }
  }
}
