public import HTTP

extension Server {
  /// Where to listen and what one client, and all of them together, may take.
  public struct Configuration: Sendable {
    /// An IPv4 or IPv6 address (`127.0.0.1`, `::1`, `[::1]`) or a name that resolves to one. `::` takes IPv4 too.
    public var host = "127.0.0.1"
    /// 0 takes a free one; `Server.port` says which.
    public var port = 8080
    /// Event-loop threads, each with its own listener and handler.
    public var loops = Cores.available
    /// Connections the kernel keeps ready for each loop.
    public var backlog = 4096

    public var head = HeadLimits()
    /// From the first byte of a head to its last, however the bytes are spread: 408.
    public var headTimeout = Duration.seconds(10)
    /// Bytes a second a body must bring, once `bodyGrace` is used up: 408.
    public var bodyRate = 1024
    /// What a body may run behind its rate; every byte earns back its time, up to this much.
    public var bodyGrace = Duration.seconds(10)
    /// A connection on which nothing is asked: closed without a word.
    public var idleTimeout = Duration.seconds(75)

    /// Open connections over all loops. Over it a connection is answered 503 and closed; when `refusalReserve` more
    /// wait for that, accepting pauses and the rest waits in the backlog.
    public var connections = 10_000
    public var refusalReserve = 256
    /// Output that may wait for a reader while a deferred answer is still being added to; over it the connection is
    /// cut. A whole answer may be larger; what is pipelined behind it is not read until it has gone.
    public var outputLimit = 1024 * 1024
    /// Bytes a second a reader must take, once `outputGrace` is used up: cut.
    public var outputRate = 1024
    public var outputGrace = Duration.seconds(30)
    /// Received and unsent bytes held for all connections together. Over it requests get 503, readers are cut.
    public var heldBytes = 512 * 1024 * 1024

    /// How long and how much is read and thrown away after the last answer, so that it arrives (RFC 9112, 9.6).
    public var lingerTime = Duration.seconds(5)
    public var lingerBytes = 16 * 1024 * 1024
    /// How long nothing is accepted when there are no descriptors left.
    public var acceptPause = Duration.milliseconds(100)
    /// How long a stopping server keeps an idle connection, for the request that may be on its way.
    public var lastCall = Duration.milliseconds(200)

    public init() {}
  }
}

/// The limits as the loop counts with them: milliseconds, and each loop's share of what is shared.
struct Limits: Sendable {
  let headTimeout, bodyGrace, bodyRate, idleTimeout, outputGrace, outputRate: Int
  let connections, refusalReserve, outputLimit, heldBytes: Int
  let lingerTime, lastLinger, lingerBytes, acceptPause, lastCall: Int
  /// How often deadlines are looked at: often enough for the shortest, at most once a second.
  let sweepInterval: Int

  init(_ configuration: Server.Configuration) {
    headTimeout = configuration.headTimeout.milliseconds
    bodyGrace = configuration.bodyGrace.milliseconds
    bodyRate = max(configuration.bodyRate, 1)
    idleTimeout = configuration.idleTimeout.milliseconds
    outputGrace = configuration.outputGrace.milliseconds
    outputRate = max(configuration.outputRate, 1)
    connections = configuration.connections
    refusalReserve = configuration.refusalReserve
    outputLimit = configuration.outputLimit
    heldBytes = configuration.heldBytes / max(configuration.loops, 1)
    lingerTime = configuration.lingerTime.milliseconds
    // A client that never closes its side must not hold up the end for long.
    lastLinger = min(lingerTime, 500)
    lingerBytes = configuration.lingerBytes
    acceptPause = configuration.acceptPause.milliseconds
    lastCall = configuration.lastCall.milliseconds
    let shortest = min(headTimeout, bodyGrace, idleTimeout, outputGrace, lingerTime)
    sweepInterval = min(max(shortest / 4, 5), 1000)
  }
}

extension Duration {
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
