import Bytes
import SQL

/// The finance lines a question is about, and what may be done with each (DESIGN section 7): counted, without an
/// amount, or named with the reason why it is not counted.
struct FinanceLines {
  struct Line {
    let key: Int64
    let kenmerk: String
    let soort: String
    let label: String
    let precisie: String
    let bereik: String
    let isChange: Bool
    let eenheid: String?
    let bedrag: Amount?
    let jaar: Int?
    let jaren: (from: Int?, through: Int?)
    let whole: Int64?
    let isPassedOn: Bool
    let sectie: Int64?
    let redenCode: String?
    let reden: String?
    var state = State.counted
  }

  enum State: Equatable {
    case counted
    case withoutAmount
    case left(Reason)
  }

  /// Why a line with an amount is in no total.
  enum Reason: String, CaseIterable {
    case mutatie, departement, rijk
    case perInwoner = "per-inwoner"
    case meerJaren = "meer-jaren"
    case zonderJaar = "zonder-jaar"
    case eenheid = "eenheid-onbekend"
    case precisie = "precisie-onbekend"
    case deel = "deel-telt-mee"
  }

  private(set) var lines: [Line] = []
  /// Of a counted line, whether another that counts may be the same money.
  private(set) var overlapping: Set<Int64> = []

  private static func selected(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij, m.kenmerk, m.soort, m.label, m.precisie, m.bereik, m.mutatie, m.eenheid, m.bedrag, m.jaar, \
      m.jaar_van, m.jaar_tot, m.deel_van, m.via, m.sectie, m.reden_geen_bedrag_code, m.reden_geen_bedrag_tekst \
      FROM \(sql.table("financieringsregel")) m WHERE \(sql.conditions().joined(separator: " AND ")) ORDER BY m.kenmerk
      """)
  }

  private static func overlaps(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      "SELECT l.rij, l.naar FROM \(sql.table("financieringsregel_mogelijke_overlap")) l WHERE 1\(sql.holds("l"))")
  }

  /// - Parameter years: the years asked for; nil for any.
  init(_ query: ListQuery, years: Set<Int>?, for caller: Caller, _ reader: RegisterReader) throws {
    var sql = ListSQL(query, .financieringsregel, for: caller)
    let statement = FinanceLines.selected(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      func text(_ column: Int) -> String? { row.isNull(column) ? nil : row.text(column) }
      func number(_ column: Int) -> Int64? { row.isNull(column) ? nil : row.integer(column) }
      // From a year up to the same year is that year.
      let single = number(9) ?? (number(10) == number(11) ? number(10) : nil)
      lines.append(
        Line(
          key: row.integer(0), kenmerk: row.text(1), soort: row.text(2), label: row.text(3), precisie: row.text(4),
          bereik: row.text(5), isChange: row.integer(6) == 1, eenheid: text(7),
          bedrag: number(8).map { Amount(tenThousandths: Int128($0)) }, jaar: single.map { Int($0) },
          jaren: (number(10).map { Int($0) }, number(11).map { Int($0) }), whole: number(12),
          isPassedOn: !row.isNull(13), sectie: number(14), redenCode: text(15), reden: text(16)))
      return .next
    }
    if let years { lines.removeAll { !$0.touches(years) } }
    for index in lines.indices { lines[index].state = lines[index].alone }
    leaveWholes()
    try findOverlaps(query, for: caller, reader)
  }

  /// A part that counts takes the place of its whole, and of what that is a part of.
  private mutating func leaveWholes() {
    let places = Dictionary(uniqueKeysWithValues: lines.indices.map { (lines[$0].key, $0) })
    for line in lines where line.state == .counted {
      var seen: Set<Int64> = [line.key]
      var whole = line.whole
      while let key = whole, seen.insert(key).inserted, let place = places[key] {
        if lines[place].state == .counted { lines[place].state = .left(.deel) }
        whole = lines[place].whole
      }
    }
  }

  private mutating func findOverlaps(
    _ query: ListQuery, for caller: Caller, _ reader: RegisterReader
  ) throws {
    let counted = Set(lines.lazy.filter { $0.state == .counted }.map(\.key))
    var sql = ListSQL(query, .financieringsregel, for: caller)
    let statement = FinanceLines.overlaps(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      let (one, other) = (row.integer(0), row.integer(1))
      if counted.contains(one), counted.contains(other) { overlapping.formUnion([one, other]) }
      return .next
    }
  }
}

extension FinanceLines.Line {
  /// Whether it is of one of these years, or may be in part: of several years, or of none that is known.
  fileprivate func touches(_ years: Set<Int>) -> Bool {
    if let jaar { return years.contains(jaar) }
    return years.contains { year in (jaren.from ?? year) <= year && year <= (jaren.through ?? year) }
  }

  /// What it is by itself, other lines left aside.
  fileprivate var alone: FinanceLines.State {
    if bedrag == nil { return .withoutAmount }
    if isChange { return .left(.mutatie) }
    if bereik == "departement" { return .left(.departement) }
    if bereik == "rijk" { return .left(.rijk) }
    if eenheid == "per-inwoner" { return .left(.perInwoner) }
    if jaar == nil { return .left(jaren.from == nil && jaren.through == nil ? .zonderJaar : .meerJaren) }
    if eenheid == nil { return .left(.eenheid) }
    if precisie == "onbekend" { return .left(.precisie) }
    return .counted
  }
}

extension FinanceLines.Reason {
  var words: Report.Text {
    switch self {
    case .mutatie:
      Report.Text(nl: "Een verhoging of verlaging, geen niveau.", en: "A rise or a cut, not a level.")
    case .departement: Report.Text(nl: "Totaal van een departement.", en: "Total of a department.")
    case .rijk: Report.Text(nl: "Totaal van het Rijk.", en: "Total of the state.")
    case .perInwoner:
      Report.Text(nl: "Een tarief per inwoner, geen bedrag.", en: "A rate per inhabitant, not an amount.")
    case .meerJaren:
      Report.Text(nl: "Over meer jaren, en niet te splitsen.", en: "Over several years, and not to be split.")
    case .zonderJaar: Report.Text(nl: "Van welk jaar is niet bekend.", en: "Of which year is not known.")
    case .eenheid:
      Report.Text(nl: "In totaal of per jaar is niet bekend.", en: "In all or per year is not known.")
    case .precisie:
      Report.Text(nl: "Hoe precies het is, is niet bekend.", en: "How precise it is, is not known.")
    case .deel:
      Report.Text(nl: "Een deel ervan telt mee; het geheel dan niet.", en: "A part of it counts; the whole then not.")
    }
  }
}
