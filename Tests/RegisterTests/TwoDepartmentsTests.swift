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

  @Test func `a draft on what the other made is its writer's own`() throws {
    let measure = try make()
    try register.create(
      "actie", ["kenmerk": "a-een", "maatregel": .string(measure.kenmerk), "titel": "Van SZW"], by: szw)
    func patch(_ body: JSON, _ match: String) throws -> String {
      guard case .updated(let item) = try register.patch("actie", "a-een", body, match: match, by: vws, draft: true)
      else { throw TestRegister.Missing() }
      return item.etag
    }
    let first = try patch(["titel": "Concept van VWS"], "\"1\"")
    let second = try patch(["toelichting": "Nog iets"], first)
    #expect(try register.json("actie", "a-een", as: vws, .draft)["titel"] == "Concept van VWS")
    #expect(try register.json("actie", "a-een", as: szw)["titel"] == "Van SZW")
    #expect(throws: RegisterError.self) { try register.reader.item(.actie, "a-een", .draft, for: szw) }
    let released = try register.move("a-een", ["naar": "vrijgegeven"], second, by: vws, of: "actie")
    try register.move("a-een", ["naar": "gepubliceerd"], released, by: vws, of: "actie")
    #expect(try register.json("actie", "a-een")["titel"] == "Concept van VWS")
    #expect(try VerificationTests.faults(register) == [])
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
