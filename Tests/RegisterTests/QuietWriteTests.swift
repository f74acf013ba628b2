import Bytes
import Testing

@testable import Register

/// What only some may read of a row that many read: kept like every other version, and verified (`QuietWrite`).
struct QuietWriteTests {
  private static func relation(_ kind: String) -> JSON {
    ["relaties": [["soort": .string(kind), "maatregel": "geheim"]]]
  }

  private func quiet(apart: Bool = false) throws -> (register: TestRegister, szw: Caller) {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    _ = try register.create("maatregel", ["kenmerk": "geheim", "titel": "Geheim"], by: szw)
    for kind in ["deel-van", "hangt-samen-met"] {
      if apart {
        let moment = Timestamp.now + (kind == "deel-van" ? 2 : 4)
        _ = try register.changes.promise(moment, now: moment)
      }
      _ = try register.patch(
        "maatregel", "m-registratie", Self.relation(kind), match: try register.etag("m-registratie", as: szw), by: szw)
    }
    return (register, szw)
  }

  @Test func `the log holds every quiet change, and the register has no fault`() throws {
    let (register, szw) = try quiet(apart: true)
    let faults = try VerificationTests.faults(register)
    #expect(faults == [])
    #expect(try register.reader.versions(.maatregel, "m-registratie", for: szw).map(\.versie) == [1, 1, 1])
    let seen = try register.reader.versions(.maatregel, "m-registratie", for: .everyone)
    #expect(seen.map(\.versie) == [1] && seen[0].until == nil)
    _ = try register.transition("geheim", to: "vrijgegeven", match: "\"0-c1\"", by: szw)
    _ = try register.transition("geheim", to: "gepubliceerd", match: "\"0-c2\"", by: szw)
    _ = try register.patch("maatregel", "m-registratie", ["doel": "Beter"], match: "\"1\"", by: szw)
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test(arguments: [
    ("UPDATE maatregel SET gewijzigd_op = gewijzigd_op - 1 WHERE kenmerk = 'm-registratie'", "gewijzigd_op"),
    ("UPDATE maatregel SET versie = 2 WHERE kenmerk = 'm-registratie'", "m-registratie: versie"),
  ])
  func `what was altered after a quiet change is found`(script: String, told: String) throws {
    let (register, _) = try quiet()
    try VerificationTests.damage(register, script)
    #expect(try VerificationTests.faults(register).contains { $0.contains(told) })
  }

  @Test func `each past moment answers as it did, to those who see the link and to those who do not`() throws {
    let start = Timestamp.now - 1_000
    let register = try TestRegister(now: start)
    let szw = try register.caller(.editor, "szw")
    func write(_ operation: Command.Operation, _ condition: Command.Precondition, at now: Timestamp) throws {
      _ = try register.submit(
        Command(resource: .maatregel, operation: operation, condition: condition, caller: szw, now: now))
    }
    try write(.create(["kenmerk": "geheim", "titel": "Geheim"]), .none, at: start + 10)
    var told: [(moment: Timestamp, own: JSON, seen: JSON)] = []
    for (index, kind) in ["deel-van", "hangt-samen-met", "vervangt"].enumerated() {
      let moment = start + 20 * (index + 1)
      let operation = Command.Operation.patch(kenmerk: "m-registratie", Self.relation(kind))
      try write(operation, .ifMatch([try register.etag("m-registratie", as: szw)]), at: moment)
      let own = try register.json("maatregel", "m-registratie", as: szw)
      told.append((moment + 5, own, try register.json("maatregel", "m-registratie")))
    }
    for (moment, own, seen) in told {
      #expect(try register.json("maatregel", "m-registratie", as: szw, .at(moment)) == own)
      #expect(try register.json("maatregel", "m-registratie", .at(moment)) == seen)
    }
    #expect(Set(told.map(\.own.text)).count == 3 && Set(told.map(\.seen.text)).count == 1)
  }

  @Test func `many rows at once name the version, unless they change what only some read`() throws {
    let (register, szw) = try quiet()
    func load(_ body: JSON) throws -> Outcome {
      try register.submit(
        Command(
          resource: .maatregel,
          operation: .bulk(Bulk(rows: [Bulk.Row(number: 1, body: body, isFlat: false)], isTrial: false)),
          condition: .none, caller: szw, now: .now))
    }
    #expect(throws: RegisterError.self) {
      try load(["kenmerk": "m-registratie", "versie": 1, "relaties": []])
    }
    guard case .imported(let result) = try load(["kenmerk": "m-registratie", "versie": 1, "doel": "Beter"]) else {
      throw TestRegister.Missing()
    }
    #expect(result.items.map(\.versie) == [2])
  }
}
