import Bytes
import SQL

/// What the administrator does with tokens: in the transaction of the writer like every write, but not in the log,
/// which is the programme's.
extension Ledger {
  /// Seconds that a token works when nobody said how long.
  private static let lifetime = 365 * 86_400

  func applyToToken(_ command: Command) throws -> Outcome {
    switch command.operation {
    case .create(let body): return try grant(body, command)
    case .discard(let kenmerk):
      guard let existing = try Tokens.list(connection).first(where: { $0.kenmerk == kenmerk }) else {
        throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
      }
      try requireCondition(existing, command)
      // Revoked before is as good as revoked now.
      _ = try Tokens.revokeRow(kenmerk, now: command.now, connection)
      return .discarded
    case .put(let kenmerk, _), .patch(let kenmerk, _), .transition(let kenmerk, _), .resume(let kenmerk),
      .replay(let kenmerk, _):
      throw RegisterError.notFound(resource: command.resource.name, kenmerk: kenmerk)
    case .bulk: throw RegisterError.forbidden(reason: .role)
    }
  }

  private func requireCondition(_ existing: Tokens.Token, _ command: Command) throws {
    try command.condition.require(on: existing.item(at: command.now).etag, isNamed: existing.isNamed)
  }

  private func grant(_ body: JSON, _ command: Command) throws -> Outcome {
    var validation = Validation(command.resource)
    let document = validation.document(from: body)
    var faults = validation.faults
    let organisation = document.text("organisatie") ?? ""
    let role = document.text("rol").flatMap(Caller.Role.init) ?? .reader
    // The bureau sees what every department has released: no department is it.
    if role == .bureau, organisation != Resource.bureau {
      faults.append(FieldError("/organisatie", .notAllowed(allowed: [Resource.bureau])))
    }
    let end = document.text("verlooptOp").flatMap { Timestamp(rfc3339: $0) } ?? command.now + Ledger.lifetime
    if end <= command.now { faults.append(FieldError("/verlooptOp", .rule(code: "al-verlopen"))) }
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    guard
      let made = try Tokens.insertRow(
        organisation: organisation, role: role, expires: end, now: command.now, connection),
      let token = try Tokens.list(connection).first(where: { $0.kenmerk == made.kenmerk })
    else {
      throw RegisterError.invalid([
        FieldError("/organisatie", .unknownReference(resource: "organisatie", kenmerk: organisation))
      ])
    }
    return .created(token.item(at: command.now, secret: made.secret))
  }
}
