public import Bytes
import SQL

/// A subscription as it is stored; the secret stays behind.
struct Subscription {
  var row: Int64
  var kenmerk: String
  /// The organisation it is of: its row, and its kenmerk.
  var owner: Int64
  var organisation: String
  var token: String
  /// What clients write.
  var content: Document
  var status: Status
  var reason: String?
  var statusSince: Timestamp
  var versie: Int64
  var created: Timestamp
  var changed: Timestamp
  var round: Int64
  var progress: Progress

  enum Status: String {
    case active = "actief"
    case paused = "gepauzeerd"
    case parked = "geparkeerd"
  }

  /// How far the deliveries have come.
  struct Progress {
    var upTo: Int64
    var attempts: Int64
    var failingSince: Timestamp?
    var nextAttempt: Timestamp?
    var lastFault: String?
    var lastStatus: Int64?
    var delivered: Timestamp?
  }

  var audience: Audience { .own(of: owner) }

  /// The resource whose changes it hears; nil for every one.
  var resource: Resource? { content.text("collectie").flatMap(Resource.collected) }

  /// Whether it sees what its token sees, and not what everyone sees.
  var seesWithToken: Bool { content.text("bereik") == "toegang" }
}

extension Subscription {
  private static let columns = """
    SELECT a.rij, a.kenmerk, a.organisatie, o.kenmerk, a.token, a.inhoud, a.status, a.reden, a.status_sinds, a.versie,
      a.aangemaakt_op, a.gewijzigd_op, a.ronde, a.tot, a.pogingen, a.mislukt_sinds, a.volgende_op, a.laatste_fout,
      a.laatste_status, a.afgeleverd_op
    FROM abonnement a JOIN organisatie o ON o.rij = a.organisatie
    """

  private static let named = SQLStatement("\(columns) WHERE a.kenmerk = $1")
  private static let every = SQLStatement("\(columns) ORDER BY a.aangemaakt_op, a.kenmerk")
  private static let running = SQLStatement("\(columns) WHERE a.status = 'actief' ORDER BY a.rij")

  static func load(_ kenmerk: String, _ connection: any SQLConnection) throws -> Subscription? {
    try all(named, [.text(kenmerk)], connection).first
  }

  static func all(_ connection: any SQLConnection) throws -> [Subscription] { try all(every, [], connection) }

  static func active(_ connection: any SQLConnection) throws -> [Subscription] { try all(running, [], connection) }

  private static func all(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ connection: any SQLConnection
  ) throws -> [Subscription] {
    var found: [Subscription] = []
    try connection.query(statement, arguments) { row in
      func moment(_ column: Int) -> Timestamp? { row.isNull(column) ? nil : Timestamp(seconds: row.integer(column)) }
      func text(_ column: Int) -> String? { row.isNull(column) ? nil : row.text(column) }
      found.append(
        Subscription(
          row: row.integer(0), kenmerk: row.text(1), owner: row.integer(2), organisation: row.text(3),
          token: row.text(4), content: try Document(.abonnement, logged: Array(row.text(5).utf8)),
          status: Status(rawValue: row.text(6)) ?? .paused, reason: text(7),
          statusSince: Timestamp(seconds: row.integer(8)), versie: row.integer(9),
          created: Timestamp(seconds: row.integer(10)), changed: Timestamp(seconds: row.integer(11)),
          round: row.integer(12),
          progress: Progress(
            upTo: row.integer(13), attempts: row.integer(14), failingSince: moment(15), nextAttempt: moment(16),
            lastFault: text(17), lastStatus: row.isNull(18) ? nil : row.integer(18), delivered: moment(19))))
      return .next
    }
    return found
  }
}

extension Subscription {
  /// Whose eyes it sees with; nil when its token is no good any more.
  func eyes(at now: Timestamp, _ connection: any SQLConnection) throws -> Caller? {
    seesWithToken ? try Tokens.caller(named: token, at: now, connection) : .everyone
  }

  /// As its organisation reads it.
  ///
  /// - Parameter secret: shown once, in answer to the request that had the server make it.
  func item(at now: Timestamp, _ reader: RegisterReader, secret: String? = nil) throws -> Item {
    func text(_ moment: Timestamp?) -> JSON { .text(moment?.description) }
    let backlog = try eyes(at: now, reader.connection).map {
      JSON.integer(try reader.changeCount(afterNumber: progress.upTo, for: $0))
    }
    let delivery: JSON = [
      "statusSinds": text(statusSince), "laatsteOp": text(progress.delivered), "achterstand": backlog ?? .null,
      "pogingen": .integer(progress.attempts), "misluktSinds": text(progress.failingSince),
      "volgendeOp": status == .active ? text(progress.nextAttempt) : .null, "laatsteFout": .text(progress.lastFault),
      "laatsteStatus": progress.lastStatus.map { .integer($0) } ?? .null,
    ]
    var members: JSONObject = ["kenmerk": .string(kenmerk)]
    for field in Resource.abonnement.fields where field.name != Resource.secret {
      members[field.name] =
        switch field.name {
        case "status": .string(status.rawValue)
        case "organisatie": .string(organisation)
        case "reden": .text(reason)
        case "aflevering": delivery
        default: content[field.name]
        }
    }
    if let secret { members[Resource.secret] = .string(secret) }
    members["versie"] = .integer(versie)
    members["aangemaaktOp"] = .string(created.description)
    members["gewijzigdOp"] = .string(changed.description)
    let json = JSON.object(members).encoded()
    // Its deliveries show in it and move its tag; which version of it that was stands before the full stop.
    let tag = Base64URL.encode(SHA256.digest(of: json).prefix(9))
    return Item(
      resource: Resource.abonnement.name, kenmerk: kenmerk, etag: "\"\(versie).\(tag)\"", json: json, isPublic: false)
  }

  /// Whether an entity tag is of this version, whatever has been delivered since.
  func isNamed(by etag: String) -> Bool { etag.hasPrefix("\"\(versie).") && etag.hasSuffix("\"") }
}

extension RegisterReader {
  /// The subscriptions that are the caller's to see, oldest first.
  public func subscriptions(for caller: Caller, at now: Timestamp = .now) throws -> [Item] {
    try snapshot {
      try Subscription.all(connection).filter { $0.audience.includes(caller) }.map { try $0.item(at: now, self) }
    }
  }

  /// - Throws: `RegisterError.notFound`, also for what is not the caller's to see.
  public func subscription(_ kenmerk: String, for caller: Caller, at now: Timestamp = .now) throws -> Item {
    try snapshot {
      guard let found = try Subscription.load(kenmerk, connection), found.audience.includes(caller) else {
        throw RegisterError.notFound(resource: Resource.abonnement.name, kenmerk: kenmerk)
      }
      return try found.item(at: now, self)
    }
  }
}
