extension Resource {
  static let planwijziging = Resource(
    "planwijziging", "planwijzigingen",
    nl: "Wijziging van het plan van een gepubliceerde maatregel, met haar reden; door de server gemaakt.",
    en: "Change of a published measure's plan, with its reason; made by the server.",
    rights: .server, publication: .withParent, kenmerkSource: ["maatregel"], parentField: "maatregel",
    isAppendOnly: true, derived: [.effectiveFrom, .effectiveThrough],
    [
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required.filtered,
      .texts("soorten", 40, nl: "Soorten wijziging, zoals `uitstel`.", en: "Kinds of change, such as `uitstel`.")
        .filtered(by: "soort"),
      .objects(
        "velden", nl: "Wat er is gewijzigd, van en naar.", en: "What changed, from and to.",
        [
          .text("veld", 120, nl: "Het veld.", en: "The field.").required.filtered,
          .text("van", 10_000, nl: "De waarde ervoor.", en: "The value before."),
          .text("naar", 10_000, nl: "De waarde erna.", en: "The value after."),
        ]),
      .text("reden", 10_000, nl: "Waarom.", en: "Why.").required.searchable,
      .text("besluitDoor", 200, nl: "Wie het besloot: een ambt of orgaan.", en: "Who decided: an office or body."),
      .day("besluitdatum", nl: "Wanneer het is besloten.", en: "When it was decided.").filtered.sortable,
      .day("ingangsdatum", nl: "Wanneer het ingaat.", en: "When it takes effect.").filtered.sortable,
      .link("document", to: "document", nl: "Het besluit.", en: "The decision."),
      .link("gemeldDoor", to: "organisatie", nl: "Organisatie die wijzigde.", en: "Organisation that changed it.")
        .readOnly.filtered,
    ])
}
