import Bytes
import HTTP
import Register
import Testing

@testable import API

/// Many rows in one request.
@Suite struct BulkTests {
  static let measures = "/v1/maatregelen/_importeer"
  static let reports = "/v1/voortgangsmeldingen/_importeer"

  /// JSON Lines to `target`.
  private func lines(
    _ api: TestAPI, _ target: String, _ rows: [JSON], _ fields: [(String, String)] = [], token: String
  ) throws -> Response {
    try api.send(
      "POST", target, [("Content-Type", "application/jsonl")] + fields,
      body: rows.map { $0.text + "\n" }.joined(), token: token)
  }

  private func table(_ api: TestAPI, _ target: String, _ text: String, token: String) throws -> Response {
    try api.send("POST", target, [("Content-Type", "text/csv")], body: text, token: token)
  }

  private func report(_ measure: String, _ more: JSONObject = [:]) -> JSON {
    var report: JSONObject = [
      "maatregel": .string(measure), "peildatum": "2026-01-31", "uitvoeringsstatus": "in-uitvoering",
      "schema": "op-schema", "toelichting": "Loopt.",
    ]
    for (name, value) in more { report[name] = value }
    return .object(report)
  }

  private func counts(_ response: Response) -> [Int?] {
    ["aantal", "gemaakt", "gewijzigd", "ongewijzigd"].map { response.json[$0]?.asInt }
  }

  // MARK: What goes well

  @Test func `a trial leaves an Idempotency-Key to what comes after it, and is not answered from it`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    func load(_ query: String, _ title: String, _ kenmerk: String = "m-nieuw") throws -> Response {
      try api.send(
        "POST", "/v1/maatregelen/_importeer\(query)",
        [("Content-Type", "application/jsonl"), ("Idempotency-Key", "proef-1")],
        body: "{\"kenmerk\":\"\(kenmerk)\",\"titel\":\"\(title)\"}\n", token: token)
    }
    #expect(try load("?proef=true", "Anders").json["proef"] == true)
    let stored = try load("", "Nieuw")
    #expect(stored.status == 200 && stored.json["gemaakt"] == 1, "\(stored.text)")
    let trial = try load("?proef=true", "Nieuw", "m-ander")
    #expect(trial.json["proef"] == true && trial.json["gemaakt"] == 1, "\(trial.text)")
    #expect(try load("", "Nieuw").text == stored.text)
    #expect(try load("", "Anders").status == 409)
  }

  @Test func `a department answers with twenty-five reports at once, and each measure follows its own`() throws {
    let measures = (1...25).map { number -> (String, JSON) in
      (
        "maatregel",
        [
          "kenmerk": .string("m-\(number)"), "titel": .string("Maatregel \(number)"),
          "betrokkenen": [["organisatie": "szw", "rol": "verantwoordelijk"]],
        ]
      )
    }
    let api = try TestAPI(rows: TestAPI.programme + measures)
    let token = try api.token(.editor, "szw")
    let sent = (1...25).map { report("m-\($0)", $0 == 7 ? ["uitvoeringsstatus": "gestopt"] : [:]) }
    let answer = try lines(api, Self.reports, sent, token: token)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(counts(answer) == [25, 25, 0, 0])
    #expect(answer.items.map { $0["rij"]?.asInt } == (1...25).map { $0 })
    let place = try #require(answer.items[6]["_links"]?["self"]?["href"]?.asString)
    let kenmerk = try #require(answer.items[6]["kenmerk"]?.asString)
    #expect(place == "https://npdr.example.nl/v1/voortgangsmeldingen/\(kenmerk)")
    #expect(try api.get("/v1/voortgangsmeldingen/\(kenmerk)").json["gemeldDoor"] == "szw")
    #expect(try api.get("/v1/maatregelen/m-7").json["uitvoeringsstatus"] == "gestopt")
    #expect(try api.get("/v1/maatregelen/m-8").json["uitvoeringsstatus"] == "in-uitvoering")
  }

  @Test func `rows with a known kenmerk change what they name and nothing else; the others are new`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let before = try api.get(WriteTests.measure).json
    let answer = try lines(
      api, Self.measures,
      [
        ["kenmerk": "m-registratie", "versie": 1, "doel": "Weten hoe vaak"], ["titel": "Nieuw een"],
        [
          "kenmerk": "nieuw-twee", "titel": "Nieuw twee",
          "relaties": [["soort": "vervangt", "maatregel": "nieuw-een"]],
        ],
      ], token: token)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(counts(answer) == [3, 2, 1, 0])
    #expect(answer.items.map { $0["kenmerk"]?.asString } == ["m-registratie", "nieuw-een", "nieuw-twee"])
    #expect(answer.items.map { $0["uitkomst"]?.asString } == ["gewijzigd", "gemaakt", "gemaakt"])
    #expect(answer.items.map { $0["versie"]?.asInt } == [2, 0, 0])
    #expect(answer.items.map { $0["conceptversie"]?.asInt } == [nil, 1, 1])
    let after = try api.get(WriteTests.measure).json
    #expect(after["doel"] == "Weten hoe vaak")
    #expect(after["titel"] == before["titel"] && after["gronden"] == before["gronden"])
    // What single writes do: a new measure is a draft, and its maker answers for it.
    #expect(try api.get("/v1/maatregelen/nieuw-twee").status == 404)
    let draft = try api.get("/v1/maatregelen/nieuw-twee", token: token).json
    #expect(draft["betrokkenen"] == [["organisatie": "szw", "rol": "verantwoordelijk"]])
  }

  @Test func `what a list gives as CSV changes nothing when it is sent back`() throws {
    var rows = TestAPI.programme
    rows.append(
      (
        "maatregel",
        [
          "kenmerk": "m-lastig", "titel": "'=lastig", "omschrijving": "''+1\r\n\"twee\", drie\n", "doel": "-5",
          "themas": ["=a", "b\\|c", "d:|\u{308}e", "'@f"], "intersectioneel": false, "soort": "bestaand",
          "betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]],
          "programmas": [["programma": "np-2022", "nummer": "3:b|c\\", "opname": "opgenomen", "reden": "a, b"]],
          "relaties": [["soort": "deel-van", "maatregel": "m-zonder"]],
          "bronnen": [["document": "brief", "regel": 4, "regelTot": 9, "citaat": "zo: \"dus\" | niet"]],
          "plan": [
            "startGepland": ["vanaf": "2024-06-01", "totEnMet": "2024-08-31", "precisie": "seizoen", "tekst": "zomer"],
            "gereedGepland": ["vanaf": "2025-01-01", "totEnMet": "2025-12-31", "precisie": "jaar", "tekst": "in 2025"],
          ],
        ]
      ))
    let api = try TestAPI(rows: rows)
    let token = try api.token(.administrator, "ncdr")
    _ = try api.post("/v1/maatregelen", ["titel": "Concept", "doel": "=x"], token: token)
    let before = try api.get("/v1/maatregelen", token: token)
    let sent = try api.send("GET", "/v1/maatregelen", [("Accept", "text/csv")], token: token).text
    let answer = try table(api, Self.measures, sent, token: token)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(counts(answer) == [6, 0, 0, 6])
    #expect(answer.items.first?["rij"]?.asInt == 2)
    #expect(try api.get("/v1/maatregelen", token: token).json["items"] == before.json["items"])

    // The same rows under other names say the same.
    let header = try #require(CSVTests.parse(sent)?.first)
    #expect(header.contains("conceptversie"))
    let moved = try table(
      api, Self.measures, "\u{FEFF}kenmerk,versie,plan.startGepland,soort\nm-lastig,1,,voorbereiding\n\n", token: token)
    #expect(moved.errors == ["body /2/planwijziging/reden verplicht"])
    let reasoned = try table(
      api, Self.measures,
      "kenmerk,versie,plan.startGepland,soort,planwijziging.reden\nm-lastig,1,,voorbereiding,\"Anders, dus\"",
      token: token)
    #expect(counts(reasoned) == [1, 0, 1, 0], "\(reasoned.text)")
    let after = try api.get("/v1/maatregelen/m-lastig").json
    #expect(after["plan"]?["startGepland"]?.isNull == true)
    #expect(after["plan"]?["gereedGepland"]?["tekst"] == "in 2025")
    #expect(after["titel"] == "'=lastig")
  }

  @Test func `what a list gives as JSON changes nothing when it is sent back`() throws {
    let api = try TestAPI()
    let token = try api.token(.administrator, "ncdr")
    let items = try api.get("/v1/maatregelen", token: token).items
    let answer = try lines(api, Self.measures, items, token: token)
    #expect(counts(answer) == [4, 0, 0, 4], "\(answer.text)")
  }

  @Test func `a repeat with the same key is stored once and answered alike`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let key = [("Idempotency-Key", "k")]
    let trial = try lines(api, Self.measures + "?proef=true", [["titel": "Eén"]], key, token: token)
    let first = try lines(api, Self.measures, [["titel": "Eén"]], key, token: token)
    let second = try lines(api, Self.measures, [["titel": "Eén"]], key, token: token)
    #expect(trial.json["proef"] == true && first.json["proef"] == false)
    #expect(first.status == 200 && first.bytes == second.bytes)
    #expect(try api.kenmerken("/v1/maatregelen?search=een*", token: token).filter { $0 == "een" }.count == 1)
    let other = try lines(api, Self.measures, [["titel": "Twee"]], key, token: token)
    #expect(other.kind == "sleutel-hergebruikt")
  }

  // MARK: All or nothing

  @Test func `a trial answers what would be stored and keeps nothing, not even a number`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let before = try api.get("/v1/maatregelen", token: token)
    let rows: [JSON] = [["titel": "Proefballon"], ["kenmerk": "m-registratie", "versie": 1, "doel": "x"]]
    let trial = try lines(api, Self.measures + "?proef=true", rows, token: token)
    #expect(trial.status == 200, "\(trial.text)")
    #expect(trial.json["proef"] == true)
    #expect(counts(trial) == [2, 1, 1, 0])
    let after = try api.get("/v1/maatregelen", token: token)
    #expect(after.bytes == before.bytes && after.etag == before.etag)
    let real = try lines(api, Self.measures, rows, token: token)
    #expect(real.json["items"] == trial.json["items"])
  }

  @Test func `one fault among a thousand rows keeps all of them out`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let before = try api.get("/v1/maatregelen", token: token)
    var rows = (1...1_000).map { JSON.object(["titel": .string("Rij \($0)")]) }
    rows[700] = ["titel": "Rij", "gronden": ["antisemitisme", "elfen"]]
    let answer = try lines(api, Self.measures, rows, token: token)
    #expect(answer.status == 400)
    #expect(answer.errors == ["body /701/gronden/1 onbekende-verwijzing"])
    #expect(answer.json["errors"]?[0]?["rij"]?.asInt == 701)
    #expect(try api.get("/v1/maatregelen", token: token).bytes == before.bytes)
    // And the next write goes on as if nothing had been.
    #expect(try api.post("/v1/maatregelen", ["titel": "Rij 1"], token: token).status == 201)
    #expect(try api.get("/v1/maatregelen/rij-1", token: token).json["versie"] == 0)
  }

  // MARK: Faults

  @Test func `every fault is told with its row and its place`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let body = """
      {"titel":"","gornd":1}
      {"titel":"Goed"}

      {"titel":
      {"kenmerk":"m-registratie","doel":"x"}
      {"kenmerk":"m-registratie","versie":1}
      {"kenmerk":"m-weg","titel":"Weg","versie":4}
      {"kenmerk":"Hoofd Letter","titel":"x"}
      {"kenmerk":"m-training","versie":1,"doel":"van een ander","uitvoeringsstatus":"gestopt"}
      {"titel":"x","plan":{"startGepland":"ooit"},"betrokkenen":[{"organisatie":"szw","rol":"baas"}]}
      []
      """
    let answer = try api.send(
      "POST", Self.measures, [("Content-Type", "application/x-ndjson")], body: body, token: token)
    #expect(answer.status == 400)
    #expect(
      answer.errors.sorted() == [
        "body /1/gornd onbekende-naam", "body /1/titel leeg", "body /10/betrokkenen/0/rol niet-toegestaan",
        "body /10/plan/startGepland ongeldige-vorm", "body /11 verkeerd-type", "body /4/titel ongeldige-json",
        "body /5/versie voorwaarde-vereist", "body /6/kenmerk dubbel", "body /7/versie verouderd",
        "body /8/kenmerk ongeldige-vorm", "body /9 niet-toegestaan",
      ])
  }

  @Test(arguments: [
    ("m-vierogen", "versie\":1", 403, "/1 niet-toegestaan"),
    ("m-registratie", "versie\":7", 412, "/1/versie verouderd"),
    ("m-registratie", "regio\":\"beide", 428, "/1/versie voorwaarde-vereist"),
    ("verborgen", "titel\":\"x", 409, "/1/kenmerk kenmerk-bezet"), ("weg", "versie\":1", 410, "/1/kenmerk ingetrokken"),
  ])
  func `a row is refused as a single write would be`(
    kenmerk: String, member: String, status: Int, error: String
  ) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let vws = try api.token(.approver, "vws")
    #expect(try api.post("/v1/maatregelen", ["titel": "Verborgen"], token: vws).status == 201)
    let published: JSON = ["titel": "Weg", "publicatie": ["status": "gepubliceerd"]]
    #expect(try api.post("/v1/maatregelen", published, token: vws).status == 201)
    let withdrawal: JSON = ["naar": "ingetrokken", "reden": "Op."]
    let withdrawn = try api.post(
      "/v1/maatregelen/weg/statusovergangen", withdrawal, [("If-Match", "\"1\"")], token: vws)
    #expect(withdrawn.status == 200)
    let text = member.hasSuffix("1") || member.hasSuffix("7") ? member : member + "\""
    let answer = try api.send(
      "POST", Self.measures, [("Content-Type", "application/jsonl")],
      body: "{\"kenmerk\":\"\(kenmerk)\",\"doel\":\"x\",\"\(text)}", token: token)
    #expect(answer.status == status, "\(answer.text)")
    #expect(answer.errors == ["body \(error)"])
  }

  @Test func `reports are added and never changed, and a wrong measure is a fault of its row`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try lines(api, Self.reports, [report("m-registratie", ["kenmerk": "r-een"])], token: token)
    #expect(made.status == 200, "\(made.text)")
    let answer = try lines(
      api, Self.reports,
      [
        report("m-registratie", ["kenmerk": "r-een"]), report("m-training"), report("m-onbekend"),
        report("m-registratie", ["uitvoeringsstatus": "afgerond"]),
      ], token: token)
    #expect(answer.status == 400)
    #expect(
      answer.errors == [
        "body /1/kenmerk kenmerk-bezet", "body /2 niet-toegestaan", "body /3/maatregel onbekende-verwijzing",
        "body /4/gereedWerkelijk afgerond-zonder-datum",
      ])
    #expect(try api.get("/v1/voortgangsmeldingen").json["aantal"] == 1)
  }

  @Test(arguments: [
    ("titel,gornd,titel\na,b,c\n", ["/1/gornd onbekende-naam", "/1/titel dubbel"]),
    ("titel,doel\na\nb,c,d\n", ["/2 aantal-cellen", "/3 aantal-cellen"]),
    ("titel,doel\na,b\"c\n", ["/2 ongeldige-csv"]), ("titel,doel\na,\"b\n", ["/2 ongeldige-csv"]),
    ("titel,doel\na,\"b\"c\n", ["/2 ongeldige-csv"]), ("titel\ra\r", ["/1 ongeldige-csv"]),
    (
      "titel,intersectioneel,bronnen\na,ja,brief::zes\n",
      ["/2/bronnen/0/regel verkeerd-type", "/2/intersectioneel verkeerd-type"]
    ),
    ("titel,betrokkenen\na,szw:partner:x\n", ["/2/betrokkenen/0 verkeerd-type"]),
    ("titel,plan.startGepland\na,2024-06-01/2026-01-01\n", ["/2/plan/startGepland/precisie ongeldige-vorm"]),
    ("kenmerk,titel,versie\nm-registratie,a,een\n", ["/2/versie verkeerd-type"]), ("titel\n", [" leeg"]),
    ("\n", ["/1/ onbekende-naam"]),
  ])
  func `what is wrong with a table is told by row and column`(text: String, errors: [String]) throws {
    let api = try TestAPI()
    let answer = try table(api, Self.measures, text, token: try api.token(.editor, "szw"))
    #expect(answer.status == 400)
    #expect(answer.errors.sorted() == errors.map { "body \($0)" })
  }

  @Test func `bytes that are no UTF-8 are a fault of their row`() {
    let bytes: [UInt8] = Array("titel\r\n\"a\"\r\n".utf8) + [0xC3, 0x28, 0x0A]
    bytes.withUnsafeBytes { bytes in
      var reader = CSVReader(bytes)
      #expect(throws: Never.self) { try reader.next() == ["titel"] && reader.next() == ["a"] }
      #expect(throws: CSVReader.Fault(reason: .invalidUTF8, record: 3, cell: 1)) { try reader.next() }
    }
  }

  @Test func `a thousand faults are told and the rest is counted`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let answer = try lines(
      api, Self.measures, [JSON](repeating: ["titel": "", "soort": "x"], count: 600), token: token)
    #expect(answer.status == 400)
    #expect(answer.errors.count == 1_000)
    #expect(answer.json["meerFouten"] == 200)
  }

  @Test func `ten thousand rows and no more`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let answer = try api.send(
      "POST", Self.measures, [("Content-Type", "application/jsonl")],
      body: String(repeating: "{}\n", count: Bulk.limit + 1), token: token)
    #expect(answer.status == 400)
    #expect(answer.errors.first == "body /10001 te-veel-rijen")
  }

  // MARK: Around it

  @Test func `what is wrong around the rows is told with what is wrong in them`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let answer = try lines(
      api, Self.measures + "?proef=ja&x=1", [["titel": ""]], [("Idempotency-Key", "a b")], token: token)
    #expect(
      answer.errors.sorted() == [
        "body /1/titel leeg", "header Idempotency-Key ongeldige-vorm", "query proef niet-toegestaan",
        "query x onbekende-naam",
      ])
    let json = try api.post(Self.measures, ["titel": "x"], token: token)
    #expect(json.status == 415)
    #expect(json["Accept-Post"] == "application/jsonl, application/x-ndjson, text/csv")
    #expect(try api.get(Self.measures).status == 405)
    #expect(try lines(api, Self.measures, [["titel": "x"]], token: api.token(.reader, "szw")).status == 403)
    #expect(try lines(api, "/v1/fasen/_importeer", [["naam": "x"]], token: token).status == 405)
    #expect(try lines(api, Self.measures, [], token: token).errors == ["body  leeg"])
  }

  @Test func `who may import may send more than others`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let bureau = try api.token(.bureau, "ncdr")
    for (target, secret, type, limit) in [
      (Self.measures, token, "text/csv", 64 << 20), (Self.measures, "geen", "text/csv", nil),
      ("/v1/maatregelen", token, "application/json", 4 << 20), (Self.measures, token, "application/json", nil),
      (Self.reports + "?proef=true", token, "text/csv", 64 << 20), (Self.reports, bureau, "text/csv", nil),
    ] {
      let head =
        "POST \(target) HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\nAuthorization: Bearer \(secret)\r\n\r\n"
      try Request.withParsed(Array(head.utf8)) { #expect(api.responder.bodyLimit(for: $0) == limit, "\(target)") }
    }
    let big = (1...40).map {
      JSON.object(["titel": .string("Groot \($0)"), "doel": .string(String(repeating: "a", count: 9_000))])
    }
    #expect(counts(try lines(api, Self.measures, big, token: token)) == [40, 40, 0, 0])
  }
}
