import Bytes
import Testing

extension BuiltProgram {
  /// What people at a department do with it.
  @Suite struct DepartmentDay {
    private static let mergePatch = "application/merge-patch+json"

    /// A served register with a colleague at Social Affairs.
    private final class Office {
      let register: Register
      let server: RunningServer
      let client: Client
      let token: String

      init() throws {
        register = try Register()
        token = try register.token("szw", "redacteur")
        server = try register.serve()
        client = try server.client()
      }

      /// A published measure of theirs.
      func measure(_ title: String) throws -> (path: String, etag: String) {
        let made = try client.send(
          "POST", "/v1/maatregelen", token: token,
          json: ["titel": .string(title), "publicatie": ["status": "gepubliceerd"]])
        #expect(made.status == 201, "\(made.text)")
        return ("/v1/maatregelen/\(try made.json["kenmerk"]?.asString ?? "")", made.header("ETag") ?? "")
      }
    }

    @Test func `a measure is made, reported on and changed, and the public sees it at once`() throws {
      let office = try Office()
      let (path, etag) = try office.measure("Proef met anoniem solliciteren")
      let seen = try office.client.get(path)
      #expect(seen.status == 200)
      #expect(try seen.json["betrokkenen"] == [["organisatie": "szw", "rol": "verantwoordelijk"]])
      #expect(seen.header("ETag") == etag)

      let report = try office.client.send(
        "POST", path + "/voortgangsmeldingen", token: office.token,
        json: [
          "peildatum": "2026-03-01", "uitvoeringsstatus": "in-uitvoering", "schema": "op-schema",
          "toelichting": "De proef is begonnen.",
        ])
      #expect(report.status == 201, "\(report.text)")
      #expect(try report.json["gemeldDoor"] == "szw")
      let reports = try office.client.get(path + "/voortgangsmeldingen").json
      #expect(reports["aantal"] == 1)
      let after = try office.client.get(path)
      #expect(try after.json["uitvoeringsstatus"] == "in-uitvoering")

      let changed = try office.client.send(
        "PATCH", path, token: office.token, headers: ["If-Match: \(after.header("ETag") ?? "")"],
        json: ["doel": "Meer kansen."], type: Self.mergePatch)
      #expect(changed.status == 200, "\(changed.text)")
      #expect(try office.client.get(path).json["doel"] == "Meer kansen.")
    }

    @Test func `a change over another's change is refused, and one without a version too`() throws {
      let office = try Office()
      let (path, etag) = try office.measure("Twee mensen, een maatregel")
      func change(_ text: String, _ headers: [String]) throws -> Client.Answer {
        try office.client.send(
          "PATCH", path, token: office.token, headers: headers, json: ["doel": .string(text)], type: Self.mergePatch)
      }
      #expect(try change("eerste", ["If-Match: \(etag)"]).status == 200)
      let lost = try change("tweede", ["If-Match: \(etag)"])
      #expect(lost.status == 412)
      #expect(try change("derde", []).status == 428)
      #expect(try office.client.get(path).json["doel"] == "eerste")
    }

    @Test func `a retry with the same key is stored once, and another body under it is refused`() throws {
      let office = try Office()
      let key = "Idempotency-Key: dag-1"
      let before = try office.client.get("/v1/maatregelen?limit=1", token: office.token).json["aantal"]?.asInt
      func post(_ title: String) throws -> Client.Answer {
        try office.client.send(
          "POST", "/v1/maatregelen", token: office.token, headers: [key], json: ["titel": .string(title)])
      }
      let first = try post("Eenmaal")
      let again = try post("Eenmaal")
      #expect(first.status == 201)
      #expect(again.status == 201)
      #expect(again.header("Location") == first.header("Location"))
      #expect(again.body == first.body)
      #expect(try post("Anders").status == 409)
      let after = try office.client.get("/v1/maatregelen?limit=1", token: office.token).json["aantal"]?.asInt
      #expect(after == before.map { $0 + 1 })
    }

    @Test func `another department's measure is read and not written`() throws {
      let office = try Office()
      let (path, etag) = try office.measure("Van Sociale Zaken")
      let other = try office.register.token("ocw", "redacteur")
      let answer = try office.client.send(
        "PATCH", path, token: other, headers: ["If-Match: \(etag)"], json: ["doel": "Van ons"], type: Self.mergePatch)
      #expect(answer.status == 403)
      #expect(answer.header("Content-Type") == "application/problem+json")
      #expect(try office.client.get(path, token: other).json["doel"]?.isNull == true)
      let report = try office.client.send(
        "POST", path + "/voortgangsmeldingen", token: other,
        json: ["peildatum": "2026-03-01", "uitvoeringsstatus": "afgerond", "schema": "op-schema", "toelichting": "x"])
      #expect(report.status == 403 || report.status == 400)
      #expect(try office.client.get(path + "/voortgangsmeldingen").json["aantal"] == 0)
    }

    @Test func `the public writes nothing`() throws {
      let office = try Office()
      let (path, etag) = try office.measure("Voor iedereen te lezen")
      for (method, at) in [("POST", "/v1/maatregelen"), ("PUT", path), ("PATCH", path), ("DELETE", path)] {
        let answer = try office.client.send(
          method, at, headers: ["If-Match: \(etag)"], json: method == "DELETE" ? nil : ["titel": "Openbaar"],
          type: method == "PATCH" ? Self.mergePatch : "application/json")
        #expect(answer.status == 401, "\(method): \(answer.text)")
      }
    }

    @Test func `a draft is there for its own organisation and for nobody else`() throws {
      let office = try Office()
      let made = try office.client.send(
        "POST", "/v1/maatregelen", token: office.token, json: ["titel": "Nog geheim plan"])
      let path = "/v1/maatregelen/\(try made.json["kenmerk"]?.asString ?? "")"
      let other = try office.register.token("ocw", "redacteur")
      #expect(try office.client.get(path, token: office.token).status == 200)
      #expect(try office.client.get(path).status == 404)
      #expect(try office.client.get(path, token: other).status == 404)
      #expect(try office.client.get("/v1/maatregelen?search=geheim+plan").json["aantal"] == 0)
    }

    @Test func `every fault in a body is named at once`() throws {
      let office = try Office()
      let answer = try office.client.send(
        "POST", "/v1/maatregelen", token: office.token,
        json: [
          "titel": "", "kleur": "rood", "soort": "groot", "fasen": ["nergens"],
          "betrokkenen": [["organisatie": "szw", "rol": "baas"]],
        ])
      #expect(answer.status == 400)
      let places = try (answer.json["errors"]?.asArray ?? []).compactMap { $0["location"]?.asString }
      #expect(Set(places) == ["/titel", "/kleur", "/soort", "/fasen/0", "/betrokkenen/0/rol"])
      #expect(
        try answer.json["errors"]?.asArray?.contains { $0["detail"]?.asString?.contains("titel") == true } == true)
    }

    @Test func `what is wrong with a change by itself is told before its version is looked at`() throws {
      let office = try Office()
      let (path, _) = try office.measure("Nooit zonder titel")
      let answer = try office.client.send(
        "PATCH", path, token: office.token, headers: ["If-Match: \"99\""], json: ["titel": .null, "kleur": 1],
        type: Self.mergePatch)
      #expect(answer.status == 400)
      #expect(try answer.faults.map { $0.split(separator: " ").last } == ["/titel", "/kleur"])
    }

    @Test func `a typo in a question is told with the right names, in the language asked for`() throws {
      let office = try Office()
      let dutch = try office.client.get("/v1/maatregelen?grnd=moslimdiscriminatie&limit=0")
      #expect(dutch.status == 400)
      let errors = try dutch.json["errors"]?.asArray ?? []
      #expect(errors.map { $0["location"]?.asString } == ["grnd", "limit"])
      #expect(errors.first?["detail"]?.asString?.contains("grond") == true)
      let english = try office.client.get("/v1/maatregelen?grnd=x", headers: ["Accept-Language: en"])
      #expect(try english.json["title"] != dutch.json["title"])
      #expect(english.header("Content-Language") == "en")
    }

    @Test func `what came back can be sent back, and then nothing has changed`() throws {
      let office = try Office()
      let (path, etag) = try office.measure("Heen en terug")
      let read = try office.client.get(path, token: office.token).json
      let put = try office.client.send("PUT", path, token: office.token, headers: ["If-Match: \(etag)"], json: read)
      #expect(put.status == 200, "\(put.text)")
      #expect(put.header("ETag") == etag)
      #expect(try put.json == read)
    }

    @Test func `a spreadsheet gets the same rows`() throws {
      let office = try Office()
      let csv = try office.client.get("/v1/maatregelen?limit=200&fields=kenmerk,titel", headers: ["Accept: text/csv"])
      #expect(csv.header("Content-Type")?.hasPrefix("text/csv") == true)
      let lines = csv.text.split(separator: "\r\n")
      #expect(lines.first == "kenmerk,titel")
      #expect(lines.count == 120)
    }
  }
}
