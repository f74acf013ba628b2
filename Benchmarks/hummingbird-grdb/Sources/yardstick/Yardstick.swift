// The usual way to build such a register in Swift, as a yardstick: Hummingbird 2 answers, GRDB reads and writes the
// register's own SQLite file, Codable makes the JSON. Written as the documentation of both shows it, not tuned.
//
//   yardstick DATABASE PORT     127.0.0.1:PORT; writes to DATABASE, so give it a copy
//
// It does less than npdr: no visibility, no tokens, no validation of parameters, no conditional requests, no cache,
// no past beside the log, no totals under the coverage; members without a value are left out of the JSON.
import Foundation
import GRDB
import Hummingbird

@main
enum Yardstick {
  static func main() async throws {
    guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[2]) else {
      print("usage: yardstick DATABASE PORT")
      exit(2)
    }
    let pool = try DatabasePool(path: CommandLine.arguments[1])
    // A write is on the disk before it is answered; a pool of GRDB is content with less.
    try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let configuration = ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
    try await Application(router: routes(to: pool), configuration: configuration).runService()
  }

  private static func routes(to pool: DatabasePool) -> Router<BasicRequestContext> {
    let router = Router()
    router.get("v1/maatregelen/:kenmerk") { _, context in
      let kenmerk = try context.parameters.require("kenmerk")
      let found = try await pool.read { try Maatregel.named(kenmerk, $0) }
      guard let found else { throw HTTPError(.notFound) }
      return found
    }
    router.get("v1/maatregelen") { request, context in
      let question = try request.uri.decodeQuery(as: Question.self, context: context)
      return try await pool.read { try question.answer($0) }
    }
    router.get("v1/dekking") { request, _ in
      let since = try request.uri.queryParameters.get("gewijzigdSinds").map(Question.moment) ?? 0
      let rows = try await pool.read { try Dekking.fetchAll($0, since: since) }
      return ["rijen": rows]
    }
    router.post("v1/maatregelen/:kenmerk/voortgangsmeldingen") { request, context in
      let kenmerk = try context.parameters.require("kenmerk")
      let input = try await request.decode(as: Voortgangsmelding.Input.self, context: context)
      let made = try await pool.write { database in
        guard let measure = try Maatregel.named(kenmerk, database) else { throw HTTPError(.notFound) }
        return try Voortgangsmelding.add(input, to: measure, database)
      }
      return EditedResponse(status: .created, response: made)
    }
    return router
  }
}
