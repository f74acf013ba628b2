import Bytes
import SQL

/// The server's side of a row: everything beside the document.
struct StoredRow: Sendable {
  /// The resource's name.
  var resource: String
  /// The key others link to; never used for another row.
  var row: Int64
  var kenmerk: String
  /// 0 for the version that stands, 1 for a draft beside a published one.
  var layer: Int64
  var audience: Audience
  /// How many versions have been published.
  var versie: Int64
  /// How often the draft was changed; nil when there is none.
  var conceptversie: Int64?
  /// The organisation that made it.
  var maker: Int64?
  var created: Timestamp
  var changed: Timestamp
  /// Its latest entry in the log.
  var number: Int64
  /// How often its rendering changed while the version stayed: a link began to show, or no longer does.
  var revision: Int64 = 0

  /// The strong entity tag of the plain JSON item.
  var etag: String { tag.text }
  var tag: ItemTag { ItemTag(versie: versie, conceptversie: conceptversie, revision: revision) }
}

extension StoredRow {
  static let columns = """
    m.rij, m.kenmerk, m.laag, m.zicht, m.versie, m.conceptversie, m.maker, m.aangemaakt_op, m.gewijzigd_op,
    m.volgnummer, m.herzien
    """

  private static let owners = SQLStatement("SELECT organisatie FROM eigen WHERE bron = $1 AND rij = $2")

  private static let pastOwners = SQLStatement(
    "SELECT organisatie FROM eigen_toen WHERE bron = $1 AND rij = $2 AND toen_sinds <= $3 AND toen_tot > $4")

  static func load(
    _ resource: Resource, kenmerk: String, layer: Int64 = 0, _ connection: any SQLConnection
  ) throws -> StoredRow? {
    try load(resource, Layout.of(resource).statements.byKenmerk, [.text(kenmerk), .integer(layer)], connection)
  }

  static func load(_ resource: Resource, row: Int64, _ connection: any SQLConnection) throws -> StoredRow? {
    try load(resource, Layout.of(resource).statements.byRow, [.integer(row)], connection)
  }

  private static func load(
    _ resource: Resource, _ statement: SQLStatement, _ arguments: [SQLValue], _ connection: any SQLConnection
  ) throws -> StoredRow? {
    var found: StoredRow?
    try connection.query(statement, arguments) { row in
      found = StoredRow(
        resource: resource.name, row: row.integer(0), kenmerk: row.text(1), layer: row.integer(2),
        audience: Audience(level: Audience.Level(rawValue: row.integer(3)) ?? .nobody, owners: []),
        versie: row.integer(4), conceptversie: row.isNull(5) ? nil : row.integer(5),
        maker: row.isNull(6) ? nil : row.integer(6), created: Timestamp(seconds: row.integer(7)),
        changed: Timestamp(seconds: row.integer(8)), number: row.integer(9), revision: row.integer(10))
      return .stop
    }
    if let row = found, row.audience.level > .everyone {
      found?.audience.owners = try owners(of: resource, row.row, connection)
    }
    return found
  }

  /// The organisations whose own a row is; only kept for rows that not everyone sees.
  static func owners(
    of resource: Resource, _ row: Int64, asOf moment: Timestamp? = nil, _ connection: any SQLConnection
  ) throws -> Set<Int64> {
    var found: Set<Int64> = []
    var arguments: [SQLValue] = [.text(resource.name), .integer(row)]
    var statement = owners
    if let moment {
      arguments += [.integer(moment.seconds), .integer(moment.seconds)]
      statement = pastOwners
    }
    try connection.query(statement, arguments) { row in
      found.insert(row.integer(0))
      return .next
    }
    return found
  }
}
