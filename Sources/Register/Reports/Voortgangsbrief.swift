import Bytes

/// The progress letter to Parliament: its tables, each from the lists anyone can open, and the words around them.
extension ReportDeclaration {
  static let voortgangsbrief = ReportDeclaration(
    name: "voortgangsbrief", parent: nil,
    nl: """
      Voortgangsbrief: hoe ver de maatregelen zijn, wat er in de periode veranderde en waarom, de oordelen, het geld, \
      de moties en toezeggingen, en de indicatoren.
      """,
    en: """
      Progress letter: how far the measures are, what changed in the period and why, the judgements, the money, the \
      motions and promises, and the indicators.
      """,
    parameters: [
      .day(
        "van", nl: "Eerste dag van de periode; zonder deze een jaar voor de laatste.",
        en: "First day of the period; a year before the last by default."),
      .day(
        "tot", nl: "Laatste dag van de periode; zonder deze het peilmoment.",
        en: "Last day of the period; the reference date by default."),
      .choice(
        "tabel", VoortgangsbriefTable.allCases.map(\.rawValue), nl: "Alleen deze tabellen; in CSV één.",
        en: "Only these tables; one in CSV."),
    ],
    columns: [
      .choice(
        "tabel", VoortgangsbriefTable.allCases.map(\.rawValue), nl: "De tabel waarin het staat.",
        en: "The table it is in."
      )
      .required,
      .text("onderdeel", 200, nl: "Wat er is geteld.", en: "What was counted.").required,
      .integer("aantal", 0...10_000_000, nl: "Hoeveel.", en: "How many.").required,
    ],
    totals: [], links: ["lijst", "aantal"], totalLinks: [], faults: Voortgangsbrief.faults, make: Voortgangsbrief.make,
    tables: VoortgangsbriefTable.allCases.map(\.table),
    heading: Report.Text(nl: "In één oogopslag", en: "At a glance"), folder: "rapportages")
}

/// The tables of the letter, in its order.
enum VoortgangsbriefTable: String, CaseIterable {
  case state = "stand"
  case measures = "maatregelen"
  case plan = "planning"
  case changes = "wijzigingen"
  case reports = "meldingen"
  case judgements = "oordelen"
  case overview = "financieelOverzicht"
  case money = "financiering"
  case settled = "afgedaan"
  case open = "openstaand"
  case measurements = "indicatoren"
  case events = "gebeurtenissen"
}

extension VoortgangsbriefTable {
  var table: ReportTable {
    switch self {
    case .state:
      ReportTable(
        rawValue, nl: "Stand van de maatregelen per fase", en: "State of the measures by phase",
        columns: [
          .link("fase", to: "fase", nl: "Fase; null: niet bekend.", en: "Phase; null: not known."), Self.status,
          .integer("aantal", 0...10_000_000, nl: "Maatregelen.", en: "Measures.").required,
        ],
        links: ["lijst", "aantal"], picture: .heatMap(axes: ["uitvoeringsstatus", "fase"], figure: "aantal"))
    case .measures:
      ReportTable(
        rawValue, nl: "Maatregelen", en: "Measures",
        columns: [
          .link("fase", to: "fase", nl: "Fase; null: niet bekend.", en: "Phase; null: not known."), Self.measure,
          Self.title.headed(nl: "Maatregel", en: "Measure"), Self.addressees, Self.status,
          .text("statusTekst", 1_000, nl: "De stand zoals de bron die zegt.", en: "The state in the source's words.")
            .headed(nl: "In de bron", en: "In the source"),
          .date("gereedGepland", nl: "Gepland einde.", en: "Planned end.").headed(
            nl: "Gepland gereed", en: "Planned end"),
          .choice("schema", Self.schedules, nl: "Volgens de laatste melding.", en: "By the last report.")
            .headed(nl: "Op schema", en: "On schedule"),
        ], links: ["lijst", "rij"], sections: "fase")
    case .plan:
      ReportTable(
        rawValue, nl: "Plan en werkelijkheid", en: "Plan and reality",
        columns: [
          Self.measure, Self.title.headed(nl: "Maatregel", en: "Measure"),
          .date("startGepland", nl: "Gepland begin.", en: "Planned start.").headed(
            nl: "Begin gepland", en: "Planned start"),
          .date("gereedGepland", nl: "Gepland einde.", en: "Planned end.").headed(
            nl: "Einde gepland", en: "Planned end"),
          .date("startWerkelijk", nl: "Werkelijk begin.", en: "Actual start.").headed(
            nl: "Begin werkelijk", en: "Actual start"),
          .date("gereedWerkelijk", nl: "Werkelijk einde.", en: "Actual end.").headed(
            nl: "Einde werkelijk", en: "Actual end"),
          .integer(
            "uitloop", -100_000...100_000, nl: "Dagen uitloop sinds de eerste publicatie; negatief is eerder.",
            en: "Days of slippage since first published; negative is earlier."
          )
          .headed(nl: "Dagen uitloop", en: "Days of slippage"),
          Self.overdue,
        ], links: ["lijst", "rij"],
        picture: .timeline(
          labels: ["titel"], planned: ReportPicture.Span("startGepland", "gereedGepland"),
          actual: ReportPicture.Span("startWerkelijk", "gereedWerkelijk")))
    case .changes:
      ReportTable(
        rawValue, nl: "Wat er in het plan veranderde, en waarom", en: "What changed in the plan, and why",
        columns: [
          .day(
            "datum", nl: "Dag van het besluit, of van vastlegging als het besluit geen dag noemt.",
            en: "Day of the decision, or of recording when it has none."
          ).required,
          Self.measure, Self.title.headed(nl: "Maatregel", en: "Measure"),
          .texts("soorten", 40, nl: "Soorten wijziging.", en: "Kinds of change.").headed(nl: "Soort", en: "Kind"),
          .text("wijziging", 100_000, nl: "Wat er is gewijzigd, van en naar.", en: "What changed, from and to."),
          .text("reden", 10_000, nl: "Waarom.", en: "Why.").required,
          .text("besluitDoor", 200, nl: "Wie het besloot.", en: "Who decided.").headed(
            nl: "Besluit van", en: "Decided by"),
        ], links: ["lijst", "rij"])
    case .reports:
      ReportTable(
        rawValue, nl: "Voortgang volgens de departementen", en: "Progress as the departments report it",
        columns: [
          .day("peildatum", nl: "Dag waarop de melding slaat.", en: "Day the report is about.").required, Self.measure,
          Self.title.headed(nl: "Maatregel", en: "Measure"),
          .link("gemeldDoor", to: "organisatie", nl: "Wie het meldde.", en: "Who reported it.").headed(
            nl: "Gemeld door", en: "Reported by"),
          Self.status,
          .choice("schema", Self.schedules, nl: "Of zij op schema ligt.", en: "Whether it is on schedule.").headed(
            nl: "Op schema", en: "On schedule"),
          .text("toelichting", 10_000, nl: "In de woorden van het departement.", en: "In the department's words."),
        ], links: ["lijst", "rij"])
    case .judgements:
      ReportTable(
        rawValue, nl: "Oordelen van de Nationaal Coördinator", en: "Judgements of the National Coordinator",
        columns: [
          .day("peildatum", nl: "Dag waarop het oordeel slaat.", en: "Day the judgement is about.").required,
          Self.measure, Self.title.headed(nl: "Maatregel", en: "Measure"),
          .choice("kleur", ["groen", "oranje", "rood", "grijs"], nl: "Het oordeel.", en: "The judgement.").required
            .headed(nl: "Oordeel", en: "Judgement"),
          .text("motivering", 10_000, nl: "Waarom.", en: "Why.").required,
        ], links: ["lijst", "rij"])
    case .overview:
      ReportTable(
        rawValue, nl: "Financieel overzicht per soort en label", en: "Financial overview by stage and label",
        columns: FinancieelOverzicht.Axis.jaar.columns + ReportDeclaration.financieelOverzicht.columns,
        links: ReportDeclaration.financieelOverzicht.links,
        picture: .bars(
          labels: ["jaar"], panels: ["soort", "label"],
          figures: [
            ReportPicture.Figure("exact"), ReportPicture.Figure("afgerond", .rounded),
            ReportPicture.Figure("circa", .about),
          ]))
    case .money:
      ReportTable(
        rawValue, nl: "Financiering per regel", en: "Financing line by line",
        columns: [
          .links("maatregelen", to: "maatregel", nl: "Waarvoor het geld is.", en: "What the money is for."),
          .links("organisaties", to: "organisatie", nl: "Betrokken organisaties.", en: "Organisations involved."),
          .integer("jaar", 1900...2999, nl: "Jaar.", en: "Year.").required,
          .choice("soort", Field.moneyStages, nl: "Stadium van het geld.", en: "Stage of the money.").required,
          .choice(
            "label", ["gelabeld", "verweven", "onbekend"], nl: "Of het alleen voor de aanpak is.",
            en: "Whether it is for this purpose only."
          ).required,
          .decimal("bedrag", nl: "In euro.", en: "In euro."),
          .choice(
            "eenheid", ["totaal", "per-jaar", "per-inwoner"], nl: "Waarvan het bedrag is.",
            en: "What the amount is per."),
          .boolean("mutatie", nl: "Een verhoging of verlaging, geen niveau.", en: "A rise or a cut, not a level.")
            .required,
          .choice(
            "precisie", ["exact", "afgerond", "circa", "onbekend"], nl: "Hoe precies het bedrag is.",
            en: "How precise the amount is."
          ).required,
          .text("reden", 1_000, nl: "Waarom er geen bedrag is.", en: "Why there is no amount.")
            .headed(nl: "Waarom geen bedrag", en: "Why no amount"),
        ], links: ["lijst", "rij"])
    case .settled:
      ReportTable(
        rawValue, nl: "Moties en toezeggingen: afgedaan", en: "Motions and promises: settled",
        columns: Self.request + [
          .date("afgedaan", nl: "Wanneer, naar het jongste stuk.", en: "When, by the latest document.").headed(
            nl: "Afgedaan", en: "Settled"),
          .links("documenten", to: "document", nl: "Waarmee.", en: "With what.").headed(nl: "Met", en: "With"),
        ], links: ["lijst", "rij"])
    case .open:
      ReportTable(
        rawValue, nl: "Moties en toezeggingen: openstaand", en: "Motions and promises: open",
        columns: Self.request + [
          .integer(
            "leeftijd", 0...100_000, nl: "Hele maanden sinds de datum, op het peilmoment.",
            en: "Whole months since the date, at the reference date."
          )
          .headed(nl: "Maanden oud", en: "Months old"),
          .date("termijn", nl: "Voor wanneer.", en: "By when."), Self.overdue,
          .choice("uitvoering", Self.execution, nl: "Hoe ver het is.", en: "How far it is.").required,
        ], links: ["lijst", "rij"])
    case .measurements:
      ReportTable(
        rawValue, nl: "Indicatoren", en: "Indicators",
        columns: [
          .link("indicator", to: "indicator", nl: "Waaraan is gemeten.", en: "What was measured.").required,
          .text("eenheid", 80, nl: "Eenheid.", en: "Unit.").required,
          .text("uitsplitsing", 200, nl: "Deel van de populatie.", en: "Part of the population."),
          .date("periode", nl: "Waarover.", en: "The time it is about.").required,
          .decimal("waarde", nl: "De waarde.", en: "The value."),
          .text("waardeTekst", 500, nl: "De waarde in de woorden van de bron.", en: "The value in the source's words.")
            .headed(nl: "In woorden", en: "In words"),
          .link("bron", to: "document", nl: "Waar het staat.", en: "Where it is stated.").required,
        ], links: ["lijst", "rij"],
        picture: .lines(
          panels: ["indicator", "eenheid"], moment: "periode", value: "waarde", series: ["uitsplitsing", "bron"]))
    case .events:
      ReportTable(
        rawValue, nl: "Gebeurtenissen in de periode", en: "Events in the period",
        columns: [
          .date("datum", nl: "Wanneer.", en: "When.").required,
          .text("titel", 500, nl: "Wat er gebeurde.", en: "What happened.").required.headed(
            nl: "Gebeurtenis", en: "Event"),
          .text("soort", 80, nl: "Soort.", en: "Kind."),
          .links("actoren", to: "organisatie", nl: "Wie erbij betrokken waren.", en: "Who took part."),
        ], links: ["lijst", "rij"])
    }
  }

  private static let measure = Field.link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.")
    .required
  private static let title = Field.text("titel", 200, nl: "Titel van de maatregel.", en: "Title of the measure.")
    .required
  private static let addressees = Field.links(
    "organisaties", to: "organisatie", nl: "Wie ervoor staat: de verantwoordelijke, of wie het delen.",
    en: "Who answers for it: the responsible one, or those who share it.")
  private static let status = Field.choice(
    "uitvoeringsstatus", Field.executionStatuses, nl: "Hoe ver de uitvoering is.", en: "State of execution."
  ).required.headed(nl: "Stand", en: "State")
  private static let overdue = Field.boolean(
    "overTijd", nl: "De termijn is op het peilmoment voorbij.", en: "Its time is over at the reference date."
  ).required.headed(nl: "Over tijd", en: "Overdue")
  private static let schedules = ["op-schema", "licht-vertraagd", "vertraagd", "niet-van-toepassing"]
  private static let execution = [
    "open", "in-uitvoering", "deels-afgedaan", "afgedaan", "aangehouden", "vervallen", "onbekend",
  ]

  private static let request: [Field] = [
    .link("motie", to: "motie", nl: "De motie.", en: "The motion."),
    .link("toezegging", to: "toezegging", nl: "De toezegging.", en: "The promise."),
    .text("kamerstuk", 200, nl: "Nummer bij het parlement.", en: "Number at Parliament."),
    .text("soort", 40, nl: "Soort.", en: "Kind.").required,
    .date("datum", nl: "Van wanneer.", en: "Its date."),
    .text("vraag", 10_000, nl: "Wat wordt gevraagd of toegezegd.", en: "What is asked or promised.")
      .headed(nl: "Vraag of toezegging", en: "Request or promise"),
  ]
}
