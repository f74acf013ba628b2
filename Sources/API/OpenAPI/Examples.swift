import Bytes
import Register

/// Examples that are valid: the kenmerken in them are those of the real programme.
enum Examples {
  static let address = "https://npdr.example.org"
  private static let moment = "2026-03-21T08:30:00Z"

  private static let kenmerken = [
    "fase": "herkennen-melden", "domein": "onderwijs", "grond": "moslimdiscriminatie", "organisatie": "szw",
    "document": "doc-aanbiedingsbrief-np-2022", "programma": "np-2022",
    "maatregel": "m-handreiking-moslimdiscriminatie", "actie": "handreiking-drukken",
    "voortgangsmelding": "m-handreiking-moslimdiscriminatie-2026-03-01",
  ]

  private static let texts = [
    "titel": "Handreiking melden van discriminatie op school",
    "naam": "Herkennen en melden",
    "omschrijving": "Een handreiking voor scholen over het herkennen en melden van discriminatie.",
    "doel": "Meer leerlingen en ouders weten waar zij discriminatie melden.",
    "toelichting": "De handreiking is getest op twaalf scholen en ligt bij de drukker.",
    "statusTekst": "In 2026 gereed.",
    "afkorting": "SZW",
  ]

  /// A row's kenmerk, as the document's examples have it.
  static func kenmerk(_ resource: Resource) -> String { kenmerken[resource.name] ?? "voorbeeld" }

  static func item(_ resource: Resource) -> JSON {
    var item = JSONObject()
    item["kenmerk"] = .string(kenmerk(resource))
    for field in resource.fields { item[field.name] = answered(field) }
    if resource.isStaged {
      item["publicatie"] = [
        "status": "gepubliceerd", "zichtbaarheid": "eigen-organisatie", "embargoTot": .null, "reden": .null,
      ]
    }
    item["versie"] = 3
    item["aangemaaktOp"] = "2026-01-12T10:00:00Z"
    item["gewijzigdOp"] = .string(moment)
    let own = "\(address)/v1/\(resource.collection)/\(kenmerk(resource))"
    let below: [(String, JSON)] = resource.children.map { child in
      (child.collection, ["href": .string("\(own)/\(child.collection)")])
    }
    let naming: [(String, JSON)] = resource.lists.map { other, key in
      (other.collection, ["href": .string("\(address)/v1/\(other.collection)?\(key)=\(kenmerk(resource))")])
    }
    let links: [(String, JSON)] = [("self", ["href": .string(own)])] + below + naming
    item["_links"] = .object(JSONObject(links + [("versies", ["href": .string("\(own)/versies")])]))
    return .object(item)
  }

  static func selection(_ resource: Resource) -> JSON {
    let title = resource.fields.first { $0.isRequired && !$0.isReadOnly }
    var item: JSONObject = ["kenmerk": .string(kenmerk(resource))]
    if let title { item[title.name] = answered(title) }
    return .object(item)
  }

  static func list(_ resource: Resource) -> JSON {
    [
      "items": [selection(resource)], "aantal": 1,
      "_links": ["self": ["href": .string("\(address)/v1/\(resource.collection)")]],
    ]
  }

  /// The required members, and one more.
  static func input(_ resource: Resource, without parent: String?) -> JSON {
    var input = JSONObject()
    for field in resource.fields where !field.isReadOnly && field.name != parent {
      if field.isRequired || texts[field.name] != nil && field.name != "toelichting" {
        input[field.name] = filled(field)
      }
    }
    return .object(input)
  }

  static func patch(_ resource: Resource) -> JSON {
    let choice = resource.fields.first { field in
      if case .choice = field.type { !field.isReadOnly } else { false }
    }
    guard let field = choice ?? resource.fields.first(where: { !$0.isReadOnly }) else { return [:] }
    return .object([field.name: filled(field)])
  }

  static func csv(_ resource: Resource) -> String {
    "kenmerk,versie\r\n\(kenmerk(resource)),3\r\n"
  }

  /// As it is answered: the required members and the well-known ones filled, the others unknown.
  private static func answered(_ field: Field) -> JSON {
    if field.isList { return field.isRequired ? filled(field) : .array([]) }
    if case .object(let members) = field.type, !field.isOptional {
      return .object(JSONObject(members.map { ($0.name, answered($0)) }))
    }
    if let fallback = field.fallback { return literal(fallback, field.type) }
    return field.isRequired || texts[field.name] != nil ? filled(field) : .null
  }

  private static func literal(_ text: String, _ type: FieldType) -> JSON {
    switch type {
    case .boolean: .bool(text == "true")
    case .parameters: [:]
    default: .string(text)
    }
  }

  private static func filled(_ field: Field) -> JSON {
    switch field.type {
    case .text(let max): .string(String((texts[field.name] ?? "Voorbeeld").prefix(max)))
    case .url: .string("\(address)/document")
    case .integer(let range): .integer(range.lowerBound)
    case .decimal: "38667.84"
    case .boolean: true
    case .choice(let values): .string(values[min(1, values.count - 1)])
    case .day: "2026-03-01"
    case .impreciseDate: ["vanaf": "2026-01-01", "totEnMet": "2026-12-31", "precisie": "jaar", "tekst": "2026"]
    case .timestamp: .string(moment)
    case .link(let target): .string(kenmerken[target] ?? "voorbeeld")
    case .links(let target): [.string(kenmerken[target] ?? "voorbeeld")]
    case .texts: ["voorbeeld"]
    case .object(let members): .object(JSONObject(members.map { ($0.name, answered($0)) }))
    case .objects(let members, _): [.object(JSONObject(members.map { ($0.name, answered($0)) }))]
    case .parameters: ["programma": "np-2022", "uitvoeringsstatus": "in-voorbereiding,in-uitvoering"]
    }
  }
}
