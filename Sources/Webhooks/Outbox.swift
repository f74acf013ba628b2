package import Bytes

/// What is to be delivered, as the delivery thread asks for it; used by that thread only.
package protocol Outbox {
  /// All that deliveries may go to now.
  func destinations(at now: Timestamp) throws -> [Destination]
  /// One of them, also one that is paused or parked, for a trial; nil when there is none.
  func destination(_ name: String, at now: Timestamp) throws -> Destination?
  /// The events behind number `after`, in order; `limit` is how many changes are looked at.
  func events(for destination: Destination, after: Int64, limit: Int) throws -> Batch
  /// An event that says no more than that it arrived.
  func trial(for destination: Destination, at now: Timestamp) -> Event
  /// Keeps what became of a delivery, some time; what is lost of it is delivered again.
  func note(_ progress: Progress)
}

/// Where a subscription's events go, and how far it has come.
package struct Destination: Sendable, Equatable {
  /// Never given twice.
  package var id: Int64
  /// Moves when its owner changes it: what is under way for the round before counts no more.
  package var round: Int64
  /// For people: its kenmerk.
  package var name: String
  package var url: String
  package var secret: [UInt8]
  package var upTo: Int64
  package var attempts: Int
  package var failingSince: Timestamp?
  package var nextAttempt: Timestamp?
  /// False when whoever's eyes it saw with may see no more.
  package var isEntitled: Bool

  package init(
    id: Int64, round: Int64, name: String, url: String, secret: [UInt8], upTo: Int64, attempts: Int = 0,
    failingSince: Timestamp? = nil, nextAttempt: Timestamp? = nil, isEntitled: Bool = true
  ) {
    self.id = id
    self.round = round
    self.name = name
    self.url = url
    self.secret = secret
    self.upTo = upTo
    self.attempts = attempts
    self.failingSince = failingSince
    self.nextAttempt = nextAttempt
    self.isEntitled = isEntitled
  }
}

/// One event, ready to be sent.
package struct Event: Sendable, Equatable {
  package var number: Int64
  /// The same each time it is sent.
  package var id: String
  /// A CloudEvent in JSON.
  package var body: [UInt8]

  package init(number: Int64, id: String, body: [UInt8]) {
    self.number = number
    self.id = id
    self.body = body
  }
}

/// Events that follow each other.
package struct Batch: Sendable, Equatable {
  package var events: [Event]
  /// How far one has come when all of them arrived.
  package var upTo: Int64
  /// With no events and no way made: there will be, soon.
  package var hasMore: Bool

  package init(events: [Event], upTo: Int64, hasMore: Bool) {
    self.events = events
    self.upTo = upTo
    self.hasMore = hasMore
  }
}

/// How far the deliveries to one destination have come.
package struct Progress: Sendable, Equatable {
  package var id: Int64
  package var round: Int64
  package var upTo: Int64
  package var attempts = 0
  package var failingSince: Timestamp?
  package var nextAttempt: Timestamp?
  package var fault: Fault?
  package var status: Int?
  /// When something arrived; nil when nothing did this time.
  package var delivered: Timestamp?
  package var parked: Parking?
}

/// Why a delivery failed.
package enum Fault: Sendable, Equatable, CaseIterable {
  case unreachable, timeout, insecure, notAdmitted, brokenAnswer, redirect, refused, other
}

/// Why nothing is delivered any more.
package enum Parking: Sendable, Equatable {
  case tooLong, gone, notEntitled
}
