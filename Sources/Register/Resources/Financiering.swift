import Bytes

/// Money: the headings of the overview, and the lines that are added up below them (DESIGN sections 3 and 7).
extension Resource {
  static let financieringssectie = Resource(
    "financieringssectie", "financieringssecties",
    nl: "Kop van het financieel overzicht. De indeling mengt domeinen en gronden, zoals de bijlage van 2022.",
    en: "Heading of the financial overview. The layout mixes domains and grounds, as the annex of 2022 does.",
    rights: .administrator, kenmerkSource: ["naam"],
    [
      .text("naam", 200, nl: "Naam.", en: "Name.").required.sortable.searchable,
      .integer("volgorde", 0...10_000, nl: "Plaats in het overzicht.", en: "Place in the overview.").required.sortable,
      .text("indeling", 80, nl: "Waarnaar de kop indeelt, zoals `domein` of `grond`.", en: "What it divides by.")
        .filtered,
      .links("organisaties", to: "organisatie", nl: "Departementen van deze kop.", en: "Departments of this heading.")
        .filtered(by: "organisatie"),
      .links("domeinen", to: "domein", nl: "Domeinen van deze kop.", en: "Domains of this heading.")
        .filtered(by: "domein"),
      .links("gronden", to: "grond", nl: "Gronden van deze kop.", en: "Grounds of this heading.").filtered(by: "grond"),
    ])

  static let financieringsregel = Resource(
    "financieringsregel", "financieringsregels",
    nl: "Bedrag voor een of meer maatregelen, of de reden waarom er geen bedrag is.",
    en: "Amount for one or more measures, or the reason why there is none.",
    rights: .underMeasures, publication: .staged, kenmerkSource: ["organisaties", "soort", "jaar"],
    pathField: "maatregelen",
    derived: [
      .ofMeasure("programma"), .ofMeasure("domein"), .ofMeasure("grond"), .department, .touchesYear, .isOfOneYear,
      .counting,
    ],
    rules: [.amountOrReason, .levelIsNoDebt, .yearOrYears],
    [
      .links(
        "maatregelen", to: "maatregel", nl: "Maatregelen waarvoor het geld is; leeg: van een departement of het Rijk.",
        en: "Measures the money is for; empty: of a department or the state."
      ).filtered(by: "maatregel"),
      .links("organisaties", to: "organisatie", nl: "Betrokken organisaties.", en: "Organisations involved.")
        .filtered(by: "organisatie"),
      .link("sectie", to: "financieringssectie", nl: "Kop van het overzicht.", en: "Heading of the overview.").filtered,
      .integer("jaar", 1900...2999, nl: "Jaar; anders `jaarVan` en `jaarTot`.", en: "Year; or `jaarVan` and `jaarTot`.")
        .filtered.sortable,
      .integer("jaarVan", 1900...2999, nl: "Eerste jaar.", en: "First year.").filtered.sortable,
      .integer("jaarTot", 1900...2999, nl: "Laatste jaar.", en: "Last year.").filtered.sortable,
      .choice("soort", Field.moneyStages, nl: "Stadium van het geld.", en: "Stage of the money.").required.filtered
        .sortable,
      .text("soortTekst", 200, nl: "Soort in de woorden van de bron.", en: "Kind in the source's words."),
      .choice(
        "vorm", ["subsidie", "bijdrage", "opdracht", "personeel", "onbekend"], nl: "Vorm waarin het wordt gegeven.",
        en: "Form in which it is given."
      ).defaulting(to: "onbekend").filtered,
      .boolean("mutatie", nl: "Een verhoging of verlaging, geen niveau.", en: "A rise or a cut, not a level.")
        .defaulting(to: "false").filtered,
      .choice(
        "bereik", ["regel", "departement", "rijk"], nl: "Waarover het bedrag gaat.", en: "What the amount covers."
      ).defaulting(to: "regel").filtered,
      .decimal("bedrag", nl: "In euro, exact; null met een reden.", en: "In euro, exact; null with a reason.").filtered
        .sortable.added(within: "soort", "label", "precisie", "bereik", "eenheid", "mutatie"),
      .choice(
        "eenheid", ["totaal", "per-jaar", "per-inwoner"], nl: "Waarvan het bedrag is.", en: "What the amount is per."
      ).filtered,
      .choice("aard", ["structureel", "incidenteel", "onbekend"], nl: "Of het terugkeert.", en: "Whether it recurs.")
        .defaulting(to: "onbekend").filtered,
      .choice(
        "precisie", ["exact", "afgerond", "circa", "onbekend"],
        nl: "`exact` alleen als het tot op de euro of cent is uitgeschreven.",
        en: "`exact` only if written to the euro or cent."
      ).defaulting(to: "onbekend").filtered,
      .text("bedragTekst", 200, nl: "Het bedrag zoals het geschreven staat.", en: "The amount as written."),
      .choice(
        "label", ["gelabeld", "verweven", "onbekend"],
        nl: "`gelabeld`: voor de aanpak van discriminatie; `verweven`: ook voor andere doelen.",
        en: "`gelabeld`: for this purpose; `verweven`: for other purposes too."
      ).defaulting(to: "onbekend").filtered,
      .object(
        "redenGeenBedrag", nl: "Waarom er geen bedrag is; verplicht als `bedrag` null is.",
        en: "Why there is no amount; required when `bedrag` is null.",
        [
          .choice("code", Field.reasonsWithoutAmount, nl: "De reden.", en: "The reason.").required
            .filtered(by: "redenGeenBedrag"),
          .text("tekst", 1_000, nl: "In woorden.", en: "In words."),
        ]
      ).optional,
      .links("betalers", to: "organisatie", nl: "Wie betaalt.", en: "Who pays.").filtered(by: "betaler"),
      .links("ontvangers", to: "organisatie", nl: "Wie ontvangt.", en: "Who receives.").filtered(by: "ontvanger"),
      .link(
        "via", to: "organisatie", nl: "Organisatie die het doorgeeft; het telt bij de betaler.",
        en: "Organisation it passes through; it counts at the payer."
      ).filtered,
      .link(
        "deelVan", to: "financieringsregel", nl: "Regel waar deze een deel van is.", en: "Line this one is part of."
      ).filtered,
      .links(
        "vergelijkbaarMet", to: "financieringsregel", nl: "Regels waarmee de bron het vergelijkt.",
        en: "Lines the source compares it with."),
      .links(
        "mogelijkeOverlap", to: "financieringsregel", nl: "Regels die hetzelfde geld kunnen zijn.",
        en: "Lines that may be the same money."
      ).filtered,
      .text("begrotingsartikel", 80, nl: "Artikel van de rijksbegroting.", en: "Article of the state budget.").filtered,
      .link("document", to: "document", nl: "Document waarin het bedrag staat.", en: "Document with the amount.")
        .required.filtered(by: "vindplaats"),
    ])
}

extension Field {
  /// How far on its way money is.
  static let moneyStages = [
    "begroot", "beschikbaar", "gereserveerd", "toegekend", "uitgegeven", "ontvangen", "verwacht", "aandeel",
    "capaciteit", "onbekend",
  ]

  static let reasonsWithoutAmount = [
    "niet-genoemd", "niet-gelabeld", "niet-geoormerkt", "niet-gekwantificeerd", "verweven", "regulier-budget",
    "aandeel-onbekend", "alleen-vergelijkenderwijs", "geen-landelijk-cijfer",
  ]
}

extension Resource.Rule {
  /// Either an amount or why there is none: an unknown amount is no zero.
  static let amountOrReason = always(reading: ["bedrag"]) { document in
    switch (document["bedrag"].isNull, document["redenGeenBedrag"].isNull) {
    case (true, true): [.init("/redenGeenBedrag", .required)]
    case (false, false): [.init("/redenGeenBedrag", .rule(code: "reden-bij-bedrag"))]
    default: []
    }
  }

  /// Only a change can be less than nothing.
  static let levelIsNoDebt = atTheDoor { document in
    document["mutatie"].asBool != true && document.text("bedrag")?.hasPrefix("-") == true
      ? [.init("/bedrag", .rule(code: "negatief-zonder-mutatie"))] : []
  }

  static let yearOrYears = always { document in
    let (from, through) = (document["jaarVan"].asInt, document["jaarTot"].asInt)
    if document["jaar"].asInt != nil, from != nil || through != nil {
      return [.init("/jaar", .rule(code: "jaar-en-jaren"))]
    }
    if let from, let through, from > through { return [.init("/jaarTot", .rule(code: "einde-voor-begin"))] }
    return []
  }
}
