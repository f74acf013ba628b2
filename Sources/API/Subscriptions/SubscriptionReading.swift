import Bytes
import HTTP
import Register

/// `/v1/abonnementen`: what the caller's organisation has subscribed to.
extension Reading {
  func subscriptions(_ call: Call, _ action: SubscriptionAction, _ body: inout ByteBuffer) throws -> Answer {
    try call.refuse(call.unknownParameters(allowed: []))
    guard case .list = action else {
      let item = try reader.subscription(call.kenmerk ?? "", for: call.caller, at: call.now)
      write(item, of: .abonnement, to: &body)
      return Answer(type: .json, etag: item.etag, isLive: true)
    }
    return try write(reader.subscriptions(for: call.caller, at: call.now), of: .abonnement, call, to: &body)
  }
}

extension SubscriptionAction {
  var isReplay: Bool {
    if case .replay = self { true } else { false }
  }
}

extension Writing {
  /// `sinds=`: a position in the feed; nil for its beginning.
  func start(_ call: Call, _ faults: inout [Problem.Fault]) -> String? {
    let values = call.parameters.filter { $0.key == "sinds" }.map(\.value)
    if values.count > 1 { faults.append(Problem.Fault(FieldError("sinds", .duplicate, isInQuery: true))) }
    guard let value = values.first else { return nil }
    if !RegisterReader.isPosition(value) {
      faults.append(Problem.Fault(FieldError("sinds", .malformed(expected: "positie"), isInQuery: true)))
    }
    return value
  }
}
