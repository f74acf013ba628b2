import Bytes
import CLinux
import Foundation
import Glibc

/// A receiver of events on 127.0.0.1 that keeps what it accepted.
final class Receiver: Sendable {
  struct Accepted: Sendable {
    var id: String
    var event: JSON
  }

  let port: Int
  private let listener: Int32
  private let seen = Locked([Accepted]())

  var accepted: [Accepted] { seen.withLock { $0 } }

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isListening else { throw Client.Failure(description: "no receiver: \(npdr_errno())") }
    listener = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    let seen = self.seen
    Thread.detachNewThread {
      while true {
        let connection = Glibc.accept(descriptor, nil, nil)
        if connection < 0 { break }
        Thread.detachNewThread {
          while Self.answer(connection, seen) {}
          close(connection)
        }
      }
      close(descriptor)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// Reads one delivery and accepts it.
  /// - Returns: false when there is none any more.
  private static func answer(_ connection: Int32, _ seen: Locked<[Accepted]>) -> Bool {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      var byte: UInt8 = 0
      guard recv(connection, &byte, 1, 0) == 1 else { return false }
      head.append(byte)
    }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    func field(_ name: String) -> String? {
      lines.first { $0.lowercased().hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    let count = field("content-length").flatMap { Int($0) } ?? 0
    var body = [UInt8](repeating: 0, count: count)
    guard recv(connection, &body, count, Int32(MSG_WAITALL)) == count, let event = try? JSON.parse(body) else {
      return false
    }
    // Written down before it is said: what was said is never lost.
    seen.withLock { $0.append(Accepted(id: field("webhook-id") ?? "", event: event)) }
    let answer = Array("HTTP/1.1 204 No Content\r\n\r\n".utf8)
    return Glibc.send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) == answer.count
  }
}
