import Bytes

/// What the Houses of Parliament ask for and are promised. One declaration made twice: motions, and everything else, in
/// tables with the same members and kenmerken that are unique over both.
extension Resource {
  static let motie = request(
    "motie", "moties", ["motie"],
    nl: "Motie over de aanpak, met wat ervan is gekomen.", en: "Motion on the approach, and what came of it.")

  static let toezegging = request(
    "toezegging", "toezeggingen", ["toezegging", "verzoek", "aankondiging", "voornemen", "kamervraag"],
    nl: "Toezegging aan het parlement, of een verzoek, aankondiging, voornemen of Kamervraag.",
    en: "Promise to Parliament, or a request, announcement, intention or question.")

  private static func request(
    _ name: String, _ collection: String, _ kinds: [String], nl: String, en: String
  ) -> Resource {
    Resource(
      name, collection, nl: nl, en: en, rights: .shared, kenmerkSource: ["vraag"],
      derived: [.addressee, .overdueRequest, .overdueRequestOn, .settledFrom, .settledThrough, .datedBy],
      rules: [.settledByDocument, .standingIsNeverSettled],
      [
        .choice("soort", kinds, nl: "Soort.", en: "Kind.").defaulting(to: kinds[0]).filtered.sortable,
        .text("soortTekst", 200, nl: "Soort in de woorden van de bron.", en: "Kind in the source's words."),
        .choice("kamer", ["eerste", "tweede"], nl: "Welke Kamer.", en: "Which House.").filtered.sortable,
        .kamerstuk(
          nl: "Nummer bij het parlement.", en: "Number at Parliament.",
          [.text("tekst", 200, nl: "Zoals de bron het schrijft.", en: "As the source writes it.")]),
        .date("datum", nl: "Datum, zo precies als bekend.", en: "Date, as precise as known.").filtered.sortable,
        .texts("indieners", 200, nl: "Wie haar indiende of vroeg.", en: "Who moved or asked it.")
          .filtered(by: "indiener"),
        .texts("partijen", 80, nl: "Partijen van de indieners.", en: "Their parties.").filtered(by: "partij"),
        .links("organisaties", to: "organisatie", nl: "Wie aan zet is.", en: "Who has to act.")
          .filtered(by: "organisatie"),
        .text("vraag", 10_000, nl: "Wat wordt gevraagd of toegezegd.", en: "What is asked or promised.").searchable,
        .text("appreciatie", 1_000, nl: "Oordeel van het kabinet.", en: "The cabinet's view."),
        .text("stemming", 1_000, nl: "Uitslag van de stemming.", en: "Outcome of the vote."),
        .date("termijn", nl: "Voor wanneer.", en: "By when.").filtered.sortable,
        .choice(
          "uitvoering",
          ["open", "in-uitvoering", "deels-afgedaan", "afgedaan", "aangehouden", "vervallen", "onbekend"],
          nl: "Hoe ver het is.", en: "How far it is."
        ).defaulting(to: "onbekend").filtered.sortable,
        .text("uitvoeringTekst", 1_000, nl: "De stand zoals de bron die zegt.", en: "The state in the source's words.")
          .searchable,
        .boolean(
          "doorlopend", nl: "Geldt voortaan: wordt per keer afgevinkt in `afgedaanMet`, en is nooit afgedaan.",
          en: "Holds from now on: ticked per occasion in `afgedaanMet`, and never settled."
        ).defaulting(to: "false").filtered,
        .objects(
          "afgedaanMet", nl: "Documenten waarmee eraan is voldaan; van een doorlopende plicht één per keer.",
          en: "Documents that settle it; of a standing obligation one for each occasion.",
          [
            .link("document", to: "document", nl: "Het document.", en: "The document.").required
              .filtered(by: "afgedaanMet"),
            .date("datum", nl: "Wanneer.", en: "When."),
          ]),
        .links(
          "maatregelen", to: "maatregel", nl: "Maatregelen die er invulling aan geven.", en: "Measures that do it."
        )
        .filtered(by: "maatregel"),
      ])
  }
}

extension Resource.Inverse {
  /// The motions that name a measure, or are settled with a document.
  static func motie(settling: Bool) -> Resource.Inverse { request("motie", settling) }
  static func toezegging(settling: Bool) -> Resource.Inverse { request("toezegging", settling) }

  private static func request(_ name: String, _ settling: Bool) -> Resource.Inverse {
    settling
      ? Resource.Inverse(name: name, resource: name, field: "afgedaanMet", member: "document", filter: name)
      : Resource.Inverse(name: name, resource: name, field: "maatregelen", filter: name)
  }
}

extension Resource {
  /// Resources whose kenmerken this one's may not repeat.
  var namesakes: [Resource] {
    switch name {
    case Resource.motie.name: [.toezegging]
    case Resource.toezegging.name: [.motie]
    default: []
    }
  }
}

extension Resource.Rule {
  static let settledByDocument = atTheDoor { document in
    document.text("uitvoering") == "afgedaan" && document.list("afgedaanMet").isEmpty
      ? [.init("/afgedaanMet", .rule(code: "afgedaan-zonder-document"))] : []
  }

  static let standingIsNeverSettled = always { document in
    document["doorlopend"].asBool == true && document.text("uitvoering") == "afgedaan"
      ? [.init("/uitvoering", .rule(code: "doorlopend-afgedaan"))] : []
  }
}
