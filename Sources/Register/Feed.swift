import Bytes
import SQL

/// The feed of changes, as the writer keeps it: with every counter that is raised, what raised it.
///
/// Each visibility class reads the changes of its own counters and of no other, so that positions and gaps say nothing
/// of what it cannot see. A class sees a change when it could see the row before it or can after it.
enum Feed {
  /// What happened to one row.
  struct Change {
    /// The row as it is, or was when it is gone.
    var row: StoredRow
    var before: State?
    var after: State?
    var organisation: String?
    var moment: Timestamp

    /// Who sees the row, and in which version.
    struct State {
      var audience: Audience
      var versie: Int64

      init(_ row: StoredRow) {
        audience = row.audience
        versie = row.versie
      }
    }
  }

  private static let insert = SQLStatement(
    """
    INSERT INTO wijziging (teller, nummer, nr, tijd, bron, kenmerk, laag, versie_voor, versie_na, conceptversie,
      zicht_voor, eigenaren_voor, zicht_na, eigenaren_na, organisatie)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    """)

  static func store(
    _ change: Change, number: Int64, raised: [(counter: String, value: Int64)], _ connection: any SQLConnection
  ) throws {
    let row = change.row
    func level(_ state: Change.State?) -> SQLValue { SQLValue(state?.audience.level.rawValue) }
    func owners(_ state: Change.State?) -> SQLValue {
      SQLValue(state.map { JSON.array($0.audience.owners.sorted().map(JSON.integer)).text })
    }
    let rest: [SQLValue] = [
      .integer(number), .integer(change.moment.seconds), .text(row.resource), .text(row.kenmerk), .integer(row.layer),
      SQLValue(change.before?.versie), SQLValue(change.after?.versie), SQLValue(row.conceptversie),
      level(change.before), owners(change.before), level(change.after), owners(change.after),
      SQLValue(change.organisation),
    ]
    for (counter, value) in raised { try connection.run(insert, [.text(counter), .integer(value)] + rest) }
  }

  // MARK: The beginning

  static let number = SQLStatement("SELECT waarde FROM teller WHERE naam = 'wijziging'")
  static let storeNumber = SQLStatement("UPDATE teller SET waarde = $1 WHERE naam = 'wijziging'")

  /// Puts every row of a register that is older than its feed at the beginning of it, once.
  static func begin(_ connection: any SQLConnection) throws {
    guard try value(number, connection) < 0 else { return }
    try connection.transaction {
      guard try value(number, connection) < 0 else { return }
      var rows: [StoredRow] = []
      for resource in Resource.all {
        var keys: [Int64] = []
        try connection.query(SQLStatement("SELECT rij FROM \(resource.name)"), []) { row in
          keys.append(row.integer(0))
          return .next
        }
        for key in keys { if let row = try StoredRow.load(resource, row: key, connection) { rows.append(row) } }
      }
      rows.sort { ($0.number, $0.row) < ($1.number, $1.row) }
      // Counted from one: every row that is seen raised its counters at least once, so they are further already.
      var counters = Counters()
      for (index, row) in rows.enumerated() {
        let raised = counters.count(from: nil, to: row.audience)
        let change = Change(row: row, before: nil, after: Change.State(row), organisation: nil, moment: row.changed)
        try store(change, number: Int64(index + 1), raised: raised, connection)
      }
      try connection.run(storeNumber, [.integer(Int64(rows.count))])
      let stored = try Counters.load(connection)
      var raised = stored
      raised.reach(counters)
      try raised.store(connection, over: stored)
    }
  }

  static func value(_ statement: SQLStatement, _ connection: any SQLConnection) throws -> Int64 {
    var value: Int64 = 0
    try connection.query(statement, []) { row in
      value = row.integer(0)
      return .stop
    }
    return value
  }
}

extension Ledger {
  /// Counts a change and puts it in the feed, for everyone who could see the row before it or can after it.
  func announce(_ row: StoredRow, over old: StoredRow?, organisation: String?, at now: Timestamp) throws {
    try announce(
      Feed.Change(
        row: row, before: old.map(Feed.Change.State.init), after: Feed.Change.State(row), organisation: organisation,
        moment: now), raised: state.counters.count(from: old?.audience, to: row.audience))
  }

  /// A row is gone.
  func announceEnd(of row: StoredRow, organisation: String?, at now: Timestamp) throws {
    try announce(
      Feed.Change(row: row, before: Feed.Change.State(row), after: nil, organisation: organisation, moment: now),
      raised: state.counters.count(from: row.audience, to: nil))
  }

  /// A row shows a link to those who see what it leads to: from `old` to `new`.
  func announceLink(
    on row: StoredRow, from old: Audience, to new: Audience, organisation: String? = nil, at now: Timestamp
  ) throws {
    let seen = Feed.Change.State(row)
    try announce(
      Feed.Change(row: row, before: seen, after: seen, organisation: organisation, moment: now),
      raised: state.counters.count(from: row.audience.under(old), to: row.audience.under(new)))
  }

  private func announce(_ change: Feed.Change, raised: [(counter: String, value: Int64)]) throws {
    if raised.isEmpty { return }
    state.lastChange += 1
    try Feed.store(change, number: state.lastChange, raised: raised, connection)
  }
}
