import Bytes
import SQL

/// What the approach costs, by what is asked; never a total of what does not add up (DESIGN section 7).
extension ReportDeclaration {
  static let financieelOverzicht = ReportDeclaration(
    name: "financieel-overzicht", parent: nil,
    nl: """
      Financieel overzicht: bedragen per soort en label, exact, afgerond en circa naast elkaar, met wat geen bedrag \
      heeft, wat niet meetelt en waarom. Neemt ook de filters van financieringsregels.
      """,
    en: """
      Financial overview: amounts by stage and label, exact, rounded and approximate side by side, with what has no \
      amount, what is not counted and why. Takes the filters of finance lines too.
      """,
    parameters: [
      .choice(
        "groepeer", FinancieelOverzicht.Axis.allCases.map(\.rawValue),
        nl: "Waarnaar wordt verdeeld, ten hoogste twee.", en: "What to divide by, two at most."),
      .text("jaar", 40, nl: "Alleen deze jaren, zoals `2021` of `2021,2022`.", en: "Only these years."),
      .choice(
        "tabel", ["zonderBedrag", "nietMeegeteld"],
        nl: "Alleen deze tabellen naast de regels; in CSV één, in hun plaats.",
        en: "Only these tables beside the lines; in CSV one, in their place."),
    ],
    filters: .of(.financieringsregel, without: ["telling", "doorAfgeleid"]), columns: figures,
    optionalColumns: FinancieelOverzicht.Axis.allCases.flatMap(\.columns), totals: figures, links: listed,
    totalLinks: listed, faults: FinancieelOverzicht.faults, make: FinancieelOverzicht.make,
    picture: .bars(
      labels: FinancieelOverzicht.Axis.allCases.flatMap(\.columns).filter { $0.target != nil || $0.name == "jaar" }
        .map(\.name),
      panels: ["soort", "label"],
      figures: [
        ReportPicture.Figure("exact"), ReportPicture.Figure("afgerond", .rounded),
        ReportPicture.Figure("circa", .about),
      ]),
    tables: [FinancieelOverzicht.without, FinancieelOverzicht.left])

  private static let figures: [Field] = [
    .choice("soort", Field.moneyStages, nl: "Stadium van het geld.", en: "Stage of the money."),
    .choice("label", ["gelabeld", "verweven", "onbekend"], nl: "Label.", en: "Label."),
    .decimal("exact", nl: "Som van exacte bedragen; null: er is er geen.", en: "Sum of exact amounts; null: none."),
    .decimal("afgerond", nl: "Som van afgeronde bedragen.", en: "Sum of rounded amounts."),
    .decimal("circa", nl: "Som van bedragen bij benadering.", en: "Sum of approximate amounts."),
    .integer("aantal", 0...1_000_000, nl: "Regels die meetellen.", en: "Lines that count.").required,
    .integer("zonderBedrag", 0...1_000_000, nl: "Regels zonder bedrag.", en: "Lines without an amount.").required,
    .integer(
      "mogelijkeOverlap", 0...1_000_000, nl: "Getelde regels die hetzelfde geld kunnen zijn.",
      en: "Counted lines that may be the same money."
    ).required,
    .integer("nietMeegeteld", 0...1_000_000, nl: "Regels die niet meetellen.", en: "Lines not counted.").required,
  ]

  private static let listed = ["lijst", "aantal", "zonderBedrag", "mogelijkeOverlap", "nietMeegeteld"]
}

struct FinancieelOverzicht {
  enum Axis: String, CaseIterable {
    case jaar, organisatie, domein, grond, sectie, programma, soort, label

    /// Soort and label are in every row.
    var columns: [Field] {
      switch self {
      case .soort, .label: []
      case .jaar: [.integer("jaar", 1900...2999, nl: "Jaar.", en: "Year.")]
      case .organisatie: linked("organisatie", nl: "Departement; null: geen bekend.", en: "Department; null: unknown.")
      case .domein: linked("domein", nl: "Domein van een maatregel.", en: "Domain of a measure.")
      case .grond: linked("grond", nl: "Grond van een maatregel.", en: "Ground of a measure.")
      case .sectie: linked("financieringssectie", nl: "Kop van het overzicht.", en: "Heading of the overview.")
      case .programma: linked("programma", nl: "Programma van een maatregel.", en: "Programme of a measure.")
      }
    }

    /// The list of the lines in the group of `value`; null is the group of the unknown.
    func parameters(of value: JSON) -> [(key: String, value: String)] {
      switch self {
      case .soort, .label: []
      case .jaar:
        value.asInt.map { [(key: "betreftJaar", value: String($0)), (key: "inEenJaar", value: "true")] }
          ?? [(key: "inEenJaar", value: "false")]
      case .organisatie, .domein, .grond, .sectie, .programma:
        value.asString.map { [(key: filter, value: $0)] } ?? [(key: "mist", value: filter)]
      }
    }

    /// The filter of the list that asks the same.
    private var filter: String { self == .organisatie ? "departement" : rawValue }

    private func linked(_ target: String, nl: String, en: String) -> [Field] {
      [
        .link(rawValue, to: target, nl: nl, en: en),
        .text("\(rawValue)Naam", 200, nl: "Hoe die heet.", en: "What it is called."),
      ]
    }
  }

  static let without = ReportTable(
    "zonderBedrag", nl: "Regels zonder bedrag, en waarom", en: "Lines without an amount, and why",
    columns: [
      line, .choice("soort", Field.moneyStages, nl: "Stadium.", en: "Stage.").required,
      .text("label", 40, nl: "Label.", en: "Label.").required,
      .choice("code", Field.reasonsWithoutAmount, nl: "De reden.", en: "The reason."),
      .text("uitleg", 1_000, nl: "In woorden.", en: "In words."),
    ])

  static let left = ReportTable(
    "nietMeegeteld", nl: "Regels die niet meetellen, en waarom", en: "Lines not counted, and why",
    columns: [
      line, .choice("soort", Field.moneyStages, nl: "Stadium.", en: "Stage.").required,
      .text("label", 40, nl: "Label.", en: "Label.").required,
      .decimal("bedrag", nl: "Het bedrag; null: er is er geen.", en: "The amount; null: there is none."),
      .text("eenheid", 40, nl: "Waarvan het is.", en: "What it is per."),
      .choice("code", FinanceLines.Reason.allCases.map(\.rawValue), nl: "De reden.", en: "The reason.").required,
      .text("uitleg", 1_000, nl: "In woorden.", en: "In words.").required,
      .choice(
        "redenGeenBedrag", Field.reasonsWithoutAmount, nl: "Waarom er geen bedrag is.", en: "Why there is no amount."),
      .text("uitlegGeenBedrag", 1_000, nl: "Die reden in woorden.", en: "That reason in words."),
    ])

  private static let line = Field.link(
    "financieringsregel", to: "financieringsregel", nl: "De regel.", en: "The line."
  ).required

  static let faults: @Sendable (ReportQuestion) -> [FieldError] = { question in
    var faults: [FieldError] = []
    let asked = question.values["groepeer"] ?? []
    if Set(asked).count < asked.count { faults.append(FieldError("groepeer", .duplicate, isInQuery: true)) }
    if asked.count > 2 { faults.append(FieldError("groepeer", .rule(code: "meer-dan-twee-velden"), isInQuery: true)) }
    let years = question.values["jaar"] ?? []
    if years.contains(where: { Int($0).map { !(1900...2999 ~= $0) } ?? true || $0.utf8.count != 4 }) {
      faults.append(FieldError("jaar", .malformed(expected: "2021"), isInQuery: true))
    }
    return faults
  }

  // MARK: Making

  private typealias Line = FinanceLines.Line
  private typealias Parameters = [(key: String, value: String)]

  private struct Group {
    /// One value and, of a link, its name for each column of the axis.
    var values: [JSON]
    var order: Int
  }

  /// The lines of one group on each axis, and the list that has them and no other.
  private struct Cell {
    var values: [JSON]
    var parameters: Parameters
    var lines: [Line]
    /// A heading that stands there with nothing below it too.
    var isHeading: Bool
  }

  private let question: ReportQuestion
  private let found: FinanceLines
  /// Only what a source states counts.
  private let isStrict: Bool
  private var report: Report

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    let query = try question.list(.financieringsregel, asked(question), reader)
    let found = try FinanceLines(query, for: question.caller, reader)
    var axes: [(axis: Axis, groups: [Int64: [Group]], all: [Group])] = []
    for axis in (question.values["groepeer"] ?? []).compactMap(Axis.init) where !axis.columns.isEmpty {
      try pause()
      let read = try groups(axis, query, found.lines, question.caller, reader)
      axes.append((axis, read.byLine, read.all))
    }
    var made = FinancieelOverzicht(question, found, isStrict: query.withoutInferred)
    made.report.columns = axes.flatMap(\.axis.columns) + made.report.columns
    made.addRows(axes.map { ($0.axis, $0.groups, $0.all) })
    let all = Cell(values: [], parameters: asked(question), lines: found.lines, isHeading: false)
    for (soort, label) in pairs(found.lines) { made.report.totals.append(made.row(all, soort, label)) }
    if made.report.totals.isEmpty { made.report.totals.append(made.row(all, nil, nil)) }
    made.addTables()
    made.addNotes()
    return made.report
  }

  private init(_ question: ReportQuestion, _ found: FinanceLines, isStrict: Bool) {
    self.question = question
    self.found = found
    self.isStrict = isStrict
    report = Report(
      declaration: .financieelOverzicht, peilmoment: question.peilmoment,
      parameters: question.shown(.financieelOverzicht))
  }

  /// The list of all the report is about.
  private static func asked(_ question: ReportQuestion) -> Parameters {
    question.filters + (question.values["jaar"].map { [(key: "betreftJaar", value: $0.joined(separator: ","))] } ?? [])
  }

  /// The kinds and labels there are, in the order of the money's way.
  private static func pairs(_ lines: [Line]) -> [(soort: String, label: String)] {
    Field.moneyStages.flatMap { soort in
      ["gelabeld", "verweven", "onbekend"].compactMap { label in
        lines.contains { $0.soort == soort && $0.label == label } ? (soort, label) : nil
      }
    }
  }

  // MARK: Groups

  /// Columns: the line, then of what it is linked to key, kenmerk, name and place in the order.
  private static func members(_ axis: Axis, _ sql: inout ListSQL) -> SQLStatement? {
    switch axis {
    case .jaar, .soort, .label: return nil
    case .organisatie:
      // What is passed on counts at who pays it, and nowhere else.
      let marked = sql.query.withoutInferred ? " AND l.afgeleid = 0" : ""
      func of(_ list: String, _ passed: String) -> String {
        """
        SELECT l.rij, c.rij, c.kenmerk, c.naam, 0 FROM \(sql.table("financieringsregel_\(list)")) l \
        JOIN organisatie c ON c.rij = l.naar AND c.soort = 'ministerie' \
        JOIN \(sql.table("financieringsregel")) v ON v.rij = l.rij AND v.laag = 0 \
        WHERE v.via IS \(passed)\(marked)\(sql.holds("v"))\(sql.holds("l"))
        """
      }
      return SQLStatement("\(of("organisaties", "NULL")) UNION \(of("betalers", "NOT NULL"))")
    case .sectie:
      return SQLStatement(
        """
        SELECT m.rij, c.rij, c.kenmerk, c.naam, c.volgorde FROM \(sql.table("financieringsregel")) m \
        JOIN financieringssectie c ON c.rij = m.sectie WHERE \(sql.conditions().joined(separator: " AND "))\
        \(sql.stated(["sectie"]))
        """)
    case .domein, .grond, .programma:
      guard let place = Resource.maatregel.filter(axis.rawValue)?.place else { return nil }
      let list: (table: String, column: String)
      switch place {
      case .set(let set): list = (set.table, "naar")
      case .member(let objects, let member, _): list = (objects.table, member.column)
      default: return nil
      }
      let marked = sql.query.withoutInferred ? " AND x.afgeleid = 0" : ""
      // As the filter of the list: what falls under a code is with it.
      let isFolded = axis != .programma && !sql.query.exact
      let code =
        isFolded
        ? "\(sql.table("\(axis.rawValue)_omvat")) o ON o.onder = x.\(list.column) JOIN \(axis.rawValue) c ON c.rij = o.boven"
        : "\(axis.rawValue) c ON c.rij = x.\(list.column)"
      return SQLStatement(
        """
        SELECT DISTINCT l.rij, c.rij, c.kenmerk, c.naam, \(axis == .programma ? "0" : "c.volgorde") \
        FROM \(sql.table("financieringsregel_maatregelen")) l JOIN \(sql.table("maatregel")) k ON k.rij = l.naar \
        JOIN \(sql.table(list.table)) x ON x.rij = k.rij JOIN \(code) WHERE k.laag = 0\(marked)\(sql.holds("l"))\
        \(sql.sight(of: .maatregel, "k"))\(sql.holds("x"))\(isFolded ? sql.holds("o") : "")
        """)
    }
  }

  private static func groups(
    _ axis: Axis, _ query: ListQuery, _ lines: [Line], _ caller: Caller, _ reader: RegisterReader
  ) throws -> (byLine: [Int64: [Group]], all: [Group]) {
    var byLine: [Int64: [Group]] = [:]
    if axis == .jaar {
      for line in lines {
        if let jaar = line.jaar { byLine[line.key] = [Group(values: [.integer(jaar)], order: jaar)] }
      }
    }
    var sql = ListSQL(query, .financieringsregel, for: caller)
    if let statement = members(axis, &sql) {
      try reader.connection.query(statement, sql.arguments) { row in
        byLine[row.integer(0), default: []].append(
          Group(values: [.string(row.text(2)), .string(row.text(3))], order: Int(row.integer(4))))
        return .next
      }
    }
    let seen = Set(lines.map(\.key))
    var all = byLine.filter { seen.contains($0.key) }.values.flatMap { $0 }
    if axis == .sectie {
      // Every heading, also one with nothing below it.
      var sql = ListSQL(query, .financieringssectie, for: caller)
      let held = sql.holds("c")
      let statement = SQLStatement(
        "SELECT c.kenmerk, c.naam, c.volgorde FROM \(sql.table("financieringssectie")) c WHERE c.laag = 0\(held)")
      try reader.connection.query(statement, sql.arguments) { row in
        all.append(Group(values: [.string(row.text(0)), .string(row.text(1))], order: Int(row.integer(2))))
        return .next
      }
    }
    return (byLine, all)
  }

  // MARK: Rows

  private mutating func addRows(_ axes: [(axis: Axis, groups: [Int64: [Group]], all: [Group])]) {
    func distinct(_ groups: [Group]) -> [Group] {
      var seen: Set<JSON> = []
      return groups.filter { seen.insert($0.values[0]).inserted }.sorted {
        ($0.order, $0.values[0].text) < ($1.order, $1.values[0].text)
      }
    }
    func narrowed(_ cell: Cell, _ axis: Axis, _ value: JSON) -> Parameters {
      Resource.financieringsregel.narrowed(cell.parameters, by: axis.parameters(of: value))
    }
    var cells = [Cell(values: [], parameters: Self.asked(question), lines: found.lines, isHeading: false)]
    for (axis, groups, all) in axes {
      cells = cells.flatMap { cell in
        var next = distinct(all).map { group in
          Cell(
            values: cell.values + group.values, parameters: narrowed(cell, axis, group.values[0]),
            lines: cell.lines.filter { groups[$0.key]?.contains { $0.values[0] == group.values[0] } ?? false },
            isHeading: axis == .sectie)
        }
        next.append(
          Cell(
            values: cell.values + axis.columns.map { _ in .null },
            parameters: narrowed(cell, axis, .null), lines: cell.lines.filter { groups[$0.key] == nil },
            isHeading: false))
        return next
      }
    }
    for cell in cells {
      for (soort, label) in Self.pairs(cell.lines) { report.rows.append(row(cell, soort, label)) }
      if cell.lines.isEmpty, cell.isHeading { report.rows.append(row(cell, nil, nil)) }
    }
    if report.rows.isEmpty {
      let values = report.columns.dropLast(9).map { _ in JSON.null }
      report.rows.append(
        row(Cell(values: values, parameters: Self.asked(question), lines: [], isHeading: false), nil, nil))
    }
  }

  /// - Parameter soort: nil, like `label`, when the cell has no lines.
  private func row(_ cell: Cell, _ soort: String?, _ label: String?) -> Report.Row {
    let lines = cell.lines.filter { $0.soort == soort && $0.label == label }
    let outcome = found.outcome(of: lines)
    func sum(_ precisie: String) -> JSON {
      let amounts = outcome.counted.filter { $0.precisie == precisie }.compactMap(\.bedrag)
      return amounts.isEmpty ? .null : .string(amounts.reduce(Amount.zero, +).rounded2)
    }
    let figures: [JSON] = [
      .text(soort), .text(label), sum("exact"), sum("afgerond"), sum("circa"), .integer(outcome.counted.count),
      .integer(outcome.withoutAmount.count), .integer(outcome.overlapping), .integer(outcome.left.count),
    ]
    let list =
      cell.parameters
      + [("soort", soort), ("label", label)].compactMap { key, value in
        value.map { (key: key, value: $0) }
      }
    // Without a kind, and when inferred ones are left out, not every line of that list is in the row.
    let lists: [(String, String?)] = [
      ("lijst", soort == nil || isStrict ? DerivedFilter.Counting.all.joined(separator: ",") : nil),
      ("aantal", DerivedFilter.Counting.counted), ("zonderBedrag", DerivedFilter.Counting.withoutAmount),
      ("mogelijkeOverlap", DerivedFilter.Counting.overlapping), ("nietMeegeteld", DerivedFilter.Counting.left),
    ]
    return Report.Row(
      values: (cell.values + figures).map(Report.Value.json),
      links: lists.map { name, counting in
        let parameters = list + (counting.map { [(key: "telling", value: $0)] } ?? [])
        return Report.Link(name: name, target: .list(.financieringsregel, question.dated(parameters)))
      })
  }

  private mutating func addTables() {
    var without = Report.Part(table: FinancieelOverzicht.without)
    var left = Report.Part(table: FinancieelOverzicht.left)
    let outcome = found.outcome(of: found.lines)
    func row(_ line: Line, _ values: [Report.Value]) -> Report.Row {
      let list = question.dated([(key: "kenmerk", value: line.kenmerk)])
      let start: [JSON] = [.string(line.kenmerk), .string(line.soort), .string(line.label)]
      return Report.Row(
        values: start.map(Report.Value.json) + values,
        links: [Report.Link(name: "lijst", target: .list(.financieringsregel, list))])
    }
    without.rows = outcome.withoutAmount.map { row($0, [.json(.text($0.redenCode)), .json(.text($0.reden))]) }
    left.rows = outcome.left.sorted { $0.line.kenmerk < $1.line.kenmerk }.map { line, reason in
      // A rate is no amount, and stands as it was written.
      let amount = line.bedrag.map { line.eenheid == "per-inwoner" ? $0.description : $0.rounded2 }
      return row(
        line,
        [
          .json(.text(amount)), .json(.text(line.eenheid)), .json(.string(reason.rawValue)), .text(reason.words),
          .json(.text(line.redenCode)), .json(.text(line.reden)),
        ])
    }
    report.tables = [without, left]
  }

  private mutating func addNotes() {
    report.notes = [
      Report.Text(
        nl: """
          Soort, label en precisie worden nooit bij elkaar opgeteld; waar niets staat is geen bedrag bekend, dat is geen \
          nul.
          """,
        en: """
          Stage, label and precision are never added up; where there is nothing no amount is known, which is not zero.
          """),
      Report.Text(
        nl: "Een regel met meer domeinen, gronden, departementen of programma's staat bij elk daarvan; in de totalen "
          + "telt zij één keer.",
        en: "A line with several domains, grounds, departments or programmes stands with each; in the totals once."),
      Report.Text(
        nl: "Wat over meer jaren gaat, of zonder jaar is, telt niet mee en wordt niet gesplitst; in een gevraagd jaar "
          + "staat het bij wat niet meetelt, ook zonder bedrag. Wat wordt doorgegeven telt bij wie betaalt; een deel telt "
          + "in plaats van zijn geheel, binnen dezelfde rij en precisie; wat per jaar is telt niet mee.",
        en: "What is over several years, or of none, is not counted and not split; of a year that is asked for it is "
          + "among what is not counted, without an amount too. What is passed on counts at who pays; a part counts "
          + "instead of its whole, within the same row and precision; what is per year is not counted."),
      Report.Text(
        nl:
          "Soort en label staan vaak in geen bron en zijn dan door een analist afgeleid; `afgeleid` van de regel zegt "
          + "het, en zonderAfgeleid=true laat die regels weg.",
        en: "Stage and label often stand in no source and were inferred by an analyst; `afgeleid` of the line says so, "
          + "and zonderAfgeleid=true leaves those lines out."),
      .countedAsSeen,
    ]
  }
}
