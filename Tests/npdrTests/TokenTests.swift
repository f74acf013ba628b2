import Bytes
import Foundation
import Testing

extension BuiltProgram {
  @Suite struct TokenCommands {
    @Test func `a token works until it is revoked, also on a server that is running`() throws {
      let register = try Register()
      let server = try register.serve()
      let client = try server.client()
      let token = try register.token("szw", "lezer")
      #expect(try client.get("/v1/maatregelen?limit=1", token: token).status == 200)
      let list = try register.run("token", "list")
      #expect(!list.output.contains(token))
      let row = try #require(list.output.split(separator: "\n").first { $0.contains(" szw ") })
      #expect(row.contains("lezer") && row.contains("geldig"))
      let name = String(row.prefix { $0 != " " })

      #expect(try register.run("token", "revoke", name).code == 0)
      let deadline = Date(timeIntervalSinceNow: 20)
      var status = 200
      while status == 200, Date() < deadline {
        status = try client.get("/v1/maatregelen?limit=1", token: token).status
        usleep(20_000)
      }
      #expect(status == 401)
      #expect(try register.run("token", "list").output.contains("ingetrokken"))
      #expect(try register.run("token", "revoke", name).code == 1)
    }

    @Test func `the secret stands alone on standard output`() throws {
      let made = try Register().run("token", "create", "--organisatie", "szw", "--rol", "redacteur")
      #expect(made.output.split(separator: "\n").count == 1)
      #expect(made.output.hasPrefix("npdr_"))
      #expect(!made.errors.contains(made.output.dropLast()))
    }

    @Test(arguments: [
      (["--organisatie", "nergens", "--rol", "lezer"], "nergens"), (["--organisatie", "szw", "--rol", "baas"], "baas"),
      (["--organisatie", "szw", "--rol", "openbaar"], "openbaar"),
      (["--organisatie", "szw", "--rol", "lezer", "--verloopt", "morgen"], "morgen"),
      (["--rol", "lezer"], "organisatie"), (["--organisatie", "szw", "--rol", "bureau"], "ncdr"),
    ])
    func `what cannot be is refused by name`(arguments: [String], name: String) throws {
      let register = try Register()
      let outcome = try Program.run(["token", "create", "--database", register.database] + arguments)
      #expect(outcome.code != 0)
      #expect(outcome.errors.contains(name), "\(outcome.errors)")
    }

    @Test(arguments: ["", "Bearer", "npdr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    func `a token nobody gave is 401, also for what the public may read`(token: String) throws {
      let server = try Register().serve()
      let answer = try server.client().get("/v1/maatregelen?limit=1", token: token)
      #expect(answer.status == 401)
      #expect(answer.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
    }
  }
}
