import Bytes
import SQL

/// What clients do with subscriptions. In the transaction of the writer like every write, but not in the log: the
/// address and the secret of a receiver are gone when he takes them back.
extension Ledger {
  /// As many as one organisation may have.
  private static let limit = 100

  func applyToSubscription(_ command: Command) throws -> Outcome {
    switch command.operation {
    case .create(let body): return try subscribe(body, command)
    case .patch(let kenmerk, let patch): return try changeSubscription(kenmerk, patch, command)
    case .discard(let kenmerk):
      let existing = try findSubscription(kenmerk, command)
      try requireCondition(existing, command)
      try connection.run(Ledger.unsubscribe, [.integer(existing.row)])
      return .discarded
    case .resume(let kenmerk):
      var existing = try findSubscription(kenmerk, command)
      existing.setStatus(.active, at: command.now)
      existing.token = command.caller.token ?? existing.token
      return .updated(try store(existing, command))
    case .replay(let kenmerk, let position):
      var existing = try findSubscription(kenmerk, command)
      existing.progress.upTo = try start(at: position, of: existing, command)
      return .updated(try store(existing, command))
    case .put(let kenmerk, _), .transition(let kenmerk, _):
      throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
    case .bulk: throw RegisterError.forbidden(reason: .role)
    }
  }

  private static let unsubscribe = SQLStatement("DELETE FROM abonnement WHERE rij = $1")

  private static let countOf = SQLStatement("SELECT count(*) FROM abonnement WHERE organisatie = $1")

  private static let subscribe = SQLStatement(
    """
    INSERT INTO abonnement (rij, kenmerk, organisatie, token, inhoud, geheim, status, status_sinds, versie,
      aangemaakt_op, gewijzigd_op, ronde, tot, pogingen)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, 1, $11, 0)
    """)

  private static let update = SQLStatement(
    """
    UPDATE abonnement SET token = $1, inhoud = $2, status = $3, reden = $4, status_sinds = $5, versie = $6,
      gewijzigd_op = $7, ronde = $8, tot = $9, pogingen = $10, mislukt_sinds = $11, volgende_op = $12
    WHERE rij = $13
    """)

  private static let newSecret = SQLStatement("UPDATE abonnement SET geheim = $1 WHERE rij = $2")

  // MARK: The operations

  private func subscribe(_ body: JSON, _ command: Command) throws -> Outcome {
    guard let token = command.caller.token, let organisation = command.caller.organisation,
      let owner = try state.references.target(of: .init(resource: "organisatie", kenmerk: organisation), connection)?
        .row
    else { throw RegisterError.forbidden(reason: .role) }
    var read = try read(body, command, over: nil)
    var count: Int64 = 0
    try connection.query(Ledger.countOf, [.integer(owner)]) { row in
      count = row.integer(0)
      return .stop
    }
    if count >= Ledger.limit {
      read.faults.append(FieldError("", .rule(code: "te-veel-abonnementen")))
    }
    if !read.faults.isEmpty { throw RegisterError.invalid(read.faults) }
    let secret = read.secret ?? SecureRandom.bytes(32)
    let kenmerk = SubscriptionName.make(for: read.content)
    let (row, now) = (nextRow(), SQLValue.integer(command.now.seconds))
    try connection.run(
      Ledger.subscribe,
      [
        .integer(row), .text(kenmerk), .integer(owner), .text(token), .text(JSON.object(read.content.members).text),
        .blob(secret), .text(read.status.rawValue), now, now, now, .integer(state.lastChange),
      ])
    guard let made = try Subscription.load(kenmerk, connection) else {
      throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
    }
    // What the client brought it has; what the server made is told this once.
    let told = read.secret == nil ? WebhookSecret.text(of: secret) : nil
    return .created(try made.item(at: command.now, ownReader, secret: told))
  }

  private func changeSubscription(_ kenmerk: String, _ patch: JSON, _ command: Command) throws -> Outcome {
    let faults = command.resource.faults(in: patch, isPatch: true)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    var existing = try findSubscription(kenmerk, command)
    var current = existing.content.members
    current["status"] = .string(existing.status.rawValue)
    let read = try read(MergePatch.apply(patch, to: .object(current)), command, over: existing)
    if !read.faults.isEmpty { throw RegisterError.invalid(read.faults) }
    try requireCondition(existing, command)
    let isSame = existing.content == read.content && existing.status == read.status && read.secret == nil
    if isSame { return .unchanged(try existing.item(at: command.now, ownReader)) }
    // With other eyes it is asked from whoever opens them.
    if read.content["bereik"] != existing.content["bereik"] { existing.token = command.caller.token ?? existing.token }
    existing.content = read.content
    if existing.status != read.status { existing.setStatus(read.status, at: command.now) }
    if let secret = read.secret { try connection.run(Ledger.newSecret, [.blob(secret), .integer(existing.row)]) }
    return .updated(try store(existing, command))
  }

  /// Stores what a client made of it. What is under way for the version before is forgotten: it is delivered again.
  private func store(_ changed: Subscription, _ command: Command) throws -> Item {
    var next = changed
    next.versie += 1
    next.round += 1
    next.changed = command.now
    next.progress.nextAttempt = nil
    try connection.run(
      Ledger.update,
      [
        .text(next.token), .text(JSON.object(next.content.members).text), .text(next.status.rawValue),
        SQLValue(next.reason), .integer(next.statusSince.seconds), .integer(next.versie),
        .integer(next.changed.seconds), .integer(next.round), .integer(next.progress.upTo),
        .integer(next.progress.attempts), SQLValue(next.progress.failingSince?.seconds), .null, .integer(next.row),
      ])
    return try next.item(at: command.now, ownReader)
  }

  // MARK: Steps

  private var ownReader: RegisterReader { RegisterReader(connection: connection, changes: ChangeNumbers()) }

  private func findSubscription(_ kenmerk: String, _ command: Command) throws -> Subscription {
    guard let found = try Subscription.load(kenmerk, connection), found.audience.includes(command.caller) else {
      throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
    }
    return found
  }

  private func requireCondition(_ existing: Subscription, _ command: Command) throws {
    let current = try existing.item(at: command.now, ownReader).etag
    try command.condition.require(on: current, isNamed: existing.isNamed)
  }

  private struct Read {
    var content: Document
    var status: Subscription.Status
    var secret: [UInt8]?
    var faults: [FieldError]
  }

  private func read(_ body: JSON, _ command: Command, over existing: Subscription?) throws -> Read {
    var validation = Validation(command.resource)
    var content = validation.document(from: body)
    var faults = validation.faults
    let status = Subscription.Status(rawValue: content.text("status") ?? "") ?? .active
    if status == .parked, existing?.status != .parked {
      faults.append(FieldError("/status", .notAllowed(allowed: ["actief", "gepauzeerd"])))
    }
    var secret: [UInt8]?
    if let text = content.text(Resource.secret) {
      secret = WebhookSecret.bytes(of: text)
      if secret == nil { faults.append(FieldError("/\(Resource.secret)", .malformed(expected: WebhookSecret.shape))) }
    }
    if content["selectie"].asObject?.isEmpty == false {
      let resource = content.text("collectie").flatMap(Resource.collected)
      let eyes = content.text("bereik") == "toegang" ? command.caller : .everyone
      if let resource {
        faults += try selectionFaults(content["selectie"], of: resource, at: JSONPointer(["selectie"]), for: eyes)
      } else if !faults.contains(where: { $0.location == "/collectie" }) {
        faults.append(FieldError("/selectie", .rule(code: "selectie-zonder-collectie")))
      }
    }
    // Kept in columns of their own, the secret where no rendering comes.
    for name in ["status", Resource.secret] + content.resource.fields.filter(\.isReadOnly).map(\.name) {
      content[name] = .null
    }
    return Read(content: content, status: status, secret: secret, faults: faults)
  }

  /// Where a replay begins; nil is the beginning of the feed.
  private func start(at position: String?, of existing: Subscription, _ command: Command) throws -> Int64 {
    guard let position else { return 0 }
    guard let eyes = try existing.eyes(at: command.now, connection) else { throw RegisterError.positionGone }
    return try ownReader.number(of: position, for: eyes) ?? state.lastChange
  }
}

extension Subscription {
  fileprivate mutating func setStatus(_ status: Status, at now: Timestamp) {
    if self.status != status { statusSince = now }
    self.status = status
    reason = nil
    progress.attempts = 0
    progress.failingSince = nil
  }
}

/// The kenmerk of a subscription: made by the server, with a random ending, so that it tells nobody of another's.
private enum SubscriptionName {
  static func make(for content: Document) -> String {
    let host = (content.text("doel") ?? "").split(separator: "/").dropFirst().first.map(String.init) ?? ""
    let start = Kenmerk.make(from: String((content.text("naam") ?? host).prefix(60)))?.text ?? "abonnement"
    return "\(start.prefix(60))-\(Hex.encode(SecureRandom.bytes(6)))"
  }
}
