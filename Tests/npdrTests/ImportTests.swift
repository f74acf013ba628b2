import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Importing {
    private static let collections = [
      "fasen", "domeinen", "gronden", "organisaties", "documenten", "programmas", "maatregelen",
      "financieringssecties", "financieringsregels", "moties", "toezeggingen", "indicatoren", "metingen",
      "gebeurtenissen",
    ]

    private func lines(_ collection: String) throws -> Int {
      let file = Program.home.appendingPathComponent("data/\(collection).jsonl")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count
    }

    @Test func `every row of the programme gets in, and a second time nothing changes`() throws {
      let register = try Register(empty: true)
      let first = try register.run("import", "data/")
      #expect(first.code == 0, "\(first.errors)")
      for collection in Self.collections {
        let row = first.output.split(separator: "\n").first { $0.hasPrefix(collection) }
        #expect(
          row?.split(separator: " ").dropFirst().map(String.init) == [String(try lines(collection)), "0", "0", "0"])
      }
      // The log has been moved into the file, so that the file alone is the register.
      #expect((try? Data(contentsOf: URL(fileURLWithPath: register.database + "-wal")))?.isEmpty ?? true)

      let before = try Data(contentsOf: URL(fileURLWithPath: register.database))
      let second = try register.run("import", "data/")
      #expect(second.code == 0)
      let sum = second.output.split(separator: "\n").first { $0.hasPrefix("together") }
      let all = String(try Self.collections.reduce(0) { try $0 + lines($1) })
      #expect(sum?.split(separator: " ").dropFirst().map(String.init) == ["0", "0", all, "0"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: register.database)) == before)
    }

    @Test func `as many rows as the files have can be read through the public door`() throws {
      let server = try Register().serve()
      let client = try server.client()
      for collection in Self.collections {
        #expect(try client.get("/v1/\(collection)?limit=1").json["aantal"]?.asInt == lines(collection))
      }
    }

    @Test func `files of resources this program does not know are named and left alone`() throws {
      let register = try Register(empty: true)
      let folder = register.scratch.folder.appendingPathComponent("gegevens")
      try FileManager.default.copyItem(at: Program.home.appendingPathComponent("data"), to: folder)
      try register.scratch.write("{}\n", to: "gegevens/sterrenbeelden.jsonl")
      let outcome = try register.run("import", folder.path)
      #expect(outcome.errors.contains("sterrenbeelden.jsonl: skipped"))
      #expect(!outcome.errors.contains("maatregelen.jsonl"))
      #expect(!outcome.errors.contains("README"))
    }

    @Test func `a dry run checks everything and makes nothing`() throws {
      let register = try Register(empty: true)
      let outcome = try register.run("import", "data/", "--dry-run")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("nothing has been kept"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path).isEmpty)
    }

    @Test func `a dry run on a register leaves it as it was`() throws {
      let register = try Register()
      let before = try Data(contentsOf: URL(fileURLWithPath: register.database))
      try register.scratch.write(#"{"kenmerk":"nieuw","naam":"Nieuw","volgorde":9}"#, to: "fasen.jsonl")
      let outcome = try register.run("import", register.scratch.path("fasen.jsonl"), "--dry-run")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: register.database)) == before)
    }

    @Test func `every fault is named with its file, its line and its field, and nothing gets in`() throws {
      let register = try Register(empty: true)
      try register.scratch.write(
        """
        {"kenmerk":"een","naam":"Een","volgorde":1}

        {"kenmerk":"twee","volgorde":"twee"}
        {"kenmerk":"drie","naam":"Drie","volgorde":3,"kleur":"rood"}
        """, to: "fasen.jsonl")
      try register.scratch.write(
        #"{"kenmerk":"m-een","titel":"Een","fasen":["een"],"reikwijdte":"breed"}"#, to: "maatregelen.jsonl")
      let outcome = try register.run("import", register.scratch.folder.path)
      #expect(outcome.code == 1)
      let folder = register.scratch.folder.path
      for place in [
        "\(folder)/fasen.jsonl:3 /naam:", "\(folder)/fasen.jsonl:3 /volgorde:", "\(folder)/fasen.jsonl:4 /kleur:",
        "\(folder)/maatregelen.jsonl:1 /reikwijdte:",
      ] { #expect(outcome.errors.contains(place), "\(outcome.errors)") }
      #expect(try register.serve().client().get("/v1/fasen").json["aantal"] == 0)
    }

    @Test func `a row that points nowhere keeps all others out`() throws {
      let register = try Register(empty: true)
      try register.scratch.write(
        """
        {"kenmerk":"m-een","titel":"Een"}
        {"kenmerk":"m-twee","titel":"Twee","fasen":["nergens"]}
        """, to: "maatregelen.jsonl")
      let outcome = try register.run("import", register.scratch.folder.path)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("maatregelen.jsonl:2 /fasen/0: there is no fase `nergens`"), "\(outcome.errors)")
      #expect(try register.serve().client().get("/v1/maatregelen").json["aantal"] == 0)
    }

    @Test(arguments: [
      ("{\"kenmerk\":\"een\",", "unexpectedEnd"), ("nee", "unexpectedByte"), ("{\"a\":1,\"a\":2}", "duplicateName"),
    ])
    func `a line that is no JSON is named with its column`(line: String, reason: String) throws {
      let register = try Register(empty: true)
      try register.scratch.write("\n" + line + "\n", to: "fasen.jsonl")
      let outcome = try register.run("import", register.scratch.folder.path)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("fasen.jsonl:2"), "\(outcome.errors)")
      #expect(outcome.errors.contains("\(reason) at column"), "\(outcome.errors)")
    }

    @Test func `what someone changed after the import stays as they left it`() throws {
      let register = try Register()
      let token = try register.token("ncdr", "beheerder")
      let server = try register.serve()
      let client = try server.client()
      let path = "/v1/maatregelen/m-handreiking-moslimdiscriminatie"
      let etag = try #require(try client.get(path).header("ETag"))
      let changed = try client.send(
        "PATCH", path, token: token, headers: ["If-Match: \(etag)"], json: ["titel": "Andere titel"],
        type: "application/merge-patch+json")
      #expect(changed.status == 200, "\(changed.text)")
      #expect(server.stop() == 0)

      let again = try register.run("import", "data/")
      let row = again.output.split(separator: "\n").first { $0.hasPrefix("maatregelen") }
      #expect(row?.split(separator: " ").last == "1")
      #expect(try register.serve().client().get(path).json["titel"] == "Andere titel")
    }

    @Test func `an import beside a running server is seen by it`() throws {
      let register = try Register(empty: true)
      let server = try register.serve()
      let client = try server.client()
      #expect(try client.get("/v1/maatregelen").json["aantal"] == 0)
      #expect(try register.run("import", "data/").code == 0)
      let deadline = Date(timeIntervalSinceNow: 20)
      var count: Int?
      while count != 119, Date() < deadline {
        count = try client.get("/v1/maatregelen").json["aantal"]?.asInt
        usleep(50_000)
      }
      #expect(count == 119)
    }
  }
}
