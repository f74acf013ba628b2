import Bytes
import CLinux
import Foundation
import SQL
import SQLiteStore
import Testing

extension BuiltProgram {
  /// An acknowledged write survives `kill -9`.
  @Suite struct Durability {
    private static let rounds = 20
    private static let writers = 64

    /// What one writer was told.
    private struct Acknowledged: Sendable {
      var kenmerken: [String] = []
      var refusals: [String] = []
    }

    @Test func `after kill -9 amid 64 writers every acknowledged write is there once`() throws {
      let register = try Register()
      let token = try register.token("ncdr", "beheerder")
      var expected: Set<String> = []
      for round in 1...Self.rounds {
        let server = try register.serve(["--set", "verzoeklog=niets"])
        let told = Locked(Acknowledged())
        let threads = (0..<Self.writers).map { number in
          Self.writer(round, number, server.port, token, told)
        }
        // Another moment each round: before the first commit, amid many, in a checkpoint.
        usleep(UInt32(100_000 + round * 37_000 % 400_000))
        server.signal(SIGKILL)
        server.process.waitUntilExit()
        for thread in threads { thread.wait() }
        let result = told.withLock { $0 }
        #expect(result.refusals == [], "round \(round)")
        let before = expected.count
        expected.formUnion(result.kenmerken)
        #expect(expected.count == before + result.kenmerken.count, "round \(round): a kenmerk was given twice")
        try Self.verify(register.database, expected, round)
      }
      #expect(expected.count > Self.rounds * 10)

      // What was stored is also what is served, and a retry of it stores nothing more.
      let server = try register.serve()
      let client = try server.client()
      let count = try client.get("/v1/maatregelen?limit=1", token: token).json["aantal"]?.asInt
      for kenmerk in expected.shuffled().prefix(100) {
        let again = try client.send(
          "POST", "/v1/maatregelen", token: token, headers: ["Idempotency-Key: \(kenmerk)"], json: Self.body(kenmerk))
        #expect(again.status == 201, "\(again.text)")
        #expect(again.header("Location")?.hasSuffix("/\(kenmerk)") == true)
      }
      #expect(try client.get("/v1/maatregelen?limit=1", token: token).json["aantal"]?.asInt == count)
      #expect(server.stop() == 0)
    }

    private static func body(_ kenmerk: String) -> JSON {
      [
        "kenmerk": .string(kenmerk), "titel": .string("Proef \(kenmerk)"), "reikwijdte": "specifiek",
        "gronden": ["moslimdiscriminatie", "antisemitisme"], "publicatie": ["status": "gepubliceerd"],
      ]
    }

    /// A client that adds measures until the server is gone.
    private static func writer(
      _ round: Int, _ number: Int, _ port: Int, _ token: String, _ told: Locked<Acknowledged>
    ) -> DispatchSemaphore {
      let ended = DispatchSemaphore(value: 0)
      let thread = Thread {
        defer { ended.signal() }
        guard let client = try? Client(port: port) else { return }
        for count in 0... {
          let kenmerk = "m-\(round)-\(number)-\(count)"
          guard
            let answer = try? client.send(
              "POST", "/v1/maatregelen", token: token, headers: ["Idempotency-Key: \(kenmerk)"], json: body(kenmerk))
          else { return }
          told.withLock {
            if answer.status == 201 {
              $0.kenmerken.append(kenmerk)
            } else {
              $0.refusals.append("\(answer.status) \(answer.text)")
            }
          }
        }
      }
      thread.stackSize = 1 << 20
      thread.start()
      return ended
    }

    private static let integrity = SQLStatement("PRAGMA integrity_check")
    private static let foreignKeys = SQLStatement("PRAGMA foreign_key_check")
    private static let rows = SQLStatement(
      """
      SELECT m.kenmerk, (SELECT count(*) FROM logboek l WHERE l.bron = 'maatregel' AND l.kenmerk = m.kenmerk),
        (SELECT count(*) FROM maatregel_gronden g WHERE g.rij = m.rij)
      FROM maatregel m WHERE m.titel LIKE 'Proef m-%'
      """)

    /// Every acknowledged measure once, with its one version in the log and both its grounds; so is every other.
    private static func verify(_ database: String, _ expected: Set<String>, _ round: Int) throws {
      let connection = try SQLiteConnection.open(database, mode: .writer)
      defer { connection.close() }
      var findings: [String] = []
      try connection.query(integrity, []) { row in
        findings.append(row.text(0))
        return .next
      }
      #expect(findings == ["ok"], "round \(round)")
      try connection.query(foreignKeys, []) { row in
        Issue.record("round \(round): a row of \(row.text(0)) points nowhere")
        return .stop
      }
      var found: [String] = []
      try connection.query(rows, []) { row in
        found.append(row.text(0))
        #expect(row.integer(1) == 1 && row.integer(2) == 2, "round \(round): \(row.text(0))")
        return .next
      }
      #expect(Set(found).count == found.count, "round \(round)")
      #expect(expected.subtracting(found) == [], "round \(round)")
    }
  }
}
