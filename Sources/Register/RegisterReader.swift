public import Bytes
public import SQL

/// Reads the register: one for each thread, over that thread's own read-only connection.
public final class RegisterReader {
  public internal(set) var connection: any SQLConnection

  let changes: ChangeNumbers

  /// Whether lists may be answered from memory; SQL answers the same, only later.
  package var usesIndex = true
  private(set) var indexes: [String: RowIndex] = [:]
  let shared: SharedIndexes
  var known: [VisibilityClass: Known] = [:]
  var isFromMemory = false
  let unasked = Unasked()
  var positions = LogPositions()
  /// The answer to the last question about a past moment: a page, its count and its facets ask the same.
  var lastOfPast: (number: Int64, question: IndexQuestion, rows: Bitmap)?

  /// - Parameters:
  ///   - changes: those of the writer whose register this reads.
  ///   - shared: those of the server, shared by all its readers.
  public init(connection: any SQLConnection, changes: ChangeNumbers, shared: SharedIndexes = SharedIndexes()) {
    self.connection = connection
    self.changes = changes
    self.shared = shared
  }

  /// The index of a resource in memory, made at its first use; nil for resources that need none.
  func index(of resource: String) -> RowIndex? {
    if let index = indexes[resource] { return index }
    guard let plan = IndexPlan.of(resource) else { return nil }
    let index = RowIndex(plan, shared)
    indexes[resource] = index
    return index
  }

  /// The caller behind a token, by the SHA-256 of its bytes; nil when it is unknown, expired or revoked.
  public func caller(tokenDigest: [UInt8], at now: Timestamp) throws -> Caller? {
    try Tokens.caller(tokenDigest, at: now, connection)
  }

  // MARK: One row

  /// Which version of a row is meant.
  public enum Version: Sendable, Hashable {
    /// The one that stands: published, or the first draft.
    case standing
    /// The draft: the one beside the published version, or the row itself before its first.
    case draft
    /// The one that stood at this moment.
    case at(Timestamp)
  }

  private static func standing(_ resource: Resource) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij, m.zicht, m.versie, m.conceptversie, m.besloten, m.weergave, m.volgnummer, m.herzien
      FROM \(resource.name) m
      WHERE m.kenmerk = $1 AND m.laag = $2
      """)
  }

  private static func past(_ resource: Resource) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij, m.zicht, m.versie, m.conceptversie, m.besloten, m.weergave, m.volgnummer, m.herzien
      FROM \(Past.table(resource.name)) m WHERE m.kenmerk = $1 AND m.toen_sinds <= $2 AND m.toen_tot > $3
      """)
  }

  private static let standings = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, standing($0)) })
  private static let pasts = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, past($0)) })

  /// One row as `caller` sees it. Served by the unique index on (kenmerk, laag), in the past by that on (kenmerk, toen_sinds).
  ///
  /// - Parameter day: `geldigOp`, of a measure: as was true on this day (`Validity`).
  /// - Throws: `RegisterError.notFound`, also for what the caller may not see; `.withdrawn`.
  public func item(
    _ resource: Resource, _ kenmerk: String, _ version: Version = .standing, validOn day: Day? = nil,
    for caller: Caller
  ) throws -> Item {
    if day != nil { return try snapshot { try find(resource, kenmerk, version, validOn: day, for: caller) } }
    return try find(resource, kenmerk, version, validOn: nil, for: caller)
  }

  private func find(
    _ resource: Resource, _ kenmerk: String, _ version: Version, validOn day: Day?, for caller: Caller
  ) throws -> Item {
    var found: Item?
    switch version {
    case .standing: found = try item(resource, kenmerk, layer: 0, validOn: day, for: caller)
    case .draft:
      found = try item(resource, kenmerk, layer: 1, for: caller)
      if found == nil, let first = try item(resource, kenmerk, layer: 0, for: caller) {
        if first.isDraft {
          found = first
        } else if try wouldSeeDraft(of: resource, kenmerk, caller) {
          throw RegisterError.noDraft(resource: resource.name, kenmerk: kenmerk)
        }
      }
    case .at(let moment):
      guard try changes.promise(moment) else {
        throw RegisterError.invalid([FieldError("beschikbaarOp", .inFuture, isInQuery: true)])
      }
      let arguments: [SQLValue] = [.text(kenmerk), .integer(moment.seconds), .integer(moment.seconds)]
      if let statement = RegisterReader.pasts[resource.name] {
        found = try item(resource, kenmerk, statement, arguments, asOf: moment, validOn: day, for: caller)
      }
    }
    guard let found else { throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk) }
    return found
  }

  /// Whether a draft beside what is published would be for this caller's eyes.
  private func wouldSeeDraft(of resource: Resource, _ kenmerk: String, _ caller: Caller) throws -> Bool {
    guard caller.role != .everyone, let row = try StoredRow.load(resource, kenmerk: kenmerk, connection) else {
      return false
    }
    let document = Document(resource, try Log.document(at: row.number, connection))
    var references = References()
    let links = try references.rows(document.references, connection)
    let owners = document.owners(makers: Set([row.maker].compactMap { $0 }), links)
    return Audience(level: .own, owners: owners).includes(caller)
  }

  private func item(
    _ resource: Resource, _ kenmerk: String, layer: Int64, validOn day: Day? = nil, for caller: Caller
  ) throws -> Item? {
    guard let statement = RegisterReader.standings[resource.name] else { return nil }
    return try item(
      resource, kenmerk, statement, [.text(kenmerk), .integer(layer)], asOf: nil, validOn: day, for: caller)
  }

  private func item(
    _ resource: Resource, _ kenmerk: String, _ statement: SQLStatement, _ arguments: [SQLValue],
    asOf moment: Timestamp?, validOn day: Day?, for caller: Caller
  ) throws -> Item? {
    var item: Item?
    var isGuarded = false
    var level = Audience.Level.nobody
    var key: Int64 = 0
    var tag = ItemTag(versie: 0)
    var number: Int64 = 0
    try connection.query(statement, arguments) { row in
      key = row.integer(0)
      level = Audience.Level(rawValue: row.integer(1)) ?? .nobody
      tag = ItemTag(
        versie: row.integer(2), conceptversie: row.isNull(3) ? nil : row.integer(3), revision: row.integer(7))
      isGuarded = row.integer(4) == 1 && caller.role != .everyone
      number = row.integer(6)
      item = Item(
        resource: resource.name, kenmerk: kenmerk, etag: tag.text, json: row.withBytes(5) { Array($0) },
        isPublic: level == .everyone)
      return .stop
    }
    guard var found = item else { return nil }
    if level > .everyone {
      if level == .nobody, tag.versie > 0 {
        guard try Log.wasSeen(key, by: caller, connection) else { return nil }
        throw RegisterError.withdrawn(
          resource: resource.name, kenmerk: kenmerk,
          reason: try Log.withdrawalReason(of: resource, try Log.document(at: number, connection), connection))
      }
      let owners = try StoredRow.owners(of: resource, key, asOf: moment, connection)
      guard Audience(level: level, owners: owners).includes(caller) else { return nil }
    }
    if let day, resource.validity == .plan, let json = try json(of: key, on: day, at: moment) {
      found = Item(
        resource: found.resource, kenmerk: found.kenmerk, etag: found.etag, json: json, isPublic: found.isPublic)
    }
    guard isGuarded else { return found }
    let json = try rendered(resource, number, found.json, asOf: moment, for: caller)
    return Item(
      resource: found.resource, kenmerk: found.kenmerk, etag: json == found.json ? found.etag : tag.of(json),
      json: json, isPublic: found.isPublic)
  }

  /// A measure on a day on which it was not what stands.
  private func json(of key: Int64, on day: Day, at moment: Timestamp?) throws -> [UInt8]? {
    var json: [UInt8]?
    let some = "SELECT weergave FROM \(Validity.table(Validity.resource.name)) WHERE rij = $1"
    try connection.query(SQLStatement("\(some) AND \(Validity.holds(on: day, at: moment))"), [.integer(key)]) { row in
      json = row.withBytes(0) { Array($0) }
      return .stop
    }
    return json
  }

  /// A row with links that not everyone sees, as this caller sees it.
  ///
  /// - Parameter json: its rendering without those links.
  func rendered(
    _ resource: Resource, _ number: Int64, _ json: [UInt8], asOf moment: Timestamp?, for caller: Caller
  ) throws -> [UInt8] {
    var members = try Log.document(at: number, connection)
    members["publicatie"] = nil
    let document = Document(resource, members)
    var references = References()
    let hidden = try references.guarded(document.references, asOf: moment, connection)
      .filter { !$0.value.includes(caller) }
    guard var shown = try JSON.parse(json).asObject else { return json }
    // What everyone sees of it may be that of another day (`Validity`).
    for field in resource.fields where field.mayHide {
      shown[field.name] = Rendering.seen(document[field.name], field, Set(hidden.keys))
    }
    document.addMarks(on: Set(hidden.keys), to: &shown)
    return JSON.object(shown).encoded()
  }

  // MARK: Lists

  /// Runs `body` in one snapshot, so that a page, its count and its facets speak of the same moment.
  public func snapshot<R>(_ body: () throws -> R) throws -> R { try connection.snapshot(body) }

  /// A page of a list.
  ///
  /// - Parameter each: is lent the rendered JSON of each row, a complete compact object, in order.
  /// - Returns: where the next page begins; nil when this was the last.
  public func page(
    _ query: ListQuery, for caller: Caller, each: (_ kenmerk: String, UnsafeRawBufferPointer) throws -> Void
  ) throws -> ListQuery.Cursor? {
    guard let resource = Resource.named(query.resource) else { return nil }
    return try connection.snapshot {
      if let keys = try indexedKeys(query, for: caller) { return try page(resource, query, keys, for: caller, each) }
      return try pageBySQL(resource, query, for: caller, each)
    }
  }

  private func pageBySQL(
    _ resource: Resource, _ query: ListQuery, for caller: Caller,
    _ each: (_ kenmerk: String, UnsafeRawBufferPointer) throws -> Void
  ) throws -> ListQuery.Cursor? {
    var sql = ListSQL(query, resource, for: caller)
    let statement = sql.page()
    let keyCount = ListSQL.keyCount(query)
    var count = 0
    var last: ListQuery.Cursor?
    var hasMore = false
    try connection.query(statement, sql.arguments) { row in
      if count == query.limit {
        hasMore = true
        return .stop
      }
      count += 1
      try show(row, resource, asOf: query.asOf, for: caller, each)
      if count == query.limit {
        last = ListQuery.Cursor(values: (0..<keyCount).map { JSON(row.value(4 + $0)) } + [.string(row.text(0))])
      }
      return .next
    }
    return hasMore ? last : nil
  }

  /// Lends a row, the columns of which are kenmerk, weergave, besloten, volgnummer.
  func show(
    _ row: any SQLRow, _ resource: Resource, asOf moment: Timestamp?, for caller: Caller,
    _ each: (_ kenmerk: String, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let kenmerk = row.text(0)
    if row.integer(2) == 1, caller.role != .everyone {
      let json = row.withBytes(1) { Array($0) }
      try rendered(resource, row.integer(3), json, asOf: moment, for: caller)
        .withUnsafeBytes { try each(kenmerk, $0) }
    } else {
      try row.withBytes(1) { (bytes: UnsafeRawBufferPointer) throws -> Void in try each(kenmerk, bytes) }
    }
  }

  private static func byKey(_ resource: Resource) -> SQLStatement {
    SQLStatement("SELECT m.kenmerk, m.weergave, m.besloten, m.volgnummer FROM \(resource.name) m WHERE m.rij = $1")
  }

  /// One row for a page, by its key.
  static let byKeys = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, byKey($0)) })

  /// Spans of one row follow each other: the first that ends after the moment is the one. Served by the index on
  /// (rij, toen_tot, toen_sinds).
  static func pastByKey(_ resource: Resource) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.kenmerk, m.weergave, m.besloten, m.volgnummer FROM \(Past.table(resource.name)) m
      WHERE m.rij = $1 AND m.toen_tot > $2 AND m.toen_sinds <= $3
      """)
  }

  private static let pastByKeys = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, pastByKey($0)) })

  /// The page whose rows have these keys, the last of which only says that there is more.
  private func page(
    _ resource: Resource, _ query: ListQuery, _ found: PageKeys, for caller: Caller,
    _ each: (_ kenmerk: String, UnsafeRawBufferPointer) throws -> Void
  ) throws -> ListQuery.Cursor? {
    let statements = query.asOf == nil ? RegisterReader.byKeys : RegisterReader.pastByKeys
    guard let statement = statements[resource.name] else { return nil }
    let then = query.asOf.map { [SQLValue.integer($0.seconds), .integer($0.seconds)] } ?? []
    var last = ""
    for key in found.keys.prefix(query.limit) {
      try connection.query(statement, [.integer(key)] + then) { row in
        last = row.text(0)
        try show(row, resource, asOf: query.asOf, for: caller, each)
        return .stop
      }
    }
    return found.keys.count > query.limit ? found.cursor(behind: query.limit - 1, last) : nil
  }

  /// How many rows the whole list has.
  public func count(_ query: ListQuery, for caller: Caller) throws -> Int {
    guard let resource = Resource.named(query.resource) else { return 0 }
    if let (_, rows) = try indexed(query, for: caller) { return rows.count }
    var sql = ListSQL(query, resource, for: caller)
    let statement = sql.count()
    var count = 0
    try connection.query(statement, sql.arguments) { row in
      count = Int(row.integer(0))
      return .stop
    }
    return count
  }

  public struct Facet: Sendable, Equatable {
    public let filter: String
    public let values: [(value: String, count: Int)]

    public static func == (left: Facet, right: Facet) -> Bool {
      left.filter == right.filter && left.values.elementsEqual(right.values) { $0 == $1 }
    }

    /// The most first, then by value.
    fileprivate func subtracting(_ other: Facet?) -> Facet {
      let less = Dictionary(uniqueKeysWithValues: (other?.values ?? []).map { ($0.value, $0.count) })
      let left = values.map { ($0.value, $0.count - (less[$0.value] ?? 0)) }.filter { $0.1 > 0 }
      return Facet(filter: filter, values: left.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 })
    }
  }

  /// For each facet asked for, how many rows each value is in; the number is what a list filtered on it would have.
  public func facets(_ query: ListQuery, for caller: Caller) throws -> [Facet] {
    guard let resource = Resource.named(query.resource) else { return [] }
    return try query.facets.compactMap { name in
      guard let filter = resource.filter(name) else { return nil }
      guard query.onlyInferred else { return try facet(filter, query, resource, for: caller) }
      // What an inference alone brings in is what there is without the rows that are in it by their sources.
      var query = query
      query.onlyInferred = false
      let all = try facet(filter, query, resource, for: caller)
      query.withoutInferred = true
      let stated = try facet(filter, query, resource, for: caller)
      return all.map { $0.subtracting(stated) }
    }
  }

  private func facet(
    _ filter: Filter, _ query: ListQuery, _ resource: Resource, for caller: Caller
  ) throws -> Facet? {
    if let facet = try indexedFacet(filter, query, for: caller) { return facet }
    var sql = ListSQL(query, resource, for: caller)
    guard let statement = sql.facet(filter) else { return nil }
    var values: [(value: String, count: Int)] = []
    var isBoolean = false
    if case .boolean = filter.kind { isBoolean = true }
    try connection.query(statement, sql.arguments) { row in
      let value = isBoolean ? (row.integer(0) == 1 ? "true" : "false") : row.text(0)
      values.append((value, Int(row.integer(1))))
      return .next
    }
    return Facet(filter: filter.key, values: values)
  }
}

extension Field {
  /// Has links, or elements with links, that not everyone sees.
  var mayHide: Bool { !hiddenTargets.isEmpty }

  /// What it links to that not everyone sees.
  var hiddenTargets: [String] {
    let targets = [target].compactMap { $0 } + members.compactMap(\.target)
    return targets.filter { !(Resource.named($0)?.isAlwaysPublic ?? false) }
  }
}

extension JSON {
  fileprivate init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .text(let text): self = .string(text)
    case .blob: self = .null
    }
  }
}
