import Bytes
import SQL
import SQLiteStore

@testable import Register

extension TestRegister {
  /// What the clock does at `moment`, and then `body`; the writer's thread has stopped.
  func later(_ moment: Timestamp, _ body: (Ledger) throws -> Void = { _ in }) throws {
    writer.stop()
    let connection = try SQLiteConnection.open(path, mode: .writer)
    defer { connection.close() }
    let ledger = try Ledger(connection: connection)
    try connection.transaction {
      try ledger.endEmbargoes(at: moment)
      try body(ledger)
      try ledger.flush()
    }
  }

  @discardableResult
  func move(
    _ kenmerk: String, _ body: JSON, _ match: String, by caller: Caller, of resource: String = "maatregel"
  ) throws -> String {
    let outcome = try submit(
      Command(
        resource: Resource.named(resource)!, operation: .transition(kenmerk: kenmerk, body),
        condition: .ifMatch([match]), caller: caller, now: .now))
    guard case .updated(let item) = outcome else { throw Missing() }
    return item.etag
  }

  func change(
    _ kenmerk: String, _ patch: JSON, _ match: String, by caller: Caller, draft: Bool = false
  ) throws -> String {
    guard case .updated(let item) = try self.patch("maatregel", kenmerk, patch, match: match, by: caller, draft: draft)
    else { throw Missing() }
    return item.etag
  }

  /// A progress report; `more` is what it has besides.
  @discardableResult
  func report(
    on measure: String, _ status: String, _ more: JSON = [:], day: String = "2024-06-30", by caller: Caller
  ) throws -> Item {
    let body: JSON = [
      "peildatum": .string(day), "uitvoeringsstatus": .string(status), "schema": "op-schema",
      "toelichting": "Wat er is gebeurd.",
    ]
    return try create("voortgangsmelding", MergePatch.apply(more, to: body), by: caller, parent: measure)
  }

  static func hidden(until moment: Timestamp) -> JSON {
    ["status": "gepubliceerd", "embargoTot": .string(moment.description)]
  }
}
