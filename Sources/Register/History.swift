public import Bytes
import SQL

/// What a row has been: its versions as the log has them, for who may see them.
extension RegisterReader {
  /// One entry of a row's history.
  public struct Entry: Sendable {
    /// The published version it made or left standing; 0 before the first.
    public let versie: Int64
    /// The draft it made.
    public let conceptversie: Int64?
    public let action: String
    public let status: Publicatie.Status?
    public let from: Timestamp
    public fileprivate(set) var until: Timestamp?
    /// Who did it: the public reads the organisation, never the token.
    public let organisation: String?
    public let reason: String?
    /// The field that a redaction took a text out of, in every version before this one.
    public let struckField: String?
    fileprivate(set) var number: Int64
    /// The entry that replaced it.
    fileprivate(set) var next: Int64?
    /// The row it is a version of; a draft beside a published version has a row of its own.
    let row: Int64
  }

  private static let entries = SQLStatement(
    """
    SELECT volgnummer, versie, conceptversie, handeling, tijd, tot, organisatie, reden, zicht, eigenaren,
      json_extract(document, '$.publicatie.status'), rij, tot_volgnummer,
      CASE handeling WHEN 'doorhaling' THEN json_extract(document, '$.doorhaling.veld') END, \(QuietWrite.columns)
    FROM logboek WHERE bron = $1 AND kenmerk = $2 AND tijd <= $3 ORDER BY volgnummer
    """)

  private static let latest = Timestamp(seconds: .max)

  /// The versions of a row that `caller` may see, oldest first. Served by index `logboek_kenmerk` (migration 0001).
  ///
  /// A draft stays its organisation's own, also after what it became was published. What stands is always among them:
  /// a row under another becomes visible with it, without an entry of its own.
  ///
  /// - Parameter moment: as they were known then: what came later had not been, and what stood then had not ended.
  /// - Throws: `RegisterError.notFound`, `.withdrawn`.
  public func versions(
    _ resource: Resource, _ kenmerk: String, asOf moment: Timestamp? = nil, for caller: Caller
  ) throws -> [Entry] {
    _ = try item(resource, kenmerk, moment.map(Version.at) ?? .standing, for: caller)
    let standing = try standingNumber(resource, kenmerk, asOf: moment)
    let latest = moment ?? RegisterReader.latest
    let arguments: [SQLValue] = [.text(resource.name), .text(kenmerk), .integer(latest.seconds)]
    var found: [Entry] = []
    try connection.query(RegisterReader.entries, arguments) { row in
      let audience = Audience(logged: row.integer(8), owners: row.text(9))
      guard audience.includes(caller) || row.integer(0) == standing else { return .next }
      let end = row.isNull(5) || row.integer(5) > latest.seconds ? nil : Timestamp(seconds: row.integer(5))
      let next = end == nil ? nil : row.integer(12)
      if let readers = QuietWrite.readers(row, 14), !readers.includes(caller),
        let last = found.lastIndex(where: { $0.row == row.integer(11) })
      {
        // For these eyes nothing happened: what stood goes on.
        found[last].until = end
        found[last].number = row.integer(0)
        found[last].next = next
        return .next
      }
      found.append(
        Entry(
          versie: row.integer(1), conceptversie: row.isNull(2) ? nil : row.integer(2), action: row.text(3),
          status: row.isNull(10) ? nil : Publicatie.Status(rawValue: row.text(10)),
          from: Timestamp(seconds: row.integer(4)), until: end,
          organisation: row.isNull(6) ? nil : row.text(6), reason: row.isNull(7) ? nil : row.text(7),
          struckField: row.isNull(13) ? nil : row.text(13), number: row.integer(0), next: next, row: row.integer(11)))
      return .next
    }
    return found
  }

  /// The log entry of the version that stands, or stood.
  private func standingNumber(_ resource: Resource, _ kenmerk: String, asOf moment: Timestamp?) throws -> Int64? {
    guard let moment else { return try StoredRow.load(resource, kenmerk: kenmerk, connection)?.number }
    var number: Int64?
    let statement = SQLStatement(
      """
      SELECT volgnummer FROM \(Past.table(resource.name)) WHERE kenmerk = $1 AND toen_sinds <= $2 AND toen_tot > $3
      """)
    try connection.query(statement, [.text(kenmerk), .integer(moment.seconds), .integer(moment.seconds)]) { row in
      number = row.integer(0)
      return .stop
    }
    return number
  }

  /// A row as its published version `versie` was.
  ///
  /// - Parameter moment: with the links that were to be seen then.
  /// - Throws: `RegisterError.notFound` when there is no such version for this caller.
  public func version(
    _ resource: Resource, _ kenmerk: String, _ versie: Int64, asOf moment: Timestamp? = nil, for caller: Caller
  ) throws -> Item {
    let entries = try versions(resource, kenmerk, asOf: moment, for: caller)
    guard let entry = entries.last(where: { $0.versie == versie && $0.conceptversie == nil }),
      let first = entries.first, let made = entries.first(where: { $0.versie == versie && $0.conceptversie == nil }),
      let standing = try StoredRow.load(resource, kenmerk: kenmerk, connection)
    else { throw RegisterError.notFound(resource: resource.name, kenmerk: "\(kenmerk)/versies/\(versie)") }
    var row = standing
    row.versie = versie
    row.conceptversie = nil
    row.created = min(standing.created, first.from)
    row.changed = made.from
    let (document, publicatie) = try document(resource, at: entry)
    var references = References()
    // What it links to is shown when it was for these eyes then, and is still.
    var hidden = Set<Document.Reference>()
    for reference in document.references {
      guard let target = try references.target(of: reference, connection) else { continue }
      let audience = try moment.map { try Audience.past(of: reference, target.row, at: $0, connection) }
      var isSeen = (audience ?? target.audience).includes(caller)
      if let next = entry.next, isSeen { isSeen = try self.audience(of: target.row, before: next).includes(caller) }
      if !isSeen { hidden.insert(reference) }
    }
    return Item(
      resource: resource.name, kenmerk: kenmerk, etag: "\"\(versie)\"",
      json: Rendering.render(row, document, publicatie, without: hidden), isPublic: true)
  }

  // MARK: Status

  /// A step of a row on its way to the public, as a reader saw it.
  public struct StatusChange: Sendable, Equatable {
    /// Nil for the first the reader could see.
    public let from: Publicatie.Status?
    public let to: Publicatie.Status
    public let at: Timestamp
    public let organisation: String?
    public let reason: String?
  }

  /// The changes of status that `caller` could see, oldest first.
  ///
  /// - Parameter moment: as they were known then.
  /// - Throws: `RegisterError.notFound`, `.withdrawn`.
  public func statusChanges(
    _ resource: Resource, _ kenmerk: String, asOf moment: Timestamp? = nil, for caller: Caller
  ) throws -> [StatusChange] {
    var last: [Int64: Publicatie.Status] = [:]
    var before: Entry?
    return try versions(resource, kenmerk, asOf: moment, for: caller).compactMap { entry in
      defer {
        last[entry.row] = entry.status
        before = entry
      }
      guard let to = entry.status else { return nil }
      var from = last[entry.row]
      // A draft beside a published version takes its place: the step was made from the draft.
      if entry.action == Log.Action.transitioned.rawValue, let draft = before, draft.row != entry.row {
        from = draft.status
      }
      if from == to { return nil }
      return StatusChange(from: from, to: to, at: entry.from, organisation: entry.organisation, reason: entry.reason)
    }
  }

  private static let audienceBefore = SQLStatement(
    """
    SELECT zicht, eigenaren FROM logboek WHERE rij = $1 AND laag = 0 AND volgnummer < $2
    ORDER BY volgnummer DESC LIMIT 1
    """)

  /// Who saw a row just before an entry of the log; nobody when it was not there yet. Served by index `logboek_rij`.
  private func audience(of row: Int64, before number: Int64) throws -> Audience {
    var found = Audience(level: .nobody, owners: [])
    try connection.query(RegisterReader.audienceBefore, [.integer(row), .integer(number)]) { entry in
      found = Audience(logged: entry.integer(0), owners: entry.text(1))
      return .stop
    }
    return found
  }

  // MARK: Documents

  private func document(_ resource: Resource, at entry: Entry) throws -> (Document, Publicatie?) {
    var members = try Log.document(at: entry.number, connection)
    let publicatie = members["publicatie"].flatMap(Publicatie.init(logged:))
    for name in Log.memberNames { members[name] = nil }
    return (Document(resource, members), publicatie)
  }

  // MARK: Differences

  /// What one field was and became; for a list also what came and what went.
  public struct Difference: Sendable, Equatable {
    /// `titel`, `plan.gereedGepland`
    public let field: String
    public let from: JSON
    public let to: JSON
    public let added: [JSON]
    public let removed: [JSON]

    /// The values as a person reads them: `zomer 2024`, `szw:verantwoordelijk`; nil for nothing.
    public var fromText: String? { Ledger.readable(from) }
    public var toText: String? { Ledger.readable(to) }
    public var addedTexts: [String] { added.compactMap(Ledger.readable) }
    public var removedTexts: [String] { removed.compactMap(Ledger.readable) }
  }

  /// The fields in which two published versions differ, in the order of the declaration.
  public func differences(
    _ resource: Resource, _ kenmerk: String, from: Int64, to: Int64, asOf moment: Timestamp? = nil, for caller: Caller
  ) throws -> [Difference] {
    let old = try JSON.parse(version(resource, kenmerk, from, asOf: moment, for: caller).json)
    let new = try JSON.parse(version(resource, kenmerk, to, asOf: moment, for: caller).json)
    return Difference.all(resource, from: old, to: new)
  }
}

extension RegisterReader.Difference {
  /// The fields in which two states of a row differ, as their JSON shows them.
  static func all(_ resource: Resource, from old: JSON, to new: JSON) -> [RegisterReader.Difference] {
    resource.fields.flatMap { field -> [RegisterReader.Difference] in
      if field.isObject {
        return field.members.compactMap { member in
          RegisterReader.Difference(
            "\(field.name).\(member.name)", old[field.name]?[member.name] ?? .null,
            new[field.name]?[member.name] ?? .null)
        }
      }
      return [RegisterReader.Difference(field.name, old[field.name] ?? .null, new[field.name] ?? .null)]
        .compactMap { $0 }
    }
  }

  /// Nil when nothing changed.
  init?(_ field: String, _ from: JSON, _ to: JSON) {
    if from == to { return nil }
    self.field = field
    self.from = from
    self.to = to
    let old = from.asArray ?? []
    let new = to.asArray ?? []
    added = new.filter { !old.contains($0) }
    removed = old.filter { !new.contains($0) }
  }
}

extension Audience {
  /// Reads back what the log holds.
  init(logged level: Int64, owners: String) {
    let owners = (try? JSON.parse(owners))?.asArray?.compactMap(\.asInt).map(Int64.init) ?? []
    self.init(level: Level(rawValue: level) ?? .nobody, owners: Set(owners))
  }
}
