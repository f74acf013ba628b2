import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Querying {
    /// Runs `npdr query` or `report` as somebody who asks `server`.
    static func ask(
      _ server: RunningServer?, _ arguments: [String], token: String? = nil, environment: [String: String] = [:]
    ) throws -> Program.Outcome {
      var all = ["COLUMNS": "120", "HOME": "/nonexistent", "XDG_CONFIG_HOME": ""]
      if let server { all["NPDR_SERVER"] = "http://127.0.0.1:\(server.port)" }
      all["NPDR_TOKEN"] = token
      return try Program.run(arguments, environment: all.merging(environment) { $1 })
    }

    private func kenmerken(_ outcome: Program.Outcome) throws -> [String] {
      #expect(outcome.code == 0, "\(outcome.errors)")
      return try (JSON.parse(outcome.output)["items"]?.asArray ?? []).compactMap { $0["kenmerk"]?.asString }
    }

    @Test func `flags are the filters of the API, and a pipe gets its JSON`() throws {
      let server = try Register().serve()
      let flags = ["query", "maatregelen", "--grond", "moslimdiscriminatie", "--fase", "herkennen-melden"]
      let target = "/v1/maatregelen?grond=moslimdiscriminatie&fase=herkennen-melden&mist=financiering&sort=-titel"
      let asked = try Self.ask(server, flags + ["--mist", "financiering", "--sorteer", "-titel"])
      let answer = try server.client().get(target)
      #expect(asked.output.dropLast() == answer.text)
      #expect(try kenmerken(asked).count > 1)
      let own = try kenmerken(Self.ask(server, flags))
      #expect(try kenmerken(Self.ask(server, flags + ["--metGeneriek"])).count > own.count)
      #expect(try kenmerken(Self.ask(server, flags + ["--met-generiek=false"])) == own)
    }

    @Test func `all pages together are the whole list`() throws {
      let server = try Register().serve()
      let pages = try kenmerken(
        Self.ask(server, ["query", "maatregelen", "--alles", "--limiet", "7", "--velden", "titel"]))
      let whole = try server.client().get("/v1/maatregelen?limit=200").json["items"]?.asArray ?? []
      #expect(pages == whole.compactMap { $0["kenmerk"]?.asString })
      let table = try Self.ask(server, ["query", "maatregelen", "--alles", "--limiet", "7", "--csv"])
      let lines = try server.client().get("/v1/maatregelen?limit=200", headers: ["Accept: text/csv"]).text
      #expect(table.output == lines)
    }

    @Test(arguments: [40, 80, 200])
    func `a table is no wider than the screen, and its names can be copied`(width: Int) throws {
      let server = try Register().serve()
      let outcome = try Self.ask(
        server, ["query", "moties", "--als", "tabel"], environment: ["COLUMNS": String(width)])
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.first?.hasPrefix("Kenmerk") == true)
      #expect(lines.allSatisfy { $0.count <= width }, "\(lines.max { $0.count < $1.count } ?? "")")
      #expect(lines.contains { $0.hasPrefix("mc-paternotte") })
      #expect(outcome.errors.contains("rijen"))
    }

    @Test(arguments: [
      (["maatregelen/m-via"], "Titel"), (["maatregelen/m-via/versies"], "Handeling"),
      (["maatregelen/m-via/voortgangsmeldingen"], "Niets gevonden."),
      (["dekking", "--assen", "fase,grond"], "Peilmoment"),
      (["financieel-overzicht", "--jaar", "2021", "--tabel", "regels"], ""),
      (["rapportages/voortgangsbrief", "--van", "2026-01-01", "--tot", "2026-06-30"], "Peilmoment"),
      (["wijzigingen", "--limiet", "2"], "Positie"), (["maatregelen/m-via/versies/1"], "Titel"),
      (["maatregelen", "--beschikbaar-op", "2020-01-01"], "Niets gevonden."),
      (["maatregelen", "--facetten", "fase", "--limiet", "1"], "herkennen-melden 28"),
    ])
    func `everything that can be read can be asked`(words: [String], shown: String) throws {
      let server = try Register().serve()
      let outcome = try Self.ask(server, ["query"] + words + ["--als", "tabel"])
      if shown.isEmpty { return #expect(outcome.code == 65 || outcome.code == 0, "\(outcome.errors)") }
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains(shown), "\(outcome.output)")
    }

    @Test(
      arguments: [
        (["query", "maatregelen", "--grnd", "ras"], 64, "--grond"), (["query", "maatregel"], 64, "maatregel"),
        (["query", "maatregelen", "--grond", "xyz"], 65, "--grond  Er is geen grond 'xyz'"),
        (["query", "maatregelen", "--limiet", "500"], 65, "--limiet"),
        (["query", "maatregelen/m-niets"], 66, "m-niets"), (["query", "maatregelen", "--grond"], 64, "--grond"),
        (["query", "maatregelen", "m-via"], 64, "maatregelen/m-via"),
        (["query", "maatregelen", "--token", "npdr_geheim"], 64, "NPDR_TOKEN"),
        (["query", "abonnementen"], 77, "NPDR_TOKEN"), (["query", "fasen", "--als", "svg"], 64, "svg"),
      ] as [([String], Int32, String)])
    func `what is wrong is said by the flag that was typed`(arguments: [String], code: Int32, said: String) throws {
      let server = try Register().serve()
      let outcome = try Self.ask(server, arguments)
      #expect(outcome.code == code, "\(outcome.errors)")
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
      #expect(!outcome.errors.contains("npdr_geheim"))
    }

    @Test func `nobody at the address is told with the address`() throws {
      let outcome = try Self.ask(nil, ["query", "fasen", "--op", "http://127.0.0.1:9"])
      #expect(outcome.code == 69)
      #expect(outcome.errors.contains("http://127.0.0.1:9") && outcome.errors.contains("NPDR_SERVER"))
    }

    @Test func `a token comes from a file that nobody else can read, and goes nowhere without TLS`() throws {
      let register = try Register()
      let server = try register.serve()
      let token = try register.token("szw", "redacteur")
      try register.scratch.write(token + "\n", to: "token")
      let file = register.scratch.path("token")
      let arguments = ["query", "abonnementen", "--token-bestand", file]
      chmod(file, 0o644)
      let open = try Self.ask(server, arguments)
      #expect(open.code == 77 && open.errors.contains("chmod 600"), "\(open.errors)")
      chmod(file, 0o600)
      #expect(try Self.ask(server, arguments).code == 0)
      let plain = try Self.ask(nil, ["query", "fasen", "--op", "http://192.0.2.1"], token: token)
      #expect(plain.code == 77 && plain.errors.contains("TLS"), "\(plain.errors)")
      #expect(try Self.ask(server, ["query", "abonnementen"], token: "npdr_niemand").code == 77)
      // A server takes no notice of it.
      #expect(try Self.ask(nil, ["settings"], token: token).output.contains(token) == false)
    }

    @Test func `help alone names every collection, report and filter, each flag once`() throws {
      let server = try Register().serve()
      let overview = try Self.ask(nil, ["query", "--help"]).output
      let described = try server.client().get("/v1/openapi.json").json
      var asked = 0
      for (path, operations) in described["paths"]?.asObject ?? JSONObject() {
        guard let parameters = operations["get"]?["parameters"]?.asArray, path.split(separator: "/").count <= 2 else {
          continue
        }
        let name = path.dropFirst().split(separator: "/").map { $0 == "{kenmerk}" ? "m-via" : String($0) }
        if name.count == 1, parameters.count > 6 { #expect(overview.contains(name[0]), "\(path)") }
        let help = try Self.ask(nil, ["query", name.joined(separator: "/"), "--help"])
        #expect(help.code == 0, "\(path): \(help.errors)")
        let flags = help.output.split(separator: "\n").filter { $0.hasPrefix("  --") }
          .map { String($0.dropFirst(4).prefix { $0 != " " }) }
        #expect(Set(flags).count == flags.count, "\(path) has a flag twice: \(flags)")
        for parameter in parameters {
          guard parameter["in"]?.asString == "query", let key = parameter["name"]?.asString else { continue }
          let dutch = ["fields": "velden", "sort": "sorteer", "search": "zoek", "limit": "limiet", "expand": "met"]
          let dashed = key.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
          #expect(flags.contains(dutch[key] ?? dashed), "\(path): \(key)")
          asked += 1
        }
      }
      #expect(asked > 500)
    }

    @Test(arguments: [
      (["query", "maatre"], ["maatregelen"]), (["query", "maatregelen", "--gro"], ["--grond"]),
      (["query", "maatregelen", "--mist", "financiering,verantw"], ["financiering,verantwoordelijk"]),
      (["query", "maatregelen", "--uitvoeringsstatus", "in-u"], ["in-uitvoering"]),
      (["report", "m-via", "--schema=op"], ["--schema=op-schema"]), (["query", "maatregelen", "--fase=x"], []),
      (["query", "dekking", "--ass"], ["--assen"]), (["report", "m-via", "--schema", "op"], ["op-schema"]),
      (["report", "m-via", "--knel"], ["--knelpunten"]), (["query", "--op", "http://x", "dekk"], ["dekking"]),
    ])
    func `the tab key knows flags and values`(words: [String], candidates: [String]) throws {
      let outcome = try Self.ask(nil, ["completion-words", "--", "npdr"] + words)
      #expect(outcome.output.split(separator: "\n").map(String.init) == candidates, "\(outcome.errors)")
    }

    @Test(arguments: [
      (["query", "maatregelen", "--grond", "antisem"], ["antisemitisme"]),
      (["query", "maatregelen", "--grond=ras,antisem"], ["--grond=ras,antisemitisme"]),
      (["query", "dekking", "--fase", "herk"], ["herkennen-melden"]), (["report", "m-vi"], ["m-via"]),
    ])
    func `the tab key knows the codes of the register that is asked`(words: [String], candidates: [String]) throws {
      let server = try Register().serve()
      let outcome = try Self.ask(server, ["completion-words", "--", "npdr"] + words)
      let found = outcome.output.split(separator: "\n").map(String.init)
      #expect(found.filter { !$0.hasPrefix("m-via-") } == candidates, "\(outcome.errors)")
      #expect(try Self.ask(nil, ["completion-words", "--", "npdr"] + words).output == "")
    }

    /// What a shell prints that runs this script.
    private func said(by shell: String, _ arguments: [String], _ script: String) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: shell)
      process.arguments = arguments + ["-c", script]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return said
    }

    private static let lines = [
      ("query maatregelen --gro", "--grond"), ("query maatregelen --uitvoeringsstatus in-u", "in-uitvoering"),
      ("report m-via --schema op", "op-schema"),
    ]

    @Test(
      .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh"), "zsh is not there"),
      arguments: lines)
    func `zsh completes with the script`(line: String, candidate: String) throws {
      let script = """
        autoload -Uz compinit && compinit -D -u
        eval "$('\(Program.path)' completion zsh)"
        compadd() { print -r -- "${@[3,-1]}" }
        words=('\(Program.path)' \(line)) CURRENT=${#words}
        _npdr_all
        """
      #expect(try said(by: "/usr/bin/zsh", ["-f"], script).split(separator: "\n").last.map(String.init) == candidate)
    }

    @Test(arguments: lines + [("report m-via --schema=op", "op-schema")])
    func `bash completes with the script`(line: String, candidate: String) throws {
      let script = """
        eval "$('\(Program.path)' completion bash)"
        COMP_LINE='\(Program.path) \(line)'
        COMP_POINT=${#COMP_LINE}
        COMP_WORDS=($COMP_LINE)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _npdr_all 2>/dev/null
        echo "${COMPREPLY[@]}"
        """
      let said = try said(by: "/bin/bash", ["--norc"], script)
      #expect(said.split(separator: "\n").last?.split(separator: " ").map(String.init) == [candidate])
      let generated = try Self.ask(nil, ["--generate-completion-script", "bash"]).output
      #expect(generated.contains("_npdr_all") && generated.contains("complete -o"))
    }
  }
}
