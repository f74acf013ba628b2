import Bytes

/// The tables of the letter about money, about what Parliament asked, and about what came of it all.
extension Voortgangsbrief {
  // MARK: Money

  mutating func addMoney() throws {
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

  mutating func addRequests() throws {
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

  private func isPast(_ request: LetterItem) -> Bool {
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

  mutating func addMeasurements() throws {
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
            one["indicator"] ?? .null, units[one.text("indicator") ?? ""] ?? .null, one["uitsplitsing"] ?? .null,
            one["periode"] ?? .null, one["waarde"] ?? .null, one["waardeTekst"] ?? .null, one["bron"] ?? .null,
          ])
      })
  }

  mutating func addEvents() throws {
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
