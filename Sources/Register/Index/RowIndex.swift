import Bytes
import SQL

/// The measures in memory, for one reader: combined filters, counts and coverage without a query for each.
///
/// It belongs to the thread of its reader. It begins as a copy of what some reader made of the tables
/// (`SharedIndexes`), and catches up with the log at each use, within the reader's snapshot: what it answers is what SQL
/// would answer in that snapshot. A loop may not wait: it makes none but that of a small register, and catches up a bit
/// at each use; workers answer until it is there.
final class RowIndex {
  private(set) var contents: IndexContents
  private let plan: IndexPlan
  private let shared: SharedIndexes
  private var state = State.empty
  /// The last entry of the log that is in it.
  private(set) var number: Int64 = 0
  /// The same when it was made of the tables.
  private var base: Int64 = 0
  /// Moves with every change of what is in it.
  private(set) var revision = 0
  /// Rows as pages showed them; those of this state of the register.
  var texts = RowTexts(bound: RowIndex.textBound)
  /// The answer to the last question: a page, its count and its facets ask the same.
  var last: (question: IndexQuestion, number: Int64, rows: Bitmap)?
  /// Matrices counted before, the one used last at the end.
  var coverages: [KeptCoverage] = []
  /// The same of the last search.
  var lastSearch: (words: [ListQuery.SearchWord], number: Int64, found: Bitmap, titled: Bitmap)?

  private enum State {
    case empty
    case ready
    /// A row does not fit.
    case impossible
  }

  /// Bytes of rendered rows that one reader keeps: six thousand measures with all that is known of them.
  private static let textBound = 16 * 1024 * 1024
  /// Entries of the log that a loop reads at a time: a millisecond or two.
  private static let piece: Int64 = 100

  init(_ plan: IndexPlan, _ shared: SharedIndexes) {
    self.plan = plan
    self.shared = shared
    contents = IndexContents(plan)
  }

  /// Brings it up to the snapshot the connection is in.
  ///
  /// - Returns: false when there is more to do than may be done now.
  func isCurrent(_ connection: any SQLConnection) throws -> Bool {
    let head = try RowIndex.head(connection)
    let isBounded = connection.stepBudget != nil
    if state == .ready, head == number, isBounded || !isWorn { return true }
    if state == .impossible { return false }
    // The work is bounded here by rows, not by steps.
    let budget = connection.stepBudget
    connection.stepBudget = nil
    defer { connection.stepBudget = budget }
    do {
      return try advance(to: head, isBounded: isBounded, connection)
    } catch IndexError.keyOutOfRange {
      begin(IndexContents(plan), 0)
      state = .impossible
      return false
    } catch {
      // Half a piece of work may be in it.
      begin(IndexContents(plan), 0)
      state = .empty
      throw error
    }
  }

  private func begin(_ contents: IndexContents, _ number: Int64) {
    revision += 1
    self.contents = contents
    (self.number, base) = (number, number)
    texts.removeAll()
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

  private var isWorn: Bool { contents.late.count > max(2_000, contents.base / 8) }

  private func advance(to head: Int64, isBounded: Bool, _ connection: any SQLConnection) throws -> Bool {
    revision += 1
    // A register put back to an earlier state tells another story.
    if head < number { state = .empty }
    if state == .empty || isWorn {
      if let made = try made(upTo: head, isBounded: isBounded, connection) {
        begin(made.contents, made.number)
        state = .ready
      } else if state == .empty || (isBounded && !shared.isBeingMade) {
        return false
      }
      // What is worn is right, only slower: it goes on until there is a better one.
    }
    while number < head {
      try catchUp(connection)
      if isBounded { break }
    }
    return number == head
  }

  /// A newer one than its own, made by whichever reader may take the time.
  private func made(
    upTo head: Int64, isBounded: Bool, _ connection: any SQLConnection
  ) throws -> SharedIndexes.Kept? {
    let resource = plan.resource.name
    let after = state == .ready ? base : -1
    if let found = shared.present(of: resource, after: after, upTo: head) { return found }
    if isBounded, try !isSmall(connection) { return nil }
    return try shared.present(of: resource, after: after, upTo: head, waits: state == .empty) {
      try .whole(plan, at: nil, validOn: nil, connection)
    }
  }

  private func isSmall(_ connection: any SQLConnection) throws -> Bool {
    var rows = 0
    let statement = SQLStatement("SELECT 1 FROM \(plan.resource.name) LIMIT $1")
    try connection.query(statement, [SQLValue(RegisterReader.smallRegister + 1)]) { _ in
      rows += 1
      return .next
    }
    return rows <= RegisterReader.smallRegister
  }

  private static let entries = SQLStatement(
    "SELECT volgnummer, bron, rij FROM logboek WHERE volgnummer > $1 ORDER BY volgnummer LIMIT $2")

  /// Reads again what the next entries of the log are about. Served by the key of `logboek`.
  private func catchUp(_ connection: any SQLConnection) throws {
    var rows: Set<Int64> = []
    var targets: Set<String> = []
    var reached = number
    try connection.query(RowIndex.entries, [.integer(number), .integer(RowIndex.piece)]) { entry in
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
