public import Bytes
public import SQL

/// Reads a whole register in at once: all rows or none.
///
/// Rows may name each other in any order. What is imported is history: it is published in the name of `ncdr`, and the
/// rules at the door do not bind it. A row that someone has changed since an earlier import is left as it is.
public final class RegisterImport {
  /// One line of a file.
  public struct Row: Sendable {
    public let resource: Resource
    public let file: String
    public let line: Int
    public let body: JSON

    public init(resource: Resource, file: String, line: Int, body: JSON) {
      self.resource = resource
      self.file = file
      self.line = line
      self.body = body
    }
  }

  public struct Fault: Sendable, Equatable {
    public let file: String
    public let line: Int
    public let error: FieldError
  }

  /// Every fault that was found; nothing was stored.
  public struct Faults: Error, Sendable, Equatable {
    public let list: [Fault]
  }

  /// What became of the rows of one resource.
  public struct Tally: Sendable, Equatable {
    public var created = 0
    public var changed = 0
    public var unchanged = 0
    /// Changed by someone since an earlier import.
    public var kept = 0
  }

  public struct Summary: Sendable, Equatable {
    /// By collection, in the order of `Resource.all`.
    public var tallies: [(collection: String, tally: Tally)] = []

    public static func == (left: Summary, right: Summary) -> Bool {
      left.tallies.elementsEqual(right.tallies) { $0 == $1 }
    }
  }

  private struct Prepared {
    let row: Row
    let kenmerk: String
    let document: Document
    let publicatie: Publicatie?
    let references: [(place: String, to: Document.Reference)]
    var key: Int64 = 0
    var existing: StoredRow?
  }

  private struct DryRun: Error {}

  private static let caller = Caller(
    role: .administrator, token: nil, organisation: "ncdr", organisations: [], fourEyes: false)

  private let ledger: Ledger

  /// - Parameter connection: a writing connection that nobody else uses meanwhile.
  public init(connection: any SQLConnection) throws { ledger = try Ledger(connection: connection) }

  private static let deferForeignKeys = SQLStatement("PRAGMA defer_foreign_keys = ON")

  /// Imports `rows` in one transaction.
  ///
  /// - Parameter dryRun: does everything and keeps nothing.
  /// - Parameter progress: called with how many rows are done.
  /// - Throws: `Faults` with everything that is wrong.
  public func run(
    _ rows: [Row], dryRun: Bool = false, now: Timestamp = .now, progress: (Int) -> Void = { _ in }
  ) throws -> Summary {
    var summary = Summary()
    // Never before what is already in the log.
    let now = max(now, ledger.state.head.moment)
    do {
      try ledger.connection.transaction {
        try ledger.reload()
        try ledger.connection.query(RegisterImport.deferForeignKeys, []) { _ in .next }
        var prepared = try prepare(rows)
        try announce(&prepared, now)
        summary = try write(prepared, now, progress)
        try ledger.flush()
        if dryRun { throw DryRun() }
      }
    } catch is DryRun {}
    return summary
  }

  // MARK: Steps

  /// Each row by itself.
  private func prepare(_ rows: [Row]) throws -> [Prepared] {
    var faults: [Fault] = []
    var prepared: [Prepared] = []
    var seen: Set<Document.Reference> = []
    for row in rows {
      func fail(_ error: FieldError) { faults.append(Fault(file: row.file, line: row.line, error: error)) }
      var validation = Validation(row.resource)
      let document = validation.document(from: row.body)
      validation.faults.forEach(fail)
      var publicatie: Publicatie?
      switch Publicatie.requested(row.resource.isStaged ? row.body["publicatie"] : nil) {
      case .success(let requested): publicatie = row.resource.isStaged ? requested ?? .published : nil
      case .failure(let wrong): wrong.list.forEach(fail)
      }
      guard let kenmerk = row.body["kenmerk"]?.asString.flatMap({ Kenmerk($0)?.text }) else {
        fail(FieldError("/kenmerk", .malformed(expected: "kenmerk")))
        continue
      }
      let isTwin = row.resource.namesakes.contains {
        seen.contains(Document.Reference(resource: $0.name, kenmerk: kenmerk))
      }
      if !seen.insert(Document.Reference(resource: row.resource.name, kenmerk: kenmerk)).inserted || isTwin {
        fail(FieldError("/kenmerk", .duplicate))
      }
      if validation.faults.isEmpty {
        for rule in row.resource.rules where !rule.isAtTheDoorOnly { rule.check(document).forEach(fail) }
      }
      prepared.append(
        Prepared(
          row: row, kenmerk: kenmerk, document: document, publicatie: publicatie, references: validation.references))
    }
    if !faults.isEmpty { throw Faults(list: faults) }
    return prepared
  }

  /// Gives every row its key, so that links may point forward.
  private func announce(_ prepared: inout [Prepared], _ now: Timestamp) throws {
    for index in prepared.indices {
      let row = prepared[index]
      let existing = try StoredRow.load(row.row.resource, kenmerk: row.kenmerk, ledger.connection)
      prepared[index].existing = existing
      prepared[index].key = existing?.row ?? ledger.nextRow()
      let level: Audience.Level =
        switch row.row.resource.publication {
        case .immediate, .withParent: .everyone
        case .byField(let name): row.document[name].asBool == false ? .interdepartmental : .everyone
        case .byLevel(let name): Audience.Level(named: row.document.text(name))
        case .staged: Audience.Level(row.publicatie ?? .published, at: now)
        case .ownOrganisation: .own
        }
      ledger.state.references.announce(
        Document.Reference(resource: row.row.resource.name, kenmerk: row.kenmerk),
        References.Target(
          row: prepared[index].key, audience: Audience(level: level, owners: []),
          isCollecting: row.document["verzamelknoop"].asBool ?? false))
    }
  }

  private func write(_ prepared: [Prepared], _ now: Timestamp, _ progress: (Int) -> Void) throws -> Summary {
    var tallies: [String: Tally] = [:]
    var faults: [Fault] = []
    let maker = try ledger.state.references.target(
      of: .init(resource: "organisatie", kenmerk: "ncdr"), ledger.connection)?.row
    for (index, row) in prepared.enumerated() {
      let resource = row.row.resource
      let links = try ledger.state.references.resolve(
        row.references, on: resource, standing: [], for: RegisterImport.caller, today: nil, ledger.connection)
      faults += links.faults.map { Fault(file: row.row.file, line: row.row.line, error: $0) }
      guard links.faults.isEmpty else { continue }
      let wrong = try clashes(row)
      faults += wrong.map { Fault(file: row.row.file, line: row.row.line, error: $0) }
      guard wrong.isEmpty else { continue }
      let existing = try row.existing.map { try ledger.standing(resource, $0) }
      var document = row.document
      if let existing {
        for field in resource.fields where field.isReadOnly { document[field.name] = existing.document[field.name] }
        document.keepUnchanged(of: existing.document)
      }
      document.fillOpening(over: existing?.document, at: now)
      if let existing, existing.document == document {
        tallies[resource.collection, default: Tally()].unchanged += 1
      } else if let existing, try isTouched(existing.row) {
        tallies[resource.collection, default: Tally()].kept += 1
      } else {
        try ledger.store(
          Ledger.Write(
            document: document, publicatie: existing == nil ? row.publicatie : existing?.publicatie, links: links,
            caller: RegisterImport.caller, now: now, action: existing == nil ? .created : .changed,
            reason: "import \(row.row.file)", row: row.key, maker: maker),
          kenmerk: row.kenmerk, over: existing)
        if existing == nil {
          tallies[resource.collection, default: Tally()].created += 1
        } else {
          tallies[resource.collection, default: Tally()].changed += 1
        }
      }
      progress(index + 1)
    }
    faults += try cycles(in: prepared)
    if !faults.isEmpty { throw Faults(list: faults) }
    return Summary(
      tallies: Resource.all.compactMap { resource in tallies[resource.collection].map { (resource.collection, $0) } })
  }

  /// What the row would have twice with one that is stored.
  private func clashes(_ row: Prepared) throws -> [FieldError] {
    var faults = try ledger.measurementFaults(row.document, row.existing)
    for other in row.row.resource.namesakes
    where try StoredRow.load(other, kenmerk: row.kenmerk, ledger.connection) != nil {
      faults.append(FieldError("/kenmerk", .duplicate))
    }
    return faults
  }

  private static let touches = SQLStatement(
    """
    SELECT 1 FROM logboek WHERE volgnummer = $1 AND token IS NOT NULL
    UNION ALL SELECT 1 FROM logboek WHERE rij = $2 AND handeling = 'doorhaling' LIMIT 1
    """)

  /// Whether someone with a token wrote the version that stands, or had something struck out: what the files still say
  /// does not come back.
  private func isTouched(_ row: StoredRow) throws -> Bool {
    var touched = false
    try ledger.connection.query(RegisterImport.touches, [.integer(row.number), .integer(row.row)]) { _ in
      touched = true
      return .stop
    }
    return touched
  }

  /// Codes that would be their own ancestor, and rows whose link to one of their own kind leads back to them.
  private func cycles(in prepared: [Prepared]) throws -> [Fault] {
    var faults: [Fault] = []
    for resource in Resource.all where resource.isCodeList {
      let table = "\(resource.name)_omvat"
      var keys: Set<Int64> = []
      try ledger.connection.query(
        SQLStatement(
          """
          SELECT a.boven FROM \(table) a JOIN \(table) b ON b.boven = a.onder AND b.onder = a.boven
          WHERE a.boven <> a.onder
          """), []
      ) { row in
        keys.insert(row.integer(0))
        return .next
      }
      faults += rings(keys, at: "/bovenliggend", of: resource, in: prepared)
    }
    for resource in Resource.all {
      for leaf in Layout.of(resource).leaves where leaf.field.target == resource.name {
        let keys = try ledger.rowsInRings(of: resource, leaf)
        faults += rings(keys, at: JSONPointer(leaf.path).description, of: resource, in: prepared)
      }
    }
    return faults
  }

  private func rings(
    _ keys: Set<Int64>, at place: String, of resource: Resource, in prepared: [Prepared]
  ) -> [Fault] {
    prepared.filter { $0.row.resource.name == resource.name && keys.contains($0.key) }.map {
      Fault(file: $0.row.file, line: $0.row.line, error: FieldError(place, .rule(code: "kring")))
    }
  }
}
