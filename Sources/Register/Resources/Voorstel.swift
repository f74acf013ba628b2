extension Resource {
  static let voorstel = Resource(
    "voorstel", "voorstellen",
    nl: "Voorstel van buiten voor het programma, met wat ermee is besloten.",
    en: "Proposal from outside for the programme, with what was decided on it.",
    rights: .bureau, kenmerkSource: ["titel"],
    [
      .text("titel", 200, nl: "Titel.", en: "Title.").required.sortable.searchable,
      .text("bron", 500, nl: "Wie het voorstelde, en waar.", en: "Who proposed it, and where.").required.searchable,
      .choice(
        "besluit", ["in-behandeling", "overgenomen", "deels", "niet-overgenomen"], nl: "Wat is besloten.",
        en: "What was decided."
      ).defaulting(to: "in-behandeling").filtered.sortable,
      .text("reden", 10_000, nl: "Waarom (niet).", en: "Why (not).").searchable,
      .link("maatregel", to: "maatregel", nl: "Maatregel die eruit voortkwam.", en: "Measure that came of it.")
        .filtered,
    ])
}
