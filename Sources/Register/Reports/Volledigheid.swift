import Bytes

/// How much is known of the measures: of each field and each department how many have it from a source, how many only
/// because an analyst filled it in, and how many not at all.
extension ReportDeclaration {
  static let volledigheid = ReportDeclaration(
    name: "volledigheid", parent: nil,
    nl: """
      Volledigheid: van elk veld en elke organisatie hoeveel maatregelen het hebben, hoeveel alleen afgeleid, en \
      hoeveel niet. Neemt ook de filters van `/maatregelen`.
      """,
    en: """
      Completeness: of each field and each organisation how many measures have it, how many only inferred, and how many \
      not. Takes the filters of `/maatregelen` too.
      """,
    parameters: [
      .link(
        "organisatie", to: "organisatie", nl: "Alleen waarover deze organisaties worden bevraagd.",
        en: "Only what these organisations are asked about."),
      .choice("veld", Resource.maatregel.missableNames, nl: "Alleen deze velden.", en: "Only these fields."),
    ],
    // What an analyst filled in is a figure of its own here, not something to leave out.
    filters: .of(.maatregel, without: ["zonderAfgeleid"]),
    columns: [field, organisation, organisationName] + figures, totals: [field] + figures, links: listed,
    totalLinks: listed, make: Volledigheid.make,
    picture: .heatMap(axes: ["naam", "veld"], figure: "ontbreekt", beside: ["afgeleid"]))

  private static let field = Field.choice(
    "veld", Resource.maatregel.missableNames, nl: "Het veld, zoals `mist=` het noemt.",
    en: "The field, as `mist=` calls it."
  ).required
  private static let organisation = Field.link(
    "organisatie", to: "organisatie",
    nl: "De verantwoordelijke, of zonder deze elke medeverantwoordelijke; null: maatregelen zonder beide.",
    en: "The responsible one, or without it each co-responsible one; null: measures without either.")
  private static let organisationName = Field.text("naam", 200, nl: "Haar naam.", en: "Its name.")

  private static let figures: [Field] = [
    .integer("aantal", 0...100_000_000, nl: "Maatregelen.", en: "Measures.").required,
    .integer("vermeld", 0...100_000_000, nl: "Waarvan een bron het vermeldt.", en: "Of which a source states it.")
      .required,
    .integer(
      "afgeleid", 0...100_000_000, nl: "Waarvan alleen een analist het heeft afgeleid.",
      en: "Of which only an analyst inferred it."
    ).required,
    .integer("ontbreekt", 0...100_000_000, nl: "Waarvan het niet bekend is.", en: "Of which it is not known.").required,
    .text(
      "percentageVermeld", 5, nl: "Vermeld van het aantal, in procenten met één decimaal; null: niets geteld.",
      en: "Stated of the number, in per cent with one decimal; null: nothing counted."),
  ]

  private static let listed = ["lijst", "aantal", "vermeld", "afgeleid", "ontbreekt"]
}

enum Volledigheid {
  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    var filters = question.filters
    let asked = question.values["organisatie"]
    if let asked { filters.append((key: "bevraagd", value: asked.joined(separator: ","))) }
    let query = try question.list(.maatregel, filters, reader)
    let names = question.values["veld"] ?? Resource.maatregel.names
    let knowledge = try Knowledge(of: names, query, .maatregel, for: question.caller, reader, pause)
    var report = Report(
      declaration: .volledigheid, peilmoment: question.peilmoment, parameters: question.shown(.volledigheid))
    for organisation in knowledge.addressees where asked?.contains(organisation.kenmerk ?? "") ?? true {
      let whose =
        organisation.kenmerk.map { [(key: "bevraagd", value: $0)] }
        ?? [(key: "mist", value: "verantwoordelijk"), (key: "mist", value: "medeverantwoordelijk")]
      for (name, count) in zip(names, organisation.counts) {
        report.rows.append(
          row(
            [.string(name), .text(organisation.kenmerk), .text(organisation.name)], name, count, question,
            question.filters + whose))
      }
    }
    for (name, count) in zip(names, knowledge.counts) {
      report.totals.append(row([.string(name)], name, count, question, filters))
    }
    report.notes = notes
    return report
  }

  private static func row(
    _ axes: [JSON], _ name: String, _ count: Knowledge.Count, _ question: ReportQuestion,
    _ parameters: [(key: String, value: String)]
  ) -> Report.Row {
    let figures = [count.all, count.stated, count.inferred, count.missing].map { JSON.integer($0) }
    let lists: [(name: String, filter: String?)] = [
      ("lijst", nil), ("aantal", nil), ("vermeld", "vermeld"), ("afgeleid", "alleenAfgeleid"), ("ontbreekt", "mist"),
    ]
    return Report.Row(
      values: (axes + figures + [.text(percentage(count.stated, of: count.all))]).map(Report.Value.json),
      links: lists.map { figure, filter in
        let some = filter.map { [(key: $0, value: name)] } ?? []
        return Report.Link(name: figure, target: .list(.maatregel, question.dated(parameters + some)))
      })
  }

  /// `66.7` for 2 of 3; halves go up. Nil of nothing.
  static func percentage(_ part: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let tenths = (part * 2_000 + whole) / (whole * 2)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static let notes = [
    Report.Text(
      nl: "Niet bekend is wat leeg is, en een keuze die `onbekend` zegt. Dat is geen nul en niet geen.",
      en: "Not known is what is empty, and a choice that says `onbekend`. That is not zero and not none."),
    Report.Text(
      nl: "Van een lijst is bekend wat ten minste één element heeft; afgeleid is zij als elk element dat is.",
      en: "A list is known when it has an element; it is inferred when each of its elements is."),
    .countedForEachCoResponsible,
    .countedAsSeen,
  ]
}

extension Resource {
  /// What can be known of a row or not, each thing once: its fields and lists by name, its roles, what stands under it.
  /// Not what the server fills in, and not what always has a value.
  fileprivate var names: [String] {
    let layout = Layout.of(self)
    let leaves = layout.leaves.filter { leaf in
      leaf.isMissable && (leaf.field.isNullable || leaf.field.hasUnknown)
        && !(field(leaf.path[0])?.isReadOnly ?? false) && !leaf.field.isReadOnly
    }
    let lists = layout.lists.filter { $0.field.name != "afgeleid" }
    let roles = lists.flatMap(\.field.members).filter(\.isRole).flatMap { member -> [String] in
      if case .choice(let roles) = member.type { roles } else { [] }
    }
    return leaves.compactMap(\.path.last) + lists.map(\.field.name) + roles + inverses.map(\.name)
  }
}
