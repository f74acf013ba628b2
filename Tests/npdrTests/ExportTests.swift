import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Exporting {
    private func json(_ path: String) throws -> JSON {
      try JSON.parse(Array(Data(contentsOf: URL(fileURLWithPath: path))))
    }

    private func text(_ path: String) throws -> String {
      try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    }

    /// Without the moments at which the rows were stored.
    private func timeless(_ path: String) throws -> [JSON] {
      try text(path).split(separator: "\n").map { line in
        var members = try #require(try JSON.parse(Array(line.utf8)).asObject)
        for name in ["aangemaaktOp", "gewijzigdOp"] { members[name] = nil }
        return .object(members)
      }
    }

    @Test func `what was exported can be imported, and is the same register`() throws {
      let register = try Register()
      let first = register.scratch.path("eerste")
      #expect(try register.run("export", "--map", first).code == 0)
      // Into the same register: nothing is new.
      let again = try register.run("import", first)
      #expect(again.code == 0, "\(again.errors)")
      let sum = again.output.split(separator: "\n").first { $0.hasPrefix("together") }
      #expect(sum?.split(separator: " ").dropFirst().prefix(2).map(String.init) == ["0", "0"])

      let empty = try Register(empty: true)
      #expect(try empty.run("import", first).code == 0)
      let second = empty.scratch.path("tweede")
      #expect(try empty.run("export", "--map", second).code == 0)
      let files = try FileManager.default.contentsOfDirectory(atPath: first).filter { $0.hasSuffix(".jsonl") }
      #expect(files.contains("maatregelen.jsonl"))
      for file in files { #expect(try timeless("\(first)/\(file)") == timeless("\(second)/\(file)"), "\(file)") }
    }

    @Test func `a draft is in no export`() throws {
      let register = try Register()
      let server = try register.serve()
      let made = try server.client().send(
        "POST", "/v1/maatregelen", token: try register.token("szw", "redacteur"),
        json: ["titel": "Zwartgeheim plan"])
      #expect(made.status == 201)
      for format in ["jsonl", "csv"] {
        let folder = register.scratch.path(format)
        #expect(try register.run("export", "--format", format, "--map", folder).code == 0)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
          #expect(try !text("\(folder)/\(file)").contains("wartgeheim"), "\(file)")
        }
      }
    }

    @Test(arguments: ["jsonl", "csv"])
    func `the description names every file and every column of it`(format: String) throws {
      let register = try Register()
      let folder = register.scratch.path("open")
      #expect(try register.run("export", "--format", format, "--map", folder).code == 0)
      let described = try json("\(folder)/datapackage.json")["resources"]?.asArray ?? []
      let paths = described.compactMap { $0["path"]?.asString }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "datapackage.json" }
      #expect(Set(paths) == Set(files) && paths.count == files.count)
      for resource in described {
        let path = try #require(resource["path"]?.asString)
        let fields = (resource["schema"]?["fields"]?.asArray ?? []).compactMap { $0["name"]?.asString }
        if format == "csv" {
          let header = try text("\(folder)/\(path)").split(separator: "\r\n")[0]
          #expect(header.split(separator: ",").map(String.init) == fields, "\(path)")
        } else if let row = try timeless("\(folder)/\(path)").first?.asObject {
          #expect(Set(row.map(\.name)).isSubset(of: fields), "\(path)")
        }
      }
    }

    @Test func `standard output takes one table, or lines that name their collection`() throws {
      let register = try Register()
      let table = try register.run("export", "--format", "csv", "--collectie", "fasen")
      #expect(table.output.hasPrefix("kenmerk,"))
      #expect(table.output.split(separator: "\r\n").count == 4)
      #expect(try register.run("export", "--format", "csv").code != 0)
      let lines = try register.run("export").output.split(separator: "\n")
      for line in lines {
        #expect(try JSON.parse(Array(line.utf8))["collectie"]?.asString != nil)
      }
      #expect(lines.contains { $0.contains(#""collectie":"maatregelen","kenmerk":"m-via""#) })
    }

    @Test func `what is downloaded is what is exported, from a reader who takes his time as well`() throws {
      let register = try Register()
      let server = try register.serve()
      let exported = try register.run("export").output
      let slow = try server.client()
      // Asked, and not read: it waits where there is room for it.
      try slow.write(["GET /v1/bestanden/register.jsonl HTTP/1.1", "Host: localhost", "", ""])
      let quick = try server.client()
      #expect(try quick.get("/v1/bestanden/register.jsonl").text == exported)
      #expect(try quick.get("/v1/bestanden/fasen.csv").status == 200)
      #expect(try slow.answer().text == exported)
      // Nothing is left beside the register.
      let names = try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      #expect(!names.contains { $0.contains("bestanden") }, "\(names)")
      #expect(server.stop() == 0)
    }

    @Test func `a file that is there already is never written over`() throws {
      let register = try Register()
      let folder = register.scratch.path("open")
      #expect(try register.run("export", "--map", folder, "--collectie", "fasen").code == 0)
      let before = try text("\(folder)/fasen.jsonl")
      let second = try register.run("export", "--map", folder, "--collectie", "fasen")
      #expect(second.code == 1)
      #expect(second.errors.contains("fasen.jsonl"))
      #expect(try text("\(folder)/fasen.jsonl") == before)
    }
  }
}
