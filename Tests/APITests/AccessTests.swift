import Bytes
import Register
import Testing

@testable import API

/// `/v1/toegangen`: tokens over the API.
@Suite struct AccessTests {
  private let new: JSON = ["organisatie": "szw", "rol": "redacteur"]

  @Test(arguments: [Caller.Role.reader, .editor, .approver, .bureau])
  func `only the administrator sees tokens or makes them`(role: Caller.Role) throws {
    let api = try TestAPI()
    let token = try api.token(role, role == .bureau ? "ncdr" : "szw")
    #expect(try api.get("/v1/toegangen", token: token).status == 403)
    #expect(try api.get("/v1/toegangen/x-1", token: token).status == 403)
    #expect(try api.post("/v1/toegangen", new, token: token).status == 403)
    #expect(try api.send("DELETE", "/v1/toegangen/x-1", token: token).status == 403)
    #expect(try api.get("/v1/toegangen").status == 401)
    #expect(try api.post("/v1/toegangen", new).status == 401)
  }

  @Test func `a token is told once, works, and is refused when it is revoked`() throws {
    let api = try TestAPI()
    let administrator = try api.token(.administrator, "ncdr")
    let key = [("Idempotency-Key", "een")]
    let made = try api.post("/v1/toegangen", new, key, token: administrator)
    #expect(made.status == 201)
    let secret = try #require(made.json["token"]?.asString)
    let kenmerk = try #require(made.json["kenmerk"]?.asString)
    #expect(made["Location"] == "https://npdr.example.nl/v1/toegangen/\(kenmerk)")
    // A repeat makes no second one and tells nothing twice.
    let again = try api.post("/v1/toegangen", new, key, token: administrator)
    #expect(again.status == 201 && again.json["kenmerk"] == made.json["kenmerk"] && again.json["token"] == nil)
    #expect(try api.get("/v1/toegangen", token: administrator).text.contains(secret) == false)

    #expect(try api.post("/v1/maatregelen", ["titel": "Met het nieuwe token"], token: secret).status == 201)
    let target = "/v1/toegangen/\(kenmerk)"
    #expect(try api.send("DELETE", target, token: administrator).status == 428)
    #expect(try api.send("DELETE", target, [("If-Match", "\"2.x\"")], token: administrator).status == 412)
    // That it was used since is no other version.
    let etag = try #require(made.etag)
    #expect(try api.send("DELETE", target, [("If-Match", etag)], token: administrator).status == 204)
    #expect(try api.get("/v1/maatregelen?limit=1", token: secret).status == 401)
    let item = try api.get("/v1/toegangen/\(kenmerk)", token: administrator).json
    #expect(item["status"] == "ingetrokken" && item["ingetrokkenOp"]?.isNull == false)
    #expect(try api.send("DELETE", target, [("If-Match", etag)], token: administrator).status == 412)
    #expect(try api.send("DELETE", target, [("If-Match", "*")], token: administrator).status == 204)
    #expect(try api.send("DELETE", "/v1/toegangen/geen", [("If-Match", "*")], token: administrator).status == 404)
  }

  @Test(arguments: ["/v1/toegangen", "/v1/abonnementen", "/v1/bestanden"])
  func `a list of the service is a table too, with a line for each item`(list: String) throws {
    let api = try TestAPI()
    let token = try api.token(.administrator, "ncdr")
    let target: JSON = ["doel": "https://ontvanger.example.nl/npdr?sleutel=zwartgeheim"]
    #expect(try api.post("/v1/abonnementen", target, token: token).status == 201)
    let items = try api.get(list, token: token).items
    let table = try api.get(list, [("Accept", "text/csv")], token: token)
    #expect(table.status == 200 && table["Content-Type"]?.hasPrefix("text/csv") == true)
    let lines = table.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.count == items.count + 2 && lines.last == "" && !items.isEmpty)
    // Each column is a member of an item, or of an object in it, and no member but the links is left out.
    let columns = Set(lines[0].split(separator: ",").map { String($0.prefix { $0 != "." }) })
    #expect(columns.subtracting(["adres"]) == Set(items[0].asObject?.names ?? []).subtracting(["_links"]))
    for (line, item) in zip(lines.dropFirst(), items) {
      let first = item["kenmerk"]?.asString ?? item["naam"]?.asString ?? "?"
      #expect(line.hasPrefix(first + ","), "\(line)")
    }
    let content = OpenAPITests.document["paths"]?[String(list.dropFirst(3))]?["get"]?["responses"]?["200"]?["content"]
    #expect(content?["text/csv"] != nil && content?["application/json"] != nil)
  }

  @Test(
    arguments: [
      (["organisatie": "nergens", "rol": "lezer"], "/organisatie"), (["rol": "lezer"], "/organisatie"),
      (["organisatie": "szw", "rol": "baas"], "/rol"), (["organisatie": "szw"], "/rol"),
      (["organisatie": "szw", "rol": "bureau"], "/organisatie"),
      (["organisatie": "szw", "rol": "lezer", "verlooptOp": "2020-01-01T00:00:00Z"], "/verlooptOp"),
      (["organisatie": "szw", "rol": "lezer", "verlooptOp": "morgen"], "/verlooptOp"),
      (["organisatie": "szw", "rol": "lezer", "geheim": "eigen"], "/geheim"),
    ] as [(JSON, String)])
  func `what cannot be is refused at its place, and makes nothing`(body: JSON, place: String) throws {
    let api = try TestAPI()
    let administrator = try api.token(.administrator, "ncdr")
    let answer = try api.post("/v1/toegangen", body, token: administrator)
    #expect(answer.status == 400)
    #expect(
      answer.json["errors"]?.asArray?.contains { $0["location"]?.asString == place } == true, "\(answer.text)")
    #expect(try api.get("/v1/toegangen", token: administrator).items.count == 1)
  }

  @Test func `a token ends when it was said to, and after a year when nobody said`() throws {
    let api = try TestAPI()
    let administrator = try api.token(.administrator, "ncdr")
    let body: JSON = ["organisatie": "szw", "rol": "lezer", "verlooptOp": "2999-01-01T01:00:00+01:00"]
    #expect(try api.post("/v1/toegangen", body, token: administrator).json["verlooptOp"] == "2999-01-01T00:00:00Z")
    let usual = try api.post("/v1/toegangen", new, token: administrator).json["verlooptOp"]?.asString
    let end = try #require(usual.flatMap { Timestamp(rfc3339: $0) })
    #expect(abs(end - Timestamp.now - 365 * 86_400) < 60)
  }
}
