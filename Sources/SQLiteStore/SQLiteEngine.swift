import CSQLite
import SQL

/// The library itself, set up once in a process, before its first connection.
enum SQLiteEngine {
  /// 3.40.0: the oldest version the tests ran on (Debian 12 has 3.40.1).
  static let oldest: Int32 = 3_040_000

  static let dialect = Dialect(
    name: "sqlite",
    tables: SQLStatement(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """))

  /// Configures the library and looks whether it can do what the register needs, without touching a file.
  static func ready() throws(SQLiteOpenError) {
    if let fault { throw fault }
  }

  private static let fault: SQLiteOpenError? = {
    // Both answer SQLITE_MISUSE when other code of the process was first; everything works then, only slower.
    _ = npdr_sqlite_multithread()
    _ = npdr_sqlite_without_statistics()
    guard sqlite3_libversion_number() >= oldest else {
      return .engineTooOld(found: String(cString: sqlite3_libversion()), needed: "3.40.0")
    }
    guard sqlite3_threadsafe() != 0 else { return .engineLacks("threads") }
    var memory: OpaquePointer?
    defer { sqlite3_close(memory) }
    guard sqlite3_open_v2(":memory:", &memory, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
      return .engineLacks("memory")
    }
    let needs = [
      ("FTS5", "CREATE VIRTUAL TABLE zoek USING fts5(tekst)"),
      ("JSON", "SELECT json_array_length('[]') FROM json_each('[]')"),
      ("STRICT tables", "CREATE TABLE streng (a INTEGER) STRICT"),
    ]
    for (name, statement) in needs where sqlite3_exec(memory, statement, nil, nil, nil) != SQLITE_OK {
      return .engineLacks(name)
    }
    return nil
  }()
}
