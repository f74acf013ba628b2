import Bytes

/// How long to wait after a failure: twice as long each time, and never all at the same moment.
struct Backoff: Sendable {
  /// Seconds after the first failure.
  var first: Int
  /// Seconds at most.
  var longest = 3_600

  /// - Parameters:
  ///   - attempts: failures in a row, from 1.
  ///   - chance: from 0 to 1: where between half the pause and the whole of it.
  ///   - retryAfter: what the receiver asked for, if it did; honoured up to a day.
  /// - Returns: whole seconds, at least 1.
  func pause(attempts: Int, chance: Double, retryAfter: String?, at now: Timestamp) -> Int {
    var pause = max(1, first)
    for _ in stride(from: 1, to: attempts, by: 1) where pause < longest { pause *= 2 }
    pause = min(pause, longest)
    let jittered = pause - Int(Double(pause) / 2 * min(max(chance, 0), 1))
    return max(1, jittered, min(Self.asked(retryAfter, at: now) ?? 0, 86_400))
  }

  /// Seconds, or the moment in a date. Source: RFC 9110 section 10.2.3.
  static func asked(_ text: String?, at now: Timestamp) -> Int? {
    guard let text else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) { return Int(text) ?? 86_400 }
    return HTTPMoment.read(text).map { max(0, $0 - now) }
  }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`. Source: RFC 9110 section 5.6.7; its two obsolete forms are not read.
enum HTTPMoment {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func read(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, let month = months.firstIndex(of: parts[2]) else {
      return nil
    }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
