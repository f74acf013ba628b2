import Glibc
import HTTP

/// Where a request comes from, ports left out: IPv4 mapped into IPv6.
public struct ClientAddress: Sendable, Hashable {
  /// The first eight bytes in network order.
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ peer: Peer) { self.init(high: peer.high, low: peer.low) }

  /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)))
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let halves = withUnsafeBytes(of: &six) {
      ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    self.init(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
  }

  var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// 127.0.0.0/8 and ::1.
  var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

  /// Who is counted together: one IPv4 address, or the 64 bits of IPv6 that one subscriber gets.
  var subscriber: ClientAddress { isIPv4 ? self : ClientAddress(high: high, low: 0) }
}

extension ClientAddress: CustomStringConvertible {
  /// `192.0.2.1`, `2001:db8::1`
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if isIPv4 {
      var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
      inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
    } else {
      var bytes = (high.bigEndian, low.bigEndian)
      inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct AddressRange: Sendable, Hashable {
  private let first: ClientAddress
  private let highMask: UInt64
  private let lowMask: UInt64

  /// Nil when it is no address, or when the length does not fit it.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = ClientAddress(parts[0]) else { return nil }
    var bits = 128
    if parts.count == 2 {
      let limit = address.isIPv4 && !parts[0].contains(":") ? 32 : 128
      guard let given = Int(parts[1]), (0...limit).contains(given), parts[1].allSatisfy(\.isNumber) else { return nil }
      bits = given + 128 - limit
    }
    highMask = bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
    lowMask = bits <= 64 ? 0 : ~(UInt64.max >> UInt64(bits - 64))
    first = ClientAddress(high: address.high & highMask, low: address.low & lowMask)
  }

  public func contains(_ address: ClientAddress) -> Bool {
    address.high & highMask == first.high && address.low & lowMask == first.low
  }
}

extension ClientAddress {
  /// Who really asks: the peer, or what a trusted proxy says of it.
  ///
  /// Read from the right, because each proxy appends what it saw: the first address that is not a trusted proxy is the
  /// client. What stands left of it anybody may have written. `Forwarded` (RFC 7239) goes before `X-Forwarded-For`.
  init(of request: Request, trusting proxies: [AddressRange]) {
    var client = ClientAddress(request.peer)
    if proxies.isEmpty || !proxies.contains(where: { $0.contains(client) }) {
      self = client
      return
    }
    for hop in ClientAddress.hops(request.fields).reversed() {
      // Hidden (`for=_secret`) or unreadable: the last one known is all there is.
      guard let address = hop else { break }
      client = address
      if !proxies.contains(where: { $0.contains(address) }) { break }
    }
    self = client
  }

  private static func hops(_ fields: FieldTable) -> [ClientAddress?] {
    var hops: [ClientAddress?] = []
    if fields.contains(.forwarded) {
      fields.forEachElement(.forwarded) { element in
        let parts = String(decoding: element, as: UTF8.self).split(separator: ";")
        let node = parts.compactMap { part -> Substring? in
          let part = part.drop { $0 == " " }
          return part.lowercased().hasPrefix("for=") ? part.dropFirst(4) : nil
        }
        hops.append(node.first.flatMap { ClientAddress(node: $0) })
      }
    } else {
      fields.forEachElement(.xForwardedFor) { element in
        hops.append(ClientAddress(node: String(decoding: element, as: UTF8.self)[...]))
      }
    }
    return hops
  }

  /// `192.0.2.1`, `192.0.2.1:80`, `"[2001:db8::1]:80"`, `2001:db8::1`
  private init?(node: Substring) {
    var text = node.filter { $0 != "\"" && $0 != " " }[...]
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      text = text[text.index(after: text.startIndex)..<close]
    } else if text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") {
      text = text[..<colon]
    }
    self.init(text)
  }
}
