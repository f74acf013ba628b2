import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct Settings {
    private func settings(
      _ arguments: [String] = [], in folder: URL = Program.home, _ environment: [String: String] = [:]
    )
      throws -> JSON
    {
      let outcome = try Program.run(["settings"] + arguments, in: folder, environment: environment)
      #expect(outcome.code == 0, "\(outcome.errors)")
      return try JSON.parse(outcome.output)
    }

    @Test func `config/npdr.json has every setting with its default`() throws {
      let file = try String(
        contentsOf: Program.home.appendingPathComponent("config/npdr.json"), encoding: .utf8)
      let empty = try Scratch()
      defer { empty.remove() }
      #expect(try settings(in: empty.folder) == JSON.parse(file))
    }

    @Test func `what nginx refuses by itself names the version of the program`() throws {
      let version = try Program.run(["--version"]).output.split(separator: "\n").joined()
      let file = Program.home.appendingPathComponent("config/nginx.conf")
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter {
        $0.contains("add_header API-Version")
      }
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains("API-Version \(version) always;") })
    }

    @Test func `a flag goes before the environment, and that before the file`() throws {
      let scratch = try Scratch()
      defer { scratch.remove() }
      try scratch.write(#"{"port":1111,"lussen":3,"werkers":5,"contact":{"naam":"Wij"}}"#, to: "own.json")
      let json = try settings(
        ["--config", scratch.path("own.json"), "--set", "port=3333"],
        ["NPDR_PORT": "2222", "NPDR_LUSSEN": "4", "NPDR_VERTROUWDE_PROXIES": "10.0.0.0/8, 192.0.2.1"])
      #expect(json["port"] == 3333)
      #expect(json["lussen"] == 4)
      #expect(json["werkers"] == 5)
      #expect(json["contact"]?["naam"] == "Wij")
      #expect(json["vertrouwdeProxies"] == ["10.0.0.0/8", "192.0.2.1"])
    }

    @Test(
      arguments: [
        (["--set", "poort=8080"], [:], "", "poort"), ([], ["NPDR_POORT": "8080"], "", "NPDR_POORT"),
        ([], [:], #"{"grenzen":{"kopje":1}}"#, "grenzen.kopje"), ([], [:], #"{"grens":{"kop":1024}}"#, "grens"),
      ] as [([String], [String: String], String, String)])
    func `an unknown setting is an error that names it and lists the known ones`(
      arguments: [String], environment: [String: String], file: String, name: String
    ) throws {
      let scratch = try Scratch()
      defer { scratch.remove() }
      try scratch.write(file.isEmpty ? "{}" : file, to: "own.json")
      let outcome = try Program.run(
        ["serve", "--port", "0", "--config", scratch.path("own.json"), "--database", scratch.path("a.sqlite")]
          + arguments, environment: environment)
      #expect(outcome.code != 0)
      #expect(outcome.errors.contains("`\(name)`"), "\(outcome.errors)")
      #expect(outcome.errors.contains("publiekAdres") || outcome.errors.contains("NPDR_PUBLIEK_ADRES"))
      #expect(!FileManager.default.fileExists(atPath: scratch.path("a.sqlite")))
    }

    @Test(arguments: [
      ("port", "70000", "0 to 65535"), ("port", "tachtig", "whole number"), ("logniveau", "luid", "debug, info"),
      ("grenzen.kop", "-1", "1024"), ("publiekAdres", "x", "https://npdr"), ("publiekAdres", "ftp://x", "no path"),
      ("publiekAdres", "https://x.nl/pad", "no path"), ("publiekAdres", "https://x.nl?a", "no path"),
      ("publiekAdres", "https://wie@x.nl", "no path"), ("publiekAdres", "https://", "no path"),
      ("publiekAdres", "https://x.nl:0", "no path"), ("publiekAdres", "https://x.nl:65536", "no path"),
      ("publiekAdres", "https://x y.nl", "no path"), ("publiekAdres", "https://[::1", "no path"),
      ("contact.url", "www.example.nl", "https://www"), ("contact.url", "https://x.nl/a b", "https://www"),
      ("contact.email", "bureau", "e-mail"), ("contact.email", "a@b@c.nl", "e-mail"),
      ("contact.email", "@c.nl", "e-mail"),
    ])
    func `a value that cannot be is refused with what can`(name: String, value: String, expected: String) throws {
      let outcome = try Program.run(["settings", "--set", "\(name)=\(value)"])
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("`\(name)`") && outcome.errors.contains(expected), "\(outcome.errors)")
    }

    @Test(arguments: [
      ("publiekAdres", "https://npdr.example.nl"), ("publiekAdres", "http://localhost:8080/"),
      ("publiekAdres", "http://192.0.2.1"), ("publiekAdres", "https://[2001:db8::1]:8443"),
      ("contact.url", "https://www.example.nl/contact?taal=nl#wij"), ("contact.email", "npdr+vraag@mail.example.nl"),
    ])
    func `an address that can be is taken`(name: String, value: String) throws {
      _ = try settings(["--set", "\(name)=\(value)"])
    }

    @Test(arguments: [
      (["serve", "--port", "70000"], "'npdr serve --help'"), (["serve", "--poort", "1"], "npdr serve"),
      (["token", "list", "--set", "x"], "'npdr token list --help'"),
      (["export", "--collectie", "zz"], "'npdr export --help'"), (["help", "zz"], "'npdr --help'"),
      (["help", "token", "zz"], "`zz`"),
    ])
    func `what was typed wrong ends with 64 and leads to the help of that command`(
      arguments: [String], said: String
    ) throws {
      let outcome = try Program.run(arguments)
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
      #expect(!outcome.errors.contains("<subcommand>"), "\(outcome.errors)")
    }

    @Test func `a setting that is wrong in the environment ends with 1`() throws {
      #expect(try Program.run(["settings"], environment: ["NPDR_PORT": "x"]).code == 1)
      #expect(try Program.run(["help", "token"]).code == 0)
    }

    @Test func `all wrong settings are told at once`() throws {
      let outcome = try Program.run(
        ["settings", "--set", "poort=1", "--set", "port=x"], environment: ["NPDR_WAT": "1"])
      for name in ["`poort`", "`port`", "`NPDR_WAT`"] { #expect(outcome.errors.contains(name)) }
    }

    @Test func `a settings file that is not there is an error when it was asked for`() throws {
      let outcome = try Program.run(["settings", "--config", "/nergens/npdr.json"])
      #expect(outcome.code != 0)
      #expect(outcome.errors.contains("/nergens/npdr.json"))
    }

    @Test func `the explanation names every setting and how the environment calls it`() throws {
      let outcome = try Program.run(["settings", "--explain"])
      for name in ["publiekAdres", "NPDR_PUBLIEK_ADRES", "grenzen.stopSeconden", "NPDR_GRENZEN_STOP_SECONDEN"] {
        #expect(outcome.output.contains(name))
      }
    }
  }
}
