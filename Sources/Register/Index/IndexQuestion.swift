import Bytes

/// Which rows a list asks for, whatever part of them it shows.
struct IndexQuestion: Hashable {
  var conditions: [ListQuery.Condition]
  var exact: Bool
  var withGeneric: Bool
  var withoutInferred: Bool
  var onlyInferred: Bool
  var sight: Sight

  /// Nil when the index holds nothing of what is asked: words, drafts; or the past, which has an index of its own.
  init?(_ query: ListQuery, _ sight: Sight) {
    guard query.search.isEmpty, !query.drafts else { return nil }
    conditions = query.conditions
    exact = query.exact
    withGeneric = query.withGeneric
    withoutInferred = query.withoutInferred
    onlyInferred = query.onlyInferred
    self.sight = sight
  }

  /// Whether the index can tell which rows are meant.
  func isHeld(by plan: IndexPlan) -> Bool { conditions.allSatisfy { $0.isHeld(by: plan) } }
}

extension ListQuery.Condition {
  fileprivate func isHeld(by plan: IndexPlan) -> Bool {
    switch self {
    case .any(let key, _):
      if plan.filters[key] != nil { return true }
      guard case .derived(let filter) = plan.resource.filter(key)?.place else { return false }
      return filter == .generic || filter == .several || filter == .addressee
    case .missing(let names), .present(let names), .stated(let names), .inferred(let names):
      return names.allSatisfy { plan.names[$0] != nil }
    case .changedSince: return true
    case .overlaps, .between, .validOn, .rounds, .keys: return false
    }
  }
}

extension IndexContents {
  /// The rows that `question` asks for; nil when it asks what is not held: SQL must answer.
  func rows(_ question: IndexQuestion) -> Bitmap? {
    guard question.isHeld(by: plan) else { return nil }
    guard question.onlyInferred else { return matching(question) }
    var stated = question
    stated.withoutInferred = true
    return matching(question).subtracting(matching(stated))
  }

  /// What the caller may see in lists; said once, in `Sight`.
  func seen(_ sight: Sight) -> Bitmap {
    var rows = Bitmap()
    for level in 0...Int(sight.level.rawValue) { levels[level].add(to: &rows) }
    if !sight.organisations.isEmpty {
      var listed = Bitmap()
      var mine = Bitmap()
      for level in levels { level.add(to: &listed) }
      for organisation in sight.organisations { own[organisation]?.add(to: &mine) }
      rows.formUnion(mine.intersection(listed))
    }
    return rows
  }

  private func matching(_ question: IndexQuestion) -> Bitmap {
    var rows = seen(question.sight)
    for condition in question.conditions { keep(condition, question, in: &rows) }
    return rows
  }

  private func keep(_ condition: ListQuery.Condition, _ question: IndexQuestion, in rows: inout Bitmap) {
    let stated = question.withoutInferred
    switch condition {
    case .any(let key, let values):
      if let dimension = plan.filters[key], let filter = plan.resource.filter(key) {
        keep(filter, dimension, values, question, in: &rows)
      } else if case .derived(let filter) = plan.resource.filter(key)?.place {
        keep(filter, values, stated: stated, in: &rows)
      }
    case .missing(let names):
      rows = names.reduce(into: Bitmap()) { $0.formUnion(rows.subtracting(known($1, stated: stated))) }
    case .present(let names):
      rows.formIntersection(names.reduce(into: Bitmap()) { $0.formUnion(known($1, stated: stated)) })
    case .stated(let names):
      rows.formIntersection(names.reduce(into: Bitmap()) { $0.formUnion(known($1, stated: true)) })
    case .inferred(let names):
      rows.formIntersection(
        names.reduce(into: Bitmap()) {
          $0.formUnion(known($1, stated: false).subtracting(known($1, stated: true)))
        })
    case .changedSince(let moment):
      changed.keep(since: UInt32(clamping: moment.seconds), in: &rows)
    case .overlaps, .between, .validOn, .rounds, .keys: rows = Bitmap()
    }
  }

  /// The rows of which `name` is known.
  func known(_ name: String, stated: Bool) -> Bitmap {
    guard let known = plan.names[name] else { return Bitmap() }
    guard let unknown = known.unknown else { return dimensions[known.dimension].any.bitmap(stated: stated) }
    var rows = Bitmap()
    for (key, value) in dimensions[known.dimension].values where key != unknown {
      value.add(to: &rows, stated: stated)
    }
    return rows
  }

  private func keep(
    _ filter: Filter, _ dimension: Int, _ values: [String], _ question: IndexQuestion, in rows: inout Bitmap
  ) {
    let stated = question.withoutInferred
    let keys = keys(of: filter, dimension, values, exact: question.exact)
    let sets = dimensions[dimension].values
    let isForGenericToo = question.withGeneric && filter.isWidened
    if keys.count == 1, !stated, !isForGenericToo {
      if let set = sets[keys[0]] { set.all.keep(in: &rows) } else { rows = Bitmap() }
      return
    }
    var found = Bitmap()
    for key in keys { sets[key]?.add(to: &found, stated: stated) }
    if isForGenericToo { found.formUnion(generic(stated: stated)) }
    rows.formIntersection(found)
  }

  /// The keys that `values` name, and those that fall under them.
  private func keys(of filter: Filter, _ dimension: Int, _ values: [String], exact: Bool) -> [Int64] {
    switch filter.kind {
    case .link(let target):
      guard let codes = codes[target] else { return [] }
      let named = values.compactMap { codes.keys[$0] }
      guard !exact, !codes.under.isEmpty else { return named }
      return Array(Set(named.flatMap { codes.under[$0] ?? [] }))
    case .choice(let all): return values.compactMap { all.firstIndex(of: $0).map(Int64.init) }
    case .boolean: return [values.first == "true" ? 1 : 0]
    default: return []
    }
  }

  private func keep(_ filter: DerivedFilter, _ values: [String], stated: Bool, in rows: inout Bitmap) {
    switch filter {
    case .generic:
      if values.first == "true" {
        rows.formIntersection(generic(stated: stated))
      } else {
        rows.subtract(generic(stated: stated))
      }
    case .several:
      var found = Bitmap()
      for name in values {
        guard let dimension = plan.links[name] else { continue }
        dimensions[dimension].several.add(to: &found, stated: stated)
      }
      rows.formIntersection(found)
    case .addressee: rows.formIntersection(addressed(values))
    default: rows = Bitmap()
    }
  }

  /// Measures that are for every ground, on purpose.
  func generic(stated: Bool) -> Bitmap {
    guard let dimension = plan.filters["reikwijdte"],
      case .choice(let values) = plan.resource.filter("reikwijdte")?.kind, let place = values.firstIndex(of: "generiek")
    else { return Bitmap() }
    return dimensions[dimension].values[Int64(place)]?.bitmap(stated: stated) ?? Bitmap()
  }

  /// Measures about which these organisations are asked.
  private func addressed(_ values: [String]) -> Bitmap {
    guard let responsible = plan.filters["verantwoordelijk"], let shared = plan.filters["medeverantwoordelijk"],
      let codes = codes[Resource.organisatie.name]
    else { return Bitmap() }
    var found = Bitmap()
    let keys = values.compactMap { codes.keys[$0] }
    for key in keys { dimensions[shared].values[key]?.all.add(to: &found) }
    dimensions[responsible].any.all.remove(from: &found)
    for key in keys { dimensions[responsible].values[key]?.all.add(to: &found) }
    return found
  }

  // MARK: Facets

  /// How many of `rows` each value of `filter` is in: the most first, then by value, none left out but those without
  /// any. Nil when the filter's values are not held.
  ///
  /// - Parameter withGeneric: generic measures have every ground.
  func facet(
    _ filter: Filter, of rows: Bitmap, exact: Bool, stated: Bool, withGeneric: Bool
  ) -> [(value: String, count: Int)]? {
    guard let dimension = plan.filters[filter.key] else { return nil }
    let sets = dimensions[dimension].values
    var found: [(value: String, count: Int)] = []
    switch filter.kind {
    case .link(let target):
      guard let codes = codes[target] else { return nil }
      let everywhere = withGeneric && filter.isWidened ? generic(stated: stated) : nil
      for (key, kenmerk) in codes.kenmerken {
        let under = exact || codes.under.isEmpty ? [key] : codes.under[key] ?? []
        var number = 0
        if under.count == 1, everywhere == nil {
          number = sets[under[0]]?.count(in: rows, stated: stated) ?? 0
        } else {
          var together = everywhere ?? Bitmap()
          for code in under { sets[code]?.add(to: &together, stated: stated) }
          number = together.count(with: rows)
        }
        if number > 0 { found.append((kenmerk, number)) }
      }
    case .choice(let values):
      for (place, value) in values.enumerated() {
        let number = sets[Int64(place)]?.count(in: rows, stated: stated) ?? 0
        if number > 0 { found.append((value, number)) }
      }
    case .boolean:
      for (key, value) in [(0, "false"), (1, "true")] as [(Int64, String)] {
        let number = sets[key]?.count(in: rows, stated: stated) ?? 0
        if number > 0 { found.append((value, number)) }
      }
    default: return nil
    }
    return found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.value < $1.value }
  }
}
