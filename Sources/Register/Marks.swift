import Bytes

/// `afgeleid` names a field, a member of an object, or an element of a list: what no source states.
extension Document {
  /// A mark on an element that is not there says nothing. What stood so may stay so: it was imported.
  func markFaults(over old: Document?) -> [FieldError] {
    let standing = old?.list("afgeleid") ?? []
    return list("afgeleid").enumerated().compactMap { index, given in
      guard !standing.contains(given), let mark = given.asString, let path = Mark(mark) else { return nil }
      // What is no field was told when the body was read.
      guard let field = resource.field(path.field), !stands(path) else { return nil }
      return FieldError("/afgeleid/\(index)", .notAllowed(allowed: [field.name] + elements(of: field)))
    }
  }

  /// Takes away the marks of elements that `old` had and that are gone now: nobody who takes an element away need know
  /// that it was marked.
  mutating func forgetMarks(of old: Document?) {
    guard let old else { return }
    let standing = old.list("afgeleid")
    let marks = list("afgeleid")
    let kept = marks.filter { given in
      guard standing.contains(given), let path = given.asString.flatMap(Mark.init) else { return true }
      return stands(path) || !old.stands(path)
    }
    if kept.count < marks.count { self["afgeleid"] = .array(kept) }
  }

  // MARK: On what not everyone sees

  /// The field that holds them.
  static let marks = "afgeleid"

  /// The row as it is to who does not see what it links to.
  func without(_ hidden: Set<Reference>) -> Document {
    if hidden.isEmpty { return self }
    var shown = self
    for field in resource.fields { shown[field.name] = seen(field, without: hidden) }
    return shown
  }

  /// A field without the hidden links, nor the marks that name them.
  func seen(_ field: Field, without hidden: Set<Reference>) -> JSON {
    guard field.name == Document.marks else { return Rendering.seen(self[field.name], field, hidden) }
    return .array(list(field.name).filter { !isOn($0, hidden) })
  }

  /// Gives the rendering of this row, which leaves out what not everyone sees, the marks on what its reader does see.
  ///
  /// - Parameter hidden: what he does not see.
  func addMarks(on hidden: Set<Reference>, to shown: inout JSONObject) {
    let standing = shown[Document.marks]?.asArray ?? []
    let added = list(Document.marks).filter { given in
      let named = references(markedBy: given)
      return !named.isEmpty && named.isDisjoint(with: hidden) && !standing.contains(given)
    }
    if !added.isEmpty { shown[Document.marks] = .array(sorted(marks: standing + added)) }
  }

  /// Puts back the marks of `old` on what their writer could not see.
  mutating func keepMarks(on hidden: Set<Reference>, of old: Document) {
    let standing = list(Document.marks)
    let kept = old.list(Document.marks).filter { old.isOn($0, hidden) && !standing.contains($0) }
    if !kept.isEmpty { self[Document.marks] = .array(sorted(marks: standing + kept)) }
  }

  private func sorted(marks: [JSON]) -> [JSON] {
    marks.compactMap(\.asString).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(JSON.string)
  }

  private func isOn(_ given: JSON, _ hidden: Set<Reference>) -> Bool {
    !references(markedBy: given).isDisjoint(with: hidden)
  }

  /// The rows that a mark on a link names, or on an element with one; of resources that not everyone sees all of.
  func references(markedBy given: JSON) -> Set<Reference> {
    guard let text = given.asString else { return [] }
    if let mark = Mark(text), let field = resource.field(mark.field), field.isList {
      return Set(field.hiddenTargets.map { Reference(resource: $0, kenmerk: mark.element) })
    }
    guard let field = resource.field(text), let target = field.hiddenTargets.first, field.target == target,
      let kenmerk = self[text].asString
    else { return [] }
    return [Reference(resource: target, kenmerk: kenmerk)]
  }

  private struct Mark {
    let field: String
    let element: String

    /// Nil for the mark of a whole field.
    init?(_ text: String) {
      guard let slash = text.firstIndex(of: "/") else { return nil }
      field = String(text[..<slash])
      element = String(text[text.index(after: slash)...])
    }
  }

  private func stands(_ mark: Mark) -> Bool {
    guard let field = resource.field(mark.field) else { return false }
    return elements(of: field).contains("\(mark.field)/\(mark.element)")
  }

  /// What can be marked in a field beside the whole of it, as marks: members of an object that are known, elements of
  /// a list.
  private func elements(of field: Field) -> [String] {
    let names =
      if field.isList {
        list(field.name).compactMap(field.elementName)
      } else if field.isObject {
        field.members.map(\.name).filter { !self[path: [field.name, $0]].isNull }
      } else {
        [String]()
      }
    return names.map { "\(field.name)/\($0)" }
  }
}

extension Field {
  /// What an element of this list is called in `afgeleid`: itself, or the row that an object in it links to.
  func elementName(_ element: JSON) -> String? {
    guard case .objects(let members, _) = type else { return element.asString }
    return members.lazy.compactMap { $0.target == nil ? nil : element[$0.name]?.asString }.first
  }
}

extension Validation {
  /// A measure is no part of itself, does not replace itself, and says nothing by being related to itself.
  func relationsToItself(_ kenmerk: String?) -> [FieldError] {
    guard let kenmerk else { return [] }
    let own = Document.Reference(resource: resource.name, kenmerk: kenmerk)
    return references.filter { $0.to == own && $0.place.hasPrefix("/relaties/") }
      .map { FieldError($0.place, .rule(code: "kring")) }
  }
}
