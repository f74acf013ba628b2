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
      .choice(
        "som", Statistieken.amounts.map(\.name),
        nl: "Bedrag dat wordt opgeteld: alleen wat van dezelfde aard is, de regels worden daarnaar gesplitst.",
        en: "Amount to add up: only what is of the same nature, by which the rows are split."),
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

  /// What any collection can be divided by: each name once, with all that have it. Every start waits for it.
  private static let divisions = collections.flatMap(\.groupings).reduce(into: Divisions()) { $0.add($1) }

  private struct Divisions {
    private(set) var names: [String] = []
    private(set) var groupings: [String: [Grouping]] = [:]

    mutating func add(_ grouping: Grouping) {
      if groupings[grouping.name] == nil { names.append(grouping.name) }
      groupings[grouping.name, default: []].append(grouping)
    }
  }

  /// Every name that any collection can be divided by.
  static let names = divisions.names

  /// What no reader reads, and no program should have to hold.
  static let mostRows = 20_000

  /// Each column that a division can give, once: of what differs between collections, what holds for all of them.
  static let optionalColumns: [Field] =
    names.flatMap { name -> [Field] in
      // Each name is that of at least one.
      let groupings = divisions.groupings[name] ?? []
      let columns = groupings.map(\.column)
      let column = columns.dropFirst().reduce(columns[0]) { $0.covering($1) }
      return [column] + groupings.compactMap(\.nameColumn).prefix(1)
    } + amounts.flatMap(sumColumns)

  /// Every amount that may be added up.
  static let amounts = collections.flatMap(\.fields).filter { !$0.addedWithin.isEmpty }

  private static func sumColumns(_ amount: Field) -> [Field] {
    [
      .decimal(
        "som", nl: "Som van de bekende bedragen; null: geen is bekend, of een deel en zijn geheel staan er beide in.",
        en: "Sum of the amounts known; null: none is known, or a part and its whole are both in it."),
      .integer(
        "zonderBedrag", 0...100_000_000, nl: "Rijen zonder bekend bedrag; die tellen niet als nul.",
        en: "Rows without a known amount; they do not count as zero."
      ).required,
    ]
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
    let added = question.values["som"] ?? []
    let sums = resource.fields.filter { !$0.addedWithin.isEmpty }.map(\.name)
    let isOdd = added.count > 1 || added.contains { !sums.contains($0) }
    return (fault.map { [FieldError("groepeer", $0, isInQuery: true)] } ?? [])
      + (isOdd ? [FieldError("som", .notAllowed(allowed: sums), isInQuery: true)] : [])
  }

  // MARK: Making

  private let question: ReportQuestion
  private let resource: Resource
  private let division: Division
  /// What is added up.
  private let amount: Field?
  /// The axes that were asked for, and those within which alone amounts may be added: places in the division.
  private let asked: [Int]
  private let within: [Int]
  private var report: Report

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    let resource = question.resource ?? .maatregel
    let asked = question.values["groepeer"] ?? []
    let amount = question.values["som"]?.first.flatMap { resource.field($0) }
    let within = amount?.addedWithin ?? []
    let names = asked + within.filter { !asked.contains($0) }
    let groupings = names.compactMap { name in resource.groupings.first { $0.name == name } }
    let query = try question.list(resource, question.filters, reader)
    let division = try Division(query, resource, by: groupings, adding: amount, for: question.caller, reader, pause)
    try pause()
    var made = Statistieken(
      question, resource, division, amount, asked: Array(asked.indices),
      within: within.compactMap { name in groupings.firstIndex { $0.name == name } })
    try made.addRows()
    try made.addTotals()
    made.addNotes()
    return made.report
  }

  private init(
    _ question: ReportQuestion, _ resource: Resource, _ division: Division, _ amount: Field?, asked: [Int],
    within: [Int]
  ) {
    self.question = question
    self.resource = resource
    self.division = division
    self.amount = amount
    self.asked = asked
    self.within = within
    report = Report(
      declaration: .statistieken, peilmoment: question.peilmoment, parameters: question.shown(.statistieken))
    let sums = amount.map(Statistieken.sumColumns) ?? []
    let figures = report.columns + sums
    report.columns =
      division.axes.flatMap { [$0.grouping.column] + [$0.grouping.nameColumn].compactMap { $0 } } + figures
    report.totalColumns =
      report.totalColumns.dropLast() + within.map { division.axes[$0].grouping.column } + figures
  }

  private func cells(by places: [Int]) throws -> [Division.Cell] {
    guard let cells = division.cells(by: places, upTo: Statistieken.mostRows) else {
      throw RegisterError.invalid([FieldError("groepeer", .rule(code: "te-veel-groepen"), isInQuery: true)])
    }
    return cells
  }

  private mutating func addRows() throws {
    let places = Array(division.axes.indices)
    for cell in try cells(by: places) {
      var values: [JSON] = []
      for (place, group) in zip(places, cell.groups) {
        let axis = division.axes[place]
        let value = axis.value(of: group)
        values.append(value?.json ?? .null)
        if axis.grouping.nameColumn != nil { values.append(.text(value?.name)) }
      }
      report.rows.append(row(values, cell, by: places))
    }
  }

  private mutating func addTotals() throws {
    for cell in try cells(by: within) {
      report.totals.append(row([.null, .null, .null] + natures(cell, by: within), cell, by: within))
    }
    // With one field the rows are these totals already.
    guard asked.count > 1 else { return }
    for place in asked {
      let axis = division.axes[place]
      let places = [place] + within.filter { $0 != place }
      for cell in try cells(by: places) {
        let value = axis.value(of: cell.groups[0])
        let named: [JSON] = [.string(axis.grouping.name), .text(value?.text), .text(value?.name)]
        report.totals.append(row(named + natures(cell, by: places), cell, by: places))
      }
    }
  }

  /// Of what nature the amounts are.
  private func natures(_ cell: Division.Cell, by places: [Int]) -> [JSON] {
    within.map { place in
      places.firstIndex(of: place).flatMap { division.axes[place].value(of: cell.groups[$0])?.json } ?? .null
    }
  }

  private func row(_ values: [JSON], _ cell: Division.Cell, by places: [Int]) -> Report.Row {
    var parameters = question.filters
    for (place, group) in zip(places, cell.groups) {
      let axis = division.axes[place]
      parameters = resource.narrowed(parameters, by: axis.grouping.parameters(of: axis.value(of: group)))
    }
    var links = ["lijst", "aantal"].map { Report.Link(name: $0, target: .list(resource, question.dated(parameters))) }
    var figures: [JSON] = [.integer(cell.tally.count)]
    if let amount {
      let sum = cell.tally.sum
      let isSum = cell.tally.withoutAmount < cell.tally.count && !cell.tally.hasPartAndWhole
      // A rate is as exact as it was written.
      let isRate = zip(places, cell.groups).contains { place, group in
        division.axes[place].grouping.name == "eenheid" && division.axes[place].value(of: group)?.json == "per-inwoner"
      }
      let shown = isRate ? sum.description : sum.rounded2
      figures += [.text(isSum ? shown : nil), .integer(cell.tally.withoutAmount)]
      let without = parameters + [(key: "mist", value: amount.name)]
      links.append(Report.Link(name: "zonderBedrag", target: .list(resource, question.dated(without))))
    }
    return Report.Row(values: (values + figures).map(Report.Value.json), links: links)
  }

  private mutating func addNotes() {
    report.notes = [
      Report.Text(
        nl: "Waar niets staat is het onbekend: de bron zegt het niet. Dat is geen nul, niet geen en niet generiek.",
        en: "Where there is nothing it is unknown: the source does not say. That is not zero, not none and not generic."
      ),
      .countedAsSeen,
    ]
    let repeated = division.countInSeveral
    if repeated > 0 {
      report.notes.append(
        Report.Text(
          nl: "Wat meer waarden heeft staat bij elke daarvan (\(repeated) keer); in de totalen telt het één keer.",
          en: "What has several values stands with each of them (\(repeated) of them); in the totals it counts once."))
    }
    if amount != nil {
      report.notes.append(
        Report.Text(
          nl: "Een deel en zijn geheel worden nooit samen opgeteld: waar beide staan is er geen som. Met het deel "
            + "in plaats van het geheel staat zij in `/financieel-overzicht`.",
          en: "A part and its whole are never added up: where both are there is no sum. With the part "
            + "instead of the whole it is in `/financieel-overzicht`."))
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
