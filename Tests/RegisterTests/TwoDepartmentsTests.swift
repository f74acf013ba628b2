import Bytes
import Testing

@testable import Register

/// Two departments answer for one measure and do not wait for each other: nobody's words are lost, published in the name
/// of the other, or known before their time.
struct TwoDepartmentsTests {
  private let register: TestRegister
  private let szw: Caller
  private let vws: Caller
  private let bureau: Caller

  private static let both: JSON = [
    ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "vws", "rol": "medeverantwoordelijk"],
  ]

  init() throws {
    register = try TestRegister()
    szw = try register.caller(.editor, "szw")
    vws = try register.caller(.editor, "vws")
    bureau = try register.caller(.administrator, "ncdr")
  }

  private func make(_ more: JSON = [:]) throws -> Item {
    let body: JSON = ["titel": "Van twee", "betrokkenen": Self.both, "publicatie": ["status": "gepubliceerd"]]
    return try register.create("maatregel", MergePatch.apply(more, to: body), by: szw)
  }

  private func draft(_ kenmerk: String, as caller: Caller) throws -> Item {
    try register.reader.item(.maatregel, kenmerk, .draft, for: caller)
  }

  @Test(arguments: [true, false])
  func `a report of one under an embargo says nothing of the measure to the other`(isEmbargoed: Bool) throws {
    let now = Timestamp.now
    let until = now + 7_200
    let measure = try make([
      "uitvoeringsstatus": "in-uitvoering",
      "publicatie": isEmbargoed ? TestRegister.hidden(until: now + 3_600) : ["status": "concept"],
    ])
    let before = try register.json("maatregel", measure.kenmerk, as: szw)
    let end: JSON = ["gereedWerkelijk": "2024-06-30", "publicatie": TestRegister.hidden(until: until)]
    try register.report(on: measure.kenmerk, "afgerond", end, by: vws)
    #expect(try register.list("voortgangsmelding", as: szw) == [])
    #expect(try register.json("maatregel", measure.kenmerk, as: szw) == before)
    #expect(try register.etag(measure.kenmerk, as: szw) == measure.etag)
    if !isEmbargoed { return }
    try register.later(now + 3_601)
    #expect(try register.json("maatregel", measure.kenmerk)["uitvoeringsstatus"] == "in-uitvoering")
    try register.later(until + 1)
    #expect(try register.json("maatregel", measure.kenmerk)["uitvoeringsstatus"] == "afgerond")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `one who alone owns a measure sees its state follow what he reports under an embargo`() throws {
    let hidden = TestRegister.hidden(until: .now + 3_600)
    let measure = try register.create("maatregel", ["titel": "Alleen van SZW", "publicatie": hidden], by: szw)
    try register.report(on: measure.kenmerk, "in-uitvoering", ["publicatie": hidden], by: szw)
    #expect(try register.json("maatregel", measure.kenmerk, as: szw)["uitvoeringsstatus"] == "in-uitvoering")
  }

  @Test func `an embargoed row and the draft beside it never have one tag`() throws {
    let measure = try make(["publicatie": TestRegister.hidden(until: .now + 3_600)])
    let kenmerk = measure.kenmerk
    var bodies: [String: [UInt8]] = [:]
    func expectTruth(_ comment: Comment) throws {
      let row = try register.reader.item(.maatregel, kenmerk, for: szw)
      for item in [row, try draft(kenmerk, as: szw)] {
        #expect(bodies[item.etag] == nil || bodies[item.etag] == item.json, comment)
        bodies[item.etag] = item.json
      }
    }
    var row = measure.etag
    _ = try register.change(kenmerk, ["titel": "Concept"], row, by: szw, draft: true)
    try expectTruth("drafted")
    for step in 0..<3 {
      row = try register.change(kenmerk, ["titel": .string("Rij \(step)")], row, by: szw)
      try expectTruth("row \(step)")
      let beside = try draft(kenmerk, as: szw).etag
      _ = try register.change(kenmerk, ["doel": .string("Concept \(step)")], beside, by: szw, draft: true)
      try expectTruth("draft \(step)")
    }
    let later: JSON = ["naar": "gepubliceerd", "embargoTot": .string((Timestamp.now + 7_200).description)]
    row = try register.move(kenmerk, later, row, by: szw)
    try expectTruth("moved")
    try register.report(on: kenmerk, "in-uitvoering", by: szw)
    try expectTruth("reported")
    // The draft's tag is none to change the row with.
    let stale = try draft(kenmerk, as: szw).etag
    #expect(throws: RegisterError.self) { _ = try register.change(kenmerk, ["titel": "Mis"], stale, by: szw) }
  }

  @Test func `who publishes a draft has seen the version it takes the place of`() throws {
    let measure = try make()
    let old = try register.change(measure.kenmerk, ["titel": "Van SZW"], measure.etag, by: szw, draft: true)
    _ = try register.change(measure.kenmerk, ["titel": "Van het bureau"], measure.etag, by: bureau)
    #expect(throws: RegisterError.self) {
      try register.move(measure.kenmerk, ["naar": "vrijgegeven"], old, by: szw)
    }
    let item = try draft(measure.kenmerk, as: szw)
    #expect(item.etag.hasPrefix("\"2-c"))
    #expect(try JSON.parse(item.json)["titel"] == "Van SZW")
    let released = try register.move(measure.kenmerk, ["naar": "vrijgegeven"], item.etag, by: szw)
    try register.move(measure.kenmerk, ["naar": "gepubliceerd"], released, by: szw)
    #expect(try register.json("maatregel", measure.kenmerk)["titel"] == "Van SZW")
  }

  @Test func `a draft on what another made is seen by both, and by nobody else`() throws {
    let jenv: JSON = ["organisatie": "jenv", "rol": "medeverantwoordelijk"]
    let measure = try make(["betrokkenen": .array((Self.both.asArray ?? []) + [jenv])])
    try register.create(
      "actie", ["kenmerk": "a-een", "maatregel": .string(measure.kenmerk), "titel": "Van SZW"], by: szw)
    func patch(_ body: JSON, _ match: String, by caller: Caller) throws -> String {
      guard case .updated(let item) = try register.patch("actie", "a-een", body, match: match, by: caller, draft: true)
      else { throw TestRegister.Missing() }
      return item.etag
    }
    let first = try patch(["titel": "Concept van VWS"], "\"1\"", by: vws)
    let second = try patch(["toelichting": "Nog iets"], first, by: vws)
    for caller in [vws, szw] {
      #expect(try register.json("actie", "a-een", as: caller, .draft)["titel"] == "Concept van VWS")
    }
    let third = try register.caller(.editor, "jenv")
    #expect(throws: RegisterError.self) { try register.reader.item(.actie, "a-een", .draft, for: third) }
    #expect(try register.json("actie", "a-een")["titel"] == "Van SZW")
    #expect(try VerificationTests.faults(register) == [])
    // Who made the action is not locked out of it.
    let last = try patch(["toelichting": "Samen"], second, by: szw)
    let released = try register.move("a-een", ["naar": "vrijgegeven"], last, by: vws, of: "actie")
    try register.move("a-een", ["naar": "gepubliceerd"], released, by: vws, of: "actie")
    #expect(try register.json("actie", "a-een")["titel"] == "Concept van VWS")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `who comes to answer for an embargoed measure reads nothing of what is hidden from him`() throws {
    let hidden = TestRegister.hidden(until: .now + 3_600)
    let measure = try register.create(
      "maatregel", ["titel": "Eerst van een", "uitvoeringsstatus": "in-uitvoering", "publicatie": hidden], by: szw)
    try register.report(on: measure.kenmerk, "gestopt", ["publicatie": hidden], by: szw)
    let tag = try register.etag(measure.kenmerk, as: szw)
    let both: JSON = ["betrokkenen": Self.both, "planwijziging": ["reden": "Samen"]]
    _ = try register.change(measure.kenmerk, both, tag, by: bureau)
    #expect(try register.list("voortgangsmelding", as: vws) == [])
    #expect(try register.json("maatregel", measure.kenmerk, as: vws)["uitvoeringsstatus"] == "in-uitvoering")
    try register.later(.now + 3_601)
    #expect(try register.json("maatregel", measure.kenmerk)["uitvoeringsstatus"] == "gestopt")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `the reason of one amount is not published as that of another`() throws {
    let measure = try make()
    let line: JSON = [
      "kenmerk": "fl", "maatregelen": [.string(measure.kenmerk)], "organisaties": ["szw"], "soort": "begroot",
      "bedrag": "10", "bedragTekst": "10", "jaarVan": 2026, "document": "brief",
      "publicatie": ["status": "gepubliceerd"], "planwijziging": ["reden": "Nieuw"],
    ]
    try register.create("financieringsregel", line, by: szw)
    func patch(_ body: JSON, _ match: String, by caller: Caller) throws -> String {
      guard
        case .updated(let item) = try register.patch(
          "financieringsregel", "fl", body, match: match, by: caller, draft: true)
      else { throw TestRegister.Missing() }
      return item.etag
    }
    let own = try patch(["bedrag": "20", "planwijziging": ["reden": "Reden van SZW"]], "\"1\"", by: szw)
    let other = try patch(["bedrag": "99"], own, by: bureau)
    let released = try register.move("fl", ["naar": "vrijgegeven"], other, by: szw, of: "financieringsregel")
    #expect(throws: RegisterError.invalid([FieldError("/reden", .required)])) {
      try register.move("fl", ["naar": "gepubliceerd"], released, by: szw, of: "financieringsregel")
    }
    let order: JSON = ["naar": "gepubliceerd", "reden": "Bijgesteld"]
    try register.move("fl", order, released, by: szw, of: "financieringsregel")
    let told = try register.list("planwijziging").map { try register.json("planwijziging", $0)["reden"] }
    #expect(told.count == 2 && told.contains("Nieuw") && told.contains("Bijgesteld"))
  }

  @Test func `the reason of one change of the plan is not published as that of another`() throws {
    let measure = try make(["plan": ["gereedGepland": "2026", "startGepland": "2025"]])
    let change: JSON = ["plan": ["gereedGepland": "2027"], "planwijziging": ["reden": "Uitstel van SZW"]]
    let first = try register.change(measure.kenmerk, change, measure.etag, by: szw, draft: true)
    #expect(
      throws: RegisterError.invalid([FieldError("/planwijziging/reden", .required)]),
      performing: {
        _ = try register.change(measure.kenmerk, ["plan": ["startGepland": "2026"]], first, by: vws, draft: true)
      })
    // What needs no reason leaves the one that was given.
    let second = try register.change(measure.kenmerk, ["doel": "Beter"], first, by: vws, draft: true)
    let released = try register.move(measure.kenmerk, ["naar": "vrijgegeven"], second, by: szw)
    try register.move(measure.kenmerk, ["naar": "gepubliceerd"], released, by: szw)
    let told = try register.list("planwijziging").map { try register.json("planwijziging", $0) }
    #expect(told.map { $0["reden"] } == ["Uitstel van SZW"])
    #expect(told.map { $0["velden"]?.asArray?.count } == [1])
  }

  @Test func `what is hidden is neither confirmed by a mark nor counted by a fault`() throws {
    let measure = try make()
    let part: JSON = ["soort": "deel-van", "maatregel": .string(measure.kenmerk)]
    let other = try make(["titel": "Andere", "relaties": [part]])
    try register.create("maatregel", ["kenmerk": "geheim-plan", "titel": "Geheim plan"], by: szw)
    let link: JSON = ["soort": "hangt-samen-met", "maatregel": "geheim-plan"]
    _ = try register.change(
      measure.kenmerk, ["relaties": [link], "afgeleid": ["relaties/geheim-plan"]], measure.etag, by: szw)
    let tag = try register.etag(measure.kenmerk, as: vws)
    func faults(_ body: JSON) -> [FieldError] {
      do { _ = try register.change(measure.kenmerk, body, tag, by: vws) } catch RegisterError.invalid(let faults) {
        return faults
      } catch { Issue.record("\(error)") }
      return []
    }
    for mark in ["relaties/geheim-plan", "relaties/geheim-planx"] {
      #expect(faults(["afgeleid": [.string(mark)]]).map(\.location) == ["/afgeleid/0"])
    }
    let ring: JSON = ["relaties": [["soort": "deel-van", "maatregel": .string(other.kenmerk)]]]
    #expect(faults(ring).map(\.location) == ["/relaties/0/maatregel"])
  }

  @Test func `a ring found as a draft is published counts nothing that is hidden`() throws {
    let measure = try make(["kenmerk": "ring-een"])
    let other = try make(["kenmerk": "ring-twee"])
    try register.create("maatregel", ["kenmerk": "aa-geheim", "titel": "Geheim"], by: szw)
    func part(of kenmerk: String) -> JSON { ["soort": "deel-van", "maatregel": .string(kenmerk)] }
    let links: JSON = ["relaties": [part(of: "aa-geheim"), part(of: other.kenmerk)]]
    _ = try register.change(measure.kenmerk, links, measure.etag, by: szw, draft: true)
    _ = try register.change(other.kenmerk, ["relaties": [part(of: measure.kenmerk)]], other.etag, by: szw)
    let tag = try draft(measure.kenmerk, as: vws).etag
    let released = try register.move(measure.kenmerk, ["naar": "vrijgegeven"], tag, by: vws)
    do {
      try register.move(measure.kenmerk, ["naar": "gepubliceerd"], released, by: vws)
      Issue.record("a ring was published")
    } catch RegisterError.invalid(let faults) {
      #expect(faults.map(\.location) == ["/relaties/0/maatregel"])
    }
  }

  @Test func `a date in the same words that means other days is told by its days`() throws {
    let summer: JSON = [
      "vanaf": "2027-06-01", "totEnMet": "2027-08-31", "precisie": "seizoen", "tekst": "zomervakantie",
    ]
    let measure = try make(["plan": ["gereedGepland": summer]])
    let shorter: JSON = ["plan": ["gereedGepland": ["vanaf": "2027-07-01"]], "planwijziging": ["reden": "Later"]]
    _ = try register.change(measure.kenmerk, shorter, measure.etag, by: szw)
    let told = try register.json("planwijziging", try #require(try register.list("planwijziging").first))
    #expect(told["velden"]?[0]?["van"] == "2027-06-01/2027-08-31")
    #expect(told["velden"]?[0]?["naar"] == "2027-07-01/2027-08-31")
  }
}
