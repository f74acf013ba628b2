import Bytes
import CLinux
import Glibc

/// How many request lines a second may cost: a flood must not fill the disk with its own story.
///
/// What is left out is counted by its status, and said in one line within a second after.
final class LogBudget: Sendable {
  /// Lines a second; 0 leaves none out.
  private let limit: Int
  private let state = Locked(State())

  private struct State {
    var second = Int.min
    var written = 0
    var omitted: [Int: Int] = [:]
    var isPromised = false
    var total = 0
  }

  init(limit: Int) { self.limit = limit }

  /// Lines left out since the start.
  var omitted: Int { state.withLock { $0.total } }

  enum Verdict { case write, omit, omitAndTell }

  /// Whether the line of an answer with this status may be written. `.omitAndTell` comes once: whoever gets it sees to
  /// it that `take` is called a second later.
  func spend(on status: Int) -> Verdict {
    if limit == 0 { return .write }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    let second = time.tv_sec
    return state.withLock { state in
      if second != state.second {
        state.second = second
        state.written = 0
      }
      if state.written < limit {
        state.written += 1
        return .write
      }
      state.omitted[status, default: 0] += 1
      state.total += 1
      defer { state.isPromised = true }
      return state.isPromised ? .omit : .omitAndTell
    }
  }

  /// What was left out since the last time, by status.
  func take() -> [(status: Int, count: Int)] {
    state.withLock { state in
      defer {
        state.omitted = [:]
        state.isPromised = false
      }
      return state.omitted.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }
}
