import Bytes
import Foundation
import HTTP
import Register
import SQL
import SQLiteStore

@testable import API

/// The API over a real register in a folder of its own: bytes in, bytes out, no socket.
final class TestAPI {
  let folder: URL
  let path: String
  let changes = ChangeNumbers()
  let writer: RegisterWriter
  let workers: Workers
  let dumps: Dumps
  let shared: Responder.Shared
  let configuration: APIConfiguration
  let responder: Responder
  let connection: SQLiteConnection

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init(
    rows: [(String, JSON)] = TestAPI.programme, log: (any AccessLog)? = nil, stepBudget: Int? = nil,
    heartbeat: Double = 15, trials: (any SubscriptionTrials)? = nil, meter: AnswerMeter? = nil,
    configure: (inout APIConfiguration) -> Void = { _ in }, isReady: @escaping @Sendable () -> Bool = { true }
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "npdr-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "npdr.sqlite").path
    let first = try SQLiteConnection.open(path, mode: .writer)
    _ = try Migrator(folder: TestAPI.root.appending(path: "migrations/sqlite").path).apply(to: first)
    let lines = rows.enumerated().compactMap { index, row in
      Resource.named(row.0).map {
        RegisterImport.Row(resource: $0, file: "\($0.collection).jsonl", line: index + 1, body: row.1)
      }
    }
    _ = try RegisterImport(connection: first).run(lines)
    first.close()
    writer = try RegisterWriter(connection: try SQLiteConnection.open(path, mode: .writer), changes: changes)
    let path = path
    let changes = changes
    workers = try Workers(count: 1) {
      RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: changes)
    }
    var configuration = APIConfiguration(
      publicAddress: "https://npdr.example.nl",
      contact: APIConfiguration.Contact(name: "NCDR", url: "https://www.ncdr.example.nl", email: "npdr@example.nl"))
    configuration.cacheCapacity = 1 << 20
    configure(&configuration)
    self.configuration = configuration
    let broadcaster = Broadcaster(configuration, changes: changes, heartbeat: heartbeat) {
      RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: changes)
    }
    dumps = Dumps(
      configuration, changes: changes, spool: { MemorySpool() },
      reader: { RegisterReader(connection: try SQLiteConnection.open(path, mode: .reader), changes: changes) })
    shared = Responder.Shared(
      configuration, writer: writer, workers: workers, changes: changes, broadcaster: broadcaster, trials: trials,
      dumps: dumps, log: log, meter: meter, isReady: isReady)
    connection = try SQLiteConnection.open(path, mode: .reader)
    connection.stepBudget = stepBudget
    responder = Responder(
      configuration, shared: shared, reader: RegisterReader(connection: connection, changes: changes))
  }

  deinit {
    shared.broadcaster?.stop()
    dumps.stop()
    writer.stop()
    workers.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// 127.0.0.1
  static let loopback = Peer(high: 0, low: 0xFFFF_7F00_0001, port: 4_711)

  /// Another loop of the same server.
  func loop() throws -> Responder {
    let connection = try SQLiteConnection.open(path, mode: .reader)
    return Responder(configuration, shared: shared, reader: RegisterReader(connection: connection, changes: changes))
  }

  // MARK: Tokens

  func token(_ role: Caller.Role, _ organisation: String, expires: Timestamp? = nil) throws -> String {
    let own = try SQLiteConnection.open(path, mode: .writer)
    defer { own.close() }
    return try Tokens.create(organisation: organisation, role: role, expires: expires, now: .now, own).secret
  }

  func revoke(_ secret: String) throws {
    let own = try SQLiteConnection.open(path, mode: .writer)
    defer { own.close() }
    let digest = SHA256.digest(of: secret)
    let caller = try RegisterReader(connection: connection, changes: changes).caller(tokenDigest: digest, at: .now)
    try Tokens.revoke(caller?.token ?? "", now: .now, own)
  }

  // MARK: Asking

  /// Sends one request and waits for its answer.
  func send(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], body: String? = nil,
    token: String? = nil, peer: Peer = TestAPI.loopback
  ) throws -> Response {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: npdr.example.nl\r\n"
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
    return try send(raw: head + "\r\n" + (body ?? ""), peer: peer)
  }

  /// The same for bytes that need be no request; what the loop would refuse the responder words.
  ///
  /// - Parameter loop: another than its own.
  func send(raw: String, peer: Peer = TestAPI.loopback, through loop: Responder? = nil) throws -> Response {
    let responder = loop ?? responder
    do {
      return try Request.withParsed(Array(raw.utf8), peer: peer, bodyLimit: configuration.bodyLimit) { request in
        let reply = WaitingReply()
        var output = ByteBuffer()
        switch responder.handle(request, reply, &output) {
        case .answered: return try Response(output.array(), closed: !request.persistent)
        case .answeredWith(let kept):
          var whole = ByteBuffer()
          output.withBytes { whole.append($0, kept) }
          return try Response(whole.array(), closed: !request.persistent)
        case .answeredAndClose: return try Response(output.array(), closed: true)
        case .deferred:
          let (bytes, end) = reply.wait()
          return try Response(bytes, closed: end == .close)
        }
      }
    } catch let refusal as Refusal {
      var output = ByteBuffer()
      responder.refuse(refusal, from: peer, &output)
      return try Response(output.array(), closed: true)
    }
  }

  /// Sends a GET whose answer goes to `reply` and may stay open; returns it when it came at once.
  func open(
    _ target: String, _ fields: [(String, String)], token: String?, _ reply: any Reply
  ) throws -> Response? {
    var head = "GET \(target) HTTP/1.1\r\nHost: npdr.example.nl\r\n"
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    return try Request.withParsed(Array((head + "\r\n").utf8), peer: Self.loopback, bodyLimit: 0) { request in
      var output = ByteBuffer()
      if case .deferred = responder.handle(request, reply, &output) { return nil }
      return try Response(output.array(), closed: false)
    }
  }

  func get(_ target: String, _ fields: [(String, String)] = [], token: String? = nil) throws -> Response {
    try send("GET", target, fields, token: token)
  }

  func post(
    _ target: String, _ body: JSON, _ fields: [(String, String)] = [], token: String? = nil
  ) throws -> Response {
    try send("POST", target, [("Content-Type", "application/json")] + fields, body: body.text, token: token)
  }

  func put(
    _ target: String, _ body: JSON, _ fields: [(String, String)] = [], token: String? = nil
  ) throws -> Response {
    try send("PUT", target, [("Content-Type", "application/json")] + fields, body: body.text, token: token)
  }

  func patch(
    _ target: String, _ body: JSON, _ fields: [(String, String)] = [], token: String? = nil
  ) throws -> Response {
    try send(
      "PATCH", target, [("Content-Type", "application/merge-patch+json")] + fields, body: body.text, token: token)
  }

  /// The kenmerken of a list.
  func kenmerken(_ target: String, token: String? = nil) throws -> [String] {
    try get(target, token: token).items.compactMap { $0["kenmerk"]?.asString }
  }
}

/// Keeps what is sent later.
final class WaitingReply: Reply {
  private let sent = Locked<(bytes: [UInt8], end: ReplyEnd)?>(nil)
  private let done = DispatchSemaphore(value: 0)

  func send(_ bytes: [UInt8], _ end: ReplyEnd) {
    sent.withLock { $0 = (bytes, end) }
    done.signal()
  }

  func wait() -> ([UInt8], ReplyEnd) {
    done.wait()
    return sent.withLock { $0.map { ($0.bytes, $0.end) } ?? ([], .close) }
  }
}
