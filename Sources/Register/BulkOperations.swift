import Bytes

/// Many rows in one command. Each takes the way of a single write: the same checks, rights and consequences.
extension Ledger {
  /// - Throws: `RegisterError.rejected` with everything that is wrong with any row. The caller undoes all of it: rows
  ///   after a fault are stored as well, so that what is wrong with them is found.
  func carryOut(_ bulk: Bulk, _ command: Command) throws -> Bulk.Result {
    var result = Bulk.Result(isTrial: bulk.isTrial)
    result.items.reserveCapacity(bulk.rows.count)
    var rejection = Bulk.Rejection()
    var seen: Set<String> = []
    for row in bulk.rows {
      do {
        let done = try carryOut(row, &seen, command)
        let stored = done.standing.row
        result.items.append(
          Bulk.Item(
            row: row.number, kenmerk: stored.kenmerk, versie: stored.versie, conceptversie: stored.conceptversie,
            change: done.change))
      } catch let error as RegisterError {
        rejection.add(error, row: row.number)
      }
    }
    if !rejection.list.isEmpty { throw RegisterError.rejected(rejection) }
    return result
  }

  private func carryOut(_ row: Bulk.Row, _ seen: inout Set<String>, _ command: Command) throws -> Done {
    guard let body = row.body.asObject else { return try create(row.body, command) }
    if let kenmerk = body["kenmerk"]?.asString {
      if !seen.insert(kenmerk).inserted { throw RegisterError.invalid([FieldError("/kenmerk", .duplicate)]) }
      if !command.resource.isAppendOnly, Kenmerk(kenmerk) != nil, let standing = try find(kenmerk, command) {
        return try change(standing, row, body, command)
      }
    }
    // Whoever knows a version believes that the row exists.
    if !command.resource.isAppendOnly, let versie = body["versie"], !versie.isNull {
      throw RegisterError.stale(current: nil)
    }
    return try create(row.body, command)
  }

  private func change(
    _ standing: Standing, _ row: Bulk.Row, _ body: JSONObject, _ command: Command
  ) throws -> Done {
    var command = command
    let versie = body["versie"] ?? .null
    let draft = body["conceptversie"] ?? .null
    let wrong = [("/versie", versie), ("/conceptversie", draft)].filter { !$0.1.isNull && $0.1.asInt == nil }
    if !wrong.isEmpty {
      throw RegisterError.invalid(wrong.map { FieldError($0.0, .wrongType(expected: "integer")) })
    }
    if let versie = versie.asInt {
      command.condition = .ifMatch([draft.asInt.map { "\"\(versie)-c\($0)\"" } ?? "\"\(versie)\""])
    }
    command.draft = !draft.isNull && !standing.isEmbargoed
    var patch = body
    for name in Validation.serverMembers where name != "publicatie" && name != "planwijziging" { patch[name] = nil }
    for field in command.resource.fields where field.isReadOnly { patch[field.name] = nil }
    let faults = command.resource.faults(in: .object(patch), isPatch: true)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    let existing = try replaced(by: command, standing)
    if row.isFlat { patch.restoreWords(of: existing.document) }
    return try self.patch(existing, .object(patch), command)
  }
}

extension JSONObject {
  /// Gives dates that are those of `document` the words they have there: a table has no place for them.
  fileprivate mutating func restoreWords(of document: Document) {
    for field in document.resource.fields {
      guard let given = self[field.name], !given.isNull else { continue }
      switch field.type {
      case .impreciseDate: self[field.name] = given.sameDate(as: document[field.name])
      case .object(let members):
        guard var object = given.asObject else { continue }
        for member in members {
          guard case .impreciseDate = member.type, let date = object[member.name], !date.isNull else { continue }
          object[member.name] = date.sameDate(as: document[path: [field.name, member.name]])
        }
        self[field.name] = .object(object)
      default: break
      }
    }
  }
}

extension JSON {
  /// `standing` when both are the same days, else this value.
  fileprivate func sameDate(as standing: JSON) -> JSON {
    guard let given = try? ImpreciseDate(json: self), let kept = try? ImpreciseDate(json: standing),
      given.vanaf == kept.vanaf, given.totEnMet == kept.totEnMet, given.precisie == kept.precisie
    else { return self }
    return standing
  }
}
