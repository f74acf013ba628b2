import Bytes
import SQL

/// Embargoes that end: a change like any other, made by the clock.
extension Ledger {
  private static func due(_ resource: Resource) -> SQLStatement {
    SQLStatement(
      """
      SELECT rij FROM \(resource.name) WHERE publicatie_status = 'gepubliceerd' AND zicht > 0
        AND publicatie_embargo_tot <= $1
      """)
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
        let standing = try standing(resource, row)
        guard var publicatie = standing.publicatie else { continue }
        publicatie.embargoTot = nil
        let rows = try state.references.rows(standing.document.references, connection)
        let guarded = try state.references.guarded(standing.document.references, connection)
        let stored = try storeVersion(
          Write(
            document: standing.document, publicatie: publicatie,
            links: References.Resolved(rows: rows, guarded: guarded), caller: .everyone, now: now,
            action: .transitioned, reason: "einde embargo", keepsVersion: true),
          kenmerk: row.kenmerk, over: standing)
        try recordBudget(standing.change, of: stored, from: nil, .everyone, now)
        if let measure = try measure(reportedBy: standing.document) {
          try followReports(ofMeasure: measure, caller: .everyone, now: now)
        }
      }
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
