import Bytes
import SQL

/// What is known of the measures of a list, counted for each organisation to ask. Every table is read once, whatever
/// the number of fields and organisations.
struct Knowledge {
  /// Of everything, for each name.
  private(set) var counts: [Count]
  /// By kenmerk; last, when there are any, the measures that nobody answers for.
  private(set) var addressees: [Addressee] = []

  struct Count: Equatable {
    var stated = 0
    var inferred = 0
    var missing = 0
    var all: Int { stated + inferred + missing }
  }

  struct Addressee {
    /// Nil: nobody.
    let kenmerk: String?
    let name: String?
    var counts: [Count]
  }

  /// What is known of one measure in one respect.
  private enum State: UInt8 { case missing, inferred, stated }

  private let names: [String]
  private var places: [Int64: Int] = [:]
  /// For each name, of each measure.
  private var states: [[State]] = []

  /// - Parameter names: of those `mist=` knows.
  init(
    of names: [String], _ query: ListQuery, _ resource: Resource, for caller: Caller, _ reader: RegisterReader,
    _ pause: () throws -> Void
  ) throws {
    self.names = names
    counts = names.map { _ in Count() }
    let layout = Layout.of(resource)
    let leaves = names.map { name in
      resource.inverses.contains { $0.name == name }
        ? nil : layout.leaves.first { $0.isMissable && $0.path.last == name }
    }
    try readRows(query, resource, leaves, for: caller, reader)
    try pause()
    try readMarks(query, resource, leaves, for: caller, reader)
    for (index, name) in names.enumerated() where leaves[index] == nil {
      try pause()
      var sql = ListSQL(query, resource, for: caller)
      guard let statement = Knowledge.elements(&sql, name) else { continue }
      try reader.connection.query(statement, sql.arguments) { row in
        if let place = places[row.integer(0)] { states[index][place] = row.integer(1) == 0 ? .stated : .inferred }
        return .next
      }
    }
    try pause()
    try count(query, resource, for: caller, reader)
  }

  // MARK: Statements

  private static func rows(_ sql: inout ListSQL, _ leaves: [Layout.Leaf?]) -> SQLStatement {
    let known = leaves.map { leaf in leaf.map { sql.known($0) } ?? "0" }
    return SQLStatement(
      """
      SELECT \((["m.rij"] + known).joined(separator: ", ")) FROM \(sql.table(sql.resource.name)) m \
      WHERE \(sql.conditions().joined(separator: " AND "))
      """)
  }

  private static func marks(_ sql: inout ListSQL) -> SQLStatement {
    let some = "SELECT a.rij, a.waarde FROM \(sql.table("\(sql.resource.name)_afgeleid")) a WHERE 1"
    let ofItems = sql.isWhole ? "" : " AND a.rij IN (\(sql.keys()))"
    return SQLStatement("\(some)\(ofItems)\(sql.holds("a"))")
  }

  /// Columns: a measure that has what `name` says in a list or under it, and whether all of that is inferred.
  private static func elements(_ sql: inout ListSQL, _ name: String) -> SQLStatement? {
    let resource = sql.resource
    if let inverse = resource.inverses.first(where: { $0.name == name }), let other = Resource.named(inverse.resource),
      let link = inverse.link(to: other)
    {
      let mark = link.list == nil ? "0" : "min(l.afgeleid)"
      let some = "SELECT \(link.column), \(mark) FROM \(sql.linking(other, link)) WHERE k.laag = 0"
      let ofItems = sql.isWhole ? "" : " AND \(link.column) IN (\(sql.keys()))"
      let held = sql.held(link, isStated: false)
      return SQLStatement("\(some)\(ofItems)\(held)\(sql.sight(of: other, "k")) GROUP BY 1")
    }
    for list in sql.layout.lists {
      guard let some = sql.elements(of: list, known: name) else { continue }
      let selected = "SELECT l.rij, min(l.afgeleid) FROM \(sql.table(list.table)) l WHERE 1\(some)"
      let ofItems = sql.isWhole ? "" : " AND l.rij IN (\(sql.keys()))"
      return SQLStatement("\(selected)\(ofItems)\(sql.linksSeen(list))\(sql.holds("l")) GROUP BY l.rij")
    }
    return nil
  }

  private static func addressed(_ sql: inout ListSQL) -> SQLStatement {
    let ofItems = sql.isWhole ? "1" : "l.rij IN (\(sql.keys()))"
    return SQLStatement(
      "SELECT l.rij, l.organisatie FROM \(sql.involved) l WHERE \(ofItems) AND \(sql.isAddressee())")
  }

  private static func organisations(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT o.rij, o.kenmerk, o.naam FROM \(sql.table("organisatie")) o WHERE o.laag = 0\(sql.holds("o")) \
      ORDER BY o.kenmerk
      """)
  }

  // MARK: Reading

  private mutating func readRows(
    _ query: ListQuery, _ resource: Resource, _ leaves: [Layout.Leaf?], for caller: Caller, _ reader: RegisterReader
  ) throws {
    states = names.map { _ in [] }
    var sql = ListSQL(query, resource, for: caller)
    let statement = Knowledge.rows(&sql, leaves)
    try reader.connection.query(statement, sql.arguments) { row in
      places[row.integer(0)] = places.count
      for index in names.indices { states[index].append(row.integer(index + 1) == 1 ? .stated : .missing) }
      return .next
    }
  }

  /// What an analyst filled in of the row itself.
  private mutating func readMarks(
    _ query: ListQuery, _ resource: Resource, _ leaves: [Layout.Leaf?], for caller: Caller, _ reader: RegisterReader
  ) throws {
    var marked: [String: [Int]] = [:]
    for (index, leaf) in leaves.enumerated() {
      guard let path = leaf?.path else { continue }
      for end in path.indices { marked[path[...end].joined(separator: "/"), default: []].append(index) }
    }
    var sql = ListSQL(query, resource, for: caller)
    let statement = Knowledge.marks(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      guard let place = places[row.integer(0)] else { return .next }
      for index in marked[row.text(1)] ?? [] where states[index][place] == .stated {
        states[index][place] = .inferred
      }
      return .next
    }
  }

  private mutating func count(
    _ query: ListQuery, _ resource: Resource, for caller: Caller, _ reader: RegisterReader
  ) throws {
    var sql = ListSQL(query, resource, for: caller)
    var statement = Knowledge.organisations(&sql)
    var numbers: [Int64: Int] = [:]
    try reader.connection.query(statement, sql.arguments) { row in
      numbers[row.integer(0)] = addressees.count
      addressees.append(Addressee(kenmerk: row.text(1), name: row.text(2), counts: counts))
      return .next
    }
    addressees.append(Addressee(kenmerk: nil, name: nil, counts: counts))
    sql = ListSQL(query, resource, for: caller)
    statement = Knowledge.addressed(&sql)
    var isAddressed = [Bool](repeating: false, count: places.count)
    try reader.connection.query(statement, sql.arguments) { row in
      guard let place = places[row.integer(0)], let number = numbers[row.integer(1)] else { return .next }
      isAddressed[place] = true
      add(place, to: &addressees[number].counts)
      return .next
    }
    for place in isAddressed.indices {
      add(place, to: &counts)
      if !isAddressed[place] { add(place, to: &addressees[addressees.count - 1].counts) }
    }
    addressees.removeAll { $0.counts.allSatisfy { $0.all == 0 } }
  }

  private func add(_ place: Int, to counts: inout [Count]) {
    for index in names.indices {
      switch states[index][place] {
      case .missing: counts[index].missing += 1
      case .inferred: counts[index].inferred += 1
      case .stated: counts[index].stated += 1
      }
    }
  }
}
