import Bytes
import Foundation
import Testing

@testable import Webhooks

/// Events on their way to real servers on 127.0.0.1 that do everything a receiver may do.
struct CourierTests {
  static let thanks = "HTTP/1.1 204 No Content\r\n\r\n"

  private static func settings(total: Duration = .seconds(20)) -> Courier.Settings {
    var settings = Courier.Settings()
    settings.firstPause = 1
    settings.total = total
    settings.allowsPlain = true
    // 127.0.0.0/8 only.
    settings.policy = AddressPolicy { high, low in high == 0 && low >> 24 == 0xFFFF_7F }
    return settings
  }

  private static func ids(_ server: TinyServer) -> [String] { server.requests.map { $0.value("webhook-id") ?? "" } }

  /// Runs a courier until `isDone`, or half a minute.
  @discardableResult
  private static func deliver(
    _ outbox: MemoryOutbox, _ settings: Courier.Settings = settings(), until isDone: () -> Bool
  ) -> (reached: Bool, notices: [Courier.Notice], counts: Courier.Counts) {
    let notices = Locked([Courier.Notice]())
    let courier = Courier(settings) { notice in
      notices.withLock { $0.append(notice) }
    } outbox: {
      outbox
    }
    try! courier.start()
    let end = Date(timeIntervalSinceNow: 30)
    while !isDone(), Date() < end { usleep(2_000) }
    let counts = courier.counts
    courier.stop()
    return (isDone(), notices.withLock { $0 }, counts)
  }

  @Test func `every event arrives once, in order, signed, over one connection`() throws {
    let server = try TinyServer(.answer(Self.thanks))
    let outbox = MemoryOutbox(to: ["a": server.address + "/npdr?x=1"], events: 200)
    let outcome = Self.deliver(outbox) { outbox.upTo("a") == 200 }
    #expect(outcome.reached && outcome.counts.delivered == 200)
    #expect(Self.ids(server) == (1...200).map { "e\($0)" })
    #expect(server.connectionCount == 1)
    for request in server.requests {
      #expect(request.lines[0] == "POST /npdr?x=1 HTTP/1.1")
      #expect(request.value("Content-Type") == "application/cloudevents+json; charset=utf-8")
      let seconds = try #require(request.value("webhook-timestamp").flatMap(Int64.init))
      #expect(abs(Timestamp.now.seconds - seconds) < 60)
      let signed = Signature.fields(
        id: request.value("webhook-id") ?? "", body: request.body, secret: MemoryOutbox.secret,
        at: Timestamp(seconds: seconds))
      #expect(request.value("webhook-signature") == signed[2].value)
    }
  }

  @Test(
    arguments: [
      .answer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
      .answer("HTTP/1.1 302 Found\r\nLocation: /elders\r\nContent-Length: 0\r\n\r\n"),
      .answer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), .answer("", then: .close),
      .answer("HTTP/1.1 20", then: .close), .answer("HTTP/1.1 204 No Content\r\nX-Half: ", then: .close),
      .answer("geen http\r\n\r\n", then: .close), .answer("HTTP/1.1 100 Continue\r\n\r\n", then: .close),
    ] as [TinyServer.Reaction])
  func `what a receiver did not accept is sent again before anything behind it`(reaction: TinyServer.Reaction) throws {
    let server = try TinyServer { $0 == 2 ? reaction : .answer(Self.thanks) }
    let outbox = MemoryOutbox(to: ["a": server.address], events: 3)
    let outcome = Self.deliver(outbox) { outbox.upTo("a") == 3 }
    #expect(outcome.reached)
    #expect(Self.ids(server) == ["e1", "e2", "e2", "e3"])
    // A connection that was used before and ends without an answer is tried once more by libcurl itself.
    let isTold = outcome.notices.last == .recovered(name: "a") && outcome.notices.count == 2
    #expect(isTold || (outcome.notices.isEmpty && !reaction.answer.contains("\r\n")))
    #expect(outbox.notes.filter { $0.fault != nil }.allSatisfy { $0.upTo == 1 })
  }

  @Test(
    arguments: [
      .answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", then: .close),
      .answer("HTTP/1.1 202 Accepted\r\n\r\n", then: .again(String(repeating: "veel ", count: 1_000))),
      .answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", then: .close),
    ] as [TinyServer.Reaction])
  func `an accepted event is not sent again, whatever follows its status`(reaction: TinyServer.Reaction) throws {
    let server = try TinyServer { _ in reaction }
    let outbox = MemoryOutbox(to: ["a": server.address], events: 3)
    #expect(Self.deliver(outbox) { outbox.upTo("a") == 3 }.reached)
    #expect(Self.ids(server) == ["e1", "e2", "e3"])
  }

  @Test func `a receiver that hangs holds up no other`() throws {
    let hanging = try (0..<8).map { _ in try TinyServer(.answer("", then: .silence)) }
    let good = try TinyServer(.answer(Self.thanks))
    var to = Dictionary(uniqueKeysWithValues: hanging.enumerated().map { ("h\($0)", $1.address) })
    to["z"] = good.address
    let outbox = MemoryOutbox(to: to, events: 100)
    let outcome = Self.deliver(outbox) { outbox.upTo("z") == 100 }
    #expect(outcome.reached)
    #expect(outcome.counts.failed == 0, "none of them has even given up")
    #expect(hanging.allSatisfy { $0.requests.count == 1 })
  }

  @Test func `who takes too long is tried again`() throws {
    let server = try TinyServer { $0 == 1 ? .answer("", then: .silence) : .answer(Self.thanks) }
    let outbox = MemoryOutbox(to: ["a": server.address], events: 2)
    let outcome = Self.deliver(outbox, Self.settings(total: .milliseconds(300))) { outbox.upTo("a") == 2 }
    #expect(outcome.reached)
    #expect(outcome.notices.first == .failing(name: "a", fault: .timeout, status: nil))
    #expect(Self.ids(server) == ["e1", "e1", "e2"])
  }

  @Test func `slow answers of many at one host wait for each other and not for those of another`() throws {
    let slow = try TinyServer { _ in
      TinyServer.Reaction(answer: Self.thanks, after: .readOn, delay: 30)
    }
    let outbox = MemoryOutbox(
      to: Dictionary(uniqueKeysWithValues: (0..<12).map { ("s\($0)", slow.address + "/\($0)") }), events: 3)
    let outcome = Self.deliver(outbox) { (0..<12).allSatisfy { outbox.upTo("s\($0)") == 3 } }
    #expect(outcome.reached)
    #expect(slow.connectionCount <= 4, "so many at a time for one host")
    for number in 0..<12 {
      let own = slow.requests.filter { $0.lines[0] == "POST /\(number) HTTP/1.1" }.map { $0.value("webhook-id") }
      #expect(own == ["e1", "e2", "e3"])
    }
  }

  @Test func `410 parks at once, Retry-After is waited for`() throws {
    let gone = try TinyServer(.answer("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"))
    let busy = try TinyServer(.answer("HTTP/1.1 429 Slow\r\nRetry-After: 7000\r\nContent-Length: 0\r\n\r\n"))
    let outbox = MemoryOutbox(to: ["weg": gone.address, "druk": busy.address], events: 2)
    let outcome = Self.deliver(outbox) { outbox.notes.count == 2 }
    #expect(outcome.notices.contains(.parked(name: "weg", .gone)))
    #expect(outbox.notes.first { $0.status == 410 }?.parked == .gone)
    let asked = try #require(outbox.notes.first { $0.status == 429 })
    #expect(try #require(asked.nextAttempt) - .now > 6_900 && asked.parked == nil)
    #expect(gone.requests.count == 1 && busy.requests.count == 1)
  }

  @Test func `too many days of failures park it`() throws {
    let server = try TinyServer(.answer("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"))
    let outbox = MemoryOutbox(to: ["a": server.address], events: 1, failingSince: .now - 3 * 86_400)
    let outcome = Self.deliver(outbox) { outbox.notes.contains { $0.parked != nil } }
    #expect(outcome.reached && outcome.notices.contains(.parked(name: "a", .tooLong)))
  }

  @Test(arguments: [
    "http://localhost:", "http://127.0.0.1:", "http://[::ffff:127.0.0.1]:", "http://0x7f.1:", "http://2130706433:",
    "http://017700000001:", "http://127.1:", "http://0.0.0.0:", "http://0:", "http://[::]:", "http://[::1]:",
    "http://[64:ff9b::7f00:1]:", "http://[::127.0.0.1]:", "http://169.254.169.254:", "http://10.0.0.1:",
  ])
  func `by whatever name, what is not public is not reached`(start: String) throws {
    let server = try TinyServer(.answer(Self.thanks))
    let outbox = MemoryOutbox(to: ["a": "\(start)\(server.port)/"], events: 1)
    var settings = Self.settings()
    settings.policy = AddressPolicy()
    let outcome = Self.deliver(outbox, settings) { !outbox.notes.isEmpty }
    #expect(outcome.notices == [.failing(name: "a", fault: .notAdmitted, status: nil)])
    #expect(server.connectionCount == 0)
  }

  /// A name that meant a public address can mean another one a moment later: what was admitted once says nothing.
  @Test func `every connection is judged by its own address, however the one before it was`() throws {
    let server = try TinyServer(.answer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", then: .close))
    let outbox = MemoryOutbox(to: ["a": server.address], events: 3)
    let admitted = Locked(0)
    var settings = Self.settings()
    settings.policy = AddressPolicy { _, _ in
      admitted.withLock {
        $0 += 1
        return $0 == 1
      }
    }
    let outcome = Self.deliver(outbox, settings) { outbox.notes.contains { $0.fault != nil } }
    #expect(outcome.notices == [.failing(name: "a", fault: .notAdmitted, status: nil)])
    #expect(Self.ids(server) == ["e1"] && server.connectionCount == 1)
  }

  @Test func `a redirect leads nowhere`() throws {
    let inside = try TinyServer(.answer(Self.thanks))
    let server = try TinyServer(
      .answer("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(inside.address)/\r\nContent-Length: 0\r\n\r\n"))
    let outbox = MemoryOutbox(to: ["a": server.address], events: 1)
    let outcome = Self.deliver(outbox) { !outbox.notes.isEmpty }
    #expect(outcome.notices == [.failing(name: "a", fault: .redirect, status: 307)])
    #expect(inside.connectionCount == 0)
  }

  @Test func `no proxy of the environment comes in between, and plain http only where it is allowed`() throws {
    let server = try TinyServer(.answer(Self.thanks))
    let proxy = try TinyServer(.answer(Self.thanks))
    setenv("http_proxy", proxy.address, 1)
    defer { unsetenv("http_proxy") }
    let outbox = MemoryOutbox(to: ["a": "http://127.0.0.2:\(server.port)/"], events: 1)
    Self.deliver(outbox) { !outbox.notes.isEmpty }
    #expect(proxy.connectionCount == 0)
    let other = MemoryOutbox(to: ["a": server.address], events: 1)
    var settings = Self.settings()
    settings.allowsPlain = false
    let outcome = Self.deliver(other, settings) { !other.notes.isEmpty }
    #expect(outcome.notices == [.failing(name: "a", fault: .other, status: nil)])
    #expect(server.connectionCount == 0)
  }

  @Test func `who may see no more is parked without a word to the receiver`() throws {
    let server = try TinyServer(.answer(Self.thanks))
    let outbox = MemoryOutbox(to: ["a": server.address], events: 3, isEntitled: false)
    let outcome = Self.deliver(outbox) { !outbox.notes.isEmpty }
    #expect(outcome.notices == [.parked(name: "a", .notEntitled)])
    #expect(server.connectionCount == 0)
  }

  @Test func `changed in between it begins again where its owner says, after what is under way`() throws {
    let server = try TinyServer { TinyServer.Reaction(answer: Self.thanks, after: .readOn, delay: $0 == 2 ? 300 : 0) }
    let outbox = MemoryOutbox(to: ["a": server.address], events: 3)
    let courier = Courier(Self.settings()) { outbox }
    try? courier.start()
    let end = Date(timeIntervalSinceNow: 30)
    while server.requests.count < 2, Date() < end { usleep(1_000) }
    outbox.replay("a", from: 0)
    courier.wake()
    while outbox.upTo("a") < 3, Date() < end { usleep(1_000) }
    courier.stop()
    #expect(Self.ids(server) == ["e1", "e2", "e1", "e2", "e3"])
    #expect(server.connectionCount == 1, "never two at a time")
  }

  @Test func `a courier that nothing waits for reads no outbox until he is woken`() throws {
    let server = try TinyServer(.answer(Self.thanks))
    let outbox = MemoryOutbox(to: ["a": server.address], events: 1)
    let made = Locked(0)
    let courier = Courier(Self.settings(), isAwaited: false) {
      made.withLock { $0 += 1 }
      return outbox
    }
    try courier.start()
    usleep(200_000)
    #expect(made.withLock { $0 } == 0 && server.connectionCount == 0)
    courier.wake()
    let end = Date(timeIntervalSinceNow: 30)
    while outbox.upTo("a") < 1, Date() < end { usleep(1_000) }
    courier.stop()
    #expect(made.withLock { $0 } == 1 && outbox.upTo("a") == 1)
  }

  @Test func `a courier that was never woken ends when he is told to`() throws {
    let courier = Courier(Self.settings(), isAwaited: false) { MemoryOutbox(to: [:], events: 0) }
    try courier.start()
    courier.stop()
  }

  @Test func `a trial is one event more, and tells how it went`() throws {
    let server = try TinyServer { .answer($0 == 1 ? Self.thanks : "HTTP/1.1 401 Nee\r\nContent-Length: 0\r\n\r\n") }
    let outbox = MemoryOutbox(to: ["a": server.address], events: 0)
    let courier = Courier(Self.settings()) { outbox }
    try? courier.start()
    let answers = Locked([Courier.Trial?]())
    for name in ["a", "a", "onbekend"] {
      let done = DispatchSemaphore(value: 0)
      courier.tryOut(name) { trial in
        answers.withLock { $0.append(trial) }
        done.signal()
      }
      #expect(done.wait(timeout: .now() + 30) == .success)
    }
    courier.stop()
    let all = answers.withLock { $0 }
    #expect(all.map { $0?.fault } == [nil, .refused, nil] && all.map { $0?.status } == [204, 401, nil])
    #expect(all[2] == nil)
    #expect(Self.ids(server) == ["proef", "proef"])
    #expect(outbox.notes.isEmpty)
    let late = Locked(false)
    courier.tryOut("a") { trial in late.withLock { $0 = trial == nil } }
    #expect(late.withLock { $0 }, "a courier that has stopped says no at once")
  }
}
