import Bytes
import SQL

/// The SQL of a list, made from a `ListQuery`, the declaration and the caller's sight.
///
/// The text depends on the shape of the question only, the values are bound: equal shapes share one prepared
/// statement.
struct ListSQL {
  var query: ListQuery
  let resource: Resource
  let layout: Layout
  let caller: Caller
  var arguments: [SQLValue] = []
  /// Filters whose conditions are left out.
  private var leftOut: [String] = []

  init(_ query: ListQuery, _ resource: Resource, for caller: Caller) {
    self.query = query
    self.resource = resource
    layout = Layout.of(resource)
    self.caller = caller
  }

  mutating func bind(_ value: SQLValue) -> String {
    arguments.append(value)
    return "$\(arguments.count)"
  }

  mutating func bind(all values: [String]) -> String {
    values.map { bind(.text($0)) }.joined(separator: ", ")
  }

  /// A table, or what it held at the moment and was true on the day asked for.
  func table(_ name: String) -> String {
    if let day = query.validOn, resource.validity == .plan,
      let source = Validity.source(name, on: day, at: query.asOf)
    {
      return source
    }
    return query.asOf == nil ? name : Past.table(name)
  }

  /// The condition that goes with `table`.
  mutating func holds(_ alias: String) -> String {
    query.asOf.map { Past.holds(alias, at: $0, &arguments) } ?? ""
  }

  // MARK: Whole statements

  /// Columns: kenmerk, weergave, besloten, volgnummer, then one for each sort key.
  ///
  /// The rows of the page are found first, by their keys, and only then read: a row that is compared and passed over
  /// costs its columns, not its rendering.
  mutating func page() -> SQLStatement {
    let keys = sortKeys()
    let selected = (["m.rij"] + keys.enumerated().map { "\($1.expression) AS k\($0)" }).joined(separator: ", ")
    var conditions = conditions()
    if let after = query.after { conditions.append(position(after: after, keys)) }
    let order = keys.map { "\($0.expression)\($0.collation) \($0.descending ? "DESC" : "ASC") NULLS LAST" }
    let again = keys.enumerated().map { "p.k\($0)\($1.collation) \($1.descending ? "DESC" : "ASC") NULLS LAST" }
    let shown = (["r.kenmerk", "r.weergave", "r.besloten", "r.volgnummer"] + keys.indices.map { "p.k\($0)" })
      .joined(separator: ", ")
    return SQLStatement(
      """
      SELECT \(shown) FROM (SELECT \(selected) FROM \(table(resource.name)) m \
      WHERE \(conditions.joined(separator: " AND ")) \
      ORDER BY \((order + ["m.kenmerk ASC"]).joined(separator: ", ")) LIMIT \(bind(SQLValue(query.limit + 1)))) p \
      JOIN \(table(resource.name)) r ON r.rij = p.rij\(holds("r")) \
      ORDER BY \((again + ["r.kenmerk ASC"]).joined(separator: ", "))
      """)
  }

  mutating func count() -> SQLStatement {
    SQLStatement("SELECT count(*) FROM \(table(resource.name)) m WHERE \(conditions().joined(separator: " AND "))")
  }

  /// How many rows each value of `filter` is in, when the filter itself asks nothing. Columns: value, number.
  ///
  /// Parameters are bound in the order in which they stand in the text; interpolation goes from left to right.
  mutating func facet(_ filter: Filter) -> SQLStatement? {
    let rows =
      "SELECT m.rij FROM \(table(resource.name)) m WHERE \(conditions(without: filter.key).joined(separator: " AND "))"
    let marked = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    let grouped = "GROUP BY 1 ORDER BY 2 DESC, 1"
    switch filter.place {
    case .column(let leaf):
      if case .link(let target) = filter.kind {
        guard let target = Resource.named(target) else { return nil }
        return SQLStatement(
          """
          SELECT c.kenmerk, count(*) FROM \(table(resource.name)) m JOIN \(target.name) c ON c.rij = m.\(leaf.column) \
          WHERE m.rij IN (\(rows))\(holds("m"))\(stated(leaf.path))\(seen(target, "c")) \(grouped)
          """)
      }
      return SQLStatement(
        """
        SELECT m.\(leaf.column), count(*) FROM \(table(resource.name)) m WHERE m.rij IN (\(rows)) \
        AND m.\(leaf.column) IS NOT NULL\(holds("m"))\(stated(leaf.path)) \(grouped)
        """)
    case .set(let list):
      if case .link(let name) = filter.kind, let target = Resource.named(name) {
        guard query.withGeneric, filter.isWidened else {
          return SQLStatement(counted(list.table, "naar", target, rows, marked, role: nil) + " \(grouped)")
        }
        let named = pairs(list.table, "naar", target, rows, marked, role: nil, selecting: "l.rij")
        return SQLStatement(
          """
          SELECT kenmerk, count(*) FROM (\(named) UNION SELECT c.kenmerk, m.rij FROM \(table(resource.name)) m \
          JOIN \(table(target.name)) c ON c.laag = 0 WHERE m.rij IN (\(rows)) AND m.reikwijdte = 'generiek'\
          \(stated(["reikwijdte"]))\(holds("m"))\(holds("c"))) \(grouped)
          """)
      }
      return SQLStatement(
        "SELECT l.waarde, count(*) FROM \(table(list.table)) l WHERE l.rij IN (\(rows))\(marked)\(holds("l")) \(grouped)"
      )
    case .member(let list, let member, let role):
      if let target = member.target.flatMap(Resource.named) {
        return SQLStatement(counted(list.table, member.column, target, rows, marked, role: role) + " \(grouped)")
      }
      return SQLStatement(
        """
        SELECT l.\(member.column), count(DISTINCT l.rij) FROM \(table(list.table)) l WHERE l.rij IN (\(rows)) \
        AND l.\(member.column) IS NOT NULL\(marked)\(holds("l")) \(grouped)
        """)
    default: return nil
    }
  }

  private mutating func counted(
    _ list: String, _ column: String, _ target: Resource, _ rows: String, _ more: String,
    role: (column: String, value: String)?
  ) -> String {
    pairs(list, column, target, rows, more, role: role, selecting: "count(DISTINCT l.rij)")
  }

  /// Rows by the link in `list`; under a code, those of the codes it includes too.
  private mutating func pairs(
    _ list: String, _ column: String, _ target: Resource, _ rows: String, _ more: String,
    role: (column: String, value: String)?, selecting what: String
  ) -> String {
    let selected = "SELECT c.kenmerk, \(what) FROM \(table(list)) l"
    let some = "WHERE l.rij IN (\(rows))\(more)"
    let inRole = role.map { " AND l.\($0.column) = \(bind(.text($0.value)))" } ?? ""
    if target.isCodeList, !query.exact {
      return """
        \(selected) JOIN \(table("\(target.name)_omvat")) o ON o.onder = l.\(column) \
        JOIN \(target.name) c ON c.rij = o.boven \(some)\(inRole)\(holds("l"))\(holds("o"))\(seen(target, "c"))
        """
    }
    return """
      \(selected) JOIN \(target.name) c ON c.rij = l.\(column) \(some)\(inRole)\(holds("l"))\(seen(target, "c"))
      """
  }

  // MARK: Conditions

  mutating func conditions(without left: String? = nil) -> [String] {
    // Only what stands has a past, never a draft beside it.
    var parts = [query.drafts ? "(m.laag = 1 OR m.versie = 0)" : "m.laag = 0"]
    if query.asOf != nil { parts = [String(holds("m").dropFirst(5))] }
    parts.append(caller.visibility(of: resource, asOf: query.asOf, arguments: &arguments))
    if let left { leftOut.append(left) }
    defer { if left != nil { leftOut.removeLast() } }
    parts += asked()
    if query.onlyInferred {
      let isStrict = query.withoutInferred
      query.withoutInferred = true
      let stated = asked()
      query.withoutInferred = isStrict
      parts.append(stated.isEmpty ? "0" : "NOT coalesce(\(stated.joined(separator: " AND ")), 0)")
    }
    if !query.search.isEmpty { parts.append(matching()) }
    return parts
  }

  private mutating func asked() -> [String] {
    query.conditions.compactMap { condition in
      if case .any(let key, _) = condition, leftOut.contains(key) { return nil }
      return self.condition(condition)
    }
  }

  /// The row has every word; in `column`, if one is given. The index `<resource>_zoek` folds accents and case; that of
  /// the past goes by the entry of the log that brought the words.
  private mutating func matching(in column: String? = nil) -> String {
    let words = query.search.map(\.matched).joined(separator: " AND ")
    let match = column.map { "{\($0)} : (\(words))" } ?? words
    let index = table("\(resource.name)_zoek")
    let key = query.asOf == nil ? "rij" : "toen_tekst"
    return "m.\(key) IN (SELECT rowid FROM \(index) WHERE \(index) MATCH \(bind(.text(match))))"
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
      return parts.joined(separator: " AND ") + stated(path)
    case .between(let path, let from, let through):
      guard let leaf = layout.leaves.first(where: { $0.path == path }) else { return "0" }
      var parts: [String] = []
      if let from { parts.append("m.\(leaf.column) >= \(bind(SQLValue(from)))") }
      if let through { parts.append("m.\(leaf.column) <= \(bind(SQLValue(through)))") }
      return parts.joined(separator: " AND ")
    case .validOn(let day):
      guard case .days(let first, let end) = resource.validity else { return "0" }
      let day = SQLValue.text(day.description)
      let from = "(m.\(first) IS NULL OR m.\(first) <= \(bind(day)))"
      return from + " AND (m.\(end.column) IS NULL OR m.\(end.column) \(end.isIncluded ? ">=" : ">") \(bind(day)))"
    case .changedSince(let moment): return "m.gewijzigd_op >= \(bind(.integer(moment.seconds)))"
    case .missing(let names): return "(\(names.map { "NOT (\(known($0)))" }.joined(separator: " OR ")))"
    case .present(let names): return "(\(names.map { "(\(known($0)))" }.joined(separator: " OR ")))"
    case .stated(let names): return "(\(names.map { "(\(known($0, isStated: true)))" }.joined(separator: " OR ")))"
    case .inferred(let names):
      let each = names.map { "((\(known($0, isStated: false))) AND NOT (\(known($0, isStated: true))))" }
      return "(\(each.joined(separator: " OR ")))"
    case .keys(let keys):
      let list = JSON.array(keys.map { JSON.integer($0) }).text
      return "m.rij IN (SELECT value FROM json_each(\(bind(.text(list)))))"
    case .rounds(let questions):
      return "(\(questions.map { round($0) }.joined(separator: " OR ")))"
    }
  }

  private mutating func any(_ filter: Filter, _ values: [String]) -> String {
    let marked = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    switch filter.place {
    case .kenmerk: return "m.kenmerk IN (\(bind(all: values)))"
    case .column(let leaf):
      switch filter.kind {
      case .link(let target):
        return """
          m.\(leaf.column) IN (SELECT rij FROM \(target) WHERE laag = 0 AND kenmerk IN (\(bind(all: values))))\
          \(stated(leaf.path))
          """
      case .boolean: return "m.\(leaf.column) = \(bind(values.first == "true" ? 1 : 0))\(stated(leaf.path))"
      case .integers:
        let numbers = values.map { bind(SQLValue(Int64($0))) }.joined(separator: ", ")
        return "m.\(leaf.column) IN (\(numbers))\(stated(leaf.path))"
      default: return "m.\(leaf.column) IN (\(bind(all: values)))\(stated(leaf.path))"
      }
    case .set(let list):
      guard case .link(let target) = filter.kind else {
        let some = "SELECT l.rij FROM \(table(list.table)) l WHERE l.waarde IN (\(bind(all: values)))"
        return "m.rij IN (\(some)\(marked)\(holds("l")))"
      }
      let part = "m.rij IN (\(linked(list.table, "naar", target, values))\(marked)\(holds("l")))"
      guard query.withGeneric, filter.isWidened else { return part }
      return "(\(part) OR (m.reikwijdte = 'generiek'\(stated(["reikwijdte"]))))"
    case .member(let list, let member, let role):
      guard let target = member.target else {
        let some = "SELECT l.rij FROM \(table(list.table)) l WHERE l.\(member.column) IN (\(bind(all: values)))"
        return "m.rij IN (\(some)\(marked)\(holds("l")))"
      }
      let found = linked(list.table, member.column, target, values)
      let inRole = role.map { " AND l.\($0.column) = \(bind(.text($0.value)))" } ?? ""
      return "m.rij IN (\(found)\(inRole)\(marked)\(holds("l")))"
    case .kamerstuk(let leaves): return numbered(leaves, values)
    case .inverse(let inverse): return named(by: inverse, values)
    case .derived(let filter): return derived(filter, values)
    case .from, .through, .changedSince, .missing, .present, .stated, .inferred, .search, .exact, .withGeneric,
      .withoutInferred, .onlyInferred, .asOf, .validOn:
      return "0"
    }
  }

  /// Rows of `list` whose link is one of these codes, or falls under one.
  mutating func linked(_ list: String, _ column: String, _ target: String, _ values: [String]) -> String {
    let codes = "SELECT c.rij FROM \(target) c WHERE c.laag = 0 AND c.kenmerk IN (\(bind(all: values)))"
    var reached = codes
    if Resource.named(target)?.isCodeList == true, !query.exact {
      reached = "SELECT o.onder FROM \(table("\(target)_omvat")) o WHERE o.boven IN (\(codes))\(holds("o"))"
    }
    return "SELECT l.rij FROM \(table(list)) l WHERE l.\(column) IN (\(reached))"
  }

  /// Whether something is known, for `mist=` and `heeft=`; links the caller may not see are not there.
  private mutating func known(_ name: String) -> String { known(name, isStated: query.withoutInferred) }

  /// - Parameter isStated: a source has to say it; what an analyst inferred does not count.
  private mutating func known(_ name: String, isStated: Bool) -> String {
    if let inverse = resource.inverses.first(where: { $0.name == name }), let other = Resource.named(inverse.resource),
      let link = inverse.link(to: other)
    {
      let some = "SELECT 1 FROM \(linking(other, link)) WHERE \(link.column) = m.rij AND k.laag = 0"
      return "EXISTS (\(some)\(held(link, isStated: isStated))\(sight(of: other, "k")))"
    }
    if let leaf = layout.leaves.first(where: { $0.path.last == name && $0.isMissable }) {
      return known(leaf) + (isStated ? unmarked(leaf.path) : "")
    }
    let marked = isStated ? " AND l.afgeleid = 0" : ""
    for list in layout.lists {
      guard let some = elements(of: list, known: name) else { continue }
      let selected = "SELECT 1 FROM \(table(list.table)) l WHERE l.rij = m.rij\(marked)\(some)"
      return "EXISTS (\(selected)\(linksSeen(list))\(holds("l")))"
    }
    return knownDerived(name, isStated: isStated) ?? "0"
  }

  /// Whether the row itself says it, and the caller may see what it links to.
  mutating func known(_ leaf: Layout.Leaf) -> String {
    let column = leaf.columns[0]
    if let target = leaf.field.target.flatMap(Resource.named), !target.isAlwaysPublic {
      return "EXISTS (SELECT 1 FROM \(target.name) k WHERE k.rij = m.\(column)\(seen(target, "k")))"
    }
    return "m.\(column) IS NOT NULL" + (leaf.field.hasUnknown ? " AND m.\(column) <> '\(Field.unknown)'" : "")
  }

  /// ` AND ...`: the elements of `list` by which `name` is known; nil when it is none of this list's names.
  mutating func elements(of list: Layout.ListTable, known name: String) -> String? {
    if list.field.name == name || list.field.filter == name { return "" }
    for member in list.field.members {
      if member.isRole, case .choice(let roles) = member.type, roles.contains(name) {
        return " AND l.\(member.column) = \(bind(.text(name)))"
      }
      if member.filter == name {
        return " AND l.\(member.column) IS NOT NULL"
          + (member.hasUnknown ? " AND l.\(member.column) <> '\(Field.unknown)'" : "")
      }
    }
    return nil
  }

  // MARK: Rows that link here

  /// `k` is the row that links; `l`, where its links are a list, the link.
  func linking(_ other: Resource, _ link: Resource.Inverse.Link) -> String {
    guard let list = link.list else { return "\(table(other.name)) k" }
    return "\(table(list)) l JOIN \(table(other.name)) k ON k.rij = l.rij"
  }

  /// ` AND ...`: the link held then, and where that is asked is no inference.
  mutating func held(_ link: Resource.Inverse.Link, isStated: Bool) -> String {
    if link.list == nil { return "" }
    return (isStated ? " AND l.afgeleid = 0" : "") + holds("l")
  }

  private mutating func named(by inverse: Resource.Inverse, _ values: [String]) -> String {
    guard let other = Resource.named(inverse.resource), let link = inverse.link(to: other) else { return "0" }
    let some =
      "SELECT \(link.column) FROM \(linking(other, link)) WHERE k.laag = 0 AND k.kenmerk IN (\(bind(all: values)))"
    return "m.rij IN (\(some)\(held(link, isStated: query.withoutInferred))\(sight(of: other, "k")))"
  }

  // MARK: Numbers of Parliament

  /// What a number leaves open may be anything: a dossier alone finds all that is in it.
  private mutating func numbered(_ leaves: [Layout.Leaf], _ values: [String]) -> String {
    let alternatives = values.compactMap(Kamerstuk.init).map { number in
      let parts = leaves.compactMap { leaf -> String? in
        switch leaf.path.last {
        case "soort": return "m.\(leaf.column) = \(bind(.text(number.soort.rawValue)))"
        case "toevoeging" where number.ondernummer != nil && number.toevoeging == nil: return "m.\(leaf.column) IS NULL"
        default:
          guard let value = leaf.path.last.flatMap({ number.members[$0]?.asString }) else { return nil }
          return "m.\(leaf.column) = \(bind(.text(value)))"
        }
      }
      return "(\(parts.joined(separator: " AND ")))"
    }
    return "(\(alternatives.joined(separator: " OR ")))"
  }

  /// The caller may see what an element of `list` links to.
  mutating func linksSeen(_ list: Layout.ListTable) -> String {
    let links =
      [list.field.target].compactMap { $0 }.map { ("naar", $0) }
      + list.field.members.compactMap { member in member.target.map { (member.column, $0) } }
    return links.map { column, target in
      guard let target = Resource.named(target), !target.isAlwaysPublic else { return "" }
      let some = "SELECT 1 FROM \(target.name) k WHERE k.rij = l.\(column)"
      return " AND (l.\(column) IS NULL OR EXISTS (\(some)\(seen(target, "k"))))"
    }.joined()
  }

  /// ` AND ...`: no analyst filled in the value at `path`, when that is asked.
  mutating func stated(_ path: [String]) -> String { query.withoutInferred ? unmarked(path) : "" }

  private mutating func unmarked(_ path: [String]) -> String {
    let marks = path.indices.map { path[...$0].joined(separator: "/") }
    return """
       AND NOT EXISTS (SELECT 1 FROM \(table("\(resource.name)_afgeleid")) a WHERE a.rij = m.rij \
      AND a.waarde IN (\(bind(all: marks)))\(holds("a")))
      """
  }

  /// ` AND ...` when rows of `target` are not all for everyone's eyes.
  mutating func seen(_ target: Resource, _ alias: String) -> String {
    if target.isAlwaysPublic { return "" }
    if query.asOf == nil { return " AND " + caller.visibility(of: target, as: alias, arguments: &arguments) }
    let some = "SELECT 1 FROM \(table(target.name)) s WHERE s.rij = \(alias).rij\(holds("s"))"
    let visible = caller.visibility(of: target, as: "s", asOf: query.asOf, arguments: &arguments)
    return " AND EXISTS (\(some) AND \(visible))"
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
      let inTitle = matching(in: resource.titleColumn)
      return [Key(expression: "(\(inTitle))", collation: "", descending: true)]
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
