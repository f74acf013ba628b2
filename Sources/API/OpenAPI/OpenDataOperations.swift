import Bytes
import Register

/// The catalogue and the files of open data, described.
extension Operations {
  private static func openData(
    _ id: String, _ summary: String, _ description: String, _ content: JSON, refusing: [Int]
  ) -> JSON {
    [
      "tags": ["open data"], "operationId": .string(id), "summary": .string(summary),
      "description": .string(description), "parameters": .array(["IfNoneMatch", "Taal"].map(Parameters.reference)),
      "responses": Responses.of(
        [
          (200, ["description": .string(summary), "headers": .object(Headers.read), "content": content]),
          (304, Responses.notModified),
        ], refusing: refusing),
      "security": [[:], ["bearer": []]],
    ]
  }

  static let catalogue = openData(
    "leesCatalogus", "De catalogus voor dataportalen",
    "DCAT-AP-NL 3.0 in JSON-LD: gegevensverzameling, bestanden, API, uitgever, licentie. Alleen wat openbaar is.",
    [
      "application/ld+json": ["schema": SharedSchemas.reference("Catalogus")],
      "application/json": ["schema": SharedSchemas.reference("Catalogus")],
    ], refusing: anyRead)

  static let files = openData(
    "lijstBestanden", "De bestanden met alles wat openbaar is",
    "Elke collectie als JSON Lines en als CSV, alles in één bestand, en een beschrijving van elke kolom.",
    [
      "application/json": ["schema": SharedSchemas.reference("BestandLijst")],
      "text/csv": [
        "schema": ["type": "string"], "example": "naam,collectie\r\nmaatregelen.csv,maatregelen\r\n",
      ],
    ], refusing: anyRead)

  static let download = openData(
    "leesBestand", "Een bestand",
    """
    Zo groot als het register; wat u ontvangt is van één moment. De `ETag` verandert als er iets openbaars verandert, \
    en tot dan zijn alle bestanden van hetzelfde moment. Ook met een token is het wat iedereen mag zien.
    """,
    [
      "application/json": ["schema": ["type": "object", "description": "Data Package 2.0."]],
      "application/jsonl": ["schema": ["type": "string", "description": "Een rij per regel, als JSON-object."]],
      "text/csv": ["schema": ["type": "string", "description": "RFC 4180, zoals de lijsten."]],
    ], refusing: anyRead.filter { $0 != 406 } + [404])
}

enum OpenDataSchemas {
  static let all: [(String, JSON)] = [
    (
      "Catalogus",
      [
        "type": "object", "description": "JSON-LD: een context, en een lijst van knopen.",
        "properties": [
          "@context": ["type": "object"], "@graph": ["type": "array", "items": ["type": "object"]],
        ],
        "required": ["@context", "@graph"],
      ]
    ),
    (
      "BestandLijst",
      [
        "type": "object",
        "properties": [
          "items": ["type": "array", "items": SharedSchemas.reference("Bestand")],
          "aantal": ["type": "integer", "minimum": 0], "_links": SharedSchemas.reference("Verwijzingen"),
        ],
        "required": ["items", "aantal", "_links"],
      ]
    ),
    (
      "Bestand",
      [
        "type": "object",
        "properties": [
          "naam": ["type": "string", "example": "maatregelen.csv"],
          "collectie": ["type": "string", "nullable": true, "description": "Null: alle, of een beschrijving."],
          "omschrijving": ["type": "string"], "mediatype": ["type": "string", "example": "text/csv"],
          "_links": SharedSchemas.reference("Verwijzingen"),
        ],
        "required": ["naam", "collectie", "omschrijving", "mediatype", "_links"],
      ]
    ),
  ]
}
