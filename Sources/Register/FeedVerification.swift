import Bytes
import SQL

/// The feed: that no position is missing, that each change stands under the counters of those who could see it and under
/// no other, and that every entry of the log that anyone could see is in it.
extension Verification {
  private static let byCounter = SQLStatement(
    "SELECT teller, nummer, zicht_voor IS NULL AND organisatie IS NULL FROM wijziging ORDER BY teller, nummer")

  /// What the feed of a register older than it begins with (`Feed.begin`): rows as they stood, nobody's doing.
  private static let began = SQLStatement(
    "SELECT coalesce(max(tijd), 0) FROM wijziging WHERE zicht_voor IS NULL AND organisatie IS NULL")

  private static let changes = SQLStatement(
    """
    SELECT nr, teller, bron, kenmerk, laag, versie_voor, versie_na, zicht_voor, eigenaren_voor, zicht_na, eigenaren_na
    FROM wijziging ORDER BY nr
    """)

  private static let unknown = SQLStatement(
    """
    SELECT DISTINCT w.bron, w.kenmerk FROM wijziging w
    WHERE NOT EXISTS (SELECT 1 FROM logboek l WHERE l.bron = w.bron AND l.kenmerk = w.kenmerk)
    """)

  /// An entry that nobody could see, before it or after, raised no counter.
  private static let untold = SQLStatement(
    """
    SELECT bron, kenmerk, laag, tijd, CASE WHEN zicht < 4 THEN versie END, CASE WHEN zicht < 4 THEN conceptversie END,
      organisatie FROM logboek WHERE tijd > $1 AND (zicht < 4 OR handeling IN ('verwijderd', 'statusovergang'))
    EXCEPT SELECT bron, kenmerk, laag, tijd, CASE WHEN zicht_na < 4 THEN versie_na END,
      CASE WHEN zicht_na < 4 THEN conceptversie END, organisatie FROM wijziging
    """)

  private static let toldBefore = SQLStatement(
    "SELECT count(*) FROM wijziging WHERE bron = $1 AND kenmerk = $2 AND zicht_na = 4 AND tijd <= $3")

  func checkFeed() throws {
    // Not begun yet: the first writer will.
    let last = try Feed.value(Feed.number, connection)
    if last < 0 { return }
    try checkPositions()
    try checkChanges(last)
    try connection.query(Verification.unknown, []) { row in
      fault(row.text(0), row.text(1), "has changes in the feed, and no log entry")
      return .next
    }
    let began = try number(Verification.began)
    try connection.query(Verification.untold, [.integer(began)]) { row in
      // What nobody saw any more ends unseen.
      let end = [row.value(0), row.value(1), row.value(3)]
      if row.isNull(4), try number(Verification.toldBefore, end) > 0 { return .next }
      let version = row.isNull(4) ? "the end" : "version \(row.integer(4))"
      fault(
        row.text(0), row.text(1),
        "\(version) in the log at \(Timestamp(seconds: row.integer(3))) is not in the feed")
      return .next
    }
  }

  /// A counter's positions go on without a gap, up to where it stands. Where the feed of an older register begins it
  /// may have a gap: the counter had gone further than there are rows.
  private func checkPositions() throws {
    var last: [String: Int64] = [:]
    var counter = ""
    var mayLeap = true
    try connection.query(Verification.byCounter, []) { row in
      if row.text(0) != counter {
        counter = row.text(0)
        mayLeap = true
      }
      let (position, before) = (row.integer(1), last[counter] ?? 0)
      if position != before + 1, !mayLeap || row.integer(2) == 1 {
        fault("wijziging", counter, "position \(before + 1) of the feed is missing")
      }
      if row.integer(2) == 0 { mayLeap = false }
      last[counter] = position
      return .next
    }
    for (name, value) in ledger.state.counters.values where last[name] != value {
      if let end = last[name], end > value {
        fault("wijziging", name, "the feed is at position \(end), and the counter at \(value)")
      } else if last[name] != nil, !isBeginning(name) {
        fault("wijziging", name, "position \(last[name] ?? 0) is the last of the feed, and the counter is at \(value)")
      }
    }
  }

  /// Nothing has happened since the feed began: the counter may stand further than its rows.
  private func isBeginning(_ counter: String) -> Bool {
    let later = SQLStatement(
      "SELECT count(*) FROM wijziging WHERE teller = $1 AND (zicht_voor IS NOT NULL OR organisatie IS NOT NULL)")
    return (try? number(later, [.text(counter)])) == 0
  }

  /// One change, with every counter it raised.
  private struct Change {
    var number: Int64
    var resource: String
    var kenmerk: String
    var before: Audience?
    var after: Audience?
    /// The row is as it was, and shows a link or leaves it out: who reads that is not in the feed.
    var isLink: Bool
    var counters: Set<String> = []
  }

  private func checkChanges(_ last: Int64) throws {
    var change: Change?
    var number: Int64 = 0
    try connection.query(Verification.changes, []) { row in
      if change?.number != row.integer(0) {
        if let change { check(change) }
        number += 1
        if row.integer(0) != number {
          fault("wijziging", nil, "changes \(number) to \(row.integer(0) - 1) of the feed are missing")
          number = row.integer(0)
        }
        func audience(_ column: Int) -> Audience? {
          row.isNull(column) ? nil : Audience(logged: row.integer(column), owners: row.text(column + 1))
        }
        let (before, after) = (audience(7), audience(9))
        change = Change(
          number: number, resource: row.text(2), kenmerk: row.text(3), before: before, after: after,
          isLink: before == after && row.value(5) == row.value(6))
      }
      change?.counters.insert(row.text(1))
      return .next
    }
    if let change { check(change) }
    if number != last { fault("teller", "wijziging", "is \(last), and the feed has \(number) changes") }
  }

  private func check(_ change: Change) {
    var counters = Counters()
    let expected = Set(counters.count(from: change.before, to: change.after).map(\.counter))
    if change.counters == expected { return }
    // For fewer eyes than the row: what a link leads to is seen by those, and by no more.
    if change.isLink, !change.counters.contains(Counters.everyone) { return }
    fault(
      change.resource, change.kenmerk,
      "change \(change.number) of the feed is under \(change.counters.sorted().joined(separator: ", ")), not under "
        + expected.sorted().joined(separator: ", "))
  }
}
