import Bytes
import SQL

/// Each row of each resource, beside the log entry it came from.
extension Verification {
  func checkRows(of resource: Resource) throws {
    let layout = Layout.of(resource)
    let columns = layout.columns.map { "m.\($0)" }.joined(separator: ", ")
    let statement = SQLStatement(
      """
      SELECT \(columns), l.bron, l.rij, l.kenmerk, l.laag, l.handeling, l.versie, l.conceptversie, l.tijd
      FROM \(resource.name) m LEFT JOIN logboek l ON l.volgnummer = m.volgnummer ORDER BY m.rij
      """)
    try connection.query(statement, []) { row in
      try checkRow(row, layout)
      summary.rows += 1
      step()
      return .next
    }
  }

  private func checkRow(_ row: any SQLRow, _ layout: Layout) throws {
    let resource = layout.resource
    let first = layout.columns.count
    let kenmerk = row.text(1)
    let number = row.integer(9)
    func wrong(_ what: String) { fault(resource.name, kenmerk, what) }
    func optional(_ column: Int) -> Int64? { row.isNull(column) ? nil : row.integer(column) }

    guard !row.isNull(first) else { return wrong("there is no log entry \(number), from which the row should come") }
    let isOwn =
      row.text(first) == resource.name && row.integer(first + 1) == row.integer(0) && row.text(first + 2) == kenmerk
      && row.integer(first + 3) == row.integer(2) && row.text(first + 4) != Log.Action.discarded.rawValue
    guard isOwn else { return wrong("log entry \(number), from which the row should come, is of another row") }

    var stored = StoredRow(
      resource: resource.name, row: row.integer(0), kenmerk: kenmerk, layer: row.integer(2),
      audience: Audience(level: Audience.Level(rawValue: row.integer(3)) ?? .nobody, owners: []),
      versie: row.integer(4), conceptversie: optional(5), maker: optional(6),
      created: Timestamp(seconds: row.integer(7)), changed: Timestamp(seconds: row.integer(8)), number: number)
    stored.audience.owners = try StoredRow.owners(of: resource, stored.row, connection)
    if stored.versie != row.integer(first + 5) { wrong("versie is not what log entry \(number) says") }
    if stored.conceptversie != optional(first + 6) { wrong("conceptversie is not what log entry \(number) says") }
    if stored.changed.seconds != row.integer(first + 7) { wrong("gewijzigd_op is not what log entry \(number) says") }
    try checkOrigin(stored, resource, wrong)

    guard let standing = try? ledger.standing(resource, stored) else { return }
    let links = try ledger.state.references.rows(standing.document.references, connection)
    let values = layout.values(of: standing.document, publicatie: standing.publicatie, links: links)
    let names = layout.columns.dropFirst(Layout.metaColumns.count)
    for (index, (name, value)) in zip(names, values).enumerated()
    where row.value(Layout.metaColumns.count + index) != value {
      wrong("\(name) is not what log entry \(number) says")
    }
    try checkLists(stored, standing.document, layout, links, wrong)
    try checkAudience(stored, standing, links, wrong)

    let guarded = try ledger.state.references.guarded(standing.document.references, connection)
    let rendered = ledger.render(stored, standing.document, standing.publicatie, guarded: guarded)
    if !row.withBytes(11, { $0.elementsEqual(rendered.json) }) { wrong("weergave is not what the row says") }
    if (row.integer(10) == 1) != rendered.isGuarded { wrong("besloten is not what the row's links say") }
  }

  private func checkLists(
    _ row: StoredRow, _ document: Document, _ layout: Layout, _ links: Layout.Rows, _ wrong: (String) -> Void
  ) throws {
    for list in layout.lists {
      var stored: Set<[SQLValue]> = []
      try connection.query(list.select, [.integer(row.row)]) { found in
        stored.insert(list.columns.indices.map(found.value))
        return .next
      }
      let logged = Set(layout.rows(of: list, in: document, links: links))
      if stored == logged { continue }
      let (missing, extra) = (logged.subtracting(stored).count, stored.subtracting(logged).count)
      wrong("\(list.table) is not what log entry \(row.number) says: \(missing) missing, \(extra) too many")
    }
  }

  // MARK: Who sees it

  private func checkAudience(
    _ row: StoredRow, _ standing: Ledger.Standing, _ links: Layout.Rows, _ wrong: (String) -> Void
  ) throws {
    // An embargo may be over while no server has run to end it.
    let moments = [row.changed, now]
    let audiences = try moments.map { moment in
      try ledger.audience(
        of: Ledger.Write(
          document: standing.document, publicatie: standing.publicatie, links: References.Resolved(rows: links),
          caller: .everyone, now: moment, action: .changed),
        over: standing)
    }
    guard let expected = audiences.first(where: { $0.level == row.audience.level }) else {
      return wrong("zicht is \(row.audience.level.rawValue), and should be \(audiences[0].level.rawValue)")
    }
    switch row.audience.level {
    case .everyone where !row.audience.owners.isEmpty: wrong("is public, and yet somebody's own")
    case .released where row.audience.owners != expected.owners, .own where row.audience.owners != expected.owners:
      wrong("eigen is not what log entry \(row.number) says")
    // Who owns what every token sees, or nobody does, decides nothing.
    case .everyone, .interdepartmental, .released, .own, .nobody: break
    }
  }

  /// Rows of `eigen` for rows that are not there.
  func checkOwners(of resource: Resource) throws {
    let orphans = SQLStatement(
      "SELECT DISTINCT rij FROM eigen WHERE bron = $1 AND rij NOT IN (SELECT rij FROM \(resource.name))")
    try connection.query(orphans, [.text(resource.name)]) { row in
      fault("eigen", nil, "row \(row.integer(0)) of \(resource.name) is not there, and is somebody's own")
      return .next
    }
  }

  // MARK: Where it comes from

  private static let origin = SQLStatement(
    """
    SELECT l.tijd, l.token, o.rij FROM logboek l LEFT JOIN organisatie o ON o.kenmerk = l.organisatie AND o.laag = 0
    WHERE l.rij = $1 ORDER BY l.laag, l.volgnummer LIMIT 1
    """)

  private func checkOrigin(_ row: StoredRow, _ resource: Resource, _ wrong: (String) -> Void) throws {
    var created: Int64?
    var hasToken = false
    var maker: Int64?
    try connection.query(Verification.origin, [.integer(row.row)]) { entry in
      created = entry.integer(0)
      hasToken = !entry.isNull(1)
      maker = entry.isNull(2) ? nil : entry.integer(2)
      return .stop
    }
    if row.created.seconds != created { wrong("aangemaakt_op is not what the first log entry says") }
    if row.layer == 1 {
      // A draft is of whoever made the version it is beside.
      maker = try StoredRow.load(resource, kenmerk: row.kenmerk, connection)?.maker
    } else if case .server = resource.rights {
      maker = nil
    } else if row.maker == nil, !hasToken {
      // Read in before its organisation was.
      maker = nil
    }
    if row.maker != maker { wrong("maker is not what the first log entry says") }
  }
}
