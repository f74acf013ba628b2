import Bytes
import SQL

/// The tables of the past: that each of their rows is what the log said at that moment, and that they end in what
/// stands now.
extension Verification {
  func checkPast(of resource: Resource) throws {
    let layout = Layout.of(resource)
    let columns = layout.columns.map { "m.\($0)" }.joined(separator: ", ")
    // What began and ended in one second was never seen.
    let statement = SQLStatement(
      """
      SELECT \(columns), \(Verification.entryColumns), m.toen_sinds, m.toen_tot, l.zicht
      FROM \(Past.table(resource.name)) m LEFT JOIN logboek l ON l.volgnummer = m.volgnummer
      WHERE m.toen_tot > m.toen_sinds ORDER BY m.rij, m.toen_sinds
      """)
    var last: (row: Int64, until: Int64)?
    try connection.query(statement, []) { row in
      let (since, until) = (row.integer(layout.columns.count + 9), row.integer(layout.columns.count + 10))
      func wrong(_ what: String) {
        fault(resource.name, row.text(1), "as it was from \(Timestamp(seconds: since)) on: \(what)")
      }
      if let last, last.row == row.integer(0), last.until != since { wrong("does not begin where the one before ends") }
      last = (row.integer(0), until)
      try checkPastRow(row, layout, Timestamp(seconds: since), wrong)
      step()
      return .next
    }
    try checkPresent(of: resource)
  }

  private func checkPastRow(
    _ row: any SQLRow, _ layout: Layout, _ moment: Timestamp, _ wrong: (String) -> Void
  ) throws {
    let resource = layout.resource
    guard let stored = read(row, layout, wrong), let standing = try? ledger.standing(resource, stored) else { return }
    let links = try ledger.state.references.rows(standing.document.references, connection)
    checkColumns(row, layout, standing, links, wrong)
    let moments: [SQLValue] = [.integer(stored.row), .integer(moment.seconds), .integer(moment.seconds)]
    for list in layout.lists {
      let select = SQLStatement(
        """
        SELECT \(list.columns.joined(separator: ", ")) FROM \(Past.table(list.table)) \
        WHERE rij = $1 AND toen_sinds <= $2 AND toen_tot > $3
        """)
      try checkList(list, select, moments, layout, standing, links, wrong)
    }
    // Under another row, it is also seen as that one is: of that the log has no entry.
    if resource.parentField == nil, row.integer(3) != row.integer(layout.columns.count + 11) {
      wrong("zicht is not what log entry \(stored.number) says")
    }
    // What a database held before it kept the past began when it was last changed: its links may be younger.
    let isRendered = try [moment, nil].contains { moment in
      let guarded = try ledger.state.references.guarded(standing.document.references, asOf: moment, connection)
      return [false, true].contains { hidingParent in
        let rendered = ledger.render(
          stored, standing.document, standing.publicatie, guarded: guarded, hidingParent: hidingParent)
        return row.withBytes(11) { $0.elementsEqual(rendered.json) }
      }
    }
    if !isRendered { wrong("weergave is not what the row says") }
  }

  // MARK: What has not ended

  /// Of everything that stands, and of nothing else, the past has the beginning.
  private func checkPresent(of resource: Resource) throws {
    let name = resource.name
    let columns = ["rij", "zicht", "volgnummer", "besloten", "weergave"]
    try compare(name, columns, "SELECT \(columns.joined(separator: ", ")) FROM \(name) WHERE laag = 0", resource)
    for list in Layout.of(resource).lists {
      let columns = ["rij"] + list.columns
      let standing = columns.map { "l.\($0)" }.joined(separator: ", ")
      try compare(
        list.table, columns,
        "SELECT \(standing) FROM \(list.table) l JOIN \(name) m ON m.rij = l.rij WHERE m.laag = 0", resource)
    }
    if resource.isCodeList {
      try compare("\(name)_omvat", ["boven", "onder"], "SELECT boven, onder FROM \(name)_omvat", resource)
    }
  }

  func checkOwners() throws {
    for resource in Resource.all {
      // One that is gone takes its owners along.
      let orphans = SQLStatement(
        "SELECT DISTINCT rij FROM eigen WHERE bron = $1 AND rij NOT IN (SELECT rij FROM \(resource.name))")
      try connection.query(orphans, [.text(resource.name)]) { row in
        fault("eigen", nil, "row \(row.integer(0)) of \(resource.name) is not there, and is somebody's own")
        return .next
      }
      try compare(
        "eigen", ["rij", "organisatie"],
        "SELECT e.rij, e.organisatie FROM eigen e JOIN \(resource.name) m ON m.rij = e.rij WHERE m.laag = 0 "
          + "AND e.bron = '\(resource.name)'", resource, " AND bron = '\(resource.name)'")
    }
  }

  /// - Parameter standing: what stands now, in `columns`, of which the first is the row's key.
  private func compare(
    _ table: String, _ columns: [String], _ standing: String, _ resource: Resource, _ condition: String = ""
  ) throws {
    let past = Past.table(table)
    let open = """
      SELECT \(columns.joined(separator: ", ")) FROM \(past) WHERE toen_tot = \(Past.open)\(condition)
      """
    for (verb, statement) in [
      ("has not begun in", "SELECT * FROM (\(standing)) EXCEPT \(open)"),
      ("has ended, and not in", "\(open) EXCEPT SELECT * FROM (\(standing))"),
    ] {
      var keys: Set<Int64> = []
      try connection.query(SQLStatement(statement), []) { row in
        keys.insert(row.integer(0))
        return .next
      }
      for key in keys.sorted() {
        let kenmerk = try kenmerk(of: key, in: resource.name)
        fault(resource.name, kenmerk, "what row \(key) says in \(table) \(verb) \(past)")
      }
    }
  }
}
