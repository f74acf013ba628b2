import Bytes
import Register
import Testing

@testable import API

/// Progress reports and the measure they are of.
struct ReportingTests {
  private static let place = "/v1/maatregelen/handreiking"

  private let api: TestAPI
  private let szw: String

  init() throws {
    api = try TestAPI()
    szw = try api.token(.editor, "szw")
    let made = try api.post(
      "/v1/maatregelen",
      ["titel": "Handreiking", "uitvoeringsstatus": "voorgenomen", "publicatie": ["status": "gepubliceerd"]],
      token: szw)
    #expect(made.status == 201, "\(made.text)")
  }

  /// - Returns: the report's kenmerk.
  @discardableResult
  private func report(_ state: String, on day: String, end: String? = nil, correcting: String? = nil) throws -> String {
    let body: JSON = [
      "peildatum": .string(day), "uitvoeringsstatus": .string(state), "schema": "op-schema", "toelichting": "Zo.",
      "gereedWerkelijk": .text(end), "corrigeert": .text(correcting),
    ]
    let answer = try api.post("\(Self.place)/voortgangsmeldingen", body, token: szw)
    #expect(answer.status == 201, "\(answer.text)")
    return answer.json["kenmerk"]?.asString ?? ""
  }

  private var state: [String?] {
    get throws {
      let measure = try api.get(Self.place).json
      return [
        measure["uitvoeringsstatus"]?.asString, measure["plan"]?["gereedWerkelijk"]?["totEnMet"]?.asString,
      ]
    }
  }

  private func change(_ target: String, _ patch: JSON, draft: Bool = false) throws -> Response {
    let target = draft ? "\(target)?weergave=concept" : target
    let etag = try api.get(target, token: szw).etag ?? (try api.get(Self.place, token: szw).etag ?? "")
    return try api.patch(target, patch, [("If-Match", etag)], token: szw)
  }

  private func publishDraft() throws {
    for next in ["vrijgegeven", "gepubliceerd"] {
      let etag = try api.get("\(Self.place)?weergave=concept", token: szw).etag ?? ""
      let answer = try api.post(
        "\(Self.place)/statusovergangen", ["naar": .string(next)], [("If-Match", etag)], token: szw)
      #expect(answer.status < 300, "\(answer.text)")
    }
  }

  @Test func `a draft made before a report does not undo it`() throws {
    let etag = try api.get(Self.place).etag ?? ""
    let draft = try api.patch(
      "\(Self.place)?weergave=concept",
      ["doel": "Helpen", "plan": ["gereedGepland": "2027"], "planwijziging": ["reden": "Meer tijd nodig"]],
      [("If-Match", etag)], token: szw)
    #expect(draft.status == 200, "\(draft.text)")
    try report("afgerond", on: "2026-07-01", end: "2026-06-30")
    try publishDraft()
    #expect(try state == ["afgerond", "2026-06-30"])
    let measure = try api.get(Self.place).json
    #expect(measure["doel"] == "Helpen")
    #expect(measure["plan"]?["gereedGepland"]?["totEnMet"] == "2027-12-31")
  }

  @Test func `a draft with a state of its own gives way to the report that came in since`() throws {
    let etag = try api.get(Self.place).etag ?? ""
    let draft = try api.patch(
      "\(Self.place)?weergave=concept", ["uitvoeringsstatus": "in-voorbereiding"], [("If-Match", etag)], token: szw)
    #expect(draft.status == 200, "\(draft.text)")
    try report("in-uitvoering", on: "2026-07-01")
    try publishDraft()
    #expect(try state == ["in-uitvoering", nil])
  }

  @Test func `when the only report is withdrawn the measure says again what it said itself`() throws {
    let kenmerk = try report("afgerond", on: "2026-07-01", end: "2026-06-30")
    #expect(try state == ["afgerond", "2026-06-30"])
    let target = "/v1/voortgangsmeldingen/\(kenmerk)"
    let etag = try api.get(target, token: szw).etag ?? ""
    let answer = try api.post(
      "\(target)/statusovergangen", ["naar": "ingetrokken", "reden": "Vergissing"], [("If-Match", etag)], token: szw)
    #expect(answer.status < 300, "\(answer.text)")
    #expect(try state == ["voorgenomen", nil])
  }

  @Test func `a report that is corrected leaves no end behind`() throws {
    let wrong = try report("afgerond", on: "2026-07-01", end: "2026-06-30")
    try report("in-uitvoering", on: "2026-07-01", correcting: wrong)
    #expect(try state == ["in-uitvoering", nil])
  }

  @Test(arguments: [("voorgenomen", "2026-05-31"), ("afgerond", nil), ("gestopt", nil)])
  func `an end that the department wrote itself goes with the state it came with`(said: String, left: String?) throws {
    let written = try change(
      Self.place, ["plan": ["gereedWerkelijk": "2026-05-31"], "uitvoeringsstatus": .string(said)])
    #expect(written.status == 200, "\(written.text)")
    let kenmerk = try report("in-uitvoering", on: "2026-07-01")
    #expect(try state == ["in-uitvoering", left])
    let answer = try api.post(
      "/v1/voortgangsmeldingen/\(kenmerk)/statusovergangen", ["naar": "ingetrokken", "reden": "Vergissing"],
      [("If-Match", "\"1\"")], token: szw)
    #expect(answer.status < 300, "\(answer.text)")
    #expect(try state == [said, "2026-05-31"])
  }

  @Test func `the state follows the reports, not who writes over them`() throws {
    try report("in-uitvoering", on: "2026-07-01")
    let over = try change(Self.place, ["uitvoeringsstatus": "voorgenomen"])
    #expect(over.errors == ["body /uitvoeringsstatus status-volgt-melding"])
    #expect(try change(Self.place, ["uitvoeringsstatus": "in-uitvoering", "doel": "Helpen"]).status == 200)
  }

  @Test func `an actual end belongs to a report that it is finished`() throws {
    let answer = try api.post(
      "\(Self.place)/voortgangsmeldingen",
      [
        "peildatum": "2026-07-01", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema", "toelichting": "Zo.",
        "gereedWerkelijk": "2026-06-30",
      ], token: szw)
    #expect(answer.errors == ["body /gereedWerkelijk datum-zonder-afgerond"])
  }

  @Test func `who gives a reason for stopping finds it as a change of the plan`() throws {
    let stopped = try change(
      Self.place, ["uitvoeringsstatus": "gestopt", "planwijziging": ["reden": "Het geld is op"]])
    #expect(stopped.status == 200, "\(stopped.text)")
    let changes = try api.get("\(Self.place)/planwijzigingen").items
    #expect(changes.map { $0["soorten"] } == [["gestopt"]])
    #expect(changes.first?["reden"] == "Het geld is op")
  }

  @Test func `a planned end that is new is no delay`() throws {
    let planned = try change(
      Self.place, ["plan": ["gereedGepland": "2028"], "planwijziging": ["reden": "Nu bekend"]])
    #expect(planned.status == 200, "\(planned.text)")
    #expect(try api.get("\(Self.place)/planwijzigingen").items.map { $0["soorten"] } == [["inhoud"]])
  }

  @Test func `what is wrong with a field does not hide what is wrong between others`() throws {
    let answer = try change(
      Self.place,
      [
        "titel": "", "reikwijdte": "specifiek", "plan": ["startGepland": "2025", "gereedGepland": "2024"],
        "planwijziging": ["nope": 1],
      ])
    #expect(
      answer.errors.sorted() == [
        "body /gronden specifiek-zonder-grond", "body /plan/gereedGepland einde-voor-begin",
        "body /planwijziging/nope onbekende-naam", "body /planwijziging/reden verplicht", "body /titel leeg",
      ])
    // A rule that cannot be judged says nothing.
    let line = try api.post(
      "\(Self.place)/financieringsregels",
      ["soort": "begroot", "bedrag": "veel", "bedragTekst": "veel", "jaar": 2026, "precisie": "circa"], token: szw)
    #expect(!line.errors.contains { $0.contains("redenGeenBedrag") }, "\(line.text)")
  }

  @Test func `a name means one code`() throws {
    let admin = try api.token(.administrator, "szw")
    func put(_ kenmerk: String, _ aliases: [JSON]) throws -> Response {
      try api.put(
        "/v1/domeinen/\(kenmerk)", ["naam": "Proef", "volgorde": 9, "aliassen": .array(aliases)],
        [("If-None-Match", "*")],
        token: admin)
    }
    #expect(try put("proef-een", ["Proefalias"]).status == 201)
    #expect(try put("proef-twee", ["proefalias"]).errors == ["body /aliassen/0 bijnaam-bezet"])
    #expect(try put("proef-twee", ["proef-een"]).errors == ["body /aliassen/0 bijnaam-bezet"])
    #expect(try put("proefalias", []).status == 400)
    #expect(try put("proef-twee", ["Andere"]).status == 201)
  }
}
