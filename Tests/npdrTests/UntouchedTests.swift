import Foundation
import SQL
import SQLiteStore
import Testing

extension BuiltProgram {
  /// What is refused or only read stays as it was found, and nothing comes to stand beside it.
  @Suite struct Untouched {
    enum Kind: CaseIterable {
      case ofAnother, ofAnotherWithLog, newer, edited, damaged, letter
    }

    /// Makes a database that no register can be in; returns what is said of it.
    private static func make(_ kind: Kind, _ register: Register) throws -> String {
      func write(_ statement: String, _ path: String? = nil) throws {
        let connection = try SQLiteConnection.open(path ?? register.database, mode: .writer)
        defer { connection.close() }
        try connection.executeScript(statement)
      }
      switch kind {
      case .ofAnother, .ofAnotherWithLog:
        try FileManager.default.removeItem(atPath: register.database)
        try write("CREATE TABLE boeking (nummer INTEGER PRIMARY KEY) STRICT")
        if kind == .ofAnother {
          // As SQLite makes it by itself: bytes 18 and 19 say that there is no log.
          var bytes = try Data(contentsOf: URL(fileURLWithPath: register.database))
          bytes[18] = 1
          bytes[19] = 1
          try bytes.write(to: URL(fileURLWithPath: register.database))
        }
        return "another program"
      case .newer:
        try write("INSERT INTO migratie VALUES (9000, 'later', 'x', '2030-01-01T00:00:00Z')")
        return "newer schema"
      case .edited:
        try write("UPDATE migratie SET controlegetal = 'x' WHERE nummer = 1")
        return "not the one this database was made with"
      case .damaged:
        var bytes = try Data(contentsOf: URL(fileURLWithPath: register.database))
        for place in 100..<4096 { bytes[place] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: register.database))
        return "is damaged"
      case .letter:
        try register.scratch.write("een brief", to: "register.sqlite")
        return "is not an SQLite database"
      }
    }

    /// The files of a folder, with what is in them.
    private static func contents(_ folder: URL) throws -> [String: Data] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder.appendingPathComponent($0))) })
    }

    @Test(
      arguments: Kind.allCases, [["serve", "--port", "0"], ["migrate"], ["token", "list"], ["verify"], ["export"]])
    func `a database that is refused is left as it was, alone in its folder`(kind: Kind, command: [String]) throws {
      let register = try Register()
      let said = try Self.make(kind, register)
      for name in try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      where name != "register.sqlite" {
        try FileManager.default.removeItem(atPath: register.scratch.path(name))
      }
      let before = try Self.contents(register.scratch.folder)
      let outcome = try Program.run(command + ["--database", register.database])
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(try Self.contents(register.scratch.folder) == before)
    }

    @Test(arguments: Kind.allCases)
    func `where one of ours was served before, what is refused is left as it was too`(kind: Kind) throws {
      let register = try Register()
      let said = try Self.make(kind, register)
      for ending in ["-wal", "-shm"] { unlink(register.database + ending) }
      try register.scratch.write("", to: "register.sqlite.lock")
      let before = try Self.contents(register.scratch.folder)
      let outcome = try Program.run(["serve", "--port", "0", "--database", register.database])
      #expect(outcome.code == 1 && outcome.errors.contains(said), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(try Self.contents(register.scratch.folder) == before)
    }

    @Test(arguments: [nil, Kind.newer, .damaged])
    func `what only reads leaves nothing beside the file, whatever it finds in it`(kind: Kind?) throws {
      let register = try Register()
      if let kind { _ = try Self.make(kind, register) }
      for ending in ["-wal", "-shm", ".lock"] { unlink(register.database + ending) }
      let elsewhere = try Scratch()
      defer { elsewhere.remove() }
      let before = try Self.contents(register.scratch.folder)
      for arguments in [["backup", elsewhere.path("kopie.sqlite")], ["verify"], ["export"], ["token", "list"]] {
        _ = try Program.run(arguments + ["--database", register.database])
        #expect(try Self.contents(register.scratch.folder) == before, "\(arguments)")
      }
    }

    @Test func `damage that shows only deep in the file leaves nothing beside it either`() throws {
      let register = try Register()
      let file = URL(fileURLWithPath: register.database)
      var bytes = try Data(contentsOf: file)
      for place in (bytes.count - 65_536)..<bytes.count { bytes[place] = 0xA5 }
      try bytes.write(to: file)
      for ending in ["-wal", "-shm", ".lock"] { unlink(register.database + ending) }
      let before = try Self.contents(register.scratch.folder)
      let outcome = try register.run("verify")
      #expect(outcome.code == 1 && !outcome.output.isEmpty)
      #expect(try Self.contents(register.scratch.folder) == before)
    }

    /// A folder with nothing but a backup in it.
    private static func backup(of register: Register) throws -> URL {
      let folder = register.scratch.folder.appendingPathComponent("band 1?#%")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let copy = folder.appendingPathComponent("kopie.sqlite").path
      #expect(try register.run("backup", copy).code == 0)
      return folder
    }

    @Test(arguments: [["verify"], ["verify", "--keten"]])
    func `to verify a database that nobody writes to leaves its folder as it was`(command: [String]) throws {
      let register = try Register()
      let folder = try Self.backup(of: register)
      let before = try Self.contents(folder)
      let copy = folder.appendingPathComponent("kopie.sqlite").path
      let outcome = try Program.run(command + ["--database", copy])
      #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
      #expect(try Self.contents(folder) == before)
      let connection = try SQLiteConnection.open(copy, mode: .writer)
      // Also when it has faults, and beside one who writes, when what is in the log counts.
      try connection.executeScript("UPDATE maatregel SET doel = 'Anders'")
      #expect(try Program.run(command + ["--database", copy]).code == 1)
      connection.close()
      let written = try Self.contents(folder)
      let faulty = try Program.run(command + ["--database", copy])
      #expect(faulty.code == 1 && faulty.output.contains("doel is not"), "\(faulty.output)\(faulty.errors)")
      #expect(try Self.contents(folder) == written)
    }

    @Test func `a restore leaves nothing beside the backup`() throws {
      let register = try Register()
      let folder = try Self.backup(of: register)
      let before = try Self.contents(folder)
      let outcome = try register.run("restore", folder.appendingPathComponent("kopie.sqlite").path)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(try Self.contents(folder) == before)
      #expect(try register.run("verify").code == 0)
    }

    @Test(.enabled(if: Enclosure.isPossible))
    func `a backup on a medium that cannot be written can be looked at and restored`() throws {
      let register = try Register()
      let folder = try Self.backup(of: register)
      let copy = folder.appendingPathComponent("kopie.sqlite").path
      let sealed = Enclosure.readOnly(folder.path)
      let verified = try Program.run(["verify", "--database", copy], wrapper: sealed)
      #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
      let listed = try Program.run(["token", "list", "--database", copy], wrapper: sealed)
      #expect(listed.code == 0 && listed.output.hasPrefix("kenmerk"), "\(listed.errors)")
      let restored = try Program.run(["restore", copy, "--database", register.database], wrapper: sealed)
      #expect(restored.code == 0, "\(restored.errors)")
      #expect(try register.run("verify").code == 0)
    }

    @Test(arguments: ["verify", "serve", "migrate"])
    func `a command from a folder without the project says so in a sentence`(command: String) throws {
      let register = try Register()
      let elsewhere = try Scratch()
      defer { elsewhere.remove() }
      let outcome = try Program.run([command, "--database", register.database], in: elsewhere.folder)
      #expect(outcome.code == 1)
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(outcome.errors.contains("cannot be read: No such file or directory. Start in"), "\(outcome.errors)")
    }
  }
}
