import Bytes
import Register
import Testing

/// What is refused at the door because of other rows, or of the day.
struct DoorTests {
  private func refused(_ body: () throws -> Void) -> [FieldError] {
    do {
      try body()
      return []
    } catch {
      if case .invalid(let faults)? = error as? RegisterError { return faults }
      return []
    }
  }

  @Test(arguments: ["opvolger", "onderdeelVan"])
  func `an organisation is no part of itself and does not succeed itself, not by way of others either`(
    field: String
  ) throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    func link(_ kenmerk: String, _ to: String?) throws {
      _ = try register.patch(
        "organisatie", kenmerk, [field: .text(to)], match: "\"\(version(kenmerk))\"", by: administrator)
    }
    func version(_ kenmerk: String) throws -> Int {
      try register.json("organisatie", kenmerk)["versie"]?.asInt ?? 0
    }
    let ring = [FieldError("/\(field)", .rule(code: "kring"))]
    #expect(refused { try link("szw", "szw") } == ring)
    try link("szw", "vws")
    try link("vws", "jenv")
    #expect(refused { try link("jenv", "szw") } == ring)
    #expect(refused { try link("vws", "szw") } == ring)
    try link("vws", nil)
    try link("jenv", "szw")
    #expect(try register.list("organisatie", [(field, "szw")]) == ["jenv"])
  }

  @Test func `an import with a ring is refused, at the rows in it`() {
    var rows = TestRegister.programme
    for (kenmerk, above) in [("a-dienst", "b-dienst"), ("b-dienst", "a-dienst"), ("c-dienst", "a-dienst")] {
      rows.append(
        (
          "organisatie",
          [
            "kenmerk": .string(kenmerk), "naam": .string(kenmerk), "soort": "zbo", "onderdeelVan": .string(above),
          ]
        ))
    }
    let ring = FieldError("/onderdeelVan", .rule(code: "kring"))
    do {
      _ = try TestRegister(rows)
      Issue.record("it was imported")
    } catch {
      #expect((error as? RegisterImport.Faults)?.list.map(\.error) == [ring, ring])
    }
  }

  @Test func `a report is about a day that has come`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let today = Day.inAmsterdam(at: .now)
    func report(_ day: Day) throws {
      _ = try register.create(
        "voortgangsmelding",
        [
          "peildatum": .string(day.description), "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema",
          "toelichting": "Loopt",
        ], by: szw, parent: "m-registratie")
    }
    #expect(refused { try report(today + 1) } == [FieldError("/peildatum", .inFuture)])
    #expect(refused { try report(today + 36_500) } == [FieldError("/peildatum", .inFuture)])
    try report(today)
    #expect(try register.list("voortgangsmelding").count == 1)
  }
}
