import Bytes
import Register
import Testing

@testable import API

struct ReportTests {
  private static let stand = "/v1/uitvragen/winter-2024/stand"

  /// A round that closed long ago; SZW answers it now, which is late, and the others do not.
  private func opened() throws -> TestAPI {
    let api = try TestAPI()
    let bureau = try api.token(.bureau, "ncdr")
    let made = try api.post(
      "/v1/uitvragen",
      [
        "kenmerk": "winter-2024", "titel": "Winter 2024", "geopendOp": "2024-01-01T12:00:00+01:00",
        "sluitdatum": "2024-01-31", "selectie": ["heeft": "verantwoordelijk"],
      ], token: bureau)
    #expect(made.status == 201)
    #expect(made["Location"] == "https://npdr.example.nl/v1/uitvragen/winter-2024")
    let report = try api.post(
      "/v1/maatregelen/m-registratie/voortgangsmeldingen",
      [
        "peildatum": "2024-01-15", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema",
        "toelichting": "Loopt.", "uitvraag": "winter-2024",
      ], token: try api.token(.editor, "szw"))
    #expect(report.status == 201)
    return api
  }

  /// Opens every link of the report and compares it with the figure it belongs to.
  private func checkLinks(_ report: JSON, _ api: TestAPI, token: String? = nil) throws -> Int {
    var count = 0
    for row in (report["rijen"]?.asArray ?? []) + (report["totalen"]?.asArray ?? []) {
      for (name, link) in row["_links"]?.asObject ?? [:] {
        let address = try #require(link["href"]?.asString)
        let answer = try api.get(String(address.dropFirst("https://npdr.example.nl".count)), token: token)
        #expect(answer.status == 200, "\(address)")
        if let figure = row[name]?.asInt {
          count += 1
          #expect(answer.json["aantal"]?.asInt == figure, "\(address)")
        }
      }
    }
    return count
  }

  @Test func `the state of a round says who answered, and every figure opens its list`() throws {
    let api = try opened()
    let answer = try api.get(Self.stand)
    #expect(answer.status == 200)
    #expect(answer.json.asObject?.names == ["peilmoment", "parameters", "rijen", "totalen", "toelichting"])
    let rows = answer.json["rijen"]?.asArray ?? []
    #expect(answer.json["parameters"] == ["uitvraag": "winter-2024", "beschikbaarOp": .null])
    #expect(rows.map { $0["organisatie"] } == ["jenv", "szw", "vws"])
    #expect(rows.map { $0["ingediend"] } == [0, 1, 0])
    #expect(rows.map { $0["teLaat"] } == [1, 1, 1])
    #expect(rows.first?["naam"] == "Ministerie van JenV")
    #expect(
      rows.first?["_links"]?["lijst"]?["href"]
        == "https://npdr.example.nl/v1/maatregelen?uitvraag=winter-2024&bevraagd=jenv")
    let total = answer.json["totalen"]?[0]
    #expect(["gevraagd", "ingediend", "ontbreekt", "teLaat"].map { total?[$0] } == [3, 1, 2, 3])
    #expect(try checkLinks(answer.json, api) == 16)
  }

  @Test func `signals open their lists, and the row each is about`() throws {
    let api = try opened()
    let szw = try api.token(.editor, "szw")
    for token in [nil, szw] {
      let report = try api.get("/v1/signalen?maanden=1", token: token).json
      #expect(try checkLinks(report, api, token: token) > 5)
      let unanswered = (report["rijen"]?.asArray ?? []).filter { $0["soort"] == "uitvraag-onbeantwoord" }
      #expect(unanswered.map { $0["maatregel"] } == ["m-training", "m-vierogen"])
      #expect(unanswered.map { $0["organisaties"] } == [["vws"], ["jenv"]])
      #expect(unanswered.map { $0["sinds"] } == ["2024-02-01", "2024-02-01"])
    }
  }

  @Test(arguments: [stand, "/v1/signalen", "/v1/signalen?soort=uitvraag-onbeantwoord,geen-verantwoordelijke"])
  func `a report is what its schema says`(target: String) throws {
    let api = try opened()
    let name = target.hasPrefix("/v1/signalen") ? "RapportSignalen" : "RapportStand"
    let check = OpenAPISchemaCheck(document: OpenAPITests.document)
    let schema = try #require(check.resolve("#/components/schemas/\(name)"))
    #expect(check.faults(in: try api.get(target).json, against: schema) == [])
  }

  @Test func `a report as CSV has a line for each row`() throws {
    let api = try opened()
    let answer = try api.get(Self.stand, [("Accept", "text/csv")])
    #expect(answer["Content-Type"] == "text/csv; charset=utf-8; header=present")
    #expect(
      answer.text == """
        organisatie,naam,gevraagd,ingediend,ontbreekt,teLaat\r
        jenv,Ministerie van JenV,1,0,1,1\r
        szw,Ministerie van SZW,1,1,0,1\r
        vws,Ministerie van VWS,1,0,1,1\r

        """)
    let signals = try api.get("/v1/signalen?soort=uitvraag-onbeantwoord", [("Accept", "text/csv")]).text
    #expect(signals.hasPrefix("soort,maatregel,document,uitvraag,titel,organisaties,sinds,uitleg\r\n"))
    #expect(
      signals.contains("uitvraag-onbeantwoord,m-training,,winter-2024,Training voor de jeugdzorg,vws,2024-02-01,"))
  }

  @Test func `a report speaks English to who asks for it, under a tag of its own`() throws {
    let api = try opened()
    let dutch = try api.get("/v1/signalen?soort=uitvraag-onbeantwoord")
    let english = try api.get("/v1/signalen?soort=uitvraag-onbeantwoord", [("Accept-Language", "en")])
    #expect(dutch["Content-Language"] == "nl" && english["Content-Language"] == "en")
    #expect(
      dutch.json["rijen"]?[0]?["uitleg"]?.asString?.hasPrefix("Geen melding voor 'Winter 2024'") == true)
    #expect(english.json["rijen"]?[0]?["uitleg"]?.asString?.hasPrefix("No report for 'Winter 2024'") == true)
    #expect(dutch.etag != english.etag)
    #expect(
      try api.get("/v1/signalen?soort=uitvraag-onbeantwoord", [("If-None-Match", dutch.etag ?? "")]).status == 304)
  }

  @Test(arguments: [
    ("/v1/signalen?soorten=stil", 400), ("/v1/signalen?soort=alles", 400), ("/v1/signalen?maanden=0", 400),
    ("/v1/signalen?maanden=6&maanden=7", 400), ("/v1/signalen?organisatie=elfen", 400), (stand + "?maanden=6", 400),
    ("/v1/signalen?beschikbaarOp=2999-01-01T00:00:00Z", 400), ("/v1/signalen?beschikbaarOp=gisteren", 400),
    ("/v1/uitvragen/onbekend/stand", 404), (stand + "/", 404), ("/v1/maatregelen?uitvraag=onbekend", 400),
  ])
  func `a report refuses what it does not know`(target: String, status: Int) throws {
    #expect(try opened().get(target).status == status)
  }

  @Test func `a report of the past is the same, byte for byte, whatever is written later`() throws {
    let api = try opened()
    let bureau = try api.token(.bureau, "ncdr")
    let moment = try #require(try api.get("/v1/voortgangsmeldingen").items.first?["gewijzigdOp"]?.asString)
    let targets = [Self.stand, "/v1/signalen"].map { "\($0)?beschikbaarOp=\(moment)" }
    let then = try targets.map { try api.get($0).bytes }
    let past = try api.get(targets[0]).json
    #expect(past["peilmoment"]?.asString == moment)
    #expect(past["rijen"] != [] && past["totalen"]?[0]?["ingediend"] == 1)
    #expect(try checkLinks(past, api) == 16)
    #expect(try checkLinks(api.get(targets[1]).json, api) > 5)
    for number in 1...3 {
      let judged = try api.post(
        "/v1/maatregelen/m-registratie/oordelen",
        [
          "peildatum": .string("2024-02-0\(number)"), "kleur": "rood", "motivering": "Traag.",
          "zichtbaarheid": "openbaar",
        ], token: bureau)
      #expect(judged.status == 201)
    }
    let round = try api.get("/v1/uitvragen/winter-2024")
    let changed = try api.patch(
      "/v1/uitvragen/winter-2024", ["sluitdatum": "2099-01-01", "selectie": ["heeft": .null]],
      [("If-Match", round.etag ?? "")], token: bureau)
    #expect(changed.status == 200)
    #expect(changed.json["selectie"] == [:])
    #expect(try targets.map { try api.get($0).bytes } == then)
    #expect(try api.get(Self.stand).json["totalen"]?[0]?["gevraagd"] == 4)
  }

  @Test func `a judgement for the bureau shows in no answer to anybody else`() throws {
    let api = try opened()
    let bureau = try api.token(.bureau, "ncdr")
    let szw = try api.token(.editor, "szw")
    let paths = [
      "/v1/oordelen", "/v1/maatregelen/m-registratie/oordelen", "/v1/oordelen?search=xylofoon",
      "/v1/maatregelen?heeft=oordeel", "/v1/signalen", "/v1/maatregelen?oordeelWijktAf=true",
      "/v1/oordelen?facetten=kleur", "/v1/maatregelen/m-registratie",
    ]
    func answers(_ token: String?) throws -> [[UInt8]] { try paths.map { try api.get($0, token: token).bytes } }
    let (visitor, department) = (try answers(nil), try answers(szw))
    let tags = try paths.map { try api.get($0).etag }
    let made = try api.post(
      "/v1/maatregelen/m-registratie/oordelen",
      [
        "kenmerk": "geheim-oordeel", "peildatum": "2024-02-01", "kleur": "rood", "motivering": "xylofoon",
        "zichtbaarheid": "bureau",
      ], token: bureau)
    #expect(made.status == 201)
    #expect(try answers(nil) == visitor)
    #expect(try answers(szw) == department)
    #expect(try paths.map { try api.get($0).etag } == tags)
    #expect(try api.get("/v1/oordelen/geheim-oordeel", token: szw).status == 404)
    #expect(try api.kenmerken("/v1/oordelen", token: bureau) == ["geheim-oordeel"])
  }

  @Test func `what the bureau adds is refused to others before anything else is looked at`() throws {
    let api = try TestAPI()
    let szw = try api.token(.approver, "szw")
    for path in [
      "/v1/uitvragen", "/v1/voorstellen", "/v1/lacunes", "/v1/oordelen", "/v1/maatregelen/m-registratie/oordelen",
    ] {
      #expect(try api.post(path, ["wat": "dan ook"], token: szw).status == 403)
      #expect(try api.post(path, [:]).status == 401)
    }
  }
}
