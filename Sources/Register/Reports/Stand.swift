import Bytes
import SQL

/// How far a round is: for each organisation that is asked, what is in, what is missing and what is late.
extension ReportDeclaration {
  static let stand = ReportDeclaration(
    name: "stand", parent: .uitvraag,
    nl: "Stand van een uitvraag: per organisatie wat is gevraagd, ingediend, ontbreekt en te laat is.",
    en: "State of a round: for each organisation what was asked for, handed in, is missing and is late.",
    parameters: [], columns: [organisation, organisationName] + figures, totals: figures, links: listed,
    totalLinks: listed, make: Stand.make,
    picture: .bars(
      labels: ["naam"], figures: [ReportPicture.Figure("ingediend"), ReportPicture.Figure("ontbreekt", .open)]))

  private static let organisation = Field.link(
    "organisatie", to: "organisatie", nl: "Organisatie die wordt bevraagd; null: maatregelen zonder organisatie.",
    en: "Organisation that is asked; null: measures without one.")
  private static let organisationName = Field.text("naam", 200, nl: "Haar naam.", en: "Its name.")

  private static let figures: [Field] = [
    .integer("gevraagd", 0...1_000_000, nl: "Maatregelen waarnaar is gevraagd.", en: "Measures asked for.").required,
    .integer("ingediend", 0...1_000_000, nl: "Waarvan een melding is ingediend.", en: "Reported on.").required,
    .integer("ontbreekt", 0...1_000_000, nl: "Waarvan de melding ontbreekt.", en: "Not reported on.").required,
    .integer(
      "teLaat", 0...1_000_000, nl: "Na de sluitdatum ingediend, of dan nog niet.",
      en: "Reported on after the closing date, or not yet."
    ).required,
  ]

  private static let listed = ["lijst", "gevraagd", "ingediend", "ontbreekt", "teLaat"]
}

enum Stand {
  /// Every measure that is asked for, with whether it was reported on and whether that is late.
  private static func asked(_ sql: inout ListSQL, _ round: RoundQuestion) -> String {
    var round = round
    round.state = .submitted
    let submitted = sql.round(round)
    round.state = .late
    let late = sql.round(round)
    return """
      WITH gevraagd (rij, ingediend, te_laat) AS (SELECT m.rij, \(submitted), \(late) \
      FROM \(sql.table("maatregel")) m \
      WHERE \(sql.conditions().joined(separator: " AND ")))
      """
  }

  /// A measure that several share counts for each of them, one that nobody answers for under null.
  private static func perOrganisation(_ sql: inout ListSQL) -> String {
    """
    SELECT o.kenmerk, o.naam, count(*), sum(g.ingediend), sum(g.te_laat) FROM gevraagd g
    LEFT JOIN \(sql.involved) l ON l.rij = g.rij AND \(sql.isAddressee())
    LEFT JOIN \(sql.table("organisatie")) o ON o.rij = l.organisatie\(sql.holds("o"))
    GROUP BY o.rij ORDER BY o.kenmerk NULLS LAST
    """
  }

  private static func together(_ sql: inout ListSQL) -> String {
    "SELECT NULL, NULL, count(*), coalesce(sum(g.ingediend), 0), coalesce(sum(g.te_laat), 0) FROM gevraagd g"
  }

  static func make(
    _ reader: RegisterReader, _ question: ReportQuestion, _ pause: () throws -> Void
  ) throws -> Report {
    let kenmerk = question.kenmerk ?? ""
    let found = try reader.question(.asked, round: kenmerk, for: question.caller, as: question.measures)
    guard let round = found else {
      throw RegisterError.notFound(resource: Resource.uitvraag.name, kenmerk: kenmerk)
    }
    var parameters: JSONObject = ["uitvraag": .string(kenmerk)]
    for (name, value) in question.shown(.stand) { parameters[name] = value }
    var report = Report(
      declaration: .stand, peilmoment: question.peilmoment, parameters: parameters)
    var query = question.measures
    query.conditions = [.rounds([round])]

    func run(_ select: (inout ListSQL) -> String, _ each: (SQLRow, [Int]) -> Void) throws {
      var sql = ListSQL(query, .maatregel, for: question.caller)
      let statement = SQLStatement("\(asked(&sql, round)) \(select(&sql))")
      try reader.connection.query(statement, sql.arguments) { row in
        let figures = (2...4).map { Int(row.integer($0)) }
        each(row, [figures[0], figures[1], figures[0] - figures[1], figures[2]])
        return .next
      }
    }
    try run(perOrganisation) { row, figures in
      let organisation = row.isNull(0) ? nil : row.text(0)
      let whose =
        organisation.map { [(key: "bevraagd", value: $0)] }
        ?? [(key: "mist", value: "verantwoordelijk"), (key: "mist", value: "medeverantwoordelijk")]
      let axes: [JSON] = [.text(organisation), .text(row.isNull(1) ? nil : row.text(1))]
      report.rows.append(
        Report.Row(values: (axes + figures.map(JSON.integer)).map(Report.Value.json), links: links(question, whose)))
    }
    try pause()
    try run(together) { _, figures in
      report.totals.append(
        Report.Row(values: figures.map { .json(.integer($0)) }, links: links(question, [])))
    }
    report.notes = notes(round, isClosed: question.today > round.closes)
    return report
  }

  private static func links(_ question: ReportQuestion, _ whose: [(key: String, value: String)]) -> [Report.Link] {
    let states: [(String, RoundQuestion.State)] = [
      ("lijst", .asked), ("gevraagd", .asked), ("ingediend", .submitted), ("ontbreekt", .missing), ("teLaat", .late),
    ]
    return states.map { name, state in
      let parameters = [(key: state.key, value: question.kenmerk ?? "")] + whose
      return Report.Link(name: name, target: .list(.maatregel, question.dated(parameters)))
    }
  }

  private static func notes(_ round: RoundQuestion, isClosed: Bool) -> [Report.Text] {
    var notes = [
      Report.Text(
        nl: "Ingediend is een maatregel waarvoor een vrijgegeven of gepubliceerde melding deze uitvraag noemt.",
        en: "A measure is handed in when a released or published report names this round."),
      .countedForEachCoResponsible,
      .countedAsSeen,
    ]
    if !isClosed {
      notes.append(
        Report.Text(
          nl: "De uitvraag loopt tot en met \(round.closes); te laat is er nog niets.",
          en: "The round runs until \(round.closes); nothing is late yet."))
    }
    if round.selection == nil {
      notes.append(
        Report.Text(
          nl: "De selectie noemt iets dat er niet meer is: alleen wat is ingediend telt als gevraagd.",
          en: "The selection names something that is gone: only what was handed in counts as asked for."))
    }
    return notes
  }
}
