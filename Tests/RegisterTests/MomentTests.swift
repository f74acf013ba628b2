import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

/// Nothing is said of a moment that may still change.
struct MomentTests {
  /// A writing connection whose commits wait until they are let go.
  final class HeldConnection: SQLConnection, @unchecked Sendable {
    private let connection: any SQLConnection
    let isWritten = DispatchSemaphore(value: 0)
    let letGo = DispatchSemaphore(value: 0)
    let isHeld = Locked(false)

    init(_ connection: any SQLConnection) { self.connection = connection }

    func transaction<R>(_ body: () throws -> R) throws -> R {
      try connection.transaction {
        let result = try body()
        if isHeld.withLock({ $0 }) {
          isWritten.signal()
          letGo.wait()
        }
        return result
      }
    }

    var dialect: Dialect { connection.dialect }
    func query(_ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep) throws {
      try connection.query(statement, arguments, body)
    }
    func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int {
      try connection.run(statement, arguments)
    }
    func executeScript(_ text: String) throws(SQLError) { try connection.executeScript(text) }
    func savepoint<R>(_ body: () throws -> R) throws -> R { try connection.savepoint(body) }
    func snapshot<R>(_ body: () throws -> R) throws -> R { try connection.snapshot(body) }
    var changedRows: Int64 { connection.changedRows }
    var lastInsertedRow: Int64 { connection.lastInsertedRow }
    var stepBudget: Int? {
      get { connection.stepBudget }
      set { connection.stepBudget = newValue }
    }
  }

  @Test func `while a write is under way its moment cannot be asked, and before it what was is told for good`() throws {
    let first = try TestRegister(now: Timestamp.now + -100)
    let szw = try first.caller(.editor, "szw")
    first.writer.stop()
    let changes = ChangeNumbers()
    let held = HeldConnection(try SQLiteConnection.open(first.path, mode: .writer))
    let writer = try RegisterWriter(connection: held, changes: changes)
    defer { writer.stop() }
    let reader = RegisterReader(
      connection: try SQLiteConnection.open(first.path, mode: .reader), changes: changes)
    func goal(at moment: Timestamp) throws -> JSON {
      let item = try reader.item(.maatregel, "m-registratie", .at(moment), for: .everyone)
      return try JSON.parse(item.json)["doel"] ?? .null
    }

    held.isHeld.withLock { $0 = true }
    let done = DispatchSemaphore(value: 0)
    let moment = Timestamp.now
    writer.submit(
      Command(
        resource: .maatregel, operation: .patch(kenmerk: "m-registratie", ["doel": "Later"]),
        condition: .ifMatchAny, caller: szw, now: moment)
    ) { _ in done.signal() }
    held.isWritten.wait()
    held.isHeld.withLock { $0 = false }
    #expect(try goal(at: moment + -1).isNull)
    for asked in [moment, Timestamp.now] {
      #expect(throws: RegisterError.momentUnderWay) { try goal(at: asked) }
      var query = ListQuery(resource: "maatregel")
      #expect(throws: RegisterError.momentUnderWay) {
        try reader.condition(
          .maatregel, key: "beschikbaarOp", value: asked.description, for: .everyone, into: &query)
      }
      #expect(throws: RegisterError.momentUnderWay) {
        try reader.question(
          .signalen, kenmerk: nil, [("beschikbaarOp", asked.description)], for: .everyone,
          today: Day.inAmsterdam(at: .now))
      }
    }
    held.letGo.signal()
    done.wait()
    #expect(try goal(at: moment) == "Later")
    #expect(try goal(at: moment + -1).isNull)
  }

  @Test func `a write that is refused leaves no moment under way`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    #expect(throws: RegisterError.self) {
      try register.patch("maatregel", "m-registratie", ["titel": .null], match: "\"1\"", by: szw)
    }
    #expect(try register.changes.promise(.now))
  }

  @Test func `the clock put back gives no earlier moment than was recorded or told of`() throws {
    let changes = ChangeNumbers()
    let noon = Timestamp(rfc3339: "2026-11-21T12:00:00Z")!
    #expect(changes.begin(noon, after: noon + -60) == noon)
    changes.settle()
    #expect(changes.begin(noon + -3_600, after: noon) == noon)
    changes.settle()
    #expect(try changes.promise(noon + 5, now: noon + 5))
    #expect(changes.begin(noon + -3_600, after: noon) == noon + 6)
    // Of what is under way nothing is promised, also when another write of the batch is later.
    #expect(changes.begin(noon + 60, after: noon + 6) == noon + 60)
    #expect(throws: RegisterError.momentUnderWay) { try changes.promise(noon + 6, now: noon + 90) }
    #expect(try changes.promise(noon + 5, now: noon + 90))
  }

  @Test func `a server that stopped is kept to what it told`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let told = Timestamp.now
    #expect(try register.json("maatregel", "m-registratie", .at(told))["doel"] == .null)
    register.writer.stop()
    let changes = ChangeNumbers()
    let writer = try RegisterWriter(
      connection: try SQLiteConnection.open(register.path, mode: .writer), changes: changes)
    let done = DispatchSemaphore(value: 0)
    writer.submit(
      Command(
        resource: .maatregel, operation: .patch(kenmerk: "m-registratie", ["doel": "Nieuw"]),
        condition: .ifMatchAny, caller: szw, now: told)
    ) { _ in done.signal() }
    done.wait()
    writer.stop()
    #expect(try register.json("maatregel", "m-registratie")["doel"] == "Nieuw")
    #expect(try register.json("maatregel", "m-registratie", .at(told))["doel"] == .null)
  }
}
