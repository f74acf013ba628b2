/// One member of a resource: everything that validation, SQL, JSON, filters, sorting, CSV, OpenAPI and the entry form
/// need to know of it. One object, shared: whoever goes through the fields of a row takes no copies of them.
public final class Field: Sendable {
  /// The JSON member, lowerCamelCase: `gereedGepland`.
  public let name: String
  public let type: FieldType
  /// What it means, for the API description.
  public let nl: String
  public let en: String
  private let traits: Traits

  /// What is said of it beside its type.
  private struct Traits {
    var isRequired = false
    var fallback: String?
    var isReadOnly = false
    var isSortable = false
    var isSearchable = false
    var filter: String?
    var isRole = false
    var isOptional = false
    var isKamerstuk = false
    var isCoordinated = false
    var addedWithin: [String] = []
    var since = "1.0.0"
    var heading: Report.Text?
  }

  /// May not be null (for a list: may not be empty).
  public var isRequired: Bool { traits.isRequired }
  /// What an omitted or null value becomes; such a field is never null.
  public var fallback: String? { traits.fallback }
  /// The server fills it; a client's value is ignored in PUT and POST, and refused in PATCH when it differs.
  public var isReadOnly: Bool { traits.isReadOnly }
  /// Part of `sort=`.
  public var isSortable: Bool { traits.isSortable }
  /// In the full-text index.
  public var isSearchable: Bool { traits.isSearchable }
  /// The query key that filters on it, `grond` for `gronden`.
  public var filter: String? { traits.filter }
  /// Of a choice in a list of links: each value is a query key on the link beside it (`verantwoordelijk=szw`).
  public var isRole: Bool { traits.isRole }
  /// An object that may be absent as a whole.
  public var isOptional: Bool { traits.isOptional }
  /// An object that may also be sent as one text: a number of Parliament as people write it.
  public var isKamerstuk: Bool { traits.isKamerstuk }
  /// Only the bureau and the administrator change it once the row is published.
  public var isCoordinated: Bool { traits.isCoordinated }
  /// Of an amount: the fields that must be the same before two of them may be added. One that has none is never added.
  public var addedWithin: [String] { traits.addedWithin }
  /// The version of the API that brought it.
  public var since: String { traits.since }
  /// Over its column, for people; without one that is its name.
  public var heading: Report.Text? { traits.heading }

  convenience init(_ name: String, _ type: FieldType, nl: String, en: String) {
    self.init(name, type, nl: nl, en: en, Traits())
  }

  private init(_ name: String, _ type: FieldType, nl: String, en: String, _ traits: Traits) {
    self.name = name
    self.type = type
    self.nl = nl
    self.en = en
    self.traits = traits
  }

  private func with(_ change: (inout Traits) -> Void) -> Field {
    var traits = traits
    change(&traits)
    return Field(name, type, nl: nl, en: en, traits)
  }

  var required: Field { with { $0.isRequired = true } }
  var readOnly: Field { with { $0.isReadOnly = true } }
  var sortable: Field { with { $0.isSortable = true } }
  var searchable: Field { with { $0.isSearchable = true } }
  var role: Field { with { $0.isRole = true } }
  var optional: Field { with { $0.isOptional = true } }
  func headed(nl: String, en: String) -> Field { with { $0.heading = Report.Text(nl: nl, en: en) } }
  var kamerstuk: Field { with { $0.isKamerstuk = true } }
  var coordinated: Field { with { $0.isCoordinated = true } }
  /// Filters under its own name.
  var filtered: Field { filtered(by: name) }
  /// Filters under the singular: `gronden` by `grond`.
  func filtered(by key: String) -> Field { with { $0.filter = key } }
  func added(within fields: String...) -> Field { with { $0.addedWithin = fields } }
  func defaulting(to value: String) -> Field { with { $0.fallback = value } }
  func since(_ version: String) -> Field { with { $0.since = version } }
  var ordered: Field {
    guard case .objects(let fields, _) = type else { return self }
    return Field(name, .objects(fields, ordered: true), nl: nl, en: en, traits)
  }
}

/// What a field holds.
public indirect enum FieldType: Sendable {
  /// Text of 1 to `max` characters, no control characters but newline and tab.
  case text(max: Int)
  /// An absolute http or https address.
  case url
  case integer(ClosedRange<Int>)
  /// An exact decimal number as text, `"38667.84"`: at most 4 decimals, no floating point anywhere.
  case decimal
  case boolean
  case choice([String])
  /// `2024-06-30`
  case day
  /// `2024`, `2024-06`, `2024-06-30` or an object; comes out as `{vanaf, totEnMet, precisie, tekst}`.
  case impreciseDate
  /// An RFC 3339 date-time.
  case timestamp
  /// The kenmerk of one row of another (or the same) resource, by the resource's name.
  case link(String)
  /// A fixed object.
  case object([Field])
  /// A set of texts of at most `max` characters.
  case texts(max: Int)
  /// A set of kenmerken.
  case links(String)
  /// A list of objects; a set when `ordered` is false.
  case objects([Field], ordered: Bool)
  /// An object of list parameters of a resource: `{"programma": "np-2022", "fase": ["herkennen-melden"]}`.
  case parameters(of: String)
}

extension Field {
  static func text(_ name: String, _ max: Int, nl: String, en: String) -> Field {
    Field(name, .text(max: max), nl: nl, en: en)
  }
  static func url(_ name: String, nl: String, en: String) -> Field { Field(name, .url, nl: nl, en: en) }
  static func integer(_ name: String, _ range: ClosedRange<Int>, nl: String, en: String) -> Field {
    Field(name, .integer(range), nl: nl, en: en)
  }
  static func decimal(_ name: String, nl: String, en: String) -> Field { Field(name, .decimal, nl: nl, en: en) }
  static func boolean(_ name: String, nl: String, en: String) -> Field { Field(name, .boolean, nl: nl, en: en) }
  static func choice(_ name: String, _ values: [String], nl: String, en: String) -> Field {
    Field(name, .choice(values), nl: nl, en: en)
  }
  static func day(_ name: String, nl: String, en: String) -> Field { Field(name, .day, nl: nl, en: en) }
  static func date(_ name: String, nl: String, en: String) -> Field { Field(name, .impreciseDate, nl: nl, en: en) }
  static func timestamp(_ name: String, nl: String, en: String) -> Field { Field(name, .timestamp, nl: nl, en: en) }
  static func link(_ name: String, to resource: String, nl: String, en: String) -> Field {
    Field(name, .link(resource), nl: nl, en: en)
  }
  static func links(_ name: String, to resource: String, nl: String, en: String) -> Field {
    Field(name, .links(resource), nl: nl, en: en)
  }
  static func texts(_ name: String, _ max: Int, nl: String, en: String) -> Field {
    Field(name, .texts(max: max), nl: nl, en: en)
  }
  static func object(_ name: String, nl: String, en: String, _ fields: [Field]) -> Field {
    Field(name, .object(fields), nl: nl, en: en)
  }
  static func parameters(_ name: String, of resource: String, nl: String, en: String) -> Field {
    Field(name, .parameters(of: resource), nl: nl, en: en)
  }
  /// A set of objects; `.ordered` keeps the order given.
  static func objects(_ name: String, nl: String, en: String, _ fields: [Field]) -> Field {
    Field(name, .objects(fields, ordered: false), nl: nl, en: en)
  }
}

extension Field {
  /// Its columns' name in SQL: `gereedGepland` is `gereed_gepland`.
  public var column: String {
    var snake = ""
    for character in name {
      if character.isUppercase { snake += "_" }
      snake += character.lowercased()
    }
    return snake
  }

  /// Null is a possible value (never for lists, which are empty).
  public var isNullable: Bool { isObject ? isOptional : !isRequired && fallback == nil && !isList }

  public var isList: Bool {
    switch type {
    case .texts, .links, .objects: true
    case .text, .url, .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .link, .object,
      .parameters:
      false
    }
  }

  public var isObject: Bool {
    if case .object = type { true } else { false }
  }

  /// The resource a link or set of links points to.
  public var target: String? {
    switch type {
    case .link(let name), .links(let name): name
    default: nil
    }
  }

  /// The members of an object or of each object of a list.
  public var members: [Field] {
    switch type {
    case .object(let fields), .objects(let fields, _): fields
    default: []
    }
  }
}
