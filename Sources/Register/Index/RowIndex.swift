import Bytes
import SQL

/// The measures in memory, for one reader: combined filters, counts and coverage without a query for each.
///
/// It belongs to the thread of its reader. Built at its first use, it catches up with the log at each use, within the
/// reader's snapshot: what it answers is what SQL would answer in that snapshot. On a loop, which may not wait, a use
/// does a bounded piece of the work, and workers answer until it is done.
final class RowIndex {
  private(set) var contents: IndexContents
  private let plan: IndexPlan
  private var stage = Stage.empty
  /// The last entry of the log that is in it.
  private(set) var number: Int64 = 0
  /// Rows as pages showed them; those of this state of the register.
  var texts = RowTexts(bound: RowIndex.textBound)
  /// The answer to the last question: a page, its count and its facets ask the same.
  var last: (question: IndexQuestion, number: Int64, rows: Bitmap)?
  /// Matrices counted before, the one used last at the end.
  var coverages: [KeptCoverage] = []
  /// The same of the last search.
  var lastSearch: (words: [ListQuery.SearchWord], number: Int64, found: Bitmap, titled: Bitmap)?

  private enum Stage {
    case empty
    case ordering(after: String)
    case reading(next: Int)
    case sorting(next: Int)
    case ready
    /// A row does not fit.
    case impossible
  }

  /// Bytes of rendered rows that one reader keeps: six thousand measures with all that is known of them.
  private static let textBound = 16 * 1024 * 1024

  /// How much of each a loop does at a time: a millisecond or two.
  private enum Piece {
    static let order = 4_000
    static let rows = 1_000
    static let dimensions = 4
    static let entries = 100
  }

  init(_ plan: IndexPlan) {
    self.plan = plan
    contents = IndexContents(plan)
  }

  /// Brings it up to the snapshot the connection is in.
  ///
  /// - Returns: false when there is more to do than may be done now.
  func isCurrent(_ connection: any SQLConnection) throws -> Bool {
    let head = try RowIndex.head(connection)
    if case .ready = stage, head == number { return true }
    if case .impossible = stage { return false }
    // The work is bounded here by rows, not by steps.
    let budget = connection.stepBudget
    connection.stepBudget = nil
    defer { connection.stepBudget = budget }
    do {
      return try advance(to: head, isBounded: budget != nil, connection)
    } catch IndexError.keyOutOfRange {
      contents = IndexContents(plan)
      stage = .impossible
      return false
    } catch {
      // Half a piece of work may be in it.
      begin()
      throw error
    }
  }

  private func begin() {
    contents = IndexContents(plan)
    texts.removeAll()
    stage = .empty
    number = 0
    last = nil
    coverages = []
    lastSearch = nil
  }

  private static let lastEntry = SQLStatement("SELECT max(volgnummer) FROM logboek")

  private static func head(_ connection: any SQLConnection) throws -> Int64 {
    var head: Int64 = 0
    try connection.query(lastEntry, []) { row in
      head = row.integer(0)
      return .stop
    }
    return head
  }

  private func advance(to head: Int64, isBounded: Bool, _ connection: any SQLConnection) throws -> Bool {
    // A register put back to an earlier state tells another story.
    if head < number { begin() }
    if case .ready = stage, contents.late.count > max(2_000, contents.base / 8) { begin() }
    var pieces = 0
    while true {
      switch stage {
      case .empty:
        number = head
        stage = .ordering(after: "")
      case .ordering(let after):
        let limit = isBounded ? Piece.order : Int.max / 2
        if let last = try contents.loadOrder(after: after, limit: limit, connection) {
          stage = .ordering(after: last)
        } else {
          contents.fixOrder()
          stage = .reading(next: 0)
        }
        if isBounded, contents.keys.count > Piece.rows { return false }
      case .reading(let next):
        let end = isBounded ? min(next + Piece.rows, contents.base) : contents.base
        if end > next { try read(next..<end, connection) }
        stage = end < contents.base ? .reading(next: end) : .sorting(next: 0)
        if isBounded, contents.base > Piece.rows { return false }
      case .sorting(let next):
        let all = contents.dimensions.count
        let end = isBounded && contents.base > Piece.rows ? min(next + Piece.dimensions, all) : all
        for dimension in next..<end { contents.sort(dimension) }
        if end == all {
          contents.sortAudiences()
          for target in plan.targets { try contents.loadCodes(of: target, connection) }
          stage = .ready
        } else {
          stage = .sorting(next: end)
          return false
        }
      case .ready:
        if number == head { return true }
        if isBounded, pieces > 0 { return false }
        try catchUp(connection)
        pieces += 1
      case .impossible: return false
      }
    }
  }

  private func read(_ places: Range<Int>, _ connection: any SQLConnection) throws {
    let low = Int64(contents.keys[Int(contents.byKey[places.lowerBound])])
    let high = Int64(contents.keys[Int(contents.byKey[places.upperBound - 1])])
    try contents.load(low, high, isNew: true, connection)
  }

  private static let entries = SQLStatement(
    "SELECT volgnummer, bron, rij FROM logboek WHERE volgnummer > $1 ORDER BY volgnummer LIMIT $2")

  /// Reads again what the next entries of the log are about. Served by the key of `logboek`.
  private func catchUp(_ connection: any SQLConnection) throws {
    var rows: Set<Int64> = []
    var targets: Set<String> = []
    var reached = number
    try connection.query(RowIndex.entries, [.integer(number), SQLValue(Piece.entries)]) { entry in
      reached = entry.integer(0)
      let resource = entry.text(1)
      if resource == plan.resource.name {
        rows.insert(entry.integer(2))
      } else {
        targets.insert(resource)
      }
      return .next
    }
    for target in plan.targets where targets.contains(target.name) {
      // What falls under what may be another thing now, for every row.
      coverages = []
      try contents.loadCodes(of: target, connection)
    }
    var isSeenByOthers = !targets.isDisjoint(with: plan.hidden)
    for key in rows {
      let known = contents.row(of: key)
      let before = contents.level(of: key)
      for kept in coverages { kept.remove(known ?? contents.count, contents) }
      try contents.reload(key, connection)
      texts.remove(key)
      // With who sees a measure, what the measures that link to it show of it changes.
      if known != nil, contents.level(of: key) != before || before != .everyone { isSeenByOthers = true }
    }
    coverages.removeAll(where: \.isWorn)
    if isSeenByOthers { texts.removeAll() }
    number = reached
  }
}
