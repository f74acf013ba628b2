import Bytes

/// Reads the tables of the letter. Every table is made of rows of a list, and every figure links to that list: what is
/// in the letter is what the list shows.
struct Voortgangsbrief {
  let reader: RegisterReader
  /// Looks at the last day of the period, when that has been: what is overdue, and how old, does not depend on the day
  /// on which the letter is made.
  let question: ReportQuestion
  private let looksBack: Bool
  let pause: () throws -> Void
  /// The period, both days in it.
  let from: Day
  let through: Day
  var report: Report
  private let asked: Set<String>

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    try withoutActuallyEscaping(pause) { pause in
      var letter = try Voortgangsbrief(reader, question, pause)
      try letter.read()
      if letter.looksBack { letter.report.look(at: letter.question.today) }
      return letter.report
    }
  }

  /// Without a last day up to the reference date, without a first day a year.
  private static func period(_ question: ReportQuestion) -> (from: Day, through: Day) {
    let through = question.values["tot"]?.first.flatMap { Day($0) } ?? question.today
    return (question.values["van"]?.first.flatMap { Day($0) } ?? through.addingMonths(-12) + 1, through)
  }

  @Sendable static func faults(_ question: ReportQuestion) -> [FieldError] {
    let (from, through) = period(question)
    return from > through ? [FieldError("van", .rule(code: "einde-voor-begin"), isInQuery: true)] : []
  }

  private init(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: @escaping () throws -> Void
  ) throws {
    self.reader = reader
    self.pause = pause
    (from, through) = Self.period(question)
    looksBack = question.validOn == nil && through < question.today
    self.question = looksBack ? question.looking(at: through) : question
    asked = Set(question.values["tabel"] ?? VoortgangsbriefTable.allCases.map(\.rawValue))
    var parameters = question.shown(.voortgangsbrief)
    parameters["van"] = .string(from.description)
    parameters["tot"] = .string(through.description)
    let moment = question.asOf?.description ?? self.question.peilmoment
    report = Report(declaration: .voortgangsbrief, peilmoment: moment, parameters: parameters)
    report.letter = VoortgangsbriefWords.letter(from: from, through: through)
    report.notes = VoortgangsbriefWords.notes
  }

  private mutating func read() throws {
    if wants(.state, .measures, .plan, .changes, .reports, .judgements) {
      let measures = try items(.maatregel, [], sort: ["titel"], members: Self.shownOfMeasures)
      let titles = Dictionary(measures.map { ($0.kenmerk, $0.text("titel") ?? $0.kenmerk) }) { first, _ in first }
      if wants(.state, .measures, .plan) { try addMeasures(measures) }
      if wants(.changes) { try addChanges(titles) }
      if wants(.reports) { try addReports(titles) }
      if wants(.judgements) { try addJudgements(titles) }
    }
    if wants(.overview, .money) { try addMoney() }
    if wants(.settled, .open) { try addRequests() }
    if wants(.measurements) { try addMeasurements() }
    if wants(.events) { try addEvents() }
    // In the order of the tables, whichever list was counted first.
    let order = VoortgangsbriefTable.allCases.map(\.rawValue)
    let places = report.rows.map { row in order.firstIndex(of: row.table) ?? 0 }
    report.rows = report.rows.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { report.rows[$0] }
  }

  // MARK: Lists

  typealias Parameters = [(key: String, value: String)]

  /// Whether any of these tables was asked for.
  func wants(_ tables: VoortgangsbriefTable...) -> Bool { tables.contains { asked.contains($0.rawValue) } }

  /// What the tables say of a measure: the rest of it, most of its text, need not be read.
  private static let shownOfMeasures = [
    "kenmerk", "titel", "fasen", "betrokkenen", "plan", "uitloop", "uitvoeringsstatus", "statusTekst",
  ].map { Array($0.utf8) }

  /// The rows of a list, as this caller sees them.
  ///
  /// - Parameter members: only these of each; nil for all.
  func items(
    _ resource: Resource, _ parameters: Parameters, sort: [String] = [], members: [[UInt8]]? = nil
  ) throws -> [LetterItem] {
    try pause()
    var query = try question.list(resource, parameters, reader)
    query.limit = 1_000_000
    query.sort = sort.map { ListQuery.SortKey(path: [$0], descending: false) }
    var items: [LetterItem] = []
    _ = try reader.page(query, for: question.caller) { _, bytes in
      items.append(LetterItem(try JSON.parse(members.map { Self.picked($0, of: bytes) } ?? Array(bytes))))
    }
    return items
  }

  private static func picked(_ members: [[UInt8]], of row: UnsafeRawBufferPointer) -> [UInt8] {
    var picked = [UInt8(ascii: "{")]
    JSONSlices.forEachMember(of: row) { name, value in
      guard members.contains(where: { $0.count == name.count && name.elementsEqual($0) }) else { return true }
      if picked.count > 1 { picked.append(UInt8(ascii: ",")) }
      picked.append(UInt8(ascii: "\""))
      picked += name
      picked += [UInt8(ascii: "\""), UInt8(ascii: ":")]
      picked += row[value]
      return true
    }
    picked.append(UInt8(ascii: "}"))
    return picked
  }

  /// How many rows a list has.
  func number(_ resource: Resource, _ parameters: Parameters) throws -> Int {
    try pause()
    return try reader.count(try question.list(resource, parameters, reader), for: question.caller)
  }

  /// A line of the overview: how many rows a list has.
  mutating func count(
    _ table: VoortgangsbriefTable, _ nl: String, _ en: String, _ resource: Resource, _ parameters: Parameters,
    _ count: Int
  ) {
    guard asked.contains(table.rawValue) else { return }
    report.rows.append(
      Report.Row(
        values: [
          .json(.string(table.rawValue)), .text(Report.Text(nl: nl, en: en)), .json(.integer(count)),
        ],
        links: ["lijst", "aantal"].map {
          Report.Link(name: $0, target: .list(resource, question.dated(parameters)))
        }))
  }

  func row(_ resource: Resource, _ item: LetterItem, _ values: [JSON]) -> Report.Row {
    Report.Row(
      values: values.map(Report.Value.json),
      links: [
        Report.Link(
          name: "lijst", target: .list(resource, question.dated([(key: "kenmerk", value: item.kenmerk)]))),
        Report.Link(name: "rij", target: .item(resource, kenmerk: item.kenmerk, question.dated([]))),
      ])
  }

  mutating func add(_ table: VoortgangsbriefTable, _ rows: [Report.Row], _ notes: [Report.Text] = []) {
    guard asked.contains(table.rawValue) else { return }
    report.tables.append(Report.Part(table: table.table, rows: rows, notes: notes))
  }

  /// `peildatumVanaf` and `peildatumTotEnMet`
  func within(_ field: String) -> Parameters {
    [(key: "\(field)Vanaf", value: from.description), (key: "\(field)TotEnMet", value: through.description)]
  }
}

extension Report.Row {
  /// The table its first column names.
  fileprivate var table: String {
    if case .json(let value) = values.first { value.asString ?? "" } else { "" }
  }
}
