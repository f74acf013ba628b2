import API
import Bytes
import HTTP
import Register
import SQL
import SQLiteStore
import Server
import Webhooks

/// The register being served: the store, the writer's thread, the workers and the loops, put together and taken apart
/// in the order that loses nothing.
final class RegisterService {
  let server: Server
  /// Answers `/metrics`, when asked to.
  let metrics: Server?
  private let parts: Parts

  /// What the loops stand on; made when the port is ours, so that a port that is taken leaves the database untouched.
  private struct Parts {
    let lock: DatabaseLock
    let writer: RegisterWriter
    let workers: Workers
    let shared: Responder.Shared
    let broadcaster: Broadcaster
    let changes: ChangeNumbers
    let indexes: SharedIndexes
    let courier: Courier
    let dumps: Dumps
    let dialect: Dialect

    func stop() {
      workers.stop()
      dumps.stop()
      // Before the writer, which keeps what arrived last.
      courier.stop()
      writer.stop()
      lock.release()
    }
  }

  /// - Throws: `Failure`, in words for a person.
  ///
  /// - Parameter report: told what goes wrong that no client hears of.
  init(
    _ configuration: Configuration, log: RequestLogger?, report: @escaping @Sendable (String) -> Void
  ) throws {
    // On a processor of its own, if there is one, while this thread opens the database.
    let routes = try? OwnThread("npdr-wegen", Responder.prepareRoutes)
    defer { routes?.join() }
    let database = Database(configuration)
    let api = try APIConfiguration(configuration)
    let meter = configuration.metrics.port > 0 ? AnswerMeter() : nil
    var parts: Parts?
    do {
      server = try Server(configuration: Server.Configuration(configuration)) { _ in
        let made = try parts ?? Self.makeParts(configuration, database, api, log, meter, report)
        parts = made
        let connection = DeferredConnection(
          dialect: made.dialect, stepBudget: Self.inlineBudget, open: database.openDeferred)
        let reader = RegisterReader(connection: connection, changes: made.changes, shared: made.indexes)
        return Responder(api, shared: made.shared, reader: reader)
      }
    } catch let error as ServerError {
      throw Failure(error)
    }
    guard let parts else { throw Failure("The server has no loops.") }
    self.parts = parts
    do {
      metrics = try meter.map { [server] answers in
        try MetricsHandler.server(
          Metrics(
            server: server, answers: answers, writer: parts.writer, workers: parts.workers,
            broadcaster: parts.broadcaster, courier: parts.courier, log: log, database: database.path),
          host: configuration.metrics.host, port: configuration.metrics.port)
      }
    } catch let error as ServerError {
      parts.stop()
      throw Failure("The figures: \(Failure(error).description)")
    }
  }

  /// Steps of the engine's machine that a query may take on a loop; what needs more goes to a worker.
  private static let inlineBudget = 200_000

  private static func makeParts(
    _ configuration: Configuration, _ database: Database, _ api: APIConfiguration, _ log: (any AccessLog)?,
    _ meter: AnswerMeter?, _ report: @escaping @Sendable (String) -> Void
  ) throws -> Parts {
    let (lock, connection) = try database.openForServing()
    let changes = ChangeNumbers()
    let indexes = SharedIndexes()
    let dialect = connection.dialect
    let isAwaited = try Delivery.isAwaited(connection)
    let writer = try RegisterWriter(connection: connection, changes: changes, report: report)
    let workers = try Workers(count: configuration.workers, limit: configuration.limits.queue) {
      let connection = DeferredConnection(dialect: dialect, stepBudget: nil, open: database.openDeferred)
      return RegisterReader(connection: connection, changes: changes, shared: indexes)
    }
    let broadcaster = Broadcaster(api, changes: changes) {
      RegisterReader(connection: try database.openReader(), changes: changes, shared: indexes)
    }
    let courier = Courier(try Courier.Settings(configuration), isAwaited: isAwaited, log: DeliveryLog.write) {
      RegisterOutbox(
        api, writer: writer,
        reader: RegisterReader(connection: try database.openReader(), changes: changes, shared: indexes))
    }
    changes.listen { [weak courier] in courier?.wake() }
    let folder = database.path.lastIndex(of: "/").map { String(database.path[..<$0]) } ?? "."
    let dumps = Dumps(
      api, changes: changes, spool: { SpoolFile(in: folder.isEmpty ? "/" : folder) },
      reader: {
        let connection = DeferredConnection(dialect: dialect, stepBudget: nil, open: database.openDeferred)
        return RegisterReader(connection: connection, changes: changes, shared: indexes)
      })
    // A file that is no longer the one we have open takes no writes: whoever asks hears it before he tries.
    let path = database.path
    let file = Files.identity(of: path)
    let shared = Responder.Shared(
      api, writer: writer, workers: workers, changes: changes, broadcaster: broadcaster,
      trials: CourierTrials(courier: courier), dumps: dumps, log: log, meter: meter,
      isReady: { Files.identity(of: path) == file })
    return Parts(
      lock: lock, writer: writer, workers: workers, shared: shared, broadcaster: broadcaster, changes: changes,
      indexes: indexes, courier: courier, dumps: dumps, dialect: dialect)
  }

  func start() throws {
    do throws(OwnThread.Failure) { try parts.courier.start() } catch { throw Failure(error) }
    do {
      try metrics?.start()
      try server.start()
    } catch {
      throw Failure(error)
    }
  }

  /// Has every loop open its reader, each on its own thread: when it is first asked something there may be no
  /// descriptor left for it. Of a register with many rows a worker makes the index.
  func prepare(rows: Int?) {
    for loop in 0..<server.loops { server.post(to: loop) { ($0 as? Responder)?.prepare() } }
    if rows ?? 0 > RegisterReader.smallRegister { parts.workers.prepare() }
  }

  /// Finishes what is under way, for at most so many seconds.
  /// - Returns: how many connections were cut off.
  func stop(within seconds: Int) -> Int {
    let cut = server.stop(within: .seconds(seconds))
    metrics?.stop(within: .seconds(1))
    parts.stop()
    return cut
  }
}

extension APIConfiguration {
  /// - Throws: `Failure` for a proxy that is no address.
  init(_ configuration: Configuration) throws {
    let contact = configuration.contact
    self.init(
      publicAddress: configuration.address(port: configuration.port),
      contact: Contact(name: contact.name, url: contact.url, email: contact.email))
    bodyLimit = configuration.limits.body
    importLimit = configuration.limits.importBody
    requestsPerAddress = configuration.limits.requestsPerAddress
    requestsPerToken = configuration.limits.requestsPerToken
    feedDays = configuration.feedDays > 0 ? configuration.feedDays : nil
    cacheCapacity = configuration.limits.cache
    trustedProxies = try AddressRange.all(configuration.trustedProxies, in: "vertrouwdeProxies")
    allowsPlainTargets = configuration.subscriptions.allowsPlain
    eventSource = configuration.subscriptions.source
  }
}

extension AddressRange {
  /// - Throws: `Failure` for what is no address, naming the setting.
  static func all(_ texts: [String], in setting: String) throws -> [AddressRange] {
    try texts.map { text in
      guard let range = AddressRange(text) else {
        throw Failure("`\(setting)` has to hold addresses or networks (10.0.0.0/8), not `\(text)`.")
      }
      return range
    }
  }
}

extension Server.Configuration {
  init(_ configuration: Configuration) {
    self.init()
    let limits = configuration.limits
    host = configuration.host
    port = configuration.port
    if configuration.loops > 0 { loops = configuration.loops }
    head = HeadLimits(requestLine: limits.requestLine, section: limits.head, fields: limits.fields)
    headTimeout = .seconds(limits.headSeconds)
    bodyRate = limits.bodyRate
    idleTimeout = .seconds(limits.idleSeconds)
    connections = limits.connections
    outputLimit = limits.output
    outputRate = limits.outputRate
    outputGrace = .seconds(limits.outputSeconds)
    bodyGrace = .seconds(limits.bodySeconds)
    heldBytes = limits.held
  }
}
