import Bytes

@testable import Webhooks

/// An outbox with the same events for every destination: `e1`, `e2`, ... with their numbers.
final class MemoryOutbox: Outbox, Sendable {
  static let secret: [UInt8] = Array(1...32)

  private let state: Locked<State>
  private let count: Int

  private struct State {
    var destinations: [String: Destination]
    var notes: [Progress] = []
  }

  init(to addresses: [String: String], events: Int, failingSince: Timestamp? = nil, isEntitled: Bool = true) {
    count = events
    var destinations: [String: Destination] = [:]
    for (index, (name, url)) in addresses.sorted(by: { $0.key < $1.key }).enumerated() {
      destinations[name] = Destination(
        id: Int64(index + 1), round: 1, name: name, url: url, secret: Self.secret, upTo: 0,
        attempts: failingSince == nil ? 0 : 9, failingSince: failingSince, isEntitled: isEntitled)
    }
    state = Locked(State(destinations: destinations))
  }

  var notes: [Progress] { state.withLock { $0.notes } }

  /// How far a destination has come, as it was noted.
  func upTo(_ name: String) -> Int64 { state.withLock { $0.destinations[name]?.upTo ?? 0 } }

  func replay(_ name: String, from number: Int64) {
    state.withLock {
      $0.destinations[name]?.upTo = number
      $0.destinations[name]?.round += 1
    }
  }

  // MARK: Outbox

  func destinations(at now: Timestamp) -> [Destination] { state.withLock { Array($0.destinations.values) } }

  func destination(_ name: String, at now: Timestamp) -> Destination? { state.withLock { $0.destinations[name] } }

  func events(for destination: Destination, after: Int64, limit: Int) -> Batch {
    let first = Int(after) + 1
    let last = min(count, Int(after) + limit)
    let events = first <= last ? (first...last).map { event($0) } : []
    return Batch(events: events, upTo: Int64(max(last, Int(after))), hasMore: last < count)
  }

  private func event(_ number: Int) -> Event {
    Event(number: Int64(number), id: "e\(number)", body: Array("{\"nummer\":\(number)}".utf8))
  }

  func trial(for destination: Destination, at now: Timestamp) -> Event {
    Event(number: 0, id: "proef", body: Array("{}".utf8))
  }

  func note(_ progress: Progress) {
    state.withLock { state in
      state.notes.append(progress)
      for (name, destination) in state.destinations
      where destination.id == progress.id && destination.round == progress.round {
        state.destinations[name]?.upTo = progress.upTo
      }
    }
  }
}
