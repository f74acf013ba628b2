import Bytes
import Register

/// What requests may bring beside their body: described once and referred to, or, where it depends on the resource,
/// written out from its declaration.
enum Parameters {
  static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/parameters/\(name)")] }

  static let components: JSON = [
    "Kenmerk": [
      "name": "kenmerk", "in": "path", "required": true, "description": "Kenmerk van de rij.",
      "schema": FieldSchemas.kenmerk,
    ],
    "Versienummer": [
      "name": "n", "in": "path", "required": true, "description": "Welke gepubliceerde versie, vanaf 1.",
      "schema": ["type": "integer", "format": "int64", "minimum": 1, "example": 1],
    ],
    "Bestand": [
      "name": "bestand", "in": "path", "required": true, "description": "Naam van het bestand, zoals in `/bestanden`.",
      "schema": [
        "type": "string", "enum": .array(DumpFile.all.map { .string($0.name) }), "example": "maatregelen.csv",
      ],
    ],
    "VanVersie": version("vanVersie", "De versie waarvan wordt uitgegaan."),
    "TotVersie": version("totVersie", "De versie waarmee wordt vergeleken."),
    "IfMatch": header(
      "If-Match",
      "De `ETag` van wat u las; zonder is het antwoord 428. Verwijzingen naar wat niet iedereen mag zien veranderen de "
        + "`ETag` van wie ze leest en niet de `versie`: wie ze wijzigt, noemt de `ETag` en niet alleen de versie.",
      ["type": "string", "example": "\"3\""]),
    "IfNoneMatch": header(
      "If-None-Match", "Merktekens die u al hebt: is er niets veranderd, dan is het antwoord 304.",
      ["type": "string", "example": "\"3\""]),
    "IfNoneMatchAlles": header(
      "If-None-Match",
      "`*`: alleen als er onder dit kenmerk nog niets is. Een merkteken: niet als de rij dat heeft; bestaat zij, dan is `If-Match` ook nodig.",
      ["type": "string", "example": "*"]),
    "IdempotencyKey": header(
      "Idempotency-Key",
      "Een eigen sleutel voor dit verzoek. Herhaald met dezelfde inhoud geeft het hetzelfde antwoord en gebeurt er niets.",
      ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$", "example": "melding-2026-03-01-a"]),
    "LaatstGelezen": header(
      "Last-Event-ID", "Bij `text/event-stream`: de `id` van het laatst gelezen bericht; gaat voor `sinds`.",
      ["type": "string", "minLength": 1]),
    "Taal": header(
      "Accept-Language", "Taal van foutmeldingen: Nederlands, of Engels met `en`.",
      ["type": "string", "example": "nl"]),
    "Weergave": query(
      "weergave", "`concept`: het concept in plaats van de gepubliceerde versie.",
      ["type": "string", "enum": ["concept"]]),
    "BeschikbaarOp": query(
      "beschikbaarOp", "Wat het register op dat moment zei.",
      ["type": "string", "format": "date-time", "example": "2026-03-01T12:00:00Z"]),
    "Limiet": query(
      "limit", "Rijen op een bladzijde.", ["type": "integer", "minimum": 1, "maximum": 200, "default": 50]),
    "Cursor": query(
      "cursor", "Waar de bladzijde begint: neem het adres uit `_links.next`.",
      ["type": "string", "minLength": 1, "maxLength": 4_000]),
  ]

  private static func version(_ name: String, _ text: String) -> JSON {
    [
      "name": .string(name), "in": "query", "required": true, "description": .string(text),
      "schema": ["type": "integer", "format": "int64", "minimum": 1],
    ]
  }

  private static func header(_ name: String, _ text: String, _ schema: JSON) -> JSON {
    ["name": .string(name), "in": "header", "required": false, "description": .string(text), "schema": schema]
  }

  static func query(_ name: String, _ text: String, _ schema: JSON) -> JSON {
    ["name": .string(name), "in": "query", "required": false, "description": .string(text), "schema": schema]
  }

  /// Values separated by commas, each from a list.
  static func names(_ name: String, _ text: String, _ values: [String]) -> JSON {
    [
      "name": .string(name), "in": "query", "required": false, "description": .string(text), "style": "form",
      "explode": false,
      "schema": [
        "type": "array", "minItems": 1, "uniqueItems": true,
        "items": ["type": "string", "enum": .array(values.map(JSON.string))],
      ],
    ]
  }

  // MARK: By resource

  static func draft(_ resource: Resource) -> [JSON] { resource.isStaged ? [reference("Weergave")] : [] }

  static func item(_ resource: Resource) -> [JSON] {
    representation(resource) + draft(resource) + [reference("BeschikbaarOp")]
      + resource.filters.filter { $0.key == "geldigOp" }.map(FilterParameters.describe)
      + ["IfNoneMatch", "Taal"].map(reference)
  }

  private static func representation(_ resource: Resource) -> [JSON] {
    let words = Vocabulary.of(resource)
    var all = [names("fields", "Alleen deze leden, en altijd `kenmerk`.", words.members)]
    if !words.expandableNames.isEmpty {
      let text = "Geef de rijen van deze collecties waarnaar wordt verwezen mee onder `_embedded`."
      all.append(names("expand", text, words.expandableNames))
    }
    return all
  }

  static func list(_ resource: Resource, under parent: Resource?) -> [JSON] {
    // What the path has decided already is not asked again.
    let decided = parent == nil ? nil : resource.pathFilter
    let filters = resource.filters.filter { $0.key != decided }
    return ["Limiet", "Cursor"].map(reference)
      + [sort(resource)] + representation(resource) + filters.map(FilterParameters.describe)
      + [names("facetten", "Tel de waarden van deze filters.", Vocabulary.of(resource).facets.filter { $0 != decided })]
      + draft(resource) + ["IfNoneMatch", "Taal"].map(reference)
  }

  private static func sort(_ resource: Resource) -> JSON {
    let both = Vocabulary.of(resource).sortable.flatMap { [$0, "-" + $0] }
    return names("sort", "Volgorde; een `-` ervoor is aflopend. Onbekend komt achteraan.", both)
  }
}
