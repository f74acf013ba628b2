public import Bytes
public import SQL

/// A subscription as the delivery of its events needs it.
public struct DeliveryTarget: Sendable {
  /// Its key, never given twice.
  public let row: Int64
  /// Which version of it: what is reported of another is not kept.
  public let round: Int64
  public let kenmerk: String
  public let url: String
  /// The key of its signatures.
  public let secret: [UInt8]
  /// Everything up to this change has been delivered, or was not for it.
  public let upTo: Int64
  public let attempts: Int
  public let failingSince: Timestamp?
  public let nextAttempt: Timestamp?
  /// Whose eyes it sees with; nil when its token is no good any more.
  public let eyes: Caller?
  let resource: Resource?
  let selection: JSON
}

/// What is to be delivered next, and how far that brings the subscription.
public struct DeliveryPage: Sendable {
  public struct Entry: Sendable {
    public let number: Int64
    public let change: FeedChange
  }

  public let entries: [Entry]
  /// Once all of them have arrived.
  public let upTo: Int64
  public let hasMore: Bool
}

/// What became of a delivery, or how far one has come that had nothing to deliver.
public struct DeliveryProgress: Sendable {
  public var row: Int64
  public var round: Int64
  public var upTo: Int64
  public var attempts: Int
  public var failingSince: Timestamp?
  public var nextAttempt: Timestamp?
  public var lastFault: Delivery.Fault?
  public var lastStatus: Int?
  /// The moment of the latest delivery that succeeded; nil when it is not this one.
  public var delivered: Timestamp?
  public var parked: Delivery.ParkingReason?

  public init(row: Int64, round: Int64, upTo: Int64) {
    self.row = row
    self.round = round
    self.upTo = upTo
    attempts = 0
  }
}

extension Delivery {
  private static let running = SQLStatement("SELECT 1 FROM abonnement WHERE status = 'actief' LIMIT 1")

  /// Whether there is a subscription to deliver to; else nothing is, until somebody writes one.
  public static func isAwaited(_ connection: any SQLConnection) throws -> Bool {
    var isAwaited = false
    try connection.query(running, []) { _ in
      isAwaited = true
      return .stop
    }
    return isAwaited
  }
}

extension RegisterReader {
  private static let secret = SQLStatement("SELECT geheim FROM abonnement WHERE rij = $1")

  /// The subscriptions that are to be delivered to.
  public func deliveryTargets(at now: Timestamp) throws -> [DeliveryTarget] {
    try snapshot { try Subscription.active(connection).map { try target($0, at: now) } }
  }

  /// One of them, active or not, for a trial.
  public func deliveryTarget(_ kenmerk: String, at now: Timestamp) throws -> DeliveryTarget? {
    try snapshot { try Subscription.load(kenmerk, connection).map { try target($0, at: now) } }
  }

  private func target(_ subscription: Subscription, at now: Timestamp) throws -> DeliveryTarget {
    var secret: [UInt8] = []
    try connection.query(RegisterReader.secret, [.integer(subscription.row)]) { row in
      secret = row.withBytes(0) { Array($0) }
      return .stop
    }
    return DeliveryTarget(
      row: subscription.row, round: subscription.round, kenmerk: subscription.kenmerk,
      url: subscription.content.text("doel") ?? "", secret: secret, upTo: subscription.progress.upTo,
      attempts: Int(subscription.progress.attempts), failingSince: subscription.progress.failingSince,
      nextAttempt: subscription.progress.nextAttempt, eyes: try subscription.eyes(at: now, connection),
      resource: subscription.resource, selection: subscription.content["selectie"])
  }

  /// The changes behind change `number` that are for `target`, in the order in which they were made.
  ///
  /// Whether a row was in a selection is asked of the past, in whole seconds: what was made in the second that is not
  /// over yet waits for it. So it is the same changes however late they are read.
  ///
  /// - Parameter limit: how many changes are looked at.
  public func deliveries(
    for target: DeliveryTarget, after number: Int64, limit: Int, at now: Timestamp = .now
  ) throws -> DeliveryPage {
    guard let eyes = target.eyes else { return DeliveryPage(entries: [], upTo: number, hasMore: false) }
    var page = try changes(afterNumber: number, limit: limit, for: eyes)
    if target.hasSelection, !page.changes.isEmpty {
      // Promised first and read after that: nothing can come any more of the seconds that are asked about.
      guard try isSettled(now - 1, now) else { return DeliveryPage(entries: [], upTo: number, hasMore: true) }
      page = try changes(afterNumber: number, limit: limit, for: eyes)
      if let early = page.changes.firstIndex(where: { $0.moment >= now }) {
        page.upTo = page.changes[early].number - 1
        page.hasMore = true
        page.changes.removeSubrange(early...)
      }
    }
    return try snapshot {
      let entries = try page.changes.filter { try isMeant($0, for: target, eyes) }
        .map { DeliveryPage.Entry(number: $0.number, change: $0) }
      return DeliveryPage(entries: entries, upTo: page.upTo, hasMore: page.hasMore)
    }
  }

  /// Whether the register's state at `moment` is what it will always be.
  private func isSettled(_ moment: Timestamp, _ now: Timestamp) throws -> Bool {
    do {
      return try changes.promise(moment, now: now)
    } catch {
      if error == .momentUnderWay { return false }
      throw error
    }
  }

  /// A change of a row that is in the selection after it, or was before it: who follows a selection hears what comes in,
  /// what changes and what drops out.
  private func isMeant(_ change: FeedChange, for target: DeliveryTarget, _ eyes: Caller) throws -> Bool {
    guard let resource = target.resource else { return true }
    guard change.resource == resource.name else { return false }
    if !target.hasSelection { return true }
    func isChosen(asOf moment: Timestamp?) throws -> Bool {
      var asked = ListQuery(resource: resource.name)
      asked.today = Day.inAmsterdam(at: moment ?? .now)
      asked.asOf = moment
      guard var query = try selection(of: resource, target.selection, for: eyes, as: asked) else { return false }
      query.conditions.append(.any(filter: "kenmerk", values: [change.kenmerk]))
      query.drafts = moment == nil
      return try count(query, for: eyes) > 0
    }
    // A draft beside a published version has no past.
    if change.isDraft { return try isChosen(asOf: nil) || isChosen(asOf: change.moment) }
    return try isChosen(asOf: change.moment) || isChosen(asOf: change.moment - 1)
  }
}

extension DeliveryTarget {
  fileprivate var hasSelection: Bool { resource != nil && selection.asObject?.isEmpty == false }
}

extension Ledger {
  private static let advance = SQLStatement(
    """
    UPDATE abonnement SET tot = $1, pogingen = $2, mislukt_sinds = $3, volgende_op = $4, laatste_fout = $5,
      laatste_status = coalesce($6, laatste_status), afgeleverd_op = coalesce($7, afgeleverd_op)
    WHERE rij = $8 AND ronde = $9
    """)

  private static let park = SQLStatement(
    """
    UPDATE abonnement SET status = 'geparkeerd', reden = $1, status_sinds = $2, gewijzigd_op = $3, versie = versie + 1,
      volgende_op = NULL
    WHERE rij = $4 AND ronde = $5 AND status = 'actief'
    """)

  /// Keeps how far deliveries have come; nothing of one that was written by a client in the meantime.
  func note(_ progress: [DeliveryProgress], at now: Timestamp) throws {
    for one in progress {
      let version: [SQLValue] = [.integer(one.row), .integer(one.round)]
      try connection.run(
        Ledger.advance,
        [
          .integer(one.upTo), SQLValue(one.attempts), SQLValue(one.failingSince?.seconds),
          SQLValue(one.nextAttempt?.seconds), SQLValue(one.lastFault?.rawValue),
          SQLValue(one.lastStatus.map(Int64.init)),
          SQLValue(one.delivered?.seconds),
        ] + version)
      if let reason = one.parked {
        try connection.run(
          Ledger.park, [.text(reason.rawValue), .integer(now.seconds), .integer(now.seconds)] + version)
      }
    }
  }
}
