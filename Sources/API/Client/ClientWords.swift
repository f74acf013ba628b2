package import Bytes
package import Register

/// What the site calls fields and values, for who shows them elsewhere; in Dutch.
package enum ClientWords {
  private static let words = ValueWords(language: .nl)

  /// `Uitvoeringsstatus` is `Stand`; a field without a word of its own is called by the beginning of its description.
  package static func label(_ field: Field) -> String {
    field.heading?.nl ?? own[field.name] ?? SiteView.label(field, .nl)
  }

  /// Members that the site shows in a way of their own.
  private static let own = ["afgeleid": "Afgeleid", "publicatie": "Publicatie"]

  /// What a member is called that no declaration has: `gewijzigdOp` is `Gewijzigd op`.
  package static func label(_ name: String) -> String { words.humanised(name) }

  /// `programmas` is `Programma's`.
  package static func plural(_ collection: String) -> String { SiteView.plural(collection, .nl) }

  /// A value as people read it: `30-06-2024`, `1.234,50`, `in uitvoering`; nothing when it is not known.
  ///
  /// - Parameter field: nil for a member of no declaration: a number, moment or text.
  package static func text(_ value: JSON, _ field: Field?) -> String {
    guard let field else {
      switch value {
      case .null: return ""
      case .string(let text): return words.moment(text)
      case .array(let elements): return elements.map { text($0, nil) }.joined(separator: ", ")
      case .bool, .number: return words.asked(value)
      case .object: return value.text
      }
    }
    // A whole of several members: each says what it is.
    if case .object(let members) = field.type, let object = value.asObject {
      return members.compactMap { member in
        let shown = text(object[member.name] ?? .null, member)
        return shown.isEmpty ? nil : "\(label(member).lowercased()) \(shown)"
      }.joined(separator: ", ")
    }
    return words.text(value, field, names: [:])
  }

  package static func isNumeric(_ field: Field) -> Bool { field.isNumeric }

  /// The members that a list shows when nobody chose: its kenmerk, what its rows are called, and what the site shows.
  package static func columns(of resource: Resource) -> [String] {
    let listing = CollectionPages.listing(of: resource)
    let name = Listing.nameField(of: resource).map { [$0] } ?? []
    return ["kenmerk"] + name + listing.columns.filter { !name.contains($0) }
  }

  /// What is wrong with a field, as the API says it.
  package static func fault(_ fault: FieldError.Fault) -> String { Problem.Fault.describe(fault).words.nl }
}
