extension Resource {
  public static let maatregel = Resource(
    "maatregel", "maatregelen",
    nl: "Maatregel van de aanpak: waarvoor, door wie, hoe ver, in welk programma.",
    en: "Measure of the approach: what for, by whom, how far, in which programme.",
    rights: .measure, publication: .staged, kenmerkSource: ["titel"],
    inverses: [
      Inverse(name: "voortgang", resource: "voortgangsmelding", field: "maatregel"),
      Inverse(name: "actie", resource: "actie", field: "maatregel"),
      Inverse(name: "oordeel", resource: "oordeel", field: "maatregel"),
      Inverse(name: "effectonderzoek", resource: "effectonderzoek", field: "maatregel"),
      Inverse(
        name: "financiering", resource: "financieringsregel", field: "maatregelen", filter: "financieringsregel"),
      Inverse(name: "indicator", resource: "indicator", field: "maatregelen", filter: "indicator"),
      .motie(settling: false), .toezegging(settling: false),
    ],
    derived: [
      .addressee, .round(.asked), .round(.submitted), .round(.missing), .round(.late), .overdue, .silentSince,
      .judgementDiffers, .embargoThrough, .generic, .several, .notInProgramme, .differsBetweenProgrammes,
      .comparedWith, .changed,
    ],
    rules: [.scopeMatchesGrounds, .oneResponsible, .startBeforeEnd, .finishedHasDate, .noDoubleRoles],
    [
      .text("titel", 200, nl: "Titel.", en: "Title.").required.sortable.searchable,
      .text("omschrijving", 10_000, nl: "Wat de maatregel inhoudt.", en: "What the measure is.").searchable,
      .text("doel", 10_000, nl: "Wat zij moet bereiken.", en: "What it is to achieve.").searchable,
      .choice(
        "soort", ["bestaand", "concrete-verandering", "voorbereiding", "onbekend"],
        nl: "Bestaand beleid, concrete verandering of voorbereiding.",
        en: "Existing, a concrete change, or preparation."
      ).defaulting(to: "onbekend").filtered.sortable.coordinated,
      .choice(
        "reikwijdte", ["generiek", "specifiek", "onbekend"],
        nl: "`generiek`: bewust voor alle gronden; `onbekend` is niet generiek.",
        en: "Generic: on purpose for all grounds; unknown is not generic."
      ).defaulting(to: "onbekend").filtered.coordinated,
      .choice(
        "bijdrage", ["primair", "draagt-bij", "onbekend"], nl: "Gericht op discriminatie, of draagt eraan bij.",
        en: "Aimed at discrimination, or contributing."
      ).defaulting(to: "onbekend").filtered.coordinated,
      .links("fasen", to: "fase", nl: "Fasen.", en: "Phases.").filtered(by: "fase").coordinated,
      .links("domeinen", to: "domein", nl: "Domeinen.", en: "Domains.").filtered(by: "domein").coordinated,
      .links("gronden", to: "grond", nl: "Gronden.", en: "Grounds.").filtered(by: "grond").coordinated,
      .texts("themas", 120, nl: "Thema's.", en: "Themes.").filtered(by: "thema").coordinated,
      .boolean("intersectioneel", nl: "Gericht op samenloop van gronden.", en: "Aimed at grounds that intersect.")
        .filtered,
      .choice(
        "regio", ["europees", "caribisch", "beide", "onbekend"], nl: "Europees of Caribisch Nederland.",
        en: "European or Caribbean Netherlands."
      ).defaulting(to: "onbekend").filtered,
      .text("herhaling", 200, nl: "Hoe vaak zij terugkeert, zoals de bron zegt.", en: "How often it recurs."),
      .objects(
        "betrokkenen", nl: "Organisaties met hun rol.", en: "Organisations and their role.",
        [
          .link("organisatie", to: "organisatie", nl: "Organisatie.", en: "Organisation.").required.filtered,
          .choice(
            "rol", ["verantwoordelijk", "medeverantwoordelijk", "uitvoerder", "partner", "financier"], nl: "Rol.",
            en: "Role."
          ).required.role,
        ]
      ).coordinated,
      .objects(
        "programmas", nl: "Programma's waarin zij is opgenomen of daarvoor is voorgesteld.",
        en: "Programmes it is part of, or was proposed for.",
        [
          .link("programma", to: "programma", nl: "Programma.", en: "Programme.").required.filtered,
          .text("nummer", 40, nl: "Nummer in het programma.", en: "Number in the programme."),
          .choice(
            "opname", ["kandidaat", "opgenomen", "niet-opgenomen", "doorlopend", "onbekend"], nl: "Of zij erin staat.",
            en: "Whether it is in it."
          ).defaulting(to: "onbekend").filtered,
          .text("reden", 1_000, nl: "Waarom (niet).", en: "Why (not)."),
        ]
      ).coordinated,
      .object(
        "plan", nl: "Begin en einde, gepland en werkelijk.", en: "Start and end, planned and actual.",
        [
          .date("startGepland", nl: "Gepland begin.", en: "Planned start.").filtered.sortable,
          .date("gereedGepland", nl: "Gepland einde.", en: "Planned end.").filtered.sortable,
          .date("startWerkelijk", nl: "Werkelijk begin.", en: "Actual start.").filtered.sortable,
          .date("gereedWerkelijk", nl: "Werkelijk einde.", en: "Actual end.").filtered.sortable,
        ]),
      .object(
        "uitloop", nl: "Hoe ver het geplande einde is verschoven sinds de eerste publicatie.",
        en: "How far the planned end has moved since first published.",
        [
          .date("eersteGereedGepland", nl: "Eerst gepubliceerd gepland einde.", en: "Planned end first published."),
          .integer("verschuivingen", 0...100_000, nl: "Aantal verschuivingen.", en: "Number of shifts.").sortable,
          .integer("dagen", -100_000...100_000, nl: "Dagen uitloop; negatief is eerder.", en: "Days of slippage.")
            .sortable.filtered(by: "uitloop"),
        ]
      ).readOnly,
      .choice(
        "uitvoeringsstatus", Field.executionStatuses, nl: "Hoe ver de uitvoering is.", en: "State of execution."
      ).defaulting(to: "onbekend").filtered.sortable,
      .text("statusTekst", 1_000, nl: "De stand zoals de bron die zegt.", en: "The state in the source's words.")
        .searchable,
      .objects(
        "relaties", nl: "Verband met andere maatregelen.", en: "Relation to other measures.",
        [
          .choice("soort", ["deel-van", "vervangt", "hangt-samen-met"], nl: "Soort verband.", en: "Kind.").required,
          .link("maatregel", to: "maatregel", nl: "De andere maatregel.", en: "The other measure.").required
            .filtered(by: "relatie"),
        ]),
    ])
}

extension Field {
  /// How far the execution of a measure is.
  static let executionStatuses = [
    "voorgenomen", "in-voorbereiding", "in-uitvoering", "afgerond", "gestopt", "opgeschort", "vervallen", "onbekend",
  ]
}
