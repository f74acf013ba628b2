import Bytes
import SQL

/// What measures were on days before all of their plan was true: that the days are those the log says, and that each
/// row kept is what its versions make of it.
extension Verification {
  /// As migration 0009 finds them in what a register held before it.
  private static let recorded = """
    SELECT w.maatregel, v.volgnummer, w.ingangsdatum FROM planwijziging w
      JOIN logboek l ON l.rij = w.rij AND l.handeling = 'aangemaakt'
      JOIN logboek v ON v.volgnummer = l.volgnummer - 1 AND v.rij = w.maatregel
    WHERE w.ingangsdatum IS NOT NULL
    """
  private static let noted = "SELECT rij, volgnummer, dag FROM ingang"
  private static let measures = SQLStatement("SELECT rij FROM ingang UNION SELECT rij FROM maatregel_geldig")

  func checkValidity() throws {
    for (verb, statement) in [
      ("does not say", "\(Verification.recorded) EXCEPT \(Verification.noted)"),
      ("wrongly says", "\(Verification.noted) EXCEPT \(Verification.recorded)"),
    ] {
      try connection.query(SQLStatement(statement), []) { row in
        fault(
          Validity.resource.name, try kenmerk(of: row.integer(0), in: Validity.resource.name),
          "ingang \(verb) that log entry \(row.integer(1)) takes effect on \(row.text(2))")
        return .next
      }
    }
    var keys: [Int64] = []
    try connection.query(Verification.measures, []) { row in
      keys.append(row.integer(0))
      return .next
    }
    for key in keys { try checkValidity(of: key) }
  }

  private func checkValidity(of key: Int64) throws {
    let rows = try ledger.validity(of: key, since: 0)
    for (index, statements) in Validity.statements.enumerated() {
      let expected = rows.flatMap { $0.tables[index] }
      var kept: [[SQLValue]] = []
      // What began and ended in one second was never seen.
      let some = "SELECT \(statements.columns.joined(separator: ", ")) FROM \(statements.table)"
      try connection.query(SQLStatement("\(some) WHERE rij = $1 AND toen_tot > toen_sinds"), [.integer(key)]) { row in
        kept.append(statements.columns.indices.map(row.value))
        return .next
      }
      if counted(expected) == counted(kept) { continue }
      let kenmerk = try kenmerk(of: key, in: Validity.resource.name)
      fault(Validity.resource.name, kenmerk, "\(statements.table) is not what its versions say")
    }
  }

  private func counted(_ rows: [[SQLValue]]) -> [[SQLValue]: Int] { rows.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}
