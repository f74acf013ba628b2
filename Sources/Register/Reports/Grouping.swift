import Bytes

/// One way to divide the items of a list: by the values of a field, each of which is a list of its own.
///
/// Made from the declaration: everything that has a filter and not too many values, each role, and the year of every
/// date. An item with several values is in as many groups; one without any is in the group of the unknown, which
/// `mist=` lists.
public struct Grouping: Sendable {
  /// The filter's key, or a date's with what is taken of it: `fase`, `verantwoordelijk`, `gereedGeplandJaar`.
  public let name: String
  let nl: String
  let en: String
  let place: Filter.Place
  let kind: Kind
  /// What `mist=` calls it; nil for what is always known.
  let missing: String?

  enum Kind {
    case link(Resource)
    case choice([String])
    case boolean
    case integer
    case text
    case year
  }
}

extension Resource {
  private static let groupingsByName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.makeGroupings()) })

  /// Every way to divide its list, in the order of its fields.
  public var groupings: [Grouping] { Resource.groupingsByName[name] ?? [] }

  private func makeGroupings() -> [Grouping] {
    filters.compactMap { filter in
      var name = filter.key
      let kind: Grouping.Kind
      switch (filter.kind, filter.place) {
      case (.link(let target), .column), (.link(let target), .set), (.link(let target), .member):
        guard let target = Resource.named(target) else { return nil }
        kind = .link(target)
      case (.choice(let values), .column), (.choice(let values), .member): kind = .choice(values)
      case (.boolean, .column): kind = .boolean
      case (.integers, .column): kind = .integer
      case (.text, .column), (.text, .set): kind = .text
      case (.day, .from(let leaf)):
        kind = .year
        name = (leaf.field.filter ?? leaf.field.name) + "Jaar"
      default: return nil
      }
      let missing = unknown(filter.place)
      // Its unknown rows could not be listed.
      if case .ambiguous = missing { return nil }
      return Grouping(
        name: name, nl: filter.nl, en: filter.en, place: filter.place, kind: kind, missing: missing.name)
    }
  }

  /// How `mist=` speaks of a value.
  private enum Unknown {
    /// It is always known.
    case never
    case named(String)
    /// The name means something else.
    case ambiguous

    var name: String? {
      if case .named(let name) = self { name } else { nil }
    }
  }

  private func unknown(_ place: Filter.Place) -> Unknown {
    let layout = Layout.of(self)
    func leaf(_ name: String?) -> Layout.Leaf? { layout.leaves.first { $0.isMissable && $0.path.last == name } }
    switch place {
    case .column(let own), .from(let own):
      guard own.isMissable, let name = own.path.last else { return .never }
      return leaf(name)?.path == own.path ? .named(name) : .ambiguous
    case .set(let list):
      guard let name = list.field.filter, list.field.name != "afgeleid", leaf(name) == nil else { return .ambiguous }
      return .named(name)
    case .member(let list, let member, let role):
      guard let name = role?.value ?? member.filter, leaf(name) == nil else { return .ambiguous }
      let first = layout.lists.first { other in
        other.field.name == name || other.field.filter == name || other.field.members.contains { $0.filter == name }
      }
      return role != nil || first?.table == list.table ? .named(name) : .ambiguous
    default: return .ambiguous
    }
  }
}

extension Grouping {
  /// The column of a report whose rows are these groups; null is the group of the unknown.
  var column: Field {
    switch kind {
    case .link(let target): .link(name, to: target.name, nl: nl, en: en)
    case .choice(let values): .choice(name, values.filter { $0 != Field.unknown }, nl: nl, en: en)
    case .boolean: .boolean(name, nl: nl, en: en)
    case .integer: .integer(name, -1_000_000_000...1_000_000_000, nl: nl, en: en)
    case .text: .text(name, 10_000, nl: nl, en: en)
    case .year: .integer(name, 1...9_999, nl: "Jaar. \(nl)", en: "Year. \(en)")
    }
  }

  /// What a linked row is called.
  var nameColumn: Field? {
    guard case .link(let target) = kind, let source = target.nameField else { return nil }
    return .text("\(name)Naam", 500, nl: "\(source.nl) Van \(name).", en: "\(source.en) Of \(name).")
  }

  /// The parameters of the list that is the group of `value`; the unknown when there is none.
  func parameters(of value: Division.Value?) -> [(key: String, value: String)] {
    guard let value else { return missing.map { [(key: "mist", value: $0)] } ?? [] }
    guard case .from(let leaf) = place else { return [(key: name, value: value.parameter)] }
    let key = leaf.field.filter ?? leaf.field.name
    return [
      (key: key + "Vanaf", value: "\(value.parameter)-01-01"),
      (key: key + "TotEnMet", value: "\(value.parameter)-12-31"),
    ]
  }
}

extension Resource {
  /// What a row is called.
  var nameField: Field? { field("naam") ?? field("titel") }

  /// Adds parameters to those of a list, as one list can be asked: what may be said once takes the narrower of both.
  func narrowed(
    _ parameters: [(key: String, value: String)], by more: [(key: String, value: String)]
  ) -> [(key: String, value: String)] {
    more.reduce(into: parameters) { all, parameter in
      guard let filter = filter(parameter.key), filter.isSingle,
        let place = all.firstIndex(where: { $0.key == parameter.key })
      else { return all.append(parameter) }
      switch filter.place {
      case .from: all[place].value = max(all[place].value, parameter.value)
      case .through: all[place].value = min(all[place].value, parameter.value)
      default: break
      }
    }
  }
}
