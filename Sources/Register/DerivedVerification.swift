import Bytes
import SQL

/// What is made from the rows: the codes under codes, the search index, the counters.
extension Verification {
  // MARK: Codes under codes

  func checkClosure(of resource: Resource) throws {
    let table = "\(resource.name)_omvat"
    let right = """
      WITH RECURSIVE omvat (boven, onder) AS (
        SELECT rij, rij FROM \(resource.name) WHERE laag = 0
        UNION SELECT omvat.boven, l.rij FROM omvat JOIN \(resource.name)_bovenliggend l ON l.naar = omvat.onder)
      """
    let differences = [
      ("does not hold", "\(right) SELECT boven, onder FROM omvat EXCEPT SELECT boven, onder FROM \(table)"),
      ("wrongly holds", "\(right) SELECT boven, onder FROM \(table) EXCEPT SELECT boven, onder FROM omvat"),
    ]
    for (verb, statement) in differences {
      try connection.query(SQLStatement(statement), []) { row in
        let above = try kenmerk(of: row.integer(0), in: resource.name)
        let below = try kenmerk(of: row.integer(1), in: resource.name) ?? "row \(row.integer(1))"
        fault(resource.name, above, "\(table) \(verb) \(below) under it")
        return .next
      }
    }
  }

  // MARK: The search index

  /// Lets a reader make temporary tables, in a file and not in memory; the register itself stays out of its reach.
  func prepareSearch() throws {
    for pragma in ["PRAGMA query_only = OFF", "PRAGMA temp_store = FILE"] {
      try connection.query(SQLStatement(pragma), []) { _ in .next }
    }
  }

  /// Compares, row by row, the words in the index with those of an index made anew from the table.
  ///
  /// The engine's own `integrity-check` would do the same, but it is a write: it keeps the server's writer out for as
  /// long as it runs, and does not say which row is wrong.
  func checkSearch(of resource: Resource) throws {
    let columns = resource.fields.filter(\.isSearchable).map(\.column)
    guard !columns.isEmpty else { return }
    let (name, past) = (resource.name, Past.table(resource.name))
    let names = columns.joined(separator: ", ")
    for key in try wrongWords("\(name)_zoek", columns, "SELECT rij, \(names) FROM \(name)") {
      fault(name, try kenmerk(of: key, in: name), "\(name)_zoek has other words than row \(key)")
    }
    let kept = "SELECT toen_tekst, \(names) FROM \(past) GROUP BY toen_tekst"
    for key in try wrongWords(Past.table("\(name)_zoek"), columns, kept) {
      fault(name, try kenmerk(at: key), "\(Past.table("\(name)_zoek")) has other words than log entry \(key)")
    }
  }

  private func wrongWords(_ index: String, _ columns: [String], _ texts: String) throws -> [Int64] {
    let names = columns.joined(separator: ", ")
    let parameters = columns.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    try run(
      """
      CREATE VIRTUAL TABLE temp.zoek_opnieuw USING fts5 (\(names), content = '', columnsize = 0,
        tokenize = '\(SearchIndex.tokenizer)')
      """)
    try run("CREATE VIRTUAL TABLE temp.zoek_was USING fts5vocab ('main', '\(index)', 'instance')")
    try run("CREATE VIRTUAL TABLE temp.zoek_wordt USING fts5vocab ('temp', 'zoek_opnieuw', 'instance')")
    defer { for name in ["zoek_was", "zoek_wordt", "zoek_opnieuw"] { try? run("DROP TABLE temp.\(name)") } }
    let insert = SQLStatement("INSERT INTO temp.zoek_opnieuw (rowid, \(names)) VALUES ($1, \(parameters))")
    try connection.query(SQLStatement(texts), []) { row in
      try connection.run(insert, (0...columns.count).map(row.value))
      step()
      return .next
    }
    // A sum over a row's words, with their places: what one index adds the other takes off.
    var sums: [Int64: UInt64] = [:]
    try addWords(of: "zoek_was") { sums[$0, default: 0] &+= $1 }
    try addWords(of: "zoek_wordt") { sums[$0, default: 0] &-= $1 }
    return sums.filter { $0.value != 0 }.keys.sorted()
  }

  private static let kenmerkAt = SQLStatement("SELECT kenmerk FROM logboek WHERE volgnummer = $1")

  private func kenmerk(at entry: Int64) throws -> String? {
    var found: String?
    try connection.query(Verification.kenmerkAt, [.integer(entry)]) { row in
      found = row.text(0)
      return .stop
    }
    return found
  }

  private func run(_ text: String) throws { try connection.run(SQLStatement(text), []) }

  private func addWords(of vocabulary: String, _ add: (Int64, UInt64) -> Void) throws {
    let words = SQLStatement("SELECT doc, term, col, offset FROM temp.\(vocabulary)")
    try connection.query(words, []) { row in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for column in 1...2 {
        row.withBytes(column) { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
        hash = (hash ^ 0xff) &* 0x100_0000_01b3
      }
      hash ^= UInt64(bitPattern: row.integer(3)) &* 0x9e37_79b9_7f4a_7c15
      // FNV mixes its last bytes too little for sums of it to tell words apart.
      hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
      add(row.integer(0), hash ^ hash >> 33)
      return .next
    }
  }

  // MARK: Counters

  private static let lastRow = SQLStatement("SELECT waarde FROM teller WHERE naam = 'rij'")
  private static let highestRow = SQLStatement("SELECT max(rij) FROM logboek")
  /// A quiet write counts for those who read it.
  private static let byAudience = SQLStatement(
    """
    SELECT max(l.zicht, coalesce(\(QuietWrite.level(of: "l")), 0)), count(*) FROM logboek l GROUP BY 1
    """)

  /// Keys that were given out are not given again, and what each class sees has changed as often as the log says.
  func checkCounters() throws {
    let (last, highest) = (try number(Verification.lastRow), try number(Verification.highestRow))
    if last < highest { fault("teller", "rij", "is \(last), and row \(highest) exists") }
    var changes = [Int64](repeating: 0, count: 5)
    try connection.query(Verification.byAudience, []) { row in
      let level = Int(row.integer(0))
      if changes.indices.contains(level) { changes[level] = row.integer(1) }
      return .next
    }
    // Each change raises one of these, for all who see it; one that others saw before raises one to the left.
    let counters = ledger.state.counters.values
    var (seen, counted) = (Int64(0), Int64(0))
    for (name, levels) in [
      (Counters.everyone, 0...0), (Counters.interdepartmental, 1...1), (Counters.administrator, 2...3),
    ] {
      seen += levels.reduce(0) { $0 + changes[$1] }
      counted += counters[name] ?? 0
      if counted < seen { fault("wijzigingsnummer", name, "is behind: \(counted) of at least \(seen) changes") }
    }
  }
}
