import Bytes
import SQL
import Synchronization

/// The indexes that every reader of a server shares: those of past moments, and that of the present which each reader's
/// own begins with.
///
/// What the register said at a moment never changes, so an index of it is made once and then only read, by any thread.
/// Between two writes every moment has the same index: it is known by the last entry of the log that counts for it.
/// The least used goes when those that are kept hold more than a million rows, some 60 MB.
///
/// That of the present is the last one that was made from the tables. A reader takes a copy, which shares all memory with
/// it but what the reader's own catching up changes.
public final class SharedIndexes: Sendable {
  struct Kept {
    /// The last entry of the log that is in it.
    let number: Int64
    let contents: IndexContents
  }

  private let pasts = Locked<[Kept]>([])
  private let presents = Locked<[String: Kept]>([:])
  /// Held while one is made: whoever wants the same waits for it, and two at once would only halve each other's speed.
  private let making = Locked(())
  private let isMaking = Atomic<Bool>(false)

  /// Rows of all of the past that are kept together.
  private static let rowLimit = 1_000_000
  private static let countLimit = 64

  public init() {}

  // MARK: The past

  /// The index of the state that entry `number` of the log left; nil when it has yet to be made.
  func past(_ number: Int64) -> IndexContents? {
    pasts.withLock { kept in
      guard let place = kept.firstIndex(where: { $0.number == number }) else { return nil }
      // The most lately used stands last.
      if place < kept.count - 1 { kept.append(kept.remove(at: place)) }
      return kept[kept.count - 1].contents
    }
  }

  /// The same, made if it has to be.
  func past(_ number: Int64, make: () throws -> IndexContents) throws -> IndexContents {
    if let found = past(number) { return found }
    return try making.withLock { _ in
      if let found = past(number) { return found }
      let contents = try make()
      pasts.withLock { kept in
        kept.append(Kept(number: number, contents: contents))
        var rows = kept.reduce(0) { $0 + $1.contents.count }
        while kept.count > 1, rows > SharedIndexes.rowLimit || kept.count > SharedIndexes.countLimit {
          rows -= kept.removeFirst().contents.count
        }
      }
      return contents
    }
  }

  // MARK: The present

  /// Some reader makes one of the present.
  var isBeingMade: Bool { isMaking.load(ordering: .relaxed) }

  /// The index of a resource as it was last made, for a reader that sees the log up to `head`; nil when none was made
  /// since entry `base`.
  func present(of resource: String, after base: Int64, upTo head: Int64) -> Kept? {
    presents.withLock { $0[resource].flatMap { $0.number > base && $0.number <= head ? $0 : nil } }
  }

  /// The same, made if it has to be, as of `head`. Nil when another reader is making it, and `waits` says not to wait.
  func present(
    of resource: String, after base: Int64, upTo head: Int64, waits: Bool, make: () throws -> IndexContents
  ) throws -> Kept? {
    if !waits, isBeingMade { return nil }
    return try making.withLock { _ in
      if let found = present(of: resource, after: base, upTo: head) { return found }
      isMaking.store(true, ordering: .relaxed)
      defer { isMaking.store(false, ordering: .relaxed) }
      let made = Kept(number: head, contents: try make())
      presents.withLock { presents in
        if presents[resource]?.number ?? 0 < head { presents[resource] = made }
      }
      return made
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
