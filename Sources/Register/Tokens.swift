public import Bytes
public import SQL

/// Tokens: who may act for which organisation, in which role. Only the SHA-256 of a token is kept.
public enum Tokens {
  /// A token as an administrator sees it; the secret itself is shown once, when it is made.
  public struct Token: Sendable, Equatable {
    public let kenmerk: String
    public let organisation: String
    public let role: Caller.Role
    public let created: Timestamp
    public let expires: Timestamp?
    public let revoked: Timestamp?
    public let lastUsed: Timestamp?
  }

  private static let insert = SQLStatement(
    """
    INSERT INTO toegang (kenmerk, organisatie, rol, vingerafdruk, aangemaakt_op, verloopt_op)
    SELECT $1, rij, $2, $3, $4, $5 FROM organisatie WHERE kenmerk = $6 AND laag = 0
    """)

  /// Makes a token.
  ///
  /// - Returns: its kenmerk, and the secret, which is stored nowhere.
  /// - Throws: `RegisterError.notFound` when there is no such organisation.
  public static func create(
    organisation: String, role: Caller.Role, expires: Timestamp?, now: Timestamp, _ connection: any SQLConnection
  ) throws -> (kenmerk: String, secret: String) {
    let made = try connection.transaction {
      try insertRow(organisation: organisation, role: role, expires: expires, now: now, connection)
    }
    guard let made else { throw RegisterError.notFound(resource: "organisatie", kenmerk: organisation) }
    return made
  }

  /// The same within a transaction; nil when there is no such organisation.
  static func insertRow(
    organisation: String, role: Caller.Role, expires: Timestamp?, now: Timestamp, _ connection: any SQLConnection
  ) throws -> (kenmerk: String, secret: String)? {
    let secret = "npdr_" + Base64URL.encode(SecureRandom.bytes(32))
    let kenmerk = "\(role.rawValue)-\(organisation.prefix(40))-\(Hex.encode(SecureRandom.bytes(4)))"
    let digest = Array(secret.utf8).withUnsafeBytes { SHA256.digest(of: $0) }
    let made = try connection.run(
      insert,
      [
        .text(kenmerk), .text(role.rawValue), .blob(digest), .integer(now.seconds), SQLValue(expires?.seconds),
        .text(organisation),
      ])
    return made == 0 ? nil : (kenmerk, secret)
  }

  private static let all = SQLStatement(
    """
    SELECT t.kenmerk, o.kenmerk, t.rol, t.aangemaakt_op, t.verloopt_op, t.ingetrokken_op, t.laatst_gebruikt_op
    FROM toegang t JOIN organisatie o ON o.rij = t.organisatie ORDER BY t.aangemaakt_op, t.kenmerk
    """)

  public static func list(_ connection: any SQLConnection) throws -> [Token] {
    var tokens: [Token] = []
    try connection.query(all, []) { row in
      func moment(_ column: Int) -> Timestamp? { row.isNull(column) ? nil : Timestamp(seconds: row.integer(column)) }
      tokens.append(
        Token(
          kenmerk: row.text(0), organisation: row.text(1), role: Caller.Role(rawValue: row.text(2)) ?? .reader,
          created: Timestamp(seconds: row.integer(3)), expires: moment(4), revoked: moment(5), lastUsed: moment(6)))
      return .next
    }
    return tokens
  }

  private static let revoke = SQLStatement(
    "UPDATE toegang SET ingetrokken_op = $1 WHERE kenmerk = $2 AND ingetrokken_op IS NULL")

  /// - Throws: `RegisterError.notFound` when there is no such token, or it is revoked already.
  public static func revoke(_ kenmerk: String, now: Timestamp, _ connection: any SQLConnection) throws {
    let isRevoked = try connection.transaction { try revokeRow(kenmerk, now: now, connection) }
    if !isRevoked { throw RegisterError.notFound(resource: "toegang", kenmerk: kenmerk) }
  }

  /// The same within a transaction.
  /// - Returns: false when there is no such token, or it is revoked already.
  static func revokeRow(_ kenmerk: String, now: Timestamp, _ connection: any SQLConnection) throws -> Bool {
    try connection.run(revoke, [.integer(now.seconds), .text(kenmerk)]) > 0
  }

  private static let touched = SQLStatement("UPDATE toegang SET laatst_gebruikt_op = $1 WHERE kenmerk = $2")

  static func touch(_ kenmerk: String, at now: Timestamp, _ connection: any SQLConnection) throws {
    try connection.run(touched, [.integer(now.seconds), .text(kenmerk)])
  }

  private static let holder = holder(by: "vingerafdruk")
  private static let named = holder(by: "kenmerk")

  private static func holder(by column: String) -> SQLStatement {
    SQLStatement(
      """
      SELECT t.kenmerk, t.rol, o.kenmerk, o.rij, o.werkwijze, EXISTS (SELECT 1 FROM organisatie v WHERE v.opvolger = o.rij)
      FROM toegang t JOIN organisatie o ON o.rij = t.organisatie
      WHERE t.\(column) = $1 AND t.ingetrokken_op IS NULL AND (t.verloopt_op IS NULL OR t.verloopt_op > $2)
      """)
  }

  /// The organisation itself, and those it has taken over, and those they had: from its own first day, and not before
  /// the last of theirs.
  private static let actingFor = SQLStatement(
    """
    WITH RECURSIVE voorgangers (rij) AS (
      SELECT $1
      UNION SELECT o.rij FROM voorgangers v JOIN organisatie s ON s.rij = v.rij JOIN organisatie o ON o.opvolger = s.rij
      WHERE coalesce(s.geldig_van, '') <= $2 AND coalesce(o.geldig_tot, '') <= $2)
    SELECT rij FROM voorgangers ORDER BY rij
    """)

  /// The caller behind a token; nil when it is unknown, expired or revoked.
  static func caller(_ digest: [UInt8], at now: Timestamp, _ connection: any SQLConnection) throws -> Caller? {
    try caller(holder, .blob(digest), at: now, connection)
  }

  /// Who the holder of the token with this kenmerk is; nil when it is unknown, expired or revoked.
  static func caller(named kenmerk: String, at now: Timestamp, _ connection: any SQLConnection) throws -> Caller? {
    try caller(named, .text(kenmerk), at: now, connection)
  }

  private static func caller(
    _ statement: SQLStatement, _ key: SQLValue, at now: Timestamp, _ connection: any SQLConnection
  ) throws -> Caller? {
    var found: (token: String, role: Caller.Role, organisation: String, row: Int64, fourEyes: Bool, hasTakenOver: Bool)?
    try connection.query(statement, [key, .integer(now.seconds)]) { row in
      guard let role = Caller.Role(rawValue: row.text(1)) else { return .stop }
      found = (row.text(0), role, row.text(2), row.integer(3), row.text(4) == "vier-ogen", row.integer(5) == 1)
      return .stop
    }
    guard let found else { return nil }
    var organisations: [Int64] = []
    // Most have taken over nobody, and are asked one question instead of two.
    if found.hasTakenOver {
      let today = Day.inAmsterdam(at: now).description
      try connection.query(actingFor, [.integer(found.row), .text(today)]) { row in
        organisations.append(row.integer(0))
        return .next
      }
    } else {
      organisations = [found.row]
    }
    return Caller(
      role: found.role, token: found.token, organisation: found.organisation, organisations: organisations,
      fourEyes: found.fourEyes)
  }
}
