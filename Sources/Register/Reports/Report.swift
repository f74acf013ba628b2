public import Bytes

/// Figures about the register, in the one shape that all reports share; whoever shows them needs to know nothing of
/// what they are about.
public struct Report: Sendable {
  public let declaration: ReportDeclaration
  /// Of the rows, and of the totals: those of the declaration, unless they depend on what was asked.
  public var columns: [Field]
  public var totalColumns: [Field]
  /// Of which the figures speak: a day, `2026-03-01`, or the moment that was asked for, `2026-03-01T09:30:00Z`.
  public var peilmoment: String
  /// As they were taken: with their defaults, aliases as kenmerken; null when not given (`geldigOp`: absent).
  public var parameters: JSONObject
  public var rows: [Row] = []
  public var totals: [Row] = []
  /// What a reader has to know to understand the figures.
  public var notes: [Text] = []
  /// The tables its declaration names, in that order.
  public var tables: [Part] = []

  /// What stands around its tables when it is sent to somebody.
  public var letter: Letter?

  /// A letter to edit: what the register cannot know stands between square brackets.
  public struct Letter: Sendable {
    /// The lines of the address.
    public let recipient: [Text]
    public let subject: Text
    public let salutation: Text
    /// Paragraphs before and after the tables.
    public let opening: [Text]
    public let closing: [Text]
  }

  /// What stands in one of its tables.
  public struct Part: Sendable {
    public let table: ReportTable
    public var rows: [Row] = []
    public var totals: [Row] = []
    /// What only this table asks a reader to know.
    public var notes: [Text] = []
  }

  init(declaration: ReportDeclaration, peilmoment: String, parameters: JSONObject) {
    self.declaration = declaration
    columns = declaration.columns
    totalColumns = declaration.totals
    self.peilmoment = peilmoment
    self.parameters = parameters
  }

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
  /// Query keys beside `beschikbaarOp` and `geldigOp`. Of a choice or link, a comma separates values of which any will do.
  public let parameters: [Field]
  /// What else it takes: filters of the list that it counts.
  public var filters = Filters.none
  public let columns: [Field]
  /// Columns that a row or total has or has not, depending on what was asked.
  public var optionalColumns: [Field] = []
  /// The columns of the totals.
  public let totals: [Field]
  /// The links that every row has.
  public let links: [String]
  /// The links that every total has.
  public let totalLinks: [String]
  /// What is wrong with its parameters together.
  var faults: @Sendable (ReportQuestion) -> [FieldError] = { _ in [] }
  /// Calls what it is given last between its queries.
  let make: @Sendable (RegisterReader, ReportQuestion, () throws -> Void) throws -> Report
  /// How its rows are drawn; without this they are a table in a picture too.
  public var picture: ReportPicture?
  /// Tables beside its rows, each under a name.
  public var tables: [ReportTable] = []
  /// Over its rows, when "lines" says too little.
  public var heading: Report.Text?
  /// The segment before its name: `rapportages`.
  public var folder: String?

  public static let all: [ReportDeclaration] = [
    .stand, .signalen, .dekking, .statistieken, .volledigheid, .financieelOverzicht, .vergelijkingen, .voortgangsbrief,
  ]

  /// Of which list a report takes the filters. Of these it takes what chooses rows, not the moment or the day; a
  /// parameter of its own goes before a filter with the same key.
  public enum Filters: Sendable {
    case none
    case of(Resource, without: [String] = [])
    /// Of the collection that this parameter names.
    case chosen(by: String, without: [String] = [])
  }

  /// The collections that may be chosen.
  public var chosen: [Resource] {
    switch filters {
    case .none: return []
    case .of(let resource, _): return [resource]
    case .chosen(let key, _):
      guard case .choice(let names) = parameters.first(where: { $0.name == key })?.type else { return [] }
      return names.compactMap(Resource.collected)
    }
  }

  /// The filters it takes of `resource`.
  public func filters(of resource: Resource) -> [Filter] {
    var without = parameters.map(\.name)
    switch filters {
    case .none: return []
    case .of(_, let left), .chosen(_, let left): without += left
    }
    return resource.filters.filter { $0.isSelective && !without.contains($0.key) }
  }
}

/// What a report is asked, checked against its declaration.
public struct ReportQuestion: Sendable {
  public let caller: Caller
  /// The day it looks at: `geldigOp`, else that of `beschikbaarOp`, else today in Amsterdam.
  public let today: Day
  /// `beschikbaarOp`: as the register was at this moment.
  public let asOf: Timestamp?
  /// `geldigOp`: measures as was true on this day.
  public let validOn: Day?
  /// The row it is about.
  public let kenmerk: String?
  /// By query key; no member when it was not given and has no default.
  public let values: [String: [String]]
  /// The list whose rows it counts, when it takes filters, and the filters given, as they were.
  public let resource: Resource?
  public let filters: [(key: String, value: String)]

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
    for (key, _) in filters where shown[key] == nil {
      shown[key] = .array(filters.filter { $0.key == key }.map { .string($0.value) })
    }
    shown["beschikbaarOp"] = .text(asOf?.description)
    if let validOn { shown["geldigOp"] = .string(validOn.description) }
    return shown
  }

  /// The same question, looking at `day`.
  func looking(at day: Day) -> ReportQuestion {
    ReportQuestion(
      caller: caller, today: day, asOf: asOf, validOn: day, kenmerk: kenmerk, values: values, resource: resource,
      filters: filters)
  }

  /// What every report can be asked beside its own parameters.
  public static let moments = ["beschikbaarOp", "geldigOp"]

  var peilmoment: String { validOn?.description ?? asOf?.description ?? today.description }

  /// The query of a list, of the same moment as the report.
  func dated(_ parameters: [(key: String, value: String)]) -> [(key: String, value: String)] {
    parameters + (asOf.map { [(key: "beschikbaarOp", value: $0.description)] } ?? [])
  }

  /// Every measure, for this caller and moment.
  var measures: ListQuery {
    var query = ListQuery(resource: Resource.maatregel.name)
    query.today = today
    query.asOf = asOf
    query.validOn = validOn
    return query
  }

  /// The list that a link with these parameters opens.
  func list(
    _ resource: Resource, _ parameters: [(key: String, value: String)], _ reader: RegisterReader
  ) throws -> ListQuery {
    var query = ListQuery(resource: resource.name)
    query.today = today
    query.asOf = asOf
    query.validOn = validOn
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
  /// - Parameter given: the query, in order; the same parameter twice is a fault, the same filter must hold as often.
  public func question(
    _ declaration: ReportDeclaration, kenmerk: String?, _ given: [(key: String, value: String)], for caller: Caller,
    today: Day
  ) throws -> (question: ReportQuestion, faults: [FieldError]) {
    var read = ReportReading(reader: self, declaration: declaration, caller: caller)
    // The moment and the day first: which rows there are to name depends on them.
    try read.take(given.filter { ReportQuestion.moments.contains($0.key) })
    try read.take(given.filter { !ReportQuestion.moments.contains($0.key) })
    let question = read.question(kenmerk: kenmerk, today: today)
    return (question, read.faults.isEmpty ? declaration.faults(question) : read.faults)
  }

  /// Makes the report, all of it of one moment.
  ///
  /// - Parameter pause: called between queries; what it throws ends the report.
  /// - Throws: `RegisterError.notFound` for the row it is about, also when the caller may not see it.
  public func report(
    _ declaration: ReportDeclaration, _ question: ReportQuestion, pause: () throws -> Void = {}
  ) throws -> Report {
    var report = try snapshot { try declaration.make(self, question, pause) }
    if let names = question.values["tabel"], !declaration.tables.isEmpty {
      report.tables.removeAll { !names.contains($0.table.name) }
    }
    if let day = question.validOn { report.look(at: day) }
    return report
  }
}

extension Report {
  /// Makes every link that can lead to what was true on `day`.
  mutating func look(at day: Day) {
    rows = rows.map { $0.validOn(day) }
    totals = totals.map { $0.validOn(day) }
    for index in tables.indices {
      tables[index].rows = tables[index].rows.map { $0.validOn(day) }
      tables[index].totals = tables[index].totals.map { $0.validOn(day) }
    }
  }
}

extension Report.Row {
  /// The same row, with links to lists and items of that day where there is such a thing.
  fileprivate func validOn(_ day: Day) -> Report.Row {
    func dated(_ resource: Resource, _ parameters: [(key: String, value: String)]) -> [(key: String, value: String)] {
      parameters + (resource.validity == .plan ? [(key: "geldigOp", value: day.description)] : [])
    }
    var row = self
    row.links = links.map { link in
      switch link.target {
      case .list(let resource, let parameters):
        Report.Link(name: link.name, target: .list(resource, dated(resource, parameters)))
      case .item(let resource, let kenmerk, let parameters):
        Report.Link(name: link.name, target: .item(resource, kenmerk: kenmerk, dated(resource, parameters)))
      }
    }
    return row
  }
}

/// What several reports ask their reader to know.
extension Report.Text {
  static let countedAsSeen = Report.Text(
    nl: "Geteld is wat u mag zien; een ander kan meer zien.",
    en: "What is counted is what you may see; others may see more.")

  static let countedForEachCoResponsible = Report.Text(
    nl: "Zonder verantwoordelijke telt een maatregel bij elke medeverantwoordelijke; in het totaal één keer.",
    en: "Without a responsible organisation a measure counts for each co-responsible one; once in the total.")
}
