import Bytes
import SQL

/// Finance lines and the measures they are of: a change of a line under a published measure is a change of that
/// measure's plan, of kind `budget` (DESIGN section 3).
extension Ledger {
  /// Words about a line, and where they come from; the money does not change with them.
  private static let words: Set<String> = ["toelichting", "afgeleid", "bronnen", "bedragTekst", "soortTekst"]

  /// The members of a line that differ; all that are known of one that was not there.
  private static func changes(from old: Document?, to new: Document) -> [String] {
    let names = new.resource.fields.map(\.name).filter { !words.contains($0) }
    guard let old else { return names.filter { !new[$0].isNull } }
    return names.filter { old[$0] != new[$0] }
  }

  /// The reason that goes on for a line that is drafted again: not for another amount, which may be another's.
  static func keptOfBudget(_ reason: ChangeReason?, from old: Document, to new: Document) -> ChangeReason? {
    changes(from: old, to: new).isEmpty ? reason : nil
  }

  /// The published measures that a line is or was of.
  private func published(measuresOf documents: [Document?]) throws -> [StoredRow] {
    var rows: [StoredRow] = []
    for kenmerk in Set(documents.flatMap { $0?.links("maatregelen") ?? [] }).sorted() {
      guard let row = try StoredRow.load(.maatregel, kenmerk: kenmerk, connection), row.versie > 0,
        row.audience.level < .nobody
      else { continue }
      rows.append(row)
    }
    return rows
  }

  /// Whether every measure a line names is public: then so is the line, whichever path it is posted to.
  func isOfPublicMeasures(_ document: Document) throws -> Bool {
    guard document.resource.name == Resource.financieringsregel.name else { return false }
    let named = Set(document.links("maatregelen"))
    let published = try published(measuresOf: [document]).filter { $0.audience.level == .everyone }
    return !named.isEmpty && published.count == named.count
  }

  /// The reason of a write that makes the line `new`, or changes `old` into it; nil when no measure's plan changes.
  ///
  /// - Parameters:
  ///   - isDraft: nothing is published by it: the reason may come with the publication.
  ///   - place: where in the body it should have been.
  /// - Throws: `RegisterError.invalid` when one is needed and none was given.
  func budgetReason(
    _ given: ChangeReason?, from old: Document?, to new: Document, isDraft: Bool = false,
    place: String = "/planwijziging/reden"
  ) throws -> ChangeReason? {
    guard new.resource.name == Resource.financieringsregel.name, !Ledger.changes(from: old, to: new).isEmpty,
      try !published(measuresOf: [old, new]).isEmpty
    else { return nil }
    if given == nil, !isDraft { throw RegisterError.invalid([FieldError(place, .required)]) }
    return given
  }

  /// A published line that not everyone sees yet says nothing of the measure until it is seen: its reason waits with it.
  func keepsReason(_ write: Write, _ row: StoredRow) -> Bool {
    write.document.resource.name == Resource.financieringsregel.name && row.audience.level > .everyone
      && row.audience.level < .nobody
  }

  /// Leaves a change of the plan at each published measure of a line that has become public, changed, or gone.
  ///
  /// - Parameter old: the public version before; nil when there was none.
  func recordBudget(
    _ reason: ChangeReason?, of stored: Standing, from old: Document?, _ caller: Caller, _ now: Timestamp
  ) throws {
    guard let reason, stored.document.resource.name == Resource.financieringsregel.name else { return }
    let kenmerk = stored.row.kenmerk
    let isGone = stored.publicatie?.status == .ingetrokken
    guard isGone || (stored.publicatie?.status == .gepubliceerd && stored.row.audience.level == .everyone) else {
      return
    }
    func line(_ field: String, _ from: JSON, _ to: JSON) -> JSON {
      let name = field.isEmpty ? "financieringsregels" : "financieringsregels/\(kenmerk)/\(field)"
      return ["veld": .string(name), "van": .text(Ledger.readable(from)), "naar": .text(Ledger.readable(to))]
    }
    var velden: [JSON] = []
    if isGone {
      velden = [line("", .string(kenmerk), .null)]
    } else if let old {
      // A link that not everyone sees stays out of what everyone reads.
      let hidden = try state.references.guarded(old.references.union(stored.document.references), connection)
      velden = Ledger.changes(from: old, to: stored.document).compactMap { name -> JSON? in
        guard let field = stored.document.resource.field(name) else { return nil }
        let from = Rendering.seen(old[name], field, Set(hidden.keys))
        let to = Rendering.seen(stored.document[name], field, Set(hidden.keys))
        return from == to ? nil : line(name, from, to)
      }
    } else {
      velden = [line("", .null, .string(kenmerk))]
      for name in ["soort", "bedrag", "jaar"] where !stored.document[name].isNull {
        velden.append(line(name, .null, stored.document[name]))
      }
    }
    if velden.isEmpty { return }
    for measure in try published(measuresOf: [old, stored.document]) {
      try record(reason, of: measure, ["budget"], velden, caller, now)
    }
  }

  // MARK: What the store has to be asked

  private static let measured = SQLStatement(
    """
    SELECT 1 FROM meting m JOIN indicator i ON i.rij = m.indicator JOIN document d ON d.rij = m.bron
    WHERE i.kenmerk = $1 AND d.kenmerk = $2 AND m.periode_vanaf = $3 AND m.periode_tot_en_met = $4
      AND coalesce(m.uitsplitsing, '') = $5 AND m.rij <> $6 AND m.laag = 0
    """)

  /// One value of one source for one indicator, period and breakdown. The store keeps it too (`meting_een`, 0008).
  func measurementFaults(_ document: Document, _ row: StoredRow?) throws -> [FieldError] {
    guard document.resource.name == Resource.meting.name, let indicator = document.text("indicator"),
      let source = document.text("bron"), let from = document[path: ["periode", "vanaf"]].asString,
      let through = document[path: ["periode", "totEnMet"]].asString
    else { return [] }
    var exists = false
    try connection.query(
      Ledger.measured,
      [
        .text(indicator), .text(source), .text(from), .text(through), .text(document.text("uitsplitsing") ?? ""),
        .integer(row?.row ?? 0),
      ]
    ) { _ in
      exists = true
      return .stop
    }
    return exists ? [FieldError("/periode", .rule(code: "meting-bestaat"))] : []
  }
}
