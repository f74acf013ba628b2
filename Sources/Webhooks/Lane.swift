import Bytes

/// The deliveries to one destination, one after the other: a state machine without a socket or a clock.
///
/// The next event is only begun when the one before it has arrived, so whatever arrives is in order; an event that
/// does not arrive holds up those behind it and no other lane.
struct Lane {
  let destination: Destination
  /// Everything up to here has arrived or was not meant for it.
  private(set) var upTo: Int64
  private(set) var isParked = false
  private(set) var attempts: Int
  private(set) var failingSince: Timestamp?
  /// Not before this.
  private(set) var nextAttempt: Timestamp?
  private var events: ArraySlice<Event> = []
  /// How far it is when `events` have arrived.
  private var end: Int64
  /// How far the outbox knows it to be.
  private var noted: Int64

  init(_ destination: Destination) {
    self.destination = destination
    upTo = destination.upTo
    attempts = destination.attempts
    failingSince = destination.failingSince
    nextAttempt = destination.nextAttempt
    end = upTo
    noted = upTo
  }

  /// The event to send; nil when there is none at hand.
  var next: Event? { events.first }

  func isReady(at now: Timestamp) -> Bool { !isParked && nextAttempt.map { $0 <= now } ?? true }

  /// Whether there is something to tell the outbox that no delivery told it: that nothing was meant for this lane.
  var hasPassedUnnoted: Bool { upTo > noted }

  mutating func take(_ batch: Batch) {
    events = batch.events[...]
    end = max(end, batch.upTo)
    if events.isEmpty { upTo = end }
  }

  /// What to tell the outbox when nothing was meant for this lane.
  mutating func passed() -> Progress {
    noted = upTo
    return progress()
  }

  // MARK: What became of it

  /// The event at hand arrived.
  mutating func arrived(status: Int, at now: Timestamp) -> Progress {
    upTo = events.popFirst()?.number ?? upTo
    if events.isEmpty { upTo = end }
    noted = upTo
    attempts = 0
    failingSince = nil
    nextAttempt = nil
    var progress = progress()
    progress.status = status
    progress.delivered = now
    return progress
  }

  /// It did not.
  ///
  /// - Parameters:
  ///   - pause: seconds until the next attempt.
  ///   - parkAfter: seconds of nothing but failures after which there is none.
  mutating func failed(
    _ fault: Fault, status: Int?, at now: Timestamp, pause: Int, parkAfter: Int
  ) -> Progress {
    attempts += 1
    let since = failingSince ?? now
    failingSince = since
    nextAttempt = now + pause
    noted = upTo
    var progress = progress()
    progress.fault = fault
    progress.status = status
    if status == 410 {
      progress.parked = .gone
    } else if now - since >= parkAfter {
      progress.parked = .tooLong
    }
    if progress.parked != nil {
      isParked = true
      progress.nextAttempt = nil
    }
    return progress
  }

  /// Whoever's eyes it saw with may see no more.
  mutating func lostRights() -> Progress {
    isParked = true
    var progress = progress()
    progress.parked = .notEntitled
    return progress
  }

  private func progress() -> Progress {
    Progress(
      id: destination.id, round: destination.round, upTo: upTo, attempts: attempts, failingSince: failingSince,
      nextAttempt: nextAttempt)
  }
}
