import Bytes
import HTTP
import Register
import Testing

@testable import API

/// What a head alone decides, before a byte of its body is read.
struct HeadTests {
  private static func limit(_ api: TestAPI, _ head: String, peer: Peer = TestAPI.loopback) throws -> Int? {
    try Request.withParsed(Array((head + "\r\nHost: x\r\n\r\n").utf8), peer: peer) { parsed in
      let request = Request(
        method: parsed.method, target: parsed.target, body: .unread, persistent: true, peer: peer,
        fields: parsed.fields)
      return api.responder.bodyLimit(for: request)
    }
  }

  @Test(arguments: [
    ("POST /v1/bestaat-niet HTTP/1.1", 404), ("PUT /v1/maatregelen HTTP/1.1", 405),
    ("POST /v1/maatregelen HTTP/1.1\r\nContent-Type: application/json", 401),
    ("POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer onzin\r\nContent-Type: application/json", 401),
    ("GET /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer onzin", 401),
    ("POST /v1/gronden HTTP/1.1\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json", 403),
    ("POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer TOKEN\r\nAccept: text/csv", 406),
    ("POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer TOKEN", 415),
    ("POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer TOKEN\r\nContent-Type: text/plain", 415),
    (
      "POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer TOKEN\r\nContent-Type: application/json\r\n"
        + "Content-Encoding: gzip", 415
    ),
  ])
  func `who is refused by his head is read no further, and told the same`(head: String, status: Int) throws {
    let api = try TestAPI()
    let head = try head.split(separator: "TOKEN", omittingEmptySubsequences: false)
      .joined(separator: api.token(.editor, "szw"))
    #expect(try Self.limit(api, head) == nil)
    try Request.withParsed(Array((head + "\r\nHost: x\r\n\r\n").utf8), peer: TestAPI.loopback) { parsed in
      let request = Request(
        method: parsed.method, target: parsed.target, body: .unread, persistent: true, peer: TestAPI.loopback,
        fields: parsed.fields)
      var output = ByteBuffer()
      guard case .answeredAndClose = api.responder.handle(request, WaitingReply(), &output) else {
        Issue.record("not closed")
        return
      }
      let response = try Response(output.array(), closed: true)
      #expect(response.status == status)
      #expect(response["Connection"] == "close")
    }
  }

  @Test func `who may write is read up to the limit, and who only asks hardly at all`() throws {
    let api = try TestAPI { $0.bodyLimit = 100_000 }
    let token = try api.token(.editor, "szw")
    let writes = "POST /v1/maatregelen HTTP/1.1\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json"
    #expect(try Self.limit(api, writes) == 100_000)
    #expect(try Self.limit(api, "GET /v1/maatregelen HTTP/1.1") == 8_192)
    #expect(try Self.limit(api, "OPTIONS * HTTP/1.1") == 8_192)
  }

  @Test func `who asks too often is read no further, and it is not counted twice`() throws {
    let api = try TestAPI { $0.requestsPerAddress = 2 }
    let head = "GET /v1/maatregelen HTTP/1.1"
    for _ in 1...5 { #expect(try Self.limit(api, head, peer: LimitTests.stranger) != nil) }
    for _ in 1...2 { #expect(try api.send("GET", "/v1/gronden", peer: LimitTests.stranger).status == 200) }
    #expect(try Self.limit(api, head, peer: LimitTests.stranger) == nil)
  }
}
