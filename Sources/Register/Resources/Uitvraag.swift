extension Resource {
  static let uitvraag = Resource(
    "uitvraag", "uitvragen",
    nl: "Ronde waarin het bureau elk departement vraagt naar de stand van zijn maatregelen.",
    en: "Round in which the bureau asks every department for the state of its measures.",
    rights: .bureau, kenmerkSource: ["titel"], rules: [.closesAfterOpening],
    [
      .text("titel", 200, nl: "Titel.", en: "Title.").required.sortable.searchable,
      .timestamp("geopendOp", nl: "Wanneer zij opent; weggelaten: nu.", en: "When it opens; left out: now.").sortable,
      .day("sluitdatum", nl: "Laatste dag waarop wordt ingediend.", en: "Last day on which reports are in time.")
        .required.filtered.sortable,
      .link("programma", to: "programma", nl: "Programma waarvoor wordt gevraagd.", en: "Programme it is for.")
        .filtered,
      .parameters(
        "selectie", of: "maatregel",
        nl: "Welke maatregelen worden gevraagd: parameters van `/maatregelen` met hun waarde. Leeg: allemaal.",
        en: "Which measures are asked for: parameters of `/maatregelen` and their values. Empty: all."
      ).defaulting(to: "{}"),
    ])
}
