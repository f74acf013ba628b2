import Bytes

/// Schemas that more than one resource uses.
enum SharedSchemas {
  static var all: JSONObject {
    [
      "Probleem": problem, "Verwijzing": link, "Verwijzingen": links, "Facetten": facets,
      "StatusovergangInvoer": transition, "Gezondheid": health,
      "Importuitslag": BulkDescription.result,
    ]
  }

  static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  /// A date as precise as its source: the days between which it lies.
  static let impreciseDate: JSONObject = [
    "type": "object",
    "format": "onnauwkeurige-datum",
    "properties": [
      "vanaf": ["type": "string", "format": "date", "description": "Eerste dag die het kan zijn."],
      "totEnMet": ["type": "string", "format": "date", "description": "Laatste dag die het kan zijn."],
      "precisie": ["type": "string", "enum": precisions],
      "tekst": ["type": "string", "nullable": true, "description": "Zoals de bron het schrijft."],
    ],
    "required": ["vanaf", "totEnMet", "precisie", "tekst"],
  ]

  /// `"2024"`, `"2024-06"`, `"2024-06-30"`, or the object that is answered.
  static let impreciseDateSent: JSONObject = [
    "format": "onnauwkeurige-datum",
    "oneOf": [
      ["type": "string", "pattern": #"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"#],
      [
        "type": "object",
        "properties": [
          "vanaf": ["type": "string", "format": "date"],
          "totEnMet": ["type": "string", "format": "date"],
          "precisie": ["type": "string", "enum": precisions],
          "tekst": ["type": "string", "nullable": true],
        ],
        "required": ["vanaf", "totEnMet", "precisie"],
        "additionalProperties": false,
      ],
    ],
  ]

  private static let precisions: JSON = ["dag", "maand", "seizoen", "jaar"]

  private static let problem: JSON = [
    "type": "object",
    "description": "Wat er misging (RFC 9457), met alle fouten tegelijk.",
    "properties": [
      "type": ["type": "string", "format": "uri-reference", "description": "Soort probleem."],
      "title": ["type": "string", "description": "Het soort probleem in woorden."],
      "status": ["type": "integer", "minimum": 400, "maximum": 599, "description": "De HTTP-status."],
      "detail": ["type": "string", "description": "Wat er nu misging en wat u eraan doet."],
      "instance": ["type": "string", "format": "uri-reference", "description": "Dit ene voorval."],
      "errors": [
        "type": "array",
        "description": "Elke fout apart.",
        "items": [
          "type": "object",
          "properties": [
            "in": [
              "type": "string", "enum": ["body", "query", "path", "header"], "description": "Waarin de fout zit.",
            ],
            "rij": [
              "type": "integer", "minimum": 1,
              "description": "Bij een import: de regel, of de rij van de tabel (de kop is rij 1).",
            ],
            "location": [
              "type": "string",
              "description": "JSON Pointer in de inhoud (`/betrokkenen/0/rol`), of naam van parameter of header.",
            ],
            "code": ["type": "string", "description": "De fout, voor programma's."],
            "detail": ["type": "string", "description": "De fout, voor mensen."],
          ],
          "required": ["in", "location", "code", "detail"],
        ],
      ],
      "meerFouten": [
        "type": "integer", "minimum": 1, "description": "Fouten die niet in `errors` staan.",
      ],
    ],
    "required": ["type", "title", "status", "detail"],
  ]

  private static let link: JSON = [
    "type": "object",
    "properties": ["href": ["type": "string", "format": "uri", "description": "Absoluut adres."]],
    "required": ["href"],
  ]

  private static let links: JSON = [
    "type": "object",
    "properties": ["self": reference("Verwijzing"), "next": reference("Verwijzing")],
    "required": ["self"],
  ]

  private static let facets: JSON = [
    "type": "object",
    "description": "Per filter elke waarde met het aantal rijen; het filter zelf telt daarin niet mee.",
    "additionalProperties": [
      "type": "array",
      "items": [
        "type": "object",
        "properties": [
          "waarde": ["type": "string", "nullable": true],
          "aantal": ["type": "integer", "minimum": 0],
        ],
        "required": ["waarde", "aantal"],
      ],
    ],
  ]

  private static let transition: JSON = [
    "type": "object",
    "properties": [
      "naar": [
        "type": "string", "enum": ["concept", "vrijgegeven", "gepubliceerd", "ingetrokken"],
        "description": "De nieuwe stand.",
      ],
      "reden": [
        "type": "string", "nullable": true, "maxLength": 1_000,
        "description": "Waarom; verplicht bij `ingetrokken`.",
      ],
      "zichtbaarheid": [
        "type": "string", "nullable": true, "enum": ["eigen-organisatie", "interdepartementaal", .null],
        "description": "Wie het ziet zolang het niet openbaar is.",
      ],
      "embargoTot": [
        "type": "string", "nullable": true, "format": "date-time",
        "description": """
        Niet openbaar vóór dit moment. Op een gepubliceerde rij waarvan het embargo nog loopt verzet \
        `{"naar": "gepubliceerd", "embargoTot": ...}` het; met `null` is het meteen voorbij.
        """,
      ],
    ],
    "required": ["naar"],
    "additionalProperties": false,
  ]

  private static let health: JSON = [
    "type": "object",
    "properties": ["status": ["type": "string", "description": "`goed` als het antwoord 200 is."]],
    "required": ["status"],
  ]
}
