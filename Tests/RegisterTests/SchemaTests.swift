import SQL
import SQLiteStore
import Testing

@testable import Register

struct SchemaTests {
  private func columns(_ table: String, _ connection: any SQLConnection) throws -> [String] {
    var names: [String] = []
    try connection.query(SQLStatement("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid"), []) { row in
      names.append(row.text(0))
      return .next
    }
    return names
  }

  @Test(arguments: Resource.all.map(\.name))
  func `the migrations hold what the declaration says, no more and no less`(name: String) throws {
    let register = try TestRegister([])
    let resource = try #require(Resource.named(name))
    let layout = Layout.of(resource)
    let connection = register.reader.connection
    // A column that came later stands last in the table, wherever it is declared.
    #expect(try columns(name, connection).sorted() == layout.columns.sorted())
    for list in layout.lists { #expect(try columns(list.table, connection) == ["rij"] + list.columns) }
    let searched = resource.fields.filter(\.isSearchable).map(\.column)
    #expect(try columns("\(name)_zoek", connection) == searched)
    // A resource of a later migration brings the tables of its past along (0004).
    let past = ["toen_nr"] + layout.columns + Layout.pastColumns
    #expect(try columns("\(name)_toen", connection).sorted() == past.sorted())
    for list in layout.lists {
      #expect(try columns("\(list.table)_toen", connection) == ["rij"] + list.columns + Layout.pastColumns.dropLast())
    }
    #expect(try columns("\(name)_zoek_toen", connection) == searched)
  }

  @Test func `every query key of a list is one key`() {
    for resource in Resource.all {
      #expect(
        Set(resource.filterNames).count == resource.filterNames.count, "\(resource.name): \(resource.filterNames)")
      #expect(Set(resource.sortableNames).count == resource.sortableNames.count)
    }
  }
}
