import Bytes
import SQL

/// A filter whose answer no single field holds. It asks what a report counts, so that every figure of a report is a
/// list that anyone can open.
enum DerivedFilter: Sendable, Equatable {
  /// Whom to ask about the measure: who is responsible, or without such a one each of those who share it.
  case addressee
  /// Where the measure stands in a round.
  case round(RoundQuestion.State)
  case overdue
  case silentSince
  case judgementDiffers
  case embargoThrough
  case houseMissing
  /// What Parliament asked for or was promised, beyond its term.
  case overdueRequest
  case overdueRequestOn
  /// Of what a measure it names has under this filter.
  case ofMeasure(String)
  /// For every ground, on purpose.
  case generic
  /// More than one value of a link.
  case several
  /// Of a motion or promise: the day of the latest document that settles it.
  case settledFrom
  case settledThrough
  /// Of a motion or promise: not of a later day.
  case datedBy
  /// Of a change of the plan: the day it was decided, or recorded when the decision has none.
  case effectiveFrom
  case effectiveThrough
  case notInProgramme
  /// In two of these programmes, with another number, inclusion or reason.
  case differsBetweenProgrammes
  /// The other moment that `changed` speaks of.
  case comparedWith
  case changed
  /// Of a finance line: what becomes of it in a total.
  case counting
  case touchesYear
  case isOfOneYear
  case department
}

extension DerivedFilter {
  var filter: Filter {
    switch self {
    case .addressee:
      Filter(
        key: "bevraagd",
        nl: "Organisatie die wordt bevraagd: de verantwoordelijke, of zonder deze elke medeverantwoordelijke.",
        en: "Organisation to ask: the responsible one, or without it each that is co-responsible.",
        kind: .link("organisatie"), place: .derived(self))
    case .round(let state):
      Filter(key: state.key, nl: state.nl, en: state.en, kind: .link("uitvraag"), place: .derived(self))
    case .overdue:
      Filter(
        key: "overTijd", nl: "Het geplande einde is voorbij, en zij is niet afgerond, gestopt of vervallen.",
        en: "The planned end has passed, and it is not finished, stopped or dropped.", kind: .boolean,
        place: .derived(self))
    case .overdueRequest:
      Filter(
        key: "overTijd", nl: "De termijn is voorbij, en het is niet afgedaan of vervallen.",
        en: "The term has passed, and it is not settled or lapsed.", kind: .boolean, place: .derived(self))
    case .overdueRequestOn:
      Filter(
        key: "overTijdOp", nl: "De termijn was op deze dag voorbij, en het is niet afgedaan of vervallen.",
        en: "The term had passed on this day, and it is not settled or lapsed.", kind: .day, place: .derived(self))
    case .ofMeasure(let key):
      Filter(
        key: key, nl: "Van een maatregel met deze \(key).", en: "Of a measure with this \(key).", kind: .link(key),
        place: .derived(self))
    case .settledFrom:
      Filter(
        key: "afgedaanVanaf", nl: "Het jongste stuk in `afgedaanMet` is van deze dag of later.",
        en: "The latest document in `afgedaanMet` is of this day or later.", kind: .day, place: .derived(self))
    case .settledThrough:
      Filter(
        key: "afgedaanTotEnMet", nl: "Het jongste stuk in `afgedaanMet` is van deze dag of eerder.",
        en: "The latest document in `afgedaanMet` is of this day or earlier.", kind: .day, place: .derived(self))
    case .datedBy:
      Filter(
        key: "bekendOp", nl: "Van deze dag of eerder, of zonder datum.", en: "Of this day or earlier, or undated.",
        kind: .day, place: .derived(self))
    case .effectiveFrom:
      Filter(
        key: "doorgevoerdVanaf", nl: "Besloten op deze dag of later; zonder besluitdatum telt de dag van vastlegging.",
        en: "Decided on this day or later; without a day of decision that of recording counts.", kind: .day,
        place: .derived(self))
    case .effectiveThrough:
      Filter(
        key: "doorgevoerdTotEnMet",
        nl: "Besloten op deze dag of eerder; zonder besluitdatum telt de dag van vastlegging.",
        en: "Decided on this day or earlier; without a day of decision that of recording counts.", kind: .day,
        place: .derived(self))
    case .silentSince:
      Filter(
        key: "stilSinds",
        nl: """
          In uitvoering, en niets vernomen op of na deze dag: geen gepubliceerde melding met een latere peildatum, en \
          zonder melding niet later begonnen of vastgelegd.
          """,
        en: """
          In execution, and nothing heard on or after this day: no published report about a later day, and without any \
          report not started or recorded later.
          """, kind: .day, place: .derived(self))
    case .judgementDiffers:
      Filter(
        key: "oordeelWijktAf",
        nl: "De laatste melding zegt op schema en het laatste oordeel oranje of rood, of vertraagd en groen.",
        en: "The last report says on schedule and the last judgement amber or red, or delayed and green.",
        kind: .boolean, place: .derived(self))
    case .embargoThrough:
      Filter(
        key: "embargoTotEnMet", nl: "Gepubliceerd onder een embargo dat op of voor deze dag eindigt.",
        en: "Published under an embargo that ends on or before this day.", kind: .day, place: .derived(self))
    case .houseMissing:
      Filter(
        key: "kamerOntbreekt", nl: "Kamerbrief waarvan niet bekend is dat hij aan beide Kamers is gezonden.",
        en: "Letter to Parliament not known to have been sent to both Houses.", kind: .boolean, place: .derived(self))
    case .generic:
      Filter(
        key: "generiek",
        nl: "`true`: bewust voor alle gronden; `false`: alle andere, ook die waarvan het niet bekend is.",
        en: "True: for all grounds on purpose; false: all others, those of which it is unknown too.", kind: .boolean,
        place: .derived(self))
    case .several:
      Filter(
        key: "meervoudig", nl: "Heeft van een van deze meer dan één.", en: "Has more than one of any of these.",
        kind: .names(["fase", "domein", "grond", "organisatie", "programma"]), place: .derived(self))
    case .notInProgramme:
      Filter(
        key: "nietInProgramma", nl: "In geen van deze programma's.", en: "In none of these programmes.",
        kind: .link("programma"), place: .derived(self))
    case .differsBetweenProgrammes:
      Filter(
        key: "verschiltTussenProgrammas",
        nl: "In ten minste twee van deze programma's, met een ander nummer, een andere opname of een andere reden.",
        en: "In at least two of these programmes, with another number, inclusion or reason.",
        kind: .link("programma"), place: .derived(self))
    case .comparedWith:
      Filter(
        key: "vergelekenMet", nl: "Het moment waarmee `verandering` vergelijkt; weggelaten: nu.",
        en: "The moment that `verandering` compares with; left out: now.", kind: .timestamp, place: .derived(self))
    case .changed:
      Filter(
        key: "verandering",
        nl: """
          Anders dan op het moment `vergelekenMet`: `afwezig` was of is er dan niet, `verplaatst` is anders ingedeeld, \
          `gewijzigd` is in een ander veld anders, een veld is in dat veld anders.
          """,
        en: """
          Other than at the moment `vergelekenMet`: absent then, classified otherwise, different in another field, or \
          different in this field.
          """, kind: .names(Comparison.names), place: .derived(self))
    case .counting: .counting
    case .touchesYear: .touchesYear
    case .isOfOneYear: .isOfOneYear
    case .department: .department
    }
  }
}

extension ListSQL {
  /// What no longer has an end to keep.
  private static let ended = "('afgerond', 'gestopt', 'vervallen')"

  mutating func derived(_ filter: DerivedFilter, _ values: [String]) -> String {
    switch filter {
    case .addressee where resource.field("organisaties") != nil: return addressed(values)
    case .addressee: return "\(measure) IN (\(measuresOf(addressed: values)))"
    case .round: return "0"
    case .overdue:
      return isTrue(
        values,
        "m.plan_gereed_gepland_tot_en_met < \(bind(.text(query.today.description)))"
          + " AND m.uitvoeringsstatus NOT IN \(ListSQL.ended)")
    case .ofMeasure(let key): return ofMeasure(key, values)
    case .overdueRequest: return isTrue(values, overdueRequest(on: query.today.description))
    case .overdueRequestOn: return "coalesce(\(overdueRequest(on: values.first ?? "")), 0)"
    case .settledFrom: return compared(lastSettled(), ">=", values)
    case .settledThrough: return compared(lastSettled(), "<=", values)
    case .datedBy: return "(m.datum_vanaf IS NULL OR \(compared("m.datum_vanaf", "<=", values)))"
    case .effectiveFrom:
      guard let day = values.first.flatMap({ Day($0) }) else { return "0" }
      let decided = "m.besluitdatum >= \(bind(.text(day.description)))"
      return "coalesce(\(decided), m.aangemaakt_op >= \(bind(.integer(Amsterdam.midnight(of: day).seconds))))"
    case .effectiveThrough:
      guard let day = values.first.flatMap({ Day($0) }) else { return "0" }
      let decided = "m.besluitdatum <= \(bind(.text(day.description)))"
      return "coalesce(\(decided), m.aangemaakt_op < \(bind(.integer(Amsterdam.midnight(of: day + 1).seconds))))"
    case .silentSince:
      guard let day = values.first.flatMap({ Day($0) }) else { return "0" }
      return silent(since: day)
    case .judgementDiffers:
      return isTrue(values, differs())
    case .embargoThrough:
      guard let day = values.first.flatMap({ Day($0) }) else { return "0" }
      return """
        (m.publicatie_status = 'gepubliceerd' AND m.zicht > 0 \
        AND m.publicatie_embargo_tot < \(bind(.integer(Amsterdam.midnight(of: day + 1).seconds))))
        """
    case .houseMissing: return isTrue(values, houseMissing())
    case .generic: return isTrue(values, "m.reikwijdte = 'generiek'" + stated(["reikwijdte"]))
    case .several: return several(values)
    case .notInProgramme: return notInProgramme(values)
    case .differsBetweenProgrammes: return differsBetweenProgrammes(values)
    case .comparedWith, .changed: return "0"
    case .counting, .touchesYear, .isOfOneYear, .department: return finance(filter, values)
    }
  }

  private mutating func several(_ names: [String]) -> String {
    let marked = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    let parts = names.compactMap { name -> String? in
      let (list, column): (Layout.ListTable, String)
      switch resource.filter(name)?.place {
      case .set(let own): (list, column) = (own, "naar")
      case .member(let own, let member, nil): (list, column) = (own, member.column)
      default: return nil
      }
      return """
        (SELECT count(DISTINCT l.\(column)) FROM \(table(list.table)) l WHERE l.rij = m.rij\(marked)\(holds("l"))) > 1
        """
    }
    return "(\(parts.joined(separator: " OR ")))"
  }

  private func isTrue(_ values: [String], _ condition: String) -> String {
    values.first == "true" ? "coalesce(\(condition), 0)" : "NOT coalesce(\(condition), 0)"
  }

  private mutating func overdueRequest(on day: String) -> String {
    "m.termijn_tot_en_met < \(bind(.text(day))) AND m.uitvoering NOT IN ('afgedaan', 'vervallen')"
  }

  /// The key of the measure a row is, or stands under.
  private var measure: String { resource.name == "maatregel" ? "m.rij" : "m.maatregel" }

  // MARK: Whom to ask

  /// The links between measures and organisations.
  var involved: String { table("maatregel_betrokkenen") }

  /// Whether link `l` of a measure names someone to ask about it.
  mutating func isAddressee() -> String {
    """
    (l.rol = 'verantwoordelijk' OR (l.rol = 'medeverantwoordelijk' AND NOT EXISTS (SELECT 1 \
    FROM \(involved) v WHERE v.rij = l.rij AND v.rol = 'verantwoordelijk'\(holds("v")))))\(holds("l"))
    """
  }

  private mutating func measuresOf(addressed values: [String]) -> String {
    """
    SELECT l.rij FROM \(involved) l WHERE l.organisatie IN (SELECT o.rij FROM organisatie o \
    WHERE o.laag = 0 AND o.kenmerk IN (\(bind(all: values)))) AND \(isAddressee())
    """
  }

  /// Who has to act on what Parliament asked: those it names, or without them whoever is asked about its measures.
  private mutating func addressed(_ values: [String]) -> String {
    let (own, under) = (table("\(resource.name)_organisaties"), table("\(resource.name)_maatregelen"))
    let named = """
      m.rij IN (SELECT a.rij FROM \(own) a WHERE a.naar IN (SELECT o.rij FROM organisatie o \
      WHERE o.laag = 0 AND o.kenmerk IN (\(bind(all: values))))\(holds("a")))
      """
    let nobody = "NOT EXISTS (SELECT 1 FROM \(own) a WHERE a.rij = m.rij\(holds("a")))"
    let through = """
      m.rij IN (SELECT z.rij FROM \(under) z JOIN \(table("maatregel")) k ON k.rij = z.naar \
      WHERE k.laag = 0 AND z.naar IN (\(measuresOf(addressed: values)))\(holds("z"))\(sight(of: .maatregel, "k")))
      """
    return "(\(named) OR (\(nobody) AND \(through)))"
  }

  private mutating func ofMeasure(_ key: String, _ values: [String]) -> String {
    guard let list = Layout.of(.maatregel).list(Resource.maatregel.listField(filteredBy: key)) else { return "0" }
    let column = list.field.members.first { $0.filter == key }?.column ?? "naar"
    let marked = query.withoutInferred ? " AND l.afgeleid = 0" : ""
    return """
      m.rij IN (SELECT z.rij FROM \(table("\(resource.name)_maatregelen")) z \
      JOIN \(table("maatregel")) k ON k.rij = z.naar WHERE k.laag = 0\(holds("z"))\(sight(of: .maatregel, "k")) \
      AND k.rij IN (\(linked(list.table, column, key, values))\(marked)\(holds("l"))))
      """
  }

  // MARK: Reports and judgements

  /// The member `column` of the measure's last published report that the caller sees and none corrects: that with the
  /// highest peildatum, then the latest. Served by index `voortgangsmelding_laatste` (migration 0014).
  mutating func lastReport(_ column: String) -> String {
    """
    (SELECT r.\(column) FROM \(table("voortgangsmelding")) r WHERE r.maatregel = m.rij AND r.laag = 0 \
    AND r.publicatie_status = 'gepubliceerd'\(sight(of: .voortgangsmelding, "r")) \
    AND NOT EXISTS (SELECT 1 FROM \(table("voortgangsmelding")) n WHERE n.corrigeert = r.rij AND n.laag = 0 \
    AND n.publicatie_status = 'gepubliceerd'\(sight(of: .voortgangsmelding, "n"))) \
    ORDER BY r.peildatum DESC, r.aangemaakt_op DESC, r.rij DESC LIMIT 1)
    """
  }

  /// The same of the last judgement. Served by index `oordeel_laatste` (migration 0014).
  mutating func lastJudgement(_ column: String) -> String {
    """
    (SELECT j.\(column) FROM \(table("oordeel")) j WHERE j.maatregel = m.rij AND j.laag = 0\
    \(sight(of: .oordeel, "j")) AND NOT EXISTS (SELECT 1 FROM \(table("oordeel")) n \
    WHERE n.corrigeert = j.rij AND n.laag = 0\(sight(of: .oordeel, "n"))) \
    ORDER BY j.peildatum DESC, j.aangemaakt_op DESC, j.rij DESC LIMIT 1)
    """
  }

  /// ` AND ...`: row `alias` of `table` held then, and the caller may see it.
  mutating func sight(of resource: Resource, _ alias: String) -> String {
    let held = holds(alias)
    return "\(held) AND " + caller.visibility(of: resource, as: alias, asOf: query.asOf, arguments: &arguments)
  }

  private mutating func differs() -> String {
    """
    (CASE \(lastReport("schema")) WHEN 'op-schema' THEN \(lastJudgement("kleur")) IN ('oranje', 'rood') \
    WHEN 'vertraagd' THEN \(lastJudgement("kleur")) = 'groen' ELSE 0 END)
    """
  }

  /// The last day something is known of: a report's, else that of its start, else the one it was recorded on - which
  /// is compared as a moment.
  private mutating func silent(since day: Day) -> String {
    let last = "coalesce(\(lastReport("peildatum")), m.plan_start_werkelijk_tot_en_met)"
    return """
      (m.uitvoeringsstatus = 'in-uitvoering' AND coalesce(\(last) < \(bind(.text(day.description))), \
      m.aangemaakt_op < \(bind(.integer(Amsterdam.midnight(of: day).seconds)))))
      """
  }

  // MARK: Motions and promises

  /// The last day of the latest document that settles a motion or promise, as far as the caller sees these.
  private mutating func lastSettled() -> String {
    """
    (SELECT max(coalesce(l.datum_tot_en_met, d.datum_tot_en_met)) \
    FROM \(table("\(resource.name)_afgedaan_met")) l JOIN \(table("document")) d ON d.rij = l.document AND d.laag = 0\
    \(sight(of: .document, "d")) WHERE l.rij = m.rij\(holds("l")))
    """
  }

  private mutating func compared(_ expression: String, _ sign: String, _ values: [String]) -> String {
    "\(expression) \(sign) \(bind(all: Array(values.prefix(1))))"
  }

  // MARK: Letters to Parliament

  static let houses = ["tweede-kamer", "eerste-kamer"]

  /// Whether link `l` of a document says that it went to this House.
  mutating func wasSent(to house: String) -> String {
    """
    EXISTS (SELECT 1 FROM \(table("document_gezonden_aan")) l JOIN organisatie o ON o.rij = l.aan \
    WHERE l.rij = m.rij AND o.kenmerk = '\(house)'\(holds("l")))
    """
  }

  private mutating func houseMissing() -> String {
    let sent = ListSQL.houses.map { wasSent(to: $0) }.joined(separator: " AND ")
    return "m.soort = 'kamerbrief' AND NOT (\(sent))"
  }
}

extension Resource {
  /// The list that has this query key, itself or in a member.
  fileprivate func listField(filteredBy key: String) -> String {
    fields.first { $0.filter == key || $0.members.contains { $0.filter == key } }?.name ?? key
  }
}
