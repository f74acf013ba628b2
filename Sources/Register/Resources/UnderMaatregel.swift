/// What stands under a measure: its steps, the reports on it, and research into what it does.
extension Resource {
  static let actie = Resource(
    "actie", "acties", nl: "Stap onder een maatregel.", en: "Step under a measure.",
    rights: .underMeasure(includingExecutor: false), publication: .staged, kenmerkSource: ["titel"],
    parentField: "maatregel", derived: [.addressee, .embargoThrough],
    [
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required.filtered,
      .text("titel", 200, nl: "Titel.", en: "Title.").required.sortable.searchable,
      .link("eigenaar", to: "organisatie", nl: "Organisatie die de stap zet.", en: "Organisation that takes it.")
        .filtered,
      .date("gereedGepland", nl: "Gepland einde.", en: "Planned end.").filtered.sortable,
      .date("gereedWerkelijk", nl: "Werkelijk einde.", en: "Actual end.").filtered.sortable,
      .choice("status", Field.executionStatuses, nl: "Stand.", en: "State.").defaulting(to: "onbekend").filtered,
    ])

  public static let voortgangsmelding = Resource(
    "voortgangsmelding", "voortgangsmeldingen",
    nl:
      "Melding van een departement over de voortgang van een maatregel; een fout wordt hersteld met een nieuwe melding.",
    en: "A department's progress report on a measure; a mistake is corrected by a new report.",
    rights: .underMeasure(includingExecutor: true), publication: .staged, kenmerkSource: ["maatregel", "peildatum"],
    parentField: "maatregel", isAppendOnly: true, derived: [.addressee, .embargoThrough],
    rules: [.finishedReportHasDate, .periodInOrder],
    [
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required.filtered,
      .day("peildatum", nl: "Dag waarop de melding slaat.", en: "Day the report is about.").required.filtered.sortable,
      .day("periodeVan", nl: "Begin van de periode.", en: "Start of the period."),
      .day("periodeTot", nl: "Einde van de periode.", en: "End of the period."),
      .choice("uitvoeringsstatus", Field.executionStatuses, nl: "Stand van de uitvoering.", en: "State of execution.")
        .required.filtered,
      .date("gereedWerkelijk", nl: "Werkelijk einde, bij `afgerond`.", en: "Actual end, when finished."),
      .choice(
        "schema", ["op-schema", "licht-vertraagd", "vertraagd", "niet-van-toepassing"], nl: "Ligt het op schema.",
        en: "Whether it is on schedule."
      ).required.filtered,
      .text("toelichting", 10_000, nl: "Wat er is gebeurd.", en: "What happened.").required.searchable,
      .text("resultaten", 10_000, nl: "Resultaten.", en: "Results.").searchable,
      .text("knelpunten", 10_000, nl: "Knelpunten.", en: "Obstacles.").searchable,
      .text("ambitie", 10_000, nl: "Ambitie voor de komende tijd.", en: "Ambition for the time ahead.").searchable,
      .links("documenten", to: "document", nl: "Documenten erbij.", en: "Documents with it."),
      .link("corrigeert", to: "voortgangsmelding", nl: "Melding die deze herstelt.", en: "Report this one corrects.")
        .filtered,
      .link("uitvraag", to: "uitvraag", nl: "Uitvraag waarop zij antwoordt.", en: "Round it answers.").filtered,
      .link(
        "gemeldDoor", to: "organisatie", nl: "Organisatie die meldt, volgens het token.", en: "Reporting organisation."
      )
      .readOnly.filtered,
      .timestamp(
        "ingediendOp", nl: "Wanneer zij werd vrijgegeven, of zonder die stap gepubliceerd.",
        en: "When it was released, or published without that step."
      ).readOnly.sortable,
    ])

  static let effectonderzoek = Resource(
    "effectonderzoek", "effectonderzoeken",
    nl: "Onderzoek naar wat een maatregel doet, met de uitkomst.",
    en: "Research into the effect of a measure, with its outcome.",
    rights: .underMeasure(includingExecutor: false), publication: .staged, kenmerkSource: ["maatregel", "soort"],
    parentField: "maatregel", derived: [.addressee, .embargoThrough],
    [
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required.filtered,
      .choice("soort", ["evaluatie", "onderzoek", "wetenschappelijk"], nl: "Soort onderzoek.", en: "Kind of research.")
        .required.filtered.sortable,
      .choice(
        "uitkomst", ["werkt", "werkt-deels", "werkt-niet", "onbekend"], nl: "Of de maatregel werkt.",
        en: "Whether the measure works."
      ).defaulting(to: "onbekend").filtered.sortable,
      .link("document", to: "document", nl: "Het onderzoek zelf.", en: "The study itself."),
      .date("datum", nl: "Wanneer het verscheen.", en: "When it appeared.").filtered.sortable,
    ])
}
