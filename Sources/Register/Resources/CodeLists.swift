/// The three axes of the programme: closed lists of codes, never re-meant and never deleted.
extension Resource {
  static let fase = codeList(
    "fase", "fasen",
    nl: "Fase van de aanpak: erkennen en voorkomen, herkennen en melden, bijstaan en handhaven.",
    en: "Phase of the approach: acknowledge and prevent, recognise and report, assist and enforce.")

  static let domein = codeList(
    "domein", "domeinen",
    nl: "Maatschappelijk domein waarin een maatregel werkt, zoals onderwijs of arbeidsmarkt.",
    en: "Domain of society in which a measure works, such as education or the labour market.")

  static let grond = codeList(
    "grond", "gronden",
    nl: "Discriminatiegrond waarop een maatregel is gericht.",
    en: "Ground of discrimination that a measure addresses.")

  private static func codeList(_ name: String, _ collection: String, nl: String, en: String) -> Resource {
    Resource(
      name, collection, nl: nl, en: en, rights: .administrator, isCodeList: true, kenmerkSource: ["naam"],
      [
        .text("naam", 200, nl: "Naam.", en: "Name.").required.sortable.searchable,
        .text("naamEn", 200, nl: "Engelse naam.", en: "English name."),
        .text("omschrijving", 10_000, nl: "Omschrijving.", en: "Description.").searchable,
        .integer("volgorde", 0...10_000, nl: "Plaats in de lijst.", en: "Place in the list.").required.sortable,
        .texts("aliassen", 200, nl: "Andere namen waaronder dezelfde code wordt gevonden.", en: "Other names."),
        .links(
          "bovenliggend", to: name, nl: "Codes waar deze onder valt; meer dan één kan, een kring niet.",
          en: "Codes this one falls under: many, but no cycle."
        ).filtered,
        .texts("stelsels", 80, nl: "Indelingen waarin de code voorkomt.", en: "Schemes the code is part of.")
          .filtered(by: "stelsel"),
        .boolean(
          "verzamelknoop", nl: "Verzamelt andere codes; kan niet zelf op een maatregel staan.",
          en: "Collects other codes; cannot itself be put on a measure."
        ).filtered.defaulting(to: "false"),
        .day("geldigVan", nl: "Eerste dag waarop de code geldt.", en: "First day the code is valid."),
        .day("geldigTot", nl: "Eerste dag waarop de code niet meer geldt.", en: "First day it no longer is."),
      ])
  }
}
