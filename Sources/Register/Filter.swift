/// One query key of a list, made from the declaration.
public final class Filter: Sendable {
  public let key: String
  public let nl: String
  public let en: String
  public let kind: Kind
  let place: Place

  init(key: String, nl: String, en: String, kind: Kind, place: Place) {
    self.key = key
    self.nl = nl
    self.en = en
    self.kind = kind
    self.place = place
  }

  public enum Kind: Sendable, Equatable {
    /// Kenmerken of this resource; for a code list also its aliases, and what falls under a code.
    case link(String)
    case choice([String])
    case boolean
    case text
    /// A day: `startGeplandVanaf`, `startGeplandTotEnMet`.
    case day
    case integer
    /// Whole numbers, any of them.
    case integers
    /// An exact decimal number.
    case decimal
    /// A date-time: `gewijzigdSinds`.
    case timestamp
    /// Names of fields, lists, roles or inverses: `mist`, `heeft`.
    case names([String])
    case search
  }

  /// Where the value is kept.
  enum Place: Sendable {
    case column(Layout.Leaf)
    case set(Layout.ListTable)
    /// A member of each object in a list; with a role, only of those in that role.
    case member(Layout.ListTable, Field, role: (column: String, value: String)?)
    case from(Layout.Leaf)
    case through(Layout.Leaf)
    case kenmerk
    case changedSince
    case missing
    case present
    case stated
    case inferred
    case search
    case exact
    case withGeneric
    case withoutInferred
    case onlyInferred
    case asOf
    case validOn
    /// The number of Parliament at this place in the row, however it is written.
    case kamerstuk([Layout.Leaf])
    /// Rows that link here.
    case inverse(Resource.Inverse)
    /// What no single field says.
    case derived(DerivedFilter)
  }

  /// Whether `metGeneriek=true` lets generic measures match it, whatever value is asked.
  var isWidened: Bool {
    if case .set(let list) = place { list.field.name == "gronden" } else { false }
  }
}

extension Resource {
  private static let filtersByName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.makeFilters()) })

  /// Every filter of this resource's list, in the order of its fields.
  public var filters: [Filter] { Resource.filtersByName[name] ?? [] }

  private static let filtersByKey = filtersByName.mapValues { filters in
    Dictionary(filters.map { ($0.key, $0) }) { first, _ in first }
  }

  public func filter(_ key: String) -> Filter? { Resource.filtersByKey[name]?[key] }

  public var filterNames: [String] { filters.map(\.key) }

  /// Filters whose values can be counted by `facetten=`.
  public var facetNames: [String] {
    filters.filter(\.isCountable).map(\.key)
  }

  private func makeFilters() -> [Filter] {
    let layout = Layout.of(self)
    var filters = [
      Filter(
        key: "kenmerk", nl: "Alleen deze kenmerken.", en: "Only these kenmerken.", kind: .text, place: .kenmerk)
    ]
    for leaf in layout.leaves { filters += Filter.of(leaf) }
    for list in layout.lists { filters += Filter.of(list) }
    for field in fields where field.isKamerstuk {
      filters.append(
        Filter(
          key: field.name, nl: "\(field.nl) In elke schrijfwijze, zoals `35925-VII-35`; een dossier alleen kan ook.",
          en: "\(field.en) Written in any way, such as `35925-VII-35`; a dossier alone will do.", kind: .text,
          place: .kamerstuk(layout.leaves.filter { $0.path[0] == field.name })))
    }
    for inverse in inverses {
      guard let key = inverse.filter, let other = Resource.named(inverse.resource) else { continue }
      filters.append(
        Filter(
          key: key, nl: "Genoemd door deze rijen van `/\(other.collection)`.",
          en: "Named by these rows of `/\(other.collection)`.", kind: .link(other.name), place: .inverse(inverse)))
    }
    filters += derived.map(\.filter)
    filters += [
      Filter(
        key: "gewijzigdSinds", nl: "Gewijzigd op of na dit moment.", en: "Changed at or after this moment.",
        kind: .timestamp, place: .changedSince),
      Filter(
        key: "search", nl: "Woorden in de tekst; alle moeten voorkomen, `*` achter een woord zoekt op het begin.",
        en: "Words in the text; all must occur, a trailing `*` matches a prefix.", kind: .search, place: .search),
      Filter(
        key: "mist", nl: "Waarvan dit niet bekend is.", en: "Of which this is not known.",
        kind: .names(missableNames), place: .missing),
      Filter(
        key: "heeft", nl: "Waarvan dit bekend is.", en: "Of which this is known.", kind: .names(missableNames),
        place: .present),
      Filter(
        key: "vermeld", nl: "Waarvan een bron dit vermeldt.", en: "Of which a source states this.",
        kind: .names(missableNames), place: .stated),
      Filter(
        key: "alleenAfgeleid", nl: "Waarvan dit alleen bekend is doordat een analist het heeft afgeleid.",
        en: "Of which this is known only because an analyst inferred it.", kind: .names(missableNames),
        place: .inferred),
      Filter(
        key: "beschikbaarOp", nl: "Zoals het register op dit moment was.", en: "As the register was at this moment.",
        kind: .timestamp, place: .asOf),
      Filter(
        key: "zonderAfgeleid", nl: "Wat een analist heeft afgeleid telt niet mee.",
        en: "What an analyst inferred does not count.", kind: .boolean, place: .withoutInferred),
      Filter(
        key: "doorAfgeleid", nl: "Alleen wat past door een afgeleide waarde, en met `zonderAfgeleid` niet.",
        en: "Only what an inferred value makes match, and `zonderAfgeleid` leaves out.", kind: .boolean,
        place: .onlyInferred),
    ]
    if isDated {
      filters.append(
        Filter(
          key: "geldigOp", nl: validityWords.nl, en: validityWords.en, kind: .day, place: .validOn))
    }
    if filters.contains(where: {
      if case .link(let target) = $0.kind { Resource.named(target)?.isCodeList ?? false } else { false }
    }) {
      filters.append(
        Filter(
          key: "exact", nl: "Alleen de code zelf, niet wat eronder valt.", en: "The code itself only.", kind: .boolean,
          place: .exact))
    }
    if field("reikwijdte") != nil {
      filters.append(
        Filter(
          key: "metGeneriek", nl: "Generieke maatregelen passen bij elke grond.",
          en: "Generic measures match any ground.", kind: .boolean, place: .withGeneric))
    }
    return filters
  }

  private var validityWords: (nl: String, en: String) {
    validity == .plan
      ? (
        """
        Wat op deze dag waar was: een wijziging van het plan telt vanaf haar ingangsdatum, en `overTijd` ziet naar deze \
        dag. Zonder: zoals het is vastgelegd, met wijzigingen die nog ingaan.
        """,
        """
        What was true on this day: a change of the plan counts from the day it takes effect, and so does `overTijd`. \
        Without: as it is recorded, changes that have yet to take effect included.
        """
      )
      : (
        "Wat op deze dag geldt. Zonder: alles, ook wat niet meer of nog niet geldt.",
        "What is valid on this day. Without: everything, also what is no longer or not yet."
      )
  }

  /// The words `mist=` and `heeft=` know: fields that need not be known, lists by name and by query key, their members
  /// by query key, roles, inverses, and what is derived from other rows.
  public var missableNames: [String] {
    let layout = Layout.of(self)
    var names = layout.leaves.filter(\.isMissable).map { $0.path[$0.path.count - 1] }
    func add(_ name: String) {
      if !names.contains(name) { names.append(name) }
    }
    for list in layout.lists where list.field.name != "afgeleid" {
      add(list.field.name)
      if let key = list.field.filter { add(key) }
      for member in list.field.members {
        if member.isRole, case .choice(let roles) = member.type {
          for role in roles { add(role) }
        }
        if let key = member.filter { add(key) }
      }
    }
    for inverse in inverses { add(inverse.name) }
    for filter in derived { filter.missableName.map(add) }
    return names
  }

  /// What `sort=` knows.
  public var sortableNames: [String] {
    ["kenmerk", "aangemaaktOp", "gewijzigdOp"]
      + Layout.of(self).leaves.filter(\.field.isSortable).map { $0.path[$0.path.count - 1] }
  }

  /// The members of an item, in the order in which they are shown.
  public var memberNames: [String] {
    ["kenmerk"] + fields.map(\.name) + (isStaged ? ["publicatie"] : []) + ["versie", "aangemaaktOp", "gewijzigdOp"]
  }

  /// The members a body may hold, without those that the server keeps.
  var sentNames: [String] {
    ["kenmerk"] + fields.filter { !$0.isReadOnly }.map(\.name) + (isStaged ? ["publicatie"] : [])
      + (name == "maatregel" ? ["planwijziging"] : [])
  }

  /// The collections `expand=` can embed, with where their kenmerken stand in an item.
  public var expandable: [(collection: String, paths: [[String]])] {
    var found: [(collection: String, paths: [[String]])] = []
    func add(_ target: String, _ path: [String]) {
      guard let collection = Resource.named(target)?.collection else { return }
      if let index = found.firstIndex(where: { $0.collection == collection }) {
        found[index].paths.append(path)
      } else {
        found.append((collection, [path]))
      }
    }
    for field in fields {
      if let target = field.target { add(target, [field.name]) }
      for member in field.members {
        if let target = member.target { add(target, [field.name, member.name]) }
      }
    }
    return found
  }
}

extension Layout.Leaf {
  /// Can be unknown: null, `onbekend`, or, where only what a source states counts, inferred.
  var isMissable: Bool { path[0] != Publicatie.field.name && (field.isNullable || field.filter != nil) }
}

extension Field {
  /// A choice that says by a word of its own that the source does not say.
  static let unknown = "onbekend"

  var hasUnknown: Bool {
    if case .choice(let values) = type { values.contains(Field.unknown) } else { false }
  }
}

extension Filter {
  /// Given twice it could only contradict itself.
  public var isSingle: Bool {
    switch kind {
    case .boolean, .day, .integer, .decimal, .timestamp, .search: true
    case .link, .choice, .text, .integers, .names: false
    }
  }

  /// The values of which any will do. A comma that belongs to a text has a `\` before it, and so may a `\`.
  static func values(_ given: String, of kind: Kind) -> [String] {
    guard case .text = kind else {
      if !given.utf8.contains(UInt8(ascii: ",")) { return [given] }
      return given.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var values = [""]
    var isEscaped = false
    for scalar in given.unicodeScalars {
      if isEscaped, scalar != ",", scalar != "\\" { values[values.count - 1] += "\\" }
      if scalar == ",", !isEscaped {
        values.append("")
      } else if scalar != "\\" || isEscaped {
        values[values.count - 1].unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    if isEscaped { values[values.count - 1] += "\\" }
    return values
  }

  /// A text as `values` reads it back.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if scalar == "," || scalar == "\\" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
  }

  /// A closed set of values, one or more in each row.
  var isCountable: Bool {
    switch (kind, place) {
    case (.link, .column), (.link, .set), (.link, .member), (.choice, .column), (.choice, .member), (.boolean, .column),
      (.integers, .column),
      (.text, .set):
      true
    default: false
    }
  }

  fileprivate static func of(_ leaf: Layout.Leaf) -> [Filter] {
    guard let key = leaf.field.filter else { return [] }
    func one(_ kind: Kind) -> [Filter] {
      [Filter(key: key, nl: leaf.field.nl, en: leaf.field.en, kind: kind, place: .column(leaf))]
    }
    func range(_ kind: Kind) -> [Filter] {
      [
        Filter(
          key: key + "Vanaf", nl: "\(leaf.field.nl) Op of na.", en: "\(leaf.field.en) At or after.", kind: kind,
          place: .from(leaf)),
        Filter(
          key: key + "TotEnMet", nl: "\(leaf.field.nl) Op of voor.", en: "\(leaf.field.en) At or before.", kind: kind,
          place: .through(leaf)),
      ]
    }
    switch leaf.field.type {
    case .choice(let values): return one(.choice(values))
    case .boolean: return one(.boolean)
    case .text, .url: return one(.text)
    case .link(let target): return one(.link(target))
    case .day, .impreciseDate: return range(.day)
    case .integer: return one(.integers) + range(.integer)
    case .decimal: return range(.decimal)
    case .timestamp, .object, .texts, .links, .objects, .parameters: return []
    }
  }

  fileprivate static func of(_ list: Layout.ListTable) -> [Filter] {
    let field = list.field
    switch field.type {
    case .links(let target):
      return field.filter.map {
        [Filter(key: $0, nl: field.nl, en: field.en, kind: .link(target), place: .set(list))]
      } ?? []
    case .texts:
      return field.filter.map { [Filter(key: $0, nl: field.nl, en: field.en, kind: .text, place: .set(list))] } ?? []
    case .objects(let members, _):
      var filters: [Filter] = []
      for member in members {
        if member.isRole, case .choice(let roles) = member.type,
          let link = members.first(where: { $0.target != nil }), let target = link.target
        {
          filters += roles.map {
            Filter(
              key: $0, nl: "\(link.nl) In de rol `\($0)`.", en: "\(link.en) In the role `\($0)`.", kind: .link(target),
              place: .member(list, link, role: (member.column, $0)))
          }
        }
        guard let key = member.filter else { continue }
        let kind: Kind? =
          switch member.type {
          case .link(let target): .link(target)
          case .choice(let values): .choice(values)
          case .text: .text
          default: nil
          }
        if let kind {
          filters.append(
            Filter(key: key, nl: member.nl, en: member.en, kind: kind, place: .member(list, member, role: nil)))
        }
      }
      return filters
    default: return []
    }
  }
}
