public import Bytes

/// From what a client sent to a `Document`, with every fault at once.
///
/// A fault names its place as a JSON Pointer into the body as it was sent. References are checked later, against the
/// store (`References.swift`).
struct Validation {
  let resource: Resource
  /// The first `most` of them.
  private(set) var faults: [FieldError] = []
  /// A body of 4 MiB has room for half a million; nobody reads those.
  private static let most = 1_000
  /// Every reference to another row, with its place in the body as it was sent.
  private(set) var references: [(place: String, to: Document.Reference)] = []

  init(_ resource: Resource) { self.resource = resource }

  /// Members the server keeps: ignored in a body.
  static let serverMembers: Set<String> = [
    "kenmerk", "versie", "conceptversie", "aangemaaktOp", "gewijzigdOp", "_links", "_embedded", "publicatie",
    "planwijziging",
  ]

  /// - Parameter body: the whole representation; an omitted member is null or empty.
  mutating func document(from body: JSON) -> Document {
    guard let object = body.asObject else {
      fault("", .wrongType(expected: "object"))
      return Document(resource, JSONObject([]))
    }
    for name in object.names where resource.field(name) == nil && !Validation.serverMembers.contains(name) {
      fault(pointer("", name), .unknownName(allowed: resource.sentNames))
    }
    var members: [(String, JSON)] = []
    members.reserveCapacity(resource.fields.count)
    for field in resource.fields {
      let given = field.isReadOnly ? .null : object[field.name] ?? .null
      members.append((field.name, value(given, field, "/\(field.name)")))
    }
    let document = Document(resource, JSONObject(members))
    checkInferred(document)
    return document
  }

  /// Checks a merge patch by itself: unknown names and wrong types are faults before the row is looked at.
  mutating func patch(_ body: JSON) {
    guard let object = body.asObject else {
      fault("", .wrongType(expected: "object"))
      return
    }
    for (name, given) in object {
      guard let field = resource.field(name) else {
        if !Validation.serverMembers.contains(name) {
          fault(pointer("", name), .unknownName(allowed: resource.sentNames))
        }
        continue
      }
      if field.isReadOnly { continue }
      if given.isNull {
        if field.isRequired { fault("/\(name)", .required) }
        continue
      }
      if field.isObject, let members = given.asObject {
        for (memberName, memberValue) in members {
          guard let member = field.members.first(where: { $0.name == memberName }) else {
            let place = pointer("/\(name)", memberName)
            fault(place, .unknownName(allowed: field.members.map(\.name)))
            continue
          }
          if !memberValue.isNull { patch(memberValue, member, pointer("/\(name)", memberName)) }
        }
      } else {
        patch(given, field, "/\(name)")
      }
    }
  }

  /// A part of a date is merged with what the row has of it (RFC 7396), and is a date only then.
  private mutating func patch(_ given: JSON, _ field: Field, _ place: String) {
    guard case .impreciseDate = field.type, let parts = given.asObject else {
      _ = value(given, field, place)
      return
    }
    for (name, part) in parts {
      if !ImpreciseDate.members.contains(name) {
        fault(pointer(place, name), .unknownName(allowed: ImpreciseDate.members))
      } else if !part.isNull, part.asString == nil {
        fault(pointer(place, name), .wrongType(expected: "string"))
      }
    }
  }

  // MARK: One value

  private mutating func value(_ given: JSON, _ field: Field, _ place: String) -> JSON {
    if given.isNull {
      if let fallback = field.fallback { return field.literal(fallback) }
      if field.isList {
        if field.isRequired { fault(place, .required) }
        return .array([])
      }
      if field.isObject, !field.isOptional { return object(.object(JSONObject([])), field, place) }
      if field.isRequired, !field.isReadOnly { fault(place, .required) }
      return .null
    }
    switch field.type {
    case .text(let max): return text(given, max, place)
    case .url: return url(given, place)
    case .integer(let range): return integer(given, range, place)
    case .decimal: return decimal(given, place)
    case .boolean:
      if given.asBool == nil { fault(place, .wrongType(expected: "boolean")) }
      return given
    case .choice(let values):
      guard let choice = given.asString else { return wrong(place, "string") }
      if !values.contains(choice) { fault(place, .notAllowed(allowed: values)) }
      return given
    case .day:
      guard let string = given.asString else { return wrong(place, "string") }
      if Day(string) == nil { fault(place, .malformed(expected: "2024-06-30")) }
      return given
    case .impreciseDate: return impreciseDate(given, place)
    case .timestamp:
      guard let string = given.asString else { return wrong(place, "string") }
      guard let moment = Timestamp(rfc3339: string) else {
        fault(place, .malformed(expected: "2024-06-30T12:00:00Z"))
        return .null
      }
      return .string(moment.description)
    case .link(let target): return link(given, target, place)
    case .object:
      if field.isKamerstuk, let text = given.asString { return kamerstuk(text, field, place) }
      return object(given, field, place)
    case .texts(let max):
      return set(given, place, isRequired: field.isRequired) { $0.text($1, max, $2) }
    case .links(let target):
      return set(given, place, isRequired: field.isRequired) { $0.link($1, target, $2) }
    case .objects(_, let ordered):
      guard ordered else { return set(given, place, isRequired: field.isRequired) { $0.object($1, field, $2) } }
      guard let elements = given.asArray else { return wrong(place, "array") }
      if !fits(elements.count, place) { return .array([]) }
      return .array(elements.enumerated().map { object($1, field, "\(place)/\($0)") })
    case .parameters(let target): return parameters(given, target, place)
    }
  }

  private mutating func text(_ given: JSON, _ max: Int, _ place: String) -> JSON {
    guard let string = given.asString else { return wrong(place, "string") }
    if string.utf8.count > max, string.unicodeScalars.count > max { fault(place, .tooLong(max: max)) }
    if string.allSatisfy(\.isWhitespace) { fault(place, .empty) }
    for byte in string.utf8 where byte < 0x20 || byte == 0x7F {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") { continue }
      fault(place, .controlCharacter)
      break
    }
    return given
  }

  private mutating func url(_ given: JSON, _ place: String) -> JSON {
    guard let string = given.asString else { return wrong(place, "string") }
    if string.utf8.count > 2_000 { fault(place, .tooLong(max: 2_000)) }
    let scheme = ["https://", "http://"].first { string.hasPrefix($0) }
    let host = string.dropFirst(scheme?.count ?? 0).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let isPrintable = string.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
    if scheme == nil || host.isEmpty || host.contains("@") || !isPrintable {
      fault(place, .malformed(expected: "https://www.example.nl/pad"))
    }
    return given
  }

  private mutating func integer(_ given: JSON, _ range: ClosedRange<Int>, _ place: String) -> JSON {
    guard case .number = given, let number = given.asInt else { return wrong(place, "integer") }
    if !range.contains(number) { fault(place, .outOfRange(min: range.lowerBound, max: range.upperBound)) }
    return .integer(number)
  }

  /// Kept as it was written: `"0.80"` says more than `"0.8"`.
  private mutating func decimal(_ given: JSON, _ place: String) -> JSON {
    guard let string = given.asString else { return wrong(place, "string") }
    guard let amount = Amount(string) else {
      fault(place, .malformed(expected: "38667.84"))
      return .null
    }
    if amount.stored == nil {
      let most = Int(Amount.mostStored.tenThousandths / 10_000)
      fault(place, .outOfRange(min: -most, max: most))
    }
    return given
  }

  /// A number of Parliament in any way people write it, as the object the register keeps.
  private mutating func kamerstuk(_ text: String, _ field: Field, _ place: String) -> JSON {
    guard text.utf8.count <= 200, let number = Kamerstuk(text) else {
      fault(place, .malformed(expected: "35925-VII-35"))
      return .null
    }
    var members = number.members
    if field.members.contains(where: { $0.name == "tekst" }) { members["tekst"] = .string(text) }
    return object(.object(members), field, place)
  }

  private mutating func impreciseDate(_ given: JSON, _ place: String) -> JSON {
    do {
      let date = try ImpreciseDate(json: given)
      if let tekst = date.tekst, tekst.unicodeScalars.count > 500 { fault("\(place)/tekst", .tooLong(max: 500)) }
      return date.json
    } catch {
      let inner = place + error.location.description
      fault(inner, .malformed(expected: "2024, 2024-06, 2024-06-30 of {vanaf, totEnMet, precisie, tekst}"))
      return .null
    }
  }

  private mutating func link(_ given: JSON, _ target: String, _ place: String) -> JSON {
    guard let string = given.asString else { return wrong(place, "string") }
    if Kenmerk(string) == nil {
      fault(place, .malformed(expected: "kenmerk"))
    } else {
      references.append((place, Document.Reference(resource: target, kenmerk: string)))
    }
    return given
  }

  private mutating func object(_ given: JSON, _ field: Field, _ place: String) -> JSON {
    guard let object = given.asObject else { return wrong(place, "object") }
    for name in object.names where !field.members.contains(where: { $0.name == name }) {
      fault(pointer(place, name), .unknownName(allowed: field.members.map(\.name)))
    }
    return .object(
      JSONObject(field.members.map { ($0.name, value(object[$0.name] ?? .null, $0, "\(place)/\($0.name)")) }))
  }

  /// A set: sorted, what stands in it twice counts once.
  private mutating func set(
    _ given: JSON, _ place: String, isRequired: Bool, _ element: (inout Validation, JSON, String) -> JSON
  ) -> JSON {
    guard let elements = given.asArray else { return wrong(place, "array") }
    if elements.isEmpty, isRequired { fault(place, .required) }
    if !fits(elements.count, place) { return .array([]) }
    var keyed: [(key: String, value: JSON)] = []
    for (index, given) in elements.enumerated() {
      let value = element(&self, given, "\(place)/\(index)")
      keyed.append((value.asString ?? value.text, value))
    }
    keyed.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    var distinct: [JSON] = []
    var last: String?
    for (key, value) in keyed where last == nil || !key.utf8.elementsEqual(last!.utf8) {
      distinct.append(value)
      last = key
    }
    return .array(distinct)
  }

  /// `afgeleid` names a field, or something in one; whether that is there is asked later, when the row is known
  /// (`Marks.swift`).
  private mutating func checkInferred(_ document: Document) {
    for (index, mark) in document.list("afgeleid").enumerated() {
      guard let mark = mark.asString else { continue }
      let name = String(mark.prefix { $0 != "/" })
      if name == "afgeleid" || resource.field(name) == nil {
        fault("/afgeleid/\(index)", .notAllowed(allowed: resource.fields.map(\.name).filter { $0 != "afgeleid" }))
      }
    }
  }

  /// No list of the register comes near this; a body that does is a mistake.
  private mutating func fits(_ count: Int, _ place: String) -> Bool {
    if count <= 1_000 { return true }
    fault(place, .tooLong(max: 1_000))
    return false
  }

  /// What was wrong with it, found elsewhere.
  mutating func add(_ fault: FieldError) { self.fault(fault.location, fault.fault) }

  private mutating func wrong(_ place: String, _ expected: String) -> JSON {
    fault(place, .wrongType(expected: expected))
    return .null
  }

  private mutating func fault(_ place: String, _ fault: FieldError.Fault) {
    if faults.count < Validation.most { faults.append(FieldError(place, fault)) }
  }

  private func pointer(_ place: String, _ name: String) -> String { place + JSONPointer([name]).description }
}

extension Field {
  /// A fallback as the JSON of this field's type.
  func literal(_ text: String) -> JSON {
    switch type {
    case .boolean: .bool(text == "true")
    case .parameters: .object(JSONObject())
    default: .string(text)
    }
  }
}

extension Resource {
  /// What is wrong with a body by itself, references and rules left out: to be told beside faults elsewhere in the
  /// request. Who hands the body to the writer need not ask.
  public func faults(in body: JSON, isPatch: Bool) -> [FieldError] {
    var validation = Validation(self)
    if isPatch { validation.patch(body) } else { _ = validation.document(from: body) }
    return validation.faults
  }
}
