import Bytes
import SQL

/// The indexes of past moments, shared by every reader of a server.
///
/// What the register said at a moment never changes, so an index of it is made once and then only read, by any thread.
/// Between two writes every moment has the same index: it is known by the last entry of the log that counts for it.
/// The least used goes when those that are kept hold more than a million rows, some 60 MB.
public final class PastIndexes: Sendable {
  private let kept = Locked<[Kept]>([])
  /// Held while one is made: whoever wants the same waits for it, and two at once would only halve each other's speed.
  private let making = Locked(())

  private struct Kept {
    let number: Int64
    let contents: IndexContents
  }

  /// Rows of all that are kept together.
  private static let rowLimit = 1_000_000
  private static let countLimit = 64

  public init() {}

  /// The index of the state that entry `number` of the log left; nil when it has yet to be made.
  func find(_ number: Int64) -> IndexContents? {
    kept.withLock { kept in
      guard let place = kept.firstIndex(where: { $0.number == number }) else { return nil }
      // The most lately used stands last.
      if place < kept.count - 1 { kept.append(kept.remove(at: place)) }
      return kept[kept.count - 1].contents
    }
  }

  /// The same, made if it has to be.
  func find(_ number: Int64, make: () throws -> IndexContents) throws -> IndexContents {
    if let found = find(number) { return found }
    return try making.withLock { _ in
      if let found = find(number) { return found }
      let contents = try make()
      kept.withLock { kept in
        kept.append(Kept(number: number, contents: contents))
        var rows = kept.reduce(0) { $0 + $1.contents.count }
        while kept.count > 1, rows > PastIndexes.rowLimit || kept.count > PastIndexes.countLimit {
          rows -= kept.removeFirst().contents.count
        }
      }
      return contents
    }
  }
}

/// Which entry of the log was the last at a moment. One reader's: it remembers what it found.
struct LogPositions {
  private var found: [Timestamp: Int64] = [:]

  private static let last = SQLStatement("SELECT volgnummer, tijd FROM logboek ORDER BY volgnummer DESC LIMIT 1")
  private static let moment = SQLStatement("SELECT tijd FROM logboek WHERE volgnummer = $1")

  /// - Returns: its number, 0 before the first; and whether it is the last there is.
  /// - Complexity: for a moment asked before one look-up, else by halves: entries come in the order of their moments.
  mutating func position(
    at moment: Timestamp, _ connection: any SQLConnection
  ) throws -> (number: Int64, isLast: Bool) {
    var (last, time) = (Int64(0), Int64.min)
    try connection.query(LogPositions.last, []) { row in
      (last, time) = (row.integer(0), row.integer(1))
      return .stop
    }
    if time <= moment.seconds { return (last, true) }
    // Later entries are later, or of the same second: what was found with one behind it stays true.
    if let number = found[moment] { return (number, false) }
    var low: Int64 = 0
    var high = last
    while high - low > 1 {
      let middle = low + (high - low) / 2
      var isBefore = false
      try connection.query(LogPositions.moment, [.integer(middle)]) { row in
        isBefore = row.integer(0) <= moment.seconds
        return .stop
      }
      if isBefore { low = middle } else { high = middle }
    }
    if found.count > 1_000 { found.removeAll() }
    found[moment] = low
    return (low, false)
  }
}
