/// The text of one statement, written out whole above the method that runs it.
///
/// Parameters are `$1` ... `$n`, first used in ascending order, so that the same text serves both engines.
public struct SQLStatement: Hashable, Sendable {
  public let text: String
  /// Known from the start, so that finding the prepared statement costs the same for a long text as for a short one.
  private let fingerprint: Int

  public init(_ text: String) {
    self.text = text
    fingerprint = text.hashValue
  }

  public static func == (one: SQLStatement, other: SQLStatement) -> Bool {
    one.fingerprint == other.fingerprint && one.text == other.text
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
