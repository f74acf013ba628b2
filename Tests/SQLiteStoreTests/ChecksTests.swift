import SQL
import SQLiteStore
import Testing

struct ChecksTests {
  @Test func `a sound database has no findings`() throws {
    let folder = try Folder()
    let writer = try folder.writer()
    try writer.executeScript("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1);")
    #expect(try writer.integrityCheck() == [])
    #expect(try writer.quickCheck() == [])
    #expect(try writer.foreignKeyCheck() == [])
  }

  @Test func `a row that breaks a rule or refers to nothing is found, though every page is whole`() throws {
    let folder = try Folder()
    let writer = try folder.writer()
    try writer.executeScript(
      """
      CREATE TABLE ouder (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE kind (id INTEGER PRIMARY KEY, ouder INTEGER REFERENCES ouder, CHECK (ouder > 0)) STRICT;
      PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
      INSERT INTO kind VALUES (7, 99), (8, 0);
      PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF;
      """)
    #expect(try writer.foreignKeyCheck() == ["kind 7 -> ouder", "kind 8 -> ouder"])
    #expect(try writer.integrityCheck() == ["CHECK constraint failed in kind"])
  }
}
