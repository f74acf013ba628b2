import Bytes

/// What the approach comes to: indicators, what was measured, and the timeline.
extension Resource {
  static let indicator = Resource(
    "indicator", "indicatoren",
    nl: "Waaraan is af te lezen of de aanpak iets uithaalt.", en: "By which one sees whether the approach has effect.",
    rights: .shared, kenmerkSource: ["naam"],
    inverses: [Inverse(name: "meting", resource: "meting", field: "indicator")],
    [
      .text("naam", 200, nl: "Naam.", en: "Name.").required.sortable.searchable,
      .text("definitie", 10_000, nl: "Wat precies wordt gemeten.", en: "What exactly is measured.").searchable,
      .text("eenheid", 80, nl: "Eenheid, zoals `procent`.", en: "Unit, such as `procent`.").required.filtered,
      .text("populatie", 200, nl: "Waarover wordt gemeten.", en: "What it is measured over."),
      .link("bronOrganisatie", to: "organisatie", nl: "Wie meet.", en: "Who measures.").filtered,
      .choice("richting", ["hoger", "lager", "geen"], nl: "Welke kant goed is.", en: "Which way is good.").filtered,
      .links("maatregelen", to: "maatregel", nl: "Maatregelen waarover zij iets zegt.", en: "Measures it speaks of.")
        .filtered(by: "maatregel"),
      .object(
        "streefwaarde", nl: "Waar het heen moet.", en: "Where it has to go.",
        [
          .decimal("waarde", nl: "De waarde.", en: "The value."),
          .text("omschrijving", 1_000, nl: "In woorden.", en: "In words."),
          .date("datum", nl: "Voor wanneer.", en: "By when."),
          .choice(
            "status", ["nog-te-bepalen", "kwalitatief", "bepaald"], nl: "Hoe vast het staat.", en: "How settled it is."
          ).required.filtered(by: "streefwaarde"),
        ]
      ).optional,
    ])

  static let meting = Resource(
    "meting", "metingen",
    nl: "Waarde van een indicator volgens één bron; bronnen die verschillen staan naast elkaar.",
    en: "Value of an indicator by one source; sources that differ stand side by side.",
    rights: .shared, kenmerkSource: ["indicator", "periode", "uitsplitsing"], parentField: "indicator",
    rules: [.valueOrWords],
    [
      .link("indicator", to: "indicator", nl: "De indicator.", en: "The indicator.").required.filtered,
      .date("periode", nl: "Waarover is gemeten.", en: "The time it is about.").required.filtered.sortable,
      .text("uitsplitsing", 200, nl: "Deel van de populatie.", en: "Part of the population.").filtered,
      .decimal("waarde", nl: "De waarde, exact.", en: "The value, exact.").filtered.sortable,
      .text("waardeTekst", 500, nl: "De waarde in de woorden van de bron.", en: "The value in the source's words."),
      .link("bron", to: "document", nl: "Document waarin zij staat.", en: "Document that states it.").required.filtered,
      .boolean("voorlopig", nl: "Nog niet vastgesteld.", en: "Not final yet.").defaulting(to: "false").filtered,
    ])

  static let gebeurtenis = Resource(
    "gebeurtenis", "gebeurtenissen", nl: "Gebeurtenis op de tijdlijn van de aanpak.", en: "Event on the timeline.",
    rights: .shared, kenmerkSource: ["titel"],
    [
      .date("datum", nl: "Wanneer, zo precies als bekend.", en: "When, as precisely as known.").filtered.sortable,
      .text("titel", 500, nl: "Wat er gebeurde.", en: "What happened.").required.sortable.searchable,
      .text("soort", 80, nl: "Soort, zoals `brief` of `mijlpaal`.", en: "Kind, such as `brief`.").filtered.sortable,
      .links("actoren", to: "organisatie", nl: "Wie erbij betrokken waren.", en: "Who took part.")
        .filtered(by: "organisatie"),
      .link("document", to: "document", nl: "Document dat het vastlegt.", en: "Document that records it.")
        .filtered(by: "vindplaats"),
      .boolean("verwacht", nl: "Was voorzien toen de bron verscheen.", en: "Was expected when the source appeared.")
        .defaulting(to: "false").filtered,
    ])
}

extension Resource.Rule {
  static let valueOrWords = always(reading: ["waardeTekst"]) { document in
    document["waarde"].isNull && document["waardeTekst"].isNull ? [.init("/waarde", .required)] : []
  }
}
