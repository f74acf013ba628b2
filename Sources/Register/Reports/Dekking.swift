import Bytes
import SQL

/// Coverage: how many measures each phase, domain and ground has, and where there are none.
extension ReportDeclaration {
  static let dekking = ReportDeclaration(
    name: "dekking", parent: nil,
    nl: "Dekking: hoeveel maatregelen er zijn per fase, domein en grond, en waar geen.",
    en: "Coverage: how many measures there are for each phase, domain and ground, and where there are none.",
    parameters: [
      .choice(
        "assen", CoverageAxis.allCases.map(\.rawValue), nl: "Een tot drie assen.", en: "One to three axes."
      ).defaulting(to: "fase,domein,grond")
    ],
    filters: .of(.maatregel, without: ["metGeneriek", "doorAfgeleid"]), columns: figures + explanation,
    optionalColumns: CoverageAxis.allCases.map(\.column),
    totals: [
      .choice(
        "wat", Dekking.Total.allCases.map(\.rawValue),
        nl: """
          `totaal`: alle maatregelen; `in-cellen`: in minstens één cel; `meer-cellen`: in meer dan één, door meer \
          eigen waarden op een as; `waarde`: met deze waarde; `zonder-waarde`: zonder waarde op deze as.
          """,
        en: """
          All measures; those in at least one cell; in more than one, by more values of their own on an axis; with \
          this value; without a value on this axis.
          """
      ).required,
      .choice("as", CoverageAxis.allCases.map(\.rawValue), nl: "De as.", en: "The axis."),
      .text("waarde", 80, nl: "Kenmerk op die as.", en: "The value on that axis."),
    ] + figures, links: linked, totalLinks: linked, faults: Dekking.faults, make: Dekking.make,
    picture: .heatMap(
      axes: ["fase", "soort", "programma", "domein", "grond", "organisatie"], figure: "aantal",
      beside: ["generiek", "afgeleid"], explanation: "verklaring"))

  private static let explanation: [Field] = [
    .link(
      "lacune", to: "lacune", nl: "De lacune die verklaart dat er geen maatregel is.",
      en: "The row that explains why there is no measure."),
    .text("verklaring", 10_000, nl: "Waarom er geen maatregel is.", en: "Why there is no measure."),
  ]

  private static let figures: [Field] = [
    .integer("aantal", 0...10_000_000, nl: "Maatregelen.", en: "Measures.").required,
    .integer(
      "generiek", 0...10_000_000,
      nl: "Maatregelen bewust voor alle gronden; met `grond` als as staan zij naast `aantal` en niet erin.",
      en: "Measures for all grounds on purpose; with `grond` as an axis beside `aantal` and not in it."
    ).required,
    .integer(
      "afgeleid", 0...10_000_000, nl: "Van `aantal`: alleen door een afgeleide waarde.",
      en: "Of `aantal`: by an inferred value only."
    ).required,
  ]

  private static let linked = ["lijst", "aantal", "generiek", "afgeleid"]
}

struct Dekking {
  enum Total: String, CaseIterable {
    case all = "totaal"
    case inCells = "in-cellen"
    case inSeveral = "meer-cellen"
    case value = "waarde"
    case without = "zonder-waarde"
  }

  /// An axis with the values that are shown.
  private struct Shown {
    let axis: CoverageAxis
    let codes: [CoverageCode]
    let rows: Coverage.Axis
    let any: (all: Bitmap, stated: Bitmap)
    let several: (all: Bitmap, stated: Bitmap)
  }

  private let question: ReportQuestion
  private let axes: [Shown]
  private let selected: Bitmap
  private let stated: Bitmap
  private let generic: Bitmap
  private let isExact: Bool
  private let lacunes: CoverageHoles
  /// That keeps the counts, and as what; nil when this is not of the present, or asked in words.
  private let kept: (index: RowIndex, question: IndexQuestion)?
  private var report: Report

  static func faults(_ question: ReportQuestion) -> [FieldError] {
    let axes = question.values["assen"] ?? []
    let fault: FieldError.Fault? =
      axes.count > 3 ? .outOfRange(min: 1, max: 3) : Set(axes).count < axes.count ? .duplicate : nil
    return fault.map { [FieldError("assen", $0, isInQuery: true)] } ?? []
  }

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    var dekking = try Dekking(reader, question, (question.values["assen"] ?? []).compactMap(CoverageAxis.init))
    dekking.addCells()
    dekking.addTotals()
    return dekking.report
  }

  private init(_ reader: RegisterReader, _ question: ReportQuestion, _ axes: [CoverageAxis]) throws {
    let (contents, index) = try reader.contents(for: question)
    let query = try question.list(.maatregel, question.filters, reader)
    isExact = query.exact
    var strict = query
    strict.withoutInferred = true
    let selected = try reader.rows(query, contents, for: question.caller)
    let asked = IndexQuestion(query, question.caller.sight)
    kept = index.flatMap { index in
      asked.flatMap { $0.isHeld(by: contents.plan) ? (index, $0) : nil }
    }
    self.selected = selected
    stated = query.withoutInferred ? selected : try reader.rows(strict, contents, for: question.caller)
    generic = selected.intersection(contents.generic(stated: query.withoutInferred))
    self.axes = try axes.map { axis in
      var codes: [CoverageCode] = []
      var rows: [(all: Bitmap, stated: Bitmap)] = []
      for code in try reader.codes(of: axis, question, exact: query.exact) {
        let covered = contents.coverage(
          of: code, on: axis, exact: query.exact, withoutInferred: query.withoutInferred)
        guard code.isShown || covered.all.count(with: selected) > 0 else { continue }
        codes.append(code)
        rows.append(covered)
      }
      func both(_ find: (_ stated: Bool) -> Bitmap) -> (all: Bitmap, stated: Bitmap) {
        (find(query.withoutInferred), find(true))
      }
      return Shown(
        axis: axis, codes: codes, rows: Coverage.Axis(codes: codes.map(\.kenmerk), rows: rows),
        any: both { contents.known(axis.rawValue, stated: $0) },
        several: both { contents.several(of: axis, stated: $0) })
    }
    lacunes = try CoverageHoles(reader, question, contents, axes, exact: query.exact)
    self.question = question
    report = Report(
      declaration: .dekking, peilmoment: question.peilmoment, parameters: question.shown(.dekking))
    report.columns = axes.map(\.column) + report.columns
  }

  private var hasGround: Bool { axes.contains { $0.axis == .grond } }

  // MARK: Cells

  private mutating func addCells() {
    let coverage = count(axes, selected, stated: stated)
    // The generic ones have no ground: with grounds as an axis they are counted over the other axes.
    let others = axes.filter { $0.axis != .grond }
    let generics = count(others, generic, stated: generic, isGeneric: true)
    let isGrid = axes.allSatisfy(\.axis.isGrid)
    let tail = question.tail
    var holes = 0
    var explained = 0
    report.rows.reserveCapacity(coverage.counts.count)
    for (cell, count) in coverage.counts.enumerated() {
      var places = [Int](repeating: 0, count: axes.count)
      var rest = cell
      for axis in axes.indices.reversed() {
        (rest, places[axis]) = rest.quotientAndRemainder(dividingBy: axes[axis].codes.count)
      }
      var genericCell = 0
      var parameters: [(key: String, value: String)] = []
      var elsewhere: [(key: String, value: String)] = []
      for (axis, place) in zip(axes, places) {
        let parameter = (key: axis.axis.rawValue, value: axis.codes[place].kenmerk)
        parameters.append(parameter)
        if axis.axis == .grond { continue }
        genericCell = genericCell * axis.codes.count + place
        elsewhere.append(parameter)
      }
      let generic = Int(generics.counts[genericCell])
      var hole: CoverageHoles.Hole?
      if count == 0 {
        if !isGrid, generic == 0 { continue }
        hole = lacunes.find(zip(axes, places).map { ($0.axis, $0.codes[$1].key) })
        holes += 1
        if hole != nil { explained += 1 }
      }
      var values = zip(axes, places).map { Report.Value.json(.string($0.codes[$1].kenmerk)) }
      values += [
        .json(.integer(Int(count))), .json(.integer(generic)), .json(.integer(Int(coverage.inferred[cell]))),
        .json(.text(hole?.kenmerk)), .json(.text(hole?.explanation)),
      ]
      report.rows.append(Report.Row(values: values, links: links(parameters, elsewhere, tail)))
    }
    report.notes = notes(cells: coverage.counts.count, holes: isGrid ? holes : nil, explained: explained)
  }

  private func count(_ axes: [Shown], _ selected: Bitmap, stated: Bitmap, isGeneric: Bool = false) -> Coverage {
    guard let kept else { return Coverage(axes.map(\.rows), selected, stated: stated) }
    let key = KeptCoverage.Key(
      question: kept.question, axes: axes.map(\.axis), codes: axes.map { $0.codes.map(\.key) }, isGeneric: isGeneric)
    return kept.index.coverage(key, axes.map(\.rows), selected, stated: stated)
  }

  private func links(
    _ parameters: [(key: String, value: String)], _ elsewhere: [(key: String, value: String)],
    _ tail: [(key: String, value: String)]
  ) -> [Report.Link] {
    let list = Report.Target.list(.maatregel, parameters + tail)
    return [
      Report.Link(name: "lijst", target: list), Report.Link(name: "aantal", target: list),
      Report.Link(name: "generiek", target: .list(.maatregel, elsewhere + [(key: "generiek", value: "true")] + tail)),
      Report.Link(
        name: "afgeleid", target: .list(.maatregel, parameters + [(key: "doorAfgeleid", value: "true")] + tail)),
    ]
  }

  // MARK: Totals

  private mutating func addTotals() {
    add(.all, nil, nil, [], rows: selected, stated: stated)
    var inCells = (all: selected, stated: stated)
    var several = (all: Bitmap(), stated: Bitmap())
    var parameters: [(key: String, value: String)] = []
    for axis in axes {
      inCells.all.formIntersection(axis.any.all)
      inCells.stated.formIntersection(axis.any.stated)
      several.all.formUnion(axis.several.all)
      several.stated.formUnion(axis.several.stated)
      parameters.append((key: "heeft", value: axis.axis.rawValue))
    }
    add(.inCells, nil, nil, parameters, rows: inCells.all, stated: inCells.stated)
    let names = axes.compactMap(\.axis.several)
    if !names.isEmpty {
      add(
        .inSeveral, nil, nil, parameters + [(key: "meervoudig", value: names.joined(separator: ","))],
        rows: inCells.all.intersection(several.all), stated: inCells.stated.intersection(several.stated))
    }
    for axis in axes {
      let name = axis.axis.rawValue
      for (place, code) in axis.codes.enumerated() {
        let rows = axis.rows.rows[place]
        add(
          .value, axis.axis, code.kenmerk, [(key: name, value: code.kenmerk)], rows: selected.intersection(rows.all),
          stated: stated.intersection(rows.stated))
      }
      // For every ground on purpose is not the same as for nobody knows which.
      let isGround = axis.axis == .grond
      let without = selected.subtracting(axis.any.all)
      add(
        .without, axis.axis, nil,
        [(key: "mist", value: axis.axis.rawValue)] + (isGround ? [(key: "generiek", value: "false")] : []),
        rows: isGround ? without.subtracting(generic) : without, stated: stated,
        apart: isGround ? [(key: "mist", value: axis.axis.rawValue)] : nil, generic: without.intersection(generic))
    }
  }

  /// - Parameters:
  ///   - stated: those that hold without what was inferred.
  ///   - apart: the list in which the generic ones are, when it is not that of the row itself.
  ///   - found: the generic ones, when they are not among `rows`.
  private mutating func add(
    _ total: Total, _ axis: CoverageAxis?, _ code: String?, _ parameters: [(key: String, value: String)],
    rows: Bitmap, stated: Bitmap, apart: [(key: String, value: String)]? = nil, generic found: Bitmap? = nil
  ) {
    let isGround = axis == .grond && code != nil
    let generics = found ?? (isGround ? generic : rows.intersection(generic))
    let values: [JSON] = [
      .string(total.rawValue), .text(axis?.rawValue), .text(code), .integer(rows.count), .integer(generics.count),
      .integer(rows.subtracting(stated).count),
    ]
    report.totals.append(
      Report.Row(
        values: values.map(Report.Value.json),
        links: links(parameters, isGround ? [] : apart ?? parameters, question.tail)))
  }
}

extension CoverageAxis {
  fileprivate var column: Field {
    switch self {
    case .fase: .link("fase", to: "fase", nl: "Fase.", en: "Phase.")
    case .domein: .link("domein", to: "domein", nl: "Domein.", en: "Domain.")
    case .grond: .link("grond", to: "grond", nl: "Grond.", en: "Ground.")
    case .organisatie: .link("organisatie", to: "organisatie", nl: "Organisatie.", en: "Organisation.")
    case .programma: .link("programma", to: "programma", nl: "Programma.", en: "Programme.")
    case .soort: .text("soort", 40, nl: "Soort maatregel.", en: "Kind of measure.")
    }
  }
}

extension ReportQuestion {
  /// What every link of the report has behind its own parameters.
  fileprivate var tail: [(key: String, value: String)] { dated(filters) }
}

extension Dekking {
  private func notes(cells: Int, holes: Int?, explained: Int) -> [Report.Text] {
    var notes = [
      Report.Text(
        nl: """
          Een maatregel telt één keer in elke cel waar hij hoort. Wie meer waarden op een as heeft, staat in meer \
          cellen: cellen optellen telt dubbel. De totalen tellen elke maatregel één keer.
          """,
        en: """
          A measure counts once in every cell it belongs to. One with more values on an axis is in more cells: adding \
          up cells counts it twice. The totals count each measure once.
          """),
      hasGround
        ? Report.Text(
          nl: "Generieke maatregelen zijn bewust voor alle gronden. Zij staan apart en zijn nergens bij opgeteld.",
          en: "Generic measures are for all grounds on purpose. They stand apart and are added to nothing.")
        : Report.Text(
          nl: "Generieke maatregelen zijn bewust voor alle gronden. Zij tellen hier mee.",
          en: "Generic measures are for all grounds on purpose. They are counted here."),
      Report.Text(
        nl: "Zonder waarde is onbekend: de bron zegt het niet. Dat is niet generiek.",
        en: "Without a value is unknown: the source does not say. That is not generic."),
      Report.Text(
        nl: "Afgeleid is wat alleen meetelt doordat een analist iets invulde dat geen bron zegt.",
        en: "Inferred is what counts only because an analyst filled in what no source states."),
      isExact
        ? Report.Text(
          nl: "Een code telt alleen zichzelf, niet wat eronder valt.",
          en: "A code counts itself only, not what falls under it.")
        : Report.Text(
          nl: "Bij een code telt mee wat eronder valt; dat is geen overlap.",
          en: "A code counts what falls under it; that is no overlap."),
    ]
    if let holes {
      notes.append(
        Report.Text(
          nl: "Van de \(cells) cellen zijn er \(holes) leeg; \(explained) daarvan zijn verklaard.",
          en: "Of the \(cells) cells \(holes) are empty; \(explained) of those are explained."))
    }
    return notes
  }
}
