import Bytes
import Register

/// What a row has been, described.
extension Operations {
  private static let refusals = anyRead + [404, 410]

  private static func answers(_ text: String, _ schema: String) -> JSON {
    Responses.of(
      [
        (200, Responses.json(text, SharedSchemas.reference(schema), headers: Headers.read)),
        (304, Responses.notModified),
      ], refusing: refusals)
  }

  private static func pages(_ text: String, _ schema: String, csv: String) -> JSON {
    Responses.of(
      [
        (200, Responses.jsonOrCSV(text, SharedSchemas.reference(schema), csv: csv, headers: Headers.page)),
        (304, Responses.notModified),
      ], refusing: refusals)
  }

  private static let page = ["Limiet", "Cursor", "BeschikbaarOp", "IfNoneMatch", "Taal"].map(Parameters.reference)
  private static let single = ["BeschikbaarOp", "IfNoneMatch", "Taal"].map(Parameters.reference)

  static func versions(_ resource: Resource) -> JSON {
    operation(
      resource, id: "lijstVersiesVan\(ResourceSchemas.name(resource))",
      summary: "De versies van deze \(resource.name), de nieuwste eerst", parameters: page,
      responses: pages(
        "Een bladzijde versies; concepten alleen voor wie ze mocht zien.", "Versielijst",
        csv: "versie,conceptversie,handeling,status,van,tot,organisatie,reden,doorhaling\r\n"
          + "1,,aangemaakt,gepubliceerd,2026-03-21T08:30:00Z,,szw,,\r\n"), isPublic: true)
  }

  static func version(_ resource: Resource) -> JSON {
    operation(
      resource, id: "leesVersieVan\(ResourceSchemas.name(resource))",
      summary: "Deze \(resource.name) zoals een gepubliceerde versie luidde", parameters: single,
      responses: answers("De rij zoals zij was.", ResourceSchemas.name(resource)), isPublic: true)
  }

  static func differences(_ resource: Resource) -> JSON {
    operation(
      resource, id: "vergelijkVersiesVan\(ResourceSchemas.name(resource))",
      summary: "Wat er verschilt tussen twee versies van deze \(resource.name)",
      parameters: ["VanVersie", "TotVersie"].map(Parameters.reference) + single,
      responses: answers("De velden die verschillen.", "Verschillen"), isPublic: true)
  }

  static func transitions(_ resource: Resource) -> JSON {
    operation(
      resource, id: "lijstStatusovergangenVan\(ResourceSchemas.name(resource))",
      summary: "Hoe deze \(resource.name) op weg naar openbaarheid ging, de nieuwste stap eerst", parameters: page,
      responses: pages(
        "De stappen die u mocht zien.", "Statusovergangen",
        csv: "van,naar,op,organisatie,reden\r\n,gepubliceerd,2026-03-21T08:30:00Z,szw,\r\n"), isPublic: true)
  }
}

/// The schemas of histories; one for all resources.
enum HistorySchemas {
  static let all: [(String, JSON)] = [
    ("Versielijst", list(of: version, example: exampleVersion)),
    ("Statusovergangen", list(of: transition, example: exampleTransition)), ("Verschillen", differences),
  ]

  private static func text(_ words: String, nullable: Bool = false, values: [String] = []) -> JSON {
    var schema: JSONObject = ["type": "string", "description": .string(words)]
    if nullable { schema["nullable"] = true }
    if !values.isEmpty { schema["enum"] = .array(values.map(JSON.string) + (nullable ? [.null] : [])) }
    return .object(schema)
  }

  private static func moment(_ words: String, nullable: Bool = false) -> JSON {
    var schema: JSONObject = ["type": "string", "format": "date-time", "description": .string(words)]
    if nullable { schema["nullable"] = true }
    return .object(schema)
  }

  private static let statuses = Publicatie.Status.allCases.map(\.rawValue)
  private static let actor = text("De organisatie die het deed; leeg voor de server zelf.", nullable: true)
  private static let reason = text("Waarom.", nullable: true)

  private static let version: JSON = [
    "type": "object",
    "properties": [
      "versie": [
        "type": "integer", "format": "int64", "minimum": 0, "description": "De gepubliceerde versie; 0 voor de eerste.",
      ],
      "conceptversie": ["type": "integer", "format": "int64", "minimum": 1, "description": "Van een concept."],
      "handeling": text("Wat er gebeurde: `aangemaakt`, `gewijzigd`, `statusovergang`, `doorhaling`."),
      "status": text("De stand van publicatie, waar de rij die heeft.", nullable: true, values: statuses),
      "van": moment("Vanaf wanneer het zo was."),
      "tot": moment("Tot wanneer; leeg als het nog zo is.", nullable: true),
      "organisatie": actor, "reden": reason,
      "doorhaling": text("Bij een `doorhaling`: het veld waaruit in alle eerdere versies een tekst is verwijderd."),
      "_links": [
        "type": "object", "description": "`self`: de rij zoals deze versie luidde; niet voor een concept.",
        "properties": ["self": SharedSchemas.reference("Verwijzing")],
      ],
    ],
    "required": ["versie", "handeling", "status", "van", "tot", "organisatie", "reden", "_links"],
  ]

  private static let transition: JSON = [
    "type": "object",
    "properties": [
      "van": text("De stand ervoor; leeg bij de eerste die u mocht zien.", nullable: true, values: statuses),
      "naar": text("De stand erna.", values: statuses),
      "op": moment("Wanneer."), "organisatie": actor, "reden": reason,
    ],
    "required": ["van", "naar", "op", "organisatie", "reden"],
  ]

  private static func list(of item: JSON, example: JSON) -> JSON {
    [
      "type": "object",
      "properties": [
        "items": ["type": "array", "items": item],
        "aantal": ["type": "integer", "minimum": 0, "description": "Hoeveel u er mag zien."],
        "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["items", "aantal", "_links"],
      "example": [
        "items": [example], "aantal": 1,
        "_links": ["self": ["href": .string("\(Examples.address)/v1/maatregelen/voorbeeld/versies")]],
      ],
    ]
  }

  private static let exampleVersion: JSON = [
    "versie": 1, "handeling": "aangemaakt", "status": "gepubliceerd", "van": "2026-03-21T08:30:00Z", "tot": .null,
    "organisatie": "szw", "reden": .null,
    "_links": ["self": ["href": .string("\(Examples.address)/v1/maatregelen/voorbeeld/versies/1")]],
  ]

  private static let exampleTransition: JSON = [
    "van": .null, "naar": "gepubliceerd", "op": "2026-03-21T08:30:00Z", "organisatie": "szw", "reden": .null,
  ]

  private static let differences: JSON = [
    "type": "object",
    "properties": [
      "vanVersie": ["type": "integer", "format": "int64", "minimum": 1],
      "totVersie": ["type": "integer", "format": "int64", "minimum": 1],
      "verschillen": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "veld": text("Het veld: `titel`, `plan.gereedGepland`."),
            "van": ["description": "De waarde in de ene versie."],
            "naar": ["description": "De waarde in de andere."],
            "toegevoegd": ["type": "array", "items": [:], "description": "Bij een lijst: wat erbij kwam."],
            "verwijderd": ["type": "array", "items": [:], "description": "Bij een lijst: wat eruit ging."],
            "tekst": text("Het verschil in een zin."),
          ],
          "required": ["veld", "van", "naar", "toegevoegd", "verwijderd", "tekst"],
        ],
      ],
      "_links": SharedSchemas.reference("Verwijzingen"),
    ],
    "required": ["vanVersie", "totVersie", "verschillen", "_links"],
    "example": [
      "vanVersie": 1, "totVersie": 2,
      "verschillen": [
        [
          "veld": "gronden", "van": ["moslimdiscriminatie"], "naar": ["antisemitisme"],
          "toegevoegd": ["antisemitisme"], "verwijderd": ["moslimdiscriminatie"],
          "tekst": "gronden: erbij antisemitisme; weg moslimdiscriminatie.",
        ]
      ],
      "_links": [
        "self": [
          "href": .string("\(Examples.address)/v1/maatregelen/voorbeeld/verschillen?vanVersie=1&totVersie=2")
        ]
      ],
    ],
  ]
}
