import Bytes
import Foundation
import HTTP
import Register
import Testing

@testable import API

/// The feed as a stream of events.
struct StreamTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  /// Keeps everything that is sent on one stream.
  final class Listening: Reply {
    private let condition = NSCondition()
    nonisolated(unsafe) private var bytes: [UInt8] = []
    nonisolated(unsafe) private var isEnded = false

    func send(_ bytes: [UInt8], _ end: ReplyEnd) {
      condition.withLock {
        self.bytes += bytes
        if end != .more { isEnded = true }
        condition.broadcast()
      }
    }

    var text: String { condition.withLock { String(decoding: bytes, as: UTF8.self) } }

    /// Waits until `isEnough` says so of all that was sent; false when that takes too long.
    func wait(_ seconds: Double = 60, until isEnough: (_ text: String, _ isEnded: Bool) -> Bool) -> Bool {
      let end = Date(timeIntervalSinceNow: seconds)
      return condition.withLock {
        while !isEnough(String(decoding: bytes, as: UTF8.self), isEnded) {
          if !condition.wait(until: end) { return false }
        }
        return true
      }
    }

    /// The data of each event, in order.
    var events: [JSON] {
      text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map {
        (try? JSON.parse(Array($0.dropFirst(6).utf8))) ?? .null
      }
    }

    var lastID: String? { text.split(separator: "\n").last { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) } }
  }

  private func listen(
    _ api: TestAPI, _ target: String = "/v1/wijzigingen?sinds=nu", _ fields: [(String, String)] = [],
    token: String? = nil
  ) throws -> Listening {
    let listening = Listening()
    let response = try api.open(target, [("Accept", "text/event-stream")] + fields, token: token, listening)
    #expect(response == nil, "\(response?.text ?? "")")
    return listening
  }

  private func count(_ number: Int) -> (String, Bool) -> Bool {
    { text, _ in text.components(separatedBy: "data: ").count > number }
  }

  @Test func `a change is sent to everyone who may see it, in order, and to nobody else`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let everyone = try (0..<50).map { _ in try listen(api) }
    let department = try (0..<25).map { _ in try listen(api, token: szw) }
    let others = try (0..<25).map { _ in try listen(api, "/v1/wijzigingen?sinds=nu&bron=gronden") }
    var etag = try #require(try api.get(Self.measure).etag)
    for round in 1...20 {
      let changed = try api.patch(Self.measure, ["doel": .string("Doel \(round)")], [("If-Match", etag)], token: szw)
      #expect(changed.status == 200)
      etag = changed.etag ?? ""
      let made = try api.post("/v1/maatregelen", ["titel": .string("Geheim \(round)")], token: szw)
      #expect(made.status == 201)
    }
    for listener in everyone {
      #expect(listener.wait(until: count(20)))
      #expect(listener.events.map { $0["versie"]?.asInt } == Array(2...21))
      #expect(!listener.text.contains("geheim"))
    }
    for listener in department {
      #expect(listener.wait(until: count(40)))
      #expect(listener.events.count == 40)
    }
    for listener in others { #expect(listener.events.isEmpty) }
    #expect(everyone[0].text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(everyone[0].text.contains("Content-Type: text/event-stream\r\n"))
    #expect(everyone[0].text.contains("\r\n\r\nretry: 3000\n\n"))
    // The stream says what the list says.
    #expect(try FeedTests.read(api, token: szw).items.suffix(40) == department[0].events[...])
  }

  @Test func `a stream goes on behind the last event that was read`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let first = try listen(api, "/v1/wijzigingen")
    let all = try FeedTests.read(api).items
    #expect(first.wait(until: count(all.count)))
    #expect(first.events == all)
    let position = try #require(first.lastID)
    #expect(try api.patch(Self.measure, ["doel": "Nieuw"], [("If-Match", "\"1\"")], token: szw).status == 200)
    // A browser still has the old `sinds` in its address.
    let second = try listen(api, "/v1/wijzigingen?sinds=nu", [("Last-Event-ID", position)])
    #expect(second.wait(until: count(1)))
    #expect(second.events.map { $0["versie"] } == [2])
    for (fields, status) in [([("Last-Event-ID", "x")], 400), ([("Last-Event-ID", position)], 410)] {
      let refused = try api.get(
        "/v1/wijzigingen", [("Accept", "text/event-stream")] + fields, token: status == 410 ? szw : nil)
      #expect(refused.status == status)
    }
    let head = try api.send("HEAD", "/v1/wijzigingen", [("Accept", "text/event-stream")])
    #expect(head.status == 200)
    #expect(head["Content-Type"] == "text/event-stream")
    #expect(head["Content-Length"] == nil)
  }

  @Test func `a reader who was away long gets it in parts and comes back for the rest`() throws {
    let rows: [(String, JSON)] = (1...1_500).map {
      ("grond", ["kenmerk": .string("grond-\($0)"), "naam": .string("Grond \($0)"), "volgorde": .integer(1)])
    }
    let api = try TestAPI(rows: TestAPI.programme + rows)
    let first = try listen(api, "/v1/wijzigingen?bron=gronden")
    #expect(first.wait { $1 })
    #expect(first.events.count == 1_000)
    let second = try listen(api, "/v1/wijzigingen?bron=gronden", [("Last-Event-ID", first.lastID ?? "")])
    #expect(second.wait(until: count(503)))
    #expect(first.events + second.events == (try FeedTests.read(api, "&bron=gronden")).items)
  }

  @Test func `a token that is revoked or expires ends its stream`() throws {
    let api = try TestAPI()
    let revoked = try api.token(.editor, "szw")
    let expiring = try api.token(.editor, "szw", expires: .now + 3)
    let staying = try api.token(.editor, "szw")
    let streams = try [revoked, expiring, staying].map { try listen(api, token: $0) }
    try api.revoke(revoked)
    for stream in streams.dropLast() { #expect(stream.wait(20) { $1 }) }
    #expect(!streams[2].wait(0.1) { $1 })
  }

  @Test func `a stream shows that it lives, and ends when the server stops`() throws {
    let api = try TestAPI(heartbeat: 0.2)
    let stream = try listen(api)
    #expect(stream.wait { text, _ in text.components(separatedBy: ": hartslag\n\n").count > 2 })
    api.responder.stopping()
    #expect(stream.wait { $1 })
    let late = Listening()
    #expect(try api.open("/v1/wijzigingen", [("Accept", "text/event-stream")], token: nil, late) == nil)
    #expect(late.wait { $1 })
  }
}
