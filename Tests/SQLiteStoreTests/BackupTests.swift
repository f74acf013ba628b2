import Foundation
import SQL
import SQLiteStore
import Testing

struct BackupTests {
  private let folder: Folder
  private let writer: SQLiteConnection
  private let reader: SQLiteConnection

  init() throws {
    folder = try Folder()
    writer = try folder.writer()
    try writer.executeScript(
      """
      CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT;
      WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 5000)
      INSERT INTO t SELECT i, 'regel ' || i FROM n;
      """)
    reader = try folder.reader()
  }

  @Test func `a copy holds one moment, whatever is written meanwhile`() throws {
    var steps: [[Int]] = []
    try reader.backup(to: folder.path + "/kopie.sqlite", pagesPerStep: 5) { done, all in
      steps.append([done, all])
      #expect(throws: Never.self) { try writer.run("INSERT INTO t VALUES (NULL, 'later')") }
    }
    #expect(steps.count > 3)
    #expect(steps.last.map { $0[0] == $0[1] } == true)
    #expect(try folder.files.filter { $0.hasPrefix("kopie") } == ["kopie.sqlite"])
    let copy = try SQLiteConnection.open(folder.path + "/kopie.sqlite", mode: .reader)
    #expect(try copy.integrityCheck() == [])
    #expect(try copy.number("SELECT count(*) FROM t") == 5000)
    #expect(try reader.number("SELECT count(*) FROM t") == 5000 + Int64(steps.count))
    let rights = try FileManager.default.attributesOfItem(atPath: folder.path + "/kopie.sqlite")[.posixPermissions]
    #expect(rights as? Int == 0o600)
  }

  @Test func `a copy never replaces a file`() throws {
    try folder.write("van iemand anders", to: "kopie.sqlite")
    let path = folder.path + "/kopie.sqlite"
    #expect(failure(BackupError.self) { try reader.backup(to: path) } == .exists(path: path))
    #expect(try folder.read("kopie.sqlite") == Array("van iemand anders".utf8))
  }

  @Test func `a copy that cannot be made leaves nothing`() throws {
    let path = folder.path + "/geen/kopie.sqlite"
    #expect(failure(BackupError.self) { try reader.backup(to: path) } == .unwritable(path: path, reason: ENOENT))
    #expect(try folder.files.allSatisfy { $0.hasPrefix("register.sqlite") })
  }
}
