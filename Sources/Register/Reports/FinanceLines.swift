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
    let eenheid: String?
    let bedrag: Amount?
    /// The year it is wholly of.
    let jaar: Int?
    let redenCode: String?
    let reden: String?
    /// By itself, other lines left aside.
    let alone: State
  }

  enum State: Equatable {
    case counted
    case withoutAmount
    case left(Reason)
  }

  /// Why a line is in no total, though it may have an amount; `telling=` knows these words.
  enum Reason: String, CaseIterable {
    case mutatie, departement, rijk
    case perInwoner = "per-inwoner"
    case perJaar = "per-jaar"
    case meerJaren = "meer-jaren"
    case zonderJaar = "zonder-jaar"
    case eenheid = "eenheid-onbekend"
    case precisie = "precisie-onbekend"
    case deel = "deel-telt-mee"
  }

  private(set) var lines: [Line] = []
  /// By key of a part, that of its whole.
  private(set) var wholes: [Int64: Int64] = [:]
  /// By key, those of the lines that may be the same money.
  private var overlaps: [Int64: Set<Int64>] = [:]

  private static func selected(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij, m.kenmerk, m.soort, m.label, m.precisie, m.eenheid, m.bedrag, m.reden_geen_bedrag_code, \
      m.reden_geen_bedrag_tekst, \(sql.oneYear()), \(sql.countedAlone()) FROM \(sql.table("financieringsregel")) m \
      WHERE \(sql.countable()) ORDER BY m.kenmerk
      """)
  }

  private static func parts(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.rij, m.deel_van FROM \(sql.table("financieringsregel")) m WHERE m.laag = 0 AND m.deel_van IS NOT NULL\
      \(sql.sight(of: .financieringsregel, "m"))
      """)
  }

  private static func overlaps(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      "SELECT l.rij, l.naar FROM \(sql.table("financieringsregel_mogelijke_overlap")) l WHERE 1\(sql.holds("l"))")
  }

  init(_ query: ListQuery, for caller: Caller, _ reader: RegisterReader) throws {
    var sql = ListSQL(query, .financieringsregel, for: caller)
    let statement = FinanceLines.selected(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      func text(_ column: Int) -> String? { row.isNull(column) ? nil : row.text(column) }
      lines.append(
        Line(
          key: row.integer(0), kenmerk: row.text(1), soort: row.text(2), label: row.text(3), precisie: row.text(4),
          eenheid: text(5), bedrag: row.isNull(6) ? nil : Amount(tenThousandths: Int128(row.integer(6))),
          jaar: row.isNull(9) ? nil : Int(row.integer(9)), redenCode: text(7), reden: text(8),
          alone: State(row.text(10))))
      return .next
    }
    wholes = try FinanceLines.wholes(query, for: caller, reader)
    sql = ListSQL(query, .financieringsregel, for: caller)
    let links = FinanceLines.overlaps(&sql)
    try reader.connection.query(links, sql.arguments) { row in
      overlaps[row.integer(0), default: []].insert(row.integer(1))
      overlaps[row.integer(1), default: []].insert(row.integer(0))
      return .next
    }
  }

  /// By key of a part, that of its whole, as far as the caller sees them.
  static func wholes(_ query: ListQuery, for caller: Caller, _ reader: RegisterReader) throws -> [Int64: Int64] {
    var found: [Int64: Int64] = [:]
    var sql = ListSQL(query, .financieringsregel, for: caller)
    let statement = parts(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      found[row.integer(0)] = row.integer(1)
      return .next
    }
    return found
  }
}

// MARK: Together

extension FinanceLines {
  /// What becomes of some lines of one kind and label in their total.
  struct Outcome {
    var counted: [Line] = []
    var withoutAmount: [Line] = []
    var left: [(line: Line, reason: Reason)] = []
    /// Of `counted`, those that may be the same money as another of these.
    var overlapping = 0
  }

  /// What may be added up.
  private struct Total: Hashable {
    let soort: String
    let label: String
    let precisie: String
    init(_ line: Line) { (soort, label, precisie) = (line.soort, line.label, line.precisie) }
  }

  /// A whole of which a part counts in the same total does not: of the same kind, label and precision. Elsewhere both
  /// may stand, since what is exact is never added to what is not.
  func outcome(of lines: some Sequence<Line>) -> Outcome {
    var above: [Total: Set<Int64>] = [:]
    for line in lines where line.alone == .counted {
      for whole in FinanceLines.chain(above: line.key, wholes) { above[Total(line), default: []].insert(whole) }
    }
    var outcome = Outcome()
    for line in lines {
      switch line.alone {
      case .counted where above[Total(line)]?.contains(line.key) ?? false: outcome.left.append((line, .deel))
      case .counted: outcome.counted.append(line)
      case .withoutAmount: outcome.withoutAmount.append(line)
      case .left(let reason): outcome.left.append((line, reason))
      }
    }
    if !overlaps.isEmpty {
      let keys = Set(outcome.counted.map(\.key))
      outcome.overlapping = outcome.counted.count { !(overlaps[$0.key]?.isDisjoint(with: keys) ?? true) }
    }
    return outcome
  }

  /// What a line is a part of, and what that is a part of.
  static func chain(above key: Int64, _ wholes: [Int64: Int64]) -> [Int64] {
    var chain: [Int64] = []
    var next = wholes[key]
    while let whole = next, whole != key, !chain.contains(whole) {
      chain.append(whole)
      next = wholes[whole]
    }
    return chain
  }
}

extension FinanceLines.State {
  /// - Parameter word: as `ListSQL.countedAlone` says it.
  fileprivate init(_ word: String) {
    switch word {
    case DerivedFilter.Counting.counted: self = .counted
    case DerivedFilter.Counting.withoutAmount: self = .withoutAmount
    default: self = .left(FinanceLines.Reason(rawValue: word) ?? .precisie)
    }
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
    case .perJaar:
      Report.Text(
        nl: "Een bedrag per jaar; dat wordt niet bij bedragen in totaal opgeteld.",
        en: "An amount per year; it is not added to amounts in all.")
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
