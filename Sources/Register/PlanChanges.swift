import Bytes
import SQL

/// Changes of the plan (DESIGN section 3): a write that touches a published measure's plan, scope, classification or
/// owner says why, and leaves a row of its own.
extension Ledger {
  /// The fields of a measure whose change is a change of the plan, with the kind of change it is.
  private static let fields: [(path: [String], kind: String?)] = [
    (["plan", "startGepland"], nil), (["plan", "gereedGepland"], nil), (["reikwijdte"], "reikwijdte"),
    (["soort"], "codering"), (["bijdrage"], "codering"), (["fasen"], "codering"), (["domeinen"], "codering"),
    (["gronden"], "codering"), (["themas"], "codering"), (["betrokkenen"], "verantwoordelijke"),
    (["programmas"], "inhoud"),
  ]

  static let planPaths = fields.map(\.path)

  /// Whether replacing `old` by `new` needs a reason, and the reason.
  ///
  /// - Throws: `RegisterError.invalid` when one is needed and none was given.
  func planwijziging(_ given: ChangeReason?, from old: Standing?, to new: Document) throws -> ChangeReason? {
    guard let old, old.document.resource.name == "maatregel", !old.isUnseen else { return given }
    if let given { return Ledger.changes(from: old.document, to: new, isExplained: true).isEmpty ? nil : given }
    if Ledger.changes(from: old.document, to: new, isExplained: false).isEmpty { return nil }
    throw RegisterError.invalid([FieldError("/planwijziging/reden", .required)])
  }

  /// The reason that goes on for a draft that is changed again: not for what needs a reason of its own, for that may be
  /// the change of another.
  static func kept(_ reason: ChangeReason?, from old: Document, to new: Document) -> ChangeReason? {
    changes(from: old, to: new, isExplained: false).isEmpty ? reason : nil
  }

  /// What needs no reason, and is a change of the plan when one is given.
  private static let others: [(path: [String], kind: String?)] = [
    (["plan", "startWerkelijk"], "inhoud"), (["plan", "gereedWerkelijk"], "inhoud"),
    (["uitvoeringsstatus"], "inhoud"), (["relaties"], "inhoud"),
  ]

  /// - Parameter isExplained: a reason was given.
  private static func changes(
    from old: Document, to new: Document, isExplained: Bool
  ) -> [(path: [String], kind: String?)] {
    (isExplained ? fields + others : fields).filter { old[path: $0.path] != new[path: $0.path] }.map { change in
      let isStopped = ["gestopt", "vervallen"].contains(new.text("uitvoeringsstatus"))
      return change.path == ["uitvoeringsstatus"] && isStopped ? (change.path, "gestopt") : change
    }
  }

  /// Stores the change of the plan that replacing `old` by `write` is, if it is one.
  func record(_ write: Write, _ row: StoredRow, from standing: Standing) throws {
    if standing.isUnseen { return }
    let old = standing.document
    var changed = Ledger.changes(from: old, to: write.document, isExplained: write.change != nil)
    guard let reason = write.change, old.resource.name == "maatregel", !changed.isEmpty else { return }
    // A link that not everyone sees stays out of what everyone reads.
    let linked = Set(changed.compactMap { old.resource.field($0.path[0]) }.filter(\.mayHide).map(\.name))
    let references = old.references.union(write.document.references)
    let hidden = linked.isEmpty ? [] : Set(try state.references.guarded(references, connection).keys)
    func value(_ document: Document, _ path: [String]) -> JSON {
      guard linked.contains(path[0]), let field = document.resource.field(path[0]) else { return document[path: path] }
      return document.seen(field, without: hidden)
    }
    changed.removeAll { value(old, $0.path) == value(write.document, $0.path) }
    if changed.isEmpty { return }
    let kinds = Set(changed.map { $0.kind ?? Ledger.shift(from: old, to: write.document) })
    let velden = changed.map { change -> JSON in
      let sides = [value(old, change.path), value(write.document, change.path)]
      var words = sides.map(Ledger.readable)
      // Said in the same words, and not the same days.
      if words[0] == words[1] { words = sides.map { Ledger.days($0) ?? Ledger.readable($0) } }
      return [
        "veld": .string(change.path.joined(separator: ".")), "van": .text(words[0]), "naar": .text(words[1]),
      ]
    }
    try record(reason, of: row, kinds.sorted(), velden, write.caller, write.now)
    if let day = reason.ingangsdatum.flatMap({ Day($0) }) { try takesEffect(row, on: day, at: write.now) }
  }

  /// Stores a change of the plan of the measure in `row`.
  func record(
    _ reason: ChangeReason, of row: StoredRow, _ kinds: [String], _ velden: [JSON], _ caller: Caller,
    _ now: Timestamp
  ) throws {
    var members = reason.json.asObject ?? JSONObject([])
    members["maatregel"] = .string(row.kenmerk)
    members["soorten"] = .array(kinds.map(JSON.string))
    members["velden"] = .array(velden)
    var validation = Validation(.planwijziging)
    var document = validation.document(from: .object(members))
    document["gemeldDoor"] = .text(caller.organisation)
    let references = document.references
    let resolved = References.Resolved(
      rows: try state.references.rows(references, connection),
      guarded: try state.references.guarded(references, connection))
    if let cited = reason.document {
      let reference = Document.Reference(resource: "document", kenmerk: cited)
      guard let target = try state.references.target(of: reference, connection), target.audience.includes(caller)
      else {
        throw RegisterError.invalid([
          FieldError("/planwijziging/document", .unknownReference(resource: "document", kenmerk: cited))
        ])
      }
    }
    let kenmerk = Kenmerk.make(from: "\(row.kenmerk.prefix(66))-w\(row.versie)")?.text ?? Resource.planwijziging.name
    try store(
      Write(
        document: document, publicatie: nil, links: resolved, caller: caller, now: now, action: .created),
      kenmerk: try unusedKenmerk(like: kenmerk, .planwijziging), over: nil)
  }

  /// A planned end (or start) that moves back is a delay, forward an acceleration; one that comes or goes is neither.
  private static func shift(from old: Document, to new: Document) -> String {
    for member in ["gereedGepland", "startGepland"] {
      let before = old[path: ["plan", member, "totEnMet"]].asString
      let after = new[path: ["plan", member, "totEnMet"]].asString
      if before == after || new.specifies(["plan", member], of: old) { continue }
      guard let before, let after else { return "inhoud" }
      return after < before ? "versnelling" : "uitstel"
    }
    return "inhoud"
  }

  private static func days(_ value: JSON) -> String? { (try? ImpreciseDate(json: value))?.shortest }

  /// A value as a person reads it: a date as short as it is precise, a list with commas, `szw:verantwoordelijk`.
  static func readable(_ value: JSON) -> String? {
    switch value {
    case .null: return nil
    case .string(let text): return text
    case .bool(let flag): return flag ? "ja" : "nee"
    case .number(let lexeme): return lexeme
    case .array(let elements):
      return elements.isEmpty ? nil : elements.compactMap(readable).joined(separator: ", ")
    case .object(let object):
      if let date = try? ImpreciseDate(json: value) { return date.tekst ?? date.shortest }
      return object.compactMap { readable($0.value) }.joined(separator: ":")
    }
  }
}

// MARK: Slippage

extension Document {
  /// Whether the date at `path` lies within what it was in `old`: the same, or said more precisely.
  fileprivate func specifies(_ path: [String], of old: Document) -> Bool {
    ImpreciseDate.isWithin(self[path: path], old[path: path])
  }

  /// A measure on its way to the public: how far its planned end has moved since it was first published. To say it more
  /// precisely is not to move it.
  ///
  /// - Parameter old: the published version it replaces.
  mutating func countSlippage(over old: Document?) {
    guard resource.name == "maatregel" else { return }
    let end = self[path: ["plan", "gereedGepland"]]
    var first = old?[path: ["uitloop", "eersteGereedGepland"]] ?? .null
    var shifts = old?[path: ["uitloop", "verschuivingen"]].asInt ?? 0
    if first.isNull {
      first = end
    } else if let before = old?[path: ["plan", "gereedGepland"]], !ImpreciseDate.isWithin(end, before) {
      shifts += 1
    }
    var days: JSON = .null
    if ImpreciseDate.isWithin(end, first) {
      days = 0
    } else if let from = first["totEnMet"]?.asString.flatMap({ Day($0) }),
      let through = end["totEnMet"]?.asString.flatMap({ Day($0) })
    {
      days = .integer(Int(through.number - from.number))
    }
    self["uitloop"] = [
      "eersteGereedGepland": first, "verschuivingen": first.isNull ? .null : .integer(shifts), "dagen": days,
    ]
  }
}

extension ImpreciseDate {
  /// Whether one date, as JSON, lies within another: June within the year. Nothing lies only within nothing.
  fileprivate static func isWithin(_ date: JSON, _ other: JSON) -> Bool {
    if date == other { return true }
    // ISO 8601 days compare as texts.
    guard let from = date["vanaf"]?.asString, let through = date["totEnMet"]?.asString,
      let first = other["vanaf"]?.asString, let last = other["totEnMet"]?.asString
    else { return false }
    return first <= from && through <= last
  }
}
