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
    public let until: Timestamp?
    /// Who did it: the public reads the organisation, never the token.
    public let organisation: String?
    public let reason: String?
    let number: Int64
  }

  private static let entries = SQLStatement(
    """
    SELECT volgnummer, versie, conceptversie, handeling, tijd, tot, organisatie, reden, zicht, eigenaren,
      json_extract(document, '$.publicatie.status')
    FROM logboek WHERE bron = $1 AND kenmerk = $2 ORDER BY volgnummer
    """)

  /// The versions of a row that `caller` may see, oldest first. Served by index `logboek_kenmerk` (migration 0001).
  ///
  /// A draft stays its organisation's own, also after what it became was published.
  /// - Throws: `RegisterError.notFound`, `.withdrawn`.
  public func versions(_ resource: Resource, _ kenmerk: String, for caller: Caller) throws -> [Entry] {
    _ = try item(resource, kenmerk, for: caller)
    var found: [Entry] = []
    try connection.query(RegisterReader.entries, [.text(resource.name), .text(kenmerk)]) { row in
      let owners = (try? JSON.parse(row.text(9)))?.asArray?.compactMap(\.asInt).map(Int64.init) ?? []
      let audience = Audience(level: Audience.Level(rawValue: row.integer(8)) ?? .nobody, owners: Set(owners))
      guard audience.includes(caller) else { return .next }
      found.append(
        Entry(
          versie: row.integer(1), conceptversie: row.isNull(2) ? nil : row.integer(2), action: row.text(3),
          status: row.isNull(10) ? nil : Publicatie.Status(rawValue: row.text(10)),
          from: Timestamp(seconds: row.integer(4)), until: row.isNull(5) ? nil : Timestamp(seconds: row.integer(5)),
          organisation: row.isNull(6) ? nil : row.text(6), reason: row.isNull(7) ? nil : row.text(7),
          number: row.integer(0)))
      return .next
    }
    return found
  }

  /// A row as its published version `versie` was.
  ///
  /// - Throws: `RegisterError.notFound` when there is no such version for this caller.
  public func version(_ resource: Resource, _ kenmerk: String, _ versie: Int64, for caller: Caller) throws -> Item {
    let entries = try versions(resource, kenmerk, for: caller)
    guard let entry = entries.last(where: { $0.versie == versie && $0.conceptversie == nil }),
      let first = entries.first,
      let standing = try StoredRow.load(resource, kenmerk: kenmerk, connection)
    else { throw RegisterError.notFound(resource: resource.name, kenmerk: kenmerk) }
    var row = standing
    row.versie = versie
    row.conceptversie = nil
    row.created = min(standing.created, first.from)
    row.changed = entry.from
    let (document, publicatie) = try document(resource, at: entry)
    var references = References()
    let hidden = try references.guarded(document.references, connection).filter { !$0.value.includes(caller) }
    return Item(
      resource: resource.name, kenmerk: kenmerk, etag: "\"\(versie)\"",
      json: Rendering.render(row, document, publicatie, without: Set(hidden.keys)), isPublic: true)
  }

  private func document(_ resource: Resource, at entry: Entry) throws -> (Document, Publicatie?) {
    var members = try Log.document(at: entry.number, connection)
    let publicatie = members["publicatie"].flatMap(Publicatie.init(logged:))
    members["publicatie"] = nil
    members["planwijziging"] = nil
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
  }

  /// The fields in which two published versions differ, in the order of the declaration.
  public func differences(
    _ resource: Resource, _ kenmerk: String, from: Int64, to: Int64, for caller: Caller
  ) throws -> [Difference] {
    let old = try JSON.parse(version(resource, kenmerk, from, for: caller).json)
    let new = try JSON.parse(version(resource, kenmerk, to, for: caller).json)
    return resource.fields.flatMap { field -> [Difference] in
      if field.isObject {
        return field.members.compactMap { member in
          Difference(
            "\(field.name).\(member.name)", old[field.name]?[member.name] ?? .null,
            new[field.name]?[member.name] ?? .null)
        }
      }
      return [Difference(field.name, old[field.name] ?? .null, new[field.name] ?? .null)].compactMap { $0 }
    }
  }
}

extension RegisterReader.Difference {
  /// Nil when nothing changed.
  fileprivate init?(_ field: String, _ from: JSON, _ to: JSON) {
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
