import SQL
import SQLiteStore
import Testing

struct StatementTests {
  private let folder: Folder
  private let writer: SQLiteConnection

  init() throws {
    folder = try Folder()
    writer = try folder.writer { $0.statements = 8 }
    try writer.executeScript(
      """
      CREATE TABLE maatregel (
        id INTEGER PRIMARY KEY, kenmerk TEXT NOT NULL UNIQUE, fase TEXT CHECK (fase <> 'x'), inhoud BLOB
      ) STRICT;
      CREATE TABLE deel (id INTEGER PRIMARY KEY, maatregel INTEGER NOT NULL REFERENCES maatregel) STRICT;
      CREATE TRIGGER blijft BEFORE DELETE ON maatregel BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;
      CREATE VIRTUAL TABLE zoek USING fts5 (tekst);
      INSERT INTO maatregel VALUES (1, 'een', NULL, NULL), (2, 'twee', NULL, NULL), (3, 'drie', NULL, NULL);
      """)
  }

  @Test(
    arguments: [
      nil, 0, -1, SQLValue.integer(.max), .integer(.min), "", "één \u{1F600}", "a\u{0}b", .blob([]),
      .blob([0, 255, 0]),
    ] as [SQLValue])
  func `what is bound comes back as it was`(value: SQLValue) throws {
    #expect(try writer.rows("SELECT $1", [value]) == [[value]])
  }

  @Test func `the parts of a row are lent, and NULL reads as nothing`() throws {
    try writer.query(SQLStatement("SELECT $1, $2, $3, $4"), [7, "zeven", .blob([1, 2]), nil]) { row in
      #expect(row.integer(0) == 7)
      #expect(row.text(0) == "7")
      #expect(row.text(1) == "zeven")
      #expect(row.withBytes(1) { Array($0) } == Array("zeven".utf8))
      #expect(row.withBytes(2) { Array($0) } == [1, 2])
      #expect(row.isNull(3) && !row.isNull(1))
      #expect(row.integer(3) == 0)
      #expect(row.text(3).isEmpty)
      #expect(row.withBytes(3) { $0.count } == 0)
      return .next
    }
  }

  @Test(
    arguments: [
      ("INSERT INTO maatregel (kenmerk) VALUES ('een')", .unique, 19, 2067),
      ("INSERT INTO maatregel (id, kenmerk) VALUES (1, 'vier')", .unique, 19, 1555),
      ("INSERT INTO maatregel (kenmerk, fase) VALUES ('vier', 'x')", .check, 19, 275),
      ("INSERT INTO maatregel (kenmerk) VALUES (NULL)", .otherConstraint, 19, 1299),
      ("INSERT INTO maatregel (kenmerk) VALUES (x'00')", .otherConstraint, 19, 3091),
      ("INSERT INTO deel (maatregel) VALUES (99)", .foreignKey, 19, 787),
      ("DELETE FROM maatregel", .otherConstraint, 19, 1811),
      ("SELECT \"een\" FROM maatregel", .other, 1, 1),
      ("SELEC", .other, 1, 1),
      ("", .other, 21, 21),
      ("SELECT 1; SELECT 2", .other, 21, 21),
      ("SELECT $2, $1", .other, 21, 21),
      ("SELECT ?", .other, 21, 21),
    ] as [(String, SQLError.Kind, Int32, Int32)])
  func `a refusal keeps its kind, both codes and the statement`(
    text: String, kind: SQLError.Kind, code: Int32, extended: Int32
  ) throws {
    let error = try #require(failure(SQLError.self) { try writer.run(text) })
    #expect(error.kind == kind)
    #expect(error.code == code)
    #expect(error.extendedCode == extended)
    #expect(error.statement == text)
    #expect(!error.message.isEmpty)
  }

  @Test(
    arguments: [
      ("INSERT INTO maatregel (kenmerk) VALUES ($1)", "een"),
      ("SELECT tekst FROM zoek WHERE zoek MATCH $1", "\"een"),
      ("SELECT tekst FROM zoek WHERE zoek MATCH $1", "een geheim:x"),
      ("SELECT tekst FROM zoek WHERE zoek MATCH $1", "geheim("),
      ("SELECT json_extract('{}', $1)", "geheim"),
      ("SELECT json($1)", "geheim"),
    ])
  func `no error carries a bound value`(text: String, value: String) throws {
    try writer.run("INSERT INTO zoek VALUES ('niets')")
    let error = try #require(
      failure(SQLError.self) { try writer.query(SQLStatement(text), [.text(value)]) { _ in .next } })
    #expect(!error.message.contains("een") && !error.message.contains("geheim"), "\(error.message)")
  }

  @Test(arguments: [[], ["een", "twee"]] as [[SQLValue]])
  func `too few or too many arguments are refused, not bound as NULL`(arguments: [SQLValue]) {
    let error = failure(SQLError.self) { try writer.rows("SELECT $1", arguments) }
    #expect(error?.code == 21)
  }

  @Test func `a query in the callback of the same statement has its own rows`() throws {
    let statement = SQLStatement("SELECT id FROM maatregel WHERE id >= $1 ORDER BY id")
    var seen: [[Int64]] = []
    try writer.query(statement, [1]) { outer in
      let id = outer.integer(0)
      try writer.query(statement, [.integer(id)]) { inner in
        seen.append([id, inner.integer(0), outer.integer(0)])
        return .next
      }
      return .next
    }
    #expect(seen == [[1, 1, 1], [1, 2, 1], [1, 3, 1], [2, 2, 2], [2, 3, 2], [3, 3, 3]])
    #expect(try writer.rows(statement.text, [3]) == [[3]])
  }

  @Test func `a statement left by stop or by an error starts afresh and lets go of its values`() throws {
    struct Enough: Error {}
    let text = "SELECT kenmerk FROM maatregel WHERE $1 IS NULL OR kenmerk = $1 ORDER BY id"
    try writer.query(SQLStatement(text), [nil]) { _ in .stop }
    #expect(failure(Enough.self) { try writer.query(SQLStatement(text), [nil]) { _ in throw Enough() } } != nil)
    #expect(try writer.rows(text, ["twee"]) == [["twee"]])
    // A statement still standing on a row would keep its snapshot, and the log could not be emptied.
    try writer.run("INSERT INTO maatregel (kenmerk) VALUES ('vier')")
    #expect(try writer.checkpoint(emptying: true).isComplete)
  }

  @Test func `however many texts there are, the cache stays at its bound and every answer is right`() throws {
    for round in 0..<3 {
      for number in 0..<50 {
        #expect(try writer.number("SELECT id + \(number) FROM maatregel WHERE id = $1", [1]) == Int64(number + 1))
        #expect(writer.cachedStatements <= 8, "round \(round)")
      }
    }
  }

  @Test func `a statement in use is not thrown out by those in its callback`() throws {
    var seen: [Int64] = []
    try writer.query(SQLStatement("SELECT id FROM maatregel ORDER BY id"), []) { row in
      for number in 0..<20 { _ = try writer.number("SELECT \(number) + $1", [1]) }
      seen.append(row.integer(0))
      return .next
    }
    #expect(seen == [1, 2, 3])
  }

  @Test func `run says how many rows it changed`() throws {
    #expect(try writer.run("UPDATE maatregel SET fase = 'a' WHERE id > $1", [1]) == 2)
    #expect(try writer.run("CREATE TABLE leeg (a INTEGER) STRICT") == 0)
    #expect(try writer.run("UPDATE maatregel SET fase = 'a' WHERE id > $1", [9]) == 0)
    #expect(try writer.run("INSERT INTO maatregel (kenmerk) VALUES ($1)", ["vier"]) == 1)
    #expect(writer.lastInsertedRow == 4)
  }

  @Test func `a query over its budget stops, and the connection goes on`() throws {
    let long = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT $1) SELECT count(*) FROM n"
    writer.stepBudget = 20_000
    for _ in 0..<3 {
      #expect(failure(SQLError.self) { try writer.rows(long, [1_000_000]) }?.kind == .overBudget)
      #expect(try writer.number(long, [100]) == 100)
    }
    writer.stepBudget = nil
    #expect(try writer.number(long, [1_000_000]) == 1_000_000)
  }

  @Test func `a budget is spent by one query, not by all together`() throws {
    writer.stepBudget = 200
    for number in 0..<2000 {
      #expect(try writer.number("SELECT id + $1 FROM maatregel WHERE id = 1", [SQLValue(number)]) == Int64(number + 1))
    }
  }

  @Test func `a script understands triggers, comments and strings, and refuses to commit`() throws {
    try writer.transaction {
      try writer.executeScript(
        """
        -- a comment; with a semicolon
        CREATE TABLE s (a TEXT) STRICT; /* CREATE TABLE t (a); */
        CREATE TRIGGER st AFTER INSERT ON s WHEN new.a = 'x;y' BEGIN
          INSERT INTO s VALUES ('z'); UPDATE s SET a = a || ';' WHERE a = 'z';
        END;
        INSERT INTO s VALUES ('x;y')
        """)
      for text in ["COMMIT", "BEGIN", "ROLLBACK", "SAVEPOINT a", "INSERT INTO s VALUES ('q'); END;"] {
        #expect(failure(SQLError.self) { try writer.savepoint { try writer.executeScript(text) } }?.code == 23)
      }
    }
    #expect(try writer.rows("SELECT a FROM s ORDER BY a") == [["x;y"], ["z;"]])
  }

  @Test func `a script's error says what is missing`() {
    let error = failure(SQLError.self) { try writer.executeScript("INSERT INTO nergens VALUES (1);") }
    #expect(error?.message == "no such table: nergens")
  }

  @Test func `after close every call is refused`() throws {
    writer.close()
    writer.close()
    #expect(failure(SQLError.self) { try writer.rows("SELECT 1") }?.code == 21)
    #expect(failure(SQLError.self) { try writer.transaction {} }?.code == 21)
  }
}
