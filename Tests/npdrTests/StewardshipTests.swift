import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

extension BuiltProgram {
  /// Looking after the register: verify, backup, restore, redact.
  @Suite struct Stewardship {
    @Test func `the real programme verifies in silence, and an altered row is named`() throws {
      let register = try Register()
      let clean = try register.run("verify")
      #expect(clean.code == 0)
      #expect(clean.output + clean.errors == "")
      let connection = try SQLiteConnection.open(register.database, mode: .writer)
      try connection.run(SQLStatement("UPDATE maatregel SET titel = 'Anders' WHERE kenmerk = 'm-via'"), [])
      connection.close()
      let altered = try register.run("verify")
      #expect(altered.code == 1)
      #expect(altered.output.hasPrefix("maatregel m-via: titel is not what log entry "))
    }

    @Test func `the chain ends with another hash after a write`() throws {
      let register = try Register()
      let before = try register.run("verify", "--keten").output
      #expect(before.split(separator: " ").last?.count == 65)
      #expect(try register.run("verify", "--keten").output == before)
      let server = try register.serve()
      let measure: JSON = ["titel": "Nog een"]
      let token = try register.token("szw", "redacteur")
      #expect(try server.client().send("POST", "/v1/maatregelen", token: token, json: measure).status == 201)
      #expect(server.stop() == 0)
      #expect(try register.run("verify", "--keten").output != before)
    }

    @Test func `a backup made amid writes verifies, and restores to a moment of the register`() throws {
      let register = try Register()
      let server = try register.serve()
      let token = try register.token("szw", "redacteur")
      let port = server.port
      let isEnding = Locked(false)
      let written = Locked(0)
      let writer = Thread {
        guard let client = try? Client(port: port) else { return }
        while !isEnding.withLock({ $0 }) {
          let measure: JSON = ["titel": .string("Schrijven \(UUID().uuidString)")]
          guard (try? client.send("POST", "/v1/maatregelen", token: token, json: measure))?.status == 201 else {
            return
          }
          written.withLock { $0 += 1 }
        }
      }
      writer.start()
      let copy = register.scratch.path("kopie.sqlite")
      #expect(try register.run("backup", copy).code == 0)
      #expect(try Program.run(["verify", "--database", copy]).code == 0)
      #expect(try register.run("verify").output == "")
      let busy = try register.run("restore", copy)
      #expect(busy.code == 1)
      #expect(busy.errors.contains("already serves"))
      isEnding.withLock { $0 = true }
      #expect(written.withLock { $0 } > 0)
      #expect(server.stop() == 0)

      let now = try register.run("verify", "--keten").output
      let then = try Program.run(["verify", "--keten", "--database", copy]).output
      #expect(now != then)
      #expect(try register.run("restore", copy).code == 0)
      #expect(try register.run("verify", "--keten").output == then)
      // The one that stood there is kept, whole.
      let names = try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      let kept = try #require(names.first { $0.hasPrefix("register.sqlite.voor-herstel-") })
      #expect(try Program.run(["verify", "--keten", "--database", register.scratch.path(kept)]).output == now)
      #expect(!names.contains { $0.contains(".herstel") })
      let again = try register.serve()
      #expect(try again.client().get("/v1/maatregelen/m-via").status == 200)
      #expect(again.stop() == 0)
    }

    @Test func `a backup with a fault, or what is no register, restores nothing`() throws {
      let register = try Register()
      let copy = register.scratch.path("kopie.sqlite")
      #expect(try register.run("backup", copy).code == 0)
      #expect(try register.run("backup", copy).code == 1)
      let connection = try SQLiteConnection.open(copy, mode: .writer)
      try connection.run(SQLStatement("UPDATE maatregel SET titel = 'Anders' WHERE kenmerk = 'm-via'"), [])
      connection.close()
      try register.scratch.write("geen register", to: "brief.txt")
      let before = try register.run("verify", "--keten").output
      for (file, said) in [("kopie.sqlite", "faults"), ("brief.txt", "not an SQLite"), ("niets", "no database")] {
        let outcome = try register.run("restore", register.scratch.path(file))
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains(said), "\(outcome.errors)")
      }
      #expect(try register.run("verify", "--keten").output == before)
      let names = try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      #expect(!names.contains { $0.contains("herstel") })
    }

    @Test func `a register too damaged to open is kept aside when a backup takes its place`() throws {
      let register = try Register()
      let copy = register.scratch.path("kopie.sqlite")
      #expect(try register.run("backup", copy).code == 0)
      try register.scratch.write("een schijf die stuk is", to: "register.sqlite")
      #expect(try register.run("verify").code == 1)
      #expect(try register.run("restore", copy).code == 0)
      #expect(try register.run("verify").code == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      // Its log and its lock, if it had them, stand beside it.
      let kept = try #require(
        names.first { $0.hasPrefix("register.sqlite.voor-herstel-") && !$0.hasSuffix("-wal") && !$0.hasSuffix(".lock") }
      )
      #expect(try String(contentsOfFile: register.scratch.path(kept), encoding: .utf8) == "een schijf die stuk is")
    }

    @Test func `a redaction beside a running server is seen within a second, and leaves no trace in any file`() throws {
      let register = try Register()
      let server = try register.serve()
      let client = try server.client()
      let token = try register.token("ncdr", "beheerder")
      let secret = "Wilhelmina"
      let measure: JSON = [
        "kenmerk": "m-lek", "titel": .string("Melding van \(secret)"), "publicatie": ["status": "gepubliceerd"],
      ]
      #expect(try client.send("POST", "/v1/maatregelen", token: token, json: measure).status == 201)
      let first = try client.get("/v1/maatregelen?search=\(secret)")
      #expect(try first.json["aantal"] == 1)
      let done = try register.run(
        "redact", "--bron", "maatregel", "--kenmerk", "m-lek", "--veld", "titel", "--tekst", secret, "--reden", "Lek")
      #expect(done.code == 0, "\(done.errors)")
      #expect(done.output == "maatregel m-lek: struck out of `titel` in 1 version.\n")
      // The list was kept for its next reader, by any of the loops: they all hear within a second that it no longer holds.
      let deadline = Date(timeIntervalSinceNow: 5)
      let kept = first.header("ETag")
      while try client.get("/v1/maatregelen?search=\(secret)").header("ETag") == kept, Date() < deadline {
        usleep(20_000)
      }
      #expect(try client.get("/v1/maatregelen?search=\(secret)").json["aantal"] == 0)
      #expect(try client.get("/v1/maatregelen/m-lek").json["titel"] == "Melding van [verwijderd]")
      #expect(try client.send("POST", "/v1/maatregelen", token: token, json: ["titel": "Verder"]).status == 201)
      for name in try FileManager.default.contentsOfDirectory(atPath: register.scratch.folder.path)
      where name.hasPrefix("register.sqlite") {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: register.scratch.path(name)))
        for word in [secret, secret.lowercased()] { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(name)") }
      }
      #expect(try register.run("verify").output == "")
      #expect(server.stop() == 0)
    }

    @Test(arguments: [
      (["--bron", "maatregelen", "--veld", "titel", "--tekst", "x"], "There is no maatregelen"),
      (["--bron", "maatregel", "--veld", "soort", "--tekst", "x"], "--veld takes one of titel, "),
      (["--bron", "maatregel", "--veld", "titel", "--tekst", "komt niet voor"], "Nothing has been changed."),
      (["--bron", "maatregel", "--veld", "titel", "--tekst", "x", "--token", "redacteur-szw-1"], "not the token"),
    ])
    func `a redaction that cannot be done says why`(arguments: [String], said: String) throws {
      let register = try Register()
      let outcome = try Program.run(
        ["redact", "--kenmerk", "m-via", "--reden", "Proef", "--database", register.database] + arguments)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
    }
  }
}
