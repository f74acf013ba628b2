import Bytes
import SQL

/// The items of a list with the groups each is in, read once, so that they can be counted in any combination without
/// asking again.
struct Division {
  /// One for each grouping asked for.
  private(set) var axes: [Axis] = []
  private(set) var count = 0
  /// Of each item, when amounts are to be added; nil where it is not known.
  private(set) var amounts: [Amount?] = []
  /// Items with an amount that are part of another item with one, and that other.
  private(set) var parts: [(part: Int, whole: Int)] = []
  /// The number of an item, by its key.
  private var places: [Int64: Int] = [:]

  struct Axis {
    let grouping: Grouping
    /// In the order in which they are shown.
    fileprivate(set) var values: [Value] = []
    /// The groups each item is in, as places in `values`; `values.count` is the unknown.
    fileprivate(set) var groups: [[Int32]] = []
  }

  struct Value {
    /// As the report shows it.
    let json: JSON
    /// As a query says it.
    let parameter: String
    /// What a linked row is called.
    let name: String?
  }

  /// - Parameters:
  ///   - query: whose items they are; all of it of one snapshot.
  ///   - amount: what is to be added.
  init(
    _ query: ListQuery, _ resource: Resource, by groupings: [Grouping], adding amount: Field? = nil,
    for caller: Caller, _ reader: RegisterReader, _ pause: () throws -> Void
  ) throws {
    let leaf = amount.flatMap { amount in Layout.of(resource).leaves.first { $0.path == [amount.name] } }
    var builders: [Builder] = []
    for grouping in groupings {
      builders.append(try Builder(grouping, query, resource, for: caller, reader))
      try pause()
    }
    var sql = ListSQL(query, resource, for: caller)
    let statement = Division.items(&sql, groupings, leaf)
    try reader.connection.query(statement, sql.arguments) { row in
      places[row.integer(0)] = count
      var column = 1
      for index in builders.indices { builders[index].add(row, &column) }
      if leaf != nil {
        amounts.append(row.isNull(column) ? nil : Amount(tenThousandths: Int128(row.integer(column))))
      }
      count += 1
      return .next
    }
    for index in groupings.indices {
      try pause()
      var sql = ListSQL(query, resource, for: caller)
      guard let statement = Division.elements(&sql, groupings[index]) else { continue }
      try reader.connection.query(statement, sql.arguments) { row in
        if let place = places[row.integer(0)] { builders[index].add(row, to: place) }
        return .next
      }
    }
    axes = builders.map { $0.finished(count) }
    if leaf != nil, resource.name == Resource.financieringsregel.name {
      try pause()
      findParts(try FinanceLines.wholes(query, for: caller, reader))
    }
  }

  /// - Parameter wholes: by key of a part, that of its whole.
  private mutating func findParts(_ wholes: [Int64: Int64]) {
    for key in wholes.keys {
      guard let part = places[key], amounts[part] != nil else { continue }
      for above in FinanceLines.chain(above: key, wholes) {
        if let whole = places[above], amounts[whole] != nil { parts.append((part, whole)) }
      }
    }
  }

  // MARK: Statements

  /// Columns: the key, then of each grouping by a value of the row itself that value, and of a date its first and last
  /// day; null where it is unknown. Of a grouping by list: whether the item is in every group. Last the amount.
  private static func items(
    _ sql: inout ListSQL, _ groupings: [Grouping], _ amount: Layout.Leaf?
  ) -> SQLStatement {
    var selected = ["m.rij"]
    for grouping in groupings {
      switch grouping.place {
      case .column(let leaf), .from(let leaf):
        let columns =
          grouping.isYear ? [leaf.columns[0], leaf.columns.count > 1 ? leaf.columns[1] : leaf.column] : leaf.columns
        selected += columns.map { "CASE WHEN 1\(sql.stated(leaf.path)) THEN m.\($0) END" }
      default:
        selected.append(grouping.isWidened(sql.query) ? "m.reikwijdte = 'generiek'\(sql.stated(["reikwijdte"]))" : "0")
      }
    }
    if let amount { selected.append("CASE WHEN 1\(sql.stated(amount.path)) THEN m.\(amount.column) END") }
    return SQLStatement(
      """
      SELECT \(selected.joined(separator: ", ")) FROM \(sql.table(sql.resource.name)) m \
      WHERE \(sql.conditions().joined(separator: " AND "))
      """)
  }

  /// Columns: the key of an item, and a value it has in its list; nil for what is no list. When the list is asked whole,
  /// reading all there is costs less than looking each item up.
  private static func elements(_ sql: inout ListSQL, _ grouping: Grouping) -> SQLStatement? {
    let list: Layout.ListTable
    let column: String
    var inRole = ""
    switch grouping.place {
    case .set(let set): (list, column) = (set, set.columns[0])
    case .member(let objects, let member, let role):
      (list, column) = (objects, member.column)
      inRole = role.map { " AND l.\($0.column) = \(sql.bind(.text($0.value)))" } ?? ""
    default: return nil
    }
    let marked = sql.query.withoutInferred ? " AND l.afgeleid = 0" : ""
    let some = "SELECT l.rij, l.\(column) FROM \(sql.table(list.table)) l WHERE l.\(column) IS NOT NULL"
    let ofItems = sql.isWhole ? "" : " AND l.rij IN (\(sql.keys()))"
    // In this order in the text, and so bound: the role was first.
    return SQLStatement("\(some)\(inRole)\(marked)\(ofItems)\(sql.linksSeen(list))\(sql.holds("l"))")
  }
}

extension ListSQL {
  /// Nothing is asked of the rows but that the caller may see them.
  var isWhole: Bool { query.conditions.isEmpty && query.search.isEmpty }

  /// The keys of the list's rows.
  mutating func keys() -> String {
    "SELECT m.rij FROM \(table(resource.name)) m WHERE \(conditions().joined(separator: " AND "))"
  }
}

extension Grouping {
  fileprivate var isYear: Bool {
    if case .year = kind { true } else { false }
  }

  /// `metGeneriek=true`: a generic item is in the group of every ground.
  fileprivate func isWidened(_ query: ListQuery) -> Bool {
    guard query.withGeneric, case .set(let list) = place else { return false }
    return list.field.name == "gronden"
  }
}

// MARK: Reading

extension Division {
  /// One axis while it is read: values are numbered as they come, and put in order at the end.
  private struct Builder {
    let grouping: Grouping
    private var values: [Value] = []
    private var numbers: [SQLValue: Int32] = [:]
    /// What a code falls under, itself included, when the filter takes that too.
    private var above: [Int32: [Int32]] = [:]
    private var groups: [[Int32]] = []
    /// Items that are in every group.
    private var everywhere: [Int] = []

    init(
      _ grouping: Grouping, _ query: ListQuery, _ resource: Resource, for caller: Caller, _ reader: RegisterReader
    ) throws {
      self.grouping = grouping
      switch grouping.kind {
      case .link(let target):
        try readTargets(target, query, resource, for: caller, reader)
        if target.isCodeList, !query.exact, grouping.isList {
          try readClosure(target, query, resource, for: caller, reader)
        }
      case .choice(let choices):
        for choice in choices where choice != Field.unknown {
          add(.text(choice), Value(json: .string(choice), parameter: choice, name: nil))
        }
      case .boolean:
        add(1, Value(json: true, parameter: "true", name: nil))
        add(0, Value(json: false, parameter: "false", name: nil))
      case .integer, .text, .year: break
      }
    }

    /// The rows that may be linked to, as far as the caller sees them.
    private mutating func readTargets(
      _ target: Resource, _ query: ListQuery, _ resource: Resource, for caller: Caller, _ reader: RegisterReader
    ) throws {
      var sql = ListSQL(query, resource, for: caller)
      let name = target.nameField?.column ?? "kenmerk"
      let order = target.field("volgorde").map { "c.\($0.column), " } ?? ""
      let statement = SQLStatement(
        """
        SELECT c.rij, c.kenmerk, c.\(name) FROM \(sql.table(target.name)) c \
        WHERE c.laag = 0\(sql.holds("c"))\(sql.seen(target, "c")) ORDER BY \(order)c.kenmerk
        """)
      try reader.connection.query(statement, sql.arguments) { row in
        let kenmerk = row.text(1)
        let name = target.nameField == nil ? nil : row.text(2)
        add(.integer(row.integer(0)), Value(json: .string(kenmerk), parameter: kenmerk, name: name))
        return .next
      }
    }

    private mutating func readClosure(
      _ target: Resource, _ query: ListQuery, _ resource: Resource, for caller: Caller, _ reader: RegisterReader
    ) throws {
      var sql = ListSQL(query, resource, for: caller)
      let statement = SQLStatement(
        "SELECT o.onder, o.boven FROM \(sql.table("\(target.name)_omvat")) o WHERE 1\(sql.holds("o"))")
      try reader.connection.query(statement, sql.arguments) { row in
        if let below = numbers[.integer(row.integer(0))], let over = numbers[.integer(row.integer(1))] {
          above[below, default: []].append(over)
        }
        return .next
      }
    }

    @discardableResult
    private mutating func add(_ key: SQLValue, _ value: Value) -> Int32 {
      let number = Int32(values.count)
      values.append(value)
      numbers[key] = number
      return number
    }

    /// The next item, with what its own columns say.
    mutating func add(_ row: any SQLRow, _ column: inout Int) {
      groups.append([])
      let place = groups.count - 1
      defer { column += grouping.isYear ? 2 : 1 }
      if grouping.isList {
        if row.integer(column) == 1 { everywhere.append(place) }
      } else if grouping.isYear {
        guard let from = Day(row.text(column)), let through = Day(row.text(column + 1)) else { return }
        for year in from.year...max(from.year, through.year) { put(.integer(Int64(year)), in: place) }
      } else if !row.isNull(column) {
        put(row.value(column), in: place)
      }
    }

    /// One more value of an item.
    mutating func add(_ row: any SQLRow, to place: Int) { put(row.value(1), in: place) }

    private mutating func put(_ key: SQLValue, in place: Int) {
      guard let number = numbers[key] ?? found(key) else { return }
      for number in above[number] ?? [number] where !groups[place].contains(number) { groups[place].append(number) }
    }

    /// A value that is in no closed list.
    private mutating func found(_ key: SQLValue) -> Int32? {
      switch (grouping.kind, key) {
      case (.text, .text(let text)):
        return add(key, Value(json: .string(text), parameter: Filter.escaped(text), name: nil))
      case (.integer, .integer(let number)):
        return add(key, Value(json: .integer(number), parameter: String(number), name: nil))
      case (.year, .integer(let year)):
        let first = Day(year: Int(year), month: 1, day: 1)?.description ?? ""
        return add(key, Value(json: .integer(year), parameter: String(first.prefix(4)), name: nil))
      default: return nil
      }
    }

    func finished(_ count: Int) -> Axis {
      var order = Array(values.indices)
      switch grouping.kind {
      case .integer: order.sort { values[$0].json.asInt ?? 0 < values[$1].json.asInt ?? 0 }
      case .text, .year:
        order.sort { values[$0].parameter.utf8.lexicographicallyPrecedes(values[$1].parameter.utf8) }
      case .link, .choice, .boolean: break
      }
      var ranks = [Int32](repeating: 0, count: values.count)
      for (rank, number) in order.enumerated() { ranks[number] = Int32(rank) }
      let unknown = Int32(values.count)
      var axis = Axis(grouping: grouping, values: order.map { values[$0] })
      axis.groups = groups.map { numbers in numbers.isEmpty ? [unknown] : numbers.map { ranks[Int($0)] } }
      for place in everywhere {
        axis.groups[place] = (groups[place].isEmpty ? [unknown] : []) + values.indices.map(Int32.init)
      }
      return axis
    }
  }
}

extension Grouping {
  fileprivate var isList: Bool {
    switch place {
    case .set, .member: true
    default: false
    }
  }
}
