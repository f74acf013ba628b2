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
  private var report: Report
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
      let titles = Dictionary(measures.map { ($0.kenmerk, $0["titel"]?.asString ?? $0.kenmerk) }) { first, _ in first }
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
  private func wants(_ tables: VoortgangsbriefTable...) -> Bool { tables.contains { asked.contains($0.rawValue) } }

  /// What the tables say of a measure: the rest of it, most of its text, need not be read.
  private static let shownOfMeasures = [
    "kenmerk", "titel", "fasen", "betrokkenen", "plan", "uitloop", "uitvoeringsstatus", "statusTekst",
  ].map { Array($0.utf8) }

  /// The rows of a list, as this caller sees them.
  ///
  /// - Parameter members: only these of each; nil for all.
  private func items(
    _ resource: Resource, _ parameters: Parameters, sort: [String] = [], members: [[UInt8]]? = nil
  ) throws -> [JSON] {
    try pause()
    var query = try question.list(resource, parameters, reader)
    query.limit = 1_000_000
    query.sort = sort.map { ListQuery.SortKey(path: [$0], descending: false) }
    var items: [JSON] = []
    _ = try reader.page(query, for: question.caller) { _, bytes in
      items.append(try JSON.parse(members.map { Self.picked($0, of: bytes) } ?? Array(bytes)))
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
  private func number(_ resource: Resource, _ parameters: Parameters) throws -> Int {
    try pause()
    return try reader.count(try question.list(resource, parameters, reader), for: question.caller)
  }

  /// A line of the overview: how many rows a list has.
  private mutating func count(
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

  private func row(_ resource: Resource, _ item: JSON, _ values: [JSON]) -> Report.Row {
    Report.Row(
      values: values.map(Report.Value.json),
      links: [
        Report.Link(
          name: "lijst", target: .list(resource, question.dated([(key: "kenmerk", value: item.kenmerk)]))),
        Report.Link(name: "rij", target: .item(resource, kenmerk: item.kenmerk, question.dated([]))),
      ])
  }

  private mutating func add(_ table: VoortgangsbriefTable, _ rows: [Report.Row], _ notes: [Report.Text] = []) {
    guard asked.contains(table.rawValue) else { return }
    report.tables.append(Report.Part(table: table.table, rows: rows, notes: notes))
  }

  /// `peildatumVanaf` and `peildatumTotEnMet`
  private func within(_ field: String) -> Parameters {
    [(key: "\(field)Vanaf", value: from.description), (key: "\(field)TotEnMet", value: through.description)]
  }

  // MARK: Measures

  private mutating func addMeasures(_ measures: [JSON]) throws {
    count(.state, "Maatregelen", "Measures", .maatregel, [], measures.count)
    for (field, nl, en) in [
      ("fase", "Maatregelen waarvan de fase alleen is afgeleid", "Measures whose phase is only inferred"),
      ("uitvoeringsstatus", "Maatregelen waarvan de stand alleen is afgeleid", "Measures whose state is only inferred"),
    ] {
      let inferred: Parameters = [(key: "alleenAfgeleid", value: field)]
      count(.state, nl, en, .maatregel, inferred, try number(.maatregel, inferred))
    }
    let late = measures.filter(isOverdue)
    count(
      .plan, "Maatregelen over tijd", "Measures overdue", .maatregel, [(key: "overTijd", value: "true")], late.count)
    let phases: [String?] = try items(.fase, [], sort: ["volgorde"]).map(\.kenmerk) + [nil]
    var byPhase: [String?: [JSON]] = [:]
    for measure in measures {
      let own = measure.kenmerken("fasen")
      for phase in own.isEmpty ? [nil] : own.map(Optional.some) { byPhase[phase, default: []].append(measure) }
    }
    func byStatus(_ measures: [JSON]) -> [String: Int] {
      measures.reduce(into: [:]) { $0[$1["uitvoeringsstatus"]?.asString ?? "", default: 0] += 1 }
    }
    let all = byStatus(measures)
    let statuses = Field.executionStatuses.filter { all[$0] != nil }
    var states: [Report.Row] = []
    var rows: [Report.Row] = []
    let reported = wants(.measures) ? try lastReports() : [:]
    for phase in phases {
      let own = byPhase[phase] ?? []
      if phase == nil, own.isEmpty { continue }
      let counts = byStatus(own)
      for status in statuses {
        let found = counts[status] ?? 0
        let parameters: Parameters =
          (phase.map { [(key: "fase", value: $0), (key: "exact", value: "true")] } ?? [(key: "mist", value: "fase")])
          + [(key: "uitvoeringsstatus", value: status)]
        states.append(
          Report.Row(
            values: [.json(.text(phase)), .json(.string(status)), .json(.integer(found))],
            links: ["lijst", "aantal"].map {
              Report.Link(name: $0, target: .list(.maatregel, question.dated(parameters)))
            }))
      }
      guard wants(.measures) else { continue }
      rows += own.map { measure in
        row(
          .maatregel, measure,
          [
            .text(phase), .string(measure.kenmerk), measure["titel"] ?? .null, measure.addressees,
            measure["uitvoeringsstatus"] ?? .null, measure["statusTekst"] ?? .null,
            measure["plan"]?["gereedGepland"] ?? .null, reported[measure.kenmerk] ?? .null,
          ])
      }
    }
    add(.state, states, VoortgangsbriefWords.state(measures, phases: phases.compactMap { $0 }.count))
    add(.measures, rows)
    add(
      .plan,
      measures.filter(isPlanned).map { measure in
        let plan = measure["plan"]
        return row(
          .maatregel, measure,
          [
            .string(measure.kenmerk), measure["titel"] ?? .null, plan?["startGepland"] ?? .null,
            plan?["gereedGepland"] ?? .null, plan?["startWerkelijk"] ?? .null, plan?["gereedWerkelijk"] ?? .null,
            measure["uitloop"]?["dagen"] ?? .null, .bool(isOverdue(measure)),
          ])
      }, VoortgangsbriefWords.plan(late: late.count))
  }

  /// What the list `overTijd=true` holds.
  private func isOverdue(_ measure: JSON) -> Bool {
    guard let end = measure["plan"]?.end("gereedGepland") else { return false }
    return end < question.today
      && !["afgerond", "gestopt", "vervallen"].contains(measure["uitvoeringsstatus"]?.asString)
  }

  /// Some date of it is known, and as far as is known it was there in the period.
  private func isPlanned(_ measure: JSON) -> Bool {
    guard let plan = measure["plan"] else { return false }
    let starts = ["startGepland", "startWerkelijk"].compactMap { plan.start($0) }
    let ends = ["gereedGepland", "gereedWerkelijk"].compactMap { plan.end($0) }
    if starts.isEmpty, ends.isEmpty { return false }
    return (starts.min() ?? from) <= through && (ends.max() ?? through) >= from
  }

  /// By measure, what the last report up to the end of the period says of its schedule.
  private func lastReports() throws -> [String: JSON] {
    let reports = try items(
      .voortgangsmelding, [(key: "peildatumTotEnMet", value: through.description)],
      sort: ["peildatum", "aangemaaktOp", "ingediendOp"])
    let corrected = Set(reports.compactMap { $0["corrigeert"]?.asString })
    var last: [String: JSON] = [:]
    for report in reports where !corrected.contains(report.kenmerk) {
      if let measure = report["maatregel"]?.asString { last[measure] = report["schema"] }
    }
    return last
  }

  // MARK: What happened to them

  private mutating func addChanges(_ titles: [String: String]) throws {
    let parameters = within("doorgevoerd")
    let changes = try items(.planwijziging, parameters, sort: ["besluitdatum", "aangemaaktOp"])
    count(.changes, "Wijzigingen van het plan", "Changes of the plan", .planwijziging, parameters, changes.count)
    add(
      .changes,
      changes.map { change in
        let measure = change["maatregel"]?.asString ?? ""
        let recorded = (change["aangemaaktOp"]?.asString).flatMap { Timestamp(rfc3339: $0) }.map(Day.inAmsterdam)
        return row(
          .planwijziging, change,
          [
            change["besluitdatum"]?.asString.map(JSON.string) ?? .text(recorded?.description), .string(measure),
            .string(titles[measure] ?? measure), change["soorten"] ?? [], .string(change.changedFields),
            change["reden"] ?? .null, change["besluitDoor"] ?? .null,
          ])
      })
  }

  private mutating func addReports(_ titles: [String: String]) throws {
    let parameters = within("peildatum")
    let reports = try items(.voortgangsmelding, parameters, sort: ["peildatum"])
    count(
      .reports, "Voortgangsmeldingen", "Progress reports", .voortgangsmelding, parameters, reports.count)
    add(
      .reports,
      reports.map { report in
        let measure = report["maatregel"]?.asString ?? ""
        return row(
          .voortgangsmelding, report,
          [
            report["peildatum"] ?? .null, .string(measure), .string(titles[measure] ?? measure),
            report["gemeldDoor"] ?? .null, report["uitvoeringsstatus"] ?? .null, report["schema"] ?? .null,
            report["toelichting"] ?? .null,
          ])
      })
  }

  private mutating func addJudgements(_ titles: [String: String]) throws {
    let parameters = within("peildatum")
    let judgements = try items(.oordeel, parameters, sort: ["peildatum"])
    count(.judgements, "Oordelen", "Judgements", .oordeel, parameters, judgements.count)
    add(
      .judgements,
      judgements.map { judgement in
        let measure = judgement["maatregel"]?.asString ?? ""
        return row(
          .oordeel, judgement,
          [
            judgement["peildatum"] ?? .null, .string(measure), .string(titles[measure] ?? measure),
            judgement["kleur"] ?? .null, judgement["motivering"] ?? .null,
          ])
      })
  }

  // MARK: Money

  private mutating func addMoney() throws {
    let parameters: Parameters = [
      (key: "jaarVanaf", value: String(from.year - 1)), (key: "jaarTotEnMet", value: String(through.year)),
    ]
    let lines = try items(.financieringsregel, parameters, sort: ["jaar", "soort"])
    count(
      .money, "Financieringsregels over \(from.year - 1) tot en met \(through.year)",
      "Finance lines about \(from.year - 1) to \(through.year)",
      .financieringsregel, parameters, lines.count)
    let without = parameters + [(key: "mist", value: "bedrag")]
    count(
      .money, "Waarvan zonder bedrag", "Of which without an amount", .financieringsregel, without,
      lines.filter { $0["bedrag"]?.isNull ?? true }.count)
    let inferred = parameters + [(key: "alleenAfgeleid", value: "label")]
    count(
      .money, "Waarvan het label alleen is afgeleid", "Of which the label is only inferred", .financieringsregel,
      inferred, try number(.financieringsregel, inferred))
    let years = (from.year - 1...through.year).map(String.init)
    let overview = try FinancieelOverzicht.make(
      reader,
      ReportQuestion(
        caller: question.caller, today: question.today, asOf: question.asOf, validOn: question.validOn,
        kenmerk: nil, values: ["groepeer": ["jaar"], "jaar": years], resource: .financieringsregel, filters: []), pause)
    add(.overview, overview.rows, overview.notes)
    add(
      .money,
      lines.map { line in
        row(
          .financieringsregel, line,
          [
            line["maatregelen"] ?? [], line["organisaties"] ?? [], line["jaar"] ?? .null, line["soort"] ?? .null,
            line["label"] ?? .null, line["bedrag"] ?? .null, line["eenheid"] ?? .null, line["mutatie"] ?? .null,
            line["precisie"] ?? .null,
            line["redenGeenBedrag"]?["tekst"] ?? .null,
          ])
      }, VoortgangsbriefWords.money(from: from.year - 1, through: through.year))
  }

  // MARK: Parliament

  private static let unsettled = "open,in-uitvoering,deels-afgedaan,aangehouden"

  private mutating func addRequests() throws {
    var settled: [Report.Row] = []
    var open: [(since: Day?, row: Report.Row)] = []
    var late = 0
    var unknown = 0
    for (resource, nl, en) in [
      (Resource.motie, "Moties", "Motions"), (.toezegging, "Toezeggingen en verzoeken", "Promises and requests"),
    ] {
      let done: Parameters = [(key: "uitvoering", value: "afgedaan")] + within("afgedaan")
      let documents = try documentDates()
      let finished = try items(resource, done, sort: ["datum"])
      count(.settled, "\(nl) afgedaan in de periode", "\(en) settled in the period", resource, done, finished.count)
      try countUndated(resource, nl, en)
      settled += finished.map { request in
        let ends = request["afgedaanMet"]?.asArray ?? []
        let dates = ends.map { end in
          end["datum"].flatMap { $0.isNull ? nil : $0 } ?? documents[end["document"]?.asString ?? ""] ?? .null
        }
        let last = dates.max { ($0["totEnMet"]?.asString ?? "") < ($1["totEnMet"]?.asString ?? "") } ?? .null
        return row(
          resource, request,
          request.requested(resource) + [last, .array(ends.compactMap { $0["document"] })])
      }
      let unsettled: Parameters = [
        (key: "uitvoering", value: Self.unsettled), (key: "bekendOp", value: through.description),
      ]
      let standing = try items(resource, unsettled, sort: ["datum"])
      count(.open, "\(nl) openstaand", "\(en) open", resource, unsettled, standing.count)
      let unstated: Parameters = [
        (key: "uitvoering", value: "onbekend"), (key: "bekendOp", value: through.description),
      ]
      let silent = try number(resource, unstated)
      unknown += silent
      count(.open, "\(nl) waarvan de stand niet bekend is", "\(en) of unknown state", resource, unstated, silent)
      let overdue = standing.filter(isPast)
      late += overdue.count
      count(
        .open, "\(nl) over tijd", "\(en) overdue", resource,
        unsettled + [(key: "overTijdOp", value: question.today.description)], overdue.count)
      open += standing.map { request in
        let since = request.start("datum")
        return (
          since,
          row(
            resource, request,
            request.requested(resource) + [
              since.map { .integer(months(since: $0)) } ?? .null, request["termijn"] ?? .null, .bool(isPast(request)),
              request["uitvoering"] ?? .null,
            ])
        )
      }
    }
    // The oldest first; what has no date comes last.
    open.sort { ($0.since ?? .last) < ($1.since ?? .last) }
    add(.settled, settled)
    add(.open, open.map(\.row), VoortgangsbriefWords.open(open.count, late: late, unknown: unknown))
  }

  /// What is settled by documents without a date belongs to no period, and is not to be missed for that.
  private mutating func countUndated(_ resource: Resource, _ nl: String, _ en: String) throws {
    let all: Parameters = [(key: "uitvoering", value: "afgedaan")]
    let dated = Set(try items(resource, all + [(key: "afgedaanVanaf", value: "1800-01-01")]).map(\.kenmerk))
    let undated = try items(resource, all).map(\.kenmerk).filter { !dated.contains($0) }
    if undated.isEmpty { return }
    count(
      .settled, "\(nl) afgedaan, wanneer is niet bekend", "\(en) settled, it is not known when", resource,
      [(key: "kenmerk", value: undated.joined(separator: ","))], undated.count)
  }

  private func isPast(_ request: JSON) -> Bool {
    request.end("termijn").map { $0 < question.today } ?? false
  }

  /// Whole months up to the reference date.
  private func months(since day: Day) -> Int {
    let today = question.today
    if day > today { return 0 }
    var months = (today.year - day.year) * 12 + today.month - day.month
    if day.addingMonths(months) > today { months -= 1 }
    return months
  }

  private func documentDates() throws -> [String: JSON] {
    Dictionary(try items(.document, []).map { ($0.kenmerk, $0["datum"] ?? .null) }) { first, _ in first }
  }

  // MARK: Results

  private mutating func addMeasurements() throws {
    let parameters: Parameters = [(key: "periodeTotEnMet", value: through.description)]
    let measured = try items(.meting, parameters, sort: ["indicator", "periode"])
    let units = Dictionary(try items(.indicator, []).map { ($0.kenmerk, $0["eenheid"] ?? .null) }) { first, _ in first }
    count(
      .measurements, "Metingen tot en met de periode", "Measurements up to the period", .meting, parameters,
      measured.count)
    add(
      .measurements,
      measured.map { one in
        row(
          .meting, one,
          [
            one["indicator"] ?? .null, units[one["indicator"]?.asString ?? ""] ?? .null, one["uitsplitsing"] ?? .null,
            one["periode"] ?? .null, one["waarde"] ?? .null, one["waardeTekst"] ?? .null, one["bron"] ?? .null,
          ])
      })
  }

  private mutating func addEvents() throws {
    let parameters = within("datum")
    let events = try items(.gebeurtenis, parameters, sort: ["datum"])
    count(.events, "Gebeurtenissen", "Events", .gebeurtenis, parameters, events.count)
    add(
      .events,
      events.map { event in
        row(
          .gebeurtenis, event,
          [event["datum"] ?? .null, event["titel"] ?? .null, event["soort"] ?? .null, event["actoren"] ?? []])
      })
  }
}

extension Report.Row {
  /// The table its first column names.
  fileprivate var table: String {
    if case .json(let value) = values.first { value.asString ?? "" } else { "" }
  }
}

extension JSON {
  fileprivate var kenmerk: String { self["kenmerk"]?.asString ?? "" }

  fileprivate func kenmerken(_ member: String) -> [String] { self[member]?.asArray?.compactMap(\.asString) ?? [] }

  fileprivate func start(_ member: String) -> Day? { self[member]?["vanaf"]?.asString.flatMap { Day($0) } }
  fileprivate func end(_ member: String) -> Day? { self[member]?["totEnMet"]?.asString.flatMap { Day($0) } }

  /// The responsible organisation of a measure, or those who share it.
  fileprivate var addressees: JSON {
    let involved = self["betrokkenen"]?.asArray ?? []
    for role in ["verantwoordelijk", "medeverantwoordelijk"] {
      let found = involved.filter { $0["rol"]?.asString == role }.compactMap { $0["organisatie"] }
      if !found.isEmpty { return .array(found) }
    }
    return []
  }

  /// `gereed gepland: 2023 -> 2024; gronden: ...`
  fileprivate var changedFields: String {
    (self["velden"]?.asArray ?? []).map { field in
      let (old, new) = (field["van"]?.asString ?? "\u{2013}", field["naar"]?.asString ?? "\u{2013}")
      return "\(JSON.words(field["veld"]?.asString ?? "")): \(old) \u{2192} \(new)"
    }.joined(separator: "; ")
  }

  /// The name of a field for who reads a letter: `plan.gereedGepland` is "gereed gepland".
  private static func words(_ path: String) -> String {
    (path.split(separator: ".").last ?? "").reduce(into: "") { words, letter in
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }

  /// What every table of motions and promises begins with.
  fileprivate func requested(_ resource: Resource) -> [JSON] {
    let own = JSON.string(kenmerk)
    return [
      resource.name == "motie" ? own : .null, resource.name == "motie" ? .null : own, .text(number),
      self["soort"] ?? .null, self["datum"] ?? .null, self["vraag"] ?? .null,
    ]
  }

  /// The number at Parliament: `35925-VII-35`, else as the source has it.
  private var number: String? {
    guard let paper = self["kamerstuk"], !paper.isNull else { return nil }
    let parts = ["dossier", "toevoeging", "ondernummer"].compactMap { paper[$0]?.asString }
    return parts.isEmpty ? paper["tekst"]?.asString ?? paper["nummer"]?.asString : parts.joined(separator: "-")
  }
}
