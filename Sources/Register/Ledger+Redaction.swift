import Bytes
import SQL

/// Rewrites every form in which the store keeps a row.
extension Ledger {
  private static let entries = SQLStatement(
    """
    SELECT volgnummer, rij, laag, versie, conceptversie, reden, document, zouten FROM logboek
    WHERE bron = $1 AND kenmerk = $2 ORDER BY volgnummer
    """)

  /// One version in the log, before and after.
  private struct Version {
    var number: Int64
    var row: Int64
    var layer: Int64
    var versie: Int64
    var conceptversie: Int64?
    var reason: String?
    var document: JSONObject
    var salts: [UInt8]
    var struckReason: String?
    var struck: JSONObject

    var isStruck: Bool { reason != struckReason || document != struck }
  }

  private static let changes = SQLStatement(
    """
    SELECT w.kenmerk FROM planwijziging w JOIN maatregel m ON m.rij = w.maatregel WHERE m.kenmerk = $1
    ORDER BY w.kenmerk
    """)

  /// Strikes the text out of a row, and out of the changes of its plan that quote it.
  ///
  /// - Returns: how many versions of the row held the text.
  func redact(_ redaction: Redaction, _ strike: Strike, at now: Timestamp) throws -> Int {
    let ofPlanChanges = strike.ofPlanChanges
    if ofPlanChanges.isEmpty { return try redactRow(redaction, strike, at: now) }
    var changes: [String] = []
    try connection.query(Ledger.changes, [.text(redaction.kenmerk)]) { row in
      changes.append(row.text(0))
      return .next
    }
    var count = try found { try redactRow(redaction, strike, at: now) }
    for strike in ofPlanChanges {
      for kenmerk in changes {
        let told = try found { try redactRow(Redaction(of: redaction, toldBy: kenmerk, strike), strike, at: now) }
        // What is quoted of a version was counted with that version.
        if strike.quoted == nil { count += told }
      }
    }
    if count == 0 { throw Redaction.Refusal.textNotFound }
    return count
  }

  /// The versions in which the text was; none is no fault as long as it is somewhere.
  private func found(_ body: () throws -> Int) throws -> Int {
    do { return try body() } catch {
      guard error as? Redaction.Refusal == .textNotFound else { throw error }
      return 0
    }
  }

  private func redactRow(_ redaction: Redaction, _ strike: Strike, at now: Timestamp) throws -> Int {
    let resource = redaction.resource
    let versions = try versions(redaction, strike)
    if versions.isEmpty { throw Redaction.Refusal.unknownRow }
    let struck = versions.filter(\.isStruck)
    if struck.isEmpty { throw Redaction.Refusal.textNotFound }

    state.ownWords.removeAll()
    // What stands, read before the log is rewritten: the search index wants its old words back.
    let keys = Set(struck.map(\.row)).sorted()
    var standing: [Int64: Standing] = [:]
    for key in keys {
      standing[key] = try StoredRow.load(resource, row: key, connection).map { try self.standing(resource, $0) }
    }
    try SearchIndex.strike(
      struck.filter { $0.layer == 0 }.map {
        ($0.number, Document(resource, $0.document), Document(resource, $0.struck))
      }, resource, connection)
    var members: [Int64: [StruckMember]] = [:]
    for version in struck { members[version.row, default: []] += try rewrite(version) }
    for key in keys {
      try strikePast(of: resource, key, strike)
      try countPast(of: resource, key)
    }
    try strikeRepeats(redaction, strike)

    for key in keys {
      guard let last = versions.last(where: { $0.row == key }) else { continue }
      let note: JSON = [
        "veld": .string(strike.field), "geheel": .bool(strike.text == nil),
        "geraakt": .array(members[key, default: []].map(\.json)),
      ]
      if let standing = standing[key] {
        try store(redaction, strike, standing, note, at: now)
      } else {
        try append(redaction, last, note, at: now)
      }
    }
    try flushWords()
    try SearchIndex.forgetDeleted(resource, connection)
    return struck.count
  }

  private func versions(_ redaction: Redaction, _ strike: Strike) throws -> [Version] {
    var versions: [Version] = []
    let arguments: [SQLValue] = [.text(redaction.resource.name), .text(redaction.kenmerk)]
    try connection.query(Ledger.entries, arguments) { row in
      let document = try row.withBytes(6) { try JSON.parse($0).asObject } ?? JSONObject()
      let reason = row.isNull(5) ? nil : row.text(5)
      versions.append(
        Version(
          number: row.integer(0), row: row.integer(1), layer: row.integer(2), versie: row.integer(3),
          conceptversie: row.isNull(4) ? nil : row.integer(4), reason: reason, document: document,
          salts: row.withBytes(7) { Array($0) }, struckReason: reason.map(strike.reason),
          struck: strike.document(document)))
      return .next
    }
    return versions
  }

  // MARK: The log

  private static let rewrite = SQLStatement(
    "UPDATE logboek SET reden = $1, document = $2, zouten = $3 WHERE volgnummer = $4")

  /// Writes the struck version in the place of the old one, each struck member under a new salt.
  private func rewrite(_ version: Version) throws -> [StruckMember] {
    let old = Log.members(version.document, reason: version.reason)
    let new = Log.members(version.struck, reason: version.struckReason)
    var salts = version.salts
    var struck: [StruckMember] = []
    // Nothing becomes null or empty: the members keep their places.
    for (index, ((name, was), (_, value))) in zip(old, new).enumerated() where was != value {
      let salt = SecureRandom.bytes(Log.saltLength)
      salts.replaceSubrange(index * Log.saltLength..<(index + 1) * Log.saltLength, with: salt)
      struck.append(
        StruckMember(
          place: StruckMember.Place(entry: version.number, index: index), name: name,
          digest: Log.digest(of: value, named: name, salt: salt[...])))
    }
    try connection.run(
      Ledger.rewrite,
      [
        SQLValue(version.struckReason), .text(JSON.object(version.struck).text), .blob(salts),
        .integer(version.number),
      ])
    state.logged = LoggedVersions()
    return struck
  }

  // MARK: What stands, and what is gone

  private func caller(_ redaction: Redaction) -> Caller {
    Caller(
      role: .administrator, token: redaction.token, organisation: redaction.organisation, organisations: [],
      fourEyes: false)
  }

  private func store(
    _ redaction: Redaction, _ strike: Strike, _ old: Standing, _ note: JSON, at now: Timestamp
  ) throws {
    let document = Document(old.document.resource, strike.document(old.document.members))
    var publicatie = old.publicatie
    publicatie?.reden = old.publicatie?.reden.map(strike.reason)
    var change = old.change
    change?.reden = strike.reason(old.change?.reden ?? "")
    change?.besluitDoor = old.change?.besluitDoor.map(strike.reason)
    let links = References.Resolved(
      rows: try state.references.rows(document.references, connection),
      guarded: try state.references.guarded(document.references, connection))
    try store(
      Write(
        document: document, publicatie: publicatie, links: links, caller: caller(redaction), now: now,
        action: .redacted, reason: redaction.reason, change: change, redaction: note),
      kenmerk: old.row.kenmerk, over: old)
  }

  /// The entry of a row that is no longer there: a draft that was discarded, or took the published version's place.
  private func append(_ redaction: Redaction, _ last: Version, _ note: JSON, at now: Timestamp) throws {
    var document = last.struck
    document[Redaction.member] = note
    let entry = Log.Entry(
      moment: now, resource: redaction.resource.name, row: last.row, kenmerk: redaction.kenmerk, layer: last.layer,
      action: .redacted, versie: last.versie, conceptversie: last.conceptversie, audience: .nobody, owners: [],
      token: redaction.token, organisation: redaction.organisation, reason: redaction.reason, document: document)
    state.head = try Log.append(entry, after: state.head, replacing: last.number, connection)
  }

  // MARK: The past

  /// Tells all who saw any of it that the past is not what it was.
  private func countPast(of resource: Resource, _ key: Int64) throws {
    var levels: Set<Audience.Level> = []
    var owners: Set<Int64> = []
    let past = Past.table(resource.name)
    try connection.query(SQLStatement("SELECT DISTINCT zicht FROM \(past) WHERE rij = $1"), [.integer(key)]) { row in
      levels.insert(Audience.Level(rawValue: row.integer(0)) ?? .nobody)
      return .next
    }
    let every = SQLStatement("SELECT DISTINCT organisatie FROM eigen_toen WHERE bron = $1 AND rij = $2")
    try connection.query(every, [.text(resource.name), .integer(key)]) { row in
      owners.insert(row.integer(0))
      return .next
    }
    for level in levels { _ = state.counters.count(from: nil, to: Audience(level: level, owners: owners), of: .struck) }
  }

  /// Strikes the text out of what the tables of the past have of a row: renderings, columns, lists.
  private func strikePast(of resource: Resource, _ key: Int64, _ strike: Strike) throws {
    let layout = Layout.of(resource)
    let leaves = layout.leaves.filter { leaf in
      guard case .text = leaf.field.type else { if case .url = leaf.field.type { return true } else { return false } }
      return true
    }
    let isPlanned = resource.name == Validity.resource.name
    func tables(_ name: String) -> [String] { [Past.table(name)] + (isPlanned ? [Validity.table(name)] : []) }
    for table in tables(resource.name) {
      try rewrite(table, "toen_nr", ["weergave"] + leaves.map(\.column), ofRow: key) { index, value in
        if index == 0 {
          guard let members = try JSON.parse(value).asObject else { return value }
          return JSON.object(strike.document(members)).text
        }
        let leaf = leaves[index - 1]
        if leaf.path.first == "publicatie" { return strike.reason(value) }
        let isMeant = leaf.path.first.map { $0 == strike.field || strike.isCopy($0) } ?? false
        return isMeant ? strike.column(value, of: leaf.field) : value
      }
    }
    guard let list = layout.list(strike.field) else { return }
    let isQuote = strike.quoted != nil
    var texts = list.field.members.filter { !$0.isList && !$0.isObject }
      .filter { if case .text = $0.type { true } else if case .url = $0.type { true } else { false } }
    var columns = texts.map(\.column)
    if case .texts = list.field.type { (texts, columns) = ([list.field], ["waarde"]) }
    if columns.isEmpty { return }
    if isQuote {
      texts.removeAll { !Strike.quotes.contains($0.name) }
      columns = texts.map(\.column)
    }
    for table in tables(list.table) {
      try rewrite(table, "rowid", columns, ofRow: key, strike.quotedRows) { strike.column($1, of: texts[$0]) }
    }
  }

  /// Rewrites some columns of every row of `table` that is of this row, where `change` makes another value of one.
  private func rewrite(
    _ table: String, _ identity: String, _ columns: [String], ofRow key: Int64, _ condition: String = "",
    _ change: (Int, String) throws -> String
  ) throws {
    var changed: [(Int64, [SQLValue])] = []
    let names = columns.joined(separator: ", ")
    try connection.query(
      SQLStatement("SELECT \(identity), \(names) FROM \(table) WHERE rij = $1\(condition)"), [.integer(key)]
    ) { row in
      var isChanged = false
      let values = try columns.indices.map { index -> SQLValue in
        if row.isNull(index + 1) { return .null }
        let old = row.withBytes(index + 1) { String(decoding: $0, as: UTF8.self) }
        let new = try change(index, old)
        if new != old { isChanged = true }
        return columns[index] == "weergave" ? .blob(Array(new.utf8)) : .text(new)
      }
      if isChanged { changed.append((row.integer(0), values)) }
      return .next
    }
    let settings = columns.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")
    let update = SQLStatement("UPDATE \(table) SET \(settings) WHERE \(identity) = $\(columns.count + 1)")
    for (identity, values) in changed { try connection.run(update, values + [.integer(identity)]) }
  }

  // MARK: Repeats

  private static let repeats = SQLStatement("SELECT rowid, weergave FROM herhaling WHERE bron = $1 AND kenmerk = $2")
  private static let rewriteRepeat = SQLStatement("UPDATE herhaling SET weergave = $1 WHERE rowid = $2")

  private func strikeRepeats(_ redaction: Redaction, _ strike: Strike) throws {
    var answers: [(Int64, JSONObject)] = []
    try connection.query(Ledger.repeats, [.text(redaction.resource.name), .text(redaction.kenmerk)]) { row in
      if let members = try row.withBytes(1, { try JSON.parse($0).asObject }) {
        answers.append((row.integer(0), strike.document(members)))
      }
      return .next
    }
    for (identity, members) in answers {
      try connection.run(
        Ledger.rewriteRepeat, [.blob(JSON.object(members).encoded()), .integer(identity)])
    }
  }
}
