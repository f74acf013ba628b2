import Bytes
import Register
import Testing

@testable import API

struct MethodTests {
  @Test(arguments: [
    ("/v1/maatregelen", "GET, HEAD, POST, OPTIONS"),
    ("/v1/maatregelen/m-registratie", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
    ("/v1/maatregelen/bestaat-niet", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
    ("/v1/voortgangsmeldingen/v-1", "GET, HEAD, DELETE, OPTIONS"),
    ("/v1/maatregelen/m-registratie/acties", "GET, HEAD, POST, OPTIONS"),
    ("/v1/maatregelen/m-registratie/statusovergangen", "GET, HEAD, POST, OPTIONS"),
    ("/v1/maatregelen/m-registratie/versies/1", "GET, HEAD, OPTIONS"),
    ("/v1/openapi.json", "GET, HEAD, OPTIONS"),
  ])
  func `OPTIONS and 405 name what a path allows`(path: String, allow: String) throws {
    let api = try TestAPI()
    let options = try api.send("OPTIONS", path)
    #expect(options.status == 204)
    #expect(options["Allow"] == allow)
    #expect(options.bytes.isEmpty && options["Content-Length"] == nil)
    let refused = try api.send("BREW", path)
    #expect(refused.status == 405)
    #expect(refused["Allow"] == allow)
  }

  @Test(arguments: [
    "/v1/maatregelen", "/v1/maatregelen?limit=2&facetten=grond", "/v1/maatregelen/m-training", "/v1/openapi.json",
    "/v1/gezondheid/levend", "/v1/gezondheid/gereed", "/v1/maatregelen/m-registratie/acties", "/v1/maatregelen/geen",
    "/v1/maatregelen?x=1", "/v1/niets",
  ])
  func `HEAD is GET without the body`(target: String) throws {
    let api = try TestAPI()
    for _ in 1...2 {
      let head = try api.send("HEAD", target)
      let get = try api.get(target)
      #expect(head.bytes.isEmpty)
      #expect(head.status == get.status)
      #expect(head["Content-Length"] == String(get.bytes.count))
      let changing = ["Date", "X-Request-Id"]
      #expect(
        head.fields.filter { !changing.contains($0.name) }.map { "\($0.name): \($0.value)" }
          == get.fields.filter { !changing.contains($0.name) }.map { "\($0.name): \($0.value)" })
    }
  }

  @Test func `a browser's preflight is told what it may send`() throws {
    let response = try TestAPI().send(
      "OPTIONS", "/v1/maatregelen/m-training",
      [("Origin", "https://example.nl"), ("Access-Control-Request-Method", "PATCH")])
    #expect(response.status == 204)
    #expect(response["Access-Control-Allow-Methods"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
    #expect(
      response["Access-Control-Allow-Headers"]
        == "Authorization, If-Match, If-None-Match, Idempotency-Key, Content-Type")
    #expect(response["Accept-Patch"] == "application/merge-patch+json")
    #expect(try TestAPI().send("OPTIONS", "/v1/maatregelen")["Access-Control-Allow-Methods"] == nil)
  }

  @Test func `the patterns of routes are all different and every path says v1`() {
    #expect(Set(Routes.all.map(\.path)).count == Routes.all.count)
    #expect(Routes.all.allSatisfy { $0.path.hasPrefix("/v1/") })
    for resource in Resource.all {
      #expect(Routes.match(["v1", resource.collection]) != nil)
      #expect(Routes.match(["v1", resource.collection, ""]) == nil)
      #expect(Routes.match(["v1", resource.collection, Routes.kenmerk])?.kenmerk == Routes.kenmerk)
      #expect(Routes.match(["v1", resource.collection, "x"])?.kenmerk == "x")
    }
  }

  @Test(arguments: [
    ("POST", "/v1/maatregelen", "Accept-Post", "application/json"),
    ("PUT", "/v1/maatregelen/m-via", "Accept", "application/json"),
    ("PATCH", "/v1/maatregelen/m-via", "Accept-Patch", "application/merge-patch+json"),
    ("POST", "/v1/maatregelen/m-via/statusovergangen", "Accept-Post", "application/json"),
  ])
  func `415 names the type that would do`(method: String, path: String, field: String, type: String) throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    for sent in ["text/plain", "application/x-www-form-urlencoded", "application/json-patch+json", "json", ""] {
      let response = try api.send(method, path, [("Content-Type", sent)], body: "{}", token: token)
      #expect(response.status == 415, "\(sent)")
      #expect(response[field] == type)
    }
    let coded = try api.send(
      method, path, [("Content-Type", type), ("Content-Encoding", "gzip")], body: "{}", token: token)
    #expect(coded.status == 415)
    #expect(coded["Accept-Encoding"] == "identity")
  }

  @Test func `a charset of utf-8 is fine, another is not`() throws {
    let api = try TestAPI()
    let token = try api.token(.editor, "szw")
    func status(_ type: String) throws -> Int {
      try api.send("POST", "/v1/maatregelen", [("Content-Type", type)], body: "{\"titel\":\"x\"}", token: token).status
    }
    #expect(try status("application/json; charset=utf-8") == 201)
    #expect(try status("application/json;charset=UTF-8") == 201)
    #expect(try status("application/json; charset=latin1") == 415)
  }

  @Test(arguments: [
    ("application/json", 200), ("*/*", 200), ("application/*", 200), ("text/html, */*;q=0.1", 200), ("text/csv", 406),
    ("application/json;q=0", 406), ("text/html", 406), ("application/problem+json", 406), ("nonsense", 400),
    ("application/json, nonsense", 400),
  ])
  func `an item is JSON or nothing`(accept: String, status: Int) throws {
    let response = try TestAPI().get("/v1/maatregelen/m-training", [("Accept", accept)])
    #expect(response.status == status)
    if status == 400 { #expect(response.errors == ["header Accept ongeldige-vorm"]) }
  }

  @Test(arguments: [
    ("text/csv", "text/csv; charset=utf-8; header=present"),
    ("text/csv, application/json;q=0.5", "text/csv; charset=utf-8; header=present"),
    ("text/*", "text/csv; charset=utf-8; header=present"),
    ("text/csv;header=present", "text/csv; charset=utf-8; header=present"),
    ("*/*", "application/json"), ("application/json, text/csv", "application/json"),
    ("text/csv;q=0.1, */*;q=0.2", "application/json"),
  ])
  func `a list is JSON or CSV, as asked`(accept: String, type: String) throws {
    #expect(try TestAPI().get("/v1/maatregelen", [("Accept", accept)])["Content-Type"] == type)
  }
}
