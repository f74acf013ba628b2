import CLinux
import Glibc
import HTTP

/// An IPv4 or IPv6 address with a port, as the kernel wants it.
struct SocketAddress {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  /// An address written out, or a name (`localhost`), whose first address is taken.
  init(host: String, port: Int) throws(ServerError) {
    var text = host
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    guard !text.isEmpty else { throw .unknownHost(host) }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(text, String(port), &hints, &found)
    guard code == 0, let first = found else {
      if code == EAI_SYSTEM { throw .system(call: "getaddrinfo", code: errno) }
      throw .unknownHost(host)
    }
    defer { freeaddrinfo(found) }
    length = first.pointee.ai_addrlen
    withUnsafeMutableBytes(of: &storage) { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(start: first.pointee.ai_addr, count: Int(length)))
    }
  }

  init() {}

  var family: Int32 { Int32(storage.ss_family) }

  /// The port a socket was given, which is also the port from now on.
  mutating func readPort(of descriptor: Int32) throws(ServerError) -> Int {
    let code = withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard code == 0 else { throw .system(call: "getsockname", code: errno) }
    return port
  }

  var port: Int {
    // The port stands at offset 2 in both families, in network order.
    withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
  }

  /// `::`, on which IPv4 is welcome too.
  var isWildcard: Bool { withUnsafeBytes(of: storage) { bytes in bytes[8..<24].allSatisfy { $0 == 0 } } }

  func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    withUnsafePointer(to: storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  /// Takes a connection from the listener; its descriptor, or -1 and `errno`.
  mutating func accept(from listener: Int32) -> Int32 {
    length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return npdr_accept(listener, &storage, &length)
  }

  var peer: Peer {
    withUnsafeBytes(of: storage) { bytes in
      let port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
      if family == AF_INET {
        let address = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        return Peer(high: 0, low: 0xFFFF_0000_0000 | UInt64(address), port: port)
      }
      let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
      return Peer(high: high, low: low, port: port)
    }
  }
}
