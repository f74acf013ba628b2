import Bytes
import HTTP
import Register
import Testing

@testable import API

struct FixedFieldTests {
  static let fixed = [
    ("API-Version", "1.0.0"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "API-Version, ETag, Link, Location, Retry-After"),
  ]

  private func expectFixed(_ response: Response, _ what: String) {
    for (name, value) in Self.fixed { #expect(response[name] == value, "\(what): \(name)") }
    #expect(response["Date"]?.hasSuffix(" GMT") == true, "\(what): Date")
    #expect(response["X-Request-Id"]?.utf8.count == 16, "\(what): X-Request-Id")
    #expect(response["Server"] == nil && response["X-Powered-By"] == nil, "\(what): no product name")
    #expect(response["Cache-Control"] != nil, "\(what): Cache-Control")
    #expect(response["Vary"] == "Accept, Accept-Language, Authorization", "\(what): Vary")
  }

  @Test func `every kind of answer carries the fixed fields`() throws {
    let api = try TestAPI()
    let editor = try api.token(.editor, "szw")
    let etag = try #require(try api.get("/v1/maatregelen/m-registratie").etag)
    let item = "/v1/maatregelen/m-registratie"
    let answers: [(String, Response)] = [
      ("item", try api.get(item)),
      ("item from the cache", try api.get(item)),
      ("304", try api.get(item, [("If-None-Match", etag)])),
      ("list", try api.get("/v1/maatregelen")),
      ("CSV", try api.get("/v1/maatregelen", [("Accept", "text/csv")])),
      ("HEAD", try api.send("HEAD", item)),
      ("OPTIONS", try api.send("OPTIONS", item)),
      ("OPTIONS *", try api.send("OPTIONS", "*")),
      ("description", try api.get("/v1/openapi.json")),
      ("alive", try api.get("/v1/gezondheid/levend")),
      ("ready", try api.get("/v1/gezondheid/gereed")),
      ("created", try api.post("/v1/maatregelen", ["titel": "Nieuw"], token: editor)),
      ("changed", try api.patch(item, ["doel": "Beter"], [("If-Match", etag)], token: editor)),
      ("400", try api.get("/v1/maatregelen?x=1")),
      ("401", try api.get(item, token: "fout")),
      ("403", try api.post("/v1/gronden", [:], token: editor)),
      ("404", try api.get("/v1/maatregelen/geen")),
      ("405", try api.send("PUT", "/v1/maatregelen")),
      ("406", try api.get(item, [("Accept", "image/png")])),
      ("409", try api.post("/v1/maatregelen", ["titel": "x", "kenmerk": "m-via"], token: editor)),
      ("412", try api.patch(item, ["doel": "x"], [("If-Match", "\"99\"")], token: editor)),
      ("415", try api.send("POST", "/v1/maatregelen", body: "x", token: editor)),
      ("428", try api.patch(item, ["doel": "x"], token: editor)),
      ("refused by the loop", try api.send(raw: "GET / HTTP/1.1\r\n\r\n")),
    ]
    for (what, response) in answers { expectFixed(response, what) }
  }

  @Test(arguments: Refusal.Reason.everyReason)
  func `bytes that are no request get a problem and a closed connection`(reason: Refusal.Reason) throws {
    let api = try TestAPI()
    for status in [400, 408, 413, 414, 417, 431, 501, 503, 505] {
      var output = ByteBuffer()
      api.responder.refuse(Refusal(status: status, reason: reason), from: TestAPI.loopback, &output)
      let response = try Response(output.array(), closed: true)
      #expect(response.status == status)
      #expect(response.json["status"]?.asInt == status)
      #expect(response["Content-Type"] == "application/problem+json")
      #expect(response["Connection"] == "close")
      expectFixed(response, "\(status) \(reason)")
    }
  }

  @Test func `request ids differ, and the one in the answer is the one in the problem`() throws {
    let api = try TestAPI()
    let first = try api.get("/v1/maatregelen/geen")
    let second = try api.get("/v1/maatregelen/geen")
    #expect(first["X-Request-Id"] != second["X-Request-Id"])
    #expect(first.json["instance"]?.asString == "urn:npdr:verzoek:\(first["X-Request-Id"] ?? "")")
    let third = try api.get("/v1/maatregelen")
    let fourth = try api.get("/v1/maatregelen")
    #expect(third["X-Request-Id"] != fourth["X-Request-Id"])
  }

  @Test func `what may be kept says no-cache, and what a token saw or a refusal said is not to be kept`() throws {
    let api = try TestAPI()
    let reader = try api.token(.reader, "szw")
    let item = "/v1/maatregelen/m-registratie"
    #expect(try api.get(item)["Cache-Control"] == "no-cache")
    #expect(try api.get("/v1/maatregelen")["Cache-Control"] == "no-cache")
    #expect(try api.get(item, token: reader)["Cache-Control"] == "no-store")
    #expect(try api.get(item, token: reader)["Cache-Control"] == "no-store")
    #expect(try api.get("/v1/maatregelen", token: reader)["Cache-Control"] == "no-store")
    #expect(try api.get("/v1/maatregelen/geen")["Cache-Control"] == "no-store")
    #expect(try api.get("/v1/gezondheid/levend")["Cache-Control"] == "no-store")
  }

  @Test func `a client that says close is answered with close`() throws {
    let api = try TestAPI()
    for _ in 1...2 {
      let response = try api.get("/v1/maatregelen/m-zonder", [("Connection", "close")])
      #expect(response["Connection"] == "close")
      #expect(response.status == 200)
    }
    #expect(try api.get("/v1/maatregelen/m-zonder")["Connection"] == nil)
  }
}

extension Refusal.Reason {
  static let everyReason: [Refusal.Reason] = [
    .malformedRequestLine, .malformedField, .malformedTarget, .missingHost, .ambiguousHost, .malformedHost,
    .ambiguousFraming, .malformedContentLength, .malformedChunk, .unsupportedTransferCoding, .unsupportedVersion,
    .targetTooLong, .headTooLarge, .tooManyFields, .bodyTooLarge, .unknownExpectation, .headTimeout, .bodyTimeout,
    .overloaded, .incompleteRequest,
  ]
}
