import Bytes
import SQL

/// Each row of each resource, beside the log entry it came from.
extension Verification {
  func checkRows(of resource: Resource) throws {
    let layout = Layout.of(resource)
    let columns = layout.columns.map { "m.\($0)" }.joined(separator: ", ")
    let statement = SQLStatement(
      """
      SELECT \(columns), \(Verification.entryColumns)
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
    func wrong(_ what: String) { fault(resource.name, row.text(1), what) }
    guard var stored = read(row, layout, wrong) else { return }
    stored.audience.owners = try StoredRow.owners(of: resource, stored.row, connection)
    try checkOrigin(stored, resource, wrong)
    guard let standing = try? ledger.standing(resource, stored) else { return }
    let links = try ledger.state.references.rows(standing.document.references, connection)
    checkColumns(row, layout, standing, links, wrong)
    for list in layout.lists {
      try checkList(list, list.statements.select, [.integer(stored.row)], layout, standing, links, wrong)
    }
    try checkAudience(stored, standing, links, wrong)

    let guarded = try ledger.state.references.guarded(standing.document.references, connection)
    func rendered(hidingParent: Bool) -> (json: [UInt8], isGuarded: Bool) {
      ledger.render(stored, standing.document, standing.publicatie, guarded: guarded, hidingParent: hidingParent)
    }
    let older = rendered(hidingParent: true)
    if older.isGuarded, row.integer(10) == 1, row.withBytes(11, { $0.elementsEqual(older.json) }) { return }
    let rendered = rendered(hidingParent: false)
    if !row.withBytes(11, { $0.elementsEqual(rendered.json) }) { wrong("weergave is not what the row says") }
    if (row.integer(10) == 1) != rendered.isGuarded { wrong("besloten is not what the row's links say") }
  }

  /// The columns that `read` wants after those of the layout, of a log entry `l`.
  static let entryColumns = """
    l.bron, l.rij, l.kenmerk, l.laag, l.handeling, l.versie, l.conceptversie, l.tijd, \
    \(QuietWrite.level(of: "l")) IS NOT NULL
    """

  /// When the version that a quiet write changed was made.
  private static let made = SQLStatement(
    """
    SELECT l.tijd FROM logboek l WHERE l.rij = $1 AND l.volgnummer < $2 AND \(QuietWrite.level(of: "l")) IS NULL
    ORDER BY l.volgnummer DESC LIMIT 1
    """)

  /// The server's side of a row, compared with its log entry; nil when that is missing or of another row.
  func read(_ row: any SQLRow, _ layout: Layout, _ wrong: (String) -> Void) -> StoredRow? {
    let first = layout.columns.count
    let number = row.integer(9)
    func optional(_ column: Int) -> Int64? { row.isNull(column) ? nil : row.integer(column) }

    guard !row.isNull(first) else {
      wrong("there is no log entry \(number), from which the row should come")
      return nil
    }
    let isOwn =
      row.text(first) == layout.resource.name && row.integer(first + 1) == row.integer(0)
      && row.text(first + 2) == row.text(1) && row.integer(first + 3) == row.integer(2)
      && row.text(first + 4) != Log.Action.discarded.rawValue
    guard isOwn else {
      wrong("log entry \(number), from which the row should come, is of another row")
      return nil
    }
    let stored = StoredRow(
      resource: layout.resource.name, row: row.integer(0), kenmerk: row.text(1), layer: row.integer(2),
      audience: Audience(level: Audience.Level(rawValue: row.integer(3)) ?? .nobody, owners: []),
      versie: row.integer(4), conceptversie: optional(5), maker: optional(6),
      created: Timestamp(seconds: row.integer(7)), changed: Timestamp(seconds: row.integer(8)), number: number)
    if stored.versie != row.integer(first + 5) { wrong("versie is not what log entry \(number) says") }
    if stored.conceptversie != optional(first + 6) { wrong("conceptversie is not what log entry \(number) says") }
    var changed = row.integer(first + 7)
    if row.integer(first + 8) == 1 {
      changed = (try? self.number(Verification.made, [.integer(stored.row), .integer(number)])) ?? changed
    }
    if stored.changed.seconds != changed { wrong("gewijzigd_op is not what log entry \(number) says") }
    return stored
  }

  func checkColumns(
    _ row: any SQLRow, _ layout: Layout, _ standing: Ledger.Standing, _ links: Layout.Rows, _ wrong: (String) -> Void
  ) {
    let values = layout.values(of: standing.document, publicatie: standing.publicatie, links: links)
    let names = layout.columns.dropFirst(Layout.metaColumns.count)
    for (index, (name, value)) in zip(names, values).enumerated()
    where row.value(Layout.metaColumns.count + index) != value {
      wrong("\(name) is not what log entry \(standing.row.number) says")
    }
  }

  /// - Parameter select: the list's columns, of the elements that are stored.
  func checkList(
    _ list: Layout.ListTable, _ select: SQLStatement, _ arguments: [SQLValue], _ layout: Layout,
    _ standing: Ledger.Standing, _ links: Layout.Rows, _ wrong: (String) -> Void
  ) throws {
    var stored: Set<[SQLValue]> = []
    try connection.query(select, arguments) { found in
      stored.insert(list.columns.indices.map(found.value))
      return .next
    }
    let logged = Set(layout.rows(of: list, in: standing.document, links: links))
    if stored == logged { return }
    let (missing, extra) = (logged.subtracting(stored).count, stored.subtracting(logged).count)
    wrong(
      "\(list.table) is not what log entry \(standing.row.number) says: \(missing) missing, \(extra) too many")
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
    // Until the bureau's drafts for others were no longer its own, whoever made a row was among its owners.
    let isOfBefore =
      row.versie == 0 && row.maker.map { expected.owners.union([$0]) == row.audience.owners } ?? false
    switch row.audience.level {
    case _ where isOfBefore: break
    case .everyone where !row.audience.owners.isEmpty: wrong("is public, and yet somebody's own")
    case .released where row.audience.owners != expected.owners, .own where row.audience.owners != expected.owners:
      wrong("eigen is not what log entry \(row.number) says")
    // Who owns what every token sees, or nobody does, decides nothing.
    case .everyone, .interdepartmental, .released, .own, .nobody: break
    }
  }

  // MARK: Where it comes from

  private static let origin = SQLStatement(
    """
    SELECT l.tijd, l.token, o.rij, (SELECT min(p.tijd) FROM logboek p WHERE p.rij = l.rij AND p.zicht = 0)
    FROM logboek l LEFT JOIN organisatie o ON o.kenmerk = l.organisatie AND o.laag = 0
    WHERE l.rij = $1 ORDER BY l.laag, l.volgnummer LIMIT 1
    """)

  private func checkOrigin(_ row: StoredRow, _ resource: Resource, _ wrong: (String) -> Void) throws {
    // Of what was not public at once, when it became so; in a register older than this rule, when it was begun.
    var created: [Int64] = []
    var hasToken = false
    var maker: Int64?
    try connection.query(Verification.origin, [.integer(row.row)]) { entry in
      created = [entry.integer(0)]
      if resource.isStaged || resource.parentField != nil, !entry.isNull(3) { created.append(entry.integer(3)) }
      hasToken = !entry.isNull(1)
      maker = entry.isNull(2) ? nil : entry.integer(2)
      return .stop
    }
    if !created.contains(row.created.seconds) { wrong("aangemaakt_op is not what the first log entry says") }
    if row.layer == 1, row.maker != maker {
      // In a register older than this rule a draft is of whoever made the version it is beside.
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
