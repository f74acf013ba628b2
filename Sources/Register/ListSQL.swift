import Bytes
import SQL

/// The SQL of a list, made from a `ListQuery`, the declaration and the caller's sight.
///
/// The text depends on the shape of the question only, the values are bound: equal shapes share one prepared
/// statement.
struct ListSQL {
  let query: ListQuery
  let resource: Resource
  let layout: Layout
  let caller: Caller
  private(set) var arguments: [SQLValue] = []

  init(_ query: ListQuery, _ resource: Resource, for caller: Caller) {
    self.query = query
    self.resource = resource
    layout = Layout.of(resource)
    self.caller = caller
  }

  private mutating func bind(_ value: SQLValue) -> String {
    arguments.append(value)
    return "$\(arguments.count)"
  }

  private mutating func bind(all values: [String]) -> String {
    values.map { bind(.text($0)) }.joined(separator: ", ")
  }

  // MARK: Whole statements

  /// Columns: kenmerk, weergave, besloten, volgnummer, then one for each sort key.
  mutating func page() -> SQLStatement {
    let keys = sortKeys()
    let selected = (["m.kenmerk", "m.weergave", "m.besloten", "m.volgnummer"] + keys.map(\.expression))
      .joined(separator: ", ")
    var conditions = conditions()
    if let after = query.after { conditions.append(position(after: after, keys)) }
    let order = keys.map { "\($0.expression)\($0.collation) \($0.descending ? "DESC" : "ASC") NULLS LAST" }
    return SQLStatement(
      """
      SELECT \(selected) FROM \(resource.name) m WHERE \(conditions.joined(separator: " AND ")) \
      ORDER BY \((order + ["m.kenmerk ASC"]).joined(separator: ", ")) LIMIT \(bind(SQLValue(query.limit + 1)))
      """)
  }

  mutating func count() -> SQLStatement {
    SQLStatement("SELECT count(*) FROM \(resource.name) m WHERE \(conditions().joined(separator: " AND "))")
  }

  /// How many rows each value of `filter` is in, when the filter itself asks nothing. Columns: value, number.
  mutating func facet(_ filter: Filter) -> SQLStatement? {
    let rows =
      "SELECT m.rij FROM \(resource.name) m WHERE \(conditions(without: filter.key).joined(separator: " AND "))"
    let stated = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    let grouped = "GROUP BY 1 ORDER BY 2 DESC, 1"
    func linked(_ table: String, _ column: String, _ target: Resource, _ more: String) -> String {
      if target.isCodeList, !query.exact {
        return """
          SELECT c.kenmerk, count(DISTINCT l.rij) FROM \(table) l JOIN \(target.name)_omvat o ON o.onder = l.\(column) \
          JOIN \(target.name) c ON c.rij = o.boven WHERE l.rij IN (\(rows))\(more) \(grouped)
          """
      }
      return """
        SELECT c.kenmerk, count(DISTINCT l.rij) FROM \(table) l JOIN \(target.name) c ON c.rij = l.\(column) \
        WHERE l.rij IN (\(rows))\(more) \(grouped)
        """
    }
    switch filter.place {
    case .column(let leaf):
      let mark = query.withoutInferred ? " AND \(isStated(leaf.path, "m"))" : ""
      if case .link(let target) = filter.kind {
        guard let target = Resource.named(target) else { return nil }
        return SQLStatement(
          """
          SELECT c.kenmerk, count(*) FROM \(resource.name) m JOIN \(target.name) c ON c.rij = m.\(leaf.column) \
          WHERE m.rij IN (\(rows))\(mark)\(seen(target, "c")) \(grouped)
          """)
      }
      return SQLStatement(
        """
        SELECT m.\(leaf.column), count(*) FROM \(resource.name) m WHERE m.rij IN (\(rows)) \
        AND m.\(leaf.column) IS NOT NULL\(mark) \(grouped)
        """)
    case .set(let list):
      if case .link(let name) = filter.kind, let target = Resource.named(name) {
        return SQLStatement(linked(list.table, "naar", target, stated + seen(target, "c")))
      }
      return SQLStatement(
        "SELECT l.waarde, count(*) FROM \(list.table) l WHERE l.rij IN (\(rows))\(stated) \(grouped)")
    case .member(let list, let member, let role):
      var more = stated
      if let role { more += " AND l.\(role.column) = \(bind(.text(role.value)))" }
      if let target = member.target.flatMap(Resource.named) {
        return SQLStatement(linked(list.table, member.column, target, more + seen(target, "c")))
      }
      return SQLStatement(
        """
        SELECT l.\(member.column), count(DISTINCT l.rij) FROM \(list.table) l WHERE l.rij IN (\(rows)) \
        AND l.\(member.column) IS NOT NULL\(more) \(grouped)
        """)
    default: return nil
    }
  }

  // MARK: Conditions

  private mutating func conditions(without left: String? = nil) -> [String] {
    var parts = ["m.laag = 0", caller.visibility(of: resource, arguments: &arguments)]
    for condition in query.conditions {
      if case .any(let key, _) = condition, key == left { continue }
      if let part = self.condition(condition) { parts.append(part) }
    }
    if !query.search.isEmpty { parts.append("m.rij IN (\(matching()))") }
    return parts
  }

  /// The rows in which every word stands. The index `<resource>_zoek` folds accents and case (migration 0001).
  private mutating func matching(column: String? = nil) -> String {
    let words = query.search.map(\.matched).joined(separator: " AND ")
    let match = column.map { "{\($0)} : (\(words))" } ?? words
    return "SELECT rowid FROM \(resource.name)_zoek WHERE \(resource.name)_zoek MATCH \(bind(.text(match)))"
  }

  private mutating func condition(_ condition: ListQuery.Condition) -> String? {
    switch condition {
    case .any(let key, let values):
      guard let filter = resource.filter(key) else { return "0" }
      return any(filter, values)
    case .overlaps(let path, let from, let through):
      guard let leaf = layout.leaves.first(where: { $0.path == path }) else { return "0" }
      let isSpan = leaf.columns.count > 1
      var parts: [String] = []
      if let from { parts.append("m.\(isSpan ? leaf.columns[1] : leaf.column) >= \(bind(.text(from.description)))") }
      if let through { parts.append("m.\(leaf.columns[0]) <= \(bind(.text(through.description)))") }
      if query.withoutInferred { parts.append(isStated(path, "m")) }
      return parts.joined(separator: " AND ")
    case .between(let path, let from, let through):
      guard let leaf = layout.leaves.first(where: { $0.path == path }) else { return "0" }
      var parts: [String] = []
      if let from { parts.append("m.\(leaf.column) >= \(bind(SQLValue(from)))") }
      if let through { parts.append("m.\(leaf.column) <= \(bind(SQLValue(through)))") }
      return parts.joined(separator: " AND ")
    case .changedSince(let moment): return "m.gewijzigd_op >= \(bind(.integer(moment.seconds)))"
    case .missing(let names):
      return "(\(names.compactMap { known($0).map { "NOT (\($0))" } }.joined(separator: " OR ")))"
    case .present(let names):
      return "(\(names.compactMap { known($0).map { "(\($0))" } }.joined(separator: " OR ")))"
    }
  }

  private mutating func any(_ filter: Filter, _ values: [String]) -> String {
    switch filter.place {
    case .kenmerk: return "m.kenmerk IN (\(bind(all: values)))"
    case .column(let leaf):
      let part =
        switch filter.kind {
        case .link(let target):
          "m.\(leaf.column) IN (SELECT rij FROM \(target) WHERE laag = 0 AND kenmerk IN (\(bind(all: values))))"
        case .boolean: "m.\(leaf.column) = \(bind(values.first == "true" ? 1 : 0))"
        default: "m.\(leaf.column) IN (\(bind(all: values)))"
        }
      // Bound after the values, as it stands behind them.
      return query.withoutInferred ? "\(part) AND \(isStated(leaf.path, "m"))" : part
    case .set(let list):
      let stated = query.withoutInferred ? " AND l.afgeleid = 0" : ""
      guard case .link(let target) = filter.kind else {
        return "m.rij IN (SELECT l.rij FROM \(list.table) l WHERE l.waarde IN (\(bind(all: values)))\(stated))"
      }
      let part = "m.rij IN (\(linked(list.table, "naar", target, values, stated)))"
      guard query.withGeneric, list.field.name == "gronden" else { return part }
      let generic = query.withoutInferred ? " AND \(isStated(["reikwijdte"], "m"))" : ""
      return "(\(part) OR (m.reikwijdte = 'generiek'\(generic)))"
    case .member(let list, let member, let role):
      var more = query.withoutInferred ? " AND l.afgeleid = 0" : ""
      if let target = member.target {
        let found = linked(list.table, member.column, target, values, more)
        guard let role else { return "m.rij IN (\(found))" }
        return "m.rij IN (\(found) AND l.\(role.column) = \(bind(.text(role.value))))"
      }
      more += " AND l.\(member.column) IN (\(bind(all: values)))"
      return "m.rij IN (SELECT l.rij FROM \(list.table) l WHERE 1\(more))"
    case .from, .through, .changedSince, .missing, .present, .search, .exact, .withGeneric, .withoutInferred:
      return "0"
    }
  }

  /// Rows of `table` whose link is one of these codes, or falls under one.
  private mutating func linked(
    _ table: String, _ column: String, _ target: String, _ values: [String], _ more: String
  ) -> String {
    let codes = "SELECT c.rij FROM \(target) c WHERE c.laag = 0 AND c.kenmerk IN (\(bind(all: values)))"
    let reached =
      Resource.named(target)?.isCodeList == true && !query.exact
      ? "SELECT o.onder FROM \(target)_omvat o WHERE o.boven IN (\(codes))" : codes
    return "SELECT l.rij FROM \(table) l WHERE l.\(column) IN (\(reached))\(more)"
  }

  /// Whether something is known, for `mist=` and `heeft=`; links the caller may not see are not there.
  private mutating func known(_ name: String) -> String? {
    if let inverse = resource.inverses.first(where: { $0.name == name }), let other = Resource.named(inverse.resource),
      let field = other.field(inverse.field)
    {
      return "EXISTS (SELECT 1 FROM \(other.name) k WHERE k.\(field.column) = m.rij AND k.laag = 0\(seen(other, "k")))"
    }
    if let leaf = layout.leaves.first(where: { $0.path.last == name && $0.field.isNullable }) {
      let mark = query.withoutInferred ? " AND \(isStated(leaf.path, "m"))" : ""
      let column = leaf.columns[0]
      guard let target = leaf.field.target.flatMap(Resource.named), !target.isAlwaysPublic else {
        return "m.\(column) IS NOT NULL\(mark)"
      }
      return "EXISTS (SELECT 1 FROM \(target.name) k WHERE k.rij = m.\(column)\(seen(target, "k")))\(mark)"
    }
    let stated = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    for list in layout.lists {
      let targets =
        ([list.field.target].compactMap { $0 }.map { ("naar", $0) }
          + list.field.members.compactMap { member in member.target.map { (member.column, $0) } })
      var more = stated
      for (column, target) in targets {
        guard let target = Resource.named(target), !target.isAlwaysPublic else { continue }
        more +=
          " AND (l.\(column) IS NULL OR EXISTS (SELECT 1 FROM \(target.name) k WHERE k.rij = l.\(column)\(seen(target, "k"))))"
      }
      if list.field.name == name || list.field.filter == name {
        return "EXISTS (SELECT 1 FROM \(list.table) l WHERE l.rij = m.rij\(more))"
      }
      for member in list.field.members where member.isRole {
        if case .choice(let roles) = member.type, roles.contains(name) {
          let role = bind(.text(name))
          return "EXISTS (SELECT 1 FROM \(list.table) l WHERE l.rij = m.rij\(more) AND l.\(member.column) = \(role))"
        }
      }
    }
    return "0"
  }

  /// No analyst filled in the value at `path`.
  private mutating func isStated(_ path: [String], _ row: String) -> String {
    let marks = path.indices.map { path[...$0].joined(separator: "/") }
    return """
      NOT EXISTS (SELECT 1 FROM \(resource.name)_afgeleid a WHERE a.rij = \(row).rij \
      AND a.waarde IN (\(bind(all: marks))))
      """
  }

  /// ` AND ...` when rows of `target` are not all for everyone's eyes.
  private mutating func seen(_ target: Resource, _ alias: String) -> String {
    if target.isAlwaysPublic { return "" }
    return " AND " + caller.visibility(of: target, as: alias, arguments: &arguments)
  }

  // MARK: Order

  struct Key {
    let expression: String
    let collation: String
    let descending: Bool
  }

  private mutating func sortKeys() -> [Key] {
    if query.sort.isEmpty, !query.search.isEmpty {
      // Title first: an order that depends on no other row, so that what is hidden cannot be measured by it.
      let inTitle = matching(column: resource.titleColumn)
      return [Key(expression: "(m.rij IN (\(inTitle)))", collation: "", descending: true)]
    }
    return query.sort.filter { $0.path != ["kenmerk"] || $0.descending }.map { key in
      switch key.path {
      case ["kenmerk"]: return Key(expression: "m.kenmerk", collation: "", descending: key.descending)
      case ["gewijzigdOp"]: return Key(expression: "m.gewijzigd_op", collation: "", descending: key.descending)
      case ["aangemaaktOp"]: return Key(expression: "m.aangemaakt_op", collation: "", descending: key.descending)
      default:
        let leaf = layout.leaf(key.path[key.path.count - 1])
        var collation = ""
        if case .text = leaf?.field.type { collation = " COLLATE NOCASE" }
        return Key(
          expression: "m.\(leaf?.columns[0] ?? "kenmerk")", collation: collation, descending: key.descending)
      }
    }
  }

  /// What comes after the row at `cursor`: past it in the first key in which they differ; nulls come last.
  private mutating func position(after cursor: ListQuery.Cursor, _ keys: [Key]) -> String {
    var alternatives: [String] = []
    var equal: [String] = []
    for (index, key) in keys.enumerated() {
      let value = cursor.values[index].bound
      if value != .null {
        let past = "\(key.expression) \(key.descending ? "<" : ">") \(bind(value))\(key.collation)"
        alternatives.append((equal + ["(\(past) OR \(key.expression) IS NULL)"]).joined(separator: " AND "))
        equal.append("\(key.expression) = \(bind(value))\(key.collation)")
      } else {
        equal.append("\(key.expression) IS NULL")
      }
    }
    let kenmerk = bind(cursor.values[keys.count].bound)
    alternatives.append((equal + ["m.kenmerk > \(kenmerk)"]).joined(separator: " AND "))
    return "(\(alternatives.map { "(\($0))" }.joined(separator: " OR ")))"
  }

  /// How many sort keys a cursor of this query has before its kenmerk.
  static func keyCount(_ query: ListQuery) -> Int {
    query.sort.isEmpty && !query.search.isEmpty
      ? 1 : query.sort.filter { $0.path != ["kenmerk"] || $0.descending }.count
  }
}

extension JSON {
  /// A cursor's value as a parameter.
  fileprivate var bound: SQLValue {
    if let text = asString { return .text(text) }
    if let number = asInt { return SQLValue(number) }
    return .null
  }
}

extension Resource {
  /// Everyone sees every row.
  var isAlwaysPublic: Bool {
    if case .immediate = publication { true } else { false }
  }

  /// The searched column that weighs most: its title or name.
  var titleColumn: String {
    fields.first { $0.isSearchable && $0.isRequired }?.column ?? "toelichting"
  }
}
