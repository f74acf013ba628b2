import Bytes
import Register

/// Subscriptions, described.
extension Operations {
  static func subscription(_ action: SubscriptionAction) -> JSON {
    switch action {
    case .list:
      operation(
        .abonnement, id: "lijstAbonnementen", summary: "Abonnementen van uw organisatie",
        parameters: [Parameters.reference("Taal")],
        responses: Responses.of(
          [
            (
              200,
              Responses.jsonOrCSV(
                "Alle.", SharedSchemas.reference("AbonnementLijst"),
                csv: "kenmerk,naam,status\r\ndashboard-szw-5f2c9a41d07e,Dashboard SZW,actief\r\n",
                headers: Headers.always)
            )
          ],
          refusing: anyRead))
    case .item:
      operation(
        .abonnement, id: "leesAbonnement", summary: "Eén abonnement", parameters: [Parameters.reference("Taal")],
        responses: Responses.of(
          [(200, answer("Het abonnement, en hoe het afleveren gaat.")), (304, Responses.notModified)],
          refusing: anyRead + [404]))
    case .resume:
      operation(
        .abonnement, id: "hervatAbonnement", summary: "Verdergaan waar het was",
        description: """
          Van gepauzeerd of geparkeerd naar actief: wat er intussen veranderde wordt alsnog afgeleverd. Met bereik \
          `toegang` kijkt het voortaan met het token waarmee u dit vraagt.
          """,
        parameters: ["IdempotencyKey", "Taal"].map(Parameters.reference),
        responses: Responses.of([(200, answer("Het abonnement."))], refusing: anyWrite + [404]))
    case .tryOut:
      operation(
        .abonnement, id: "probeerAbonnement", summary: "Een proefgebeurtenis afleveren",
        description: "Stuurt één ondertekende gebeurtenis `nl.npdr.proef` en wacht op het antwoord van de ontvanger.",
        parameters: [Parameters.reference("Taal")],
        responses: Responses.of(
          [
            (
              200,
              Responses.json(
                "Hoe het ging.", SharedSchemas.reference("AbonnementProef"), headers: Headers.always)
            )
          ], refusing: anyWrite + [404]))
    case .replay:
      operation(
        .abonnement, id: "herhaalAbonnement", summary: "Opnieuw afleveren vanaf een positie",
        description:
          "Alles wat na `sinds` veranderde wordt opnieuw afgeleverd, in dezelfde volgorde en met dezelfde `id`.",
        parameters: [
          Parameters.query(
            "sinds",
            "Een positie: de `id` van een gebeurtenis of een `positie` uit `/wijzigingen`. Zonder: vanaf het begin.",
            ["type": "string", "minLength": 1, "example": .string(ChangeSchemas.position)]),
          Parameters.reference("IdempotencyKey"), Parameters.reference("Taal"),
        ],
        responses: Responses.of([(200, answer("Het abonnement."))], refusing: anyWrite + [404, 410]))
    }
  }

  static var discardSubscription: JSON {
    operation(
      .abonnement, id: "verwijderAbonnement", summary: "Een abonnement opzeggen",
      description: "Adres en geheim worden gewist; wat onderweg is kan nog aankomen.",
      parameters: ["IfMatch", "Taal"].map(Parameters.reference),
      responses: Responses.of(
        [(204, ["description": "Opgezegd.", "headers": .object(Headers.always)])],
        refusing: anyWrite + [404, 410, 412, 428]))
  }

  private static func answer(_ text: String) -> JSON {
    Responses.json(text, SharedSchemas.reference("Abonnement"), headers: Headers.item)
  }
}

enum SubscriptionSchemas {
  static var all: [(String, JSON)] {
    [
      ("Abonnement", item), ("AbonnementLijst", list), ("AbonnementInvoer", input), ("AbonnementWijziging", patch),
      ("AbonnementProef", trial), ("Gebeurtenisbericht", event),
    ]
  }

  private static let resource = Resource.abonnement

  private static var item: JSON {
    var members: JSONObject = ["kenmerk": FieldSchemas.kenmerk]
    for field in resource.fields { members[field.name] = FieldSchemas.answered(field) }
    members[Resource.secret] = [
      "type": "string", "description": "Alleen in het antwoord op de POST waarbij de server het maakte: bewaar het.",
    ]
    members["versie"] = ["type": "integer", "minimum": 1, "readOnly": true, "description": "Telt de wijzigingen."]
    for name in ["aangemaaktOp", "gewijzigdOp"] {
      members[name] = ["type": "string", "format": "date-time", "readOnly": true]
    }
    members["_links"] = SharedSchemas.reference("Verwijzingen")
    return [
      "type": "object", "description": .string(resource.nl), "properties": .object(members),
      "required": .array(members.names.filter { $0 != Resource.secret }.map(JSON.string)), "example": example,
    ]
  }

  private static let example: JSON = [
    "kenmerk": "dashboard-szw-5f2c9a41d07e", "naam": "Dashboard SZW", "doel": "https://dashboard.example.nl/npdr",
    "bereik": "openbaar", "collectie": "maatregelen", "selectie": ["verantwoordelijk": "szw"], "status": "actief",
    "toelichting": .null, "organisatie": "szw", "reden": .null,
    "aflevering": [
      "statusSinds": "2026-03-20T10:00:00Z", "laatsteOp": "2026-03-21T08:30:01Z", "achterstand": 0, "pogingen": 0,
      "misluktSinds": .null, "volgendeOp": .null, "laatsteFout": .null, "laatsteStatus": 204,
    ],
    "versie": 1, "aangemaaktOp": "2026-03-20T10:00:00Z", "gewijzigdOp": "2026-03-20T10:00:00Z",
    "_links": ["self": ["href": .string("\(Examples.address)/v1/abonnementen/dashboard-szw-5f2c9a41d07e")]],
  ]

  private static var list: JSON {
    [
      "type": "object",
      "properties": [
        "items": ["type": "array", "items": SharedSchemas.reference("Abonnement")],
        "aantal": ["type": "integer", "minimum": 0], "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["items", "aantal", "_links"],
    ]
  }

  private static var input: JSON {
    [
      "type": "object", "description": .string(resource.nl), "properties": .object(sent(inPatch: false)),
      "required": .array(resource.fields.filter(\.isRequired).map { .string($0.name) }),
      "additionalProperties": false,
      "example": [
        "naam": "Dashboard SZW", "doel": "https://dashboard.example.nl/npdr", "collectie": "maatregelen",
        "selectie": ["verantwoordelijk": "szw"],
      ],
    ]
  }

  private static var patch: JSON {
    [
      "type": "object", "description": "Alleen wat verandert (RFC 7396). Een nieuw `geheim` vervangt het oude.",
      "properties": .object(sent(inPatch: true)), "additionalProperties": false,
      "example": ["status": "gepauzeerd"],
    ]
  }

  private static func sent(inPatch: Bool) -> JSONObject {
    var members = JSONObject()
    for field in resource.fields {
      members[field.name] =
        field.isReadOnly
        ? ["description": .string("\(field.nl) Wordt door de server bepaald.")]
        : FieldSchemas.sent(field, inPatch: inPatch)
    }
    for name in ["kenmerk", "versie", "aangemaaktOp", "gewijzigdOp", "_links"] {
      members[name] = ["description": "Wordt genegeerd: zo kan een gelezen abonnement worden teruggestuurd."]
    }
    return members
  }

  private static let trial: JSON = [
    "type": "object",
    "properties": [
      "afgeleverd": ["type": "boolean", "description": "Of de ontvanger met 2xx antwoordde."],
      "fout": [
        "type": "string", "nullable": true,
        "enum": .array(Delivery.Fault.allCases.map { .string($0.rawValue) } + [.null]),
        "description": "Waarom niet.",
      ],
      "status": ["type": "integer", "nullable": true, "description": "HTTP-status van het antwoord, als dat er kwam."],
      "duurMilliseconden": ["type": "integer", "minimum": 0],
    ],
    "required": ["afgeleverd", "fout", "status", "duurMilliseconden"],
    "example": ["afgeleverd": true, "fout": .null, "status": 204, "duurMilliseconden": 31],
  ]

  /// What a receiver gets, as `application/cloudevents+json`.
  private static let event: JSON = [
    "type": "object",
    "description": """
    Wat op `doel` wordt afgeleverd (NL GOV profile for CloudEvents 1.1), met de headers `webhook-id`, \
    `webhook-timestamp` en `webhook-signature` van Standard Webhooks. Elke 2xx telt als ontvangen; 410 parkeert het \
    abonnement; al het andere wordt opnieuw geprobeerd. Een gebeurtenis kan vaker komen: herken haar aan `id`.
    """,
    "properties": [
      "specversion": ["type": "string", "enum": ["1.0"]],
      "id": ["type": "string", "description": "De positie in de feed: steeds dezelfde, en bruikbaar als `sinds`."],
      "source": ["type": "string", "description": "Wie publiceert, en uit welk systeem."],
      "type": ["type": "string", "description": "`nl.npdr.`, de soort rij, en wat ermee gebeurde."],
      "subject": ["type": "string", "description": "Kenmerk van de rij."],
      "time": ["type": "string", "format": "date-time", "description": "Wanneer het register het vastlegde."],
      "datacontenttype": ["type": "string", "enum": ["application/json"]],
      "dataref": ["type": "string", "format": "uri", "description": "Waar de rij te lezen is."],
      "data": SharedSchemas.reference("Wijziging"),
    ],
    "required": ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataref", "data"],
    "example": [
      "specversion": "1.0", "id": .string(ChangeSchemas.position), "source": "urn:nld:ncdr:systeem:npdr",
      "type": "nl.npdr.maatregel-gewijzigd", "subject": "m-via", "time": "2026-03-21T08:30:00Z",
      "datacontenttype": "application/json", "dataref": .string("\(Examples.address)/v1/maatregelen/m-via"),
      "data": ChangeSchemas.example,
    ],
  ]
}
