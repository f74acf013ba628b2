import Bytes
import SQL

/// What one caller sees of a list at two moments, and in what it differs. A row counts at a moment when the list of
/// that moment has it: what was withdrawn, or not yet published, is not there.
struct Comparison {
  /// A row of one of both lists.
  struct Row {
    let key: Int64
    let kenmerk: String
    let title: String
  }

  struct Change {
    let row: Row
    let differences: [RegisterReader.Difference]
  }

  private let resource: Resource
  private let caller: Caller
  private let reader: RegisterReader
  private let old: State
  private let new: State

  /// The rows of one list, with the entry of the log that each is of: another entry, or it is the same.
  private struct State {
    /// Of its moment; nil is the present.
    let query: ListQuery
    var numbers: [Int64: Int64] = [:]
  }

  /// - Parameters:
  ///   - old: nil is the present, here and for `new`.
  ///   - day: what was recorded at either, as was true on this day.
  init(
    _ resource: Resource, from old: Timestamp?, to new: Timestamp?, validOn day: Day?, for caller: Caller,
    _ reader: RegisterReader, _ pause: () throws -> Void = {}
  ) throws {
    self.resource = resource
    self.caller = caller
    self.reader = reader
    self.old = try Comparison.state(resource, at: old, validOn: day, for: caller, reader)
    try pause()
    self.new = try Comparison.state(resource, at: new, validOn: day, for: caller, reader)
  }

  private static func state(
    _ resource: Resource, at moment: Timestamp?, validOn day: Day?, for caller: Caller, _ reader: RegisterReader
  ) throws -> State {
    var query = ListQuery(resource: resource.name)
    query.asOf = moment
    query.validOn = day
    var sql = ListSQL(query, resource, for: caller)
    let conditions = sql.conditions().joined(separator: " AND ")
    let statement = SQLStatement(
      "SELECT m.rij, m.volgnummer FROM \(sql.table(resource.name)) m WHERE \(conditions)")
    var state = State(query: query)
    try reader.connection.query(statement, sql.arguments) { row in
      state.numbers[row.integer(0)] = row.integer(1)
      return .next
    }
    return state
  }

  // MARK: What differs

  /// In the new list and not in the old.
  func appeared() throws -> [Row] { try only(in: new, not: old) }

  /// In the old list and not in the new.
  func gone() throws -> [Row] { try only(in: old, not: new) }

  private func only(in state: State, not other: State) throws -> [Row] {
    try keys(in: state, not: other).map { try read($0, of: state).row }.sorted { $0.kenmerk < $1.kenmerk }
  }

  private func keys(in state: State, not other: State) -> [Int64] {
    state.numbers.keys.filter { other.numbers[$0] == nil }.sorted()
  }

  /// In both lists, and different in a field that is not the server's own.
  func changed(_ pause: () throws -> Void = {}) throws -> [Change] {
    var changes: [Change] = []
    let own = Set(resource.fields.filter(\.isReadOnly).map(\.name))
    for (key, number) in new.numbers {
      // On a day of its own a row need not be what its entry says.
      guard let before = old.numbers[key], before != number || new.query.validOn != nil else { continue }
      try pause()
      let (row, json) = try read(key, of: new)
      let differences = RegisterReader.Difference.all(resource, from: try read(key, of: old).json, to: json)
        .filter { difference in !own.contains(String(difference.field.prefix { $0 != "." })) }
      if !differences.isEmpty { changes.append(Change(row: row, differences: differences)) }
    }
    return changes.sorted { $0.row.kenmerk < $1.row.kenmerk }
  }

  /// Served by the primary key, in the past by index `maatregel_toen_rij` (migration 0004).
  private static func row(_ sql: inout ListSQL, _ key: Int64, _ title: String) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.kenmerk, m.\(title), m.weergave, m.besloten, m.volgnummer FROM \(sql.table(sql.resource.name)) m \
      WHERE m.rij = \(sql.bind(.integer(key)))\(sql.holds("m"))
      """)
  }

  /// A row as the caller saw it then.
  private func read(_ key: Int64, of state: State) throws -> (row: Row, json: JSON) {
    var sql = ListSQL(state.query, resource, for: caller)
    let statement = Comparison.row(&sql, key, resource.nameField?.column ?? "kenmerk")
    var found = (row: Row(key: key, kenmerk: "", title: ""), json: [UInt8](), isGuarded: false, number: Int64(0))
    try reader.connection.query(statement, sql.arguments) { row in
      found = (
        Row(key: key, kenmerk: row.text(0), title: row.text(1)), row.withBytes(2) { Array($0) },
        row.integer(3) == 1 && caller.role != .everyone, row.integer(4)
      )
      return .stop
    }
    guard found.isGuarded else { return (found.row, try JSON.parse(found.json)) }
    let shown = try reader.rendered(resource, found.number, found.json, asOf: state.query.asOf, for: caller)
    return (found.row, try JSON.parse(shown))
  }

  /// The rows of the new list that changed in any of these ways.
  fileprivate func keys(_ ways: Set<String>) throws -> [Int64] {
    var keys = ways.contains(Comparison.absent) ? keys(in: new, not: old) : []
    let fields = ways.subtracting([Comparison.absent])
    if fields.isEmpty { return keys }
    for change in try changed() {
      let fits = change.differences.contains { difference in
        fields.contains(difference.field) || fields.contains(Comparison.kind(of: difference, resource).rawValue)
      }
      if fits { keys.append(change.row.key) }
    }
    return keys.sorted()
  }
}

// MARK: Kinds

extension Comparison {
  enum Kind: String, CaseIterable {
    case new = "nieuw"
    case gone = "weg"
    /// In another phase, domain, ground or programme, or of another organisation.
    case moved = "verplaatst"
    case changed = "gewijzigd"
  }

  /// What `verandering=` calls a row that is not there at the other moment.
  static let absent = "afwezig"

  /// What `verandering=` knows.
  static let names =
    [absent, Kind.moved.rawValue, Kind.changed.rawValue] + fields(of: .maatregel).map(\.path)

  /// The fields that are compared, and whether a change of it is a move.
  static func fields(of resource: Resource) -> [(path: String, isPlace: Bool)] {
    resource.fields.filter { !$0.isReadOnly }.flatMap { field -> [(path: String, isPlace: Bool)] in
      field.isObject
        ? field.members.map { ("\(field.name).\($0.name)", false) } : [(field.name, field.isPlace)]
    }
  }

  static func kind(of difference: RegisterReader.Difference, _ resource: Resource) -> Kind {
    resource.field(difference.field)?.isPlace ?? false ? .moved : .changed
  }
}

extension Field {
  /// Says where a row stands among others: under which codes, in which programmes, with which organisations.
  fileprivate var isPlace: Bool {
    switch type {
    case .links(let target): Resource.named(target)?.isCodeList ?? false
    case .objects(let members, _): isCoordinated && members.contains { $0.target != nil }
    default: false
    }
  }
}

extension RegisterReader {
  /// The rows of a list that changed in any of these ways between `query.comparedWith` and the moment it asks of.
  func changed(
    _ resource: Resource, _ ways: Set<String>, _ query: ListQuery, for caller: Caller
  ) throws -> [Int64] {
    try snapshot {
      try Comparison(
        resource, from: query.comparedWith, to: query.asOf, validOn: query.validOn, for: caller, self
      ).keys(ways)
    }
  }
}
