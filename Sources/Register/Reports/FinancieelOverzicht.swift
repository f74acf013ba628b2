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
    filters: .of(.financieringsregel), columns: figures,
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
    "nietMeegeteld", nl: "Bedragen die niet meetellen, en waarom", en: "Amounts not counted, and why",
    columns: [
      line, .choice("soort", Field.moneyStages, nl: "Stadium.", en: "Stage.").required,
      .text("label", 40, nl: "Label.", en: "Label.").required, .decimal("bedrag", nl: "Het bedrag.", en: "The amount."),
      .text("eenheid", 40, nl: "Waarvan het is.", en: "What it is per."),
      .choice("code", FinanceLines.Reason.allCases.map(\.rawValue), nl: "De reden.", en: "The reason.").required,
      .text("uitleg", 1_000, nl: "In woorden.", en: "In words.").required,
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

  private struct Group {
    /// One value and, of a link, its name for each column of the axis.
    var values: [JSON]
    var order: Int
  }

  private let question: ReportQuestion
  private let overlapping: Set<Int64>
  private var report: Report

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    let query = try question.list(.financieringsregel, question.filters, reader)
    let years = question.values["jaar"].map { Set($0.compactMap { Int($0) }) }
    let found = try FinanceLines(query, years: years, for: question.caller, reader)
    var axes: [(axis: Axis, groups: [Int64: [Group]], all: [Group])] = []
    for axis in (question.values["groepeer"] ?? []).compactMap(Axis.init) where !axis.columns.isEmpty {
      try pause()
      let read = try groups(axis, query, found.lines, question.caller, reader)
      axes.append((axis, read.byLine, read.all))
    }
    var made = FinancieelOverzicht(question, found.overlapping)
    made.report.columns = axes.flatMap(\.axis.columns) + made.report.columns
    made.addRows(found.lines, axes.map { ($0.axis, $0.groups, $0.all) })
    for (soort, label) in pairs(found.lines) {
      made.report.totals.append(
        made.row([], soort, label, found.lines.filter { $0.soort == soort && $0.label == label }))
    }
    if made.report.totals.isEmpty { made.report.totals.append(made.row([], nil, nil, [])) }
    made.addTables(found.lines)
    made.addNotes()
    return made.report
  }

  private init(_ question: ReportQuestion, _ overlapping: Set<Int64>) {
    self.question = question
    self.overlapping = overlapping
    report = Report(
      declaration: .financieelOverzicht, peilmoment: question.peilmoment,
      parameters: question.shown(.financieelOverzicht))
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
      func of(_ list: String, _ passed: String) -> String {
        """
        SELECT l.rij, c.rij, c.kenmerk, c.naam, 0 FROM \(sql.table("financieringsregel_\(list)")) l \
        JOIN organisatie c ON c.rij = l.naar AND c.soort = 'ministerie' \
        JOIN \(sql.table("financieringsregel")) v ON v.rij = l.rij AND v.laag = 0 \
        WHERE v.via IS \(passed)\(sql.holds("v"))\(sql.holds("l"))
        """
      }
      return SQLStatement("\(of("organisaties", "NULL")) UNION \(of("betalers", "NOT NULL"))")
    case .sectie:
      return SQLStatement(
        """
        SELECT m.rij, c.rij, c.kenmerk, c.naam, c.volgorde FROM \(sql.table("financieringsregel")) m \
        JOIN financieringssectie c ON c.rij = m.sectie WHERE \(sql.conditions().joined(separator: " AND "))
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
      return SQLStatement(
        """
        SELECT DISTINCT l.rij, c.rij, c.kenmerk, c.naam, \(axis == .programma ? "0" : "c.volgorde") \
        FROM \(sql.table("financieringsregel_maatregelen")) l JOIN \(sql.table("maatregel")) k ON k.rij = l.naar \
        JOIN \(sql.table(list.table)) x ON x.rij = k.rij JOIN \(axis.rawValue) c ON c.rij = x.\(list.column) \
        WHERE k.laag = 0\(marked)\(sql.holds("l"))\(sql.sight(of: .maatregel, "k"))\(sql.holds("x"))
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

  private mutating func addRows(_ lines: [Line], _ axes: [(axis: Axis, groups: [Int64: [Group]], all: [Group])]) {
    func distinct(_ groups: [Group]) -> [Group] {
      var seen: Set<JSON> = []
      return groups.filter { seen.insert($0.values[0]).inserted }.sorted {
        ($0.order, $0.values[0].text) < ($1.order, $1.values[0].text)
      }
    }
    var cells: [(values: [JSON], lines: [Line], isHeading: Bool)] = [([], lines, false)]
    for (axis, groups, all) in axes {
      cells = cells.flatMap { cell in
        var next = distinct(all).map { group in
          (
            cell.values + group.values,
            cell.lines.filter { groups[$0.key]?.contains { $0.values[0] == group.values[0] } ?? false }, axis == .sectie
          )
        }
        next.append(
          (cell.values + axis.columns.map { _ in JSON.null }, cell.lines.filter { groups[$0.key] == nil }, false))
        return next
      }
    }
    for cell in cells {
      for (soort, label) in FinancieelOverzicht.pairs(cell.lines) {
        report.rows.append(
          row(cell.values, soort, label, cell.lines.filter { $0.soort == soort && $0.label == label }))
      }
      if cell.lines.isEmpty, cell.isHeading { report.rows.append(row(cell.values, nil, nil, [])) }
    }
    if report.rows.isEmpty { report.rows.append(row(report.columns.dropLast(9).map { _ in .null }, nil, nil, [])) }
  }

  private func row(_ axes: [JSON], _ soort: String?, _ label: String?, _ lines: [Line]) -> Report.Row {
    let counted = lines.filter { $0.state == .counted }
    let without = lines.filter { $0.state == .withoutAmount }
    let overlap = counted.filter { overlapping.contains($0.key) }
    let left = lines.filter { $0.state != .counted && $0.state != .withoutAmount }
    func sum(_ precisie: String) -> JSON {
      let amounts = counted.filter { $0.precisie == precisie }.compactMap(\.bedrag)
      let total = amounts.reduce(Amount.zero, +)
      return amounts.isEmpty ? .null : .string(total.fixed2 ?? total.description)
    }
    let figures: [JSON] = [
      .text(soort), .text(label), sum("exact"), sum("afgerond"), sum("circa"), .integer(counted.count),
      .integer(without.count), .integer(overlap.count), .integer(left.count),
    ]
    let lists = [("lijst", lines), ("aantal", counted), ("zonderBedrag", without), ("mogelijkeOverlap", overlap)]
    return Report.Row(
      values: (axes + figures).map(Report.Value.json),
      links: (lists + [("nietMeegeteld", left)]).map { name, lines in
        Report.Link(name: name, target: .list(.financieringsregel, question.dated(exactly(lines))))
      })
  }

  /// These lines and no other: a filter cannot say which of them count.
  private func exactly(_ lines: [Line]) -> [(key: String, value: String)] {
    if lines.isEmpty { return [(key: "heeft", value: "bedrag"), (key: "mist", value: "bedrag")] }
    return [(key: "kenmerk", value: lines.map(\.kenmerk).joined(separator: ","))]
  }

  private mutating func addTables(_ lines: [Line]) {
    var without = Report.Part(table: FinancieelOverzicht.without)
    var left = Report.Part(table: FinancieelOverzicht.left)
    for line in lines {
      let links = [Report.Link(name: "lijst", target: .list(.financieringsregel, question.dated(exactly([line]))))]
      let start: [Report.Value] = [.string(line.kenmerk), .string(line.soort), .string(line.label)].map(
        Report.Value.json)
      switch line.state {
      case .counted: break
      case .withoutAmount:
        without.rows.append(
          Report.Row(values: start + [.json(.text(line.redenCode)), .json(.text(line.reden))], links: links))
      case .left(let reason):
        left.rows.append(
          Report.Row(
            values: start + [
              .json(.text(line.bedrag.map { $0.fixed2 ?? $0.description })), .json(.text(line.eenheid)),
              .json(.string(reason.rawValue)), .text(reason.words),
            ], links: links))
      }
    }
    report.tables = [without, left]
  }

  private mutating func addNotes() {
    report.notes = [
      Report.Text(
        nl: "Soort, label en precisie worden nooit bij elkaar opgeteld; null is geen bedrag, en geen nul.",
        en: "Stage, label and precision are never added up; null is no amount, and not zero."),
      Report.Text(
        nl: "Een regel met meer domeinen, gronden, departementen of programma's staat bij elk daarvan; in de totalen "
          + "telt zij één keer.",
        en: "A line with several domains, grounds, departments or programmes stands with each; in the totals once."),
      Report.Text(
        nl: "Wat over meer jaren gaat, of zonder jaar is, telt niet mee en wordt niet gesplitst; wat wordt doorgegeven "
          + "telt bij wie betaalt; een deel telt in plaats van zijn geheel.",
        en: "What is over several years, or of none, is not counted and not split; what is passed on counts at who "
          + "pays; a part counts instead of its whole."),
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
