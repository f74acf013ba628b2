import Bytes
import Dispatch

/// What the delivery thread has in hand: a lane for each destination, and what is under way.
struct DeliveryRound {
  /// Nil until there is something to send: a server without subscriptions has no client.
  private(set) var client: MultiClient?
  private let settings: Courier.Settings
  private let backoff: Backoff
  private let log: @Sendable (Courier.Notice) -> Void
  private let figures: Locked<Courier.Counts>
  private var lanes: [Int64: Lane] = [:]
  /// Of each destination the exchange under way, also when its lane is another by now: what follows waits for it.
  private var flights: [Int: Flight] = [:]
  private var busy: Set<Int64> = []
  private var perHost: [String: Int] = [:]
  private var lastFlight = 0
  /// Never sent: libcurl would not have the request.
  private var unsent: [(id: Int, result: MultiClient.Result)] = []
  /// Lanes whose outbox is known to have nothing.
  private var empty: Set<Int64> = []
  private var nextTold = DispatchTime.now()
  /// When those that had nothing yet are asked again.
  private var nextAsked: DispatchTime?

  private struct Flight {
    var destination: Destination
    var host: String
    var trial: Courier.Request?
    var started: DispatchTime
  }

  /// Changes looked at at once.
  private static let batch = 64
  /// Milliseconds until an outbox that had nothing yet is asked again.
  private static let asking = 500
  /// Seconds between two notes that nothing was meant for a destination.
  private static let telling = 5

  init(
    _ settings: Courier.Settings, log: @escaping @Sendable (Courier.Notice) -> Void, figures: Locked<Courier.Counts>
  ) {
    self.settings = settings
    self.log = log
    self.figures = figures
    backoff = Backoff(first: settings.firstPause)
  }

  var underWay: Int { flights.count }

  /// Milliseconds until there is something to do that nobody wakes us for.
  var pause: Int {
    let now = Timestamp.now
    var pause = nextAsked == nil ? 60_000 : Self.asking
    for (id, lane) in lanes where !busy.contains(id) && !lane.isParked {
      // Passed over a good many changes, and there are more.
      if lane.next == nil, !empty.contains(id), lane.isReady(at: now) { return 0 }
      if lane.hasPassedUnnoted { pause = min(pause, 1_000 * Self.telling) }
      guard let next = lane.nextAttempt else { continue }
      pause = min(pause, max(20, (next - now) * 1_000))
    }
    return pause
  }

  // MARK: Sending

  mutating func go(on outbox: any Outbox, isWoken: Bool, trials: [Courier.Request]) throws {
    let now = Timestamp.now
    if isWoken { try look(at: outbox, now) }
    if let due = nextAsked, DispatchTime.now() >= due {
      nextAsked = nil
      empty = []
    }
    for trial in trials { try begin(trial, outbox, now) }
    for id in lanes.keys.sorted() where flights.count < settings.together && !busy.contains(id) {
      guard var lane = lanes[id], lane.isReady(at: now) else { continue }
      if lane.next == nil, !empty.contains(id) { try fill(&lane, from: outbox) }
      lanes[id] = lane
      if let event = lane.next { try send(event, to: lane.destination, trial: nil, now) }
    }
    tellPassed(outbox)
    note {
      $0.underWay = flights.count
      $0.destinations = lanes.count
    }
  }

  private mutating func look(at outbox: any Outbox, _ now: Timestamp) throws {
    let found = try outbox.destinations(at: now)
    empty = []
    var kept: [Int64: Lane] = [:]
    for destination in found {
      if let lane = lanes[destination.id], lane.destination.round == destination.round {
        kept[destination.id] = lane
      } else {
        kept[destination.id] = Lane(destination)
      }
      if !destination.isEntitled, kept[destination.id]?.isParked == false, !busy.contains(destination.id) {
        if let progress = kept[destination.id]?.lostRights() { outbox.note(progress) }
        log(.parked(name: destination.name, .notEntitled))
        note { $0.parked += 1 }
      }
    }
    lanes = kept
  }

  private mutating func fill(_ lane: inout Lane, from outbox: any Outbox) throws {
    // What was not meant for it is passed over here, a few pages at a time, so that one lane does not hold up others.
    for _ in 0..<4 {
      let page = try outbox.events(for: lane.destination, after: lane.upTo, limit: Self.batch)
      let isEarly = page.hasMore && page.events.isEmpty && page.upTo <= lane.upTo
      lane.take(page)
      if lane.next != nil { return }
      if isEarly { nextAsked = nextAsked ?? .now() + .milliseconds(Self.asking) }
      if isEarly || !page.hasMore {
        empty.insert(lane.destination.id)
        return
      }
    }
  }

  private mutating func begin(_ trial: Courier.Request, _ outbox: any Outbox, _ now: Timestamp) throws {
    guard let destination = try outbox.destination(trial.name, at: now) else { return trial.answer(nil) }
    try send(outbox.trial(for: destination, at: now), to: destination, trial: trial, now)
  }

  private mutating func send(
    _ event: Event, to destination: Destination, trial: Courier.Request?, _ now: Timestamp
  ) throws {
    let host = Self.host(of: destination.url)
    if trial == nil, perHost[host, default: 0] >= settings.togetherPerHost { return }
    let own =
      try client
      ?? MultiClient(
        limits: MultiClient.Limits(
          connect: settings.connect, total: settings.total, allowsPlain: settings.allowsPlain), policy: settings.policy)
    client = own
    lastFlight += 1
    let fields = [ClientHeader("Content-Type", "application/cloudevents+json; charset=utf-8")]
    let request = ClientRequest(
      .post, destination.url,
      headers: fields + Signature.fields(id: event.id, body: event.body, secret: destination.secret, at: now),
      body: event.body)
    let flight = Flight(destination: destination, host: host, trial: trial, started: .now())
    flights[lastFlight] = flight
    perHost[host, default: 0] += 1
    if trial == nil { busy.insert(destination.id) }
    do {
      try own.start(request, id: lastFlight)
    } catch {
      // Told like any failure, when the results are looked at.
      unsent.append((lastFlight, .failed(error)))
    }
  }

  // MARK: Receiving

  /// - Parameter milliseconds: how long to wait for an exchange that ends.
  mutating func receive(from outbox: any Outbox, waiting milliseconds: Int) throws {
    guard let client else { return }
    let ended = client.wait(milliseconds: unsent.isEmpty ? milliseconds : 0) + unsent
    unsent = []
    for (id, result) in ended {
      guard let flight = flights.removeValue(forKey: id) else { continue }
      perHost[flight.host, default: 1] -= 1
      if perHost[flight.host] == 0 { perHost[flight.host] = nil }
      let (fault, status, retryAfter) = Self.read(result)
      if let trial = flight.trial {
        let nanoseconds = DispatchTime.now().uptimeNanoseconds - flight.started.uptimeNanoseconds
        trial.answer(Courier.Trial(fault: fault, status: status, milliseconds: Int(nanoseconds / 1_000_000)))
        continue
      }
      busy.remove(flight.destination.id)
      // Its owner changed it in the meantime, or took it away: whatever this was worth, it begins again.
      guard var lane = lanes[flight.destination.id], lane.destination.round == flight.destination.round else {
        continue
      }
      outbox.note(settle(&lane, fault, status, retryAfter))
      lanes[flight.destination.id] = lane
    }
  }

  private func settle(_ lane: inout Lane, _ fault: Fault?, _ status: Int?, _ retryAfter: String?) -> Progress {
    let now = Timestamp.now
    let name = lane.destination.name
    guard let fault else {
      if lane.attempts > 0 { log(.recovered(name: name)) }
      note { $0.delivered += 1 }
      return lane.arrived(status: status ?? 204, at: now)
    }
    if lane.attempts == 0 { log(.failing(name: name, fault: fault, status: status)) }
    let pause = backoff.pause(
      attempts: lane.attempts + 1, chance: Double.random(in: 0...1), retryAfter: retryAfter, at: now)
    let progress = lane.failed(fault, status: status, at: now, pause: pause, parkAfter: settings.parkAfter)
    if let why = progress.parked { log(.parked(name: name, why)) }
    note {
      $0.failed += 1
      if progress.parked != nil { $0.parked += 1 }
    }
    return progress
  }

  /// Nobody waits for what has not ended; its events are delivered again.
  mutating func abandon() {
    for flight in flights.values { flight.trial?.answer(nil) }
    flights = [:]
    client = nil
  }

  private mutating func tellPassed(_ outbox: any Outbox) {
    guard DispatchTime.now() >= nextTold else { return }
    nextTold = .now() + .seconds(Self.telling)
    for id in lanes.keys where !busy.contains(id) && lanes[id]?.hasPassedUnnoted == true {
      if let progress = lanes[id]?.passed() { outbox.note(progress) }
    }
  }

  private func note(_ change: (inout Courier.Counts) -> Void) { figures.withLock(change) }

  private static func read(_ result: MultiClient.Result) -> (fault: Fault?, status: Int?, retryAfter: String?) {
    switch result {
    case .answered(let status, let retryAfter):
      switch status {
      case 200..<300: (nil, status, nil)
      case 300..<400: (.redirect, status, retryAfter)
      default: (.refused, status, retryAfter)
      }
    case .notAdmitted: (.notAdmitted, nil, nil)
    case .failed(let error):
      switch error.kind {
      case .unreachable: (.unreachable, nil, nil)
      case .timeout: (.timeout, nil, nil)
      case .insecure: (.insecure, nil, nil)
      case .brokenAnswer, .tooLarge: (.brokenAnswer, nil, nil)
      case .badRequest, .other: (.other, nil, nil)
      }
    }
  }

  /// Who is reached: `https://example.nl:8443`.
  private static func host(of url: String) -> String {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/").lowercased()
  }
}
