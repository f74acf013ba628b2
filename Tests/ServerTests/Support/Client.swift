import CLinux
import Glibc

/// A client on a blocking socket that does exactly what a test says, and gives up after five seconds.
final class Client: Sendable {
  struct Response: Equatable {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  enum Failure: Error {
    case connect(Int32)
    case timeout
    case reset(Int32)
    case ended
    case malformed(String)
  }

  let descriptor: Int32
  private let received = Received()

  private final class Received: @unchecked Sendable {
    var bytes: [UInt8] = []
  }

  init(_ port: Int, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let descriptor = descriptor
    let result = withUnsafePointer(to: address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 {
      let code = errno
      close(descriptor)
      throw Failure.connect(code)
    }
  }

  deinit { close(descriptor) }

  /// The port on this side.
  var port: Int {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    _ = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw errno == EAGAIN ? Failure.timeout : Failure.reset(errno) }
      sent += count
    }
  }

  /// Sends all of it, or says that it does not go without waiting.
  func sendAtOnce(_ bytes: [UInt8]) -> Bool {
    // A moment of patience: the kernel moves bytes from one socket to the other when it comes to it.
    for _ in 0..<20 {
      if Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) == bytes.count {
        return true
      }
      usleep(1000)
    }
    return false
  }

  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// A close that is no farewell: the kernel sends a reset.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// One response with a Content-Length; what comes behind it waits for the next call.
  func response(isHead: Bool = false) throws -> Response {
    while true {
      if let end = headEnd() {
        let head = String(decoding: received.bytes[..<end], as: UTF8.self)
        var lines = head.components(separator: "\r\n")
        let statusLine = lines.removeFirst()
        let words = statusLine.components(separator: " ")
        guard words.count >= 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
          throw Failure.malformed(statusLine)
        }
        var fields: [String: String] = [:]
        for line in lines {
          let parts = line.components(separator: ": ")
          fields[parts[0].lowercased()] = parts.dropFirst().joined(separator: ": ")
        }
        let length = isHead || status < 200 ? 0 : Int(fields["content-length"] ?? "0") ?? 0
        let start = end + 4
        if received.bytes.count >= start + length {
          let body = String(decoding: received.bytes[start..<start + length], as: UTF8.self)
          received.bytes.removeFirst(start + length)
          return Response(status: status, fields: fields, body: body)
        }
      }
      if try !receive() { throw Failure.ended }
    }
  }

  /// Whether the server has ended its side with nothing more to read.
  func isEnded() throws -> Bool {
    guard received.bytes.isEmpty else { return false }
    return try !receive()
  }

  /// Everything up to the end.
  func rest() throws -> String {
    while try receive() {}
    defer { received.bytes = [] }
    return String(decoding: received.bytes, as: UTF8.self)
  }

  private func headEnd() -> Int? {
    let bytes = received.bytes
    guard bytes.count >= 4 else { return nil }
    for index in 0...bytes.count - 4
    where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
      return index
    }
    return nil
  }

  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { throw errno == EAGAIN ? Failure.timeout : Failure.reset(errno) }
    received.bytes.append(contentsOf: buffer[..<count])
    return count > 0
  }
}

extension String {
  func components(separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
