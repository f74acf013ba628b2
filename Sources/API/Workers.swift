import Bytes
import Dispatch
public import Register

/// A few threads for what may take long, each with a reader of its own; the loops hand over what they may not wait for.
public final class Workers: Sendable {
  private let queue = Locked(Queue())
  private let signal = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()
  private let limit: Int

  private struct Queue {
    var jobs: [Job] = []
    /// Jobs are taken from here on; what was taken goes when half the array has been.
    var next = 0
    var isStopping = false
  }

  /// Lent the worker's reader and a buffer to write in.
  typealias Job = @Sendable (RegisterReader) -> Void

  /// - Parameters:
  ///   - count: threads.
  ///   - limit: how many jobs may wait; what comes on top is refused.
  ///   - reader: makes the reader of one thread; called here, before any thread starts, so that a failure is seen.
  public init(count: Int, limit: Int = 1_024, reader: () throws -> RegisterReader) throws {
    self.limit = limit
    for number in 0..<count {
      // Made here and used by its thread only.
      let own = Handed(try reader())
      ended.enter()
      _ = try OwnThread("npdr-werker-\(number)") { [self] in
        while let job = next() { job(own.value) }
        ended.leave()
      }
    }
  }

  /// - Returns: false when too many wait already, or when the server stops.
  func submit(_ job: @escaping Job) -> Bool {
    let accepted = queue.withLock { queue in
      guard !queue.isStopping, queue.jobs.count - queue.next < limit else { return false }
      queue.jobs.append(job)
      return true
    }
    if accepted { signal.signal() }
    return accepted
  }

  /// Has one of them make what every reader begins with. What fails here, fails again when it is asked for.
  public func prepare() {
    _ = submit { try? $0.prepare() }
  }

  /// How many jobs wait for a thread.
  package var waiting: Int { queue.withLock { $0.jobs.count - $0.next } }

  /// Finishes what waits, takes nothing new and returns when every thread has ended.
  public func stop() {
    queue.withLock { $0.isStopping = true }
    // One for each thread there can be: whoever wakes without a job ends and wakes the next.
    signal.signal()
    ended.wait()
  }

  /// Waits for a job; nil when there will be none any more.
  private func next() -> Job? {
    signal.wait()
    let (job, isStopping) = queue.withLock { queue in
      guard queue.next < queue.jobs.count else { return (Job?.none, queue.isStopping) }
      let job = queue.jobs[queue.next]
      queue.next += 1
      if queue.next * 2 > queue.jobs.count {
        queue.jobs.removeFirst(queue.next)
        queue.next = 0
      }
      return (job, false)
    }
    if job == nil, isStopping { signal.signal() }
    return job
  }

  /// Carries a reader to the one thread that will use it.
  private struct Handed: @unchecked Sendable {
    let value: RegisterReader
    init(_ value: RegisterReader) { self.value = value }
  }
}
