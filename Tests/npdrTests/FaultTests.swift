import Bytes
import CLinux
import CSQLite
import Foundation
import Testing

extension BuiltProgram {
  /// What happens to the disk, the file, the process and the machine, made to happen.
  @Suite struct Faults {
    private static func body(_ title: String, _ size: Int = 0) -> JSON {
      ["titel": .string(title), "omschrijving": .string("x" + String(repeating: "y", count: size))]
    }

    private static func add(_ client: Client, _ token: String, _ title: String, _ size: Int = 0) throws -> Client.Answer
    {
      try client.send("POST", "/v1/maatregelen", token: token, json: body(title, size))
    }

    private static func count(_ client: Client, _ token: String) throws -> Int? {
      try client.get("/v1/maatregelen?limit=1", token: token).json["aantal"]?.asInt
    }

    // MARK: The disk

    @Test(.enabled(if: Enclosure.isPossible))
    func `a full disk refuses writes with 507, reads go on, and room makes writes work again`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let disk = try Enclosure(register.scratch, size: 24 << 20)
      let server = try register.serve(
        database: disk.folder + "/register.sqlite", wrapper: disk.wrapper(copying: register.database))
      let client = try server.client()
      #expect(try Self.add(client, token, "Ervoor").status == 201)

      let filler = disk.outside(server) + "/filler"
      let file = try #require(fopen(filler, "w"))
      setvbuf(file, nil, _IONBF, 0)
      let block = [UInt8](repeating: 1, count: 4096)
      while fwrite(block, 1, block.count, file) == block.count {}
      fclose(file)

      var stored = 1
      var refused = 0
      for number in 1...60 where refused < 10 {
        let answer = try Self.add(client, token, "Vol \(number)", 9_000)
        if answer.status == 201 {
          stored += 1
        } else {
          refused += 1
          #expect(answer.status == 507, "\(answer.text)")
          #expect(try answer.json["type"]?.asString?.hasSuffix("/schijf-vol") == true, "\(answer.text)")
        }
        #expect(try client.get("/v1/maatregelen?limit=3&sort=-gewijzigdOp").status == 200)
        #expect(try Self.count(client, token) == 119 + stored)
      }
      #expect(refused == 10)
      // The files of open data find no room beside the register, and are sent all the same.
      let list = try client.get("/v1/maatregelen?limit=200", headers: ["Accept: text/csv"])
      let whole = try client.get("/v1/bestanden/maatregelen.csv")
      #expect(whole.status == 200)
      #expect(whole.text.prefix { $0 != "\r\n" } == list.text.prefix { $0 != "\r\n" })
      let said = try Program.run(
        ["token", "create", "--organisatie", "szw", "--rol", "lezer", "--database", disk.folder + "/register.sqlite"],
        wrapper: disk.beside(server))
      #expect(said.code == 1 && said.output.isEmpty)
      #expect(said.errors.hasPrefix("Error: There is no room on the disk ("), "\(said.errors)")
      #expect(said.errors.split(separator: "\n").count == 1)
      #expect(server.logged.contains { $0["niveau"] == "error" })

      unlink(filler)
      for number in 1...5 { #expect(try Self.add(client, token, "Erna \(number)", 9_000).status == 201) }
      #expect(try Self.count(client, token) == 119 + stored + 5)
      let verified = try Program.run(
        ["verify", "--database", disk.folder + "/register.sqlite"], wrapper: disk.beside(server))
      #expect(verified.code == 0, "\(verified.output) \(verified.errors)")
      #expect(server.stop() == 0)
    }

    @Test(.enabled(if: Enclosure.isPossible), arguments: ["serve", "migrate", "token"])
    func `a register on a disk that cannot be written is one sentence and stays as it was`(command: String) throws {
      let register = try Register()
      let before = try Data(contentsOf: URL(fileURLWithPath: register.database))
      let arguments =
        command == "token"
        ? ["token", "create", "--organisatie", "szw", "--rol", "lezer"]
        : command == "serve" ? ["serve", "--port", "0"] : [command]
      let outcome = try Program.run(
        arguments + ["--database", register.database],
        wrapper: Enclosure.readOnly(register.scratch.folder.path))
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("Read-only file system"), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: register.database)) == before)
    }

    // MARK: The file

    @Test(arguments: [true, false])
    func `a database replaced or removed under a running server takes no writes, and says so`(isReplaced: Bool) throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve()
      let client = try server.client()
      #expect(try Self.add(client, token, "Ervoor").status == 201)
      #expect(try client.get("/v1/gezondheid/gereed").status == 200)

      let aside = register.scratch.path("aside.sqlite")
      #expect(rename(register.database, aside) == 0)
      if isReplaced { try FileManager.default.copyItem(atPath: aside, toPath: register.database) }
      for number in 1...3 {
        let answer = try Self.add(client, token, "Verloren \(number)")
        #expect(answer.status == 503, "\(answer.text)")
        #expect(answer.header("Retry-After") != nil)
      }
      #expect(try client.get("/v1/maatregelen/m-via").status == 200)
      #expect(try client.get("/v1/gezondheid/gereed").status == 503)
      #expect(try client.get("/v1/gezondheid/levend").status == 200)
      #expect(server.logged.contains { $0["bericht"]?.asString?.contains("replaced") == true })

      // Back in its place it is the same file again.
      unlink(register.database)
      #expect(rename(aside, register.database) == 0)
      #expect(try Self.add(client, token, "Erna").status == 201)
      #expect(try Self.count(client, token) == 121)
      #expect(server.stop() == 0)
    }

    @Test func `another program that keeps the file to itself is waited for, then told of, and outlived`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve()
      let client = try server.client()
      var other: OpaquePointer?
      try #require(sqlite3_open(register.database, &other) == SQLITE_OK)
      defer { sqlite3_close(other) }
      #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)

      let answer = try Self.add(client, token, "Wacht")
      #expect(answer.status == 503, "\(answer.text)")
      #expect(answer.header("Retry-After") != nil)
      #expect(try server.client().get("/v1/maatregelen/m-via").status == 200)

      // A short one is waited for, and nobody notices.
      let late = try server.client()
      let bytes = Self.body("Even gewacht").encoded()
      try late.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
          "Content-Type: application/json", "Content-Length: \(bytes.count)", "", "",
        ])
      try late.write(bytes)
      usleep(200_000)
      #expect(sqlite3_exec(other, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
      #expect(try late.answer().status == 201)
      #expect(try Self.count(client, token) == 120)
      #expect(server.stop() == 0)
    }

    // MARK: The process

    @Test func `a process that was stopped for a while goes on where it was`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "grenzen.kopSeconden=1", "--set", "grenzen.stilteSeconden=2"])
      let (reader, writer, half) = (try server.client(), try server.client(), try server.client())
      #expect(try reader.get("/v1/fasen").status == 200)
      try half.write(Array("GET /v1/fasen HTTP/1.1\r\nHost: a\r\n".utf8))
      usleep(50_000)
      server.signal(SIGSTOP)
      // Whole requests that come meanwhile wait in the kernel; the head that is half there runs out of time.
      try reader.write(["GET /v1/maatregelen/m-via HTTP/1.1", "Host: a", "", ""])
      let bytes = Self.body("Tijdens de stilstand").encoded()
      try writer.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
          "Content-Type: application/json", "Content-Length: \(bytes.count)", "", "",
        ])
      try writer.write(bytes)
      usleep(2_500_000)
      server.signal(SIGCONT)
      #expect(try reader.answer().status == 200)
      #expect(try writer.answer().status == 201)
      #expect(try half.answer().status == 408)
      #expect(try server.client().get("/v1/gezondheid/gereed").status == 200)
      #expect(server.stop() == 0)
    }

    @Test func `a write that does not come back does not hold up the end for ever, and the log says so`() throws {
      let register = try Register()
      let token = try register.token("ncdr", "beheerder")
      let server = try register.serve(["--set", "grenzen.stopSeconden=1"])
      var other: OpaquePointer?
      try #require(sqlite3_open(register.database, &other) == SQLITE_OK)
      defer { sqlite3_close(other) }
      #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
      // An import goes alone: each of these waits two seconds for its turn.
      let clients = try (0..<20).map { _ in try server.client() }
      for client in clients {
        let row = Array("{\"kenmerk\":\"m-wacht\",\"titel\":\"Wacht\"}\n".utf8)
        try client.write(
          [
            "POST /v1/maatregelen/_importeer HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
            "Content-Type: application/jsonl", "Content-Length: \(row.count)", "", "",
          ])
        try client.write(row)
      }
      usleep(200_000)
      #expect(server.stop(within: 20) == 1)
      #expect(server.logged.contains { $0["bericht"] == "ended while work was under way" })
    }

    @Test func `SIGTERM amid readers and writers loses no answer and resets none`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "verzoeklog=niets"])
      struct Told { var stored = 0, lost: [String] = [] }
      let told = Locked(Told())
      let threads = (0..<16).map { number in
        let port = server.port
        let ended = DispatchSemaphore(value: 0)
        let thread = Thread {
          defer { ended.signal() }
          guard let client = try? Client(port: port) else { return told.withLock { $0.lost.append("no connection") } }
          do {
            for count in 0... {
              let isWrite = count % 3 == number % 3
              let answer =
                try isWrite
                ? Self.add(client, token, "Onder \(number) \(count)") : client.get("/v1/maatregelen?limit=20&search=v*")
              told.withLock {
                if isWrite, answer.status == 201 { $0.stored += 1 }
                if answer.status != (isWrite ? 201 : 200) { $0.lost.append("\(answer.status)") }
              }
              if answer.header("Connection") == "close" { return }
            }
          } catch {
            told.withLock { $0.lost.append("\(error)") }
          }
        }
        thread.start()
        return ended
      }
      usleep(700_000)
      server.signal(SIGTERM)
      for thread in threads { thread.wait() }
      #expect(server.stop(with: 0) == 0)
      let result = told.withLock { $0 }
      #expect(result.lost == [])
      #expect(result.stored > 16)
      let again = try register.serve()
      #expect(try Self.count(again.client(), token) == 119 + result.stored)
    }

    @Test func `clients who take every descriptor are answered, each on its connection`() throws {
      let register = try Register()
      let server = try register.serve(
        ["--set", "lussen=2", "--set", "verzoeklog=niets"],
        wrapper: ["/bin/sh", "-c", "ulimit -n 48; exec \"$@\"", "sh"])
      // The writer's and those of both loops, of which nothing was asked yet; nothing is subscribed to.
      for _ in 0..<500 where try Self.opened(register.database, by: server) < 3 { usleep(10_000) }
      #expect(try Self.opened(register.database, by: server) == 3)
      let crowd = (0..<80).compactMap { _ in try? Client(port: server.port, seconds: 1) }
      #expect(crowd.count == 80)
      let answers = try crowd.compactMap { client -> Client.Answer? in
        try client.write(["GET /v1/maatregelen/m-via HTTP/1.1", "Host: a", "Connection: close", "", ""])
        return try? client.answer()
      }
      #expect(answers.count { $0.status == 200 } > 10)
      #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 }, "\(Set(answers.map(\.status)))")
      #expect(server.stop() == 0)
    }

    /// How often a process has a file open.
    private static func opened(_ path: String, by server: RunningServer) throws -> Int {
      let folder = "/proc/\(server.process.processIdentifier)/fd"
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      return try FileManager.default.contentsOfDirectory(atPath: folder).count {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == target
      }
    }

    @Test func `out of descriptors the server rests, and serves again when there are some`() throws {
      let register = try Register()
      let server = try register.serve(
        ["--set", "lussen=2", "--set", "verzoeklog=niets"],
        wrapper: ["/bin/sh", "-c", "ulimit -n 48; exec \"$@\"", "sh"])
      _ = try server.client().get("/v1/fasen")
      var crowd = (0..<80).compactMap { _ in try? server.client() }
      #expect(crowd.count == 80)
      usleep(300_000)
      let before = try Self.processorTime(server)
      usleep(1_000_000)
      // A listener that is asked again and again would take a processor whole.
      #expect(try Self.processorTime(server) - before < 0.3)
      crowd.removeAll()
      for _ in 0..<100 {
        if (try? server.client().get("/v1/maatregelen/m-via").status) == 200 { break }
        usleep(20_000)
      }
      for _ in 1...20 { #expect(try server.client().get("/v1/maatregelen?limit=2").status == 200) }
      #expect(server.stop() == 0)
    }

    /// Seconds of processor that the server has used.
    private static func processorTime(_ server: RunningServer) throws -> Double {
      let path = "/proc/\(server.process.processIdentifier)/stat"
      let fields = try String(contentsOfFile: path, encoding: .utf8).split(separator: ")").last?.split(separator: " ")
      let (user, system) = (fields?[11], fields?[12])
      return Double((user.flatMap { Int($0) } ?? 0) + (system.flatMap { Int($0) } ?? 0))
        / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    @Test func `thousands of connections at rest cost a few megabytes and nobody notices`() throws {
      let register = try Register()
      let server = try register.serve(["--set", "verzoeklog=niets"])
      let client = try server.client()
      _ = try client.get("/v1/maatregelen")
      let before = try Self.resident(server)
      let crowd = (0..<3_000).compactMap { _ in try? server.client() }
      try #require(crowd.count == 3_000)
      for one in crowd.prefix(100) { #expect(try one.get("/v1/fasen").status == 200) }
      #expect(try Self.resident(server) - before < 20 << 20)
      #expect(try client.get("/v1/maatregelen").status == 200)
      for one in crowd.suffix(100) { #expect(try one.get("/v1/fasen").status == 200) }
      #expect(server.stop() == 0)
    }

    private static func resident(_ server: RunningServer) throws -> Int {
      let path = "/proc/\(server.process.processIdentifier)/statm"
      let pages = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ").dropFirst().first
      return (pages.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }
  }
}
