extension Resource {
  static let oordeel = Resource(
    "oordeel", "oordelen",
    nl: "Oordeel van de NCDR over een maatregel, naast de woorden van het departement en nooit in plaats daarvan.",
    en: "The NCDR's judgement of a measure, beside the department's own words and never over them.",
    rights: .bureau, publication: .byLevel("zichtbaarheid"), kenmerkSource: ["maatregel", "peildatum"],
    parentField: "maatregel", isAppendOnly: true, derived: [.addressee],
    [
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required.filtered,
      .day("peildatum", nl: "Dag waarop het oordeel slaat.", en: "Day the judgement is about.").required.filtered
        .sortable,
      .choice("kleur", ["groen", "oranje", "rood", "grijs"], nl: "Het oordeel.", en: "The judgement.").required
        .filtered.sortable,
      .text("motivering", 10_000, nl: "Waarom.", en: "Why.").required.searchable,
      .choice(
        "zichtbaarheid", ["bureau", "interdepartementaal", "openbaar"], nl: "Wie het ziet.", en: "Who sees it."
      ).required.filtered,
      .link("corrigeert", to: "oordeel", nl: "Oordeel dat dit herstelt.", en: "Judgement this one corrects.").filtered,
    ])
}
