import Bytes
import SQL

/// From a query key and its value to a condition, for one caller: what the caller may not see does not exist here.
extension RegisterReader {
  /// Adds what `key=value` asks to `query`.
  ///
  /// - Parameter value: as decoded; a comma separates values of which any will do.
  /// - Returns: the faults; none when it was added.
  public func condition(
    _ resource: Resource, key: String, value: String, for caller: Caller, into query: inout ListQuery
  ) throws -> [FieldError] {
    func fault(_ fault: FieldError.Fault) -> [FieldError] { [FieldError(key, fault, isInQuery: true)] }
    guard let filter = resource.filter(key) else {
      return fault(.unknownName(allowed: resource.filterNames))
    }
    if value.isEmpty { return fault(.empty) }
    let values = Filter.values(value, of: filter.kind)
    if case .derived(.round(let state)) = filter.place {
      return try rounds(state, key: key, values, for: caller, into: &query)
    }
    switch filter.kind {
    case .link(let target):
      guard let target = Resource.named(target) else { return [] }
      var found: [String] = []
      var faults: [FieldError] = []
      for value in values {
        if let kenmerk = try kenmerk(of: target, named: value, for: caller, asOf: query.asOf) {
          found.append(kenmerk)
        } else {
          faults += fault(.unknownReference(resource: target.name, kenmerk: value))
        }
      }
      query.conditions.append(.any(filter: key, values: found.sorted()))
      return faults
    case .choice(let allowed):
      if values.contains(where: { !allowed.contains($0) }) { return fault(.notAllowed(allowed: allowed)) }
      query.conditions.append(.any(filter: key, values: values.sorted()))
    case .boolean:
      guard value == "true" || value == "false" else { return fault(.notAllowed(allowed: ["true", "false"])) }
      switch filter.place {
      case .exact: query.exact = value == "true"
      case .withGeneric: query.withGeneric = value == "true"
      case .withoutInferred: query.withoutInferred = value == "true"
      case .onlyInferred: query.onlyInferred = value == "true"
      default: query.conditions.append(.any(filter: key, values: [value]))
      }
    case .text:
      if values.contains("") { return fault(.empty) }
      if case .kamerstuk = filter.place {
        // People write commas within one number: `30950, nr. 203`. Read as a whole first, then as several.
        let written = Kamerstuk(value) == nil ? values : [value]
        let numbers = written.compactMap { Kamerstuk($0)?.description }
        guard numbers.count == written.count else { return fault(.malformed(expected: "35925-VII-35")) }
        query.conditions.append(.any(filter: key, values: Set(numbers).sorted()))
        return []
      }
      query.conditions.append(.any(filter: key, values: values.sorted()))
    case .day:
      guard let day = Day(value) else { return fault(.malformed(expected: "2024-06-30")) }
      switch filter.place {
      case .from(let leaf): query.conditions.append(.overlaps(path: leaf.path, from: day, through: nil))
      case .through(let leaf): query.conditions.append(.overlaps(path: leaf.path, from: nil, through: day))
      case .validOn where resource.validity == .plan:
        query.validOn = day
        query.today = day
      case .validOn: query.conditions.append(.validOn(day))
      case .derived: query.conditions.append(.any(filter: key, values: [day.description]))
      default: break
      }
    case .integer:
      guard let number = Int(value), value.utf8.count < 19, value == String(number) else {
        return fault(.malformed(expected: "42"))
      }
      switch filter.place {
      case .from(let leaf): query.conditions.append(.between(path: leaf.path, from: number, through: nil))
      case .through(let leaf): query.conditions.append(.between(path: leaf.path, from: nil, through: number))
      default: break
      }
    case .integers:
      guard values.allSatisfy({ $0.utf8.count < 19 && Int($0).map(String.init) == $0 }) else {
        return fault(.malformed(expected: "42"))
      }
      query.conditions.append(.any(filter: key, values: values.sorted()))
    case .decimal:
      guard let number = Amount(value)?.stored.map({ Int($0) }) else { return fault(.malformed(expected: "38667.84")) }
      switch filter.place {
      case .from(let leaf): query.conditions.append(.between(path: leaf.path, from: number, through: nil))
      case .through(let leaf): query.conditions.append(.between(path: leaf.path, from: nil, through: number))
      default: break
      }
    case .timestamp:
      guard let moment = Timestamp(rfc3339: value) else { return fault(.malformed(expected: "2024-06-30T12:00:00Z")) }
      if case .changedSince = filter.place {
        query.conditions.append(.changedSince(moment))
        return []
      }
      guard try changes.promise(moment) else { return fault(.inFuture) }
      if case .derived(.comparedWith) = filter.place {
        query.comparedWith = moment
        return []
      }
      query.asOf = moment
      query.today = query.validOn ?? Day.inAmsterdam(at: moment)
    case .names(let allowed):
      if values.contains(where: { !allowed.contains($0) }) { return fault(.notAllowed(allowed: allowed)) }
      switch filter.place {
      case .missing: query.conditions.append(.missing(values.sorted()))
      case .stated: query.conditions.append(.stated(values.sorted()))
      case .inferred: query.conditions.append(.inferred(values.sorted()))
      case .present: query.conditions.append(.present(values.sorted()))
      case .derived(.changed):
        query.conditions.append(.keys(try changed(resource, Set(values), query, for: caller)))
      default: query.conditions.append(.any(filter: key, values: values.sorted()))
      }
    case .search:
      guard let words = ListQuery.SearchWord.words(in: value) else {
        return fault(.malformed(expected: "zwangerschap* handreiking"))
      }
      query.search += words
    }
    return []
  }

  /// The kenmerk a filter's value means: itself, or for code lists and organisations a name it also goes by. Nil when
  /// there is none, or the caller may not see it.
  ///
  /// - Parameter moment: what was seen then will do as well, for it may have been withdrawn since; other names are those
  ///   of then.
  func kenmerk(
    of target: Resource, named value: String, for caller: Caller, asOf moment: Timestamp? = nil
  ) throws -> String? {
    if isFromMemory, moment == nil, isKnownToAll(value, target) { return value }
    if Kenmerk(value) != nil, let row = try StoredRow.load(target, kenmerk: value, connection) {
      if row.audience.includes(caller) { return value }
      guard let moment else { return nil }
      let reference = Document.Reference(resource: target.name, kenmerk: value)
      return try Audience.past(of: reference, row.row, at: moment, connection).includes(caller) ? value : nil
    }
    guard target.field("aliassen") != nil else { return nil }
    // Of a past moment by the names of then: what is said of it may not change with those of now.
    var then: [SQLValue] = []
    let table = { (name: String) in moment == nil ? name : Past.table(name) }
    let holds = moment.map { Past.holds("m", at: $0, &then) + Past.holds("l", at: $0, &then) } ?? ""
    let folded = TextFolding.folded(value)
    var found: String?
    try connection.query(
      SQLStatement(
        """
        SELECT m.kenmerk, l.waarde FROM \(table(target.name)) m
        JOIN \(table("\(target.name)_aliassen")) l ON l.rij = m.rij WHERE m.laag = 0\(holds) ORDER BY m.kenmerk
        """), then
    ) { row in
      if TextFolding.folded(row.text(1)) == folded { found = row.text(0) }
      return found == nil ? .next : .stop
    }
    if found == nil, target.field("afkorting") != nil {
      var then: [SQLValue] = []
      let holds = moment.map { Past.holds("m", at: $0, &then) } ?? ""
      let names = "SELECT m.kenmerk, m.afkorting FROM \(table(target.name)) m WHERE m.laag = 0\(holds)"
      try connection.query(SQLStatement("\(names) AND m.afkorting IS NOT NULL"), then) { row in
        if TextFolding.folded(row.text(1)) == folded { found = row.text(0) }
        return found == nil ? .next : .stop
      }
    }
    return found
  }
}

extension ListQuery.SearchWord {
  /// The words of a search; nil when one has no letter or digit, or a `*` stands anywhere but at its end.
  static func words(in text: String) -> [ListQuery.SearchWord]? {
    var words: [ListQuery.SearchWord] = []
    for part in text.split(whereSeparator: \.isWhitespace) {
      let isPrefix = part.last == "*"
      let word = isPrefix ? part.dropLast() : part
      if word.contains("*") || !word.contains(where: { $0.isLetter || $0.isNumber }) { return nil }
      words.append(ListQuery.SearchWord(text: String(word), isPrefix: isPrefix))
    }
    return words.isEmpty || words.count > 20 ? nil : words
  }

  /// As FTS5 reads it: a quoted phrase, so that nothing in a word is an operator.
  var matched: String {
    "\"\(text.split(separator: "\"").joined(separator: " "))\"" + (isPrefix ? "*" : "")
  }
}
