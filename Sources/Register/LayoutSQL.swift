import SQL

/// The statements that write a resource, made from its layout.
extension Layout {
  static let metaColumns = [
    "rij", "kenmerk", "laag", "zicht", "versie", "conceptversie", "maker", "aangemaakt_op", "gewijzigd_op",
    "volgnummer", "besloten", "weergave",
  ]

  var columns: [String] { Layout.metaColumns + leaves.flatMap(\.columns) }

  var insert: SQLStatement {
    let parameters = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    return SQLStatement(
      "INSERT INTO \(resource.name) (\(columns.joined(separator: ", "))) VALUES (\(parameters))")
  }

  /// All columns but `rij`, which comes last.
  var update: SQLStatement {
    let settings = columns.dropFirst().enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")
    return SQLStatement("UPDATE \(resource.name) SET \(settings) WHERE rij = $\(columns.count)")
  }

  /// The first version only, never published: nothing of it may stay but its entries in the log.
  var delete: SQLStatement { SQLStatement("DELETE FROM \(resource.name) WHERE rij = $1") }

  var rerender: SQLStatement {
    SQLStatement("UPDATE \(resource.name) SET weergave = $1, besloten = $2 WHERE rij = $3")
  }

  var setAudience: SQLStatement { SQLStatement("UPDATE \(resource.name) SET zicht = $1 WHERE rij = $2") }
}

extension Layout.ListTable {
  var insert: SQLStatement {
    let names = (["rij"] + columns).joined(separator: ", ")
    let parameters = (0...columns.count).map { "$\($0 + 1)" }.joined(separator: ", ")
    let again =
      isKeyed ? " ON CONFLICT (rij, \(columns[0])) DO UPDATE SET afgeleid = excluded.afgeleid" : ""
    return SQLStatement("INSERT INTO \(table) (\(names)) VALUES (\(parameters))\(again)")
  }

  var select: SQLStatement {
    SQLStatement("SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE rij = $1")
  }

  /// A set of links or texts: the element itself is the key, not its place in a list.
  var isKeyed: Bool { columns[0] != "volgorde" }

  /// One element: the first column after `rij` is its key.
  var delete: SQLStatement { SQLStatement("DELETE FROM \(table) WHERE rij = $1 AND \(columns[0]) = $2") }
}
