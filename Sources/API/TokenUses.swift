import Bytes

/// When each token was last noted as used, so that it is noted once a minute and not for each request.
struct TokenUses {
  private var noted: [String: Timestamp] = [:]
  private static let interval = 60
  /// Tokens come and go; past this many all are forgotten, which costs one note each.
  private static let limit = 10_000

  mutating func isWorthNoting(_ token: String, _ now: Timestamp) -> Bool {
    if let last = noted[token], now - last < Self.interval { return false }
    if noted.count >= Self.limit { noted = [:] }
    noted[token] = now
    return true
  }
}
