import Bytes
import Register
import Testing

@testable import API

/// The letter over the real programme, and over what departments and the coordinator add to it.
@Suite(.serialized) struct ProgressLetterTests {
  private static let path = "/v1/rapportages/voortgangsbrief"
  private static let period = "?van=2022-09-19&tot=2023-12-12"
  private static let odf = "application/vnd.oasis.opendocument.text-flat-xml"

  private func figures(_ letter: JSON) -> [String: Int] {
    Dictionary(
      (letter["rijen"]?.asArray ?? []).map { ($0["onderdeel"]?.asString ?? "", $0["aantal"]?.asInt ?? -1) }
    ) { first, _ in first }
  }

  @Test func `the letter of the first year counts what the sources say of it`() throws {
    let api = try TestAPI(rows: FigureTests.programme)
    let letter = try api.get(Self.path + Self.period).json
    #expect(letter["parameters"]?["van"] == "2022-09-19" && letter["parameters"]?["tot"] == "2023-12-12")
    let figures = figures(letter)
    #expect(figures["Maatregelen"] == 119)
    #expect(figures["Toezeggingen en verzoeken afgedaan in de periode"] == 3)
    // What is not known to be open is not said to be.
    #expect(figures["Moties openstaand"] == 7)
    #expect(figures["Moties waarvan de stand niet bekend is"] == 4)
    #expect(figures["Maatregelen waarvan de fase alleen is afgeleid"] ?? 0 > 0)
    #expect(figures["Wijzigingen van het plan"] == 0)
    #expect(letter["tabellen"]?.asObject?.names == ReportDeclaration.voortgangsbriefTables)
    let states = letter["tabellen"]?["stand"]?["rijen"]?.asArray ?? []
    // 119 measures, six of them in two phases.
    #expect(states.compactMap { $0["aantal"]?.asInt }.reduce(0, +) == 125)
    let settled = letter["tabellen"]?["afgedaan"]?["rijen"]?.asArray ?? []
    #expect(settled.first?["kamerstuk"] == "36200-VII-12" && settled.first?["afgedaan"]?["vanaf"] == "2022-12-13")
    // A motion of after the period is none of its business; one without a date may be.
    let open = letter["tabellen"]?["openstaand"]?["rijen"]?.asArray ?? []
    #expect(open.allSatisfy { $0["datum"]?["vanaf"]?.asString ?? "" <= "2023-12-12" })
    #expect(open.contains { $0["datum"]?.isNull == true })
    let measured = letter["tabellen"]?["indicatoren"]?["rijen"]?.asArray ?? []
    // Two sources of one year, side by side.
    let developing = measured.filter {
      $0["indicator"] == "ind-gemeenten-beleid-in-ontwikkeling" && $0["periode"]?["vanaf"] == "2022-01-01"
    }
    #expect(developing.compactMap { $0["waarde"]?.asString }.sorted() == ["33", "35"])
  }

  @Test func `what is overdue, and how old, is seen on the last day of the period and not today`() throws {
    let plan: JSON = ["gereedGepland": "2024-06"]
    let rows: [(String, JSON)] = [
      ("maatregel", ["kenmerk": "m-plan", "titel": "Een plan", "plan": plan, "uitvoeringsstatus": "in-uitvoering"]),
      (
        "toezegging",
        [
          "kenmerk": "t-brief", "vraag": "Een brief", "datum": "2023-01-15", "termijn": "2024-03-01",
          "uitvoering": "open",
        ]
      ),
    ]
    let api = try TestAPI(rows: TestAPI.programme + rows)
    for (last, late) in [("2023-12-31", 0), ("2025-06-30", 1)] {
      let target = "\(Self.path)?van=2023-01-01&tot=\(last)"
      let letter = try api.get(target).json
      #expect(letter["peilmoment"]?.asString == last)
      let figures = figures(letter)
      #expect(figures["Maatregelen over tijd"] == late && figures["Toezeggingen en verzoeken over tijd"] == late)
      let open = letter["tabellen"]?["openstaand"]?["rijen"]?.asArray ?? []
      #expect(open.map { $0["leeftijd"]?.asInt } == [late == 0 ? 11 : 29])
      #expect(open.map { $0["overTijd"]?.asBool } == [late == 1])
      try FigureTests.follow(target, api, token: nil)
    }
  }

  @Test func `a table asked by its name is what it is in the whole letter`() throws {
    let api = try TestAPI(rows: FigureTests.programme)
    let whole = try api.get(Self.path + Self.period).json
    for (name, table) in try #require(whole["tabellen"]?.asObject) {
      let part = try api.get("\(Self.path)\(Self.period)&tabel=\(name)").json
      #expect(part["tabellen"]?.asObject?.names == [name] && part["tabellen"]?[name] == table, "\(name)")
      #expect(part["rijen"]?.asArray == whole["rijen"]?.asArray?.filter { $0["tabel"]?.asString == name }, "\(name)")
    }
  }

  @Test func `a table of the letter comes as CSV by its name, and no two at once`() throws {
    let api = try TestAPI(rows: FigureTests.programme)
    let csv = try api.get("\(Self.path)\(Self.period)&tabel=afgedaan", [("Accept", "text/csv")])
    #expect(csv.text.hasPrefix("motie,toezegging,kamerstuk,soort,datum,vraag,afgedaan,documenten\r\n"))
    #expect(csv.text.split(separator: "\r\n").count == 4)
    let both = try api.get("\(Self.path)?tabel=afgedaan,openstaand", [("Accept", "text/csv")])
    #expect(both.status == 400 && both.text.contains("een-tabel-in-csv"))
    #expect(
      try api.get(Self.path, [("Accept", "text/csv")]).text.hasPrefix("tabel,onderdeel,aantal\r\nstand,"))
  }

  @Test(arguments: [
    "?van=2023-01-01&tot=2022-01-01", "?van=gisteren", "?tabel=alles", "?periode=2022", "?van=9999-01-01",
  ])
  func `the letter refuses a period that is none`(query: String) throws {
    #expect(try TestAPI().get(Self.path + query).status == 400)
  }

  /// A department that moves a plan and reports, and the coordinator who judges twice, once in secret.
  private func busy() throws -> TestAPI {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let bureau = try api.token(.bureau, "ncdr")
    let measure = "/v1/maatregelen/m-registratie"
    let moved = try api.patch(
      measure,
      [
        "plan": ["gereedGepland": "2024-06"],
        "planwijziging": ["reden": "Levering te laat", "besluitdatum": "2023-05-01", "besluitDoor": "de stuurgroep"],
      ], [("If-Match", try api.get(measure).etag ?? "")], token: szw)
    #expect(moved.status == 200, "\(moved.text)")
    let report = try api.post(
      "\(measure)/voortgangsmeldingen",
      [
        "peildatum": "2023-06-30", "uitvoeringsstatus": "in-uitvoering", "schema": "licht-vertraagd",
        "toelichting": "Loopt <bijna> goed & wel.",
      ], token: szw)
    #expect(report.status == 201, "\(report.text)")
    for (kenmerk, sight, text) in [("o-open", "openbaar", "Kan sneller."), ("o-dicht", "bureau", "xylofoon")] {
      let judged = try api.post(
        "\(measure)/oordelen",
        [
          "kenmerk": .string(kenmerk), "peildatum": "2023-07-01", "kleur": "oranje", "motivering": .string(text),
          "zichtbaarheid": .string(sight),
        ], token: bureau)
      #expect(judged.status == 201, "\(judged.text)")
    }
    return api
  }

  @Test func `what changed in the period is in it with its reason, what came before or after is not`() throws {
    let api = try busy()
    let letter = try api.get("\(Self.path)?van=2023-05-01&tot=2023-07-01").json
    let change = letter["tabellen"]?["wijzigingen"]?["rijen"]?[0]
    #expect(change?["datum"] == "2023-05-01" && change?["reden"] == "Levering te laat")
    #expect(change?["wijziging"]?.asString?.contains("2024-06") == true)
    #expect(change?["titel"] == "Registratie van moslimdiscriminatie")
    #expect(letter["tabellen"]?["meldingen"]?["rijen"]?.asArray?.count == 1)
    #expect(letter["tabellen"]?["oordelen"]?["rijen"]?[0]?["motivering"] == "Kan sneller.")
    let measures = letter["tabellen"]?["maatregelen"]?["rijen"]?.asArray ?? []
    #expect(measures.first { $0["maatregel"] == "m-registratie" }?["schema"] == "licht-vertraagd")
    for query in ["?van=2023-05-02&tot=2023-06-29", "?van=2022-01-01&tot=2023-04-30", "?van=2023-07-02&tot=2023-12-31"]
    {
      let other = try api.get(Self.path + query).json
      for table in ["wijzigingen", "meldingen", "oordelen"] {
        #expect(other["tabellen"]?[table]?["rijen"] == [], "\(query) \(table)")
      }
    }
  }

  @Test func `a change without a day of decision counts on the day it was recorded`() throws {
    let api = try TestAPI()
    let measure = "/v1/maatregelen/m-registratie"
    let moved = try api.patch(
      measure, ["plan": ["gereedGepland": "2030"], "planwijziging": ["reden": "Later"]],
      [("If-Match", try api.get(measure).etag ?? "")], token: try api.token(.editor, "szw"))
    #expect(moved.status == 200)
    #expect(figures(try api.get(Self.path).json)["Wijzigingen van het plan"] == 1)
    #expect(figures(try api.get("\(Self.path)?van=2020-01-01&tot=2020-12-31").json)["Wijzigingen van het plan"] == 0)
  }

  @Test func `a judgement for the bureau is in no form of the letter to anybody else`() throws {
    let api = try busy()
    let bureau = try api.token(.bureau, "ncdr")
    for form in ["application/json", "text/html", "image/svg+xml", Self.odf] {
      let target = "\(Self.path)?van=2023-01-01&tot=2023-12-31"
      #expect(try !api.get(target, [("Accept", form)]).text.contains("xylofoon"), "\(form)")
      let seen = try api.get(target, [("Accept", form)], token: bureau).text.contains("xylofoon")
      #expect(seen == (form != "image/svg+xml"), "\(form)")
    }
  }

  @Test func `the letter of a moment stays what it was, in every form`() throws {
    let api = try busy()
    let moment = try #require(try api.get("/v1/oordelen/o-open").json["gewijzigdOp"]?.asString)
    let target = "\(Self.path)?van=2023-01-01&tot=2023-12-31&beschikbaarOp=\(moment)"
    let forms = ["application/json", "text/html", "image/svg+xml", Self.odf]
    let then = try forms.map { try api.get(target, [("Accept", $0)]).bytes }
    for number in 1...3 {
      let report = try api.post(
        "/v1/maatregelen/m-registratie/voortgangsmeldingen",
        [
          "peildatum": .string("2023-08-0\(number)"), "uitvoeringsstatus": "gestopt", "schema": "vertraagd",
          "toelichting": "Gestopt.",
        ], token: try api.token(.editor, "szw"))
      #expect(report.status == 201)
    }
    // What is written in the second of the moment itself belongs to it; these come later.
    let now = try forms.map { try api.get(target, [("Accept", $0)]).bytes }
    #expect(now == then)
  }

  @Test func `the text document is a letter: addressed, dated, with heads that repeat and pages that are numbered`()
    throws
  {
    let api = try busy()
    let answer = try api.get("\(Self.path)?van=2023-01-01&tot=2023-12-31", [("Accept", Self.odf)])
    let parsed = ParsedMarkup(answer.text)
    #expect(parsed.fault == nil)
    let texts = parsed.all("text:p").map(\.text)
    #expect(texts.contains { $0.hasPrefix("Aan de Voorzitter van de Tweede Kamer") })
    #expect(texts.contains("Geachte voorzitter,"))
    #expect(texts.contains { $0.contains("1 januari 2023 tot en met 31 december 2023") })
    #expect(texts.contains("Loopt <bijna> goed & wel."))
    #expect(!parsed.all("text:page-number").isEmpty && !parsed.all("text:page-count").isEmpty)
    #expect(!parsed.all("table:table").isEmpty)
    #expect(parsed.all("table:table-header-rows").count == parsed.all("table:table").count)
    for table in parsed.elements.filter({ $0.name == "table:table" }) {
      #expect(table.attributes["table:style-name"]?.isEmpty == false)
    }
    // Every style that is used is there.
    let styles = Set(
      (parsed.all("style:style") + parsed.all("text:list-style")).compactMap { $0.attributes["style:name"] })
    for used in parsed.elements.flatMap({ element in
      ["text:style-name", "table:style-name", "style:parent-style-name"].compactMap { element.attributes[$0] }
    }) { #expect(styles.contains(used), "\(used)") }
  }
}

extension ReportDeclaration {
  fileprivate static var voortgangsbriefTables: [String] {
    all.first { $0.name == "voortgangsbrief" }?.tables.map(\.name) ?? []
  }
}
