import Bytes
import SQL

/// Embargoes that end: a change like any other, made by the clock.
extension Ledger {
  private static func due(_ resource: Resource) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij FROM \(resource.name) m WHERE m.publicatie_embargo_tot IS NOT NULL
        AND m.publicatie_status = 'gepubliceerd' AND (m.zicht > 0 OR m.conceptversie IS NOT NULL)
        AND m.zicht < \(Audience.Level.nobody.rawValue)
        AND (m.publicatie_embargo_tot <= $1\(inherited(resource))) ORDER BY m.laag, m.rij
      """)
  }

  /// What stood under a measure once took its embargo over as one of its own (migration 0014): the measure's hides it.
  private static func inherited(_ resource: Resource) -> String {
    guard let parent = resource.parentField.flatMap(resource.field), let target = parent.target else { return "" }
    return """
       OR (m.volgnummer <= (SELECT waarde FROM teller WHERE naam = 'erfde') AND EXISTS (SELECT 1 FROM \(target) o
        WHERE o.rij = m.\(parent.column) AND o.zicht > 0 AND o.publicatie_embargo_tot = m.publicatie_embargo_tot))
      """
  }

  private static let oldRepeats = SQLStatement("SELECT 1 FROM herhaling WHERE op < $1 LIMIT 1")

  private static let staged = Resource.all.filter(\.isStaged)

  /// Whether the clock has anything to do.
  func hasDuties(at now: Timestamp) throws -> Bool {
    for resource in Ledger.staged where try !dueRows(resource, at: now).isEmpty { return true }
    var found = false
    try connection.query(Ledger.oldRepeats, [.integer(now.seconds - 3 * 86_400)]) { _ in
      found = true
      return .stop
    }
    return found
  }

  func endEmbargoes(at now: Timestamp) throws {
    for resource in Ledger.staged {
      for key in try dueRows(resource, at: now) {
        guard let row = try StoredRow.load(resource, row: key, connection) else { continue }
        try endEmbargo(of: standing(resource, row), at: now)
      }
    }
  }

  private func endEmbargo(of hidden: Standing, at now: Timestamp) throws {
    guard var publicatie = hidden.publicatie else { return }
    let isOver = !publicatie.isEmbargoed(at: now)
    publicatie.embargoTot = nil
    // In the name of who published it: the change of a plan is theirs.
    let caller = Caller(
      role: .administrator, token: nil, organisation: try Log.publisher(of: hidden.row, connection), organisations: [],
      fourEyes: false)
    let references = hidden.document.references
    var write = Write(
      document: hidden.document, publicatie: publicatie,
      links: References.Resolved(
        rows: try state.references.rows(references, connection),
        guarded: try state.references.guarded(references, connection)),
      caller: caller, now: now, action: .transitioned,
      reason: isOver ? "einde embargo" : "embargo van wat erboven staat", change: hidden.change)
    if hidden.row.layer == 1 {
      if let published = try published(hidden) { _ = try place(hidden, over: published, write) }
      return
    }
    write.caller = .everyone
    write.keepsVersion = true
    write.document = try settled(write, on: hidden.row.row)
    let stored = try storeVersion(write, kenmerk: hidden.row.kenmerk, over: hidden)
    try recordBudget(hidden.change, of: stored, from: nil, caller, now)
    try carry(from: hidden.document, to: stored.document, stored.row, .everyone, now)
    if let measure = try measure(reportedBy: hidden.document) {
      try followReports(ofMeasure: measure, caller: .everyone, now: now)
    }
  }

  private func dueRows(_ resource: Resource, at now: Timestamp) throws -> [Int64] {
    var keys: [Int64] = []
    try connection.query(Ledger.due(resource), [.integer(now.seconds)]) { row in
      keys.append(row.integer(0))
      return .next
    }
    return keys
  }
}
