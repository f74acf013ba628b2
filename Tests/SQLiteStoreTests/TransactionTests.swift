import SQL
import SQLiteStore
import Testing

struct TransactionTests {
  private let folder: Folder
  private let writer: SQLiteConnection

  init() throws {
    folder = try Folder()
    writer = try folder.writer()
    try writer.executeScript(
      """
      CREATE TABLE ouder (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE kind (
        id INTEGER PRIMARY KEY, ouder INTEGER REFERENCES ouder DEFERRABLE INITIALLY DEFERRED, naam TEXT UNIQUE
      ) STRICT;
      """)
  }

  struct Refusal: Error, Equatable {}

  @Test func `a transaction that throws leaves nothing`() throws {
    let error = failure(Refusal.self) {
      try writer.transaction {
        try writer.run("INSERT INTO ouder VALUES (1)")
        throw Refusal()
      }
    }
    #expect(error == Refusal())
    #expect(try writer.number("SELECT count(*) FROM ouder") == 0)
  }

  @Test func `a group keeps the savepoints that returned and undoes the one that threw`() throws {
    try writer.transaction {
      for number in 1...5 {
        let error = failure(Refusal.self) {
          try writer.savepoint {
            try writer.run("INSERT INTO ouder VALUES ($1)", [SQLValue(number)])
            try writer.run("INSERT INTO kind (id, ouder) VALUES ($1, $1)", [SQLValue(number)])
            if number == 3 { throw Refusal() }
          }
        }
        #expect((error != nil) == (number == 3))
      }
    }
    #expect(try writer.rows("SELECT id FROM kind ORDER BY id") == [[1], [2], [4], [5]])
  }

  @Test func `a savepoint in a savepoint is undone alone`() throws {
    try writer.savepoint {
      try writer.run("INSERT INTO ouder VALUES (1)")
      try? writer.savepoint {
        try writer.run("INSERT INTO ouder VALUES (2)")
        try? writer.savepoint {
          try writer.run("INSERT INTO ouder VALUES (3)")
          throw Refusal()
        }
        throw Refusal()
      }
      try writer.savepoint { _ = try writer.run("INSERT INTO ouder VALUES (4)") }
    }
    #expect(try writer.rows("SELECT id FROM ouder ORDER BY id") == [[1], [4]])
  }

  @Test func `a deferred reference refuses the commit and nothing stays`() throws {
    let error = failure(SQLError.self) {
      try writer.transaction { try writer.run("INSERT INTO kind (id, ouder) VALUES (1, 99)") }
    }
    #expect(error?.kind == .foreignKey)
    #expect(error?.extendedCode == 787)
    #expect(try writer.number("SELECT count(*) FROM kind") == 0)
    try writer.transaction { _ = try writer.run("INSERT INTO ouder VALUES (99)") }
    #expect(try writer.number("SELECT count(*) FROM ouder") == 1)
  }

  @Test func `a transaction inside another is refused and the outer one goes on`() throws {
    try writer.transaction {
      try writer.run("INSERT INTO ouder VALUES (1)")
      #expect(failure(SQLError.self) { try writer.transaction {} } != nil)
      try writer.run("INSERT INTO ouder VALUES (2)")
    }
    #expect(try writer.number("SELECT count(*) FROM ouder") == 2)
  }

  @Test func `a full disk fails with full, reads go on, and room makes writes work again`() throws {
    try writer.run("INSERT INTO ouder VALUES (0)")
    let pages = try #require(try writer.number("PRAGMA page_count"))
    _ = try writer.rows("PRAGMA max_page_count = \(pages + 40)")
    var tried = 0
    let error = failure(SQLError.self) {
      try writer.transaction {
        for number in 1...100 {
          // Even if whoever groups the writes takes an error for his neighbour's, nothing half is committed.
          try? writer.savepoint {
            tried += 1
            try writer.run("INSERT INTO ouder VALUES ($1)", [SQLValue(number)])
            try writer.run("INSERT INTO kind VALUES ($1, $1, $2)", [SQLValue(number), filler(number)])
          }
        }
      }
    }
    // Two or three fit; the one that does not takes the others with it, and none of the rest is tried.
    #expect(tried > 1 && tried < 10)
    #expect(error?.kind == .full)
    #expect(try writer.number("SELECT count(*) FROM kind") == 0)
    #expect(try writer.rows("SELECT id FROM ouder") == [[0]])
    let alone = failure(SQLError.self) {
      for number in 0..<10 { try writer.run("INSERT INTO kind (naam) VALUES ($1)", [filler(number)]) }
    }
    #expect(alone?.kind == .full)
    #expect(alone?.code == 13)

    _ = try writer.rows("PRAGMA max_page_count = \(pages + 1000)")
    try writer.transaction { _ = try writer.run("INSERT INTO kind (naam) VALUES ($1)", [filler(-1)]) }
    #expect(try writer.integrityCheck() == [])
  }

  private func filler(_ number: Int) -> SQLValue { .text("\(number) " + String(repeating: "x", count: 20_000)) }

  @Test func `when the engine gave the whole transaction up, nothing after it is stored`() throws {
    writer.stepBudget = 1000
    let error = failure(SQLError.self) {
      try writer.transaction {
        try writer.run("INSERT INTO ouder VALUES (1)")
        // A write that is interrupted takes the transaction with it.
        let inner = failure(SQLError.self) {
          try writer.query(
            SQLStatement(
              """
              WITH RECURSIVE n(i) AS (VALUES (10) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
              INSERT INTO ouder SELECT i FROM n RETURNING id
              """), []
          ) { _ in .next }
        }
        #expect(inner?.kind == .overBudget)
        #expect(failure(SQLError.self) { try writer.run("INSERT INTO ouder VALUES (2)") } == inner)
        #expect(failure(SQLError.self) { try writer.savepoint {} } == inner)
      }
    }
    #expect(error?.kind == .overBudget)
    #expect(try writer.number("SELECT count(*) FROM ouder") == 0)
    try writer.transaction { _ = try writer.run("INSERT INTO ouder VALUES (3)") }
    #expect(try writer.number("SELECT count(*) FROM ouder") == 1)
  }
}
