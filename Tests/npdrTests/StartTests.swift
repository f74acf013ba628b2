import Bytes
import CLinux
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Starting {
    @Test func `a register is served as soon as it says so, and SIGTERM ends it with 0`() throws {
      let register = try Register()
      let server = try register.serve()
      let answer = try server.client().get("/v1/maatregelen/m-handreiking-moslimdiscriminatie")
      #expect(answer.status == 200)
      #expect(server.stop() == 0)
      #expect(throws: Client.Failure.self) { try Client(port: server.port) }
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `a signal lets what was asked be answered`(signal: Int32) throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(wrapper: ["/usr/bin/env", "--default-signal=HUP"])
      let client = try server.client()
      // The head is there, the body is on its way.
      let body = JSON.object(["titel": "Onderweg"]).encoded()
      try client.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
          "Content-Type: application/json", "Content-Length: \(body.count)", "", "",
        ])
      usleep(100_000)
      server.signal(signal)
      usleep(200_000)
      try client.write(body)
      let answer = try client.answer()
      #expect(answer.status == 201, "\(answer.text)")
      #expect(answer.header("Connection") == "close")
      client.finish()
      #expect(server.stop(with: 0) == 0)
    }

    @Test func `under nohup a terminal that is closed means nothing`() throws {
      let server = try Register().serve(wrapper: ["/usr/bin/env", "--ignore-signal=HUP"])
      server.signal(SIGHUP)
      #expect(try server.client().get("/v1/gezondheid/gereed").status == 200)
      #expect(server.stop() == 0)
      #expect(server.logged.contains { $0["signaal"] == .integer(Int(SIGTERM)) })
    }

    @Test func `an idle connection does not hold up the end`() throws {
      let server = try Register().serve()
      let idle = try (0..<20).map { _ in try server.client() }
      _ = try idle[0].get("/v1/gezondheid/levend")
      let start = Date()
      #expect(server.stop() == 0)
      #expect(Date().timeIntervalSince(start) < 8)
      #expect(idle.count == 20)
    }

    @Test func `a port that is taken is one sentence, and the database is not even made`() throws {
      let first = try Register().serve()
      let second = try Register(empty: true)
      let outcome = try second.run("serve", "--port", "\(first.port)")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("port \(first.port)") && outcome.errors.contains("taken"), "\(outcome.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: second.scratch.folder.path).isEmpty)
      #expect(try first.client().get("/v1/gezondheid/gereed").status == 200)
    }

    @Test func `two servers cannot serve one database`() throws {
      let register = try Register()
      let first = try register.serve()
      let outcome = try register.run("serve", "--port", "0")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("\(first.process.processIdentifier)"), "\(outcome.errors)")
      #expect(try first.client().get("/v1/gezondheid/gereed").status == 200)
    }

    @Test(arguments: ["serve", "migrate", "token"])
    func `a file that is no database is left as it is`(command: String) throws {
      let register = try Register(empty: true)
      let bytes = Data("Dit is een brief aan de Kamer en geen database.".utf8) + Data(count: 8_000)
      try bytes.write(to: URL(fileURLWithPath: register.database))
      let outcome = try run(command, register)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("not an SQLite database"), "\(outcome.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: register.database)) == bytes)
    }

    @Test func `a damaged database is not served and left as it is`() throws {
      let register = try Register()
      let file = URL(fileURLWithPath: register.database)
      var bytes = try Data(contentsOf: file)
      // Every page but the first few.
      for index in stride(from: 16_384, to: bytes.count, by: 7) { bytes[index] = 0xA5 }
      try bytes.write(to: file)
      let outcome = try register.run("serve", "--port", "0")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("damaged"), "\(outcome.errors)")
      #expect(try Data(contentsOf: file) == bytes)
    }

    @Test(arguments: ["serve", "migrate", "token"])
    func `a database of a later program is left as it is`(command: String) throws {
      let register = try Register(empty: true)
      let later = try Scratch()
      defer { later.remove() }
      let folder = later.folder.appendingPathComponent("migrations")
      try FileManager.default.copyItem(at: Program.home.appendingPathComponent("migrations"), to: folder)
      try "CREATE TABLE later (a INTEGER);".write(
        to: folder.appendingPathComponent("sqlite/\(try nextMigration(in: folder))_later.sql"), atomically: true,
        encoding: .utf8)
      let made = try register.run("migrate", "--set", "migraties=\(folder.path)")
      #expect(made.code == 0, "\(made.errors)")
      let before = try Data(contentsOf: URL(fileURLWithPath: register.database))
      let outcome = try run(command, register)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("newer schema") && outcome.errors.contains("later"), "\(outcome.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: register.database)) == before)
    }

    @Test func `without the folder of migrations nothing is made`() throws {
      let register = try Register(empty: true)
      let outcome = try register.run("serve", "--port", "0", "--set", "migraties=/nergens")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("/nergens"), "\(outcome.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path).isEmpty)
    }

    @Test func `what is wrong is told in one line`() throws {
      let register = try Register(empty: true)
      for arguments in [["token", "list"], ["token", "revoke", "x"]] {
        let outcome = try Program.run(arguments + ["--database", register.database])
        #expect(outcome.code == 1)
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains("There is no database"), "\(outcome.errors)")
      }
    }

    @Test func `the health command asks the server of its settings`() throws {
      let server = try Register().serve()
      let well = try Program.run(["gezondheid", "--port", "\(server.port)"])
      #expect(well.code == 0, "\(well.errors)")
      #expect(server.stop() == 0)
      let gone = try Program.run(["gezondheid", "--port", "\(server.port)"])
      #expect(gone.code == 1)
      #expect(!gone.errors.isEmpty)
    }

    @Test func `each line of the log is an object with the request's id, and holds neither token nor question`() throws
    {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "verzoeklog=alles"])
      let client = try server.client()
      let read = try client.get("/v1/maatregelen?search=geheim", token: token)
      let made = try client.send("POST", "/v1/maatregelen", token: token, json: ["titel": "In het log"])
      #expect(made.status == 201, "\(made.text)")
      #expect(server.stop() == 0)
      let text = try String(contentsOfFile: register.scratch.path("log-1"), encoding: .utf8)
      #expect(server.logged.count == text.split(separator: "\n").count)
      for line in server.logged { #expect(line["tijd"] != nil && line["niveau"] != nil && line["bericht"] != nil) }
      let requests = server.logged.filter { $0["bericht"] == "request" }
      #expect(requests.map { $0["verzoek"]?.asString } == [read.header("X-Request-Id"), made.header("X-Request-Id")])
      #expect(requests.last?["organisatie"] == "szw")
      #expect(requests.last?["handeling"] == "POST" && requests.last?["object"] == "/v1/maatregelen")
      #expect(requests.last?["uitkomst"] == 201 && requests.last?["herkomst"] == "127.0.0.1")
      #expect(!text.contains(token) && !text.contains("geheim"))
    }

    @Test func `a body that does not come is logged with who sent it and for what`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "grenzen.inhoudSeconden=1"])
      let (late, cut, broken) = (try server.client(), try server.client(), try server.client())
      for (client, framing) in [
        (late, "Content-Length: 99"), (cut, "Content-Length: 99"), (broken, "Transfer-Encoding: chunked"),
      ] {
        try client.write(
          [
            "POST /v1/maatregelen?search=geheim HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
            "Content-Type: application/json", framing, "", "",
          ])
      }
      usleep(100_000)
      try cut.write(Array("{".utf8))
      cut.finish()
      try broken.write(Array("x\r\n".utf8))
      #expect(try cut.answer().status == 400)
      #expect(try broken.answer().status == 400)
      #expect(try late.answer().status == 408)
      #expect(server.stop() == 0)
      let requests = server.logged.filter { $0["bericht"] == "request" }
      #expect(requests.compactMap { $0["uitkomst"]?.asInt }.sorted() == [400, 400, 408])
      for line in requests {
        #expect(line["handeling"] == "POST" && line["object"] == "/v1/maatregelen", "\(line.text)")
        #expect(line["organisatie"] == "szw" && line["toegang"]?.asString?.hasPrefix("redacteur-szw-") == true)
      }
    }

    private func run(_ command: String, _ register: Register) throws -> Program.Outcome {
      switch command {
      case "serve": try register.run("serve", "--port", "0")
      case "token": try register.run("token", "list")
      default: try register.run(command)
      }
    }

    private func nextMigration(in folder: URL) throws -> String {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appendingPathComponent("sqlite").path)
      let last = names.compactMap { Int($0.prefix(4)) }.max() ?? 0
      return String(String(10_000 + last + 1).dropFirst())
    }
  }
}
