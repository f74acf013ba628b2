extension Resource {
  public static let organisatie = Resource(
    "organisatie", "organisaties",
    nl: "Organisatie die een rol heeft in het programma; soort `ministerie` is een departement.",
    en: "Organisation with a role in the programme; kind `ministerie` is a department.",
    rights: .administrator, kenmerkSource: ["naam"],
    [
      .text("naam", 200, nl: "Naam.", en: "Name.").required.sortable.searchable,
      .text("afkorting", 40, nl: "Afkorting.", en: "Abbreviation.").filtered.sortable.searchable,
      .choice(
        "soort",
        [
          "ministerie", "zbo", "politie", "gemeente", "coordinator", "adviescollege", "maatschappelijk", "koepel",
          "kamer", "overig",
        ], nl: "Soort organisatie.", en: "Kind of organisation."
      ).required.filtered.sortable,
      .text("soortTekst", 200, nl: "Soort in de woorden van de bron.", en: "Kind in the source's words."),
      .link("onderdeelVan", to: "organisatie", nl: "Organisatie waar deze deel van is.", en: "Part of.").filtered,
      .texts("rollen", 120, nl: "Rollen in het programma, zoals de bron ze noemt.", en: "Roles, as the source says.")
        .filtered(by: "rol"),
      .texts("aliassen", 200, nl: "Andere namen.", en: "Other names."),
      .links("leden", to: "organisatie", nl: "Organisaties die er lid van zijn.", en: "Member organisations.")
        .filtered(by: "lid"),
      .url("tooiUri", nl: "Identificatie in het TOOI-register.", en: "Identifier in the TOOI register."),
      .text("begrotingshoofdstuk", 40, nl: "Hoofdstuk van de rijksbegroting.", en: "Chapter of the state budget."),
      .integer(
        "aantal", 1...100_000, nl: "Hoeveel organisaties de rij bijeenneemt (342 gemeenten).",
        en: "How many organisations the row stands for."),
      .date("aantalOp", nl: "Moment waarop dat aantal gold.", en: "When that number held."),
      .day("geldigVan", nl: "Eerste dag van bestaan.", en: "First day of existence."),
      .day("geldigTot", nl: "Eerste dag waarop zij niet meer bestaat.", en: "First day it no longer exists."),
      .link(
        "opvolger", to: "organisatie", nl: "Organisatie die haar taken overneemt.", en: "Organisation that succeeds it."
      ).filtered,
      .choice(
        "werkwijze", ["zelf-publiceren", "vier-ogen"],
        nl: "Of een redacteur zelf publiceert of een tweede paar ogen nodig is.",
        en: "Whether an editor publishes alone or a second pair of eyes is needed."
      ).defaulting(to: "zelf-publiceren").filtered,
    ])
}
