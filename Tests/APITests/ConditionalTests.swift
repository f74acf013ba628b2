import Bytes
import Register
import Testing

@testable import API

struct ConditionalTests {
  static let item = "/v1/maatregelen/m-training"

  @Test(arguments: [
    item, item + "?fields=titel", item + "?expand=gronden", "/v1/maatregelen", "/v1/maatregelen?limit=2",
    "/v1/openapi.json",
  ])
  func `what a client has it is not sent again`(target: String) throws {
    let api = try TestAPI()
    // The first from the handler, the second from the cache.
    for _ in 1...2 {
      let etag = try #require(try api.get(target).etag)
      #expect(!etag.hasPrefix("W/"))
      for given in [etag, "W/\(etag)", "\"x\", \(etag)", "*"] {
        let response = try api.get(target, [("If-None-Match", given)])
        #expect(response.status == 304, "\(given)")
        #expect(response.bytes.isEmpty && response["Content-Length"] == nil && response["Content-Type"] == nil)
        #expect(response.etag == etag)
        #expect(response["Cache-Control"] == "no-cache")
        #expect(response["Vary"] != nil && response["Date"] != nil)
      }
      #expect(try api.get(target, [("If-None-Match", "\"x\"")]).status == 200)
      #expect(try api.send("HEAD", target, [("If-None-Match", etag)]).status == 304)
    }
  }

  @Test func `a first question with a condition is answered with 304 as well`() throws {
    let api = try TestAPI()
    let etag = try #require(try api.get(Self.item).etag)
    let other = try TestAPI()
    #expect(try other.get(Self.item, [("If-None-Match", etag)]).status == 304)
  }

  @Test func `a malformed condition is a fault of that field`() throws {
    let api = try TestAPI()
    for _ in 1...2 {
      let response = try api.get(Self.item, [("If-None-Match", "7")])
      #expect(response.status == 400)
      #expect(response.errors == ["header If-None-Match ongeldige-vorm"])
      #expect(try api.get(Self.item).status == 200)
    }
    #expect(try api.get(Self.item, [("If-Match", "zeven")]).errors == ["header If-Match ongeldige-vorm"])
  }

  @Test func `If-Match holds on GET too`() throws {
    let api = try TestAPI()
    let etag = try #require(try api.get(Self.item).etag)
    #expect(try api.get(Self.item, [("If-Match", etag)]).status == 200)
    #expect(try api.get(Self.item, [("If-Match", "*")]).status == 200)
    #expect(try api.get(Self.item, [("If-Match", "\"99\"")]).status == 412)
    #expect(try api.get(Self.item, [("If-Match", "W/\(etag)")]).status == 412)
    #expect(try api.get(Self.item, [("If-Match", "\"99\""), ("If-None-Match", etag)]).status == 412)
  }

  @Test func `the plain item has its version as tag, in English too, and every other form a tag of its own`() throws {
    let api = try TestAPI()
    let plain = try api.get(Self.item)
    #expect(plain.etag == "\"\(plain.json["versie"]?.asInt ?? 0)\"")
    #expect(try api.get(Self.item, [("Accept-Language", "en")]).etag == plain.etag)
    var tags: Set<String> = []
    let forms = [
      "", "?fields=titel", "?fields=titel,gronden", "?expand=gronden", "?expand=gronden,organisaties",
      "?fields=titel&expand=gronden",
    ]
    for form in forms { tags.insert(try #require(try api.get(Self.item + form).etag)) }
    #expect(tags.count == forms.count)
    #expect(try api.get(Self.item + "?fields=gronden,titel").etag == api.get(Self.item + "?fields=titel,gronden").etag)
  }

  @Test func `a list has a tag for each question, form and pair of eyes`() throws {
    let api = try TestAPI()
    let reader = try api.token(.reader, "szw")
    var tags: Set<String> = []
    for query in ["", "?limit=3", "?grond=antisemitisme", "?facetten=grond"] {
      tags.insert(try #require(try api.get("/v1/maatregelen\(query)").etag))
      tags.insert(try #require(try api.get("/v1/maatregelen\(query)", token: reader).etag))
    }
    tags.insert(try #require(try api.get("/v1/maatregelen", [("Accept", "text/csv")]).etag))
    tags.insert(try #require(try api.get("/v1/gronden").etag))
    #expect(tags.count == 10)
  }

  @Test func `a list's tag moves with what its reader can see, and not otherwise`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let vws = try api.token(.reader, "vws")
    func tags() throws -> [String?] {
      [
        try api.get("/v1/gronden").etag, try api.get("/v1/gronden", token: vws).etag,
        try api.get("/v1/gronden", token: szw).etag,
      ]
    }
    let before = try tags()
    #expect(try api.post("/v1/maatregelen", ["titel": "Concept"], token: szw).status == 201)
    let drafted = try tags()
    #expect(drafted[0] == before[0] && drafted[1] == before[1])
    #expect(drafted[2] != before[2])
    let visible = try api.post(
      "/v1/maatregelen", ["titel": "Openbaar", "publicatie": ["status": "gepubliceerd"]], token: szw)
    #expect(visible.status == 201)
    let published = try tags()
    for (old, new) in zip(drafted, published) { #expect(old != new) }
  }
}
