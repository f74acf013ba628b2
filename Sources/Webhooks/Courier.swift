package import Bytes
import Dispatch

/// Delivers events to the destinations of an outbox: one thread, all exchanges at a time on it, none waiting for
/// another.
///
/// At least once: an event counts as delivered when its receiver has answered 2xx, and the outbox is told after that.
package final class Courier: Sendable {
  package struct Settings: Sendable {
    /// From looking up a name until the connection stands, and for a whole exchange.
    package var connect = Duration.seconds(5)
    package var total = Duration.seconds(15)
    /// Exchanges at a time: in all, and with one host and port.
    package var together = 64
    package var togetherPerHost = 4
    /// Seconds after a first failure.
    package var firstPause = 5
    /// Seconds of nothing but failures after which a subscription is parked.
    package var parkAfter = 3 * 86_400
    /// Plain `http` too.
    package var allowsPlain = false
    package var policy = AddressPolicy()

    package init() {}
  }

  /// Worth a line in the log; no address, no secret and no content in it.
  package enum Notice: Sendable, Equatable {
    /// The first failure after a delivery that succeeded.
    case failing(name: String, fault: Fault, status: Int?)
    case recovered(name: String)
    case parked(name: String, Parking)
    /// The outbox could not be read; it is tried again.
    case outboxFailed(String)
  }

  /// How a trial went.
  package struct Trial: Sendable, Equatable {
    /// Nil when it arrived.
    package var fault: Fault?
    package var status: Int?
    package var milliseconds: Int
  }

  /// Since the start; read by whoever makes figures of it.
  package struct Counts: Sendable, Equatable {
    package var delivered = 0
    package var failed = 0
    package var parked = 0
    package var underWay = 0
    package var destinations = 0
  }

  private let settings: Settings
  private let makeOutbox: @Sendable () throws -> any Outbox
  private let log: @Sendable (Notice) -> Void
  private let inbox: Locked<Inbox>
  private let signal = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()
  private let figures = Locked(Counts())

  private struct Inbox {
    var isWoken: Bool
    var isStopping = false
    var trials: [Request] = []
    var waker: MultiClient.Waker?
  }

  struct Request: Sendable {
    let name: String
    /// Gets nil when there is no such destination, or no time for it.
    let answer: @Sendable (Trial?) -> Void
  }

  /// - Parameters:
  ///   - isAwaited: false when there is nothing to deliver before the first `wake`: the outbox is not made until then.
  ///   - outbox: made on the courier's own thread.
  package init(
    _ settings: Settings, isAwaited: Bool = true, log: @escaping @Sendable (Notice) -> Void = { _ in },
    outbox: @escaping @Sendable () throws -> any Outbox
  ) {
    self.settings = settings
    inbox = Locked(Inbox(isWoken: isAwaited))
    self.log = log
    makeOutbox = outbox
  }

  package var counts: Counts { figures.withLock { $0 } }

  package func start() throws(OwnThread.Failure) {
    ended.enter()
    do throws(OwnThread.Failure) {
      _ = try OwnThread("npdr-bezorger") { [self] in
        var round = DeliveryRound(settings, log: log, figures: figures)
        run(&round)
        ended.leave()
      }
    } catch {
      ended.leave()
      throw error
    }
  }

  /// There may be something new to deliver. Waits for nothing.
  package func wake() { tell { $0.isWoken = true } }

  /// Sends one event that says no more than that it arrived.
  package func tryOut(_ name: String, _ answer: @escaping @Sendable (Trial?) -> Void) {
    let isTaken = tell { inbox in
      if inbox.isStopping || inbox.trials.count >= 64 { return false }
      inbox.trials.append(Request(name: name, answer: answer))
      return true
    }
    if !isTaken { answer(nil) }
  }

  /// Begins nothing new, gives what is under way a moment, and returns when the thread has ended.
  package func stop() {
    tell { $0.isStopping = true }
    ended.wait()
  }

  @discardableResult
  private func tell<R>(_ change: (inout Inbox) -> R) -> R {
    inbox.withLock { inbox in
      let wasWoken = inbox.isWoken
      let result = change(&inbox)
      // Under the lock: the thread takes the waker away before it lets go of what it wakes.
      if let waker = inbox.waker { waker.wake() } else if !wasWoken || inbox.isStopping { signal.signal() }
      if inbox.waker == nil, !inbox.trials.isEmpty { signal.signal() }
      return result
    }
  }

  // MARK: The thread

  /// Between two looks at the outbox, in milliseconds: many commits a second are one look.
  private static let lull = 50
  /// How long what is under way may go on when the server stops.
  private static let grace = 1.0

  private func run(_ round: inout DeliveryRound) {
    var outbox: (any Outbox)?
    var nextLook = DispatchTime.now()
    var deadline: DispatchTime?
    while true {
      let (isWoken, isStopping, trials) = inbox.withLock { inbox in
        let isDue = inbox.isWoken && DispatchTime.now() >= nextLook
        let found = (isDue, inbox.isStopping, inbox.trials)
        if isDue { inbox.isWoken = false }
        inbox.trials = []
        return found
      }
      if isStopping {
        let end = deadline ?? .now() + Self.grace
        deadline = end
        for trial in trials { trial.answer(nil) }
        if round.underWay == 0 || DispatchTime.now() >= end { break }
      }
      if outbox == nil, !isWoken, !isStopping, trials.isEmpty, !inbox.withLock({ $0.isWoken }) {
        signal.wait()
        continue
      }
      do {
        let own = try outbox ?? makeOutbox()
        outbox = own
        if !isStopping {
          if isWoken { nextLook = .now() + .milliseconds(Self.lull) }
          try round.go(on: own, isWoken: isWoken, trials: trials)
          let client = round.client
          inbox.withLock { $0.waker = client?.waker }
        }
        let pause = inbox.withLock { $0.isWoken } ? min(Self.lull, round.pause) : round.pause
        if round.client == nil {
          _ = signal.wait(timeout: .now() + .milliseconds(pause))
        } else {
          try round.receive(from: own, waiting: isStopping ? min(pause, 50) : pause)
        }
      } catch {
        log(.outboxFailed("\(error)"))
        for trial in trials { trial.answer(nil) }
        outbox = nil
        tell { $0.isWoken = true }
        _ = signal.wait(timeout: .now() + 1)
      }
    }
    inbox.withLock { $0.waker = nil }
    round.abandon()
  }
}
