import Bytes
import HTTP
public import Register
import Synchronization

/// Sends changes to whoever listens, as they are committed: one thread for all loops.
///
/// After each commit it reads what is new once for every kind of listener (a visibility class, and a filter), makes the
/// bytes once, and hands the same bytes to each of them. It never waits for a reader: the loop that has the connection
/// drops one who does not take his bytes, and the gauge tells.
public final class Broadcaster: Sendable {
  private let inbox = Locked(Inbox())
  private let condition = MonotonicCondition()

  /// How many streams are open, as the thread last knew.
  package var listeners: Int { open.load(ordering: .relaxed) }
  private let open = Atomic<Int>(0)

  private struct Inbox {
    var arrived: [Listener] = []
    var isSignalled = false
    var hasThread = false
    var isStopping = false
  }

  /// Someone who keeps his answer open.
  struct Listener: Sendable {
    let caller: Caller
    /// SHA-256 of his token; nil for the public.
    let token: [UInt8]?
    let resources: Set<String>?
    /// Up to where he has read; nil for the beginning.
    let position: String?
    let reply: any Reply
    let gauge = StreamGauge()

    func send(_ bytes: [UInt8]) { reply.send(bytes, gauge) }

    /// A browser comes back by itself, and then meets the refusal there may be.
    func end() { reply.send([], .close) }
  }

  /// How often, in seconds, a comment is sent to say that the stream lives.
  private let heartbeat: Double
  private let links: Links
  private let makeReader: @Sendable () throws -> RegisterReader
  private let changes: ChangeNumbers

  /// - Parameters:
  ///   - changes: those of the writer.
  ///   - heartbeat: seconds between two comments on a stream.
  ///   - reader: makes the reader of the broadcaster's thread, when there is someone to read for.
  public init(
    _ configuration: APIConfiguration, changes: ChangeNumbers, heartbeat: Double = 15,
    reader: @escaping @Sendable () throws -> RegisterReader
  ) {
    links = Links(configuration.publicAddress)
    makeReader = reader
    self.changes = changes
    self.heartbeat = heartbeat
    changes.listen { [weak self] in self?.wake() }
  }

  /// - Returns: false when the server stops, or has no thread left.
  func add(_ listener: Listener) -> Bool {
    let accepted = inbox.withLock { inbox in
      if inbox.isStopping { return false }
      if !inbox.hasThread {
        guard (try? OwnThread("npdr-omroeper") { [self] in run() }) != nil else { return false }
        inbox.hasThread = true
      }
      inbox.arrived.append(listener)
      return true
    }
    if accepted { wake() }
    return accepted
  }

  /// Ends every stream and takes no more.
  public func stop() {
    inbox.withLock { $0.isStopping = true }
    wake()
  }

  private func wake() {
    let isNew = inbox.withLock { inbox in
      if inbox.isSignalled || !inbox.hasThread { return false }
      inbox.isSignalled = true
      return true
    }
    if isNew {
      condition.lock()
      condition.signal()
      condition.unlock()
    }
  }

  // MARK: The thread

  /// Listeners who get the same bytes.
  private struct Group {
    let caller: Caller
    let resources: Set<String>?
    var position: String
    var listeners: [Listener]
  }

  private struct Kind: Hashable {
    let visibility: VisibilityClass
    let resources: Set<String>?
  }

  private struct State {
    var groups: [Kind: Group] = [:]
    var generation = Int.min
    /// Of the clock that only runs forward: when somebody sets the other one, heartbeats go on.
    var nextCheck: UInt64 = 0
    var nextHeartbeat: UInt64
  }

  /// Changes read at once.
  private static let pageSize = 200
  /// Changes a newcomer gets in one stream before it ends and he comes back for the rest: what a reader keeps waiting
  /// is bounded, however long he was away.
  private static let catchUpLimit = 1_000
  /// Newcomers seen to in one snapshot.
  private static let arrivalsAtOnce = 64

  private func run() {
    let interval = UInt64(heartbeat * 1_000_000_000)
    var state = State(nextHeartbeat: MonotonicClock.now() + interval)
    var reader: RegisterReader?
    while true {
      condition.lock()
      if !inbox.withLock({ $0.isSignalled }) { condition.wait(atMost: 1) }
      condition.unlock()
      let (arrived, isStopping) = inbox.withLock { inbox in
        inbox.isSignalled = false
        let some = Array(inbox.arrived.prefix(Broadcaster.arrivalsAtOnce))
        inbox.arrived.removeFirst(some.count)
        return (some, inbox.isStopping)
      }
      if isStopping {
        open.store(0, ordering: .relaxed)
        return end(state, arrived)
      }
      do {
        let own = try reader ?? makeReader()
        reader = own
        let generation = changes.generation
        if generation != state.generation || !arrived.isEmpty {
          try own.snapshot {
            for kind in Array(state.groups.keys) { try advance(kind, own, &state) }
            for listener in arrived { try welcome(listener, own, &state) }
          }
          state.generation = generation
        }
        if MonotonicClock.now() >= state.nextCheck {
          try check(own, &state)
          state.nextCheck = MonotonicClock.now() + 1_000_000_000
        }
      } catch {
        // A stream that misses a change is worse than one that ends: whoever comes back reads on where he was.
        end(state, arrived)
        state.groups = [:]
        reader = nil
      }
      if MonotonicClock.now() >= state.nextHeartbeat {
        let comment = Array(": hartslag\n\n".utf8)
        for group in state.groups.values { for listener in group.listeners { listener.send(comment) } }
        state.nextHeartbeat = MonotonicClock.now() + interval
      }
      open.store(state.groups.values.reduce(0) { $0 + $1.listeners.count }, ordering: .relaxed)
      if inbox.withLock({ !$0.arrived.isEmpty }) { wake() }
    }
  }

  private func end(_ state: State, _ arrived: [Listener]) {
    for group in state.groups.values { for listener in group.listeners { listener.end() } }
    for listener in arrived { listener.end() }
    for listener in inbox.withLock({ inbox in
      defer { inbox.arrived = [] }
      return inbox.arrived
    }) { listener.end() }
  }

  /// Sends a group everything that is new.
  private func advance(_ kind: Kind, _ reader: RegisterReader, _ state: inout State) throws {
    guard var group = state.groups[kind] else { return }
    group.listeners.removeAll { $0.gauge.isGone }
    if group.listeners.isEmpty {
      state.groups[kind] = nil
      return
    }
    var hasMore = true
    while hasMore {
      let page = try reader.changes(
        after: group.position, of: group.resources, limit: Broadcaster.pageSize, for: group.caller)
      group.position = page.position
      hasMore = page.hasMore
      if page.changes.isEmpty { continue }
      let bytes = events(page.changes)
      for listener in group.listeners { listener.send(bytes) }
    }
    state.groups[kind] = group
  }

  /// Brings a newcomer to where his group is, and puts him in it.
  private func welcome(_ listener: Listener, _ reader: RegisterReader, _ state: inout State) throws {
    var position = listener.position
    var sent = 0
    var hasMore = true
    while hasMore {
      let page: FeedPage
      do {
        page = try reader.changes(
          after: position, of: listener.resources, limit: Broadcaster.pageSize, for: listener.caller)
      } catch RegisterError.positionGone {
        return listener.end()
      }
      position = page.position
      hasMore = page.hasMore
      if !page.changes.isEmpty { listener.send(events(page.changes)) }
      sent += page.changes.count
      if hasMore, sent >= Broadcaster.catchUpLimit { return listener.end() }
    }
    let kind = Kind(visibility: listener.caller.visibilityClass, resources: listener.resources)
    let group = Group(
      caller: listener.caller, resources: listener.resources, position: position ?? "", listeners: [])
    state.groups[kind, default: group].listeners.append(listener)
  }

  /// Ends the streams of tokens that are revoked or expired, or see other things than they did, and forgets who left.
  private func check(_ reader: RegisterReader, _ state: inout State) throws {
    var classes: [[UInt8]: VisibilityClass?] = [:]
    for (kind, group) in state.groups {
      var stay: [Listener] = []
      for listener in group.listeners where !listener.gauge.isGone {
        guard let token = listener.token else {
          stay.append(listener)
          continue
        }
        let visibility =
          try classes[token] ?? reader.caller(tokenDigest: token, at: .now).map(\.visibilityClass)
        classes[token] = .some(visibility)
        if visibility == kind.visibility { stay.append(listener) } else { listener.end() }
      }
      state.groups[kind]?.listeners = stay
      if stay.isEmpty { state.groups[kind] = nil }
    }
  }

  /// `id` is the position: a browser sends it back as `Last-Event-ID`. Source: the HTML standard, server-sent events.
  private func events(_ changes: [FeedChange]) -> [UInt8] {
    var buffer = ByteBuffer(capacity: changes.count * 320)
    for change in changes {
      buffer.append("id: \(change.position)\ndata: ")
      ChangeShape.write(change, links, to: &buffer)
      buffer.append("\n\n")
    }
    return buffer.array()
  }
}
