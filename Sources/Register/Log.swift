import Bytes
import SQL

/// The log: every version of every row, whole, with its links; chained, so that what was once said cannot be changed
/// unseen (DESIGN section 6).
///
/// A link of the chain covers the entry's own facts and a salted digest for each member of the document - not the
/// member's text, so that a text can later be struck out (a leaked name, a court order) while the chain still holds.
struct Log {
  /// What one write leaves behind.
  struct Entry: Sendable {
    var moment: Timestamp
    var resource: String
    var row: Int64
    var kenmerk: String
    /// 0 for the version that stands, 1 for a draft beside a published one.
    var layer: Int64
    var action: Action
    var versie: Int64
    var conceptversie: Int64?
    var audience: Audience.Level
    var owners: [Int64]
    /// The kenmerk of the token; nil for an import or the server itself.
    var token: String?
    var organisation: String?
    var reason: String?
    /// The members a client writes, `publicatie` where the resource has it, and what else the entry says of itself
    /// (`memberNames`).
    var document: JSONObject
  }

  /// Members of an entry's document that are none of the row's fields.
  static let memberNames = ["publicatie", "planwijziging", Redaction.member, QuietWrite.member]

  enum Action: String, Sendable {
    case created = "aangemaakt"
    case changed = "gewijzigd"
    case discarded = "verwijderd"
    case transitioned = "statusovergang"
    /// A text was struck out of the row's versions (`Redaction`); the document is that of the version before it, less
    /// the text, with a member `doorhaling`.
    case redacted = "doorhaling"
  }

  /// The hash the chain begins with.
  static let origin = [UInt8](repeating: 0, count: 32)

  static let saltLength = 8
  static let digestLength = 16

  // MARK: The chain

  /// An entry's document as it is kept, with a digest for each member that holds something, and for the reason: name,
  /// salt and value in one SHA-256, of which the first 16 bytes are kept. Each member is written once.
  private struct Kept {
    let document: String
    let salts: [UInt8]
    let digests: [UInt8]

    init(_ entry: Entry) {
      var buffer = ByteBuffer(capacity: 4_096)
      var covered: [(name: String, place: Range<Int>)] = []
      covered.reserveCapacity(entry.document.count + 1)
      buffer.append("{")
      var isFirst = true
      for (name, value) in entry.document {
        if !isFirst { buffer.append(",") }
        isFirst = false
        JSONWriter.writeString(name, into: &buffer)
        buffer.append(":")
        let start = buffer.count
        JSONWriter.write(value, into: &buffer)
        if Log.holds(value) { covered.append((name, start..<buffer.count)) }
      }
      buffer.append("}")
      let end = buffer.count
      if let reason = entry.reason {
        JSONWriter.writeString(reason, into: &buffer)
        covered.append(("reden", end..<buffer.count))
      }
      let salts = SecureRandom.bytes(saltLength * covered.count)
      var digests: [UInt8] = []
      digests.reserveCapacity(digestLength * covered.count)
      document = buffer.withBytes { bytes in
        for (index, (name, place)) in covered.enumerated() {
          let salt = salts[index * saltLength..<(index + 1) * saltLength]
          digests += Log.digest(of: UnsafeRawBufferPointer(rebasing: bytes[place]), named: name, salt: salt)
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      self.salts = salts
      self.digests = digests
    }
  }

  static func digest(of value: JSON, named name: String, salt: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    value.encoded().withUnsafeBytes { digest(of: $0, named: name, salt: salt) }
  }

  private static func digest(
    of value: UnsafeRawBufferPointer, named name: String, salt: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    var hash = SHA256()
    salt.withUnsafeBytes { hash.update($0) }
    hash.update(name)
    hash.update([0])
    hash.update(value)
    return hash.finalize().prefix(digestLength)
  }

  private static func holds(_ value: JSON) -> Bool { !value.isNull && value.asArray?.isEmpty != true }

  /// What has a digest, in the order of the digests: the members that hold something, then the reason.
  static func members(_ document: JSONObject, reason: String?) -> [(String, JSON)] {
    var members = document.filter { holds($0.value) }
    if let reason { members.append(("reden", .string(reason))) }
    return members.map { ($0.name, $0.value) }
  }

  /// The entry's hash: SHA-256 over the hash before it, the entry's facts in a fixed order, and the digests.
  static func link(_ number: Int64, _ entry: Entry, digests: [UInt8], after previous: [UInt8]) -> [UInt8] {
    let facts: JSON = [
      .integer(number), .integer(entry.moment.seconds), .string(entry.resource), .string(entry.kenmerk),
      .integer(entry.layer), .string(entry.action.rawValue), .integer(entry.versie),
      entry.conceptversie.map(JSON.integer) ?? .null, .integer(entry.audience.rawValue),
      .array(entry.owners.map(JSON.integer)), .text(entry.token), .text(entry.organisation),
    ]
    var hash = SHA256()
    hash.update(previous)
    hash.update(facts.encoded())
    hash.update(digests)
    return hash.finalize()
  }

  // MARK: Writing and reading

  private static let last = SQLStatement("SELECT volgnummer, keten, tijd FROM logboek ORDER BY volgnummer DESC LIMIT 1")

  private static let insert = SQLStatement(
    """
    INSERT INTO logboek (volgnummer, tijd, bron, rij, kenmerk, laag, handeling, versie, conceptversie, zicht,
      eigenaren, token, organisatie, reden, document, zouten, vingerafdrukken, keten)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
    """)

  private static let close = SQLStatement(
    "UPDATE logboek SET tot = $1, tot_volgnummer = $2 WHERE volgnummer = $3")

  private static let documentAt = SQLStatement("SELECT document FROM logboek WHERE volgnummer = $1")

  private static let everUsed = SQLStatement(
    "SELECT 1 FROM logboek WHERE bron = $1 AND kenmerk = $2 LIMIT 1")

  private static let transitions = SQLStatement(
    """
    SELECT l.document, l.token, t.organisatie, t.rol FROM logboek l JOIN toegang t ON t.kenmerk = l.token
    WHERE l.rij = $1 AND l.laag = $2 AND l.handeling IN ('aangemaakt', 'statusovergang') ORDER BY l.volgnummer DESC
    """)

  /// Who released what now stands.
  struct Releaser {
    /// By its kenmerk.
    var token: String
    /// The row of the token's organisation.
    var organisation: Int64
    var role: Caller.Role
  }

  /// Who released a row: by a transition, or by making it released at once. A change of what was released takes it back
  /// to a draft; an approval with an embargo does not.
  static func releaser(of row: StoredRow, _ connection: any SQLConnection) throws -> Releaser? {
    var releaser: Releaser?
    try connection.query(transitions, [.integer(row.row), .integer(row.layer)]) { entry in
      let document = try entry.withBytes(0) { try JSON.parse($0) }
      let status = document["publicatie"]?["status"]?.asString.flatMap(Publicatie.Status.init)
      if status == .gepubliceerd { return .next }
      if status == .vrijgegeven, let role = Caller.Role(rawValue: entry.text(3)) {
        releaser = Releaser(token: entry.text(1), organisation: entry.integer(2), role: role)
      }
      return .stop
    }
    return releaser
  }

  /// Why a row is no longer there, by its last document: its own reason, or that of what it stands under.
  static func withdrawalReason(
    of resource: Resource, _ document: JSONObject, _ connection: any SQLConnection
  ) throws -> String {
    if let reason = document["publicatie"]?["reden"]?.asString { return reason }
    guard let field = resource.parentField, let kenmerk = document[field]?.asString,
      let above = resource.field(field)?.target.flatMap(Resource.named),
      let row = try StoredRow.load(above, kenmerk: kenmerk, connection)
    else { return "" }
    return try withdrawalReason(of: above, Log.document(at: row.number, connection), connection)
  }

  private static let publication = SQLStatement(
    """
    SELECT organisatie FROM logboek WHERE rij = $1 AND handeling IN ('aangemaakt', 'statusovergang')
    ORDER BY volgnummer DESC LIMIT 1
    """)

  /// The organisation that published a row which is not public yet.
  static func publisher(of row: StoredRow, _ connection: any SQLConnection) throws -> String? {
    var organisation: String?
    try connection.query(publication, [.integer(row.row)]) { entry in
      organisation = entry.isNull(0) ? nil : entry.text(0)
      return .stop
    }
    return organisation
  }

  private static let audiences = SQLStatement(
    """
    SELECT zicht, eigenaren FROM logboek WHERE rij = $1 AND laag = 0 AND zicht < 4 AND versie > 0
    ORDER BY volgnummer DESC
    """)

  /// Whether `caller` could ever see a published version of this row. Served by index `logboek_rij` (migration 0001).
  static func wasSeen(_ row: Int64, by caller: Caller, _ connection: any SQLConnection) throws -> Bool {
    var seen = false
    try connection.query(audiences, [.integer(row)]) { entry in
      let owners = (try? JSON.parse(entry.text(1)))?.asArray?.compactMap(\.asInt).map(Int64.init) ?? []
      let level = Audience.Level(rawValue: entry.integer(0)) ?? .nobody
      seen = Audience(level: level, owners: Set(owners)).includes(caller)
      return seen ? .stop : .next
    }
    return seen
  }

  /// Where the chain stands: the number and hash of its last entry.
  struct Head: Sendable {
    var number: Int64
    var hash: [UInt8]
    var moment = Timestamp(seconds: .min)
  }

  static func head(_ connection: any SQLConnection) throws -> Head {
    var head = Head(number: 0, hash: origin)
    try connection.query(last, []) { row in
      head.number = row.integer(0)
      head.hash = row.withBytes(1) { Array($0) }
      head.moment = Timestamp(seconds: row.integer(2))
      return .stop
    }
    return head
  }

  /// Appends `entry`, and ends the entry at `replaced`, in the caller's transaction.
  static func append(
    _ entry: Entry, after head: Head, replacing replaced: Int64?, _ connection: any SQLConnection
  ) throws -> Head {
    let number = head.number + 1
    let kept = Kept(entry)
    let hash = link(number, entry, digests: kept.digests, after: head.hash)
    try connection.run(
      insert,
      [
        .integer(number), .integer(entry.moment.seconds), .text(entry.resource), .integer(entry.row),
        .text(entry.kenmerk), .integer(entry.layer), .text(entry.action.rawValue), .integer(entry.versie),
        SQLValue(entry.conceptversie), .integer(entry.audience.rawValue),
        .text(JSON.array(entry.owners.map(JSON.integer)).text), SQLValue(entry.token), SQLValue(entry.organisation),
        SQLValue(entry.reason), .text(kept.document), .blob(kept.salts), .blob(kept.digests), .blob(hash),
      ])
    if let replaced {
      try connection.run(close, [.integer(entry.moment.seconds), .integer(number), .integer(replaced)])
    }
    return Head(number: number, hash: hash, moment: entry.moment)
  }

  static func document(at number: Int64, _ connection: any SQLConnection) throws -> JSONObject {
    var document = JSONObject([])
    try connection.query(documentAt, [.integer(number)]) { row in
      document = try row.withBytes(0) { try JSON.parse($0).asObject } ?? document
      return .stop
    }
    return document
  }

  /// Whether any row of this resource, seen or not, discarded or not, ever had this kenmerk.
  static func hasUsed(_ kenmerk: String, _ resource: Resource, _ connection: any SQLConnection) throws -> Bool {
    var used = false
    for resource in [resource] + resource.namesakes {
      try connection.query(everUsed, [.text(resource.name), .text(kenmerk)]) { _ in
        used = true
        return .stop
      }
    }
    return used
  }
}
