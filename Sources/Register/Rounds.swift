import Bytes
import SQL

/// What a round needs of the ledger: moments that are noted once, a selection that means something, and corrections
/// that stay with their measure.
extension Document {
  /// A round opens when it is made, unless it says otherwise; what opened stays open since then.
  mutating func fillOpening(over old: Document?, at now: Timestamp) {
    guard resource.field("geopendOp") != nil, self["geopendOp"].isNull else { return }
    let kept = old?["geopendOp"] ?? .null
    self["geopendOp"] = kept.isNull ? .string(now.description) : kept
  }

  /// A report is handed in when its organisation lets go of it: released, or published at once. Taken back to its
  /// draft it is not, and publishing it later does not make it later.
  mutating func noteSubmission(_ publicatie: Publicatie?, at now: Timestamp) {
    guard resource.field("ingediendOp") != nil, let publicatie else { return }
    switch publicatie.status {
    case .concept: self["ingediendOp"] = .null
    case .vrijgegeven, .gepubliceerd: if self["ingediendOp"].isNull { self["ingediendOp"] = .string(now.description) }
    case .ingetrokken: break
    }
  }
}

extension Ledger {
  /// What corrects another row stands under the same measure: nobody takes away what is said of another's.
  func correctionFaults(_ document: Document) throws -> [FieldError] {
    let resource = document.resource
    guard let parent = resource.parentField, let corrected = document.text("corrigeert"),
      let row = try StoredRow.load(resource, kenmerk: corrected, connection)
    else { return [] }
    let other = try standing(resource, row).document
    if other[parent] == document[parent] { return [] }
    return [FieldError("/corrigeert", .rule(code: "correctie-van-andere-maatregel"))]
  }

  /// A selection is read as everyone would: it is public, so it may name nothing that is not.
  func selectionFaults(_ document: Document) throws -> [FieldError] {
    var faults: [FieldError] = []
    for field in document.resource.fields {
      guard case .parameters(let target) = field.type, let resource = Resource.named(target) else { continue }
      faults += try selectionFaults(document[field.name], of: resource, at: JSONPointer([field.name]), for: .everyone)
    }
    return faults
  }

  /// What is wrong with parameters of a resource's list, read with these eyes.
  func selectionFaults(
    _ parameters: JSON, of resource: Resource, at place: JSONPointer, for caller: Caller
  ) throws -> [FieldError] {
    let reader = RegisterReader(connection: connection, changes: ChangeNumbers())
    var faults: [FieldError] = []
    var query = ListQuery(resource: resource.name)
    for (key, value) in parameters.asObject ?? [:] {
      let inner = (place / key).description
      guard resource.filter(key)?.isSelective ?? false else {
        faults.append(FieldError(inner, .unknownName(allowed: resource.selectiveNames)))
        continue
      }
      for value in value.asArray ?? [value] {
        faults += try reader.condition(resource, key: key, value: value.asString ?? "", for: caller, into: &query)
          .map { FieldError(inner, $0.fault) }
      }
    }
    return faults
  }
}

extension Validation {
  /// `{"programma": "np-2022", "fase": ["herkennen-melden"]}`: each key a filter of the list, each value as in a query,
  /// several values being the key said several times. Comes out in one order only.
  mutating func parameters(_ given: JSON, _ target: String, _ place: String) -> JSON {
    guard let object = given.asObject else {
      add(FieldError(place, .wrongType(expected: "object")))
      return .object(JSONObject())
    }
    // Of which list they are may stand in another member: then whoever knows that looks at the names.
    let allowed = target == Resource.anyOther ? nil : Resource.named(target)?.selectiveNames ?? []
    var members: [(String, JSON)] = []
    for (key, value) in object.sorted(by: { $0.name < $1.name }) where !value.isNull {
      let inner = place + JSONPointer([key]).description
      if let allowed, !allowed.contains(key) {
        add(FieldError(inner, .unknownName(allowed: allowed)))
        continue
      }
      let texts = (value.asArray ?? [value]).map { $0.asString ?? $0.asBool.map { $0 ? "true" : "false" } }
      if texts.isEmpty { continue }
      if texts.contains(nil) {
        add(FieldError(inner, .wrongType(expected: "string")))
      } else if texts.contains(where: { $0.map { $0.isEmpty || $0.utf8.count > 1_000 } ?? true }) || texts.count > 20 {
        add(FieldError(inner, .malformed(expected: "szw,vws")))
      } else {
        let distinct = Set(texts.compactMap { $0 }).sorted()
        members.append((key, distinct.count == 1 ? .string(distinct[0]) : .array(distinct.map(JSON.string))))
      }
    }
    return .object(JSONObject(members))
  }
}

extension Resource {
  /// The filters of which a selection can be made.
  public var selectiveNames: [String] { filters.filter(\.isSelective).map(\.key) }
}

extension Filter {
  /// May choose what a round asks for. Where a measure stands in a round may not: a round would ask for itself. Nor may
  /// a moment or a day: a round asks of what is.
  var isSelective: Bool {
    switch place {
    case .derived(.round), .derived(.comparedWith), .derived(.changed), .asOf, .validOn: false
    default: true
    }
  }
}
