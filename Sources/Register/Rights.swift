import Bytes

/// Who may write which rows (DESIGN section 5). Whether a role ever may is `Caller.mayEverWrite`.
extension Ledger {
  /// - Throws: `.forbidden` when the row is not the caller's to make.
  func requireRight(
    toCreate document: Document, under parent: Standing?, links: Layout.Rows, _ caller: Caller
  ) throws {
    switch document.resource.rights {
    case .administrator, .shared, .bureau: return
    // What is an organisation's own is not written here (Ledger+Subscriptions.swift).
    case .own, .server: throw RegisterError.forbidden(reason: .role)
    case .measure:
      if caller.role == .administrator || caller.role == .bureau { return }
      // A department makes a measure it answers for, and no other for someone else to answer for.
      let responsible: Set<String> = ["verantwoordelijk"]
      let others = document.organisations(in: responsible)
      guard try answers(caller, for: document, in: Ledger.answering),
        try others.isEmpty || answers(caller, for: document, in: responsible)
      else { throw RegisterError.forbidden(reason: .otherOrganisation) }
    case .underMeasure(let includingExecutor):
      try requireAnswer(caller, for: parent, includingExecutor: includingExecutor)
    case .underMeasures: try requireAnswers(caller, from: nil, to: document)
    }
  }

  func requireRight(toChange existing: Standing, into document: Document, _ caller: Caller) throws {
    switch document.resource.rights {
    case .administrator, .shared, .bureau: return
    // What is an organisation's own is not written here (Ledger+Subscriptions.swift).
    case .own, .server: throw RegisterError.forbidden(reason: .role)
    case .measure: try requireRight(toChangeMeasure: existing, into: document, caller)
    case .underMeasure(let includingExecutor):
      guard let field = document.resource.parentField, let kenmerk = existing.document.text(field),
        let row = try StoredRow.load(.maatregel, kenmerk: kenmerk, connection)
      else { return }
      try requireAnswer(caller, for: standing(.maatregel, row), includingExecutor: includingExecutor)
    case .underMeasures: try requireAnswers(caller, from: existing.document, to: document)
    }
  }

  /// Who writes what stands under several measures answers for one of them, and for each that he adds or takes away;
  /// where it names none, his is an organisation it names.
  private func requireAnswers(_ caller: Caller, from old: Document?, to new: Document) throws {
    if caller.role == .administrator { return }
    let standing = Set(old?.links("maatregelen") ?? [])
    let named = Set(new.links("maatregelen"))
    func answers(_ kenmerk: String) throws -> Bool {
      guard let row = try StoredRow.load(.maatregel, kenmerk: kenmerk, connection) else { return false }
      return try self.answers(caller, for: self.standing(.maatregel, row).document, in: Ledger.answering)
    }
    let isAllowed: Bool
    if standing.union(named).isEmpty {
      isAllowed = try (old ?? new).links("organisaties").contains { organisation in
        let reference = Document.Reference(resource: "organisatie", kenmerk: organisation)
        return try state.references.target(of: reference, connection).map { caller.organisations.contains($0.row) }
          ?? false
      }
    } else {
      isAllowed =
        try standing.symmetricDifference(named).allSatisfy(answers)
        && (standing.isEmpty ? named : standing).contains(where: answers)
    }
    guard isAllowed else { throw RegisterError.forbidden(reason: .otherOrganisation) }
  }

  /// Publishing and withdrawing: alone where the organisation lets an editor publish; where it asks for four eyes,
  /// by someone else of it than who released it. A report is its reporter's to publish or withdraw, whoever else may
  /// report on the measure.
  func requireRight(toPublish existing: Standing, _ next: Publicatie.Status, _ caller: Caller) throws {
    guard next == .gepubliceerd || next == .ingetrokken else { return }
    if caller.role == .editor || caller.role == .approver, let reporter = existing.document.text("gemeldDoor") {
      let reference = Document.Reference(resource: "organisatie", kenmerk: reporter)
      guard let row = try state.references.target(of: reference, connection)?.row, caller.organisations.contains(row)
      else { throw RegisterError.forbidden(reason: .otherOrganisation) }
    }
    if caller.mayPublishAtOnce { return }
    guard caller.fourEyes, caller.role == .editor || caller.role == .approver else {
      throw RegisterError.forbidden(reason: .mayNotPublish)
    }
    if next == .gepubliceerd {
      guard let releaser = try Log.releaser(of: existing.row, connection), releaser.token != caller.token,
        caller.organisations.contains(releaser.organisation), releaser.role == .editor || releaser.role == .approver
      else { throw RegisterError.forbidden(reason: .fourEyes) }
    }
    if next == .ingetrokken, caller.role != .approver { throw RegisterError.forbidden(reason: .mayNotPublish) }
  }

  /// The bureau makes a measure for someone, who publishes it; what nobody else answers for it publishes itself.
  func requireRight(toPublishNew document: Document, _ caller: Caller) throws {
    guard caller.role == .bureau, case .measure = document.resource.rights else { return }
    let others = document.organisations(in: Ledger.answering)
    guard try others.isEmpty || answers(caller, for: document, in: Ledger.answering) else {
      throw RegisterError.forbidden(reason: .mayNotPublish)
    }
  }

  private static let answering: Set<String> = ["verantwoordelijk", "medeverantwoordelijk"]

  /// An organisation writes what it answers for; once published, its place in the programme (owner, programmes,
  /// classification) is the bureau's, and of others' measures the bureau touches nothing else.
  private func requireRight(toChangeMeasure existing: Standing, into document: Document, _ caller: Caller) throws {
    let changed = document.resource.fields.filter { existing.document[$0.name] != document[$0.name] }
    switch caller.role {
    case .everyone, .reader: throw RegisterError.forbidden(reason: .role)
    case .administrator: return
    case .bureau:
      if try isOwn(existing, caller) || (!changed.isEmpty && changed.allSatisfy { $0.isCoordinated || $0.isProvenance })
      {
        return
      }
      throw RegisterError.forbidden(reason: .otherOrganisation)
    case .editor, .approver:
      guard try answers(caller, for: existing.document, in: Ledger.answering) || isOwn(existing, caller) else {
        throw RegisterError.forbidden(reason: .otherOrganisation)
      }
      let coordinated = changed.filter(\.isCoordinated)
      if existing.row.versie > 0, !coordinated.isEmpty {
        throw RegisterError.forbidden(reason: .coordinatedField)
      }
    }
  }

  /// Made by the caller's organisation, and nobody else answers for it.
  private func isOwn(_ existing: Standing, _ caller: Caller) throws -> Bool {
    guard let maker = existing.row.maker, caller.organisations.contains(maker) else { return false }
    let others = existing.document.organisations(in: Ledger.answering)
    return try others.isEmpty || answers(caller, for: existing.document, in: Ledger.answering)
  }

  private func requireAnswer(_ caller: Caller, for measure: Standing?, includingExecutor: Bool) throws {
    if caller.role == .administrator { return }
    let roles = includingExecutor ? Ledger.answering.union(["uitvoerder"]) : Ledger.answering
    guard let measure, try answers(caller, for: measure.document, in: roles) else {
      throw RegisterError.forbidden(reason: .otherOrganisation)
    }
  }

  private func answers(_ caller: Caller, for measure: Document, in roles: Set<String>) throws -> Bool {
    for organisation in measure.organisations(in: roles) {
      let reference = Document.Reference(resource: "organisatie", kenmerk: organisation)
      if let row = try state.references.target(of: reference, connection)?.row, caller.organisations.contains(row) {
        return true
      }
    }
    return false
  }
}

extension Field {
  /// Says where a value comes from, so it moves with what it speaks of.
  var isProvenance: Bool { name == "afgeleid" || name == "bronnen" }
}

extension Document {
  /// What the server fills in for a new row: the maker answers for a measure that names nobody; a report names its
  /// reporter.
  mutating func fillDefaults(for caller: Caller) {
    guard let organisation = caller.organisation else { return }
    if resource.name == "maatregel", list("betrokkenen").isEmpty,
      caller.role == .editor || caller.role == .approver
    {
      self["betrokkenen"] = [["organisatie": .string(organisation), "rol": "verantwoordelijk"]]
    }
    if resource.field("gemeldDoor") != nil { self["gemeldDoor"] = .string(organisation) }
  }
}
