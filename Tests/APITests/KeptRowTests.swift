import Bytes
import HTTP
import Register
import Testing

@testable import API

/// Pages that are sent from where their rows are kept, and what becomes of them when the rows change.
struct KeptRowTests {
  private static let page = "/v1/maatregelen?limit=2&gewijzigdSinds=2020-01-01T00:00:0"

  /// The bytes of an answer that are its own, and the parts that are kept elsewhere.
  private static func answer(_ api: TestAPI, _ target: String, _ method: String = "GET") throws -> ([UInt8], KeptParts)
  {
    let head = Array("\(method) \(target) HTTP/1.1\r\nHost: npdr.example.nl\r\n\r\n".utf8)
    return try Request.withParsed(head, peer: TestAPI.loopback, bodyLimit: 0) { request in
      var output = ByteBuffer()
      output.append("what stands before it")
      let disposition = api.responder.handle(request, WaitingReply(), &output)
      if case .answeredWith(let kept) = disposition { return (output.array(), kept) }
      guard case .answered = disposition else { throw Unanswered() }
      return (output.array(), KeptParts())
    }
  }

  private struct Unanswered: Error {}

  /// However busy the machine is, the loop itself answers.
  private static func api() throws -> TestAPI { try TestAPI(configure: { $0.patienceOfLoop = 60_000_000_000 }) }

  private static func whole(_ answer: (own: [UInt8], kept: KeptParts)) -> String {
    var whole = ByteBuffer()
    answer.own.withUnsafeBytes { whole.append($0, answer.kept) }
    return String(decoding: whole.array(), as: UTF8.self)
  }

  @Test func `rows are lent the second time, and the answer is the same`() throws {
    let api = try Self.api()
    let first = try Self.answer(api, Self.page + "1Z")
    let second = try Self.answer(api, Self.page + "2Z")
    #expect(first.1.isEmpty && !second.1.isEmpty)
    #expect(second.1.count > second.0.count / 2)
    let told = Self.whole(second)
    let body = try #require(told.firstRange(of: "\r\n\r\n")).upperBound
    #expect(told.hasPrefix("what stands before itHTTP/1.1 200 OK\r\n"))
    #expect(told.contains("Content-Length: \(told[body...].utf8.count)\r\n"))
    let again = Self.whole(first)
    let other = again[try #require(again.firstRange(of: "\r\n\r\n")).upperBound...]
    #expect(told[body...] == other.replacing("00:00:01Z", with: "00:00:02Z"))
    _ = try JSON.parse(Array(told[body...].utf8))
  }

  @Test func `a page that waits for its reader is as it was when a row of it changes`() throws {
    let api = try Self.api()
    let token = try api.token(.administrator, "ncdr")
    _ = try Self.answer(api, Self.page + "1Z")
    let waiting = try Self.answer(api, Self.page + "2Z")
    let before = Self.whole(waiting)
    for round in 1...5 {
      let target = "/v1/maatregelen/m-registratie"
      let etag = try #require(try api.get(target).etag)
      let goal: JSON = ["doel": .string("Doel \(round)")]
      #expect(try api.patch(target, goal, [("If-Match", etag)], token: token).status == 200)
      #expect(try api.get(Self.page + "\(round)Z").text.contains("\"Doel \(round)\""))
      #expect(Self.whole(waiting) == before)
    }
    // Who is seen by whom changes what pages show of every row: all that was kept is forgotten.
    let etag = try #require(try api.get("/v1/documenten/brief", token: token).etag)
    #expect(
      try api.patch("/v1/documenten/brief", ["openbaar": false], [("If-Match", etag)], token: token).status == 200)
    #expect(!(try api.get(Self.page + "8Z").text.contains("\"document\":\"brief\"")))
    #expect(Self.whole(waiting) == before)
  }

  @Test func `HEAD and an unchanged page send no rows`() throws {
    let api = try Self.api()
    _ = try Self.answer(api, Self.page + "1Z")
    let length = try api.get(Self.page + "2Z").fields.first { $0.name == "Content-Length" }?.value
    let head = try Self.answer(api, Self.page + "3Z", "HEAD")
    #expect(head.1.isEmpty)
    #expect(
      Self.whole(head).contains("Content-Length: \(length ?? "none")\r\n") && Self.whole(head).hasSuffix("\r\n\r\n"))
    let tag = try #require(try api.get(Self.page + "4Z").etag)
    #expect(try api.get(Self.page + "4Z", [("If-None-Match", tag)]).status == 304)
  }

  @Test func `a page of the site shows rows that are kept`() throws {
    let api = try Self.api()
    let first = try api.get("/maatregelen").text
    let target = "/v1/maatregelen/m-training"
    let etag = try #require(try api.get(target).etag)
    let token = try api.token(.administrator, "ncdr")
    #expect(try api.patch(target, ["doel": "Een doel"], [("If-Match", etag)], token: token).status == 200)
    #expect(try api.get("/maatregelen").text.contains("m-registratie") && first.contains("m-registratie"))
  }
}
