import Register
import SQL

/// What went wrong below, as a refusal. The only place where a fact of the register or the store becomes a status.
extension Problem {
  init(_ error: RegisterError) {
    switch error {
    case .notFound(let resource, let kenmerk): self = .notFound(resource, kenmerk)
    case .noDraft(let resource, let kenmerk):
      self.init(
        .notFound, nl: "Van \(resource) '\(kenmerk)' is er geen concept.",
        en: "There is no draft of \(resource) '\(kenmerk)'.")
    case .withdrawn(let resource, let kenmerk, let reason):
      self.init(
        .withdrawn, nl: "\(resource) '\(kenmerk)' is ingetrokken: \(reason)",
        en: "\(resource) '\(kenmerk)' was withdrawn: \(reason)")
    case .positionGone:
      self.init(
        .positionGone,
        nl: "Vanaf deze positie kan niet meer worden verdergegaan; lees de wijzigingen opnieuw vanaf het begin.",
        en: "The feed cannot go on from this position; read the changes again from the beginning.")
    case .preconditionRequired: self = .preconditionRequired
    case .stale(let current):
      self.init(
        .stale,
        nl: current.map { "De voorwaarde geldt niet meer; de huidige ETag is \($0). Haal de rij opnieuw op." }
          ?? "De voorwaarde geldt niet: deze rij bestaat niet.",
        en: current.map { "The precondition no longer holds; the current ETag is \($0). Get the row again." }
          ?? "The precondition does not hold: there is no such row.")
    case .invalid(let errors): self = .invalid(errors.prefix(Problem.mostFaults).map(Fault.init), of: errors.count)
    case .rejected(let rejection):
      var faults = FaultList()
      faults.add(rejection)
      self = .rejected(faults)
    case .forbidden(let reason): self = .forbidden(reason)
    case .taken(let kenmerk, let isInPath):
      self.init(
        .taken, nl: "Het kenmerk '\(kenmerk)' is bezet of eerder gebruikt.",
        en: "The kenmerk '\(kenmerk)' is taken, or was used before.",
        faults: [
          Fault(
            isInPath ? .path : .body, isInPath ? "kenmerk" : "/kenmerk", "kenmerk-bezet",
            nl: "Is bezet of eerder gebruikt.", en: "Is taken, or was used before.")
        ])
    case .transition(let from, let to):
      self.init(
        .transition, nl: "Van '\(from)' naar '\(to)' is geen overgang.",
        en: "There is no transition from '\(from)' to '\(to)'.")
    case .notDiscardable:
      self.init(
        .notDiscardable,
        nl: "Alleen een concept dat nooit is gepubliceerd en waar niets naar verwijst kan worden verwijderd.",
        en: "Only a draft that was never published and that nothing refers to can be discarded.")
    case .idempotencyMismatch:
      self.init(
        .keyReused, nl: "Deze Idempotency-Key is eerder gebruikt met een andere inhoud.",
        en: "This Idempotency-Key was used before with another body.",
        faults: [
          Fault(
            .header, "Idempotency-Key", "sleutel-hergebruikt", nl: "Hoort bij een ander verzoek.",
            en: "Belongs to another request.")
        ])
    case .momentUnderWay: self = .unavailable(retryAfter: 1)
    case .stopping: self = .unavailable(retryAfter: 5)
    }
  }

  init(_ error: SQLError) {
    switch error.kind {
    case .full:
      self.init(
        .diskFull, nl: "Er is geen ruimte om dit op te slaan; lezen gaat door.",
        en: "There is no room to store this; reading goes on.")
    // Most times out of descriptors, which passes.
    case .busy, .overBudget, .cannotOpen: self = .unavailable(retryAfter: 1)
    // Somebody has to see to it first; whoever asks cannot do anything about it.
    case .readOnly, .replaced: self = .unavailable(retryAfter: 60)
    case .unique, .foreignKey, .check, .otherConstraint, .corrupt, .inputOutput, .other:
      self = .failure
    }
  }

  /// Any error at all; what is not foreseen says nothing of the inside.
  init(any error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as RegisterError: self.init(error)
    case let error as SQLError: self.init(error)
    case is SpoolFull:
      self.init(
        .unavailable, nl: "Er is geen schijfruimte om de bestanden klaar te zetten; de lijsten gaan door.",
        en: "There is no room on the disk to make the files ready; the lists go on.",
        fields: [AnswerField("Retry-After", "60")])
    default: self = .failure
    }
  }

  static func notFound(_ resource: String, _ kenmerk: String) -> Problem {
    Problem(.notFound, nl: "Er is geen \(resource) '\(kenmerk)'.", en: "There is no \(resource) '\(kenmerk)'.")
  }

  static var preconditionRequired: Problem {
    Problem(
      .preconditionRequired,
      nl: "Stuur If-Match met de ETag van de rij (of, bij PUT van een nieuwe rij, If-None-Match: *).",
      en: "Send If-Match with the row's ETag (or, to PUT a new row, If-None-Match: *).")
  }

  static func forbidden(_ reason: RegisterError.ForbiddenReason) -> Problem {
    switch reason {
    case .role:
      Problem(.forbidden, nl: "De rol van dit token mag dit niet.", en: "The role of this token may not do this.")
    case .otherOrganisation:
      Problem(.forbidden, nl: "Deze rij is van een andere organisatie.", en: "This row is another organisation's.")
    case .coordinatedField:
      Problem(
        .forbidden,
        nl: "Betrokkenen, programma's en indeling van een gepubliceerde maatregel wijzigt het bureau.",
        en: "Owner, programmes and classification of a published measure are changed by the bureau.")
    case .fourEyes:
      Problem(
        .forbidden, nl: "Wie vrijgeeft, publiceert niet: hier zijn vier ogen nodig.",
        en: "Who releases does not publish: four eyes are needed here.")
    case .mayNotPublish:
      Problem(.forbidden, nl: "Dit token mag niet publiceren.", en: "This token may not publish.")
    }
  }

  static func unavailable(retryAfter seconds: Int) -> Problem {
    Problem(
      .unavailable, nl: "Nu even niet; probeer het over \(seconds) s opnieuw.",
      en: "Not right now; try again in \(seconds) s.", fields: [AnswerField("Retry-After", String(seconds))])
  }

  static var failure: Problem {
    Problem(
      .failure, nl: "Er ging iets mis aan onze kant. Noem bij een melding het nummer in instance.",
      en: "Something went wrong on our side. When you report it, name the number in instance.")
  }
}
