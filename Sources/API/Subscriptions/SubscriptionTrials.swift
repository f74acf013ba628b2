public import Bytes
import Register

/// Whoever delivers events, as far as the API asks something of it.
public protocol SubscriptionTrials: Sendable {
  /// Sends one event to a subscription's address.
  ///
  /// - Parameter answer: called once, on any thread; nil when there is no such subscription or no time for it.
  func tryOut(_ kenmerk: String, _ answer: @escaping @Sendable (SubscriptionTrial?) -> Void)
}

/// How it went.
public struct SubscriptionTrial: Sendable, Equatable {
  /// A word of `Delivery.Fault`; nil when it arrived.
  public var fault: String?
  /// Of the answer; nil when none came.
  public var status: Int?
  public var milliseconds: Int

  public init(fault: String?, status: Int?, milliseconds: Int) {
    self.fault = fault
    self.status = status
    self.milliseconds = milliseconds
  }

  public var json: JSON {
    [
      "afgeleverd": .bool(fault == nil), "fout": .text(fault), "status": status.map { .integer($0) } ?? .null,
      "duurMilliseconden": .integer(milliseconds),
    ]
  }
}
