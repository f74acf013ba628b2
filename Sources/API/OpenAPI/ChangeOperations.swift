import Bytes
import Register

/// The feed, described.
extension Operations {
  static var changes: JSON {
    let events: JSON = [
      "schema": ["type": "string"],
      "example": .string("id: \(ChangeSchemas.position)\ndata: \(ChangeSchemas.example.text)\n\n"),
    ]
    var page =
      Responses.jsonOrCSV(
        "Een bladzijde, of met `text/event-stream` een stroom die openblijft.", SharedSchemas.reference("Wijzigingen"),
        csv: "positie,soort,bron,kenmerk,weergave,versie,conceptversie,op,organisatie\r\n", headers: Headers.page
      ).asObject ?? [:]
    var content = page["content"]?.asObject ?? [:]
    content["text/event-stream"] = events
    page["content"] = .object(content)
    return [
      "tags": ["wijzigingen"], "operationId": "lijstWijzigingen", "summary": "Wat er veranderde, voor zover u het ziet",
      "description": """
      De veranderingen in volgorde. Wie ze vanaf het begin naspeelt - `gemaakt` en `gewijzigd` erbij, `ingetrokken` en \
      `verwijderd` eruit, die met `weergave` apart - heeft precies wat de lijsten tonen. Bewaar `positie` en vraag later \
      verder met `sinds`. Als `text/event-stream` komen nieuwe veranderingen zodra zij zijn vastgelegd; na een breuk gaat \
      de stroom verder vanaf `Last-Event-ID`. Wie ver achter is krijgt 1.000 veranderingen, en dan eindigt de stroom: \
      verbind opnieuw met de laatste `id` als `Last-Event-ID` (een browser doet dat zelf) en hij gaat daar verder. Is dat niet meer mogelijk, dan is het antwoord 410: begin opnieuw.
      """,
      "parameters": .array(
        [
          Parameters.query(
            "sinds", "Een `positie`: wat erna kwam. Zonder: vanaf het begin; `nu`: alleen wat nog komt.",
            ["type": "string", "minLength": 1, "example": .string(ChangeSchemas.position)]),
          Parameters.names("bron", "Alleen veranderingen in deze collecties.", Resource.all.map(\.collection)),
        ] + ["Limiet", "LaatstGelezen", "IfNoneMatch", "Taal"].map(Parameters.reference)),
      "responses": Responses.of(
        [(200, .object(page)), (304, Responses.notModified)], refusing: anyRead + [410]),
      "security": [[:], ["bearer": []]],
    ]
  }
}

enum ChangeSchemas {
  static let position = "WyJaRGc4bXJ3TSIsNDJd"

  static let example: JSON = [
    "positie": .string(position), "soort": "gewijzigd", "bron": "maatregelen", "kenmerk": "m-via", "versie": 3,
    "op": "2026-03-21T08:30:00Z", "organisatie": "szw",
    "_links": ["self": ["href": .string("\(Examples.address)/v1/maatregelen/m-via")]],
  ]

  static var all: [(String, JSON)] { [("Wijziging", change), ("Wijzigingen", page)] }

  private static func text(_ words: String) -> JSON { ["type": "string", "description": .string(words)] }

  private static var change: JSON {
    [
      "type": "object",
      "properties": [
        "positie": text("Waar de wijzigingen erna beginnen; ondoorzichtig."),
        "soort": [
          "type": "string", "enum": .array(FeedChange.Kind.allCases.map { .string($0.rawValue) }),
          "description": """
          Wat het voor u is: erbij, anders, ingetrokken, of er niet meer (ook: niet meer voor u zichtbaar).
          """,
        ],
        "bron": [
          "type": "string", "enum": .array(Resource.all.map { .string($0.collection) }), "description": "De collectie.",
        ],
        "kenmerk": FieldSchemas.kenmerk,
        "weergave": [
          "type": "string", "enum": ["concept"], "description": "Bij het concept naast een gepubliceerde versie.",
        ],
        "versie": ["type": "integer", "format": "int64", "minimum": 0],
        "conceptversie": ["type": "integer", "format": "int64", "minimum": 1],
        "op": ["type": "string", "format": "date-time", "description": "Wanneer."],
        "organisatie": ["type": "string", "nullable": true, "description": "Wie het deed; leeg voor de server zelf."],
        "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["positie", "soort", "bron", "kenmerk", "versie", "op", "organisatie", "_links"],
      "example": example,
    ]
  }

  private static var page: JSON {
    [
      "type": "object",
      "properties": [
        "items": ["type": "array", "items": SharedSchemas.reference("Wijziging")],
        "positie": text("Waar het verdergaat: de volgende keer `sinds`."),
        "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["items", "positie", "_links"],
      "example": [
        "items": [example], "positie": .string(position),
        "_links": ["self": ["href": .string("\(Examples.address)/v1/wijzigingen")]],
      ],
    ]
  }
}
