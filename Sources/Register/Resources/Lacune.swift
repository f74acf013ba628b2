extension Resource {
  static let lacune = Resource(
    "lacune", "lacunes",
    nl: "Plek in de dekking zonder maatregel, met de verklaring waarom.",
    en: "Hole in the coverage, with its explanation.",
    rights: .bureau, kenmerkSource: ["fase", "domein", "grond"],
    [
      .link("fase", to: "fase", nl: "Fase.", en: "Phase.").required.filtered,
      .link("domein", to: "domein", nl: "Domein; weggelaten: alle.", en: "Domain; left out: all of them.").filtered,
      .link("grond", to: "grond", nl: "Grond.", en: "Ground.").required.filtered,
      .text("verklaring", 10_000, nl: "Waarom er geen maatregel is.", en: "Why there is no measure.").required
        .searchable,
      .day("tot", nl: "Laatste dag waarop de verklaring geldt.", en: "Last day the explanation holds.").filtered
        .sortable,
    ])
}
