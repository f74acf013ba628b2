import Bytes
import CLinux
import Glibc
import HTTP
import Server

/// What handlers and tests tell each other across threads.
final class Exchange: Sendable {
  private let parked = Locked<[String: any Reply]>([:])
  private let events = Locked<[String]>([])

  func park(_ key: String, _ reply: any Reply) { parked.withLock { $0[key] = reply } }

  /// The reply that a request for `/later/KEY` left; waits until the request has come.
  func reply(_ key: String) throws -> any Reply {
    for _ in 0..<5000 {
      if let reply = parked.withLock({ $0.removeValue(forKey: key) }) { return reply }
      usleep(1000)
    }
    throw Client.Failure.timeout
  }

  func note(_ event: String) { events.withLock { $0.append(event) } }
  func count(_ event: String) -> Int { events.withLock { $0.count { $0 == event } } }
}

/// Answers by path, so that a request says what is to happen to it.
///
/// `/echo` the body; `/bytes/N` N bytes; `/kept/N/LENGTH` N rows of which most are kept elsewhere; `/later/KEY` when the test says so; `/close` and asks for the close;
/// `/limit/N` takes N bytes of body, `/unwanted` none and is 401; `/peer` says who asks; anything else its own target.
final class TestHandler: Handler {
  private let exchange: Exchange
  private var writer = ResponseWriter(fixedFields: [("X-Test", "yes")])

  init(_ exchange: Exchange) { self.exchange = exchange }

  /// So that every body is asked about.
  let bodyLimit = 0

  func bodyLimit(for request: Request) -> Int? {
    let words = String(decoding: request.path, as: UTF8.self).components(separator: "/")
    if words.count > 1, words[1] == "unwanted" { return nil }
    return words.count == 3 && words[1] == "limit" ? Int(words[2]) ?? 0 : 1 << 20
  }

  func handle(_ request: Request, _ reply: any Reply, _ output: inout ByteBuffer) -> Disposition {
    exchange.note("request")
    let target = String(decoding: request.target, as: UTF8.self)
    let words = target.components(separator: "/")
    var body = Array(target.utf8)
    switch request.body {
    case .unread:
      answer(words[1] == "unwanted" ? 401 : 413, Array("too large".utf8), request, &output)
      return .answered
    case .bytes(let bytes): if words[1] == "echo" || words[1] == "limit" { body = Array(bytes) }
    case .none: if words[1] == "echo" { body = [] }
    }
    switch words[1] {
    case "peer":
      let peer = request.peer
      body = Array("\(String(peer.high, radix: 16)):\(String(peer.low, radix: 16)):\(peer.port)".utf8)
    case "bytes": body = [UInt8](repeating: UInt8(ascii: "b"), count: Int(words[2]) ?? 0)
    case "kept": return answerWithRows(Int(words[2]) ?? 0, Int(words[3]) ?? 0, request, &output)
    case "later":
      exchange.park(words[2], reply)
      return .deferred
    case "close":
      body.withUnsafeBytes {
        writer.append(200, body: $0, to: .init(isHead: false, isPersistent: false), &output) { _ in }
      }
      return .answeredAndClose
    default: break
    }
    answer(200, body, request, &output)
    return .answered
  }

  func refuse(_ refusal: Refusal, from peer: Peer, _ output: inout ByteBuffer) {
    exchange.note("refused")
    Array(refusal.reason.rawValue.utf8).withUnsafeBytes {
      writer.append(refusal.status, body: $0, to: .refusal, &output) { _ in }
    }
  }

  func stopping() { exchange.note("stopping") }

  /// The rows are written over what was kept before, as far as this handler goes: it lets go of them at once.
  private func answerWithRows(
    _ count: Int, _ length: Int, _ request: Request, _ output: inout ByteBuffer
  ) -> Disposition {
    var own = ByteBuffer()
    var kept = KeptParts()
    var block = KeptBytes(capacity: 10_000)
    for (number, row) in Self.rows(count, length).enumerated() {
      Array(row.utf8).withUnsafeBytes { bytes in
        if number % 5 == 4 { return own.append(bytes) }
        var start = block.append(bytes)
        if start == nil {
          block = KeptBytes(capacity: max(10_000, bytes.count))
          start = block.append(bytes)
        }
        guard let start else { return }
        kept.append(block, start..<(start + bytes.count), at: own.count)
      }
    }
    let shape = ResponseWriter.Shape(request)
    writer.appendHead(200, length: own.count + kept.count, to: shape, &output) { _ in }
    if shape.isHead { return .answered }
    var placed = KeptParts()
    placed.append(kept, at: output.count)
    own.withBytes { output.append($0) }
    return .answeredWith(placed)
  }

  /// The rows of `/kept`, each another.
  static func rows(_ count: Int, _ length: Int) -> [String] {
    (0..<count).map { number in
      "<\(number):" + String(decoding: [UInt8](repeating: UInt8(97 + number % 26), count: length), as: UTF8.self) + ">"
    }
  }

  private func answer(_ status: Int, _ body: [UInt8], _ request: Request, _ output: inout ByteBuffer) {
    body.withUnsafeBytes { writer.append(status, body: $0, to: .init(request), &output) { _ in } }
  }
}

/// A running server and a way to its handlers; stopped when the test is over.
struct TestServer {
  let server: Server
  let exchange: Exchange

  var port: Int { server.port }

  func client(receiveBuffer: Int32? = nil) throws -> Client { try Client(port, receiveBuffer: receiveBuffer) }

  static func run<R>(
    _ configuration: Server.Configuration = .with { _ in }, _ body: (TestServer) throws -> R
  ) throws -> R {
    let exchange = Exchange()
    let server = try Server(configuration: configuration) { _ in TestHandler(exchange) }
    try server.start()
    defer { server.stop(within: .zero) }
    return try body(TestServer(server: server, exchange: exchange))
  }
}

extension Server.Configuration {
  /// One loop on a free port, and what the test wants otherwise.
  static func with(_ edit: (inout Self) -> Void) -> Self {
    var configuration = Self()
    configuration.port = 0
    configuration.loops = 1
    edit(&configuration)
    return configuration
  }
}

/// A whole response as a worker would send it.
func response(_ body: String) -> [UInt8] {
  Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
}

/// A request with nothing special about it.
func get(_ target: String, _ fields: String = "") -> String {
  "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
}

func post(_ target: String, _ body: String, _ fields: String = "") -> String {
  "POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
}

/// Waits until something that another thread does has happened.
func eventually(_ condition: () -> Bool) -> Bool {
  for _ in 0..<3000 {
    if condition() { return true }
    usleep(1000)
  }
  return false
}
