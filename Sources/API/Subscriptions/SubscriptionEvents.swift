public import Bytes
public import Register

/// The events of subscriptions, ready to be delivered: read by the one thread that delivers them.
public struct SubscriptionEvents {
  private let reader: RegisterReader
  private let event: CloudEvent

  public struct Event: Sendable {
    /// The place of its change among all; for the deliverer only.
    public let number: Int64
    public let id: String
    /// `application/cloudevents+json`
    public let body: [UInt8]
  }

  /// - Parameter reader: of the deliverer's thread.
  public init(_ configuration: APIConfiguration, reader: RegisterReader) {
    self.reader = reader
    event = CloudEvent(source: configuration.eventSource, links: Links(configuration.publicAddress))
  }

  public func targets(at now: Timestamp) throws -> [DeliveryTarget] { try reader.deliveryTargets(at: now) }

  public func target(_ kenmerk: String, at now: Timestamp) throws -> DeliveryTarget? {
    try reader.deliveryTarget(kenmerk, at: now)
  }

  /// The events behind change `number`, and how far whoever has had them all has come.
  public func events(
    for target: DeliveryTarget, after number: Int64, limit: Int
  ) throws -> (events: [Event], upTo: Int64, hasMore: Bool) {
    let page = try reader.deliveries(for: target, after: number, limit: limit)
    let events = page.entries.map {
      Event(number: $0.number, id: $0.change.position, body: event.bytes(of: $0.change))
    }
    return (events, page.upTo, page.hasMore)
  }

  public func trial(of kenmerk: String, at now: Timestamp) -> Event {
    let id = "proef-" + Hex.encode(SecureRandom.bytes(12))
    return Event(number: 0, id: id, body: event.trial(of: kenmerk, id: id, at: now))
  }
}
