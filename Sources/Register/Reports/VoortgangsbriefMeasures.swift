import Bytes

/// The tables of the letter about measures: their state, their plan, what changed, what was reported and judged.
extension Voortgangsbrief {
  mutating func addMeasures(_ measures: [LetterItem]) throws {
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
    var byPhase: [String?: [LetterItem]] = [:]
    for measure in measures {
      let own = measure.kenmerken("fasen")
      for phase in own.isEmpty ? [nil] : own.map(Optional.some) { byPhase[phase, default: []].append(measure) }
    }
    func byStatus(_ measures: [LetterItem]) -> [String: Int] {
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
  private func isOverdue(_ measure: LetterItem) -> Bool {
    guard let end = measure.end("plan", "gereedGepland") else { return false }
    return end < question.today
      && !["afgerond", "gestopt", "vervallen"].contains(measure.text("uitvoeringsstatus"))
  }

  /// Some date of it is known, and as far as is known it was there in the period.
  private func isPlanned(_ measure: LetterItem) -> Bool {
    let starts = ["startGepland", "startWerkelijk"].compactMap { measure.start("plan", $0) }
    let ends = ["gereedGepland", "gereedWerkelijk"].compactMap { measure.end("plan", $0) }
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
      if let measure = report.text("maatregel") { last[measure] = report["schema"] }
    }
    return last
  }

  // MARK: What happened to them

  mutating func addChanges(_ titles: [String: String]) throws {
    let parameters = within("doorgevoerd")
    let changes = try items(.planwijziging, parameters, sort: ["besluitdatum", "aangemaaktOp"])
    count(.changes, "Wijzigingen van het plan", "Changes of the plan", .planwijziging, parameters, changes.count)
    add(
      .changes,
      changes.map { change in
        let measure = change.text("maatregel") ?? ""
        let recorded = (change.text("aangemaaktOp")).flatMap { Timestamp(rfc3339: $0) }.map(Day.inAmsterdam)
        return row(
          .planwijziging, change,
          [
            change.text("besluitdatum").map(JSON.string) ?? .text(recorded?.description), .string(measure),
            .string(titles[measure] ?? measure), change["soorten"] ?? [], .string(change.changedFields),
            change["reden"] ?? .null, change["besluitDoor"] ?? .null,
          ])
      })
  }

  mutating func addReports(_ titles: [String: String]) throws {
    let parameters = within("peildatum")
    let reports = try items(.voortgangsmelding, parameters, sort: ["peildatum"])
    count(
      .reports, "Voortgangsmeldingen", "Progress reports", .voortgangsmelding, parameters, reports.count)
    add(
      .reports,
      reports.map { report in
        let measure = report.text("maatregel") ?? ""
        return row(
          .voortgangsmelding, report,
          [
            report["peildatum"] ?? .null, .string(measure), .string(titles[measure] ?? measure),
            report["gemeldDoor"] ?? .null, report["uitvoeringsstatus"] ?? .null, report["schema"] ?? .null,
            report["toelichting"] ?? .null,
          ])
      })
  }

  mutating func addJudgements(_ titles: [String: String]) throws {
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
}
