import Bytes
import HTTP
import Register

/// What a list is asked for, read from its query: every fault at once.
struct ListParameters {
  private(set) var query: ListQuery
  private(set) var fields: [String]?
  private(set) var expand: [String] = []
  private(set) var faults: [Problem.Fault] = []
  /// `-gewijzigdOp,titel` as asked; part of every cursor, because one only continues the order it came from.
  private var order = ""

  /// Names that are no filter. One value each: said twice they are a fault.
  static let own = ["limit", "cursor", "sort", "fields", "expand", "facetten", "weergave"]

  /// Moments and days: which round is meant, and what it asked for, depends on them.
  static let dated = ["beschikbaarOp", "geldigOp", "vergelekenMet"]

  static let limits = 1...200

  /// How many rows of any page are asked for; nil for what is no such number.
  static func limit(_ value: String) -> Int? {
    Int(value).flatMap { String($0) == value && limits ~= $0 ? $0 : nil }
  }

  static let limitFault = FieldError.Fault.outOfRange(min: limits.lowerBound, max: limits.upperBound)

  /// - Parameter parent: the filter that the path has already decided; not to be given again.
  init(_ call: Call, _ resource: Resource, under parent: String?, _ reader: RegisterReader) throws {
    query = ListQuery(resource: resource.name)
    let words = Vocabulary.of(resource)
    var seen: Set<String> = []
    var cursor: String?
    for parameter in Self.momentsFirst(call.parameters) {
      let key = parameter.key
      guard key != parent, words.isListKey.contains(key) else {
        fault(key, .unknownName(allowed: words.listKeys.filter { $0 != parent }))
        continue
      }
      if parameter.value.isEmpty {
        fault(key, .empty)
        continue
      }
      if !seen.insert(key).inserted, Self.own.contains(key) || resource.filter(key)?.isSingle ?? false {
        fault(key, .duplicate)
        continue
      }
      switch key {
      case "limit":
        if let limit = Self.limit(parameter.value) { query.limit = limit } else { fault(key, Self.limitFault) }
      case "cursor": cursor = parameter.value
      case "sort": readSort(parameter.value, words.sortable)
      case "fields": fields = names("fields", parameter.value, words.members)
      case "expand": expand = names("expand", parameter.value, words.expandableNames)
      case "weergave":
        if parameter.value == "concept" { query.drafts = true } else { fault(key, .notAllowed(allowed: ["concept"])) }
      case "facetten": query.facets = names("facetten", parameter.value, words.facets.filter { $0 != parent })
      default:
        faults += try reader.condition(resource, key: key, value: parameter.value, for: call.caller, into: &query)
          .map(Problem.Fault.init)
      }
    }
    refuseInvertedRanges(call, resource)
    if query.drafts, !seen.isDisjoint(with: Self.dated) { faults.append(.draftInThePast) }
    if let cursor { readCursor(cursor) }
    if call.representation == .csv {
      // A table has no place for them, and leaving them out in silence would look like an answer.
      for key in ["expand", "facetten"] where seen.contains(key) {
        faults.append(
          Problem.Fault(.query, key, "niet-in-csv", nl: "Kan niet met text/csv.", en: "Not with text/csv."))
      }
    }
  }

  private static func momentsFirst(_ parameters: [QueryString.Parameter]) -> [QueryString.Parameter] {
    guard parameters.contains(where: { dated.contains($0.key) }) else { return parameters }
    let moments = dated.flatMap { key in parameters.filter { $0.key == key } }
    return moments + parameters.filter { !dated.contains($0.key) }
  }

  /// Which version of its rows the list shows.
  var version: RegisterReader.Version {
    query.asOf.map(RegisterReader.Version.at) ?? (query.drafts ? .draft : .standing)
  }

  /// The rows under one row only.
  mutating func add(_ condition: ListQuery.Condition) { query.conditions.append(condition) }

  // MARK: Reading

  /// A range that ends before it begins holds nothing: a slip of who asks, not a question.
  private mutating func refuseInvertedRanges(_ call: Call, _ resource: Resource) {
    for (key, from) in call.parameters.map({ ($0.key, $0.value) }) where key.hasSuffix("Vanaf") {
      let end = key.dropLast("Vanaf".count) + "TotEnMet"
      guard let filter = resource.filter(key),
        let through = call.parameters.first(where: { $0.key == end })?.value
      else { continue }
      let isInverted =
        switch filter.kind {
        case .day: Day(from).flatMap { from in Day(through).map { $0 < from } } ?? false
        case .integer: Int(from).flatMap { from in Int(through).map { $0 < from } } ?? false
        case .decimal: Amount(from).flatMap { from in Amount(through).map { $0 < from } } ?? false
        case .link, .choice, .boolean, .text, .integers, .timestamp, .names, .search: false
        }
      if isInverted { fault(String(end), .rule(code: "bereik-omgekeerd")) }
    }
  }

  private mutating func readSort(_ value: String, _ sortable: [String]) {
    order = value
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      let descending = part.first == "-"
      let name = String(descending ? part.dropFirst() : part)
      guard sortable.contains(name) else {
        return fault("sort", .notAllowed(allowed: sortable))
      }
      if query.sort.contains(where: { $0.path == [name] }) { return fault("sort", .duplicate) }
      // No two rows share a kenmerk: what comes behind it sorts nothing.
      if query.sort.contains(where: { $0.path == ["kenmerk"] }) { continue }
      query.sort.append(ListQuery.SortKey(path: [name], descending: descending))
    }
  }

  /// Names between commas, each of them allowed and given once.
  private mutating func names(_ key: String, _ value: String, _ allowed: [String]) -> [String] {
    let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if names.contains(where: { !allowed.contains($0) }) { fault(key, .notAllowed(allowed: allowed)) }
    if Set(names).count < names.count { fault(key, .duplicate) }
    return names
  }

  private mutating func fault(_ key: String, _ fault: FieldError.Fault) {
    faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true)))
  }

  // MARK: Cursors

  /// Base64url of `[order, value, ..., kenmerk]`.
  func text(of cursor: ListQuery.Cursor) -> String {
    Base64URL.encode(JSON.array([.string(order)] + cursor.values).encoded())
  }

  private mutating func readCursor(_ text: String) {
    guard let bytes = Base64URL.decode(text), let parts = (try? JSON.parse(bytes, depth: 2))?.asArray,
      parts.first?.asString == order, parts.count == query.cursorCount + 1, parts.last?.asString != nil,
      parts.allSatisfy({ $0.asArray == nil && $0.asObject == nil && $0.asBool == nil })
    else { return fault("cursor", .malformed(expected: "_links.next")) }
    query.after = ListQuery.Cursor(values: Array(parts.dropFirst()))
  }
}
