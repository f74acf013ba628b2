import CSQLite
import Glibc
import SQL

/// From result codes to `SQLError`.
enum SQLiteFailure {
  /// Reads what `database` says about the call that just failed; to be asked before the next call.
  ///
  /// - Parameter hasArguments: the statement was running with values bound, which the message may then quote.
  static func last(
    of database: OpaquePointer?, statement: String? = nil, hasArguments: Bool = false, overBudget: Bool = false
  ) -> SQLError {
    let extended = sqlite3_extended_errcode(database)
    let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(extended))
    return SQLError(
      kind: kind(extended, systemError: sqlite3_system_errno(database), overBudget: overBudget),
      code: extended & 0xff, extendedCode: extended,
      message: hasArguments && extended & 0xff == SQLITE_ERROR ? withoutValues(message) : message, statement: statement)
  }

  /// A fault of the caller, found before the engine was asked.
  static func misuse(_ message: String, statement: String? = nil) -> SQLError {
    SQLError(
      kind: .other, code: SQLITE_MISUSE, extendedCode: SQLITE_MISUSE, message: message, statement: statement)
  }

  static let writeGateHeld = SQLError(
    kind: .busy, code: SQLITE_BUSY, extendedCode: SQLITE_BUSY, message: "another process is writing")

  static let replaced = SQLError(
    kind: .replaced, code: SQLITE_READONLY, extendedCode: SQLITE_READONLY | 4 << 8,
    message: "the database file was moved, removed or replaced while it was open")

  static func readOnly(_ message: String, statement: String? = nil) -> SQLError {
    SQLError(
      kind: .readOnly, code: SQLITE_READONLY, extendedCode: SQLITE_READONLY, message: message, statement: statement)
  }

  static func kind(_ extended: Int32, systemError: Int32, overBudget: Bool) -> SQLError.Kind {
    switch extended & 0xff {
    case SQLITE_CONSTRAINT: constraint(extended)
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
    case SQLITE_FULL: .full
    // The log's index grows by ftruncate and the log by fsync of delayed blocks: both report a full disk or quota so.
    case SQLITE_IOERR: systemError == ENOSPC || systemError == EDQUOT ? .full : .inputOutput
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
    case SQLITE_CANTOPEN, SQLITE_PERM: systemError == ENOSPC || systemError == EDQUOT ? .full : .cannotOpen
    case SQLITE_INTERRUPT where overBudget: .overBudget
    default: .other
    }
  }

  private static func constraint(_ extended: Int32) -> SQLError.Kind {
    switch extended {
    // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY and _ROWID: macros with a shift, which Swift does not import.
    case SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 10 << 8: .unique
    case SQLITE_CONSTRAINT | 3 << 8: .foreignKey
    case SQLITE_CONSTRAINT | 1 << 8: .check
    // NOT NULL, a trigger's RAISE, a STRICT column's type ...
    default: .otherConstraint
    }
  }

  /// A running statement's general error may quote what was bound: `fts5: syntax error near "..."`,
  /// `no such column: ...` (from a search term), `bad JSON path: '...'`. What follows is left out.
  private static func withoutValues(_ message: String) -> String {
    let prefix = message.hasPrefix("fts5: ") ? "fts5: " : ""
    let rest = message.dropFirst(prefix.count).prefix { $0 != "\"" && $0 != "'" && $0 != ":" }
    return prefix + String(rest.reversed().drop { $0 == " " }.reversed())
  }
}
