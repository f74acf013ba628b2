import SQL
import SQLiteStore
import Testing

struct MigrationTests {
  private let folder: Folder
  private let writer: SQLiteConnection

  init() throws {
    folder = try Folder()
    writer = try folder.writer()
    try folder.write("CREATE TABLE een (a INTEGER) STRICT;\n", to: "0001_begin.sql")
    try folder.write(
      """
      -- zoeken; en meer
      CREATE TABLE twee (a TEXT) STRICT;
      CREATE TRIGGER na AFTER INSERT ON een BEGIN INSERT INTO twee VALUES ('; END;'); END;
      INSERT INTO een VALUES (1)
      """, to: "0002_zoeken.sql")
    try folder.write("leeg", to: "README.md")
  }

  private func migrate() throws -> [Int] { try Migrator(folder: folder.path).apply(to: writer).map(\.number) }

  private func refusal() -> MigrationError? { failure { try migrate() } }

  private var tables: [String] {
    get throws {
      try writer.rows(writer.dialect.tables.text).compactMap {
        if case .text(let name) = $0[0] { name } else { nil }
      }
    }
  }

  @Test func `what is missing is applied in order and recorded, and a second time nothing changes`() throws {
    #expect(try Migrator(folder: folder.path).missing(on: writer).map(\.number) == [1, 2])
    #expect(try migrate() == [1, 2])
    #expect(try writer.rows("SELECT a FROM twee") == [["; END;"]])
    let record = try writer.rows("SELECT * FROM migratie ORDER BY nummer", columns: 4)
    #expect(
      record.map { $0.prefix(3) } == [
        [1, "begin", "094aa2af247b5f5d4d80132afa8b9f54a28acf4c21130f53115fe2217dfdc80d"],
        [2, "zoeken", record[1][2]],
      ])
    #expect(try migrate() == [])
    #expect(try writer.rows("SELECT * FROM migratie ORDER BY nummer", columns: 4) == record)
    try folder.write("INSERT INTO een VALUES (2);", to: "0003_meer.sql")
    #expect(try migrate() == [3])
    #expect(try writer.number("SELECT count(*) FROM een") == 2)
  }

  @Test func `when nothing is missing a reader can tell`() throws {
    #expect(try migrate() == [1, 2])
    let reader = try folder.reader()
    #expect(try Migrator(folder: folder.path).apply(to: reader) == [])
  }

  @Test func `a migration may reword a condition, nothing else may, and the new words hold`() throws {
    let rewording = """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, 'a IN (1, 2)', 'a = 1 OR a = 3') WHERE name = 'drie';
      PRAGMA writable_schema = RESET
      """
    try folder.write("CREATE TABLE drie (a INTEGER CHECK (a IN (1, 2))) STRICT;", to: "0003_drie.sql")
    #expect(try migrate() == [1, 2, 3])
    try folder.write(rewording, to: "0004_anders.sql")
    #expect(try migrate() == [4])
    #expect(try writer.run("INSERT INTO drie VALUES (3)") == 1)
    #expect(failure(SQLError.self) { try writer.run("INSERT INTO drie VALUES (2)") }?.kind == .check)
    try writer.run("PRAGMA writable_schema = ON")
    #expect(failure(SQLError.self) { try writer.run("UPDATE sqlite_schema SET sql = '' WHERE name = 'drie'") } != nil)
  }

  @Test func `a migration that fails leaves nothing of those before it`() throws {
    try folder.write("CREATE TABLE drie (a INTEGER) STRICT; CREATE TABLE een (b);", to: "0003_fout.sql")
    guard case .failed("0003_fout.sql", let error)? = refusal() else {
      Issue.record("not refused")
      return
    }
    #expect(error.message.contains("een"))
    #expect(try tables == [])
  }

  @Test func `a migration cannot commit half of itself`() throws {
    try folder.write("CREATE TABLE drie (a INTEGER) STRICT; COMMIT; nonsense", to: "0003_half.sql")
    guard case .failed("0003_half.sql", _)? = refusal() else {
      Issue.record("not refused")
      return
    }
    #expect(try tables == [])
  }

  @Test func `a migration edited after it landed is refused by name`() throws {
    #expect(try migrate() == [1, 2])
    try folder.write("CREATE TABLE een (a INTEGER) STRICT; \n", to: "0001_begin.sql")
    #expect(refusal() == .edited(file: "0001_begin.sql"))
  }

  @Test func `a database of a later version is refused and keeps its tables`() throws {
    try folder.write("CREATE TABLE drie (a INTEGER) STRICT;", to: "0003_later.sql")
    #expect(try migrate() == [1, 2, 3])
    try folder.remove("0003_later.sql")
    #expect(refusal() == .newerDatabase(number: 3, name: "later"))
    #expect(try tables == ["drie", "een", "migratie", "twee"])
  }

  @Test func `a database of another program is refused`() throws {
    try writer.run("CREATE TABLE bladwijzer (a INTEGER) STRICT")
    #expect(refusal() == .notOurs(tables: ["bladwijzer"]))
    #expect(try tables == ["bladwijzer"])
  }

  @Test func `gaps, doubles and names that say nothing are refused`() throws {
    try folder.write("SELECT 1;", to: "0004_vier.sql")
    #expect(refusal() == .gap(number: 3))
    try folder.write("SELECT 1;", to: "0002_ook.sql")
    #expect(refusal() == .duplicate(number: 2, files: ["0002_ook.sql", "0002_zoeken.sql"]))
  }

  @Test(arguments: [
    "3_kort.sql", "0003-streep.sql", "0003_Groot.sql", "0003_.sql", "0003.sql", "0000_nul.sql", "0003_naam.SQL",
    "x.sql",
    "+003_plus.sql",
  ])
  func `a file name that is no migration's is refused`(name: String) throws {
    try folder.write("SELECT 1;", to: name)
    #expect(refusal() == .misnamed(file: name))
    #expect(try tables == [])
  }

  @Test(arguments: [[0x66, 0xFF], [0x2D, 0x2D, 0x00]] as [[UInt8]])
  func `a file that is no text is refused`(bytes: [UInt8]) throws {
    try folder.write(bytes, to: "0003_drie.sql")
    #expect(refusal() == .notText(file: "0003_drie.sql"))
  }

  @Test func `no folder and an empty folder are not the same`() throws {
    let missing = failure(MigrationError.self) { try Migrator(folder: folder.path + "/geen") }
    guard case .folderUnreadable? = missing else {
      Issue.record("\(String(describing: missing))")
      return
    }
    let empty = try Folder()
    #expect(failure(MigrationError.self) { try Migrator(folder: empty.path) } == .noMigrations(folder: empty.path))
  }

}
