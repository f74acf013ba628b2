import Bytes
import Foundation

/// A server on 127.0.0.1 that keeps every request it got, byte for byte, and answers what the test says.
final class TinyServer: Sendable {
  /// What happens to the connection once the bytes of `answer` are sent.
  enum After: Sendable {
    case readOn
    case close
    /// Nothing more is sent or read until the server goes away.
    case silence
    /// Sends this again and again until the client has gone.
    case again(String)
  }

  struct Reaction: Sendable {
    var answer: String
    var after: After
    /// Milliseconds before it answers.
    var delay = 0

    static func answer(_ answer: String, then after: After = .readOn) -> Reaction {
      Reaction(answer: answer, after: after)
    }
  }

  let port: UInt16
  private let listener: Int32
  private let seen = Locked(Seen())

  struct Received: Sendable {
    /// The request line, then the fields, as sent.
    var lines: [String]
    var body: [UInt8] = []

    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
  }

  private struct Seen {
    var requests: [Received] = []
    var open: Set<Int32> = []
    var connectionCount = 0
  }

  var requests: [Received] { seen.withLock { $0.requests } }
  var connectionCount: Int { seen.withLock { $0.connectionCount } }
  var address: String { "http://127.0.0.1:\(port)" }

  convenience init(_ reaction: Reaction) throws { try self.init { _ in reaction } }

  /// - Parameter script: what happens with the first request, the second, and so on.
  init(_ script: @escaping @Sendable (Int) -> Reaction) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let listening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard listening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    // The thread keeps no server alive: it ends when `deinit` shuts the listener down.
    let seen = self.seen
    Thread.detachNewThread { Self.accept(descriptor, seen, script) }
  }

  deinit {
    // Each thread closes its own descriptor once it sees the end.
    _ = shutdown(listener, Int32(SHUT_RDWR))
    seen.withLock { seen in
      for connection in seen.open { _ = shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private static func accept(_ listener: Int32, _ seen: Locked<Seen>, _ script: @escaping @Sendable (Int) -> Reaction) {
    while true {
      let connection = Foundation.accept(listener, nil, nil)
      if connection < 0 { break }
      seen.withLock {
        $0.open.insert(connection)
        $0.connectionCount += 1
      }
      Thread.detachNewThread {
        serve(connection, seen, script)
        // Under the lock, so that `deinit` never shuts a descriptor down that was given out again.
        seen.withLock {
          $0.open.remove(connection)
          _ = close(connection)
        }
      }
    }
    close(listener)
  }

  private static func serve(_ connection: Int32, _ seen: Locked<Seen>, _ script: (Int) -> Reaction) {
    while let request = receive(connection) {
      let number = seen.withLock {
        $0.requests.append(request)
        return $0.requests.count
      }
      let reaction = script(number)
      usleep(UInt32(reaction.delay) * 1_000)
      guard sendAll(connection, reaction.answer) else { return }
      switch reaction.after {
      case .readOn: continue
      case .close: return
      case .again(let piece):
        while sendAll(connection, piece) {}
        return
      case .silence:
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
      }
    }
  }

  /// One request: up to the empty line, and as much as its Content-Length says.
  private static func receive(_ connection: Int32) -> Received? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard let byte = receiveByte(connection) else { return nil }
      head.append(byte)
    }
    var received = Received(lines: String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n").dropLast(2))
    let length = received.value("Content-Length").flatMap(Int.init) ?? 0
    // Asking for no bytes would wait for the next request.
    guard length > 0 else { return received }
    received.body = [UInt8](repeating: 0, count: length)
    let count = recv(connection, &received.body, length, Int32(MSG_WAITALL))
    return count == length ? received : nil
  }

  private static func receiveByte(_ connection: Int32) -> UInt8? {
    var byte: UInt8 = 0
    return recv(connection, &byte, 1, 0) == 1 ? byte : nil
  }

  private static func sendAll(_ connection: Int32, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(connection, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}
