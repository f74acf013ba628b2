import Bytes
import SQL

/// What a reader answers from its index. Everything here may say nil: then SQL answers, and says the same.
extension RegisterReader {
  /// Rows of which a loop makes an index itself: a millisecond or two.
  public static let smallRegister = 1_000

  /// Makes what every reader begins with: whoever asks for a list first does not wait for it.
  public func prepare() throws {
    // In one snapshot: what is made is the state of one entry of the log.
    try connection.snapshot {
      for resource in Resource.all where IndexPlan.of(resource.name) != nil { _ = try currentIndex(of: resource.name) }
    }
  }

  /// The index, brought up to the snapshot the connection is in; nil when there is none for this resource.
  ///
  /// - Throws: what a query over its budget throws, when a loop may not wait for it: a worker, which may make it,
  ///   answers.
  func currentIndex(of resource: String) throws -> RowIndex? {
    guard usesIndex, let index = index(of: resource) else { return nil }
    if isFromMemory { return index }
    if try index.isCurrent(connection) { return index }
    if connection.stepBudget == nil { return nil }
    throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the index has yet to be made")
  }

  /// The index of a past moment, and the last entry of the log that is in it; nil when SQL has to answer.
  ///
  /// A loop may only make that of a small register; for another one a worker makes it, once for every thread.
  /// - Throws: what a query over its budget throws, when it has yet to be made and a loop may not wait for it.
  func pastContents(of resource: String, at moment: Timestamp) throws -> (number: Int64, contents: IndexContents)? {
    guard usesIndex, let plan = IndexPlan.of(resource) else { return nil }
    return try connection.snapshot {
      let (number, isLast) = try positions.position(at: moment, connection)
      // Nothing was written since: what stood then is what stands.
      if isLast { return try currentIndex(of: resource).map { (number, $0.contents) } }
      if let contents = shared.past(number) { return (number, contents) }
      let budget = connection.stepBudget
      if budget != nil, try currentIndex(of: resource).map(\.contents.count) ?? .max > RegisterReader.smallRegister {
        throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the index of a moment has to be made")
      }
      connection.stepBudget = nil
      defer { connection.stepBudget = budget }
      do {
        return (number, try shared.past(number) { try .whole(plan, at: moment, validOn: nil, connection) })
      } catch IndexError.keyOutOfRange {
        return nil
      }
    }
  }

  /// The rows of a list, all of them.
  func indexed(_ query: ListQuery, for caller: Caller) throws -> (contents: IndexContents, rows: Bitmap)? {
    if !query.search.isEmpty {
      return try searched(query, for: caller).map { ($0.contents, $0.rows) }
    }
    guard query.validOn == nil, let plan = IndexPlan.of(query.resource),
      let question = IndexQuestion(query, caller.sight), question.isHeld(by: plan)
    else { return nil }
    if let moment = query.asOf {
      guard let (number, contents) = try pastContents(of: query.resource, at: moment) else { return nil }
      if let last = lastOfPast, last.number == number, last.question == question { return (contents, last.rows) }
      guard let rows = contents.rows(question) else { return nil }
      lastOfPast = (number, question, rows)
      return (contents, rows)
    }
    guard let index = try currentIndex(of: query.resource) else { return nil }
    if let last = index.last, last.number == index.number, last.question == question {
      return (index.contents, last.rows)
    }
    guard let rows = index.contents.rows(question) else { return nil }
    index.last = (question, index.number, rows)
    return (index.contents, rows)
  }

  /// The rows of a page and one row more, if there is one.
  struct PageKeys {
    var keys: [Int64]
    /// Of a search: how many of them have its words in their title. They come first.
    var titled: Int?

    /// The cursor behind the row at `place`, the kenmerk of which this is: as SQL would make it.
    func cursor(behind place: Int, _ kenmerk: String) -> ListQuery.Cursor {
      let order = titled.map { [JSON.integer(place < $0 ? 1 : 0)] } ?? []
      return ListQuery.Cursor(values: order + [.string(kenmerk)])
    }
  }

  /// Nil when the rows are in no order the index has.
  func indexedKeys(_ query: ListQuery, for caller: Caller) throws -> PageKeys? {
    guard query.sort.allSatisfy({ $0.path == ["kenmerk"] && !$0.descending }) else { return nil }
    let limit = query.limit + 1
    let kenmerk = query.after?.values.last?.asString
    if !query.search.isEmpty, query.sort.isEmpty {
      guard let (contents, rows, titled) = try searched(query, for: caller) else { return nil }
      var found = PageKeys(keys: [], titled: 0)
      let isPastTitles = query.after?.values.first?.asInt == 0
      if !isPastTitles {
        found.keys = try contents.keys(of: rows.intersection(titled), after: kenmerk, limit: limit, connection)
        found.titled = found.keys.count
      }
      let left = limit - found.keys.count
      if left > 0 {
        let others = rows.subtracting(titled)
        found.keys += try contents.keys(of: others, after: isPastTitles ? kenmerk : nil, limit: left, connection)
      }
      return found
    }
    guard let (contents, rows) = try indexed(query, for: caller) else { return nil }
    return PageKeys(keys: try contents.keys(of: rows, after: kenmerk, limit: limit, connection))
  }

  // MARK: Words

  /// The rows of a search, and all those with its words in their title; the words are looked up once for a page, its
  /// count and its facets.
  private func searched(
    _ query: ListQuery, for caller: Caller
  ) throws -> (contents: IndexContents, rows: Bitmap, titled: Bitmap)? {
    guard query.asOf == nil else { return nil }
    var rest = query
    rest.search = []
    guard let (contents, rows) = try indexed(rest, for: caller), let index = index(of: query.resource) else {
      return nil
    }
    if let last = index.lastSearch, last.number == index.number, last.words == query.search {
      return (contents, rows.intersection(last.found), last.titled)
    }
    let words = query.search.map(\.matched).joined(separator: " AND ")
    let found = try matches(of: query.resource, words, contents)
    let titled = try matches(
      of: query.resource, "{\(Resource.named(query.resource)?.titleColumn ?? "")} : (\(words))", contents)
    index.lastSearch = (query.search, index.number, found, titled)
    return (contents, rows.intersection(found), titled)
  }

  private func matches(of resource: String, _ words: String, _ contents: IndexContents) throws -> Bitmap {
    var rows = Bitmap(rows: contents.count)
    let statement = SQLStatement("SELECT rowid FROM \(resource)_zoek WHERE \(resource)_zoek MATCH $1")
    try connection.query(statement, [.text(words)]) { found in
      // A draft beside what is published has words, too.
      if let row = contents.row(of: found.integer(0)) { rows.insert(row) }
      return .next
    }
    return rows
  }

  func indexedFacet(_ filter: Filter, _ query: ListQuery, for caller: Caller) throws -> Facet? {
    var own = query
    own.conditions = query.conditions.filter {
      if case .any(filter.key, _) = $0 { false } else { true }
    }
    guard let (contents, rows) = try indexed(own, for: caller) else { return nil }
    return contents.facet(
      filter, of: rows, exact: query.exact, stated: query.withoutInferred, withGeneric: query.withGeneric
    )
    .map { Facet(filter: filter.key, values: $0) }
  }
}
