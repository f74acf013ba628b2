import API
import Bytes
import Logging
import Register
import Webhooks

/// The register's subscriptions as the courier knows them.
struct RegisterOutbox: Outbox {
  private let events: SubscriptionEvents
  private let writer: RegisterWriter
  /// What was read with a destination, for its events.
  private final class Targets { var byRow: [Int64: DeliveryTarget] = [:] }
  private let targets = Targets()

  init(_ configuration: APIConfiguration, writer: RegisterWriter, reader: RegisterReader) {
    events = SubscriptionEvents(configuration, reader: reader)
    self.writer = writer
  }

  func destinations(at now: Timestamp) throws -> [Destination] {
    let found = try events.targets(at: now)
    targets.byRow = Dictionary(uniqueKeysWithValues: found.map { ($0.row, $0) })
    return found.map(Destination.init)
  }

  func destination(_ name: String, at now: Timestamp) throws -> Destination? {
    try events.target(name, at: now).map(Destination.init)
  }

  func events(for destination: Destination, after number: Int64, limit: Int) throws -> Batch {
    guard let target = targets.byRow[destination.id], target.round == destination.round else {
      return Batch(events: [], upTo: number, hasMore: false)
    }
    let page = try events.events(for: target, after: number, limit: limit)
    return Batch(events: page.events.map(Event.init), upTo: page.upTo, hasMore: page.hasMore)
  }

  func trial(for destination: Destination, at now: Timestamp) -> Event {
    Event(events.trial(of: destination.name, at: now))
  }

  func note(_ progress: Progress) { writer.note(DeliveryProgress(progress)) }
}

/// Sends an event when the API asks for one.
struct CourierTrials: SubscriptionTrials {
  let courier: Courier

  func tryOut(_ kenmerk: String, _ answer: @escaping @Sendable (SubscriptionTrial?) -> Void) {
    courier.tryOut(kenmerk) { trial in
      answer(
        trial.map {
          SubscriptionTrial(
            fault: $0.fault.map { Delivery.Fault($0).rawValue }, status: $0.status, milliseconds: $0.milliseconds)
        })
    }
  }
}

/// What the courier tells, as lines of the log: of a subscription its kenmerk, never its address.
enum DeliveryLog {
  private static let log = Logger(label: "npdr")

  static func write(_ notice: Courier.Notice) {
    switch notice {
    case .failing(let name, let fault, let status):
      var metadata: Logger.Metadata = [
        "abonnement": .string(name), "fout": .string(Delivery.Fault(fault).rawValue),
      ]
      if let status { metadata["status"] = .stringConvertible(status) }
      log.warning("delivery fails", metadata: metadata)
    case .recovered(let name): log.info("delivery works again", metadata: ["abonnement": .string(name)])
    case .parked(let name, let reason):
      log.warning(
        "subscription parked",
        metadata: ["abonnement": .string(name), "reden": .string(Delivery.ParkingReason(reason).rawValue)])
    case .outboxFailed(let why): log.error("subscriptions cannot be read", metadata: ["fout": .string(why)])
    }
  }
}

extension Courier.Settings {
  /// - Throws: `Failure` for a network that is none.
  init(_ configuration: Configuration) throws {
    self.init()
    let own = configuration.subscriptions
    connect = .seconds(own.connectSeconds)
    total = .seconds(own.answerSeconds)
    together = own.together
    togetherPerHost = own.togetherPerHost
    firstPause = own.firstPauseSeconds
    parkAfter = own.parkHours * 3_600
    allowsPlain = own.allowsPlain
    let networks = try AddressRange.all(own.networks, in: "abonnementen.netten")
    policy = AddressPolicy { high, low in
      networks.contains { $0.contains(ClientAddress(high: high, low: low)) }
    }
  }
}

extension Destination {
  init(_ target: DeliveryTarget) {
    self.init(
      id: target.row, round: target.round, name: target.kenmerk, url: target.url, secret: target.secret,
      upTo: target.upTo, attempts: target.attempts, failingSince: target.failingSince,
      nextAttempt: target.nextAttempt, isEntitled: target.eyes != nil)
  }
}

extension Event {
  init(_ event: SubscriptionEvents.Event) { self.init(number: event.number, id: event.id, body: event.body) }
}

extension DeliveryProgress {
  init(_ progress: Progress) {
    self.init(row: progress.id, round: progress.round, upTo: progress.upTo)
    attempts = progress.attempts
    failingSince = progress.failingSince
    nextAttempt = progress.nextAttempt
    lastFault = progress.fault.map(Delivery.Fault.init)
    lastStatus = progress.status
    delivered = progress.delivered
    parked = progress.parked.map(Delivery.ParkingReason.init)
  }
}

extension Delivery.Fault {
  init(_ fault: Fault) {
    self =
      switch fault {
      case .unreachable: .unreachable
      case .timeout: .timeout
      case .insecure: .insecure
      case .notAdmitted: .addressNotAllowed
      case .brokenAnswer: .brokenAnswer
      case .redirect: .redirect
      case .refused: .refused
      case .other: .other
      }
  }
}

extension Delivery.ParkingReason {
  init(_ parking: Parking) {
    self =
      switch parking {
      case .tooLong: .tooLong
      case .gone: .gone
      case .notEntitled: .accessGone
      }
  }
}
