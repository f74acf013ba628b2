import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Reporting {
    private let whole = [
      "--peildatum", "2026-11-01", "--status", "in-uitvoering", "--schema", "op-schema", "--toelichting", "Gaat goed.",
    ]

    private func reports(_ server: RunningServer) throws -> [JSON] {
      try server.client().get("/v1/maatregelen/m-via/voortgangsmeldingen").json["items"]?.asArray ?? []
    }

    @Test func `flags make a report, and the same command twice makes it once`() throws {
      let register = try Register()
      let server = try register.serve()
      let token = try register.token("szw", "redacteur")
      for _ in 1...2 {
        let outcome = try Querying.ask(server, ["report", "m-via"] + whole, token: token)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(try JSON.parse(outcome.output)["toelichting"] == "Gaat goed.")
        #expect(outcome.errors.contains("openbaar"))
      }
      #expect(try reports(server).count == 1)
    }

    @Test(arguments: [false, true])
    func `a file says the same, as JSON or as the form`(isForm: Bool) throws {
      let register = try Register()
      let server = try register.serve()
      let token = try register.token("szw", "redacteur")
      let text =
        isForm
        ? "# uitleg\npeildatum: 2026-11-01\nuitvoeringsstatus: in-uitvoering\nschema:op-schema\n"
          + "toelichting: Regel een\n\nRegel twee\nresultaten:\n"
        : #"{"peildatum":"2026-11-01","uitvoeringsstatus":"in-uitvoering","schema":"op-schema","#
          + #""toelichting":"Regel een\n\nRegel twee"}"#
      try register.scratch.write(text, to: "melding")
      let file = register.scratch.path("melding")
      let outcome = try Querying.ask(
        server, ["report", "m-via", "--bestand", file, "--schema", "vertraagd", "--publicatie", "concept"], token: token
      )
      #expect(outcome.code == 0, "\(outcome.errors)")
      let row = try JSON.parse(outcome.output)
      #expect(row["toelichting"] == "Regel een\n\nRegel twee" && row["schema"] == "vertraagd")
      #expect(row["resultaten"] == .null && outcome.errors.contains("concept"))
      #expect(try reports(server).isEmpty)
    }

    @Test(
      arguments: [
        (["--schema", "op-schema"], "szw", "redacteur", 65, "--peildatum"),
        (["--schema", "goed"], "szw", "redacteur", 65, "--schema"), ([], "szw", "redacteur", 64, "--bestand"),
        (["--uitvraag", "niets"], "szw", "redacteur", 65, "--uitvraag  Er is geen uitvraag 'niets'"),
        (["--peildatum", "2999-01-01"], "szw", "redacteur", 65, "--peildatum"), (["+"], "szw", "lezer", 77, "token"),
        (["+"], "bzk", "redacteur", 77, "token"), (["+"], "", "", 77, "NPDR_TOKEN"),
      ] as [([String], String, String, Int32, String)])
    func `what is wrong stands beside its flag, and nothing is stored`(
      flags: [String], organisation: String, role: String, code: Int32, said: String
    ) throws {
      let register = try Register()
      let server = try register.serve()
      let token = organisation.isEmpty ? nil : try register.token(organisation, role)
      let isAlone = flags.isEmpty || flags.first == "--schema"
      let given = (isAlone ? [] : whole) + flags.filter { $0 != "+" }
      for trial in organisation == "szw" && !isAlone ? [[], ["--proef"]] : [[]] {
        let outcome = try Querying.ask(server, ["report", "m-via"] + given + trial, token: token)
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.errors.contains(said), "\(outcome.errors)")
      }
      #expect(try reports(server).isEmpty)
    }

    @Test func `an editor gets a form, and gets it back with what is wrong`() throws {
      let register = try Register()
      let server = try register.serve()
      let token = try register.token("szw", "redacteur")
      // The first time the reader forgets the schedule, the second time not.
      try register.scratch.write(
        """
        #!/bin/sh
        cp "$1" "\(register.scratch.path("gezien"))"
        if grep -q '^#!' "$1"; then sed -i 's/^schema:.*/schema: vertraagd/' "$1"
        else sed -i 's/^toelichting:.*/toelichting: Regel een\\nRegel twee/' "$1"; fi
        """, to: "editor")
      chmod(register.scratch.path("editor"), 0o755)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
      process.arguments = ["-qec", "'\(Program.path)' report m-via", "/dev/null"]
      process.environment = ProcessInfo.processInfo.environment.merging([
        "NPDR_SERVER": "http://127.0.0.1:\(server.port)", "NPDR_TOKEN": token,
        "EDITOR": register.scratch.path("editor"), "VISUAL": "",
      ]) { $1 }
      let input = Pipe()
      process.standardInput = input
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data("j\n".utf8))
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let seen = try String(contentsOfFile: register.scratch.path("gezien"), encoding: .utf8)
      #expect(seen.contains("#! Is verplicht.\nschema:"), "\(seen)")
      let row = try #require(try reports(server).first)
      #expect(row["toelichting"] == "Regel een\nRegel twee" && row["schema"] == "vertraagd")
    }

    @Test func `a register that comes back gets the report after all`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let first = try register.serve()
      let port = first.port
      #expect(first.stop() == 0)
      let late = Program.prepared(
        ["report", "m-via", "--op", "http://127.0.0.1:\(port)"] + whole, environment: ["NPDR_TOKEN": token])
      let errors = register.scratch.path("fouten")
      try register.scratch.write("", to: "fouten")
      late.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
      late.standardOutput = FileHandle.nullDevice
      try late.run()
      // Only when it has told that nobody was there.
      while try String(contentsOfFile: errors, encoding: .utf8).isEmpty, late.isRunning { usleep(10_000) }
      let second = try register.serve(["--port", "\(port)"])
      late.waitUntilExit()
      withExtendedLifetime(second) {}
      let said = try String(contentsOfFile: errors, encoding: .utf8)
      #expect(late.terminationStatus == 0, "\(said)")
    }
  }

  @Suite struct ImportingElsewhere {
    @Test func `rows that name each other go over the API, and go on where it broke off`() throws {
      let register = try Register()
      let folder = register.scratch.path("uit")
      let collections = ["fasen", "domeinen", "gronden", "organisaties", "documenten"]
      let chosen = collections.flatMap { ["--collectie", $0] }
      let exported = try Program.run(["export", "--map", folder, "--database", register.database] + chosen)
      #expect(exported.code == 0, "\(exported.errors)")
      let other = try Register(empty: true)
      try other.scratch.write(
        #"{"kenmerk":"ncdr","naam":"NCDR","soort":"coordinator"}"# + "\n", to: "organisaties.jsonl")
      #expect(try other.run("import", other.scratch.path("organisaties.jsonl")).code == 0)
      let token = try other.token("ncdr", "beheerder")
      let server = try other.serve()
      let arguments = ["import", folder, "--to", "http://127.0.0.1:\(server.port)"]

      let broken = Program.prepared(arguments, environment: ["NPDR_TOKEN": token, "HOME": "/nonexistent"])
      broken.standardError = FileHandle.nullDevice
      broken.standardOutput = FileHandle.nullDevice
      try broken.run()
      let client = try server.client()
      while try client.get("/v1/organisaties?limit=1").json["aantal"] == 1, broken.isRunning { usleep(1_000) }
      kill(broken.processIdentifier, SIGKILL)
      broken.waitUntilExit()

      let rest = try Querying.ask(server, arguments, token: token)
      #expect(rest.code == 0, "\(rest.errors)")
      let original = try register.serve().client()
      for collection in collections {
        let path = "/v1/\(collection)?limit=200&fields=kenmerk,toelichting,bronnen"
        #expect(try client.get(path).json["items"] == original.get(path).json["items"], "\(collection)")
      }
      let again = try Querying.ask(server, arguments, token: token)
      let sum = again.output.split(separator: "\n").first { $0.hasPrefix("together") }
      #expect(sum?.split(separator: " ").dropFirst().prefix(2).map(String.init) == ["0", "0"], "\(again.output)")
    }

    @Test func `without a token nothing is sent`() throws {
      let server = try Register().serve()
      let outcome = try Querying.ask(server, ["import", "data/", "--to", "http://127.0.0.1:\(server.port)"])
      #expect(outcome.code == 77 && outcome.errors.contains("NPDR_TOKEN"), "\(outcome.errors)")
    }
  }
}
