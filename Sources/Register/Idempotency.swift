import Bytes
import SQL

/// Repeats of a POST with the same Idempotency-Key: stored with the change itself, so that a retry after a crash finds
/// either both or neither.
extension Ledger {
  private static let find = SQLStatement(
    """
    SELECT lichaam, uitkomst, bron, kenmerk, etag, weergave, openbaar FROM herhaling
    WHERE token = $1 AND pad = $2 AND sleutel = $3
    """)

  private static let insert = SQLStatement(
    """
    INSERT INTO herhaling (token, pad, sleutel, lichaam, uitkomst, bron, kenmerk, etag, weergave, openbaar, op)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    """)

  private static let expire = SQLStatement("DELETE FROM herhaling WHERE op < $1")

  /// How long a key is remembered, in seconds: a day is promised, two are kept.
  private static let lifetime: Int64 = 2 * 86_400

  /// The answer of the first time; nil when this is the first time.
  func repeated(_ idempotency: Command.Idempotency, _ command: Command) throws -> Outcome? {
    guard let token = command.caller.token else { return nil }
    var outcome: Outcome?
    var isSame = true
    try connection.query(Ledger.find, [.text(token), .text(idempotency.path), .text(idempotency.key)]) { row in
      isSame = row.withBytes(0) { Array($0) } == idempotency.bodyDigest
      if case .bulk = command.operation {
        outcome = .imported(try Bulk.Result(kept: row.withBytes(5) { Array($0) }))
        return .stop
      }
      let item = Item(
        resource: row.text(2), kenmerk: row.text(3), etag: row.text(4), json: row.withBytes(5) { Array($0) },
        isPublic: row.integer(6) == 1)
      outcome = row.text(1) == "aangemaakt" ? .created(item) : .updated(item)
      return .stop
    }
    if !isSame { throw RegisterError.idempotencyMismatch }
    return outcome
  }

  func remember(_ outcome: Outcome, _ idempotency: Command.Idempotency, _ command: Command) throws {
    guard let token = command.caller.token else { return }
    let kept: (String, Item)
    switch outcome {
    case .created(let item): kept = ("aangemaakt", item.withoutToken)
    case .updated(let item), .unchanged(let item): kept = ("gewijzigd", item)
    case .imported(let result):
      kept = (
        "gewijzigd",
        Item(resource: command.resource.name, kenmerk: "", etag: "", json: result.kept, isPublic: false)
      )
    case .discarded: return
    }
    try connection.run(
      Ledger.insert,
      [
        .text(token), .text(idempotency.path), .text(idempotency.key), .blob(idempotency.bodyDigest), .text(kept.0),
        .text(kept.1.resource), .text(kept.1.kenmerk), .text(kept.1.etag), .blob(kept.1.json),
        .integer(kept.1.isPublic ? 1 : 0), .integer(command.now.seconds),
      ])
  }

  func forgetRepeats(before now: Timestamp) throws {
    try connection.run(Ledger.expire, [.integer(now.seconds - Ledger.lifetime)])
  }
}

extension Item {
  /// What may be kept of it: a new token is told once, and stored nowhere.
  fileprivate var withoutToken: Item {
    guard resource == Resource.toegang.name, var members = (try? JSON.parse(json))?.asObject else { return self }
    members[Resource.token] = nil
    return Item(
      resource: resource, kenmerk: kenmerk, etag: etag, json: JSON.object(members).encoded(), isPublic: isPublic)
  }
}
