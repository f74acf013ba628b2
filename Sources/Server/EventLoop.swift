import Bytes
import CLinux
import Glibc
import HTTP
import Synchronization

/// What loops share: how many connections there are, how many of them are served and not on their way out with a 503,
/// and how many were cut at the end.
final class SharedCounts: Sendable {
  let connections = Atomic<Int>(0)
  let served = Atomic<Int>(0)
  let cut = Atomic<Int>(0)
}

/// One thread's world: a listener, its connections, a handler and a mailbox.
///
/// A noncopyable struct in a local variable of its thread: nobody else can reach it, so nothing is locked, counted or
/// checked for exclusivity. It never waits but in `epoll_wait`. Interest is level-triggered and changed only when it
/// must be: an ordinary request costs one event, one `recv` and one `send`.
struct EventLoop: ~Copyable {
  static let listenerToken = UInt64.max
  static let mailboxToken = UInt64.max - 1
  private static let eventCount = 256
  static let scratchSize = 64 * 1024

  let limits: Limits
  let handler: any Handler
  let mailbox: Mailbox
  let shared: SharedCounts
  let meter: LoopMeter
  let epoll: Int32
  var listener: Int32
  /// A descriptor held back: given up for a moment, it lets a client be told 503 when there are none left.
  var spare: Int32
  var table: ConnectionTable
  var storage: HeadStorage
  /// The answers to what is being read; empty between two events.
  var output = ByteBuffer(capacity: 64 * 1024)
  /// What is sent between the bytes of `output` from where it is kept.
  var kept = KeptParts()
  let scratch: UnsafeMutableRawBufferPointer
  private let events: UnsafeMutablePointer<epoll_event>
  private var messages: [Message] = []

  var now = Clock.now()
  private var nextSweep = Int.max
  private var nextTick = Int.max
  var acceptAgain = Int.max
  var isShortOfDescriptors = false
  /// Bytes held for all connections.
  var held = 0
  var isStopping = false
  private var stopDeadline = Int.max

  init(_ parts: Parts) {
    limits = Limits(parts.configuration)
    handler = parts.handler
    mailbox = parts.mailbox
    shared = parts.shared
    meter = parts.meter
    listener = parts.listener
    epoll = parts.epoll
    spare = EventLoop.openSpare()
    table = ConnectionTable(capacity: limits.connections + limits.refusalReserve)
    storage = HeadStorage(parts.configuration.head)
    scratch = .allocate(byteCount: EventLoop.scratchSize, alignment: 64)
    events = .allocate(capacity: EventLoop.eventCount)
  }

  deinit {
    close(epoll)
    if spare >= 0 { close(spare) }
    scratch.deallocate()
    events.deallocate()
  }

  /// What a loop is made of, handed to its thread.
  struct Parts {
    let configuration: Server.Configuration
    let epoll: Int32
    let listener: Int32
    let handler: any Handler
    let mailbox: Mailbox
    let shared: SharedCounts
    let meter = LoopMeter()

    init(
      _ configuration: Server.Configuration, listener: Int32, handler: any Handler, shared: SharedCounts
    ) throws(ServerError) {
      self.configuration = configuration
      self.listener = listener
      self.handler = handler
      self.shared = shared
      mailbox = try Mailbox()
      epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
      if epoll < 0 { throw errno == EMFILE ? .outOfDescriptors : .system(call: "epoll_create1", code: errno) }
      guard npdr_epoll_ctl(epoll, EPOLL_CTL_ADD, listener, EPOLLIN.rawValue, EventLoop.listenerToken) == 0,
        npdr_epoll_ctl(epoll, EPOLL_CTL_ADD, mailbox.descriptor, EPOLLIN.rawValue, EventLoop.mailboxToken) == 0
      else {
        close(epoll)
        throw .system(call: "epoll_ctl", code: errno)
      }
    }

    /// Gives back what the loop would have closed, had it run.
    func abandon() {
      close(epoll)
      close(listener)
    }
  }

  static func openSpare() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

  mutating func run() {
    if handler.wantsTick { nextTick = now + 1000 }
    while !isStopping || (table.live > 0 && now < stopDeadline) {
      let count = epoll_wait(epoll, events, Int32(EventLoop.eventCount), timeout())
      // EINTR is a debugger or a stopped process; EBADF, EFAULT and EINVAL cannot be, the arguments never change.
      now = Clock.now()
      for index in 0..<max(Int(count), 0) {
        let event = events + index
        dispatch(npdr_epoll_data(event), npdr_epoll_events(event))
      }
      if now >= acceptAgain { resumeAccepting() }
      if now >= nextSweep { sweep() }
      if now >= nextTick {
        handler.tick()
        nextTick = now + 1000
      }
      meter.count(.turns)
      meter.set(.held, held)
      meter.lag.add(max(Clock.coarse() - now, 0))
    }
    end()
  }

  private mutating func dispatch(_ token: UInt64, _ events: UInt32) {
    if token == EventLoop.listenerToken { return acceptWaiting(atMost: 64) }
    if token == EventLoop.mailboxToken { return readMail() }
    let slot = UInt32(truncatingIfNeeded: token)
    // Closed earlier in this batch, and perhaps opened again for another: not this event's connection.
    guard let connection = table.find(slot: slot, registration: UInt32(truncatingIfNeeded: token >> 32)) else { return }
    // An error, or both sides have ended: nobody is left to answer. A client that only ended its side is not here.
    if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { return drop(connection) }
    if events & EPOLLOUT.rawValue != 0 {
      sendPending(connection)
    } else {
      receive(connection)
    }
  }

  /// Milliseconds until the first thing that is due, -1 when only an event can bring something.
  private mutating func timeout() -> Int32 {
    if table.live == 0 {
      nextSweep = .max
    } else if nextSweep == .max {
      nextSweep = now + (isStopping ? min(limits.sweepInterval, 20) : limits.sweepInterval)
    }
    let due = min(nextSweep, nextTick, acceptAgain)
    return due == .max ? -1 : Int32(clamping: max(due - now, 0))
  }

  private mutating func sweep() {
    nextSweep = .max
    for slot in 0..<table.used {
      guard let connection = table.at(slot), connection.pointee.deadline <= now else { continue }
      expire(connection)
    }
  }

  private mutating func readMail() {
    var messages: [Message] = []
    swap(&messages, &self.messages)
    mailbox.take(&messages)
    for message in messages {
      switch message {
      case .reply(let ticket, let bytes, let end): deliver(ticket, bytes, end)
      case .part(let ticket, let bytes, let gauge):
        if deliver(ticket, bytes, .more) {
          gauge.noteTaken(unsent: unsent(ticket))
        } else {
          gauge.setGone()
        }
      case .run(let work): work(handler)
      case .stop(let deadline): stop(deadline)
      }
    }
    swap(&messages, &self.messages)
    self.messages.removeAll(keepingCapacity: self.messages.capacity <= 1024)
  }

  /// Serves who is there already, tells them to go, and waits for them no longer than `deadline`.
  private mutating func stop(_ deadline: Int) {
    stopDeadline = min(stopDeadline, deadline)
    if isStopping { return }
    // What the kernel has accepted was received: let no more come in, and take all of it before the listener goes.
    _ = npdr_shut_door(listener)
    acceptWaiting(atMost: .max)
    close(listener)
    listener = -1
    acceptAgain = .max
    isStopping = true
    nextSweep = .max
    handler.stopping()
    for slot in 0..<table.used {
      guard let connection = table.at(slot) else { continue }
      let last: Int
      switch connection.pointee.deadlineKind {
      case .idle: last = limits.lastCall
      case .linger: last = limits.lastLinger
      case .none, .head, .body, .output: continue
      }
      connection.pointee.deadline = min(connection.pointee.deadline, now + last)
    }
  }

  private mutating func end() {
    for slot in 0..<table.used {
      guard let connection = table.at(slot) else { continue }
      // Those that linger have had their answer.
      if !connection.pointee.isLingering { shared.cut.add(1, ordering: .relaxed) }
      drop(connection)
    }
    if listener >= 0 { close(listener) }
    mailbox.close()
  }
}
