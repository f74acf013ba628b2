import Bytes
import SQL

/// What is other than it was: the measures at two moments of recorded history, or in two programmes.
extension ReportDeclaration {
  static let vergelijkingen = ReportDeclaration(
    name: "vergelijkingen", parent: nil,
    nl: """
      Vergelijking van twee momenten (`van`, `tot`) of twee programma's (`vanProgramma`, `totProgramma`): welke \
      maatregelen nieuw, weg, verplaatst of gewijzigd zijn, en wat.
      """,
    en: """
      Comparison of two moments (`van`, `tot`) or two programmes (`vanProgramma`, `totProgramma`): which measures are \
      new, gone, moved or changed, and in what.
      """,
    parameters: [
      .text(
        "van", 40,
        nl: """
          Begin: een dag telt vanaf haar begin, in Nederland, of een moment. Weggelaten: 30 dagen eerder. Een periode \
          met meer dan \(Vergelijkingen.mostRows) veranderingen geeft 400: vraag een kortere, of met `soort` een deel. \
          De lijst `/maatregelen?verandering=` heeft geen grens.
          """,
        en: """
          Start: a day counts from its beginning, in the Netherlands, or a moment. Left out: 30 days earlier. A period \
          with more than \(Vergelijkingen.mostRows) changes gives 400: ask a shorter one, or a part with `soort`. The \
          list `/maatregelen?verandering=` has no bound.
          """),
      .text(
        "tot", 40, nl: "Einde: een dag telt tot haar einde, in Nederland, of een moment. Weggelaten: nu.",
        en: "End: a day counts to its end, in the Netherlands, or a moment. Left out: now."),
      .link("vanProgramma", to: "programma", nl: "Programma waarvan wordt uitgegaan.", en: "Programme to start from."),
      .link("totProgramma", to: "programma", nl: "Programma dat ermee wordt vergeleken.", en: "Programme to compare."),
      .choice("soort", Comparison.Kind.allCases.map(\.rawValue), nl: "Alleen deze soorten.", en: "Only these kinds."),
    ],
    columns: [
      kind,
      .link("maatregel", to: "maatregel", nl: "De maatregel.", en: "The measure.").required,
      .text("titel", 200, nl: "Haar titel.", en: "Its title.").required,
      .text("veld", 120, nl: "Het veld dat anders is; null: de hele maatregel.", en: "The field; null: all of it."),
      .text("van", 1_000_000, nl: "Wat er stond; null: niets.", en: "What it was; null: nothing."),
      .text("naar", 1_000_000, nl: "Wat er staat; null: niets.", en: "What it is; null: nothing."),
      .texts("erbij", 100_000, nl: "Wat in een lijst erbij kwam.", en: "What came into a list."),
      .texts("eraf", 100_000, nl: "Wat uit een lijst verdween.", en: "What went from a list."),
    ],
    totals: [
      kind, .text("veld", 120, nl: "Het veld; null: ongeacht welk.", en: "The field; null: whichever."),
      .integer("aantal", 0...100_000_000, nl: "Aantal maatregelen.", en: "Number of measures.").required,
    ], links: ["lijst", "rij"], totalLinks: ["lijst", "aantal"], faults: Vergelijkingen.faults,
    make: Vergelijkingen.make)

  private static let kind = Field.choice(
    "soort", Comparison.Kind.allCases.map(\.rawValue), nl: "Nieuw, weg, verplaatst of gewijzigd.",
    en: "New, gone, moved or changed."
  ).required
}

struct Vergelijkingen {
  private let question: ReportQuestion
  private let kinds: [Comparison.Kind]
  private var report: Report

  /// What no reader reads.
  static let mostRows = 50_000

  private typealias Parameters = [(key: String, value: String)]

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    var made = Vergelijkingen(question)
    if let from = question.values["vanProgramma"]?.first, let to = question.values["totProgramma"]?.first {
      try made.compareProgrammes(from, to, reader, pause)
    } else {
      try made.compareMoments(reader, pause)
    }
    return made.report
  }

  private init(_ question: ReportQuestion) {
    self.question = question
    let asked = question.values["soort"]
    kinds = Comparison.Kind.allCases.filter { asked?.contains($0.rawValue) ?? true }
    report = Report(
      declaration: .vergelijkingen, peilmoment: question.peilmoment, parameters: question.shown(.vergelijkingen))
  }

  static func faults(_ question: ReportQuestion) -> [FieldError] {
    func fault(_ key: String, _ fault: FieldError.Fault) -> FieldError { FieldError(key, fault, isInQuery: true) }
    let programmes = ["vanProgramma", "totProgramma"]
    if let given = programmes.first(where: { question.values[$0] != nil }) {
      if question.values["van"] != nil || question.values["tot"] != nil {
        return [fault(given, .rule(code: "momenten-of-programmas"))]
      }
      return programmes.compactMap { key in
        guard let values = question.values[key] else { return fault(key, .required) }
        return values.count > 1 ? fault(key, .duplicate) : nil
      }
    }
    let expected = "2024-06-30 of 2024-06-30T12:00:00Z"
    let malformed = ["van", "tot"].filter { key in
      question.values[key].map { Bound($0.joined(separator: ",")) == nil } ?? false
    }
    if !malformed.isEmpty { return malformed.map { fault($0, .malformed(expected: expected)) } }
    return Period(question) == nil ? [fault("tot", .rule(code: "einde-niet-na-begin"))] : []
  }

  // MARK: Moments

  /// A side of a period, as it was asked.
  private enum Bound {
    case day(Day)
    case moment(Timestamp)

    init?(_ text: String) {
      if let day = Day(text) {
        self = .day(day)
      } else if let moment = Timestamp(rfc3339: text) {
        self = .moment(moment)
      } else {
        return nil
      }
    }
  }

  /// The two moments that are compared. What was recorded on the days `van` up to and including `tot` lies between
  /// them: a day begins with what the last second before it said, and ends with what its own last second did.
  struct Period {
    let from: Timestamp
    /// Nil is the present.
    let through: Timestamp?

    init?(_ question: ReportQuestion) {
      func bound(_ key: String) -> Bound? { question.values[key].flatMap { Bound($0.joined(separator: ",")) } }
      let today = Vergelijkingen.today(question)
      let lastDay: Day
      switch bound("tot") {
      case .day(let day)?:
        // Of a day that is not over, what there is by now.
        through = day >= today ? question.asOf : Amsterdam.midnight(of: day + 1) - 1
        lastDay = day
      case .moment(let moment)?:
        through = moment
        lastDay = Day.inAmsterdam(at: moment)
      case nil:
        through = question.asOf
        lastDay = today
      }
      switch bound("van") {
      case .day(let day)?: from = Amsterdam.midnight(of: day) - 1
      case .moment(let moment)?: from = moment
      case nil: from = Amsterdam.midnight(of: lastDay - 30) - 1
      }
      if let through, through <= from { return nil }
    }
  }

  private mutating func compareMoments(_ reader: RegisterReader, _ pause: () throws -> Void) throws {
    guard let period = Period(question) else { return }
    try refuseFuture(period, reader)
    let then = at(period.from)
    let now = at(period.through)
    let compared: Parameters = [(key: "vergelekenMet", value: period.from.description)]
    let back: Parameters = period.through.map { [(key: "vergelekenMet", value: $0.description)] } ?? []
    func way(_ name: String) -> Parameters { [(key: "verandering", value: name)] }

    let comparison = try Comparison(
      .maatregel, from: period.from, to: period.through, validOn: question.validOn, for: question.caller, reader, pause)
    if kinds.contains(.new) {
      let rows = try comparison.appeared()
      for row in rows { try append(.new, row.kenmerk, row.title, at: now) }
      total(.new, nil, rows.count, now + compared + way(Comparison.absent))
    }
    if kinds.contains(.gone) {
      let rows = try comparison.gone()
      for row in rows { try append(.gone, row.kenmerk, row.title, at: then) }
      total(.gone, nil, rows.count, then + back + way(Comparison.absent))
    }
    guard kinds.contains(where: { $0 == .moved || $0 == .changed }) else { return addNotes(period) }
    let changes = try comparison.changed(pause)
    for kind in [Comparison.Kind.moved, .changed] where kinds.contains(kind) {
      var counts: [String: Int] = [:]
      var count = 0
      for change in changes {
        let differences = change.differences.filter { Comparison.kind(of: $0, .maatregel) == kind }
        if !differences.isEmpty { count += 1 }
        for difference in differences {
          counts[difference.field, default: 0] += 1
          try append(kind, change.row.kenmerk, change.row.title, difference, at: now)
        }
      }
      total(kind, nil, count, now + compared + way(kind.rawValue))
      for field in Comparison.fields(of: .maatregel) {
        if let count = counts[field.path] { total(kind, field.path, count, now + compared + way(field.path)) }
      }
    }
    addNotes(period)
  }

  /// The day on which the report is asked, also when it looks at another.
  private static func today(_ question: ReportQuestion) -> Day {
    question.validOn == nil ? question.today : Day.inAmsterdam(at: question.asOf ?? .now)
  }

  /// - Throws: `RegisterError.invalid` for a moment that has yet to come, or comes after the one the report is of.
  private func refuseFuture(_ period: Period, _ reader: RegisterReader) throws {
    func isToCome(_ moment: Timestamp) throws -> Bool {
      if let then = question.asOf { return moment > then }
      return try !reader.changes.promise(moment)
    }
    var faults: [FieldError] = []
    if try isToCome(period.from) { faults.append(FieldError("van", .inFuture, isInQuery: true)) }
    if let through = period.through, try isToCome(through) {
      faults.append(FieldError("tot", .inFuture, isInQuery: true))
    }
    if case .day(let day)? = question.values["tot"].flatMap({ Bound($0.joined(separator: ",")) }),
      day > Vergelijkingen.today(question)
    {
      faults.append(FieldError("tot", .inFuture, isInQuery: true))
    }
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
  }

  private func at(_ moment: Timestamp?) -> Parameters {
    moment.map { [(key: "beschikbaarOp", value: $0.description)] } ?? []
  }

  // MARK: Programmes

  /// Columns: kenmerk, title, then of each member of the inclusion what it is in the first programme and in the second.
  private static func inBoth(_ sql: inout ListSQL, _ members: [Field], _ from: String, _ to: String) -> SQLStatement {
    let table = sql.table("maatregel_programmas")
    let values = members.flatMap { [", l.\($0.column)", ", k.\($0.column)"] }.joined()
    func code(_ kenmerk: String) -> String {
      "(SELECT p.rij FROM programma p WHERE p.laag = 0 AND p.kenmerk = \(sql.bind(.text(kenmerk))))"
    }
    return SQLStatement(
      """
      SELECT m.kenmerk, m.titel\(values) FROM \(sql.table("maatregel")) m \
      JOIN \(table) l ON l.rij = m.rij AND l.programma = \(code(from))\(sql.holds("l")) \
      JOIN \(table) k ON k.rij = m.rij AND k.programma = \(code(to))\(sql.holds("k")) \
      WHERE \(sql.conditions().joined(separator: " AND ")) ORDER BY m.kenmerk
      """)
  }

  private static func titles(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.kenmerk, m.titel FROM \(sql.table("maatregel")) m \
      WHERE \(sql.conditions().joined(separator: " AND ")) ORDER BY m.kenmerk
      """)
  }

  private mutating func compareProgrammes(
    _ from: String, _ to: String, _ reader: RegisterReader, _ pause: () throws -> Void
  ) throws {
    for (kind, inside, outside) in [(Comparison.Kind.new, to, from), (.gone, from, to)] where kinds.contains(kind) {
      let parameters = [(key: "programma", value: inside), (key: "nietInProgramma", value: outside)]
      var sql = ListSQL(try question.list(.maatregel, parameters, reader), .maatregel, for: question.caller)
      let statement = Vergelijkingen.titles(&sql)
      var count = 0
      try reader.connection.query(statement, sql.arguments) { row in
        try append(kind, row.text(0), row.text(1), at: question.dated([]))
        count += 1
        return .next
      }
      total(kind, nil, count, question.dated(parameters))
      try pause()
    }
    if kinds.contains(.changed) { try addInclusions(from, to, reader) }
    report.notes = [
      Report.Text(
        nl: "Nieuw staat in het tweede programma en niet in het eerste, weg andersom; wat in beide staat is gewijzigd "
          + "als nummer, opname of reden verschilt.",
        en: "New is in the second programme and not in the first, gone the other way; what is in both is changed when "
          + "number, inclusion or reason differ."),
      Report.Text(
        nl: "In een programma staat elke maatregel die het noemt, hoe ook opgenomen: ook een kandidaat.",
        en: "In a programme is each measure that names it, however included: a candidate too."),
      Vergelijkingen.sight,
    ]
  }

  private mutating func addInclusions(_ from: String, _ to: String, _ reader: RegisterReader) throws {
    let members = Resource.maatregel.field("programmas")?.members.filter { $0.target == nil } ?? []
    let parameters = [(key: "verschiltTussenProgrammas", value: "\(from),\(to)")]
    var sql = ListSQL(try question.list(.maatregel, parameters, reader), .maatregel, for: question.caller)
    let statement = Vergelijkingen.inBoth(&sql, members, from, to)
    var changed: Set<String> = []
    try reader.connection.query(statement, sql.arguments) { row in
      changed.insert(row.text(0))
      for (index, member) in members.enumerated() {
        let values = [2 + 2 * index, 3 + 2 * index].map { row.isNull($0) ? JSON.null : .string(row.text($0)) }
        let field = "programmas.\(member.name)"
        if let difference = RegisterReader.Difference(field, values[0], values[1]) {
          try append(.changed, row.text(0), row.text(1), difference, at: question.dated([]))
        }
      }
      return .next
    }
    total(.changed, nil, changed.count, question.dated(parameters))
  }

  // MARK: Rows

  private mutating func append(
    _ kind: Comparison.Kind, _ kenmerk: String, _ title: String, _ difference: RegisterReader.Difference? = nil,
    at moment: Parameters
  ) throws {
    if report.rows.count == Vergelijkingen.mostRows {
      throw RegisterError.invalid([FieldError("van", .rule(code: "te-veel-veranderingen"), isInQuery: true)])
    }
    let values: [JSON] = [
      .string(kind.rawValue), .string(kenmerk), .string(title), .text(difference?.field), .text(difference?.fromText),
      .text(difference?.toText), .array((difference?.addedTexts ?? []).map(JSON.string)),
      .array((difference?.removedTexts ?? []).map(JSON.string)),
    ]
    report.rows.append(
      Report.Row(
        values: values.map(Report.Value.json),
        links: [
          Report.Link(name: "lijst", target: .list(.maatregel, moment + [(key: "kenmerk", value: kenmerk)])),
          Report.Link(name: "rij", target: .item(.maatregel, kenmerk: kenmerk, moment)),
        ]))
  }

  private mutating func total(_ kind: Comparison.Kind, _ field: String?, _ count: Int, _ parameters: Parameters) {
    report.totals.append(
      Report.Row(
        values: [.json(.string(kind.rawValue)), .json(.text(field)), .json(.integer(count))],
        links: ["lijst", "aantal"].map { Report.Link(name: $0, target: .list(.maatregel, parameters)) }))
  }

  // MARK: Notes

  private static let sight = Report.Text(
    nl: "Vergeleken is wat u mag zien; een ander kan meer zien.",
    en: "What is compared is what you may see; others may see more.")

  private mutating func addNotes(_ period: Period) {
    let (nl, en) = period.through.map { ("\($0)", "\($0)") } ?? ("nu", "now")
    report.notes = [
      Report.Text(
        nl: "Vergeleken is wat het register zei op \(period.from) met wat het zei op \(nl): wanneer iets is vastgelegd "
          + "telt, niet wanneer het gebeurde.",
        en: "What the register said at \(period.from) is compared with what it said at \(en): when it was recorded "
          + "counts, not when it happened."),
      Report.Text(
        nl: "Een dag telt helemaal mee: `van` is het begin ervan, `tot` het einde, in Nederlandse tijd.",
        en: "A day counts as a whole: `van` is its beginning, `tot` its end, in Dutch time."),
      Report.Text(
        nl: "Verplaatst is een andere fase, een ander domein, een andere grond, organisatie of programma; gewijzigd is "
          + "elk ander veld. Een maatregel kan beide zijn. Wat is ingetrokken is weg.",
        en: "Moved is another phase, domain, ground, organisation or programme; changed is any other field. A measure "
          + "can be both. What was withdrawn is gone."),
      Vergelijkingen.sight,
    ]
  }
}
