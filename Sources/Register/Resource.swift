/// A resource of the register, declared once: `Resources/Maatregel.swift` and its neighbours. One object, shared: every
/// document and command has it at hand.
public final class Resource: Sendable {
  /// The Dutch noun, its table and its name in links: `maatregel`.
  public let name: String
  /// The path segment under `/v1`: `maatregelen`.
  public let collection: String
  public let nl: String
  public let en: String
  /// The members a client writes, in the order in which they are shown.
  public let fields: [Field]
  /// Who may write rows.
  public let rights: Rights
  /// How rows come to be seen.
  public let publication: Publication
  /// A code list: hierarchical (`bovenliggend`), with aliases, its codes never deleted.
  public let isCodeList: Bool
  /// The fields a POST without `kenmerk` makes one from.
  public let kenmerkSource: [String]
  /// The field that names the row this one stands under: `/maatregelen/{kenmerk}/acties`.
  public let parentField: String?
  /// The field whose rows this one can be found and made under: the parent's, or a set of links, of which none is the
  /// parent (`/maatregelen/{kenmerk}/financieringsregels`).
  public let pathField: String?
  /// Rows are added and never changed.
  public let isAppendOnly: Bool
  /// Kept for the service itself and no content of the programme: no versions, sources or past.
  public let isOfTheService: Bool
  /// Links from elsewhere that `mist=` and `heeft=` may name: `voortgang` are the reports of a measure.
  public let inverses: [Inverse]
  /// Query keys whose answer no single field holds.
  let derived: [DerivedFilter]
  /// What no single field can say; checked when all fields are valid by themselves.
  public let rules: [Rule]

  public struct Inverse: Sendable {
    /// The word in `mist=` and `heeft=`.
    public let name: String
    public let resource: String
    /// The link there, the set of links, or the list whose `member` is the link.
    public let field: String
    public let member: String?
    /// The query key that asks for the rows named by certain others.
    public let filter: String?

    init(name: String, resource: String, field: String, member: String? = nil, filter: String? = nil) {
      self.name = name
      self.resource = resource
      self.field = field
      self.member = member
      self.filter = filter
    }
  }

  init(
    _ name: String, _ collection: String, nl: String, en: String, rights: Rights,
    publication: Publication = .immediate, isCodeList: Bool = false, isOfTheService: Bool = false,
    kenmerkSource: [String], parentField: String? = nil, pathField: String? = nil,
    isAppendOnly: Bool = false, inverses: [Inverse] = [], derived: [DerivedFilter] = [], rules: [Rule] = [],
    _ fields: [Field]
  ) {
    self.name = name
    self.collection = collection
    self.nl = nl
    self.en = en
    self.rights = rights
    self.publication = publication
    self.isCodeList = isCodeList
    self.isOfTheService = isOfTheService
    self.kenmerkSource = kenmerkSource
    self.parentField = parentField
    self.pathField = pathField ?? parentField
    self.isAppendOnly = isAppendOnly
    self.inverses = inverses
    self.derived = derived
    self.rules = rules + [.sourcesAreNamed]
    let shared = isOfTheService ? [] : Field.everywhere
    self.fields = fields + shared.filter { base in !fields.contains { $0.name == base.name } }
  }

  /// Who may write; what each role may do is in `Rights.swift`.
  public enum Rights: Sendable {
    /// Only the administrator: code lists, organisations, programmes.
    case administrator
    /// Every role that writes: documents.
    case shared
    /// Only the bureau and the administrator: rounds, judgements, proposals.
    case bureau
    /// Those who answer for the measure, or make it for another.
    case measure
    /// Those who answer for the measure it stands under; `includingExecutor` for reports.
    case underMeasure(includingExecutor: Bool)
    /// Those who answer for the measures it names; one that names none, whoever it says it is of.
    case underMeasures
    /// Every token, for its own organisation: subscriptions.
    case own
    /// Nobody: the server makes the rows.
    case server
  }

  public enum Publication: Sendable {
    /// Public from the first write on.
    case immediate
    /// Public when the named boolean field is true; else seen by every token.
    case byField(String)
    /// Seen by whoever sees the row it stands under.
    case withParent
    /// Seen by whoever sees the row it stands under and is meant by the named choice: `bureau`, `interdepartementaal`
    /// or `openbaar`.
    case byLevel(String)
    /// Seen by its own organisation only.
    case ownOrganisation
    /// Through `publicatie`: concept, vrijgegeven, gepubliceerd, ingetrokken.
    case staged
  }

  /// A rule over a whole document.
  public struct Rule: Sendable {
    /// Rules at the door bind the API and not the import of history (DESIGN section 3).
    public let isAtTheDoorOnly: Bool
    /// Members without which it cannot be judged, beside the one it speaks of.
    let reads: [String]
    let check: @Sendable (Document) -> [FieldError]

    static func always(
      reading reads: [String] = [], _ check: @escaping @Sendable (Document) -> [FieldError]
    ) -> Rule {
      Rule(isAtTheDoorOnly: false, reads: reads, check: check)
    }
    static func atTheDoor(_ check: @escaping @Sendable (Document) -> [FieldError]) -> Rule {
      Rule(isAtTheDoorOnly: true, reads: [], check: check)
    }
  }
}

extension Resource {
  /// Every resource, in an order in which each only needs those before it.
  public static let all: [Resource] = [
    .fase, .domein, .grond, .organisatie, .document, .programma, .uitvraag, .maatregel, .actie, .voortgangsmelding,
    .planwijziging, .oordeel, .effectonderzoek, .voorstel, .lacune, .financieringssectie, .financieringsregel, .motie,
    .toezegging, .indicator, .meting, .gebeurtenis,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  private static let byCollection = Dictionary(uniqueKeysWithValues: all.map { ($0.collection, $0) })

  public static func named(_ name: String) -> Resource? { byName[name] }
  public static func collected(as collection: String) -> Resource? { byCollection[collection] }

  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The resources that stand under this one.
  public var children: [Resource] {
    Resource.all.filter { child in
      guard let field = child.pathField else { return false }
      return child.field(field)?.target == name
    }
  }

  /// The lists of rows that name a row of this one and do not stand under it: `/moties?maatregel=`.
  public var lists: [(resource: Resource, key: String)] {
    inverses.compactMap { inverse in
      guard let other = Resource.named(inverse.resource), !children.contains(where: { $0.name == other.name }),
        let field = other.field(inverse.field)
      else { return nil }
      let link = inverse.member.map { name in field.members.first { $0.name == name } } ?? field
      return link?.filter.map { (other, $0) }
    }
  }

  /// What `geldigOp=` means for a resource.
  public enum Validity: Sendable, Equatable {
    /// Nothing: no such parameter.
    case none
    /// Rows hold from one day to another, in these columns; null is no bound. `geldigTot` is the first day on which a
    /// row no longer holds, the end of a programme's period the last on which it does.
    case days(from: String, through: End)
    /// All rows hold; what they say changes with the days its changes take effect.
    case plan

    public struct End: Sendable, Equatable {
      let column: String
      let isIncluded: Bool
    }
  }

  public var validity: Validity {
    if name == Resource.maatregel.name { return .plan }
    if field("geldigVan") != nil, field("geldigTot") != nil {
      return .days(from: "geldig_van", through: Validity.End(column: "geldig_tot", isIncluded: false))
    }
    if let period = field("periode"), period.isObject {
      return .days(
        from: "periode_van_vanaf", through: Validity.End(column: "periode_tot_tot_en_met", isIncluded: true))
    }
    return .none
  }

  /// Takes `geldigOp=`.
  public var isDated: Bool { validity != .none }

  /// The query key of `pathField`.
  public var pathFilter: String? { pathField.flatMap { field($0)?.filter ?? $0 } }

  /// May name codes that only collect others: code lists, and headings that classify as coarsely.
  var namesCollections: Bool { isCodeList || name == Resource.financieringssectie.name }

  public var isStaged: Bool {
    if case .staged = publication { true } else { false }
  }
}

extension Field {
  /// What every row has beside its own members (DESIGN section 3).
  static let everywhere: [Field] = [
    .text(
      "toelichting", 10_000, nl: "Toelichting bij deze rij, zoals de bron of de beheerder die geeft.",
      en: "A note on this row."
    ).searchable,
    .texts(
      "afgeleid", 120,
      nl:
        "Wat geen bron zegt en een analist heeft ingevuld: een veld (`soort`) of een element (`fasen/herkennen-melden`).",
      en: "What no source states and an analyst filled in: a field or one element of it."
    ).filtered,
    .objects(
      "bronnen", nl: "Waar dit staat: een document (met regels en citaat) of een webadres.",
      en: "Where this is stated: a document (with lines and a quote) or a web address.",
      [
        .link("document", to: "document", nl: "Het document.", en: "The document.").filtered,
        .url("url", nl: "Het webadres.", en: "The web address."),
        .integer("regel", 1...1_000_000, nl: "Eerste regel in de tekst van het document.", en: "First line."),
        .integer("regelTot", 1...1_000_000, nl: "Laatste regel.", en: "Last line."),
        .text("citaat", 500, nl: "Letterlijk citaat.", en: "Literal quote."),
      ]
    ).ordered,
  ]
}

extension Resource.Inverse {
  /// Where the link is: in a column of the row that links, or in one of its lists.
  struct Link {
    let list: String?
    /// With its alias: `k` the row, `l` the element.
    let column: String
  }

  func link(to other: Resource) -> Link? {
    guard let field = other.field(field) else { return nil }
    guard field.isList else { return Link(list: nil, column: "k.\(field.column)") }
    let table = Layout.of(other).list(field.name)?.table
    guard let member else { return Link(list: table, column: "l.naar") }
    return field.members.first { $0.name == member }.map { Link(list: table, column: "l.\($0.column)") }
  }
}
