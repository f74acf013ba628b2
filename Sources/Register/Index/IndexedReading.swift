import Bytes
import SQL

/// What a reader answers from its index. Everything here may say nil: then SQL answers, and says the same.
extension RegisterReader {
  /// The index, brought up to the snapshot the connection is in; nil when there is none for this resource.
  ///
  /// - Throws: what a query over its budget throws, when a loop may not wait for it: a worker, whose own index is built
  ///   at once, answers until the loop's is ready.
  func currentIndex(of resource: String) throws -> RowIndex? {
    guard usesIndex, let index = index(of: resource) else { return nil }
    if try index.isCurrent(connection) { return index }
    if connection.stepBudget == nil { return nil }
    throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the index has yet to be built")
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
      if let contents = pasts.find(number) { return (number, contents) }
      let budget = connection.stepBudget
      if budget != nil, try currentIndex(of: resource).map(\.contents.count) ?? .max > RegisterReader.smallRegister {
        throw SQLError(kind: .overBudget, code: 0, extendedCode: 0, message: "the index of a moment has to be made")
      }
      connection.stepBudget = nil
      defer { connection.stepBudget = budget }
      do {
        return (number, try pasts.find(number) { try .whole(plan, at: moment, validOn: nil, connection) })
      } catch IndexError.keyOutOfRange {
        return nil
      }
    }
  }

  /// Rows of which a loop reads all at once: a millisecond or two.
  private static let smallRegister = 1_000

  /// The rows of a list, all of them.
  func indexed(_ query: ListQuery, for caller: Caller) throws -> (contents: IndexContents, rows: Bitmap)? {
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

  /// The keys of the rows of a page and of one row more, if there is one; nil when they are in no order the index has.
  func indexedKeys(_ query: ListQuery, for caller: Caller) throws -> [Int64]? {
    guard query.sort.allSatisfy({ $0.path == ["kenmerk"] && !$0.descending }),
      let (contents, rows) = try indexed(query, for: caller)
    else { return nil }
    return try contents.keys(
      of: rows, after: query.after?.values.last?.asString, limit: query.limit + 1, connection)
  }

  func indexedFacet(_ filter: Filter, _ query: ListQuery, for caller: Caller) throws -> Facet? {
    var own = query
    own.conditions = query.conditions.filter {
      if case .any(filter.key, _) = $0 { false } else { true }
    }
    guard let (contents, rows) = try indexed(own, for: caller) else { return nil }
    return contents.facet(filter, of: rows, exact: query.exact, stated: query.withoutInferred)
      .map { Facet(filter: filter.key, values: $0) }
  }
}
