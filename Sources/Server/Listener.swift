import CLinux
import Glibc

/// Listening sockets on one address and port, one for each loop; the kernel spreads connections over them.
struct Listeners {
  let descriptors: [Int32]
  let port: Int

  /// Claims the port alone and then lets the other loops join.
  ///
  /// `SO_REUSEPORT` from the start would let a second process of this user share the port without a word. So the first
  /// socket listens without it - that fails when anybody listens there already - and opens the port to its brothers
  /// afterwards.
  static func open(host: String, port: Int, count: Int, backlog: Int) throws(ServerError) -> Listeners {
    guard (0...65_535).contains(port) else { throw .portOutOfRange(port) }
    var address = try SocketAddress(host: host, port: port)
    var descriptors: [Int32] = []
    do throws(ServerError) {
      descriptors.append(try listen(address, host: host, shared: false, backlog: backlog))
      let chosen = try address.readPort(of: descriptors[0])
      try set(descriptors[0], SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT")
      while descriptors.count < count {
        descriptors.append(try listen(address, host: host, shared: true, backlog: backlog))
      }
      return Listeners(descriptors: descriptors, port: chosen)
    } catch {
      for descriptor in descriptors { close(descriptor) }
      throw error
    }
  }

  private static func listen(
    _ address: SocketAddress, host: String, shared: Bool, backlog: Int
  ) throws(ServerError) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, kind, 0)
    guard descriptor >= 0 else { throw failure("socket", host, address.port) }
    do throws(ServerError) {
      // Without it a restart waits for connections of the last run to leave TIME_WAIT.
      try set(descriptor, SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR")
      if shared { try set(descriptor, SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT") }
      // Accepted sockets inherit it: an answer is one send, and nothing is gained by waiting for a second one.
      try set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, "TCP_NODELAY")
      if address.family == AF_INET6 {
        try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, "IPV6_V6ONLY", value: address.isWildcard ? 0 : 1)
      }
      let bound = address.withPointer { bind(descriptor, $0, $1) }
      guard bound == 0 else { throw failure("bind", host, address.port) }
      // The kernel checks the port again here, so of two programs that bound it only one gets to listen.
      guard Glibc.listen(descriptor, Int32(clamping: backlog)) == 0 else {
        throw failure("listen", host, address.port)
      }
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func set(
    _ descriptor: Int32, _ level: Int32, _ option: Int32, _ name: String, value: Int32 = 1
  ) throws(ServerError) {
    var value = value
    guard setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
      throw .system(call: "setsockopt \(name)", code: errno)
    }
  }

  private static func failure(_ call: String, _ host: String, _ port: Int) -> ServerError {
    switch errno {
    case EADDRINUSE: .portTaken(host: host, port: port)
    case EADDRNOTAVAIL: .addressNotAvailable(host: host)
    case EACCES, EPERM: .notPermitted(port: port)
    case EMFILE, ENFILE: .outOfDescriptors
    default: .system(call: call, code: errno)
    }
  }
}
