import Bytes
import SQL

/// Where a measure stands in a round, asked of one caller's sight.
///
/// Asked are the measures of the round's selection, and those reported on anyway: a measure that its own report takes
/// out of the selection (it is finished now) was asked all the same.
public struct RoundQuestion: Sendable, Hashable {
  public var state: State
  /// The round's key in table `uitvraag`.
  var round: Int64
  /// The last day that is in time.
  var closes: Day
  /// The round's selection as a list of measures; nil when it names what the caller may not see: then nothing fits.
  var selection: ListQuery?

  public enum State: String, Sendable, CaseIterable {
    case asked, submitted, missing, late
  }
}

extension RoundQuestion.State {
  var key: String {
    switch self {
    case .asked: "uitvraag"
    case .submitted: "ingediendVoor"
    case .missing: "ontbreektVoor"
    case .late: "teLaatVoor"
    }
  }

  var nl: String {
    switch self {
    case .asked: "Gevraagd in deze uitvraag."
    case .submitted: "Een vrijgegeven of gepubliceerde melding noemt deze uitvraag."
    case .missing: "Gevraagd in deze uitvraag, en er is geen melding voor."
    case .late: "Na de sluitdatum van deze uitvraag ingediend, of dan nog niet."
    }
  }

  var en: String {
    switch self {
    case .asked: "Asked for in this round."
    case .submitted: "A released or published report names this round."
    case .missing: "Asked for in this round, and there is no report for it."
    case .late: "Handed in after this round closed, or still missing then."
    }
  }
}

extension RegisterReader {
  private static let round = SQLStatement("SELECT rij, sluitdatum, selectie FROM uitvraag WHERE kenmerk = $1")

  private static let pastRound = SQLStatement(
    """
    SELECT rij, sluitdatum, selectie FROM uitvraag_toen WHERE kenmerk = $1 AND toen_sinds <= $2 AND toen_tot > $3
    """)

  /// Adds where measures stand in any of these rounds.
  func rounds(
    _ state: RoundQuestion.State, key: String, _ kenmerken: [String], for caller: Caller, into query: inout ListQuery
  ) throws -> [FieldError] {
    var questions: [RoundQuestion] = []
    var faults: [FieldError] = []
    for kenmerk in kenmerken {
      if let question = try question(state, round: kenmerk, for: caller, as: query) {
        questions.append(question)
      } else {
        faults.append(
          FieldError(key, .unknownReference(resource: Resource.uitvraag.name, kenmerk: kenmerk), isInQuery: true))
      }
    }
    query.conditions.append(.rounds(questions))
    return faults
  }

  /// Nil when there is no such round, or was none at the moment of `query`.
  func question(
    _ state: RoundQuestion.State, round kenmerk: String, for caller: Caller, as query: ListQuery
  ) throws -> RoundQuestion? {
    let moment = query.asOf
    var found: (row: Int64, closes: Day, selection: JSON)?
    let then: [SQLValue] = moment.map { [.integer($0.seconds), .integer($0.seconds)] } ?? []
    let statement = moment == nil ? RegisterReader.round : RegisterReader.pastRound
    try connection.query(statement, [.text(kenmerk)] + then) { row in
      found = (row.integer(0), Day(row.text(1)) ?? .last, try JSON.parse(row.text(2)))
      return .stop
    }
    guard let found else { return nil }
    return RoundQuestion(
      state: state, round: found.row, closes: found.closes,
      selection: try selection(of: .maatregel, found.selection, for: caller, as: query))
  }

  /// A list of what the parameters choose, of the moment and day that are asked of; nil when they name what the caller
  /// may not see.
  func selection(
    of resource: Resource, _ parameters: JSON, for caller: Caller, as asked: ListQuery
  ) throws -> ListQuery? {
    var query = ListQuery(resource: resource.name)
    query.today = asked.today
    query.asOf = asked.asOf
    query.validOn = asked.validOn
    for (key, value) in parameters.asObject ?? [:] {
      // A filter that a later version took away chooses nothing, rather than everything.
      guard resource.filter(key)?.isSelective ?? false else { return nil }
      for value in value.asArray ?? [value] {
        let faults = try condition(resource, key: key, value: value.asString ?? "", for: caller, into: &query)
        if !faults.isEmpty { return nil }
      }
    }
    return query
  }
}

extension ListSQL {
  /// A condition on measure `m`.
  mutating func round(_ question: RoundQuestion) -> String {
    switch question.state {
    case .asked: return asked(question)
    case .submitted: return reported(question)
    case .missing: return "(\(selected(question)) AND NOT \(reported(question)))"
    case .late:
      if query.today <= question.closes { return "0" }
      return "(\(asked(question)) AND NOT \(reported(question, inTime: true)))"
    }
  }

  private mutating func asked(_ question: RoundQuestion) -> String {
    "(\(selected(question)) OR \(reported(question)))"
  }

  private mutating func selected(_ question: RoundQuestion) -> String {
    guard let selection = question.selection else { return "0" }
    var inner = ListSQL(selection, resource, for: caller)
    inner.arguments = arguments
    let conditions = inner.conditions().joined(separator: " AND ")
    arguments = inner.arguments
    return "m.rij IN (SELECT m.rij FROM \(table(resource.name)) m WHERE \(conditions))"
  }

  /// Whether a report the caller sees names the round. Served by index `voortgangsmelding_op_uitvraag`
  /// (migration 0006).
  private mutating func reported(_ question: RoundQuestion, inTime: Bool = false) -> String {
    var condition = """
      m.rij IN (SELECT r.maatregel FROM \(table("voortgangsmelding")) r \
      WHERE r.uitvraag = \(bind(.integer(question.round))) AND r.laag = 0 \
      AND r.publicatie_status IN ('vrijgegeven', 'gepubliceerd')\(sight(of: .voortgangsmelding, "r"))
      """
    if inTime {
      let end = Amsterdam.midnight(of: question.closes + 1)
      condition += " AND r.ingediend_op < \(bind(.integer(end.seconds)))"
    }
    return condition + ")"
  }
}
