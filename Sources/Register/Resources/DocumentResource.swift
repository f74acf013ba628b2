import Bytes

extension Resource {
  static let document = Resource(
    "document", "documenten",
    nl: "Document waarop het register steunt: Kamerbrief, nota, onderzoek, webpagina.",
    en: "Document the register rests on: letter to Parliament, paper, study, web page.",
    rights: .shared, publication: .byField("openbaar"), kenmerkSource: ["titel"],
    inverses: [
      .motie(settling: true), .toezegging(settling: true),
      Inverse(name: "financiering", resource: "financieringsregel", field: "document"),
    ], derived: [.houseMissing],
    [
      .text("soort", 80, nl: "Soort document, zoals `kamerbrief`.", en: "Kind of document.").required.filtered,
      .text("soortTekst", 200, nl: "Soort in de woorden van de bron.", en: "Kind in the source's words."),
      .text("titel", 500, nl: "Titel.", en: "Title.").required.sortable.searchable,
      .date("datum", nl: "Datum, zo precies als bekend.", en: "Date, as precise as known.").filtered.sortable,
      .text("kenmerkAfzender", 120, nl: "Kenmerk van de afzender.", en: "The sender's reference.").filtered,
      .kamerstuk(nl: "Nummer bij het parlement; niet uniek.", en: "Number at Parliament; not unique."),
      .objects(
        "ondertekenaars", nl: "Ambtsdragers die ondertekenen.", en: "Office holders who sign.", officeHolder
      ).ordered,
      .objects(
        "medeNamens", nl: "Ambtsdragers namens wie ook wordt ondertekend.", en: "Office holders also signed for.",
        officeHolder
      ).ordered,
      .objects(
        "gezondenAan", nl: "Aan wie het is gezonden; een Kamer die ontbreekt is een signaal.",
        en: "Whom it was sent to; a missing House is a signal.",
        [
          .link("aan", to: "organisatie", nl: "Ontvanger.", en: "Addressee.").required.filtered(by: "gezondenAan"),
          .date("datum", nl: "Wanneer.", en: "When."),
        ]),
      .links("afzenders", to: "organisatie", nl: "Organisaties die het zenden.", en: "Sending organisations.")
        .filtered(by: "afzender"),
      .texts(
        "verwijstNaar", 120, nl: "Nummers van stukken waarnaar het verwijst, zoals geschreven.",
        en: "Numbers of papers it refers to, as written."),
      .link("onderdeelVan", to: "document", nl: "Document waar dit een deel van is.", en: "Document it is part of.")
        .filtered,
      .choice("stand", ["concept", "definitief", "onbekend"], nl: "Concept of definitief.", en: "Draft or final.")
        .defaulting(to: "onbekend").filtered,
      .url("url", nl: "Webadres.", en: "Web address."),
      .text("bestand", 200, nl: "Bestandsnaam van de tekst.", en: "File name of the text."),
      .integer("aantalPaginas", 1...100_000, nl: "Aantal bladzijden.", en: "Number of pages."),
      .boolean(
        "openbaar", nl: "Openbaar; anders alleen voor houders van een token.", en: "Public, or token holders only."
      )
      .defaulting(to: "true").filtered,
    ])

  private static let officeHolder: [Field] = [
    .text("naam", 120, nl: "Naam van de ambtsdrager.", en: "Name of the office holder."),
    .text("rol", 200, nl: "Ambt.", en: "Office.").required,
    .link("organisatie", to: "organisatie", nl: "Ministerie.", en: "Ministry."),
  ]
}

extension Field {
  /// A number of Parliament: an object, or one text in any way people write it.
  ///
  /// - Parameter more: members of one resource only.
  static func kamerstuk(nl: String, en: String, _ more: [Field] = []) -> Field {
    .object(
      "kamerstuk", nl: nl, en: en,
      [
        .choice(
          "soort", Kamerstuk.Soort.allCases.map(\.rawValue), nl: "Soort nummer.", en: "Kind of number."
        ).required,
        .text("dossier", 20, nl: "Dossiernummer, `30950`.", en: "Dossier number."),
        .text("toevoeging", 20, nl: "Toevoeging, zoals een begrotingshoofdstuk `VII`.", en: "Suffix, such as VII."),
        .text("ondernummer", 20, nl: "Ondernummer, `316`.", en: "Number in the dossier."),
        .text("nummer", 40, nl: "Document-, zaak- of aanhangselnummer.", en: "Document or case number."),
        .text("vergaderjaar", 20, nl: "Vergaderjaar, `2021-2022`.", en: "Session year."),
        .boolean("onzeker", nl: "De lezing van het nummer is onzeker.", en: "The reading is uncertain.")
          .defaulting(to: "false"),
      ] + more
    ).optional.kamerstuk
  }
}
