import Bytes
import Register

/// Whether an address may be subscribed, as far as its text tells: to which machine it leads is looked at each time
/// something is delivered.
enum SubscriptionAddress {
  static func faults(in operation: Command.Operation, allowsPlain: Bool) -> [Problem.Fault] {
    let address: String? =
      switch operation {
      case .create(let body), .patch(_, let body): body["doel"]?.asString
      case .put, .discard, .transition, .bulk, .resume, .replay: nil
      }
    return address.flatMap { rule($0, allowsPlain) }.map {
      [Problem.Fault(FieldError("/doel", .rule(code: $0)))]
    } ?? []
  }

  /// The rule that it breaks; nil also for what is no address at all, which the register tells.
  private static func rule(_ address: String, _ allowsPlain: Bool) -> String? {
    let isPlain = address.hasPrefix("http://")
    guard isPlain || address.hasPrefix("https://") else { return nil }
    if isPlain, !allowsPlain { return "doel-zonder-tls" }
    let authority = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first ?? ""
    let host = authority.prefix { $0 != "?" && $0 != "#" }
    if host.contains("@") { return nil }
    // Behind the bracket of an IPv6 address, or the only colon there is.
    let rest = host.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false).last ?? host
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    let port = UInt16(rest[rest.index(after: colon)...])
    let isFine = port.map { $0 == 443 || $0 >= 1_024 || ($0 == 80 && isPlain) } ?? false
    return isFine ? nil : "doel-poort"
  }
}
