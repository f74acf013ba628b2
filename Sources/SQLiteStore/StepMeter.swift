import CSQLite

/// Counts the steps of the engine's machine and stops a query that takes too many.
///
/// Lives at a fixed address, because the engine calls back with a pointer to it.
struct StepMeter {
  private var stride = 0
  private var left = Int.max
  private(set) var isSpent = false

  /// Asks the engine to call back; nil stops that.
  static func install(_ meter: UnsafeMutablePointer<StepMeter>, on database: OpaquePointer, budget: Int?) {
    guard let budget else {
      sqlite3_progress_handler(database, 0, nil, nil)
      meter.pointee = StepMeter()
      return
    }
    let stride = max(1, min(1000, budget / 4))
    meter.pointee = StepMeter()
    meter.pointee.stride = stride
    sqlite3_progress_handler(
      database, Int32(stride), { $0!.assumingMemoryBound(to: StepMeter.self).pointee.count() }, meter)
  }

  /// Starts counting for one query.
  mutating func start(budget: Int) {
    // The engine goes on counting where the statement's last run stopped, so the first call may come at once.
    left = budget + stride
    isSpent = false
  }

  private mutating func count() -> Int32 {
    // Outside a query `left` stays out of reach.
    guard left != Int.max else { return 0 }
    left -= stride
    guard left <= 0 else { return 0 }
    isSpent = true
    return 1
  }
}
