import CLinux
import Glibc

/// What the system says about this process.
enum Process {
  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      next += 1
    }
    return variables
  }

  /// Cores this process may run on.
  static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  // MARK: Figures

  /// Processor time of all threads, the kernel's for them included.
  static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
  }

  /// 0 where `/proc` is not there.
  static var residentBytes: Int {
    let fields = (try? Files.read("/proc/self/statm")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let pages = fields.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// The one that reads the folder not counted.
  static var openDescriptors: Int { max(((try? Files.names(in: "/proc/self/fd")) ?? []).count - 1, 0) }

  static var descriptorLimit: Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// When this was first asked, in Unix seconds: at the start of the server.
  static let startTime = time(nil)

  // MARK: Limits

  /// Raises the number of files that may be open to what the system allows.
  /// - Returns: that number.
  @discardableResult
  static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(limit.rlim_cur)
  }

  /// A port that nobody listens on at this moment.
  static func freePort(on host: String) throws -> Int {
    let isSix = host.contains(":")
    let descriptor = socket(isSix ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure("No socket can be made: \(String(cString: strerror(npdr_errno()))).") }
    defer { close(descriptor) }
    // Bound to the port 0 of every address, the kernel picks one; six or four decides only where the number stands.
    var address = sockaddr_storage()
    address.ss_family = sa_family_t(isSix ? AF_INET6 : AF_INET)
    var length = socklen_t(isSix ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { bound -> in_port_t? in
        guard bind(descriptor, bound, length) == 0, getsockname(descriptor, bound, &length) == 0 else { return nil }
        // `sin_port` and `sin6_port` are at the same place.
        return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { .init(bigEndian: $0.pointee.sin_port) }
      }
    }
    guard let port else { throw Failure("No free port: \(String(cString: strerror(npdr_errno()))).") }
    return Int(port)
  }
}
