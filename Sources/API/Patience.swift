import SQL

/// How long an answer may keep its thread. One query is bounded by its steps; many small ones only by the clock.
struct Patience {
  private let end: UInt64

  /// A worker's: as long as it takes.
  static let endless = Patience(end: .max)

  /// A loop's: as long as other connections may notice.
  static func ofLoop(_ configuration: APIConfiguration) -> Patience {
    Patience(end: MonotonicClock.now() + configuration.patienceOfLoop)
  }

  /// Between two queries.
  /// - Throws: what a query over its budget throws, for the same is to be done: run it elsewhere.
  func check() throws(SQLError) {
    if end != .max, MonotonicClock.now() > end {
      throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the answer takes too long for a loop")
    }
  }
}
