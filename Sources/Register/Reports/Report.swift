public import Bytes

/// Figures about the register, in the one shape that all reports share; whoever shows them needs to know nothing of
/// what they are about.
public struct Report: Sendable {
  public let declaration: ReportDeclaration
  /// Of which the figures speak: a day, `2026-03-01`, or the moment that was asked for, `2026-03-01T09:30:00Z`.
  public var peilmoment: String
  /// As they were taken: with their defaults, aliases as kenmerken; null when not given.
  public var parameters: JSONObject
  public var rows: [Row] = []
  public var totals: [Row] = []
  /// What a reader has to know to understand the figures.
  public var notes: [Text] = []

  /// A line of the report.
  public struct Row: Sendable {
    /// One for each column, in their order.
    public var values: [Value]
    public var links: [Link]
  }

  public enum Value: Sendable {
    case json(JSON)
    case text(Text)
  }

  /// A sentence in both languages.
  public struct Text: Sendable, Equatable {
    public let nl: String
    public let en: String
  }

  /// Where a figure comes from. `lijst` is the row as a whole; a link named after a column is that figure's list, which
  /// has exactly as many items as the figure says.
  public struct Link: Sendable {
    public let name: String
    public let target: Target
  }

  public enum Target: Sendable {
    /// A list with these query parameters.
    case list(Resource, [(key: String, value: String)])
    case item(Resource, kenmerk: String, [(key: String, value: String)])
  }
}

/// A report, declared once: its place, its parameters, its columns, and who makes it.
public struct ReportDeclaration: Sendable {
  /// The last segment of its path: `signalen`, `stand`.
  public let name: String
  /// The resource whose row it is about, when it stands under one: `/uitvragen/{kenmerk}/stand`.
  public let parent: Resource?
  public let nl: String
  public let en: String
  /// Query keys beside `beschikbaarOp`. Of a choice or link, a comma separates values of which any will do.
  public let parameters: [Field]
  public let columns: [Field]
  /// The columns of the totals.
  public let totals: [Field]
  /// The links that every row has.
  public let links: [String]
  /// The links that every total has.
  public let totalLinks: [String]
  /// Calls what it is given last between its queries.
  let make: @Sendable (RegisterReader, ReportQuestion, () throws -> Void) throws -> Report

  public static let all: [ReportDeclaration] = [.stand, .signalen]
}

/// What a report is asked, checked against its declaration.
public struct ReportQuestion: Sendable {
  public let caller: Caller
  /// In Amsterdam.
  public let today: Day
  /// `beschikbaarOp`: as the register was at this moment.
  public let asOf: Timestamp?
  /// The row it is about.
  public let kenmerk: String?
  /// By query key; no member when it was not given and has no default.
  public let values: [String: [String]]

  /// The parameters as the report shows them.
  func shown(_ declaration: ReportDeclaration) -> JSONObject {
    var shown = JSONObject(
      declaration.parameters.map { field in
        guard let given = values[field.name] else { return (field.name, .null) }
        if case .integer = field.type {
          return (field.name, given.first.flatMap { Int($0) }.map(JSON.integer) ?? .null)
        }
        return (field.name, .array(given.map(JSON.string)))
      })
    shown["beschikbaarOp"] = .text(asOf?.description)
    return shown
  }

  var peilmoment: String { asOf?.description ?? today.description }

  /// The query of a list, of the same moment as the report.
  func dated(_ parameters: [(key: String, value: String)]) -> [(key: String, value: String)] {
    parameters + (asOf.map { [(key: "beschikbaarOp", value: $0.description)] } ?? [])
  }

  /// Every measure, for this caller and moment.
  var measures: ListQuery {
    var query = ListQuery(resource: Resource.maatregel.name)
    query.today = today
    query.asOf = asOf
    return query
  }

  /// The list that a link with these parameters opens.
  func list(
    _ resource: Resource, _ parameters: [(key: String, value: String)], _ reader: RegisterReader
  ) throws -> ListQuery {
    var query = ListQuery(resource: resource.name)
    query.today = today
    query.asOf = asOf
    for (key, value) in parameters {
      let faults = try reader.condition(resource, key: key, value: value, for: caller, into: &query)
      if !faults.isEmpty { throw RegisterError.invalid(faults) }
    }
    return query
  }
}

extension RegisterReader {
  /// Reads what a report is asked.
  ///
  /// - Parameter given: the query, in order; the same key twice is a fault.
  public func question(
    _ declaration: ReportDeclaration, kenmerk: String?, _ given: [(key: String, value: String)], for caller: Caller,
    today: Day
  ) throws -> (question: ReportQuestion, faults: [FieldError]) {
    var values: [String: [String]] = [:]
    var asOf: Timestamp?
    var faults: [FieldError] = []
    for (key, value) in given {
      func fault(_ fault: FieldError.Fault) { faults.append(FieldError(key, fault, isInQuery: true)) }
      let field = declaration.parameters.first { $0.name == key }
      if field == nil, key != "beschikbaarOp" {
        fault(.unknownName(allowed: declaration.parameters.map(\.name) + ["beschikbaarOp"]))
        continue
      }
      if value.isEmpty {
        fault(.empty)
        continue
      }
      if values[key] != nil || (field == nil && asOf != nil) {
        fault(.duplicate)
        continue
      }
      guard let field else {
        if let moment = Timestamp(rfc3339: value) {
          asOf = moment
          if !changes.promise(moment) { fault(.inFuture) }
        } else {
          fault(.malformed(expected: "2024-06-30T12:00:00Z"))
        }
        continue
      }
      let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      values[key] = parts
      switch field.type {
      case .choice(let allowed):
        if parts.contains(where: { !allowed.contains($0) }) { fault(.notAllowed(allowed: allowed)) }
      case .link(let target):
        guard let target = Resource.named(target) else { continue }
        var found: [String] = []
        for part in parts {
          if let kenmerk = try self.kenmerk(of: target, named: part, for: caller) {
            found.append(kenmerk)
          } else {
            fault(.unknownReference(resource: target.name, kenmerk: part))
          }
        }
        values[key] = Set(found).sorted()
      case .integer(let range):
        if let number = Int(value), value == String(number) {
          if !range.contains(number) { fault(.outOfRange(min: range.lowerBound, max: range.upperBound)) }
        } else {
          fault(.malformed(expected: "6"))
        }
      default: break
      }
    }
    for field in declaration.parameters where values[field.name] == nil {
      if let fallback = field.fallback { values[field.name] = [fallback] }
    }
    let day = asOf.map(Day.inAmsterdam) ?? today
    return (ReportQuestion(caller: caller, today: day, asOf: asOf, kenmerk: kenmerk, values: values), faults)
  }

  /// Makes the report, all of it of one moment.
  ///
  /// - Parameter pause: called between queries; what it throws ends the report.
  /// - Throws: `RegisterError.notFound` for the row it is about, also when the caller may not see it.
  public func report(
    _ declaration: ReportDeclaration, _ question: ReportQuestion, pause: () throws -> Void = {}
  ) throws -> Report {
    try snapshot { try declaration.make(self, question, pause) }
  }
}
