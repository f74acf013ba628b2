import Bytes
import SQL

/// What the financial overview counts, asked as filters of `financieringsregels`: so each of its figures is a list, with
/// an address that is as short for a thousand lines as for one.
extension DerivedFilter {
  /// The words of `telling=`: what becomes of a line in the total of the list it is in.
  enum Counting {
    static let counted = "geteld"
    static let withoutAmount = "zonder-bedrag"
    static let left = "niet-geteld"
    static let overlapping = "mogelijke-overlap"

    /// Every line is one of these.
    static let all = [counted, withoutAmount, left]
    static let words = all + [overlapping] + FinanceLines.Reason.allCases.map(\.rawValue)
  }

  /// Its word in `mist=` and `heeft=`, where no field of the row has that word.
  var missableName: String? {
    switch self {
    case .ofMeasure(let key): key
    case .department: "departement"
    default: nil
    }
  }
}

extension Filter {
  static let counting = Filter(
    key: "telling",
    nl: """
      Wat met de regel gebeurt in het totaal van deze lijst: `geteld`, `zonder-bedrag`, `niet-geteld` of de reden \
      daarvan; `mogelijke-overlap`: geteld, en misschien hetzelfde geld als een andere getelde regel van de lijst. \
      Een geheel telt niet als een deel ervan, van dezelfde soort, label en precisie, in de lijst staat en telt. Met \
      `betreftJaar` is wat niet geheel van één jaar is `niet-geteld`, ook zonder bedrag.
      """,
    en: """
      What becomes of the line in the total of this list: counted, without an amount, not counted or the reason for \
      that; `mogelijke-overlap`: counted, and maybe the same money as another counted line of the list. A whole does \
      not count when a part of it, of the same stage, label and precision, is in the list and counts. With \
      `betreftJaar` what is not wholly of one year is not counted, without an amount too.
      """, kind: .names(DerivedFilter.Counting.words), place: .derived(.counting))

  static let touchesYear = Filter(
    key: "betreftJaar",
    nl: "Van een van deze jaren; of over meer jaren waar het bij hoort; of zonder dat bekend is van welk jaar.",
    en: "Of one of these years; or over several with one of them; or of no year that is known.", kind: .integers,
    place: .derived(.touchesYear))

  static let isOfOneYear = Filter(
    key: "inEenJaar", nl: "Geheel van één jaar: `jaar`, of van een jaar tot en met hetzelfde.",
    en: "Wholly of one year: `jaar`, or from a year up to the same.", kind: .boolean, place: .derived(.isOfOneYear))

  static let department = Filter(
    key: "departement", nl: "Departement van de regel; wat via een ander gaat is van het departement dat betaalt.",
    en: "Department of the line; what is passed on is of the department that pays.", kind: .link("organisatie"),
    place: .derived(.department))
}

extension ListSQL {
  private typealias Counting = DerivedFilter.Counting

  mutating func finance(_ filter: DerivedFilter, _ values: [String]) -> String {
    switch filter {
    case .counting: counting(values)
    case .touchesYear: touches(values)
    case .isOfOneYear: "\(values.first == "true" ? "" : "NOT ")coalesce(\(oneYear()) IS NOT NULL, 0)"
    case .department: departments(values)
    default: "0"
    }
  }

  // MARK: One line

  /// What every total is made of; when only what a source states may count, of nothing that was inferred.
  private static let material = ["soort", "label", "precisie", "eenheid", "bedrag"]
  private static let years = ["jaar", "jaarVan", "jaarTot"]

  private mutating func isStated(_ fields: [String]) -> String {
    guard query.withoutInferred else { return "1" }
    let marks = fields.map { "'\($0)'" }.joined(separator: ", ")
    return """
      NOT EXISTS (SELECT 1 FROM \(table("financieringsregel_afgeleid")) a WHERE a.rij = m.rij \
      AND a.waarde IN (\(marks))\(holds("a")))
      """
  }

  /// The year a line is wholly of. From a year up to the same year is that year.
  mutating func oneYear() -> String {
    "CASE WHEN \(isStated(Self.years)) THEN coalesce(m.jaar, CASE WHEN m.jaar_van = m.jaar_tot THEN m.jaar_van END) END"
  }

  /// What becomes of a line by itself, other lines left aside: a word of `Counting` or a `Reason`.
  ///
  /// Of a year that is asked for (`betreftJaar`) only what is wholly of one year can lack an amount: of what is of no
  /// year that is known, or of several, nobody can say that the year lacks it.
  mutating func countedAlone() -> String {
    """
    CASE WHEN m.bedrag IS NULL THEN \(withoutAmount()) WHEN m.mutatie = 1 THEN 'mutatie' \
    WHEN m.bereik <> 'regel' THEN m.bereik WHEN m.eenheid = 'per-inwoner' THEN 'per-inwoner' \
    ELSE coalesce(\(notOfOneYear(else: "NULL")), \
    CASE WHEN m.eenheid IS NULL THEN 'eenheid-onbekend' WHEN m.eenheid = 'per-jaar' THEN 'per-jaar' \
    WHEN m.precisie = '\(Field.unknown)' THEN 'precisie-onbekend' ELSE '\(Counting.counted)' END) END
    """
  }

  private mutating func withoutAmount() -> String {
    let word = "'\(Counting.withoutAmount)'"
    return asksYear ? notOfOneYear(else: word) : word
  }

  /// Why a line is not of one year; `other` when it is.
  private mutating func notOfOneYear(else other: String) -> String {
    """
    CASE WHEN \(oneYear()) IS NOT NULL THEN \(other) \
    WHEN coalesce(m.jaar, m.jaar_van, m.jaar_tot) IS NULL THEN 'zonder-jaar' ELSE 'meer-jaren' END
    """
  }

  private var asksYear: Bool {
    query.conditions.contains {
      if case .any(let key, _) = $0 { return key == Filter.touchesYear.key }
      return false
    }
  }

  private mutating func touches(_ years: [String]) -> String {
    let each = years.compactMap { Int64($0) }.map { year in
      let bound = bind(.integer(year))
      return """
        CASE WHEN m.jaar IS NOT NULL THEN m.jaar = \(bound) \
        ELSE coalesce(m.jaar_van, \(bound)) <= \(bound) AND coalesce(m.jaar_tot, \(bound)) >= \(bound) END
        """
    }
    return "((\(each.joined(separator: " OR "))) AND \(isStated(Self.years)))"
  }

  // MARK: Lines together

  /// The conditions on the lines of this list, whatever becomes of them in its total.
  mutating func countable() -> String {
    let isOnlyInferred = query.onlyInferred
    query.onlyInferred = false
    defer { query.onlyInferred = isOnlyInferred }
    return "\(conditions(without: "telling").joined(separator: " AND ")) AND \(isStated(Self.material))"
  }

  /// The lines of this list of which a part counts in the same total, at whatever depth.
  private mutating func wholes() -> String {
    let lines = table("financieringsregel")
    return """
      WITH RECURSIVE boven (rij, soort, label, precisie) AS (\
      SELECT m.deel_van, m.soort, m.label, m.precisie FROM \(lines) m WHERE m.deel_van IS NOT NULL \
      AND \(countedAlone()) = '\(Counting.counted)' AND \(countable()) UNION \
      SELECT w.deel_van, b.soort, b.label, b.precisie FROM boven b JOIN \(lines) w ON w.rij = b.rij \
      WHERE w.deel_van IS NOT NULL AND w.laag = 0\(sight(of: .financieringsregel, "w"))) \
      SELECT b.rij FROM boven b JOIN \(lines) w ON w.rij = b.rij WHERE w.laag = 0 AND w.soort = b.soort \
      AND w.label = b.label AND w.precisie = b.precisie\(holds("w"))
      """
  }

  private mutating func isCounted() -> String {
    "\(countedAlone()) = '\(Counting.counted)' AND m.rij NOT IN (\(wholes()))"
  }

  /// The keys of the lines that count.
  private mutating func counted() -> String {
    "SELECT m.rij FROM \(table("financieringsregel")) m WHERE \(isCounted()) AND \(countable())"
  }

  private mutating func counting(_ words: [String]) -> String {
    let alternatives = words.map { word -> String in
      switch word {
      case Counting.counted: return "(\(isCounted()))"
      case Counting.left:
        let alone = "\(countedAlone()) NOT IN ('\(Counting.counted)', '\(Counting.withoutAmount)')"
        return "(\(alone) OR (\(countedAlone()) = '\(Counting.counted)' AND m.rij IN (\(wholes()))))"
      case FinanceLines.Reason.deel.rawValue:
        return "(\(countedAlone()) = '\(Counting.counted)' AND m.rij IN (\(wholes())))"
      case Counting.overlapping:
        // Said once: the conditions of the list stand in it.
        let links = "\(table("financieringsregel_mogelijke_overlap")) l WHERE l.rij IN geteld AND l.naar IN geteld"
        return """
          m.rij IN (WITH geteld (rij) AS (\(counted())) SELECT l.rij FROM \(links)\(holds("l")) \
          UNION SELECT l.naar FROM \(links)\(holds("l")))
          """
      default: return "\(countedAlone()) = \(bind(.text(word)))"
      }
    }
    return "((\(alternatives.joined(separator: " OR "))) AND \(isStated(Self.material)))"
  }

  // MARK: Whose it is

  private mutating func departments(_ values: [String]) -> String {
    func among(_ sql: inout ListSQL) -> String { " AND o.kenmerk IN (\(sql.bind(all: values)))" }
    return "(\(ofDepartments(isStated: query.withoutInferred, among)))"
  }

  /// - Parameter some: ` AND ...` on the departments `o`.
  private mutating func ofDepartments(isStated: Bool, _ some: (inout ListSQL) -> String) -> String {
    let marked = isStated ? " AND l.afgeleid = 0" : ""
    func named(by list: String, _ sql: inout ListSQL) -> String {
      """
      m.rij IN (SELECT l.rij FROM \(sql.table("financieringsregel_\(list)")) l JOIN organisatie o ON o.rij = l.naar \
      AND o.laag = 0 AND o.soort = 'ministerie' WHERE 1\(some(&sql))\(marked)\(sql.holds("l")))
      """
    }
    return """
      (m.via IS NULL AND \(named(by: "organisaties", &self))) OR (m.via IS NOT NULL AND \(named(by: "betalers", &self)))
      """
  }

  /// For `mist=departement` and `heeft=grond`: whether something derived is known; nil when it is none of these.
  ///
  /// - Parameter isStated: a source has to say it.
  mutating func knownDerived(_ name: String, isStated: Bool) -> String? {
    guard let filter = resource.derived.first(where: { $0.missableName == name }) else { return nil }
    if filter == .department { return ofDepartments(isStated: isStated) { _ in "" } }
    guard case .ofMeasure(let key) = filter, let place = Resource.maatregel.filter(key)?.place else { return nil }
    let (list, column): (Layout.ListTable, String)
    switch place {
    case .set(let own): (list, column) = (own, "naar")
    case .member(let own, let member, nil): (list, column) = (own, member.column)
    default: return nil
    }
    let marked = isStated ? " AND l.afgeleid = 0" : ""
    return """
      EXISTS (SELECT 1 FROM \(table("\(resource.name)_maatregelen")) z JOIN \(table("maatregel")) k ON k.rij = z.naar \
      JOIN \(table(list.table)) l ON l.rij = k.rij WHERE z.rij = m.rij AND k.laag = 0 AND l.\(column) IS NOT NULL\
      \(marked)\(holds("z"))\(sight(of: .maatregel, "k"))\(holds("l")))
      """
  }
}
