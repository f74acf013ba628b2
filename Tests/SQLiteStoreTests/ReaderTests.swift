import Foundation
import SQL
import SQLiteStore
import Testing

struct ReaderTests {
  private let folder: Folder
  private let writer: SQLiteConnection
  private let reader: SQLiteConnection

  init() throws {
    folder = try Folder()
    writer = try folder.writer()
    try writer.executeScript("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1);")
    reader = try folder.reader()
  }

  @Test func `a reader cannot write, whichever way it tries`() throws {
    let insert = SQLStatement("INSERT INTO t VALUES (2)")
    #expect(failure(SQLError.self) { try reader.run(insert, []) }?.kind == .readOnly)
    #expect(failure(SQLError.self) { try reader.query(insert, []) { _ in .next } }?.kind == .readOnly)
    #expect(failure(SQLError.self) { try reader.transaction {} }?.kind == .readOnly)
    #expect(failure(SQLError.self) { try reader.executeScript(insert.text) }?.kind == .readOnly)
    #expect(failure(SQLError.self) { try reader.checkpoint() }?.kind == .readOnly)
    #expect(try reader.number("SELECT count(*) FROM t") == 1)
  }

  @Test func `a snapshot keeps its state while the writer commits, and the next one sees the commit`() throws {
    try reader.snapshot {
      #expect(try reader.number("SELECT count(*) FROM t") == 1)
      try writer.transaction { _ = try writer.run("INSERT INTO t VALUES (2)") }
      #expect(try reader.number("SELECT count(*) FROM t") == 1)
      let nested = try reader.snapshot { try reader.number("SELECT count(*) FROM t") }
      #expect(nested == 1)
      // Not even a checkpoint takes it away.
      #expect(try writer.checkpoint().isComplete == false)
      #expect(try reader.number("SELECT count(*) FROM t") == 1)
    }
    #expect(try reader.snapshot { try reader.number("SELECT count(*) FROM t") } == 2)
    #expect(try writer.checkpoint(emptying: true).isComplete)
  }

  @Test func `nothing can be written in a snapshot of the writer`() throws {
    try writer.snapshot {
      #expect(failure(SQLError.self) { try writer.run("INSERT INTO t VALUES (2)") }?.kind == .readOnly)
      #expect(failure(SQLError.self) { try writer.savepoint {} }?.kind == .readOnly)
    }
    try writer.run("INSERT INTO t VALUES (2)")
  }

  @Test func `a snapshot that throws ends`() throws {
    struct Stop: Error {}
    #expect(failure(Stop.self) { try reader.snapshot { throw Stop() } } != nil)
    try writer.run("INSERT INTO t VALUES (2)")
    #expect(try reader.number("SELECT count(*) FROM t") == 2)
  }

  @Test func `a budget that runs out in a snapshot leaves the snapshot`() throws {
    reader.stepBudget = 1000
    try reader.snapshot {
      let long = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
      #expect(try reader.number("SELECT count(*) FROM t") == 1)
      #expect(failure(SQLError.self) { try reader.rows(long) }?.kind == .overBudget)
      try writer.run("INSERT INTO t VALUES (2)")
      #expect(try reader.number("SELECT count(*) FROM t") == 1)
    }
    #expect(try reader.number("SELECT count(*) FROM t") == 2)
  }

  @Test func `the data version changes by what others commit, not by one's own`() throws {
    let other = try folder.writer()
    let before = try writer.dataVersion()
    try writer.run("INSERT INTO t VALUES (2)")
    #expect(try writer.dataVersion() == before)
    try other.run("INSERT INTO t VALUES (3)")
    #expect(try writer.dataVersion() != before)
  }

  @Test func `two writers take turns, and the one that waits too long is told`() throws {
    let other = try folder.writer { $0.patience = 20 }
    try writer.transaction {
      #expect(failure(SQLError.self) { try other.run("INSERT INTO t VALUES (2)") }?.kind == .busy)
      #expect(failure(SQLError.self) { try other.transaction {} }?.kind == .busy)
      #expect(failure(SQLError.self) { try other.checkpoint() }?.kind == .busy)
      #expect(failure(SQLError.self) { try other.executeScript("INSERT INTO t VALUES (2)") }?.kind == .busy)
      let count = try other.number("SELECT count(*) FROM t")
      #expect(count == 1)
    }
    try other.run("INSERT INTO t VALUES (2)")
    #expect(try reader.number("SELECT count(*) FROM t") == 2)
  }

  @Test func `writers on many threads lose nothing`() throws {
    let path = folder.database
    let threads = (0..<4).map { thread in
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        defer { done.signal() }
        guard let mine = try? SQLiteConnection.open(path, mode: .writer) else { return }
        for number in 0..<50 {
          _ = try? mine.run("INSERT INTO t VALUES ($1)", [SQLValue(1000 * (thread + 1) + number)])
        }
      }
      return done
    }
    for thread in threads { thread.wait() }
    #expect(try reader.number("SELECT count(*) FROM t") == 201)
    #expect(try writer.integrityCheck() == [])
  }

  @Test func `the writer, closed last, leaves one file with everything in it`() throws {
    reader.close()
    try writer.run("INSERT INTO t VALUES (2)")
    #expect(try folder.files.contains("register.sqlite-wal"))
    writer.close()
    #expect(try folder.files == ["register.sqlite", "register.sqlite.lock"])
    let again = try folder.reader()
    #expect(try again.number("SELECT count(*) FROM t") == 2)
  }
}
