/// Why a server cannot listen, in facts a person can act on.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither an address nor a name that resolves to one.
  case unknownHost(String)
  case portOutOfRange(Int)
  /// Somebody else listens there (EADDRINUSE).
  case portTaken(host: String, port: Int)
  /// The address is not one of this machine's (EADDRNOTAVAIL).
  case addressNotAvailable(host: String)
  /// Ports under 1024 are for root or `CAP_NET_BIND_SERVICE` (EACCES).
  case notPermitted(port: Int)
  /// No file descriptors left (EMFILE, ENFILE).
  case outOfDescriptors
  case system(call: String, code: Int32)

  public var description: String {
    switch self {
    case .unknownHost(let host): "\(host) is not an address of this machine and no name that leads to one"
    case .portOutOfRange(let port): "port \(port) does not exist: give 0 to 65535"
    case .portTaken(let host, let port): "port \(port) on \(host) is taken by another program"
    case .addressNotAvailable(let host): "\(host) is not an address of this machine"
    case .notPermitted(let port): "port \(port) may not be used by this user: take one over 1023"
    case .outOfDescriptors: "no file descriptors left: raise the limit (ulimit -n)"
    case .system(let call, let code): "\(call) failed with error \(code)"
    }
  }
}
