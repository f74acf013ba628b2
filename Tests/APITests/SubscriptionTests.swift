import Bytes
import Register
import Testing

@testable import API

/// `/v1/abonnementen`: whose they are, what they take, and what nobody gets to see of them.
struct SubscriptionTests {
  static let list = "/v1/abonnementen"
  static let target = "https://ontvanger.example.nl/npdr?sleutel=zwartgeheim"
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private static func make(
    _ api: TestAPI, _ token: String, _ more: JSONObject = [:]
  ) throws -> (path: String, etag: String, json: JSON) {
    var body: JSONObject = ["doel": .string(target)]
    for (name, value) in more { body[name] = value }
    let made = try api.post(list, .object(body), token: token)
    #expect(made.status == 201, "\(made.text)")
    return ("\(list)/\(made.json["kenmerk"]?.asString ?? "")", made.etag ?? "", made.json)
  }

  @Test(arguments: [Caller.Role.reader, .editor, .approver])
  func `every role of an organisation subscribes for it, and its colleagues see it`(role: Caller.Role) throws {
    let api = try TestAPI()
    let made = try Self.make(api, api.token(role, "szw"), ["naam": "Dashboard"])
    let colleague = try api.token(.reader, "szw")
    let item = try api.get(made.path, token: colleague)
    #expect(item.status == 200)
    #expect(item.json["organisatie"] == "szw")
    #expect(item.json["status"] == "actief")
    #expect(item.json["bereik"] == "openbaar")
    #expect(item.json["doel"] == .string(Self.target))
    #expect(item.json["_links"]?["self"]?["href"] == .string("https://npdr.example.nl\(made.path)"))
    #expect(try api.kenmerken(Self.list, token: colleague) == [item.json["kenmerk"]?.asString ?? ""])
    #expect(try api.kenmerken(Self.list, token: api.token(.administrator, "ncdr")).count == 1)
  }

  @Test func `to everyone else it does not exist`() throws {
    let api = try TestAPI()
    let made = try Self.make(api, api.token(.editor, "szw"))
    for stranger in [try api.token(.approver, "vws"), try api.token(.bureau, "ncdr")] {
      #expect(try api.get(made.path, token: stranger).status == 404)
      #expect(try api.kenmerken(Self.list, token: stranger).isEmpty)
      let tag = [("If-Match", made.etag)]
      #expect(try api.patch(made.path, ["status": "gepauzeerd"], tag, token: stranger).status == 404)
      #expect(try api.send("DELETE", made.path, tag, token: stranger).status == 404)
      for action in ["_hervat", "_proef", "_herhaal"] {
        #expect(try api.send("POST", "\(made.path)/\(action)", token: stranger).status == 404, "\(action)")
      }
    }
    for (method, path) in [
      ("GET", Self.list), ("GET", made.path), ("POST", Self.list), ("POST", made.path + "/_hervat"),
    ] {
      let refused = try api.send(method, path)
      #expect(refused.status == 401, "\(method) \(path)")
      #expect(refused["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
    }
  }

  @Test func `subscribing moves nothing that anyone else can see`() throws {
    let api = try TestAPI()
    let readers = [nil, try api.token(.editor, "vws"), try api.token(.bureau, "ncdr"), try api.token(.reader, "szw")]
    func all() throws -> [String] {
      try readers.flatMap { token in
        try SecrecyTests.questions.map { "\($0) \(try api.get($0, token: token).text)" }
          + [try api.get("/v1/wijzigingen?limit=200", token: token).text]
      }
    }
    let before = try all()
    _ = try Self.make(api, api.token(.editor, "szw"), ["toelichting": "zwartgeheim"])
    #expect(try all() == before)
  }

  @Test func `a secret that the server makes is told once, and one that was given never`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try Self.make(api, token)
    let told = try #require(made.json["geheim"]?.asString)
    #expect(told.hasPrefix("whsec_") && told.count == 6 + 44)
    #expect(try Self.make(api, token).json["geheim"] != made.json["geheim"])
    let given = try Self.make(api, token, ["geheim": .string(Self.secret)])
    #expect(given.json["geheim"] == nil)
    let patched = try api.patch(made.path, ["geheim": .string(Self.secret)], [("If-Match", made.etag)], token: token)
    #expect(patched.status == 200, "\(patched.text)")
    #expect(patched.json["versie"] == 2)
    for text in [patched.text, try api.get(made.path, token: token).text, try api.get(Self.list, token: token).text] {
      #expect(!text.contains(told) && !text.contains("whsec_"))
    }
  }

  @Test(arguments: [
    ("geheim", "whsec_", "ongeldige-vorm"), ("geheim", "whsec_kort", "ongeldige-vorm"),
    ("geheim", "geheim", "ongeldige-vorm"), ("geheim", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-", "ongeldige-vorm"),
    ("doel", "http://ontvanger.example.nl/", "doel-zonder-tls"),
    ("doel", "ftp://ontvanger.example.nl/", "ongeldige-vorm"),
    ("doel", "https://naam:woord@ontvanger.example.nl/", "ongeldige-vorm"),
    ("doel", "https://ontvanger.example.nl:25/", "doel-poort"), ("doel", "https://[2001:db8::1]:22/", "doel-poort"),
    ("doel", "https://ontvanger.example.nl:/", "doel-poort"),
    ("bereik", "alles", "niet-toegestaan"), ("collectie", "abonnementen", "niet-toegestaan"),
    ("status", "geparkeerd", "niet-toegestaan"), ("adres", "x", "onbekende-naam"),
  ])
  func `what cannot be is refused, and says where`(name: String, value: String, code: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    var body: JSONObject = ["doel": "https://ontvanger.example.nl:8443/npdr"]
    body[name] = .string(value)
    let refused = try api.post(Self.list, .object(body), token: token)
    #expect(refused.status == 400)
    #expect(refused.errors == ["body /\(name) \(code)"], "\(refused.text)")
    let made = try Self.make(api, token)
    let changed = try api.patch(made.path, .object([name: .string(value)]), [("If-Match", made.etag)], token: token)
    #expect(changed.status == 400 && changed.errors == ["body /\(name) \(code)"], "\(changed.text)")
  }

  @Test func `plain http is for who allows it`() throws {
    let api = try TestAPI(configure: { $0.allowsPlainTargets = true })
    let made = try api.post(Self.list, ["doel": "http://127.0.0.1:8080/"], token: api.token(.editor, "szw"))
    #expect(made.status == 201, "\(made.text)")
  }

  @Test func `a selection names parameters of its own collection's list`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try Self.make(
      api, token, ["collectie": "maatregelen", "selectie": ["fase": ["herkennen-melden"], "verantwoordelijk": "szw"]])
    #expect(made.json["selectie"]?["fase"] == "herkennen-melden")
    for (collection, selection, error) in [
      ("maatregelen", ["grnd": "x"], "body /selectie/grnd onbekende-naam"),
      ("maatregelen", ["verantwoordelijk": "bestaat-niet"], "body /selectie/verantwoordelijk onbekende-verwijzing"),
      ("oordelen", ["fase": "herkennen-melden"], "body /selectie/fase onbekende-naam"),
      ("maatregelen", ["beschikbaarOp": "2024-01-01T00:00:00Z"], "body /selectie/beschikbaarOp onbekende-naam"),
    ] as [(String, JSON, String)] {
      let refused = try api.post(
        Self.list, ["doel": "https://a.example.nl/", "collectie": .string(collection), "selectie": selection],
        token: token)
      #expect(refused.status == 400 && refused.errors == [error], "\(refused.text)")
    }
    let without = try api.post(
      Self.list, ["doel": "https://a.example.nl/", "selectie": ["fase": "herkennen-melden"]], token: token)
    #expect(without.errors == ["body /selectie selectie-zonder-collectie"])
  }

  @Test func `a write names the version it read, whatever was delivered since`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try Self.make(api, token)
    #expect(try api.patch(made.path, ["naam": "x"], token: token).status == 428)
    #expect(try api.patch(made.path, ["naam": "x"], [("If-Match", "\"1\"")], token: token).status == 412)
    let changed = try api.patch(made.path, ["naam": "x"], [("If-Match", made.etag)], token: token)
    #expect(changed.status == 200 && changed.json["versie"] == 2)
    #expect(try api.patch(made.path, ["naam": "y"], [("If-Match", made.etag)], token: token).status == 412)
    let same = try api.patch(made.path, ["naam": "x"], [("If-Match", changed.etag ?? "")], token: token)
    #expect(same.status == 200 && same.json["versie"] == 2)
    // A change that it has yet to deliver moves the tag and not the version.
    let other = try api.post(
      "/v1/maatregelen", ["titel": "Nieuw", "publicatie": ["status": "gepubliceerd"]], token: token)
    #expect(other.status == 201)
    let now = try api.get(made.path, token: token)
    #expect(now.json["aflevering"]?["achterstand"] == 1)
    #expect(now.etag != changed.etag)
    #expect(try api.get(made.path, [("If-None-Match", changed.etag ?? "")], token: token).status == 200)
    #expect(try api.get(made.path, [("If-None-Match", now.etag ?? "")], token: token).status == 304)
    #expect(try api.patch(made.path, ["naam": "z"], [("If-Match", changed.etag ?? "")], token: token).status == 200)
    let stale = try api.send("DELETE", made.path, [("If-Match", changed.etag ?? "")], token: token)
    #expect(stale.status == 412)
    #expect(try api.send("DELETE", made.path, [("If-Match", "*")], token: token).status == 204)
    #expect(try api.get(made.path, token: token).status == 404)
  }

  @Test func `a repeated POST makes one subscription and tells its secret again`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let answers = try (1...2).map { _ in
      try api.post(Self.list, ["doel": .string(Self.target)], [("Idempotency-Key", "een")], token: token)
    }
    #expect(answers.allSatisfy { $0.status == 201 })
    #expect(answers[0].text == answers[1].text)
    #expect(try api.kenmerken(Self.list, token: token).count == 1)
  }

  @Test func `an organisation has no more subscriptions than it can have`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    for _ in 1...100 { _ = try Self.make(api, token) }
    let refused = try api.post(Self.list, ["doel": .string(Self.target)], token: token)
    #expect(refused.status == 400 && refused.errors == ["body  te-veel-abonnementen"], "\(refused.text)")
    _ = try Self.make(api, api.token(.editor, "vws"))
  }

  @Test func `a paused subscription is taken up again, and a replay begins at a position of its own eyes`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let made = try Self.make(api, token, ["status": "gepauzeerd"])
    let resumed = try api.send("POST", made.path + "/_hervat", token: token)
    #expect(resumed.status == 200 && resumed.json["status"] == "actief", "\(resumed.text)")
    let all = try api.get("/v1/wijzigingen?limit=200").items
    for (query, backlog) in [("", all.count), ("?sinds=\(all[2]["positie"]?.asString ?? "")", all.count - 3)] {
      let replayed = try api.send("POST", made.path + "/_herhaal" + query, token: token)
      #expect(replayed.status == 200, "\(replayed.text)")
      #expect(replayed.json["aflevering"]?["achterstand"] == .integer(backlog))
    }
    let own = try api.get("/v1/wijzigingen?limit=1", token: token).items[0]["positie"]?.asString ?? ""
    #expect(try api.send("POST", made.path + "/_herhaal?sinds=\(own)", token: token).status == 410)
    let wrong = try api.send("POST", made.path + "/_herhaal?sinds=gisteren", token: token)
    #expect(wrong.status == 400 && wrong.errors == ["query sinds ongeldige-vorm"])
    #expect(try api.send("POST", made.path + "/_hervat?nu=ja", token: token).status == 400)
  }

  @Test func `a trial answers what came of it, and without a deliverer there is none`() throws {
    struct Trials: SubscriptionTrials {
      func tryOut(_ kenmerk: String, _ answer: @escaping @Sendable (SubscriptionTrial?) -> Void) {
        answer(SubscriptionTrial(fault: "te-traag", status: nil, milliseconds: 15_000))
      }
    }
    let api = try TestAPI(trials: Trials())
    let token = try api.token(.reader, "szw")
    let made = try Self.make(api, token)
    let tried = try api.send("POST", made.path + "/_proef", token: token)
    #expect(tried.status == 200)
    #expect(
      tried.json == ["afgeleverd": false, "fout": "te-traag", "status": .null, "duurMilliseconden": 15_000])
    let without = try TestAPI()
    let other = try without.token(.reader, "szw")
    #expect(try without.send("POST", Self.make(without, other).path + "/_proef", token: other).status == 503)
  }

  @Test func `what is answered is as the description says`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    let check = OpenAPISchemaCheck(document: OpenAPITests.document)
    let made = try Self.make(api, token)
    func faults(_ json: JSON, _ schema: String) -> [String] {
      check.faults(in: json, against: SharedSchemas.reference(schema))
    }
    #expect(faults(made.json, "Abonnement") == [])
    #expect(faults(try api.get(made.path, token: token).json, "Abonnement") == [])
    #expect(faults(try api.get(Self.list, token: token).json, "AbonnementLijst") == [])
  }
}
