import Bytes
import SQL

/// What asks for attention. Each kind of signal is a list that can be opened; a report row is one item of it.
extension ReportDeclaration {
  static let signalen = ReportDeclaration(
    name: "signalen", parent: nil,
    nl: "Signalen: over tijd, stil, zonder verantwoordelijke of doel, onbeantwoord, tegenstrijdig of niet gezonden.",
    en: "Signals: what is overdue, silent, without an owner or a goal, unanswered, contradictory or not sent.",
    parameters: [
      .choice("soort", Signal.allCases.map(\.rawValue), nl: "Alleen deze soorten.", en: "Only these kinds."),
      .link("organisatie", to: "organisatie", nl: "Alleen van deze organisaties.", en: "Only of these organisations."),
      .integer("maanden", 1...120, nl: "Na hoeveel maanden stilte.", en: "After how many months of silence.")
        .defaulting(to: "6"),
    ],
    columns: [
      .choice("soort", Signal.allCases.map(\.rawValue), nl: "Soort signaal.", en: "Kind of signal.").required,
      .link("maatregel", to: "maatregel", nl: "Maatregel waarover het gaat.", en: "Measure it is about."),
      .link("document", to: "document", nl: "Document waarover het gaat.", en: "Document it is about."),
      .link("uitvraag", to: "uitvraag", nl: "Uitvraag waarover het gaat.", en: "Round it is about."),
      .text("titel", 500, nl: "Titel van de maatregel of het document.", en: "Title of the measure or document.")
        .required,
      .links(
        "organisaties", to: "organisatie", nl: "Wie wordt bevraagd, of wie het document zond.",
        en: "Whom to ask, or who sent the document."),
      .day("sinds", nl: "Sinds wanneer, voor zover bekend.", en: "Since when, as far as known."),
      .text("uitleg", 1_000, nl: "Wat er aan de hand is.", en: "What is the matter.").required,
    ],
    totals: [
      .choice("soort", Signal.allCases.map(\.rawValue), nl: "Soort signaal.", en: "Kind of signal.").required,
      .text("collectie", 80, nl: "Waar de rijen staan.", en: "Where the rows are.").required,
      .link("uitvraag", to: "uitvraag", nl: "Uitvraag waarover het gaat.", en: "Round it is about."),
      .integer("aantal", 0...1_000_000, nl: "Aantal signalen.", en: "Number of signals.").required,
    ], links: ["lijst", "rij"], totalLinks: ["lijst", "aantal"], make: Signalen.make,
    picture: .bars(of: .totals, labels: ["soort", "collectie", "uitvraag"], figures: [ReportPicture.Figure("aantal")]))
}

enum Signal: String, CaseIterable {
  case overdue = "over-tijd"
  case silent = "stil"
  case ownerless = "geen-verantwoordelijke"
  case aimless = "geen-doel"
  case unanswered = "uitvraag-onbeantwoord"
  case disputed = "oordeel-wijkt-af"
  case embargo = "embargo-eindigt"
  case unsent = "niet-aan-kamer"
}

struct Signalen {
  private let reader: RegisterReader
  private let question: ReportQuestion
  private var report: Report

  /// A measure in one of these states can be overdue.
  private static let english = [
    "voorgenomen": "intended", "in-voorbereiding": "in preparation", "in-uitvoering": "under way",
    "opgeschort": "suspended", "onbekend": "unknown",
  ]

  /// How many days before its end an embargo is a signal.
  static let embargoDays = 14

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    var signals = Signalen(reader, question)
    let asked = question.values["soort"]
    for kind in Signal.allCases where asked?.contains(kind.rawValue) ?? true {
      try pause()
      try signals.add(kind, pause)
    }
    return signals.report
  }

  private init(_ reader: RegisterReader, _ question: ReportQuestion) {
    self.reader = reader
    self.question = question
    report = Report(
      declaration: .signalen, peilmoment: question.peilmoment, parameters: question.shown(.signalen))
    report.notes = [
      Report.Text(
        nl: "Een signaal is een vraag, geen oordeel: het zegt wat het register weet, en dat is wat u mag zien.",
        en: "A signal is a question, not a judgement: it says what the register knows, and that is what you may see."),
      Report.Text(
        nl: "Bij een embargo telt wat binnen \(Signalen.embargoDays) dagen eindigt.",
        en: "Of embargoes those count that end within \(Signalen.embargoDays) days."),
    ]
  }

  private mutating func add(_ kind: Signal, _ pause: () throws -> Void) throws {
    let today = question.today
    switch kind {
    case .overdue:
      try add(kind, .maatregel, [("overTijd", "true")], ["m.plan_gereed_gepland_tot_en_met", "m.uitvoeringsstatus"]) {
        let end = $0.facts[0] ?? ""
        let state = $0.facts[1] ?? ""
        return Finding(
          since: Day(end).map { $0 + 1 },
          nl: "Gepland einde was \(end); de stand is \(state.replacing("-", with: " ")).",
          en: "The planned end was \(end); the state is \(Self.english[state] ?? state).")
      }
    case .silent:
      let months = question.values["maanden"]?.first.flatMap { Int($0) } ?? 6
      let facts = [
        Fact { $0.lastReport("peildatum") }, "m.plan_start_werkelijk_tot_en_met", "CAST(m.aangemaakt_op AS TEXT)",
      ]
      try add(kind, .maatregel, [("stilSinds", today.addingMonths(-months).description)], facts) { found in
        if let last = found.facts[0] {
          return Finding(
            since: Day(last), nl: "De laatste melding gaat over \(last).", en: "The last report is about \(last).")
        }
        let recorded = Day.inAmsterdam(at: Timestamp(seconds: found.facts[2].flatMap { Int64($0) } ?? 0))
        return Finding(
          since: found.facts[1].flatMap { Day($0) } ?? recorded, nl: "In uitvoering, en nog nooit een melding.",
          en: "In execution, and never reported on.")
      }
    case .ownerless:
      try add(kind, .maatregel, [("mist", "verantwoordelijk")], []) { found in
        Finding(
          since: nil,
          nl: found.organisations.isEmpty ? "Niemand is verantwoordelijk." : "Alleen medeverantwoordelijken.",
          en: found.organisations.isEmpty ? "Nobody is responsible." : "Only co-responsible organisations.")
      }
    case .aimless:
      try add(kind, .maatregel, [("mist", "doel")], []) { _ in
        Finding(since: nil, nl: "Er is geen doel vermeld.", en: "No goal is stated.")
      }
    case .unanswered: try addRounds(pause)
    case .disputed:
      let facts = [
        Fact { $0.lastReport("schema") }, Fact { $0.lastJudgement("kleur") }, Fact { $0.lastReport("peildatum") },
        Fact { $0.lastJudgement("peildatum") },
      ]
      try add(kind, .maatregel, [("oordeelWijktAf", "true")], facts) {
        let (schedule, colour) = ($0.facts[0] ?? "", $0.facts[1] ?? "")
        return Finding(
          since: max($0.facts[2] ?? "", $0.facts[3] ?? "").day,
          nl: "De laatste melding zegt \(schedule), het laatste oordeel is \(colour).",
          en: "The last report says \(schedule), the last judgement is \(colour).")
      }
    case .embargo:
      let end = (today + Signalen.embargoDays).description
      for resource in Resource.all where resource.derived.contains(.embargoThrough) {
        let facts: [Fact] = ["CAST(m.publicatie_embargo_tot AS TEXT)"]
        try add(kind, resource, [("embargoTotEnMet", end)], facts) {
          let moment = Timestamp(seconds: $0.facts[0].flatMap { Int64($0) } ?? 0)
          let day = Day.inAmsterdam(at: moment)
          return Finding(
            since: nil, nl: "Het embargo op \(resource.name) \($0.kenmerk) eindigt op \(day).",
            en: "The embargo on \(resource.name) \($0.kenmerk) ends on \(day).")
        }
      }
    case .unsent: try addLetters()
    }
  }

  // MARK: Measures and what stands under them

  /// A signal as it was found.
  private struct Found {
    let kenmerk: String
    let title: String
    let organisations: [String]
    let facts: [String?]
  }

  /// What is said of it.
  private struct Finding {
    let since: Day?
    let nl: String
    let en: String
  }

  /// An expression on row `m`, of text.
  private struct Fact: ExpressibleByStringLiteral {
    let make: (inout ListSQL) -> String
    init(_ make: @escaping (inout ListSQL) -> String) { self.make = make }
    init(stringLiteral text: String) { make = { _ in text } }
  }

  /// The items of the list, with the measure they are or stand under and whom to ask about it.
  private static func rows(_ sql: inout ListSQL, _ facts: [Fact]) -> SQLStatement {
    let resource = sql.resource
    let measure = resource.name == "maatregel" ? "m.rij" : "m.maatregel"
    return SQLStatement(
      """
      SELECT m.kenmerk, p.kenmerk, p.titel\(facts.map { ", " + $0.make(&sql) }.joined()), \
      (SELECT group_concat(o.kenmerk) FROM \(sql.involved) l JOIN organisatie o ON o.rij = l.organisatie \
      WHERE l.rij = p.rij AND \(sql.isAddressee())) \
      FROM \(sql.table(resource.name)) m JOIN \(sql.table("maatregel")) p ON p.rij = \(measure)\(sql.holds("p")) \
      WHERE \(sql.conditions().joined(separator: " AND ")) ORDER BY m.kenmerk
      """)
  }

  private mutating func add(
    _ kind: Signal, _ resource: Resource, _ parameters: [(String, String)], _ facts: [Fact], round: String? = nil,
    _ finding: (Found) -> Finding
  ) throws {
    var parameters = parameters.map { (key: $0.0, value: $0.1) }
    if let organisations = question.values["organisatie"] {
      parameters.append(("bevraagd", organisations.joined(separator: ",")))
    }
    var sql = ListSQL(try question.list(resource, parameters, reader), resource, for: question.caller)
    let statement = Signalen.rows(&sql, facts)
    var count = 0
    try reader.connection.query(statement, sql.arguments) { row in
      let found = Found(
        kenmerk: row.text(0), title: row.text(2),
        organisations: Signalen.names(row, 3 + facts.count),
        facts: facts.indices.map { row.isNull(3 + $0) ? nil : row.text(3 + $0) })
      append(kind, resource, found, finding(found), measure: row.text(1), round: round)
      count += 1
      return .next
    }
    if round == nil || count > 0 { total(kind, resource, parameters, count, round: round) }
  }

  /// Names that SQL put together.
  private static func names(_ row: any SQLRow, _ column: Int) -> [String] {
    row.isNull(column) ? [] : row.text(column).split(separator: ",").map(String.init).sorted()
  }

  // MARK: Rounds

  private static func closed(_ sql: inout ListSQL) -> SQLStatement {
    SQLStatement(
      """
      SELECT m.kenmerk, m.titel, m.sluitdatum FROM \(sql.table("uitvraag")) m \
      WHERE m.sluitdatum < \(sql.bind(.text(sql.query.today.description)))\(sql.holds("m")) \
      ORDER BY m.sluitdatum, m.kenmerk
      """)
  }

  /// Rounds that have closed, and the measures that nobody reported on.
  private mutating func addRounds(_ pause: () throws -> Void) throws {
    var rounds: [(kenmerk: String, title: String, closed: String)] = []
    var sql = ListSQL(question.measures, .uitvraag, for: question.caller)
    let statement = Signalen.closed(&sql)
    try reader.connection.query(statement, sql.arguments) { row in
      rounds.append((row.text(0), row.text(1), row.text(2)))
      return .next
    }
    for round in rounds {
      try pause()
      try add(.unanswered, .maatregel, [("ontbreektVoor", round.kenmerk)], [], round: round.kenmerk) { _ in
        Finding(
          since: round.closed.day.map { $0 + 1 },
          nl: "Geen melding voor '\(round.title)', gesloten op \(round.closed).",
          en: "No report for '\(round.title)', which closed on \(round.closed).")
      }
    }
  }

  // MARK: Letters

  private static func letters(_ sql: inout ListSQL) -> SQLStatement {
    let sent = ListSQL.houses.map { ", " + sql.wasSent(to: $0) }.joined()
    return SQLStatement(
      """
      SELECT m.kenmerk, m.titel, m.datum_tot_en_met\(sent), \
      (SELECT group_concat(o.kenmerk) FROM \(sql.table("document_afzenders")) l \
      JOIN organisatie o ON o.rij = l.naar WHERE l.rij = m.rij\(sql.holds("l"))) \
      FROM \(sql.table("document")) m WHERE \(sql.conditions().joined(separator: " AND ")) ORDER BY m.kenmerk
      """)
  }

  private mutating func addLetters() throws {
    var parameters = [(key: "kamerOntbreekt", value: "true")]
    if let organisations = question.values["organisatie"] {
      parameters.append(("afzender", organisations.joined(separator: ",")))
    }
    var sql = ListSQL(try question.list(.document, parameters, reader), .document, for: question.caller)
    let statement = Signalen.letters(&sql)
    var count = 0
    try reader.connection.query(statement, sql.arguments) { row in
      let missing = ListSQL.houses.indices.filter { row.integer(3 + $0) == 0 }
      let found = Found(
        kenmerk: row.text(0), title: row.text(1),
        organisations: Signalen.names(row, 3 + ListSQL.houses.count), facts: [])
      let finding = Finding(
        since: row.isNull(2) ? nil : row.text(2).day,
        nl: "Niet bekend is dat hij aan de "
          + missing.map { ["Tweede Kamer", "Eerste Kamer"][$0] }.joined(separator: " en de ") + " is gezonden.",
        en: "Not known to have been sent to the "
          + missing.map { ["House of Representatives", "Senate"][$0] }.joined(separator: " and the ") + ".")
      append(.unsent, .document, found, finding, measure: nil, round: nil)
      count += 1
      return .next
    }
    total(.unsent, .document, parameters, count, round: nil)
  }

  // MARK: Rows

  private mutating func append(
    _ kind: Signal, _ resource: Resource, _ found: Found, _ finding: Finding, measure: String?, round: String?
  ) {
    report.rows.append(
      Report.Row(
        values: [
          .json(.string(kind.rawValue)), .json(.text(measure)),
          .json(resource.name == "document" ? .string(found.kenmerk) : .null), .json(.text(round)),
          .json(.string(found.title)), .json(.array(found.organisations.map(JSON.string))),
          .json(.text(finding.since?.description)), .text(Report.Text(nl: finding.nl, en: finding.en)),
        ],
        links: [
          Report.Link(name: "lijst", target: .list(resource, question.dated([(key: "kenmerk", value: found.kenmerk)]))),
          Report.Link(name: "rij", target: .item(resource, kenmerk: found.kenmerk, question.dated([]))),
        ]))
  }

  private mutating func total(
    _ kind: Signal, _ resource: Resource, _ parameters: [(key: String, value: String)], _ count: Int, round: String?
  ) {
    report.totals.append(
      Report.Row(
        values: [
          .json(.string(kind.rawValue)), .json(.string(resource.collection)), .json(.text(round)),
          .json(.integer(count)),
        ],
        links: ["lijst", "aantal"].map { Report.Link(name: $0, target: .list(resource, question.dated(parameters))) }))
  }
}

extension String {
  fileprivate var day: Day? { Day(self) }
}
