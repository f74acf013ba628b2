import Bytes
import SQL

/// What a coverage matrix can be laid out over.
enum CoverageAxis: String, CaseIterable, Sendable {
  case fase, domein, grond, organisatie, programma, soort

  /// A closed list of codes, of which an empty cell is a hole. That no measure joins two organisations is none.
  var isGrid: Bool { self == .fase || self == .domein || self == .grond }

  /// Its word in `meervoudig=`; nil for what never has two values.
  var several: String? { self == .soort ? nil : rawValue }
}

/// A value an axis may show.
struct CoverageCode {
  /// The row it is, or the place of the choice.
  let key: Int64
  let kenmerk: String
  /// Shown though nothing has it.
  let isShown: Bool
}

extension RegisterReader {
  /// The values of an axis in the order in which they are shown: codes in that of their list, the rest by kenmerk.
  func codes(of axis: CoverageAxis, _ question: ReportQuestion, exact: Bool) throws -> [CoverageCode] {
    let filter = Resource.maatregel.filter(axis.rawValue)
    if case .choice(let values) = filter?.kind {
      return values.enumerated().filter { $0.element != Field.unknown }
        .map { CoverageCode(key: Int64($0.offset), kenmerk: $0.element, isShown: false) }
    }
    guard case .link(let name) = filter?.kind, let target = Resource.named(name) else { return [] }
    var sql = ListSQL(question.measures, .maatregel, for: question.caller)
    let shown =
      target.isCodeList
      ? """
      (c.geldig_van IS NULL OR c.geldig_van <= \(sql.bind(.text(question.today.description)))) \
      AND (c.geldig_tot IS NULL OR c.geldig_tot > \(sql.bind(.text(question.today.description)))) \
      AND (c.verzamelknoop = 0 OR \(sql.bind(exact ? 0 : 1)))
      """ : "0"
    let order = target.isCodeList ? "c.volgorde, c.kenmerk" : "c.kenmerk"
    let statement = SQLStatement(
      """
      SELECT c.rij, c.kenmerk, \(shown) FROM \(sql.table(target.name)) c WHERE c.laag = 0\(sql.holds("c")) \
      ORDER BY \(order)
      """)
    var found: [CoverageCode] = []
    try connection.query(statement, sql.arguments) { row in
      found.append(CoverageCode(key: row.integer(0), kenmerk: row.text(1), isShown: row.integer(2) == 1))
      return .next
    }
    return found
  }

  /// What the register holds in memory for a report: the index as it is, or one made for the moment asked about.
  ///
  /// - Throws: what a query over its budget throws, when it takes longer than a loop may wait.
  /// - Returns: with the index itself, when it is that.
  func contents(for question: ReportQuestion) throws -> (contents: IndexContents, index: RowIndex?) {
    let isOfNow = question.asOf == nil && question.validOn == nil
    if isOfNow, let index = try currentIndex(of: Resource.maatregel.name) { return (index.contents, index) }
    if let moment = question.asOf, question.validOn == nil,
      let past = try pastContents(of: Resource.maatregel.name, at: moment)
    {
      return (past.contents, nil)
    }
    guard connection.stepBudget == nil else {
      throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the index has yet to be built")
    }
    let plan = IndexPlan.of(Resource.maatregel.name) ?? IndexPlan(.maatregel)
    return (try .whole(plan, at: question.asOf, validOn: question.validOn, connection), nil)
  }

  /// The rows of a list as numbers of `contents`, which may be of the past.
  func rows(_ query: ListQuery, _ contents: IndexContents, for caller: Caller) throws -> Bitmap {
    if let question = IndexQuestion(query, caller.sight), let rows = contents.rows(question) { return rows }
    var sql = ListSQL(query, .maatregel, for: caller)
    let conditions = sql.conditions().joined(separator: " AND ")
    let statement = SQLStatement("SELECT m.rij FROM \(sql.table("maatregel")) m WHERE \(conditions)")
    var rows = Bitmap(rows: contents.count)
    try connection.query(statement, sql.arguments) { found in
      if let row = contents.row(of: found.integer(0)) { rows.insert(row) }
      return .next
    }
    return rows
  }
}

extension IndexContents {
  /// The rows with a value of `axis`: with what falls under it, unless `exact`.
  func coverage(
    of code: CoverageCode, on axis: CoverageAxis, exact: Bool, withoutInferred: Bool
  ) -> (all: Bitmap, stated: Bitmap) {
    guard let dimension = plan.filters[axis.rawValue] else { return (Bitmap(), Bitmap()) }
    let sets = dimensions[dimension].values
    let under = exact ? nil : codes[axis.rawValue]?.under[code.key]
    var all = Bitmap()
    var stated = Bitmap()
    for key in under ?? [code.key] {
      sets[key]?.add(to: &all, stated: withoutInferred)
      sets[key]?.add(to: &stated, stated: true)
    }
    return (all, stated)
  }

  /// The rows with more than one value of `axis`.
  func several(of axis: CoverageAxis, stated: Bool) -> Bitmap {
    guard axis.several != nil, let dimension = plan.filters[axis.rawValue] else { return Bitmap() }
    return dimensions[dimension].several.bitmap(stated: stated)
  }
}
