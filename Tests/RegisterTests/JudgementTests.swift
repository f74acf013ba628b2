import Bytes
import Register
import Testing

struct JudgementTests {
  private func judge(
    _ round: Round, _ measure: String, _ colour: String, _ level: String, on day: String = "2026-03-01",
    correcting: String? = nil
  ) throws -> Item {
    try round.register.create(
      "oordeel",
      [
        "peildatum": .string(day), "kleur": .string(colour), "motivering": "geheim woord",
        "zichtbaarheid": .string(level), "corrigeert": .text(correcting),
      ], by: round.bureau, parent: measure)
  }

  @Test(arguments: [
    ("bureau", ["beheerder", "bureau"]), ("interdepartementaal", ["beheerder", "bureau", "lezer", "redacteur"]),
    ("openbaar", ["beheerder", "bureau", "lezer", "openbaar", "redacteur"]),
  ])
  func `a judgement shows to those it is for and moves nothing for others`(level: String, seers: [String]) throws {
    let round = try Round()
    try round.report("m-registratie", at: "2098-03-10T12:00:00Z", by: round.szw)
    let callers: [(String, Caller)] = [
      ("openbaar", .everyone), ("lezer", try round.register.caller(.reader, "vws")), ("redacteur", round.szw),
      ("bureau", round.bureau), ("beheerder", try round.register.caller(.administrator, "szw")),
    ]
    let before = callers.map { round.register.changes.number(for: $0.1.visibilityClass) }
    let made = try judge(round, "m-registratie", "rood", level)
    for (index, (name, caller)) in callers.enumerated() {
      let sees = seers.contains(name)
      #expect(try round.register.list("oordeel", as: caller) == (sees ? [made.kenmerk] : []), "\(name)")
      #expect(
        try round.register.list("oordeel", [("search", "geheim")], as: caller) == (sees ? [made.kenmerk] : []))
      #expect(
        try round.register.list("maatregel", [("heeft", "oordeel")], as: caller) == (sees ? ["m-registratie"] : []))
      #expect(
        try round.register.list("maatregel", [("oordeelWijktAf", "true")], as: caller)
          == (sees ? ["m-registratie"] : []))
      #expect(
        try round.signals([("soort", "oordeel-wijkt-af")], as: caller)
          == (sees ? ["oordeel-wijkt-af m-registratie"] : []))
      let moved = round.register.changes.number(for: caller.visibilityClass) != before[index]
      #expect(moved == sees, "\(name)")
      if !sees {
        #expect(throws: RegisterError.notFound(resource: "oordeel", kenmerk: made.kenmerk)) {
          _ = try round.register.json("oordeel", made.kenmerk, as: caller)
        }
      }
    }
  }

  @Test(arguments: ["bureau", "interdepartementaal"])
  func `publishing a measure does not publish what was judged of its draft`(level: String) throws {
    let round = try Round()
    let administrator = try round.register.caller(.administrator, "ncdr")
    let draft = try round.register.create("maatregel", ["kenmerk": "m-nieuw", "titel": "Nieuw"], by: round.szw)
    let made = try round.register.create(
      "oordeel",
      [
        "peildatum": "2026-03-01", "kleur": "rood", "motivering": "geheim woord", "zichtbaarheid": .string(level),
      ], by: administrator, parent: draft.kenmerk)
    #expect(try round.register.list("oordeel", as: round.bureau) == [])
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-03-02T12:00:00Z", by: round.szw)
    #expect(try round.register.list("oordeel", as: .everyone) == [])
    _ = try round.transition(draft, to: "gepubliceerd", at: "2098-03-03T12:00:00Z", by: round.szw)
    #expect(try round.register.list("maatregel").contains("m-nieuw"))
    #expect(try round.register.list("oordeel") == [])
    #expect(try round.register.list("oordeel", as: round.vws) == (level == "bureau" ? [] : [made.kenmerk]))
    #expect(try round.register.list("oordeel", as: round.bureau) == [made.kenmerk])
  }

  @Test func `a corrected judgement no longer counts for those who see the correction`() throws {
    let round = try Round()
    try round.report("m-registratie", at: "2098-03-10T12:00:00Z", by: round.szw)
    let first = try judge(round, "m-registratie", "rood", "openbaar")
    let second = try judge(round, "m-registratie", "groen", "bureau", correcting: first.kenmerk)
    let asked = [(key: "soort", value: "oordeel-wijkt-af")]
    #expect(try round.signals(asked, as: round.bureau) == [])
    #expect(try round.signals(asked, as: .everyone) == ["oordeel-wijkt-af m-registratie"])
    // To the public this is simply the later one.
    _ = try judge(round, "m-registratie", "groen", "openbaar", correcting: second.kenmerk)
    #expect(try round.signals(asked, as: .everyone) == [])
  }

  @Test(arguments: [
    ("op-schema", "oranje", true), ("op-schema", "rood", true), ("op-schema", "groen", false),
    ("op-schema", "grijs", false), ("vertraagd", "groen", true), ("vertraagd", "rood", false),
    ("licht-vertraagd", "groen", false), ("niet-van-toepassing", "rood", false),
  ])
  func `report and judgement disagree when one says well and the other not`(
    schedule: String, colour: String, differs: Bool
  ) throws {
    let round = try Round()
    try round.report("m-registratie", at: "2098-03-10T12:00:00Z", by: round.szw, ["schema": .string(schedule)])
    _ = try judge(round, "m-registratie", colour, "openbaar")
    let found = try round.register.list("maatregel", [("oordeelWijktAf", "true")])
    #expect(found == (differs ? ["m-registratie"] : []))
    let others = try round.register.list("maatregel", [("oordeelWijktAf", "false")])
    #expect(others.count == (differs ? 3 : 4))
  }
}
