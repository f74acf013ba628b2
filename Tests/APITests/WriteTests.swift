import Bytes
import Register
import Testing

@testable import API

struct WriteTests {
  static let measure = "/v1/maatregelen/m-registratie"

  @Test func `a department's day`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.editor, "vws")

    let made = try api.post(
      "/v1/maatregelen", ["titel": "Handreiking", "publicatie": ["status": "gepubliceerd"]], token: szw)
    #expect(made.status == 201, "\(made.text)")
    let place = try #require(made["Location"])
    #expect(place == "https://npdr.example.nl/v1/maatregelen/handreiking")
    #expect(made.etag == "\"1\"")
    #expect(made["Cache-Control"] == "no-store")
    #expect(made.json == (try api.get("/v1/maatregelen/handreiking").json))

    let report = try api.post(
      "/v1/maatregelen/handreiking/voortgangsmeldingen",
      [
        "peildatum": "2024-06-30", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema", "toelichting": "Loopt.",
      ],
      token: szw)
    #expect(report.status == 201, "\(report.text)")
    #expect(report["Location"]?.hasPrefix("https://npdr.example.nl/v1/voortgangsmeldingen/") == true)

    let read = try api.get("/v1/maatregelen/handreiking")
    #expect(read.json["uitvoeringsstatus"] == "in-uitvoering")
    let etag = try #require(read.etag)
    let changed = try api.patch("/v1/maatregelen/handreiking", ["doel": "Helpen"], [("If-Match", etag)], token: szw)
    #expect(changed.status == 200)
    #expect(changed.json["doel"] == "Helpen")
    #expect(changed.etag != etag)

    let lost = try api.patch("/v1/maatregelen/handreiking", ["doel": "Anders"], [("If-Match", etag)], token: szw)
    #expect(lost.status == 412)
    #expect(lost.json["detail"]?.asString?.contains(changed.etag ?? "?") == true)

    let other = try api.patch(
      "/v1/maatregelen/handreiking", ["doel": "x"], [("If-Match", changed.etag ?? "")], token: vws)
    #expect(other.status == 403)
    let wrong = try api.patch(
      "/v1/maatregelen/handreiking", ["doell": "x"], [("If-Match", changed.etag ?? "")], token: szw)
    #expect(wrong.errors == ["body /doell onbekende-naam"])
    #expect(wrong.json["errors"]?[0]?["detail"]?.asString?.contains("doel") == true)
  }

  @Test func `a write that changes nothing answers 200 with the same version`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let before = try api.get(Self.measure)
    let etag = try #require(before.etag)
    #expect(try api.patch(Self.measure, [:], [("If-Match", etag)], token: token).etag == etag)
    let whole = try api.put(Self.measure, before.json, [("If-Match", etag)], token: token)
    #expect(whole.status == 200, "\(whole.text)")
    #expect(whole.etag == etag)
    #expect(whole.json == before.json)
  }

  @Test func `PUT says what it expects, or is refused`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let body: JSON = ["titel": "Nieuw"]
    let new = "/v1/maatregelen/nieuw-kenmerk"
    #expect(try api.put(new, body, token: token).status == 428)
    #expect(try api.put(new, body, [("If-Match", "\"1\"")], token: token).status == 412)
    #expect(try api.put(new, body, [("If-Match", "*")], token: token).status == 412)
    let made = try api.put(new, body, [("If-None-Match", "*")], token: token)
    #expect(made.status == 201)
    #expect(made["Location"] == "https://npdr.example.nl/v1/maatregelen/nieuw-kenmerk")
    #expect(try api.put(new, body, [("If-None-Match", "*")], token: token).status == 412)
    #expect(try api.put(new, body, token: token).status == 428)
    #expect(try api.put(new, body, [("If-Match", made.etag ?? "")], token: token).status == 200)
    #expect(try api.put(new, body, [("If-Match", "W/\"0-c1\"")], token: token).status == 412)
  }

  /// `If-Match` first, then `If-None-Match` (RFC 9110 section 13.2.2); `!` stands for the row's own tag.
  @Test(arguments: [
    (nil, "!", 412), (nil, "\"99\"", 428), (nil, "W/!", 412), (nil, "\"99\", !", 412), ("!", "\"99\"", 200),
    ("!", "!", 412), ("!", "*", 412), ("*", "*", 412), ("\"99\"", "*", 412), ("\"99\"", "\"99\"", 412),
    ("*", "\"99\"", 200),
  ])
  func `both conditions are held against a row that is there`(match: String?, none: String?, status: Int) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let read = try api.get(Self.measure)
    let etag = try #require(read.etag)
    let fields = [("If-Match", match), ("If-None-Match", none)].compactMap { name, value in
      value.map { (name, $0.replacing("!", with: etag)) }
    }
    #expect(try api.put(Self.measure, read.json, fields, token: token).status == status)
    #expect(try api.patch(Self.measure, [:], fields, token: token).status == status)
    #expect(try api.get(Self.measure).etag == etag)
  }

  @Test(arguments: [
    (nil, "\"1\"", 201), (nil, "W/\"1\", \"2\"", 201), ("*", "*", 412), ("\"1\"", "*", 412), ("*", "\"1\"", 412),
  ])
  func `both conditions are held against a row that is not there`(match: String?, none: String?, status: Int) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let fields = [("If-Match", match), ("If-None-Match", none)].compactMap { name, value in value.map { (name, $0) } }
    #expect(try api.put("/v1/maatregelen/nieuw", ["titel": "Nieuw"], fields, token: token).status == status)
    #expect(try api.patch("/v1/maatregelen/anders", ["titel": "Nieuw"], fields, token: token).status == 404)
  }

  @Test(arguments: [[], [("If-None-Match", "*")], [("If-Match", "*")]])
  func `a kenmerk that is none is a fault of the path, told with those of the body`(
    fields: [(String, String)]
  ) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    for kenmerk in ["Hoofdletter", "a", "a--b", "a_b"] {
      let response = try api.put("/v1/maatregelen/\(kenmerk)", ["titel": ""], fields, token: token)
      #expect(response.errors.sorted() == ["body /titel leeg", "path kenmerk ongeldige-vorm"])
    }
  }

  @Test func `only what stands in a row can be marked as inferred`() throws {
    let api = try TestAPI()
    let bureau = try api.token(.bureau, "ncdr")
    func mark(_ marks: [JSON], _ more: JSONObject = [:]) throws -> Response {
      var body = more
      body["afgeleid"] = .array(marks)
      body["planwijziging"] = ["reden": "Nagezocht"]
      return try api.patch(Self.measure, .object(body), [("If-Match", "*")], token: bureau)
    }
    for wrong: JSON in [
      "fasen/zz", "fasen/erkennen-voorkomen", "betrokkenen/vws", "soort/bestaand", "plan/startGepland", "fasen/",
    ] {
      #expect(try mark([wrong]).errors == ["body /afgeleid/0 niet-toegestaan"], "\(wrong)")
    }
    let both: [JSON] = ["betrokkenen/politie", "fasen", "fasen/herkennen-melden", "soort", "programmas/np-2022"]
    let marked = try mark(both)
    #expect(marked.status == 200, "\(marked.text)")
    #expect(marked.json["afgeleid"]?.asArray?.count == both.count)
    // Whoever takes the element away need not know of its mark.
    let without = try api.patch(
      Self.measure, ["fasen": ["erkennen-voorkomen"], "planwijziging": ["reden": "Anders ingedeeld"]],
      [("If-Match", "*")], token: bureau)
    #expect(without.status == 200, "\(without.text)")
    #expect(without.json["afgeleid"] == ["betrokkenen/politie", "fasen", "programmas/np-2022", "soort"])
  }

  @Test func `a measure is no part of itself`() throws {
    let api = try TestAPI()
    let bureau = try api.token(.bureau, "ncdr")
    for kind in ["deel-van", "vervangt", "hangt-samen-met"] {
      let relations: JSON = [
        ["soort": "hangt-samen-met", "maatregel": "m-training"],
        ["soort": .string(kind), "maatregel": "m-registratie"],
      ]
      let response = try api.patch(
        Self.measure, ["relaties": relations, "planwijziging": ["reden": "x"]], [("If-Match", "*")], token: bureau)
      #expect(response.errors == ["body /relaties/1/maatregel kring"])
    }
  }

  @Test func `a draft can be discarded once, and its name is never used again`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try api.post("/v1/maatregelen", ["titel": "Weg ermee"], token: token)
    let path = "/v1/maatregelen/weg-ermee"
    #expect(try api.send("DELETE", path, token: token).status == 428)
    #expect(try api.send("DELETE", path, [("If-Match", "\"9\"")], token: token).status == 412)
    let gone = try api.send("DELETE", path, [("If-Match", made.etag ?? "")], token: token)
    #expect(gone.status == 204)
    #expect(gone.bytes.isEmpty && gone["Content-Length"] == nil && gone["Content-Type"] == nil)
    #expect(try api.send("DELETE", path, [("If-Match", made.etag ?? "")], token: token).status == 404)
    #expect(try api.get(path, token: token).status == 404)
    let again = try api.put(path, ["titel": "Weg ermee"], [("If-None-Match", "*")], token: token)
    #expect(again.status == 409)
    #expect(again.kind == "kenmerk-bezet")
    #expect(again.errors == ["path kenmerk kenmerk-bezet"])
  }

  @Test func `what is withdrawn is gone, with its reason, for reading and writing`() throws {
    let api = try TestAPI()
    let token = try api.token(.approver, "szw")
    let etag = try #require(try api.get(Self.measure).etag)
    let to: JSON = ["naar": "ingetrokken", "reden": "Samengevoegd met een andere."]
    let path = Self.measure + "/statusovergangen"
    let step: JSON = ["titel": "Eerste stap", "publicatie": ["status": "gepubliceerd"]]
    let below = try #require(try api.post(Self.measure + "/acties", step, token: token)["Location"])
    #expect(try api.post(path, to, token: token).status == 428)
    #expect(
      try api.post(path, ["naar": "weg"], [("If-Match", etag)], token: token).errors == ["body /naar niet-toegestaan"])
    #expect(
      try api.post(path, ["naar": "concept"], [("If-Match", etag)], token: token).kind == "overgang-niet-mogelijk")
    let done = try api.post(path, to, [("If-Match", etag)], token: token)
    #expect(done.status == 200, "\(done.text)")
    for response in [
      try api.get(Self.measure), try api.get(Self.measure, token: token),
      try api.patch(Self.measure, ["doel": "x"], [("If-Match", etag)], token: token),
      try api.post(Self.measure + "/acties", ["titel": "Nog een stap", "status": "onbekend"], token: token),
      // What stands under it has no reason of its own.
      try api.get(below), try api.patch(below, ["titel": "x"], [("If-Match", "\"1\"")], token: token),
    ] {
      #expect(response.status == 410)
      #expect(response.json["detail"]?.asString?.contains("Samengevoegd met een andere.") == true)
    }
    #expect(try !api.kenmerken("/v1/maatregelen").contains("m-registratie"))
    // What is wrong with the body goes before what is wrong with the path.
    #expect(try api.post(Self.measure + "/acties", ["titel": ""], token: token).status == 400)
    #expect(try api.post("/v1/maatregelen/geen/acties", ["titel": "Stap"], token: token).status == 404)
  }

  @Test(arguments: ["PATCH", "PUT", "POST"])
  func `of very many faults the first are told, and how many more there are`(method: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let names = (0..<999).map { ("a\($0)", JSON.integer(1)) } + [(String(repeating: "b", count: 10_000), .null)]
    for body in [JSON.object(JSONObject(names.reversed())), ["plan": .object(JSONObject(names))]] {
      let path = method == "POST" ? "/v1/maatregelen" : Self.measure
      let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
      let refused = try api.send(
        method, path, [("Content-Type", type)] + (method == "POST" ? [] : [("If-Match", "*")]), body: body.text,
        token: token)
      #expect(refused.status == 400)
      #expect(refused.errors.count == 100)
      #expect(refused.json["meerFouten"]?.asInt ?? 0 >= 900)
      #expect(refused.text.utf8.count < 200_000)
    }
    let crowd = JSON.object(JSONObject(names + [("c", .null)]))
    #expect(try api.patch(Self.measure, ["plan": crowd], token: token).errors == ["body /plan ongeldige-json"])
  }

  @Test func `a part of a date is merged with what the row has of it`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    func patch(_ plan: JSON) throws -> Response {
      try api.patch(
        Self.measure, ["plan": plan, "planwijziging": ["reden": "Nader bepaald"]],
        [("If-Match", try #require(try api.get(Self.measure).etag))], token: token)
    }
    #expect(try patch(["startGepland": "2024"]).status == 200)
    let named = try patch(["startGepland": ["tekst": "voorjaar"]])
    #expect(named.status == 200, "\(named.text)")
    let year: JSON = ["vanaf": "2024-01-01", "totEnMet": "2024-12-31", "precisie": "jaar"]
    #expect(named.json["plan"]?["startGepland"] == MergePatch.apply(["tekst": "voorjaar"], to: year))
    #expect(try patch(["startGepland": [:]]).etag == named.etag)
    #expect(try patch(["startGepland": ["tekst": .null]]).json["plan"]?["startGepland"]?["tekst"] == .null)
    #expect(
      try patch(["startGepland": ["maand": "5", "tekst": 5]]).errors == [
        "body /plan/startGepland/maand onbekende-naam", "body /plan/startGepland/tekst verkeerd-type",
      ])
    #expect(try patch(["startGepland": ["vanaf": "2024-02-01"]]).errors.count == 1)
  }

  @Test func `beside a fault of the address a body is not blamed for what the address says`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let report: JSON = [
      "peildatum": "2024-01-31", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema", "toelichting": "Op weg.",
    ]
    let refused = try api.post(Self.measure + "/voortgangsmeldingen?foo=1", report, token: token)
    #expect(refused.errors == ["query foo onbekende-naam"])
  }

  // MARK: Idempotency-Key

  @Test(arguments: ["sleutel-1", "\"sleutel-1\"", "8e03978e-40d5-43dd-bc93-6894a57f9324"])
  func `a repeat with the same key is stored once and answered alike`(key: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let body: JSON = ["titel": "Eén keer"]
    let first = try api.post("/v1/maatregelen", body, [("Idempotency-Key", key)], token: token)
    let second = try api.post("/v1/maatregelen", body, [("Idempotency-Key", key)], token: token)
    #expect(first.status == 201 && second.status == 201)
    #expect(first["Location"] == second["Location"])
    #expect(first.bytes == second.bytes)
    #expect(first.etag == second.etag)
    #expect(try api.kenmerken("/v1/maatregelen?search=keer", token: token).count == 1)

    let other = try api.post("/v1/maatregelen", ["titel": "Anders"], [("Idempotency-Key", key)], token: token)
    #expect(other.status == 409)
    #expect(other.kind == "sleutel-hergebruikt")
    #expect(other.errors == ["header Idempotency-Key sleutel-hergebruikt"])
  }

  @Test func `a key belongs to its token and its path`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.editor, "vws")
    let key = [("Idempotency-Key", "k")]
    #expect(try api.post("/v1/maatregelen", ["titel": "Een"], key, token: szw).status == 201)
    #expect(try api.post("/v1/maatregelen", ["titel": "Twee"], key, token: vws).status == 201)
    #expect(try api.post("/v1/documenten", ["titel": "Drie", "soort": "nota"], key, token: szw).status == 201)
  }

  @Test(arguments: ["", "\"\"", "a b", "a\"b", String(repeating: "k", count: 256)])
  func `a malformed key is refused by name`(key: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let response = try api.post("/v1/maatregelen", ["titel": "x"], [("Idempotency-Key", key)], token: token)
    #expect(response.errors == ["header Idempotency-Key ongeldige-vorm"])
    #expect(
      try api.post(
        "/v1/maatregelen", ["titel": "x"], [("Idempotency-Key", "a"), ("Idempotency-Key", "b")], token: token
      )
      .errors == ["header Idempotency-Key ongeldige-vorm"])
  }

  @Test func `a refused write leaves no key behind`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let key = [("Idempotency-Key", "k")]
    #expect(try api.post("/v1/maatregelen", ["titel": ""], key, token: token).status == 400)
    #expect(try api.post("/v1/maatregelen", ["titel": "Goed"], key, token: token).status == 201)
  }

  // MARK: Bodies

  @Test(arguments: [
    ("", "body  verplicht"), ("{", "body  ongeldige-json"), ("{\"titel\":\"a\",}", "body  ongeldige-json"),
    ("{\"titel\":\"a\",\"titel\":\"b\"}", "body /titel ongeldige-json"), ("[]", "body  verkeerd-type"),
    ("null", "body  verkeerd-type"), ("{} {}", "body  ongeldige-json"), ("\u{FEFF}{}", "body  ongeldige-json"),
    ("{\"titel\":\"\\u0000\"}", "body /titel ongeldige-json"), ("{\"titel\":01}", "body /titel ongeldige-json"),
    (String(repeating: "[", count: 100), "body"),
  ])
  func `a body that is no JSON object is refused, and where`(body: String, error: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let response = try api.send(
      "POST", "/v1/maatregelen", [("Content-Type", "application/json")], body: body, token: token)
    #expect(response.status == 400)
    #expect(response.errors.count == 1)
    #expect(response.errors.first?.hasPrefix(error) == true, "\(response.errors)")
  }

  @Test func `a fault of JSON names its line and column`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let response = try api.send(
      "POST", "/v1/maatregelen", [("Content-Type", "application/json"), ("Accept-Language", "en")],
      body: "{\n  \"titel\": x\n}", token: token)
    #expect(
      response.json["errors"]?[0]?["detail"] == "Line 2, column 12: this character cannot stand here.")
  }

  @Test func `faults of head, query and body are told together, and all members at once`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let response = try api.send(
      "POST", "/v1/maatregelen?x=1&y=2",
      [("Content-Type", "application/json"), ("Idempotency-Key", "a b"), ("Accept", "x")], body: "{", token: token)
    #expect(
      response.errors.sorted() == [
        "body  ongeldige-json", "header Accept ongeldige-vorm", "header Idempotency-Key ongeldige-vorm",
        "query x onbekende-naam", "query y onbekende-naam",
      ])
    let members = try api.post(
      "/v1/maatregelen",
      [
        "titel": "", "soort": "groot", "gronden": ["elfen", "antisemitisme"], "onbekend": 1, "intersectioneel": "ja",
        "plan": ["startGepland": "ooit"], "bronnen": [["regel": 0]],
      ], token: token)
    #expect(
      Set(members.errors).isSuperset(of: [
        "body /titel leeg", "body /soort niet-toegestaan", "body /gronden/0 onbekende-verwijzing",
        "body /onbekend onbekende-naam", "body /intersectioneel verkeerd-type",
        "body /plan/startGepland ongeldige-vorm", "body /bronnen/0/regel buiten-bereik",
      ]), "\(members.errors)")
  }

  @Test func `a wrong parameter does not hide what is wrong with the body`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    #expect(
      try api.post("/v1/maatregelen?x=1", ["titel": "", "gornd": 1], token: token).errors.sorted()
        == ["body /gornd onbekende-naam", "body /titel leeg", "query x onbekende-naam"])
    #expect(
      try api.patch(Self.measure + "?x=1", ["gornd": 1], [("If-Match", "9")], token: token).errors.sorted()
        == ["body /gornd onbekende-naam", "header If-Match ongeldige-vorm", "query x onbekende-naam"])
  }

  @Test func `a body over the limit is refused and the connection closed`() throws {
    let api = try TestAPI { $0.bodyLimit = 100 }
    let token = try api.token(.editor, "szw")
    let response = try api.send(
      "POST", "/v1/maatregelen", [("Content-Type", "application/json")], body: String(repeating: " ", count: 101),
      token: token)
    #expect(response.status == 413)
    #expect(response["Connection"] == "close")
    #expect(response.closed)
  }

  @Test func `what the server keeps is ignored in PUT and refused in PATCH when it differs`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let etag = try #require(try api.get(Self.measure).etag)
    var body = try #require(try api.get(Self.measure).json.asObject)
    body["versie"] = 77
    body["_links"] = ["x": 1]
    body["aangemaaktOp"] = "1999-01-01T00:00:00Z"
    let put = try api.put(Self.measure, .object(body), [("If-Match", etag)], token: token)
    #expect(put.status == 200)
    #expect(put.etag == etag)
    let patch = try api.patch(Self.measure, ["versie": 77], [("If-Match", etag)], token: token)
    #expect(patch.errors == ["body /versie alleen-lezen"])

    let links = try #require(try api.get(Self.measure).json["_links"])
    let same = try api.patch(Self.measure, ["_links": links], [("If-Match", etag)], token: token)
    #expect(same.status == 200 && same.etag == etag, "\(same.text)")
    for other: JSON in [.null, [:], ["self": ["href": "https://elders.example.nl"]], 1] {
      let refused = try api.patch(Self.measure, ["_links": other], [("If-Match", etag)], token: token)
      #expect(refused.errors == ["body /_links alleen-lezen"])
    }
    let embedded = try api.patch(Self.measure, ["_embedded": [:]], [("If-Match", etag)], token: token)
    #expect(embedded.errors == ["body /_embedded alleen-lezen"])
  }

  @Test func `weergave is a parameter of writes on drafts, and only with a value that exists`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let match = [("If-Match", "*")]
    #expect(
      try api.patch(Self.measure + "?weergave=x", [:], match, token: token).errors == ["query weergave niet-toegestaan"]
    )
    #expect(
      try api.patch(Self.measure + "?weergave=concept&weergave=concept", [:], match, token: token).errors
        == ["query weergave dubbel"])
    #expect(
      try api.patch(Self.measure + "?weergaven=concept", [:], match, token: token).errors == [
        "query weergaven onbekende-naam"
      ])
  }

  @Test func `an answer to HTTP 1.0 or to close is followed by the end of the connection`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let response = try api.post("/v1/maatregelen", ["titel": "x1"], [("Connection", "close")], token: token)
    #expect(response.status == 201 && response.closed)
    #expect(response["Connection"] == "close")
  }
}
