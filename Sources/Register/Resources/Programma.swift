extension Resource {
  public static let programma = Resource(
    "programma", "programmas",
    nl: "Editie van het Nationaal Programma, of een aanpak, nota of strategie ernaast of eronder.",
    en: "Edition of the National Programme, or an approach, paper or strategy beside or under it.",
    rights: .administrator, kenmerkSource: ["naam"],
    [
      .text("naam", 200, nl: "Naam.", en: "Name.").required.sortable.searchable,
      .choice(
        "soort", ["nationaal-programma", "aanpak", "nota", "strategie"], nl: "Soort programma.",
        en: "Kind of programme."
      ).required.filtered,
      .link("bovenliggend", to: "programma", nl: "Programma waar dit onder valt.", en: "Programme above it.").filtered,
      .text("soortTekst", 200, nl: "Soort in de woorden van de bron.", en: "Kind in the source's words."),
      .object(
        "periode", nl: "Looptijd; vaak is maar één kant bekend.", en: "Period it runs; often only one end is known.",
        [
          .date("van", nl: "Begin.", en: "Start."),
          .date("tot", nl: "Einde.", en: "End."),
        ]),
      .choice(
        "status", ["aangekondigd", "concept", "aangeboden", "vastgesteld", "vervangen"], nl: "Stand van het programma.",
        en: "State of the programme."
      ).filtered,
      .text("statusTekst", 500, nl: "De stand zoals de bron die zegt.", en: "The state in the source's words."),
      .link("document", to: "document", nl: "Het programma zelf.", en: "The programme itself."),
      .integer("editienummer", 1...100, nl: "Hoeveelste editie.", en: "Number of the edition.").sortable,
      .texts("aliassen", 200, nl: "Andere namen.", en: "Other names."),
      .links("trekkers", to: "organisatie", nl: "Organisaties die het trekken.", en: "Leading organisations.")
        .filtered(by: "trekker"),
      .links("deelnemers", to: "organisatie", nl: "Organisaties die eraan meedoen.", en: "Participating organisations.")
        .filtered(by: "deelnemer"),
    ])
}
