public import Bytes

/// The members of one row that a client writes, checked and in the declared order: every member is there, null or
/// empty where nothing is known; sets are sorted.
public struct Document: Sendable, Equatable {
  public let resource: Resource
  public private(set) var members: JSONObject

  init(_ resource: Resource, _ members: JSONObject) {
    self.resource = resource
    self.members = members
  }

  /// Reads back what the log holds.
  init(_ resource: Resource, logged text: [UInt8]) throws {
    self.resource = resource
    self.members = try JSON.parse(text).asObject ?? JSONObject([])
  }

  public static func == (left: Document, right: Document) -> Bool { left.members == right.members }

  public subscript(name: String) -> JSON {
    get { members[name] ?? .null }
    set { members[name] = newValue }
  }

  /// The value at a path of member names; null where an object on the way is absent.
  public subscript(path path: [String]) -> JSON {
    guard let first = path.first else { return .object(members) }
    var value = self[first]
    for name in path.dropFirst() { value = value[name] ?? .null }
    return value
  }

  func text(_ name: String) -> String? { self[name].asString }

  /// The elements of a list.
  func list(_ name: String) -> [JSON] { self[name].asArray ?? [] }

  /// The kenmerken of a set of links.
  func links(_ name: String) -> [String] { list(name).compactMap(\.asString) }

  /// The organisations in any of these roles (`betrokkenen` of a measure).
  func organisations(in roles: Set<String>) -> [String] {
    list("betrokkenen").compactMap { entry in
      guard let role = entry["rol"]?.asString, roles.contains(role) else { return nil }
      return entry["organisatie"]?.asString
    }
  }

  /// Whether `afgeleid` names this field as a whole, or this element of it.
  func isInferred(_ field: String, element: String? = nil) -> Bool {
    list("afgeleid").contains { mark in
      guard let mark = mark.asString else { return false }
      return mark == field || (element.map { mark == "\(field)/\($0)" } ?? false)
    }
  }
}

extension Document {
  /// Puts back what a writer left out because he cannot see it: links of `old` to these rows, and the elements that hold
  /// them.
  mutating func keep(_ hidden: Set<Reference>, of old: Document) {
    func isHidden(_ link: JSON?, _ target: String?) -> Bool {
      guard let kenmerk = link?.asString, let target else { return false }
      return hidden.contains(Reference(resource: target, kenmerk: kenmerk))
    }
    for field in resource.fields {
      switch field.type {
      case .link(let target):
        if self[field.name].isNull, isHidden(old[field.name], target) { self[field.name] = old[field.name] }
      case .object(let members):
        guard var object = self[field.name].asObject else { continue }
        for member in members where (object[member.name] ?? .null).isNull {
          let before = old[path: [field.name, member.name]]
          if isHidden(before, member.target) { object[member.name] = before }
        }
        self[field.name] = .object(object)
      case .links(let target):
        let kept = old.list(field.name).filter { isHidden($0, target) && !list(field.name).contains($0) }
        guard !kept.isEmpty else { continue }
        let all = (list(field.name) + kept).compactMap(\.asString)
        self[field.name] = .array(
          all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(JSON.string))
      case .objects(let members, let ordered):
        let kept = old.list(field.name).filter { element in
          !list(field.name).contains(element) && members.contains { isHidden(element[$0.name], $0.target) }
        }
        guard !kept.isEmpty else { continue }
        let all = list(field.name) + kept
        self[field.name] = .array(
          ordered ? all : all.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) })
      default: continue
      }
    }
    keepMarks(on: hidden, of: old)
  }

  /// Puts back what says the same as before: amounts as they were written (`200` over `200.00` changes nothing, and asks
  /// for no reason), and everything that was not changed, so that it need not be compared member by member again.
  mutating func keepUnchanged(of old: Document) {
    func kept(_ field: Field, _ new: JSON, _ old: JSON) -> JSON? {
      guard case .decimal = field.type, new != old, let amount = new.asString.flatMap({ Amount($0) }),
        let before = old.asString.flatMap({ Amount($0) })
      else { return nil }
      return amount == before ? old : nil
    }
    for field in resource.fields {
      let before = old[field.name]
      if self[field.name] == before {
        self[field.name] = before
        continue
      }
      if let value = kept(field, self[field.name], before) { self[field.name] = value }
      guard case .object(let members) = field.type, var object = self[field.name].asObject else { continue }
      for member in members {
        let before = old[path: [field.name, member.name]]
        if let value = kept(member, object[member.name] ?? .null, before) { object[member.name] = value }
      }
      self[field.name] = .object(object)
    }
  }

  /// A link to another row.
  struct Reference: Hashable, Sendable {
    var resource: String
    var kenmerk: String
  }

  /// Every row this one links to.
  var references: Set<Reference> {
    var found: Set<Reference> = []
    for field in resource.fields { Document.collect(field, self[field.name], into: &found) }
    return found
  }

  func references(in field: Field) -> Set<Reference> {
    var found: Set<Reference> = []
    Document.collect(field, self[field.name], into: &found)
    return found
  }

  /// The rows that one element of the list `field` links to, or that a mark names; all of the value of another field.
  func references(in element: JSON, of field: Field) -> Set<Reference> {
    if field.name == Document.marks { return references(markedBy: element) }
    var found: Set<Reference> = []
    Document.collect(field, field.isList ? .array([element]) : element, into: &found)
    return found
  }

  private static func collect(_ field: Field, _ value: JSON, into found: inout Set<Reference>) {
    switch field.type {
    case .link(let resource):
      if let kenmerk = value.asString { found.insert(Reference(resource: resource, kenmerk: kenmerk)) }
    case .links(let resource):
      for kenmerk in value.asArray ?? [] {
        if let kenmerk = kenmerk.asString { found.insert(Reference(resource: resource, kenmerk: kenmerk)) }
      }
    case .object(let members):
      for member in members { collect(member, value[member.name] ?? .null, into: &found) }
    case .objects(let members, _):
      for entry in value.asArray ?? [] {
        for member in members { collect(member, entry[member.name] ?? .null, into: &found) }
      }
    case .text, .url, .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .texts, .parameters:
      break
    }
  }
}
