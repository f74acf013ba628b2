public import Bytes
import Dispatch
public import SQL

/// The one thread that writes.
///
/// It takes everything that waits, applies one command after the other, commits once (one `fdatasync` for the batch),
/// publishes the change numbers, and only then tells anyone. A command that is refused leaves nothing; a commit that
/// fails fails every command of its batch.
public final class RegisterWriter: @unchecked Sendable {
  public typealias Completion = @Sendable (Result<Outcome, any Error>) -> Void

  private let condition = MonotonicCondition()
  // Guarded by `condition`.
  private var waiting: [(Command, Completion)] = []
  private var isStopping = false
  private var isToLook = false
  private var hasStopped = false

  private let changes: ChangeNumbers
  // Touched by the writer thread only.
  private let ledger: Ledger
  private var seenVersion: Int64 = 0
  private var usedTokens: [String: Timestamp] = [:]
  private var storedTold: Timestamp?
  private let report: @Sendable (String) -> Void
  package let meter = WriterMeter()
  // Guarded by `condition`: the latest of each subscription.
  private var progress: [Int64: DeliveryProgress] = [:]
  // Of a commit that failed; tried again when the clock ticks.
  private var unkept: [DeliveryProgress] = []

  /// How many commands one commit takes at most.
  private static let batchLimit = 512
  /// How often, in seconds, the writer looks at the clock and at what other processes wrote.
  private static let tick = 1.0

  /// - Parameters:
  ///   - connection: the writing connection; from now on only the writer's thread touches it.
  ///   - report: told, on the writer's thread, what goes wrong that no client hears of.
  public init(
    connection: sending any SQLConnection, changes: ChangeNumbers,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    self.report = report
    ledger = try Ledger(connection: connection)
    self.changes = changes
    if let told = try ledger.lastTold() { changes.remember(told: told) }
    storedTold = changes.lastTold
    changes.publish(ledger.state.counters)
    seenVersion = try dataVersion()
    _ = try OwnThread("npdr-schrijver") { [self] in run() }
  }

  /// Hands over a command; `completion` is called on the writer's thread, after the commit.
  public func submit(_ command: Command, _ completion: @escaping Completion) {
    condition.lock()
    if isStopping {
      condition.unlock()
      completion(.failure(RegisterError.stopping))
      return
    }
    waiting.append((command, completion))
    if waiting.count == 1 { condition.signal() }
    condition.unlock()
  }

  /// How many commands wait for a commit.
  package var queued: Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting.count
  }

  /// Notes that a token was used; written now and then, not for each request.
  public func touch(token: String, at now: Timestamp) {
    condition.lock()
    usedTokens[token] = now
    condition.unlock()
  }

  /// Keeps how far deliveries have come, with the next commit. What a crash takes of it is delivered again.
  public func note(_ progress: DeliveryProgress) {
    condition.lock()
    self.progress[progress.row] = progress
    if self.progress.count == 1 { condition.signal() }
    condition.unlock()
  }

  /// Someone has read what is not published yet: if another process wrote it, it is published now and not at the next
  /// tick of the clock.
  public func look() {
    condition.lock()
    if !isToLook {
      isToLook = true
      condition.signal()
    }
    condition.unlock()
  }

  /// Commits what waits and ends the thread; returns when it has ended.
  public func stop() {
    condition.lock()
    isStopping = true
    condition.signal()
    while !hasStopped { condition.wait() }
    condition.unlock()
  }

  // MARK: The thread

  private func run() {
    // By the clock that only runs forward: an hour put back must not hold up the end of an embargo for an hour.
    var nextTick = DispatchTime.now()
    while true {
      condition.lock()
      while waiting.isEmpty, progress.isEmpty, !isStopping, !isToLook, DispatchTime.now() < nextTick {
        condition.wait(atMost: RegisterWriter.tick)
      }
      let batch = takeBatch()
      let noted = Array(progress.values)
      progress = [:]
      let isLast = isStopping && waiting.isEmpty
      let looks = isToLook
      isToLook = false
      condition.unlock()

      if !batch.isEmpty || !noted.isEmpty { commit(batch, noted) }
      // What fails here the clock finds, and says.
      if looks { try? publishOthers() }
      if DispatchTime.now() >= nextTick {
        noteAgain(unkept)
        unkept = []
        keepTime()
        nextTick = .now() + RegisterWriter.tick
      }
      if isLast { break }
    }
    keepTime()
    condition.lock()
    hasStopped = true
    condition.broadcast()
    condition.unlock()
  }

  /// Takes what goes in one commit. Many rows at once go alone: what waited before them is answered before them.
  private func takeBatch() -> [(Command, Completion)] {
    let next = waiting.prefix(RegisterWriter.batchLimit)
    let single = next.prefix { !$0.0.isBulk }
    let batch = Array(single.isEmpty ? next.prefix(1) : single)
    waiting.removeFirst(batch.count)
    return batch
  }

  private func noteAgain(_ noted: [DeliveryProgress]) {
    if noted.isEmpty { return }
    condition.lock()
    for one in noted where progress[one.row] == nil { progress[one.row] = one }
    condition.unlock()
  }

  /// Nothing was to be kept, or something may not be.
  private struct Undone: Error {
    let result: Result<Outcome, any Error>
  }

  /// A command failed after it had written, or nobody knows how: only a savepoint undoes it alone.
  private struct LeftBehind: Error {}

  private func commit(_ batch: [(Command, Completion)], _ noted: [DeliveryProgress]) {
    let seen = seenVersion
    var results: [Result<Outcome, any Error>] = []
    let started = DispatchTime.now().uptimeNanoseconds
    do {
      // Commands are refused before they write, all but a few: a savepoint each, which keeps a copy of every page that
      // the command changes, is for the batch that has one of those.
      do {
        results = try write(batch, noted, inSavepoints: false)
      } catch is LeftBehind {
        results = try write(batch, noted, inSavepoints: true)
      }
      seenVersion = try dataVersion()
      unkept.removeAll { old in noted.contains { $0.row == old.row } }
      // Deliveries are nothing that anyone sees: to tell of them would be to have them told again.
      if !batch.isEmpty || seenVersion != seen { changes.publish(ledger.state.counters) }
    } catch {
      if let undone = error as? Undone {
        noteAgain(noted)
        results = [undone.result]
      } else {
        unkept += noted
        ledger.state.references = References()
        meter.countFailure()
        results = batch.map { _ in .failure(error) }
      }
    }
    // Before anyone is told of it: whoever then asks for its moment gets an answer.
    changes.settle()
    if !batch.isEmpty { meter.batches.add(batch.count) }
    meter.durations.add(Int((DispatchTime.now().uptimeNanoseconds - started) / 1_000))
    for (index, (_, completion)) in batch.enumerated() { completion(results[index]) }
  }

  /// Writes all of it in one transaction; when that fails, nothing of it.
  ///
  /// - Throws: `Undone`, of a batch of one; `LeftBehind`, of one without savepoints.
  private func write(
    _ batch: [(Command, Completion)], _ noted: [DeliveryProgress], inSavepoints: Bool
  ) throws -> [Result<Outcome, any Error>] {
    var before = ledger.state
    do {
      return try ledger.connection.transaction {
        try noticeOthers()
        // What another process wrote is so whatever becomes of this transaction.
        before = ledger.state
        // Before the writes: one of them may be of the same subscription.
        if !noted.isEmpty { try ledger.connection.savepoint { try ledger.note(noted, at: .now) } }
        // Alone it needs no savepoint: the transaction itself is undone.
        let results =
          batch.count == 1
          ? [try alone(batch[0].0)] : try batch.map { try attempt($0.0, inSavepoint: inSavepoints) }
        try ledger.flush()
        return results
      }
    } catch {
      ledger.state = before
      throw error
    }
  }

  /// - Throws: `Undone` with the result, when nothing of it may stay.
  private func alone(_ command: Command) throws -> Result<Outcome, any Error> {
    let outcome: Outcome
    do {
      outcome = try ledger.apply(dated(command))
    } catch {
      throw Undone(result: .failure(error))
    }
    if case .imported(let result) = outcome, result.isTrial { throw Undone(result: .success(outcome)) }
    return .success(outcome)
  }

  private func dated(_ command: Command) -> Command {
    var command = command
    command.now = changes.begin(command.now, after: ledger.state.head.moment)
    return command
  }

  private func attempt(_ command: Command, inSavepoint: Bool) throws -> Result<Outcome, any Error> {
    let before = ledger.state
    let written = ledger.connection.changedRows
    do {
      if inSavepoint { return .success(try ledger.connection.savepoint { try ledger.apply(dated(command)) }) }
      return .success(try ledger.apply(dated(command)))
    } catch {
      if !inSavepoint, !(error is RegisterError) || ledger.connection.changedRows != written { throw LeftBehind() }
      ledger.state = before
      return .failure(error)
    }
  }

  // MARK: The clock

  /// Ends embargoes that are over, forgets old Idempotency-Keys, notes which tokens were used and which moment was told
  /// of last, and publishes what another process wrote.
  private func keepTime() {
    condition.lock()
    let used = usedTokens
    usedTokens = [:]
    condition.unlock()
    let before = ledger.state
    do {
      try publishOthers()
      let last = ledger.state.head.moment
      // An older promise is kept anyway: no write comes before the last.
      let told = changes.lastTold.flatMap { $0 >= last && $0 != storedTold ? $0 : nil }
      guard try ledger.hasDuties(at: max(.now, last)) || !used.isEmpty || told != nil else { return noteDuties(nil) }
      defer { changes.settle() }
      try ledger.connection.transaction {
        try noticeOthers()
        let now = changes.begin(.now, after: ledger.state.head.moment)
        try ledger.endEmbargoes(at: now)
        try ledger.forgetRepeats(before: now)
        for (token, moment) in used { try Tokens.touch(token, at: moment, ledger.connection) }
        if let told { try ledger.store(told: told) }
        try ledger.flush()
      }
      seenVersion = try dataVersion()
      storedTold = told ?? storedTold
      changes.publish(ledger.state.counters)
      noteDuties(nil)
    } catch {
      noteDuties(error)
      // The next tick tries again; what is due stays due. What another process wrote is read again.
      ledger.state = before
      seenVersion = RegisterWriter.unseen
      condition.lock()
      usedTokens.merge(used) { newer, _ in newer }
      condition.unlock()
    }
  }

  /// Says that the clock's duties fail: at once, then once a minute, and when they are done again.
  private func noteDuties(_ error: (any Error)?) {
    let before = meter.lateDuties
    guard let error else {
      if before > 0 { report("the duties of the clock are done again, after \(before) tries") }
      return meter.setLateDuties(0)
    }
    if before % 60 == 0 { report("the duties of the clock wait, after \(before + 1) tries: \(error)") }
    meter.setLateDuties(before + 1)
  }

  private static let version = SQLStatement("PRAGMA data_version")
  /// No version of the data: the state has to be read again.
  private static let unseen: Int64 = -1

  /// Moves when another connection has written.
  private func dataVersion() throws -> Int64 {
    var version: Int64 = 0
    try ledger.connection.query(RegisterWriter.version, []) { row in
      version = row.integer(0)
      return .stop
    }
    return version
  }

  private func publishOthers() throws {
    if try dataVersion() == seenVersion { return }
    try noticeOthers()
    changes.publish(ledger.state.counters)
  }

  /// Reads the state again when another process (`npdr token create`, `npdr import`) has written.
  private func noticeOthers() throws {
    let version = try dataVersion()
    if version == seenVersion { return }
    try ledger.reload()
    seenVersion = version
  }
}

extension Command {
  fileprivate var isBulk: Bool {
    if case .bulk = operation { true } else { false }
  }
}
