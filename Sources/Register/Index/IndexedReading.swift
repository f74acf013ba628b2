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

  /// The rows of a list, all of them.
  func indexed(_ query: ListQuery, for caller: Caller) throws -> (index: RowIndex, rows: Bitmap)? {
    guard query.asOf == nil, query.validOn == nil, let plan = IndexPlan.of(query.resource),
      let question = IndexQuestion(query, caller.sight), question.isHeld(by: plan),
      let index = try currentIndex(of: query.resource)
    else { return nil }
    if let last = index.last, last.number == index.number, last.question == question { return (index, last.rows) }
    guard let rows = index.contents.rows(question) else { return nil }
    index.last = (question, index.number, rows)
    return (index, rows)
  }

  /// The keys of the rows of a page and of one row more, if there is one; nil when they are in no order the index has.
  func indexedKeys(_ query: ListQuery, for caller: Caller) throws -> [Int64]? {
    guard query.sort.allSatisfy({ $0.path == ["kenmerk"] && !$0.descending }),
      let (index, rows) = try indexed(query, for: caller)
    else { return nil }
    return try index.contents.keys(
      of: rows, after: query.after?.values.last?.asString, limit: query.limit + 1, connection)
  }

  func indexedFacet(_ filter: Filter, _ query: ListQuery, for caller: Caller) throws -> Facet? {
    var own = query
    own.conditions = query.conditions.filter {
      if case .any(filter.key, _) = $0 { false } else { true }
    }
    guard let (index, rows) = try indexed(own, for: caller) else { return nil }
    return index.contents.facet(filter, of: rows, exact: query.exact, stated: query.withoutInferred)
      .map { Facet(filter: filter.key, values: $0) }
  }
}
