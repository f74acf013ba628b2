import Bytes
import Foundation
import Register
import SQL
import SQLiteStore

/// A register on a real file in a folder of its own, with a small programme in it, written to as the writer thread
/// would.
final class TestRegister {
  let folder: URL
  let path: String
  let changes = ChangeNumbers()
  let writer: RegisterWriter
  let reader: RegisterReader

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init(_ rows: [(String, JSON)] = TestRegister.programme, now: Timestamp = .now) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "npdr-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "npdr.sqlite").path
    let connection = try SQLiteConnection.open(path, mode: .writer)
    _ = try Migrator(folder: TestRegister.root.appending(path: "migrations/sqlite").path).apply(to: connection)
    _ = try RegisterImport(connection: connection).run(TestRegister.lines(rows), now: now)
    connection.close()
    writer = try RegisterWriter(connection: try SQLiteConnection.open(path, mode: .writer), changes: changes)
    reader = RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: changes)
  }

  deinit {
    writer.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  static func lines(_ rows: [(String, JSON)]) -> [RegisterImport.Row] {
    rows.enumerated().compactMap { index, row in
      Resource.named(row.0).map {
        RegisterImport.Row(resource: $0, file: "\($0.collection).jsonl", line: index + 1, body: row.1)
      }
    }
  }

  /// Three departments and the coordinator, three phases, a small tree of grounds, two programmes.
  static let programme: [(String, JSON)] = [
    ("fase", ["kenmerk": "erkennen-voorkomen", "naam": "Erkennen en voorkomen", "volgorde": 1]),
    ("fase", ["kenmerk": "herkennen-melden", "naam": "Herkennen en melden", "volgorde": 2]),
    ("domein", ["kenmerk": "zorg", "naam": "Zorg", "volgorde": 1]),
    ("domein", ["kenmerk": "jeugdzorg", "naam": "Jeugdzorg", "volgorde": 2, "bovenliggend": ["zorg"]]),
    ("grond", ["kenmerk": "np-gronden", "naam": "Gronden van het programma", "volgorde": 1, "verzamelknoop": true]),
    (
      "grond",
      [
        "kenmerk": "moslimdiscriminatie", "naam": "Moslimdiscriminatie", "volgorde": 2, "bovenliggend": ["np-gronden"],
        "aliassen": ["moslimhaat"],
      ]
    ),
    ("grond", ["kenmerk": "antisemitisme", "naam": "Antisemitisme", "volgorde": 3, "bovenliggend": ["np-gronden"]]),
    (
      "grond",
      ["kenmerk": "oude-grond", "naam": "Oude grond", "volgorde": 4, "geldigTot": "2020-01-01"]
    ),
    ("organisatie", ["kenmerk": "szw", "naam": "Ministerie van SZW", "afkorting": "SZW", "soort": "ministerie"]),
    ("organisatie", ["kenmerk": "vws", "naam": "Ministerie van VWS", "afkorting": "VWS", "soort": "ministerie"]),
    (
      "organisatie",
      [
        "kenmerk": "jenv", "naam": "Ministerie van JenV", "afkorting": "JenV", "soort": "ministerie",
        "werkwijze": "vier-ogen",
      ]
    ),
    ("organisatie", ["kenmerk": "ncdr", "naam": "Nationaal Coördinator", "soort": "coordinator"]),
    ("organisatie", ["kenmerk": "politie", "naam": "Politie", "soort": "politie"]),
    ("programma", ["kenmerk": "np-2022", "naam": "Nationaal Programma 2022", "soort": "nationaal-programma"]),
    ("document", ["kenmerk": "brief", "soort": "kamerbrief", "titel": "Aanbiedingsbrief"]),
    ("document", ["kenmerk": "intern", "soort": "nota", "titel": "Interne nota", "openbaar": false]),
    (
      "maatregel",
      [
        "kenmerk": "m-registratie", "titel": "Registratie van moslimdiscriminatie", "reikwijdte": "specifiek",
        "gronden": ["moslimdiscriminatie"], "fasen": ["herkennen-melden"],
        "betrokkenen": [
          ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "politie", "rol": "uitvoerder"],
        ],
        "programmas": [["programma": "np-2022", "opname": "opgenomen"]], "afgeleid": ["fasen/herkennen-melden"],
        "bronnen": [["document": "brief", "regel": 47]],
      ]
    ),
    (
      "maatregel",
      [
        "kenmerk": "m-training", "titel": "Training voor de jeugdzorg", "reikwijdte": "generiek",
        "domeinen": ["jeugdzorg"], "uitvoeringsstatus": "afgerond",
        "betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]],
        "bronnen": [["document": "intern", "citaat": "geheim citaat"], ["url": "https://www.example.nl/a"]],
      ]
    ),
    (
      "maatregel",
      [
        "kenmerk": "m-vierogen", "titel": "Strategie tegen antisemitisme",
        "betrokkenen": [["organisatie": "jenv", "rol": "verantwoordelijk"]], "gronden": ["antisemitisme"],
        "plan": ["startGepland": "2024", "gereedGepland": "2024-06"],
      ]
    ),
  ]

  // MARK: Callers

  func caller(_ role: Caller.Role, _ organisation: String) throws -> Caller {
    let connection = try SQLiteConnection.open(path, mode: .writer)
    defer { connection.close() }
    let made = try Tokens.create(
      organisation: organisation, role: role, expires: nil, now: .now, connection)
    let digest = SHA256.digest(of: made.secret)
    guard let caller = try reader.caller(tokenDigest: digest, at: .now) else { throw Missing() }
    return caller
  }

  struct Missing: Error {}

  // MARK: Doing things

  func submit(_ command: Command) throws -> Outcome {
    let done = DispatchSemaphore(value: 0)
    let result = Locked<Result<Outcome, any Error>?>(nil)
    writer.submit(command) { outcome in
      result.withLock { $0 = outcome }
      done.signal()
    }
    done.wait()
    return try result.withLock { $0 }!.get()
  }

  @discardableResult
  func create(
    _ resource: String, _ body: JSON, by caller: Caller, parent: String? = nil, key: String? = nil
  ) throws -> Item {
    let idempotency = key.map {
      Command.Idempotency(key: $0, path: "/v1/\(resource)", bodyDigest: SHA256.digest(of: body.encoded()))
    }
    let outcome = try submit(
      Command(
        resource: Resource.named(resource)!, operation: .create(body), condition: .none, caller: caller, now: .now,
        idempotency: idempotency, parent: parent))
    guard case .created(let item) = outcome else { throw Missing() }
    return item
  }

  func patch(
    _ resource: String, _ kenmerk: String, _ body: JSON, match: String?, by caller: Caller, draft: Bool = false
  ) throws -> Outcome {
    try submit(
      Command(
        resource: Resource.named(resource)!, operation: .patch(kenmerk: kenmerk, body),
        condition: match.map { .ifMatch([$0]) } ?? .none, caller: caller, now: .now, draft: draft))
  }

  /// - Parameter embargo: as it is sent: `.null` lifts one that runs.
  func transition(
    _ kenmerk: String, to status: String, match: String, by caller: Caller, reason: String? = nil, embargo: JSON? = nil
  ) throws -> Outcome {
    var order: JSONObject = ["naar": .string(status), "reden": .text(reason)]
    if let embargo { order["embargoTot"] = embargo }
    return try submit(
      Command(
        resource: Resource.named("maatregel")!, operation: .transition(kenmerk: kenmerk, .object(order)),
        condition: .ifMatch([match]), caller: caller, now: .now))
  }

  func json(
    _ resource: String, _ kenmerk: String, as caller: Caller = .everyone,
    _ version: RegisterReader.Version = .standing
  ) throws -> JSON {
    try JSON.parse(reader.item(Resource.named(resource)!, kenmerk, version, for: caller).json)
  }

  func etag(_ kenmerk: String, as caller: Caller = .everyone) throws -> String {
    try reader.item(Resource.named("maatregel")!, kenmerk, for: caller).etag
  }

  /// The kenmerken of a list; `asked` are its filters.
  func list(_ resource: String, _ asked: [(String, String)] = [], as caller: Caller = .everyone) throws -> [String] {
    let query = try query(resource, asked, as: caller)
    var found: [String] = []
    _ = try reader.page(query, for: caller) { kenmerk, _ in found.append(kenmerk) }
    return found
  }

  func query(_ resource: String, _ asked: [(String, String)], as caller: Caller = .everyone) throws -> ListQuery {
    var query = ListQuery(resource: resource)
    query.limit = 200
    for (key, value) in asked {
      let faults = try reader.condition(Resource.named(resource)!, key: key, value: value, for: caller, into: &query)
      if !faults.isEmpty { throw RegisterError.invalid(faults) }
    }
    return query
  }
}
