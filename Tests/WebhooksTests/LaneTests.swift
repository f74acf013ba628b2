import Bytes
import Testing

@testable import Webhooks

/// The deliveries to one destination, without a socket.
struct LaneTests {
  private let start = Timestamp(seconds: 1_000_000)

  private func lane(_ numbers: [Int64] = [3, 5, 9], upTo: Int64 = 12) -> Lane {
    var lane = Lane(
      Destination(id: 7, round: 2, name: "a", url: "https://a.example.nl/", secret: [1], upTo: 1))
    lane.take(
      Batch(events: numbers.map { Event(number: $0, id: "e\($0)", body: []) }, upTo: upTo, hasMore: false))
    return lane
  }

  @Test func `an event follows when the one before it has arrived, and what was passed over counts at the end`() {
    var lane = lane()
    var reached: [Int64] = []
    var sent: [String] = []
    while let event = lane.next {
      sent.append(event.id)
      reached.append(lane.arrived(status: 204, at: start).upTo)
    }
    #expect(sent == ["e3", "e5", "e9"])
    #expect(reached == [3, 5, 12])
    #expect(!lane.hasPassedUnnoted)
  }

  @Test func `what does not arrive stays the next, with a pause`() {
    var lane = lane()
    let progress = lane.failed(.timeout, status: nil, at: start, pause: 30, parkAfter: 100)
    #expect(progress.upTo == 1 && progress.attempts == 1 && progress.failingSince == start && progress.parked == nil)
    #expect(lane.next?.id == "e3")
    #expect(!lane.isReady(at: start + 29) && lane.isReady(at: start + 30))
    let arrived = lane.arrived(status: 200, at: start + 30)
    #expect(
      arrived.upTo == 3 && arrived.attempts == 0 && arrived.failingSince == nil && arrived.delivered == start + 30)
    #expect(lane.isReady(at: start + 30))
  }

  @Test func `nothing but failures for too long parks it`() {
    var lane = lane()
    #expect(lane.failed(.refused, status: 500, at: start, pause: 1, parkAfter: 100).parked == nil)
    #expect(lane.failed(.refused, status: 500, at: start + 99, pause: 1, parkAfter: 100).parked == nil)
    let last = lane.failed(.refused, status: 500, at: start + 100, pause: 1, parkAfter: 100)
    #expect(last.parked == .tooLong && last.attempts == 3 && last.nextAttempt == nil)
    #expect(!lane.isReady(at: start + 10_000))
  }

  @Test func `410 parks it at once`() {
    var lane = lane()
    #expect(lane.failed(.refused, status: 410, at: start, pause: 1, parkAfter: 100).parked == .gone)
  }

  @Test func `a page with nothing for it is passed over`() {
    var lane = lane([], upTo: 40)
    #expect(lane.next == nil && lane.upTo == 40 && lane.hasPassedUnnoted)
    #expect(lane.passed().upTo == 40)
    #expect(!lane.hasPassedUnnoted)
  }

  @Test func `a start goes on with the failures of before`() {
    let lane = Lane(
      Destination(
        id: 7, round: 2, name: "a", url: "https://a.example.nl/", secret: [], upTo: 1, attempts: 4,
        failingSince: start, nextAttempt: start + 50))
    #expect(!lane.isReady(at: start + 49) && lane.attempts == 4)
  }
}

struct BackoffTests {
  private let backoff = Backoff(first: 5)
  private let now = Timestamp(seconds: 784_111_777)

  @Test(arguments: [(1, 5, 3), (2, 10, 5), (3, 20, 10), (8, 640, 320), (20, 3_600, 1_800), (2_000, 3_600, 1_800)])
  func `pauses double up to an hour, with half of it left to chance`(attempts: Int, longest: Int, shortest: Int) {
    #expect(backoff.pause(attempts: attempts, chance: 0, retryAfter: nil, at: now) == longest)
    #expect(backoff.pause(attempts: attempts, chance: 1, retryAfter: nil, at: now) == shortest)
  }

  @Test(arguments: [
    ("120", 120), ("3", 5), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:40:37 GMT", 5),
    ("99999999999999999999", 86_400), ("-60", 5), ("straks", 5), ("", 5), ("Sunday, 06-Nov-94 08:50:37 GMT", 5),
  ])
  func `a receiver that asks for time gets it, up to a day`(field: String, pause: Int) {
    #expect(backoff.pause(attempts: 1, chance: 0, retryAfter: field, at: now) == pause)
  }
}

struct SignatureTests {
  /// The example of Standard Webhooks, made with openssl from its parts.
  @Test func `a signature is over id, time and body`() {
    let fields = Signature.fields(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: Array("{\"test\": 2432232314}".utf8),
      secret: [
        0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f, 0x08, 0xd4, 0x3c, 0x3f, 0x08, 0x2c, 0xf6, 0x48,
        0xa3, 0x62, 0xda, 0x2d, 0xa4, 0xb0,
      ], at: Timestamp(seconds: 1_614_265_330))
    #expect(fields.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
    #expect(fields[1].value == "1614265330")
    #expect(fields[2].value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }
}
