import Bytes
import Foundation
import Register
import SQL
import SQLiteStore
import Testing

/// The project's own `data/`, read in as `npdr import data/` does.
struct RealProgrammeTests {
  static func rows() throws -> [RegisterImport.Row] {
    try Resource.all.flatMap { resource -> [RegisterImport.Row] in
      let file = TestRegister.root.appending(path: "data/\(resource.collection).jsonl")
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
      return try text.split(separator: "\n").enumerated().map { index, line in
        RegisterImport.Row(
          resource: resource, file: file.lastPathComponent, line: index + 1, body: try JSON.parse(String(line)))
      }
    }
  }

  private func store() throws -> (SQLiteConnection, URL) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npdr-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let connection = try SQLiteConnection.open(folder.appending(path: "npdr.sqlite").path, mode: .writer)
    _ = try Migrator(folder: TestRegister.root.appending(path: "migrations/sqlite").path).apply(to: connection)
    return (connection, folder)
  }

  @Test func `the whole programme is read in, and a second time changes nothing`() throws {
    let (connection, folder) = try store()
    defer {
      connection.close()
      try? FileManager.default.removeItem(at: folder)
    }
    let rows = try Self.rows()
    let first = try RegisterImport(connection: connection).run(rows)
    let created = Dictionary(uniqueKeysWithValues: first.tallies.map { ($0.collection, $0.tally.created) })
    let expected = [
      "maatregelen": 119, "financieringssecties": 8, "financieringsregels": 58, "moties": 20, "toezeggingen": 20,
      "indicatoren": 21, "metingen": 56, "gebeurtenissen": 51,
    ]
    for (collection, count) in expected { #expect(created[collection] == count, "\(collection)") }
    let second = try RegisterImport(connection: connection).run(rows)
    for (collection, tally) in second.tallies {
      #expect(tally.created + tally.changed + tally.kept == 0, "\(collection)")
    }
  }

  @Test func `a dry run says what would be done and does nothing`() throws {
    let (connection, folder) = try store()
    defer {
      connection.close()
      try? FileManager.default.removeItem(at: folder)
    }
    let rows = try Self.rows()
    let dry = try RegisterImport(connection: connection).run(rows, dryRun: true)
    let real = try RegisterImport(connection: connection).run(rows)
    #expect(dry == real)
  }

  @Test func `one bad row keeps all rows out, and is named with its file, line and field`() throws {
    let (connection, folder) = try store()
    defer {
      connection.close()
      try? FileManager.default.removeItem(at: folder)
    }
    var rows = try Self.rows()
    let bad: JSON = ["kenmerk": "m-fout", "titel": "Fout", "gronden": ["bestaat-niet"], "reikwijdte": "specifiek"]
    rows.append(.init(resource: Resource.named("maatregel")!, file: "maatregelen.jsonl", line: 120, body: bad))
    #expect {
      try RegisterImport(connection: connection).run(rows)
    } throws: { error in
      guard let faults = error as? RegisterImport.Faults else { return false }
      return faults.list.map(\.line) == [120] && faults.list.map(\.error.location) == ["/gronden/0"]
    }
    var count: Int64 = -1
    try connection.query(SQLStatement("SELECT count(*) FROM maatregel"), []) {
      count = $0.integer(0)
      return .stop
    }
    #expect(count == 0)
  }

  @Test func `every mark of the programme is on something that is there: taken away, it can be put back`() throws {
    let rows = try Self.rows()
    let register = try TestRegister(rows.map { ($0.resource.name, $0.body) })
    let administrator = try register.caller(.administrator, "ncdr")
    let marked = rows.filter { !$0.resource.isAppendOnly && !($0.body["afgeleid"]?.asArray ?? []).isEmpty }
    #expect(marked.count > 100)
    for isGiven in [false, true] {
      // All at once: the writer commits what waits together.
      let faults = Locked<[String]>([])
      let done = DispatchGroup()
      for row in marked {
        let marks = isGiven ? row.body["afgeleid"] ?? [] : []
        done.enter()
        register.writer.submit(
          Command(
            resource: row.resource,
            operation: .patch(kenmerk: row.body["kenmerk"]?.asString ?? "", ["afgeleid": marks]),
            condition: .ifMatchAny, caller: administrator, now: .now)
        ) { result in
          if case .failure(let error) = result {
            faults.withLock { $0.append("\(row.body["kenmerk"] ?? .null): \(error)") }
          }
          done.leave()
        }
      }
      done.wait()
      #expect(faults.withLock { $0 } == [])
    }
  }
}
