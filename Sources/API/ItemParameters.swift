import Bytes
import HTTP
import Register

/// What an item is asked for.
struct ItemParameters {
  private(set) var fields: [String]?
  private(set) var expand: [String] = []
  /// `weergave=concept`, `beschikbaarOp=`
  private(set) var version = RegisterReader.Version.standing
  /// `geldigOp=`
  private(set) var validOn: Day?
  private(set) var faults: [Problem.Fault] = []

  var moment: Timestamp? {
    if case .at(let moment) = version { moment } else { nil }
  }

  init(_ call: Call, _ resource: Resource) {
    let words = Vocabulary.of(resource)
    let allowed = words.itemKeys
    var seen: Set<String> = []
    for parameter in call.parameters {
      let (key, value) = (parameter.key, parameter.value)
      guard allowed.contains(key) else {
        fault(key, .unknownName(allowed: allowed))
        continue
      }
      if value.isEmpty {
        fault(key, .empty)
        continue
      }
      if !seen.insert(key).inserted {
        fault(key, .duplicate)
        continue
      }
      switch key {
      case "fields": fields = names(key, value, words.members)
      case "expand": expand = names(key, value, words.expandableNames)
      case "beschikbaarOp":
        if let moment = Timestamp(rfc3339: value) {
          version = .at(moment)
        } else {
          fault(key, .malformed(expected: "2024-06-30T12:00:00Z"))
        }
      case "geldigOp":
        validOn = Day(value)
        if validOn == nil { fault(key, .malformed(expected: "2024-06-30")) }
      default:
        if value == "concept" { version = .draft } else { fault(key, .notAllowed(allowed: ["concept"])) }
      }
    }
    if seen.contains("weergave"), !seen.isDisjoint(with: ["beschikbaarOp", "geldigOp"]) {
      faults.append(.draftInThePast)
    }
  }

  private mutating func names(_ key: String, _ value: String, _ allowed: [String]) -> [String] {
    let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if names.contains(where: { !allowed.contains($0) }) { fault(key, .notAllowed(allowed: allowed)) }
    if Set(names).count < names.count { fault(key, .duplicate) }
    return names
  }

  private mutating func fault(_ key: String, _ fault: FieldError.Fault) {
    faults.append(Problem.Fault(FieldError(key, fault, isInQuery: true)))
  }
}

extension Problem.Fault {
  /// A draft is what may come to be; what the register said at a moment, or was true on a day, was never a draft.
  static var draftInThePast: Problem.Fault {
    Problem.Fault(
      .query, "weergave", "niet-samen", nl: "Kan niet met beschikbaarOp of geldigOp.",
      en: "Not with beschikbaarOp or geldigOp.")
  }
}
