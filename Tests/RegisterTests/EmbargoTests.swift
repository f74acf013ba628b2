import Bytes
import Foundation
import SQLiteStore
import Testing

@testable import Register

/// What happened before the end of an embargo is not for the public, not as a number or a time either.
struct EmbargoTests {
  /// Edited twice while the embargo runs, and then public.
  private func over(_ body: JSONObject) throws -> (register: TestRegister, kenmerk: String, szw: Caller) {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    var body = body
    body["titel"] = "Later"
    body["betrokkenen"] = [["organisatie": "szw", "rol": "verantwoordelijk"]]
    let end = Timestamp.now + 3_600
    body["publicatie"] = ["status": "gepubliceerd", "embargoTot": .string(end.description)]
    let made = try register.create("maatregel", .object(body), by: szw)
    #expect(made.etag == "\"1-c1\"")
    func change(_ patch: JSON, _ match: String) throws -> String {
      guard case .updated(let item) = try register.patch("maatregel", made.kenmerk, patch, match: match, by: szw)
      else { throw TestRegister.Missing() }
      return item.etag
    }
    // Of no plan that anyone knew, so without a reason.
    #expect(try change(["plan": ["gereedGepland": "2027"]], "\"1-c1\"") == "\"1-c2\"")
    #expect(throws: RegisterError.stale(current: "\"1-c2\"")) { _ = try change(["doel": "A"], "\"1-c1\"") }
    #expect(try change(["plan": ["gereedGepland": "2028"], "doel": "B"], "\"1-c2\"") == "\"1-c3\"")
    #expect(throws: RegisterError.notDiscardable) {
      try register.submit(
        Command(
          resource: .maatregel, operation: .discard(kenmerk: made.kenmerk), condition: .ifMatchAny, caller: szw,
          now: .now))
    }
    return (register, made.kenmerk, szw)
  }

  private func end(_ register: TestRegister) throws {
    register.writer.stop()
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    let ledger = try Ledger(connection: connection)
    try connection.transaction {
      try ledger.endEmbargoes(at: Timestamp.now + 3_600)
      try ledger.flush()
    }
  }

  @Test func `the public first sees version 1, made when it could see it, with no change of a plan before it`() throws {
    let (register, kenmerk, szw) = try over(["plan": ["gereedGepland": "2026"]])
    #expect(throws: RegisterError.notFound(resource: "maatregel", kenmerk: kenmerk)) {
      try register.json("maatregel", kenmerk)
    }
    #expect(try register.json("maatregel", kenmerk, as: szw)["conceptversie"] == 3)
    try end(register)
    let seen = try register.json("maatregel", kenmerk)
    #expect(try register.etag(kenmerk) == "\"1\"")
    #expect(seen["versie"] == 1)
    #expect(seen["conceptversie"] == nil)
    #expect(seen["aangemaaktOp"] == seen["gewijzigdOp"])
    #expect(seen["uitloop"]?["verschuivingen"] == 0)
    #expect(try register.list("planwijziging") == [])
    #expect(try register.reader.versions(.maatregel, kenmerk, for: .everyone).map(\.versie) == [1])
    #expect(try register.reader.versions(.maatregel, kenmerk, for: szw).map(\.conceptversie) == [1, 2, 3, nil])
    #expect(try VerificationTests.faults(register) == [])
  }

  private func move(
    _ register: TestRegister, _ kenmerk: String, _ body: JSON, _ match: String, by caller: Caller
  ) throws -> String {
    let outcome = try register.submit(
      Command(
        resource: .maatregel, operation: .transition(kenmerk: kenmerk, body), condition: .ifMatch([match]),
        caller: caller, now: .now))
    guard case .updated(let item) = outcome else { throw TestRegister.Missing() }
    return item.etag
  }

  @Test func `an embargo that runs is moved, and lifted, by who may publish`() throws {
    let (register, kenmerk, szw) = try over(["plan": ["gereedGepland": "2026"]])
    let later = Timestamp.now + 7_200
    let moved = try move(
      register, kenmerk, ["naar": "gepubliceerd", "embargoTot": .string(later.description)], "\"1-c3\"", by: szw)
    #expect(moved == "\"1-c4\"")
    let own = try register.json("maatregel", kenmerk, as: szw)
    #expect(own["publicatie"]?["embargoTot"]?.asString == later.description)
    #expect(throws: RegisterError.notFound(resource: "maatregel", kenmerk: kenmerk)) {
      try register.json("maatregel", kenmerk)
    }
    // To say nothing of the embargo changes nothing of it.
    #expect(throws: RegisterError.transition(from: "gepubliceerd", to: "gepubliceerd")) {
      try move(register, kenmerk, ["naar": "gepubliceerd"], "\"1-c4\"", by: szw)
    }
    #expect(throws: RegisterError.self) {
      try move(
        register, kenmerk, ["naar": "gepubliceerd", "embargoTot": .null], "\"1-c4\"",
        by: register.caller(.editor, "vws"))
    }
    let lifted = try move(
      register, kenmerk, ["naar": "gepubliceerd", "embargoTot": .null], "\"1-c4\"", by: szw)
    #expect(lifted == "\"1\"")
    let seen = try register.json("maatregel", kenmerk)
    #expect(seen["versie"] == 1 && seen["aangemaaktOp"] == seen["gewijzigdOp"])
    #expect(try register.reader.versions(.maatregel, kenmerk, for: .everyone).map(\.versie) == [1])
    // What is public has no embargo to move.
    #expect(throws: RegisterError.transition(from: "gepubliceerd", to: "gepubliceerd")) {
      try move(
        register, kenmerk, ["naar": "gepubliceerd", "embargoTot": .string(later.description)], "\"1\"", by: szw)
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a draft that was long in the making is as old as its publication`() throws {
    let register = try TestRegister(now: Timestamp.now + -1_000)
    let szw = try register.caller(.editor, "szw")
    let draft = try register.create("maatregel", ["titel": "Lang bedacht"], by: szw)
    let begun = try register.json("maatregel", draft.kenmerk, as: szw)["aangemaaktOp"]?.asString
    // To be told of a moment is to make the next change a later one.
    #expect(try register.changes.promise(Timestamp.now + 60, now: Timestamp.now + 60))
    _ = try register.transition(draft.kenmerk, to: "vrijgegeven", match: "\"0-c1\"", by: szw)
    _ = try register.transition(draft.kenmerk, to: "gepubliceerd", match: "\"0-c2\"", by: szw)
    let seen = try register.json("maatregel", draft.kenmerk)
    #expect(seen["aangemaaktOp"]?.asString ?? "" > begun ?? "9")
    #expect(seen["aangemaaktOp"] == seen["gewijzigdOp"])
    // And stays so.
    #expect(try register.changes.promise(Timestamp.now + 120, now: Timestamp.now + 120))
    _ = try register.patch("maatregel", draft.kenmerk, ["doel": "C"], match: "\"1\"", by: szw)
    #expect(try register.json("maatregel", draft.kenmerk)["aangemaaktOp"] == seen["aangemaaktOp"])
    #expect(try VerificationTests.faults(register) == [])
  }
}
