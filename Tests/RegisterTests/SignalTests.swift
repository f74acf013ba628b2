import Bytes
import Register
import Testing

struct SignalTests {
  @Test(arguments: [
    ("2024-06", "in-uitvoering", "2024-06-30", false), ("2024-06", "in-uitvoering", "2024-07-01", true),
    ("2024-06", "afgerond", "2024-07-01", false), ("2024-06", "gestopt", "2024-07-01", false),
    ("2024-06", "vervallen", "2024-07-01", false), ("2024-06", "opgeschort", "2024-07-01", true),
    ("2024", "onbekend", "2024-12-31", false), ("2024", "onbekend", "2025-01-01", true),
  ])
  func `a measure is overdue from the first day that is surely after its planned end`(
    end: String, status: String, today: String, isOverdue: Bool
  ) throws {
    let round = try Round(more: [
      (
        "maatregel",
        [
          "kenmerk": "m-laat", "titel": "Laat", "uitvoeringsstatus": .string(status),
          "plan": ["gereedGepland": .string(end)], "betrokkenen": [["organisatie": "szw", "rol": "verantwoordelijk"]],
        ]
      )
    ])
    let found = try round.signals(
      [("soort", "over-tijd"), ("organisatie", "szw")], as: .everyone, on: Day(today)!)
    #expect(found == (isOverdue ? ["over-tijd m-laat"] : []))
  }

  @Test func `a measure in execution is silent when its last published report speaks of too long ago`() throws {
    let round = try Round()
    let asked = [(key: "soort", value: "stil")]
    // Never reported on: silent since it was recorded, which in this test is now.
    let today = Day.inAmsterdam(at: .now)
    #expect(try round.signals(asked, as: .everyone, on: today.addingMonths(6)) == [])
    #expect(try round.signals(asked, as: .everyone, on: today.addingMonths(6) + 5) == ["stil m-school"])
    try round.report("m-school", at: "2098-03-10T12:00:00Z", by: round.ocw, ["peildatum": "2098-02-27"])
    #expect(try round.signals(asked, as: .everyone, on: Day("2098-08-27")!) == [])
    #expect(try round.signals(asked, as: .everyone, on: Day("2098-08-28")!) == ["stil m-school"])
    #expect(try round.signals(asked + [("maanden", "7")], as: .everyone, on: Day("2098-08-28")!) == [])
    #expect(try round.signals(asked + [("organisatie", "szw")], as: .everyone, on: Day("2098-08-28")!) == [])
  }

  @Test func `an embargo shows as a signal to those who see through it, in its last fourteen days`() throws {
    let round = try Round()
    let draft = try round.register.create("maatregel", ["kenmerk": "m-embargo", "titel": "Straks"], by: round.szw)
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-03-01T12:00:00Z", by: round.szw)
    _ = try round.transition(
      draft, to: "gepubliceerd", at: "2098-03-01T12:00:00Z", by: round.szw, ["embargoTot": "2099-04-10T10:00:00Z"])
    let asked = [(key: "soort", value: "embargo-eindigt")]
    let day = Day("2099-03-27")!
    for caller in [round.szw, round.bureau] {
      #expect(try round.signals(asked, as: caller, on: day) == ["embargo-eindigt m-embargo"])
      #expect(try round.signals(asked, as: caller, on: day - 1) == [])
    }
    for caller in [Caller.everyone, round.vws] { #expect(try round.signals(asked, as: caller, on: day) == []) }
  }

  @Test func `a letter that is not known to have gone to both Houses is a signal`() throws {
    let houses: [(String, JSON)] = ["tweede-kamer", "eerste-kamer"].map {
      ("organisatie", ["kenmerk": .string($0), "naam": .string($0), "soort": "kamer"])
    }
    func letter(_ kenmerk: String, _ kind: String, _ houses: [String]) -> (String, JSON) {
      (
        "document",
        [
          "kenmerk": .string(kenmerk), "soort": .string(kind), "titel": .string(kenmerk), "afzenders": ["szw"],
          "gezondenAan": .array(houses.map { ["aan": .string($0)] }),
        ]
      )
    }
    let round = try Round(
      more: houses + [
        letter("brief-beide", "kamerbrief", ["tweede-kamer", "eerste-kamer"]),
        letter("brief-een", "kamerbrief", ["eerste-kamer"]), letter("nota", "nota", []),
      ])
    #expect(
      try round.signals([("soort", "niet-aan-kamer"), ("organisatie", "szw")], as: .everyone)
        == ["niet-aan-kamer brief-een"])
    // `brief` of the programme itself has no addressee at all.
    #expect(
      try round.signals([("soort", "niet-aan-kamer")], as: .everyone)
        == ["niet-aan-kamer brief", "niet-aan-kamer brief-een"])
  }

  @Test func `all signals together are those of each kind`() throws {
    let round = try Round()
    try round.answer()
    let kinds = [
      "over-tijd", "stil", "geen-verantwoordelijke", "geen-doel", "uitvraag-onbeantwoord", "oordeel-wijkt-af",
      "embargo-eindigt", "niet-aan-kamer",
    ]
    for caller in [Caller.everyone, round.szw, round.bureau] {
      let each = try kinds.flatMap { try round.signals([("soort", $0)], as: caller) }
      #expect(try round.signals(as: caller) == each)
      #expect(each.contains("over-tijd m-vierogen"))
    }
  }

  @Test(arguments: [
    ("soort", "alles"), ("soort", ""), ("maanden", "0"), ("maanden", "x"), ("maanden", "+6"), ("organisatie", "elfen"),
    ("soorten", "stil"),
  ])
  func `a report says what is wrong with its question`(key: String, value: String) throws {
    let round = try Round()
    do {
      _ = try round.signals([(key, value)], as: .everyone)
      Issue.record("taken")
    } catch RegisterError.invalid(let faults) {
      #expect(faults.map(\.location) == [key])
      #expect(faults.map(\.isInQuery) == [true])
    }
  }
}
