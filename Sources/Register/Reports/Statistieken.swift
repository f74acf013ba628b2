import Bytes

/// How many items of a list there are, by one to three of their fields; where they hold amounts also the sum of these.
extension ReportDeclaration {
  static let statistieken = ReportDeclaration(
    name: "statistieken", parent: nil,
    nl: """
      Tellingen: hoeveel rijen van een collectie er zijn, verdeeld naar een tot drie van haar velden. Neemt ook de \
      filters van die collectie.
      """,
    en: """
      Counts: how many rows of a collection there are, divided by one to three of its fields. Takes the filters of that \
      collection too.
      """,
    parameters: [
      .choice(
        "collectie", Statistieken.collections.map(\.collection), nl: "Welke rijen worden geteld.",
        en: "Which rows are counted."
      ).defaulting(to: "maatregelen"),
      .choice(
        "groepeer", Statistieken.names,
        nl: "Waarnaar wordt verdeeld, ten hoogste drie; een datum naar jaar. Zonder telt alles samen.",
        en: "What to divide by, three at most; a date by year. Without it everything counts together."),
    ],
    filters: .chosen(by: "collectie"), columns: [figure], optionalColumns: Statistieken.optionalColumns,
    totals: [
      .text("as", 80, nl: "Het veld waarnaar dit totaal is verdeeld; null: alles.", en: "The field; null: everything."),
      .text("waarde", 10_000, nl: "De waarde daarvan; null: onbekend.", en: "Its value; null: unknown."),
      .text("naam", 500, nl: "Hoe die heet.", en: "What it is called."),
      figure,
    ], links: listed, totalLinks: listed, faults: Statistieken.faults, make: Statistieken.make,
    picture: .heatMap(axes: Statistieken.names, figure: "aantal"))

  private static let figure = Field.integer(
    "aantal", 0...100_000_000, nl: "Aantal rijen; elke rij telt hier één keer.",
    en: "Number of rows; each counts once here."
  ).required

  private static let listed = ["lijst", "aantal"]
}

struct Statistieken {
  static let collections = Resource.all.filter { !$0.groupings.isEmpty }

  /// Every name that any collection can be divided by.
  static let names = collections.flatMap(\.groupings).map(\.name).reduce(into: [String]()) {
    if !$0.contains($1) { $0.append($1) }
  }

  /// What no reader reads, and no program should have to hold.
  static let mostRows = 20_000

  /// Each column that a division can give, once: of what differs between collections, what holds for all of them.
  static let optionalColumns: [Field] = names.flatMap { name -> [Field] in
    let groupings = collections.flatMap(\.groupings).filter { $0.name == name }
    let column = groupings.dropFirst().reduce(groupings[0].column) { $0.covering($1.column) }
    return [column] + groupings.compactMap(\.nameColumn).prefix(1)
  }

  static func faults(_ question: ReportQuestion) -> [FieldError] {
    guard let resource = question.resource else {
      return [FieldError("collectie", .notAllowed(allowed: collections.map(\.collection)), isInQuery: true)]
    }
    let asked = question.values["groepeer"] ?? []
    let allowed = resource.groupings.map(\.name)
    let fault: FieldError.Fault? =
      if asked.contains(where: { !allowed.contains($0) }) {
        .notAllowed(allowed: allowed)
      } else if Set(asked).count < asked.count {
        .duplicate
      } else {
        asked.count > 3 ? .rule(code: "meer-dan-drie-velden") : nil
      }
    return fault.map { [FieldError("groepeer", $0, isInQuery: true)] } ?? []
  }

  // MARK: Making

  private let question: ReportQuestion
  private let resource: Resource
  private let division: Division
  private var report: Report

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    let resource = question.resource ?? .maatregel
    let names = question.values["groepeer"] ?? []
    let groupings = names.compactMap { name in resource.groupings.first { $0.name == name } }
    let query = try question.list(resource, question.filters, reader)
    let division = try Division(query, resource, by: groupings, for: question.caller, reader, pause)
    try pause()
    var made = Statistieken(question, resource, division)
    try made.addRows()
    made.addTotals()
    made.addNotes()
    return made.report
  }

  private init(_ question: ReportQuestion, _ resource: Resource, _ division: Division) {
    self.question = question
    self.resource = resource
    self.division = division
    report = Report(
      declaration: .statistieken, peilmoment: question.peilmoment, parameters: question.shown(.statistieken))
    report.columns =
      division.axes.flatMap { [$0.grouping.column] + [$0.grouping.nameColumn].compactMap { $0 } } + report.columns
  }

  private mutating func addRows() throws {
    guard let cells = division.cells(upTo: Statistieken.mostRows) else {
      throw RegisterError.invalid([FieldError("groepeer", .rule(code: "te-veel-groepen"), isInQuery: true)])
    }
    for cell in cells {
      var values: [JSON] = []
      var parameters = question.filters
      for (axis, group) in zip(division.axes, cell.groups) {
        let value = axis.value(of: group)
        values.append(value?.json ?? .null)
        if axis.grouping.nameColumn != nil { values.append(.text(value?.name)) }
        parameters = resource.narrowed(parameters, by: axis.grouping.parameters(of: value))
      }
      report.rows.append(row(values, cell.count, parameters))
    }
  }

  private mutating func addTotals() {
    report.totals.append(row([.null, .null, .null], division.count, question.filters))
    // With one field the rows are these totals already.
    guard division.axes.count > 1 else { return }
    for axis in division.axes {
      for (group, count) in axis.counts.enumerated() where count > 0 {
        let value = axis.value(of: Int32(group))
        report.totals.append(
          row(
            [.string(axis.grouping.name), .text(value?.text), .text(value?.name)], count,
            resource.narrowed(question.filters, by: axis.grouping.parameters(of: value))))
      }
    }
  }

  private func row(_ values: [JSON], _ count: Int, _ parameters: [(key: String, value: String)]) -> Report.Row {
    Report.Row(
      values: (values + [.integer(count)]).map(Report.Value.json),
      links: ["lijst", "aantal"].map { Report.Link(name: $0, target: .list(resource, question.dated(parameters))) })
  }

  private mutating func addNotes() {
    report.notes = [
      Report.Text(
        nl: "Null is onbekend: de bron zegt het niet. Dat is geen nul, niet geen en niet generiek.",
        en: "Null is unknown: the source does not say. That is not zero, not none and not generic."),
      Report.Text(
        nl: "Geteld is wat u mag zien; een ander kan meer zien.",
        en: "What is counted is what you may see; others may see more."),
    ]
    let repeated = division.countInSeveral
    if repeated > 0 {
      report.notes.append(
        Report.Text(
          nl: "Wat meer waarden heeft staat bij elke daarvan (\(repeated) keer); in de totalen telt het één keer.",
          en: "What has several values stands with each of them (\(repeated) of them); in the totals it counts once."))
    }
    let isFolded = division.axes.contains {
      if case .link(let target) = $0.grouping.kind { target.isCodeList } else { false }
    }
    if isFolded, !question.filters.contains(where: { $0.key == "exact" && $0.value == "true" }) {
      report.notes.append(
        Report.Text(
          nl: "Een code telt mee wat eronder valt; met `exact=true` alleen zichzelf.",
          en: "A code counts what falls under it too; with `exact=true` only itself."))
    }
  }
}
