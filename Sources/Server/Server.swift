import Bytes
import CLinux
import Glibc
public import HTTP
import Synchronization

/// An HTTP/1.1 server: event loops on threads of their own, each with a handler that only it calls.
///
/// ```swift
/// let server = try Server(configuration: configuration) { loop in try MyHandler(loop) }
/// server.start()
/// // ... a signal arrives ...
/// server.stop(within: .seconds(30))
/// ```
public final class Server: Sendable {
  /// The port it listens on: the one asked for, or the one the kernel chose for 0.
  public let port: Int
  let mailboxes: [Mailbox]
  let meters: [LoopMeter]
  private let shared = SharedCounts()
  private let state: Locked<State>

  private struct State {
    var waiting: [EventLoop.Parts]
    var threads: [OwnThread] = []
  }

  /// Takes the port and makes the handlers; nobody is answered before `start`.
  ///
  /// - Parameter makeHandler: called for each loop, 0 first, on this thread; the handler then belongs to its loop.
  /// - Throws: `ServerError` when it cannot listen, and whatever `makeHandler` throws.
  public init(configuration: Configuration, makeHandler: (_ loop: Int) throws -> any Handler) throws {
    let count = max(configuration.loops, 1)
    let listeners = try Listeners.open(
      host: configuration.host, port: configuration.port, count: count, backlog: configuration.backlog)
    port = listeners.port
    var parts: [EventLoop.Parts] = []
    do {
      for listener in listeners.descriptors {
        let handler = try makeHandler(parts.count)
        parts.append(try EventLoop.Parts(configuration, listener: listener, handler: handler, shared: shared))
      }
    } catch {
      for part in parts { part.abandon() }
      for listener in listeners.descriptors[parts.count...] { close(listener) }
      throw error
    }
    mailboxes = parts.map(\.mailbox)
    meters = parts.map(\.meter)
    state = Locked(State(waiting: parts))
  }

  deinit { stop(within: .zero) }

  /// How many loops there are.
  public var loops: Int { mailboxes.count }

  /// Connections open now, over all loops.
  public var connections: Int { shared.connections.load(ordering: .relaxed) }

  /// Starts the threads.
  /// - Throws: `ServerError` when there is no descriptor or no thread left; nothing then runs.
  public func start() throws(ServerError) {
    let started = state.withLock { state -> Result<Void, ServerError> in
      do throws(ServerError) {
        while let parts = state.waiting.first {
          state.threads.append(try LoopThread.start(parts))
          state.waiting.removeFirst()
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    if case .failure(let error) = started {
      stop(within: .zero)
      throw error
    }
  }

  /// Has `work` done on a loop's thread with its handler, after what was posted before it. Lost once the loop has ended.
  public func post(to loop: Int, _ work: @escaping @Sendable (any Handler) -> Void) {
    mailboxes[loop].post(.run(work))
  }

  /// Stops accepting, serves what has been received, tells clients to go, and returns when every loop has ended.
  ///
  /// - Parameter limit: after it, whoever is still there is cut.
  /// - Returns: how many were cut; 0 is a graceful end.
  @discardableResult public func stop(within limit: Duration) -> Int {
    let deadline = Clock.now() + limit.milliseconds
    for mailbox in mailboxes { mailbox.post(.stop(deadline: deadline)) }
    let (threads, waiting) = state.withLock { state in
      defer {
        state.threads = []
        state.waiting = []
      }
      return (state.threads, state.waiting)
    }
    for parts in waiting { parts.abandon() }
    for thread in threads { thread.join() }
    return shared.cut.load(ordering: .relaxed)
  }
}
