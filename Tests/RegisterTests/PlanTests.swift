import Bytes
import SQL
import Testing

@testable import Register

/// How the engine means to find the rows of every list, as `EXPLAIN QUERY PLAN` has it: for every filter and every order
/// of every resource. A table that grows is never read whole to find what an index could have named.
struct PlanTests {
  private static func plan(_ query: ListQuery, _ resource: Resource, _ register: TestRegister) throws -> [String] {
    var sql = ListSQL(query, resource, for: .everyone)
    let statement = SQLStatement("EXPLAIN QUERY PLAN \(sql.page().text)")
    var lines: [String] = []
    try register.reader.connection.query(statement, sql.arguments) { row in
      lines.append(row.text(3))
      return .next
    }
    return lines
  }

  /// What may be read whole, and why.
  private static func isAllowed(_ line: String) -> Bool {
    // The page, once found: at most as many rows as were asked for.
    line == "SCAN p"
      // The words, which have an index of their own.
      || line.contains("_zoek VIRTUAL TABLE INDEX")
      // The list itself, in the order of its index: it is left when the page is full.
      || line.hasPrefix("SCAN m USING")
  }

  /// Lists of links that are read whole: one of a dozen words, of which each stands in a good part of them.
  private static let withoutIndex = ["maatregel?opname", "planwijziging?veld"]

  @Test(arguments: Resource.all.map(\.name))
  func `no list reads a table whole to find what it is asked for`(name: String) throws {
    let register = try TestRegister()
    let resource = try #require(Resource.named(name))
    var asked = 0
    for filter in resource.filters {
      guard let query = Self.query(resource, filter) else { continue }
      asked += 1
      let whole = try Self.plan(query, resource, register).filter { $0.hasPrefix("SCAN") && !Self.isAllowed($0) }
      let asks = "\(name)?\(filter.key)"
      #expect(whole.isEmpty != Self.withoutIndex.contains(asks), "\(asks)")
    }
    for name in resource.sortableNames {
      var query = ListQuery(resource: resource.name)
      query.sort = [ListQuery.SortKey(path: [name], descending: asked % 2 == 0)]
      asked += 1
      let whole = try Self.plan(query, resource, register).filter { $0.hasPrefix("SCAN") && !Self.isAllowed($0) }
      #expect(whole.isEmpty, "\(resource.name)?sort=\(name)")
    }
    #expect(asked > 5)
  }

  private static func texts(_ sql: String, _ column: Int, _ register: TestRegister) throws -> [String] {
    var texts: [String] = []
    try register.reader.connection.query(SQLStatement(sql), []) { row in
      texts.append(row.text(column))
      return .next
    }
    return texts
  }

  @Test func `no condition on a column makes the engine build a table to check it`() throws {
    let register = try TestRegister([])
    let tables = try Self.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%CHECK%'", 0, register)
    #expect(tables.contains("logboek") && tables.contains("maatregel_betrokkenen") && tables.count > 50)
    for table in tables {
      let columns = try Self.texts("SELECT name FROM pragma_table_info('\(table)')", 0, register)
      let values = columns.map { _ in "'1'" }.joined(separator: ", ")
      let insert = "EXPLAIN INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(values))"
      #expect(try !Self.texts(insert, 1, register).contains("OpenEphemeral"), "\(table): say OR (see migration 0013)")
    }
  }

  /// A list that asks one thing; nil for what asks nothing by itself.
  private static func query(_ resource: Resource, _ filter: Filter) -> ListQuery? {
    var query = ListQuery(resource: resource.name)
    switch filter.place {
    case .kenmerk, .column, .set, .member, .inverse:
      let value =
        switch filter.kind {
        case .choice(let values): values[0]
        case .boolean: "true"
        default: "1"
        }
      query.conditions = [.any(filter: filter.key, values: [value])]
    case .kamerstuk: query.conditions = [.any(filter: filter.key, values: ["35925-VII-35"])]
    case .from(let leaf), .through(let leaf):
      if case .day = filter.kind {
        query.conditions = [.overlaps(path: leaf.path, from: Day(number: 19_000), through: Day(number: 19_100))]
      } else {
        query.conditions = [.between(path: leaf.path, from: 1, through: 9)]
      }
    case .changedSince: query.conditions = [.changedSince(.now)]
    case .search: query.search = [ListQuery.SearchWord(text: "nieuw", isPrefix: true)]
    case .validOn:
      if case .plan = resource.validity { return nil }
      query.conditions = [.validOn(Day(number: 19_000))]
    case .missing, .present, .stated, .inferred:
      guard case .names(let names) = filter.kind, let name = names.first else { return nil }
      switch filter.place {
      case .missing: query.conditions = [.missing([name])]
      case .present: query.conditions = [.present([name])]
      case .stated: query.conditions = [.stated([name])]
      default: query.conditions = [.inferred([name])]
      }
    case .exact, .withGeneric, .withoutInferred, .onlyInferred, .asOf, .derived: return nil
    }
    return query
  }
}
