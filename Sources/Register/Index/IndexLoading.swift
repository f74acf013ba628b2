import Bytes
import SQL

/// Where the index gets what it knows: the tables themselves, read by key.
extension IndexContents {
  private func table(_ name: String) -> String {
    if let validOn, plan.resource.validity == .plan,
      let source = Validity.source(name, on: validOn, at: moment)
    {
      return source
    }
    return moment == nil ? name : Past.table(name)
  }

  private func holds(_ alias: String, _ arguments: inout [SQLValue]) -> String {
    moment.map { Past.holds(alias, at: $0, &arguments) } ?? ""
  }

  // MARK: All of it

  /// All of it at once: of the present, of a moment, or of either as was true on a day.
  static func whole(
    _ plan: IndexPlan, at moment: Timestamp?, validOn day: Day?, _ connection: any SQLConnection
  ) throws -> IndexContents {
    var contents = IndexContents(plan, at: moment)
    contents.validOn = day
    try contents.loadOrder(connection)
    contents.fixOrder()
    // Some at a time: what is read of them meets in a memory that is near.
    for first in stride(from: 0, to: contents.base, by: piece) {
      let ends = [first, min(first + piece, contents.base) - 1].map { Int64(contents.keys[Int(contents.byKey[$0])]) }
      try contents.load(ends[0], ends[1], isNew: true, connection)
    }
    for dimension in contents.dimensions.indices { contents.sort(dimension) }
    contents.sortAudiences()
    for target in plan.targets { try contents.loadCodes(of: target, connection) }
    return contents
  }

  private static let piece = 8_192

  /// The keys in the order of kenmerken. Served by the unique index on (kenmerk, laag), to which the sign keeps the
  /// planner: by one that begins with `laag` it would sort them all; of a moment by that on (kenmerk, toen_sinds,
  /// toen_tot, zicht, rij), which has all that is asked: only rows that stand have a past.
  static func order(_ plan: IndexPlan, isPast: Bool) -> SQLStatement {
    let name = plan.resource.name
    return SQLStatement(
      isPast
        ? """
        SELECT m.rij FROM \(Past.table(name)) m WHERE m.toen_sinds <= $1 AND m.toen_tot > $2 ORDER BY m.kenmerk
        """ : "SELECT m.rij FROM \(name) m WHERE +m.laag = 0 ORDER BY m.kenmerk")
  }

  private mutating func loadOrder(_ connection: any SQLConnection) throws {
    let arguments = moment.map { [SQLValue.integer($0.seconds), .integer($0.seconds)] } ?? []
    var fits = true
    try connection.query(IndexContents.order(plan, isPast: moment != nil), arguments) { row in
      guard let key = UInt32(exactly: row.integer(0)) else {
        fits = false
        return .stop
      }
      keys.append(key)
      return .next
    }
    if !fits { throw IndexError.keyOutOfRange }
  }

  /// Every row has its number.
  private mutating func fixOrder() {
    base = keys.count
    changed = ChangeTimes(rows: base)
    alive = Bitmap(rows: base)
    var pairs = keys.enumerated().map { UInt64($1) << 32 | UInt64($0) }
    // Rows that were imported in the order of their kenmerken are in order; the sort sees that in one pass.
    pairs.sort()
    byKey = pairs.map { UInt32(truncatingIfNeeded: $0) }
  }

  // MARK: Rows

  /// Reads the values of the rows with keys from `low` through `high`.
  ///
  /// - Parameter isNew: the rows are in no set.
  mutating func load(_ low: Int64, _ high: Int64, isNew: Bool, _ connection: any SQLConnection) throws {
    try loadRows(low, high, try marks(low, high, connection), isNew: isNew, connection)
    try loadOwners(low, high, isNew: isNew, connection)
    for list in plan.lists { try load(list, low, high, isNew: isNew, connection) }
  }

  /// By key of the row, which of the plan's columns an analyst filled in, as bits.
  private func marks(_ low: Int64, _ high: Int64, _ connection: any SQLConnection) throws -> [Int64: UInt64] {
    var arguments: [SQLValue] = [.integer(low), .integer(high)]
    let held = holds("a", &arguments)
    let statement = SQLStatement(
      """
      SELECT a.rij, a.waarde FROM \(table("\(plan.resource.name)_afgeleid")) a
      WHERE a.rij >= $1 AND a.rij <= $2\(held)
      """)
    var found: [Int64: UInt64] = [:]
    try connection.query(statement, arguments) { row in
      let mark = row.text(1)
      for (place, column) in plan.columns.enumerated() where column.marks.contains(mark) {
        found[row.integer(0), default: 0] |= 1 << UInt64(place)
      }
      return .next
    }
    return found
  }

  private mutating func loadRows(
    _ low: Int64, _ high: Int64, _ marks: [Int64: UInt64], isNew: Bool, _ connection: any SQLConnection
  ) throws {
    var arguments: [SQLValue] = [.integer(low), .integer(high)]
    let held = holds("m", &arguments)
    // The sign keeps the planner to the range of keys: by an index that begins with `laag` it would pass over every row
    // of the table to find one.
    let statement = SQLStatement(
      """
      SELECT m.rij, m.zicht, m.gewijzigd_op, \(plan.columns.map { "m.\($0.name)" }.joined(separator: ", "))
      FROM \(table(plan.resource.name)) m WHERE m.rij >= $1 AND m.rij <= $2 AND +m.laag = 0\(held) ORDER BY m.rij
      """)
    var elements = Elements()
    var place = isNew ? place(of: low) : 0
    try connection.query(statement, arguments) { found in
      let key = found.integer(0)
      guard let row = isNew ? row(of: key, behind: &place) : row(of: key) else { return .next }
      alive.insert(row)
      let level = Int(found.integer(1))
      if levels.indices.contains(level) {
        if isNew { levels[level].append(row, of: count) } else { levels[level].insert(row, of: count) }
      }
      changed.set(row, UInt32(clamping: found.integer(2)))
      let marked = marks.isEmpty ? 0 : marks[key] ?? 0
      elements.removeAll()
      for (place, column) in plan.columns.enumerated() where !found.isNull(3 + place) {
        let value: Int64? =
          column.choices.isEmpty
          ? found.integer(3 + place) : found.withBytes(3 + place) { column.choices.place(of: $0) }
        if let value { elements.add(column.dimension, value, isStated: marked >> UInt64(place) & 1 == 0) }
      }
      put(row, elements, isNew: isNew)
      return .next
    }
  }

  private mutating func loadOwners(
    _ low: Int64, _ high: Int64, isNew: Bool, _ connection: any SQLConnection
  ) throws {
    var arguments: [SQLValue] = [.text(plan.resource.name), .integer(low), .integer(high)]
    let held = holds("e", &arguments)
    let statement = SQLStatement(
      """
      SELECT e.rij, e.organisatie FROM \(table("eigen")) e
      WHERE e.bron = $1 AND e.rij >= $2 AND e.rij <= $3\(held)
      """)
    try connection.query(statement, arguments) { found in
      guard let row = row(of: found.integer(0)) else { return .next }
      if isNew {
        own[found.integer(1), default: Posting()].append(row, of: count)
      } else {
        own[found.integer(1), default: Posting()].insert(row, of: count)
      }
      return .next
    }
  }

  private mutating func load(
    _ list: IndexPlan.List, _ low: Int64, _ high: Int64, isNew: Bool, _ connection: any SQLConnection
  ) throws {
    var arguments: [SQLValue] = [.integer(low), .integer(high)]
    let held = holds("l", &arguments)
    let statement = SQLStatement(
      """
      SELECT l.rij, l.afgeleid, \(list.columns.map { "l.\($0)" }.joined(separator: ", ")) FROM \(table(list.table)) l
      WHERE l.rij >= $1 AND l.rij <= $2\(held) ORDER BY l.rij
      """)
    var elements = Elements()
    var current: Int64 = -1
    var place = isNew ? place(of: low) : 0
    func row(_ key: Int64) -> Int? { isNew ? self.row(of: key, behind: &place) : self.row(of: key) }
    func isInRole(_ member: IndexPlan.Member, _ found: any SQLRow) -> Bool {
      guard let role = member.role else { return true }
      return found.withBytes(2 + role.place) { $0.elementsEqual(role.value) }
    }
    try connection.query(statement, arguments) { found in
      let key = found.integer(0)
      if key != current {
        if let row = row(current) { put(row, elements, isNew: isNew) }
        elements.removeAll()
        current = key
      }
      for member in list.members where !found.isNull(2 + member.place) && isInRole(member, found) {
        let value: Int64? =
          member.choices.isEmpty
          ? found.integer(2 + member.place) : found.withBytes(2 + member.place) { member.choices.place(of: $0) }
        if let value { elements.add(member.dimension, value, isStated: found.integer(1) == 0) }
      }
      return .next
    }
    if let row = row(current) { put(row, elements, isNew: isNew) }
  }

  // MARK: Codes

  /// Reads the rows of what is linked to, and what falls under what. Code lists and organisations are short.
  mutating func loadCodes(of target: Resource, _ connection: any SQLConnection) throws {
    var found = Codes()
    var arguments: [SQLValue] = []
    var held = holds("c", &arguments)
    try connection.query(
      SQLStatement("SELECT c.rij, c.kenmerk FROM \(table(target.name)) c WHERE c.laag = 0\(held)"), arguments
    ) { row in
      found.keys[row.text(1)] = row.integer(0)
      found.kenmerken[row.integer(0)] = row.text(1)
      return .next
    }
    if target.isCodeList {
      arguments = []
      held = holds("o", &arguments)
      try connection.query(
        SQLStatement("SELECT o.boven, o.onder FROM \(table("\(target.name)_omvat")) o WHERE 1\(held)"), arguments
      ) { row in
        found.under[row.integer(0), default: []].append(row.integer(1))
        return .next
      }
    }
    codes[target.name] = found
  }
}

/// Why there is no index; SQL answers everything it would have.
enum IndexError: Error {
  /// More than four billion rows were ever made.
  case keyOutOfRange
}
