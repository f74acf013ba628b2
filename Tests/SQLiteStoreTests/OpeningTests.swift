import Foundation
import SQL
import SQLiteStore
import Testing

struct OpeningTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func refusal(_ path: String? = nil, _ mode: SQLiteConnection.Mode = .writer, check: Bool = false)
    -> SQLiteOpenError?
  {
    var options = SQLiteConnection.Options()
    options.quickCheck = check
    return failure { try SQLiteConnection.open(path ?? folder.database, mode: mode, options: options) }
  }

  @Test func `a new database is durable, strict and its owner's only`() throws {
    let writer = try folder.writer()
    #expect(try writer.rows("PRAGMA journal_mode") == [["wal"]])
    #expect(try writer.number("PRAGMA synchronous") == 2)
    #expect(try writer.number("PRAGMA foreign_keys") == 1)
    #expect(try writer.number("PRAGMA recursive_triggers") == 1)
    #expect(try writer.number("PRAGMA trusted_schema") == 0)
    #expect(try writer.number("PRAGMA wal_autocheckpoint") == 1000)
    try writer.run("CREATE TABLE t (a INTEGER) STRICT")
    for file in try folder.files {
      let rights = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + file)[.posixPermissions]
      #expect(rights as? Int == 0o600, "\(file)")
    }
    let reader = try folder.reader()
    #expect(try reader.number("PRAGMA query_only") == 1)
    #expect(try reader.number("PRAGMA wal_autocheckpoint") == 0)
  }

  @Test func `a reader does not make a database, nor a writer that was told not to`() throws {
    #expect(refusal(nil, .reader) == .missing(path: folder.database))
    #expect(
      failure(SQLiteOpenError.self) { try folder.writer { $0.mustExist = true } } == .missing(path: folder.database))
    #expect(try folder.files == [])
  }

  @Test func `a missing folder, a folder and a device are told apart`() throws {
    #expect(refusal(folder.path + "/geen/register.sqlite") == .folderMissing(path: folder.path + "/geen"))
    #expect(refusal(folder.path) == .notAFile(path: folder.path))
    #expect(refusal("/dev/null", .reader) == .notAFile(path: "/dev/null"))
    #expect(try folder.files == [])
  }

  @Test func `a path is a file name and nothing else`() throws {
    let name = folder.path + "/file:register?mode=memory"
    let writer = try SQLiteConnection.open(name, mode: .writer)
    try writer.run("CREATE TABLE t (a INTEGER) STRICT")
    #expect(try folder.files.contains("file:register?mode=memory"))
  }

  @Test(arguments: [
    Array("not a database, but a letter".utf8), Array("short".utf8), [UInt8](repeating: 0, count: 8192),
    Array("SQLite format 3".utf8) + [1] + [UInt8](repeating: 7, count: 5000),
  ])
  func `what is not a database is refused and left as it was`(bytes: [UInt8]) throws {
    try folder.write(bytes, to: "register.sqlite")
    for mode in [SQLiteConnection.Mode.writer, .reader] {
      #expect(refusal(nil, mode) == .notADatabase(path: folder.database))
      #expect(try folder.read("register.sqlite") == bytes)
    }
    #expect(try folder.files.filter { !$0.hasSuffix(".lock") } == ["register.sqlite"])
  }

  /// A database of many pages, some of them overwritten, of a table and of its index.
  private func damaged(log: Bool) throws -> [UInt8] {
    let writer = try folder.writer { $0.checkpointPages = 0 }
    try writer.executeScript(
      """
      CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT;
      CREATE INDEX tb ON t (b);
      WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 5000)
      INSERT INTO t SELECT i, 'regel ' || i FROM n;
      """)
    try writer.checkpoint()
    var bytes = try folder.read("register.sqlite")
    for place in 20 * 4096..<30 * 4096 { bytes[place] = 0xA5 }
    if log {
      // As after a crash: the log still holds a commit.
      try writer.run("INSERT INTO t VALUES (-1, 'laatste')")
      let wal = try folder.read("register.sqlite-wal")
      writer.close()
      try folder.write(wal, to: "register.sqlite-wal")
    } else {
      writer.close()
    }
    try folder.write(bytes, to: "register.sqlite")
    return bytes
  }

  @Test(arguments: [false, true]) func `a damaged page is found when asked for, and the file is left as it was`(
    log: Bool
  ) throws {
    let bytes = try damaged(log: log)
    let wal = log ? try folder.read("register.sqlite-wal") : []
    guard case .damaged(folder.database, let findings)? = refusal(check: true) else {
      Issue.record("not seen as damaged")
      return
    }
    #expect(!findings.isEmpty)
    #expect(try folder.read("register.sqlite") == bytes)
    if log { #expect(try folder.read("register.sqlite-wal") == wal) }
    // Without the check it opens, and the fault shows where it is met.
    let writer = try folder.writer()
    #expect(try !writer.quickCheck().isEmpty)
    #expect(failure(SQLError.self) { try writer.rows("SELECT sum(length(b)) FROM t NOT INDEXED") }?.kind == .corrupt)
  }

  @Test func `a damaged schema is refused without being asked`() throws {
    let writer = try folder.writer()
    try writer.executeScript("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT;")
    writer.close()
    var bytes = try folder.read("register.sqlite")
    for place in 100..<4096 { bytes[place] = 0xA5 }
    try folder.write(bytes, to: "register.sqlite")
    guard case .damaged? = refusal() else {
      Issue.record("not seen as damaged")
      return
    }
    #expect(try folder.read("register.sqlite") == bytes)
  }
}
