import Bytes

/// Reads the query of a report against its declaration: every fault at once.
struct ReportReading {
  let reader: RegisterReader
  let declaration: ReportDeclaration
  let caller: Caller
  private(set) var faults: [FieldError] = []
  private var values: [String: [String]] = [:]
  private var asOf: Timestamp?
  private var validOn: Day?
  private var filters: [(key: String, value: String)] = []

  init(reader: RegisterReader, declaration: ReportDeclaration, caller: Caller) {
    self.reader = reader
    self.declaration = declaration
    self.caller = caller
  }

  mutating func take(_ given: [(key: String, value: String)]) throws {
    // Which filters there are may depend on a parameter behind them.
    let resource = resource(given)
    let known = resource.map { declaration.filters(of: $0) } ?? []
    let allowed = declaration.parameters.map(\.name) + known.map(\.key) + ReportQuestion.moments
    for (key, value) in given {
      let field = declaration.parameters.first { $0.name == key }
      let filter = known.first { $0.key == key }
      if !allowed.contains(key) {
        fault(key, .unknownName(allowed: allowed))
      } else if value.isEmpty {
        fault(key, .empty)
      } else if isTwice(key, isSingle: filter?.isSingle ?? true) {
        fault(key, .duplicate)
      } else if let field {
        try take(field, value)
      } else if let resource, filter != nil {
        filters.append((key, value))
        var query = ListQuery(resource: resource.name)
        query.asOf = asOf
        query.validOn = validOn
        faults += try reader.condition(resource, key: key, value: value, for: caller, into: &query)
      } else {
        try takeMoment(key, value)
      }
    }
  }

  private func resource(_ given: [(key: String, value: String)]) -> Resource? {
    switch declaration.filters {
    case .none: return nil
    case .of(let resource, _): return resource
    case .chosen(let key, _):
      let fallback = declaration.parameters.first { $0.name == key }?.fallback
      let name = given.first { $0.key == key }?.value ?? values[key]?.joined(separator: ",") ?? fallback
      return declaration.chosen.first { $0.collection == name }
    }
  }

  private func isTwice(_ key: String, isSingle: Bool) -> Bool {
    guard isSingle else { return false }
    switch key {
    case "beschikbaarOp": return asOf != nil
    case "geldigOp": return validOn != nil
    default: return values[key] != nil || filters.contains { $0.key == key }
    }
  }

  private mutating func takeMoment(_ key: String, _ value: String) throws {
    if key == "geldigOp" {
      validOn = Day(value)
      if validOn == nil { fault(key, .malformed(expected: "2024-06-30")) }
      return
    }
    guard let moment = Timestamp(rfc3339: value) else {
      return fault("beschikbaarOp", .malformed(expected: "2024-06-30T12:00:00Z"))
    }
    asOf = moment
    if try !reader.changes.promise(moment) { fault("beschikbaarOp", .inFuture) }
  }

  private mutating func take(_ field: Field, _ value: String) throws {
    let key = field.name
    let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    values[key] = parts
    switch field.type {
    case .choice(let allowed):
      if parts.contains(where: { !allowed.contains($0) }) { fault(key, .notAllowed(allowed: allowed)) }
    case .link(let target):
      guard let target = Resource.named(target) else { return }
      var found: [String] = []
      for part in parts {
        if let kenmerk = try reader.kenmerk(of: target, named: part, for: caller, asOf: asOf) {
          found.append(kenmerk)
        } else {
          fault(key, .unknownReference(resource: target.name, kenmerk: part))
        }
      }
      values[key] = Set(found).sorted()
    case .integer(let range):
      if let number = Int(value), value == String(number) {
        if !range.contains(number) { fault(key, .outOfRange(min: range.lowerBound, max: range.upperBound)) }
      } else {
        fault(key, .malformed(expected: "6"))
      }
    case .boolean:
      if value != "true", value != "false" { fault(key, .notAllowed(allowed: ["true", "false"])) }
    case .day:
      if Day(value) == nil { fault(key, .malformed(expected: "2024-06-30")) }
    default: break
    }
  }

  private mutating func fault(_ key: String, _ fault: FieldError.Fault) {
    faults.append(FieldError(key, fault, isInQuery: true))
  }

  /// - Parameter today: the day it is when no moment was asked for.
  func question(kenmerk: String?, today: Day) -> ReportQuestion {
    var values = values
    for field in declaration.parameters where values[field.name] == nil {
      if let fallback = field.fallback { values[field.name] = fallback.split(separator: ",").map(String.init) }
    }
    return ReportQuestion(
      caller: caller, today: validOn ?? asOf.map(Day.inAmsterdam) ?? today, asOf: asOf, validOn: validOn,
      kenmerk: kenmerk, values: values, resource: resource([]), filters: filters)
  }
}
