import Bytes
import Register

/// An event as receivers get it: the NL GOV profile for CloudEvents 1.1, in the JSON format.
///
/// `id` is the position of the change in the feed of the same eyes, so an event has the same id each time it is sent,
/// and replaying from an id goes on behind it. `time` is when the register recorded the change. `data` is the change as
/// `/v1/wijzigingen` tells it to the same eyes; `dataref` is the row's address, for whoever wants its content and may
/// see it.
struct CloudEvent {
  let source: String
  let links: Links

  /// What every type begins with: the data source, in reverse domain notation.
  private static let prefix = "nl.npdr."

  /// `nl.npdr.maatregel-gewijzigd`
  static func type(_ change: FeedChange) -> String { "\(prefix)\(change.resource)-\(change.kind.rawValue)" }

  func bytes(of change: FeedChange) -> [UInt8] {
    var data = ByteBuffer(capacity: 512)
    ChangeShape.write(change, links, to: &data)
    return write(
      id: change.position, type: Self.type(change), subject: change.kenmerk, time: change.moment,
      dataref: ChangeShape.address(of: change, links), data: data.array())
  }

  /// An event that says no more than that it arrived.
  func trial(of subscription: String, id: String, at now: Timestamp) -> [UInt8] {
    let data: JSON = ["abonnement": .string(subscription)]
    return write(
      id: id, type: "\(Self.prefix)proef", subject: subscription, time: now,
      dataref: links.item(.abonnement, subscription), data: data.encoded())
  }

  private func write(
    id: String, type: String, subject: String, time: Timestamp, dataref: String, data: [UInt8]
  ) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 1_024)
    buffer.append("{\"specversion\":\"1.0\"")
    for (name, value) in [
      ("id", id), ("source", source), ("type", type), ("subject", subject), ("time", time.description),
      ("datacontenttype", "application/json"), ("dataref", dataref),
    ] {
      buffer.append(",\"\(name)\":")
      JSONWriter.writeString(value, into: &buffer)
    }
    buffer.append(",\"data\":")
    buffer.append(data)
    buffer.append("}")
    return buffer.array()
  }
}
