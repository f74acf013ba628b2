/// To which addresses deliveries may go: those of the public internet, and those the settings add.
///
/// Asked of the address a socket is about to be connected to, not of a name: what a name meant when it was looked at
/// is not what it means when it is connected to.
package struct AddressPolicy: Sendable {
  /// An address in network order; IPv4 as the last four bytes of `::ffff:0:0/96`.
  package typealias Exception = @Sendable (_ high: UInt64, _ low: UInt64) -> Bool

  private let exception: Exception

  /// - Parameter exception: whether an address may be reached though it is not public.
  package init(except exception: @escaping Exception = { _, _ in false }) { self.exception = exception }

  /// - Parameter address: 4 or 16 bytes in network order.
  func admits(_ address: UnsafeRawBufferPointer, port: UInt16) -> Bool {
    switch address.count {
    case 4:
      let four = UInt32(bigEndian: address.loadUnaligned(as: UInt32.self))
      if exception(0, 0xFFFF_0000_0000 | UInt64(four)) { return true }
      return Self.isPublic(four) && Self.isForWeb(port)
    case 16:
      let high = UInt64(bigEndian: address.loadUnaligned(as: UInt64.self))
      let low = UInt64(bigEndian: address.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      if exception(high, low) { return true }
      return Self.isPublic(high, low) && Self.isForWeb(port)
    default: return false
    }
  }

  /// No mail, no remote shell, no database of the system: below 1024 only what HTTP itself has.
  package static func isForWeb(_ port: UInt16) -> Bool { port == 443 || port == 80 || port >= 1_024 }

  /// What is not global, and what is for no host. Source: the IANA registry of IPv4 special-purpose addresses, RFC 6890.
  private static let reserved: [(first: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8),  // this network
    (0x0A00_0000, 8),  // private
    (0x6440_0000, 10),  // between a provider and its customers (RFC 6598)
    (0x7F00_0000, 8),  // loopback
    (0xA9FE_0000, 16),  // link-local
    (0xAC10_0000, 12),  // private
    (0xC000_0000, 24),  // protocols of the IETF
    (0xC000_0200, 24),  // documentation
    (0xC058_6300, 24),  // relays of 6to4
    (0xC0A8_0000, 16),  // private
    (0xC612_0000, 15),  // measurements
    (0xC633_6400, 24),  // documentation
    (0xCB00_7100, 24),  // documentation
    (0xE000_0000, 4),  // multicast
    (0xF000_0000, 4),  // reserved, broadcast
  ]

  private static func isPublic(_ four: UInt32) -> Bool {
    !reserved.contains { four >> (32 - $0.bits) == $0.first >> (32 - $0.bits) }
  }

  /// Global unicast (2000::/3) without what tunnels an IPv4 address, documents or is a protocol's own. Everything else
  /// is loopback, unspecified, unique-local, link-local, multicast, IPv4-mapped or not given out.
  /// Source: the IANA registry of IPv6 special-purpose addresses.
  private static func isPublic(_ high: UInt64, _ low: UInt64) -> Bool {
    guard high >> 61 == 1 else { return false }
    if high >> 41 == 0x2001_0000 >> 9 { return false }  // 2001::/23: Teredo, ORCHID and other protocols
    if high >> 32 == 0x2001_0DB8 { return false }  // documentation
    if high >> 48 == 0x2002 { return false }  // 6to4: an IPv4 address inside
    if high >> 44 == 0x3FFF_0 { return false }  // 3fff::/20: documentation (RFC 9637)
    return true
  }
}
