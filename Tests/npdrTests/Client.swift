import Bytes
import CLinux
import Glibc

/// A blocking HTTP/1.1 client over one connection, that trusts nothing: what the server sends has to be a whole answer
/// with a length.
final class Client {
  private let descriptor: Int32
  private var received: [UInt8] = []
  /// Lives as long as its client.
  private let server: RunningServer?

  struct Failure: Error, CustomStringConvertible { let description: String }

  struct Answer {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON { get throws { try JSON.parse(body) } }
    /// Codes of the problem's errors with where they are: `onbekende-parameter grnd`.
    var faults: [String] {
      get throws {
        (try json["errors"]?.asArray ?? []).map {
          "\($0["code"]?.asString ?? "?") \($0["location"]?.asString ?? "?")"
        }
      }
    }
  }

  init(port: Int, of server: RunningServer? = nil, seconds: Int = 30) throws {
    self.server = server
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "no socket") }
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      close(descriptor)
      throw Failure(description: "no connection to port \(port): \(npdr_errno())")
    }
  }

  deinit { close(descriptor) }

  // MARK: Asking

  func get(_ path: String, token: String? = nil, headers: [String] = []) throws -> Answer {
    try send("GET", path, token: token, headers: headers)
  }

  func send(
    _ method: String, _ path: String, token: String? = nil, headers: [String] = [], json: JSON? = nil,
    type: String = "application/json"
  ) throws -> Answer {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers
    if let token { lines.append("Authorization: Bearer \(token)") }
    let body = json?.encoded() ?? []
    if json != nil { lines += ["Content-Type: \(type)", "Content-Length: \(body.count)"] }
    try write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    return try answer(toHead: method == "HEAD")
  }

  // MARK: Bytes

  /// Lines with the line ends of HTTP between them.
  func write(_ lines: [String]) throws { try write(Array(lines.joined(separator: "\r\n").utf8)) }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure(description: "the server took no more: \(npdr_errno())") }
      rest = rest.dropFirst(count)
    }
  }

  /// Says that nothing more will be asked.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Whether the server closes the connection now, with nothing more to say.
  func isClosed() throws -> Bool { try received.isEmpty && !receive() }

  func answer(toHead: Bool = false) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    var head: Range<Int>?
    while head == nil {
      head = received.firstRange(of: end)
      if head == nil, try !receive() {
        throw Failure(description: "closed within a head: \(String(decoding: received, as: UTF8.self))")
      }
    }
    guard let head else { throw Failure(description: "no head") }
    let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n").map(String.init)
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let status, lines[0].hasPrefix("HTTP/1.1 ") else { throw Failure(description: "no status: \(lines)") }
    let headers = try lines.dropFirst().map { line in
      guard let colon = line.firstIndex(of: ":") else { throw Failure(description: "no header: \(line)") }
      return (name: String(line[..<colon]), value: line[line.index(after: colon)...].drop { $0 == " " }.description)
    }
    received.removeFirst(head.upperBound)
    let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) }
    let hasBody = !toHead && status >= 200 && status != 204 && status != 304
    let count = hasBody ? length ?? 0 : 0
    while received.count < count {
      if try !receive() { throw Failure(description: "closed within a body") }
    }
    defer { received.removeFirst(count) }
    return Answer(status: status, headers: headers, body: Array(received.prefix(count)))
  }

  /// - Returns: false at the end of what the server sends.
  private func receive() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count < 0, npdr_errno() == ECONNRESET { return false }
    guard count >= 0 else { throw Failure(description: "nothing comes: \(npdr_errno())") }
    received += chunk[..<count]
    return count > 0
  }
}
