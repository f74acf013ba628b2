import Bytes

/// The headers of answers, described once and referred to.
enum Headers {
  static func components(version: String) -> JSON {
    [
      "ApiVersie": header("Volledige versie van deze API.", ["type": "string", "example": .string(version)], true),
      "ETag": header(
        """
        Merkteken van deze weergave; dat van een rij in JSON gaat mee in `If-Match`. Van een rij is het haar versie, met \
        een nummer achter een punt als sindsdien alleen een verwijzing zichtbaar werd of verdween.
        """,
        ["type": "string", "example": "\"3\""], false),
      "Link": header(
        "Het adres van de volgende bladzijde, als die er is (RFC 8288).",
        ["type": "string", "example": "<https://npdr.example.org/v1/maatregelen?cursor=WyJ>; rel=\"next\""], false),
      "Plaats": header("Adres van de gemaakte rij.", ["type": "string", "format": "uri"], true),
      "OpnieuwNa": header("Over hoeveel seconden het weer kan.", ["type": "integer", "minimum": 1], false),
      "Limiet": header(
        "Hoeveel verzoeken (`q`) er in hoeveel seconden (`w`) mogen. Op elk antwoord aan wie geteld wordt.",
        ["type": "string", "example": "\"minuut\";q=600;w=60"], false),
      "Tegoed": header(
        "Hoeveel verzoeken er nu nog kunnen (`r`) en over hoeveel seconden het tegoed weer vol is (`t`). Op elk antwoord aan wie geteld wordt.",
        ["type": "string", "example": "\"minuut\";r=599;t=1"], false),
      "Vraag": header("Hoe u zich bekend maakt: `Bearer`.", ["type": "string"], false),
      "Toegestaan": header(
        "De methoden die dit pad kent.", ["type": "string", "example": "GET, HEAD, OPTIONS"], false),
      "Bewaren": header(
        "`no-cache` op wat openbaar is, `no-store` op een antwoord aan een token.", ["type": "string"], false),
      "Verschilt": header("Headers van het verzoek waarvan het antwoord afhangt.", ["type": "string"], false),
      "Herkomst": header("`*` op wat openbaar is.", ["type": "string", "example": "*"], false),
    ]
  }

  private static func header(_ text: String, _ schema: JSON, _ required: Bool) -> JSON {
    ["description": .string(text), "required": .bool(required), "schema": schema]
  }

  private static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/headers/\(name)")] }

  /// On every answer.
  static let always: JSONObject = ["API-Version": reference("ApiVersie")]

  /// On an answer to GET.
  static let read: JSONObject = [
    "API-Version": reference("ApiVersie"), "ETag": reference("ETag"), "Cache-Control": reference("Bewaren"),
    "Vary": reference("Verschilt"), "Access-Control-Allow-Origin": reference("Herkomst"),
  ]

  static let page: JSONObject = with(["Link": reference("Link")], read)
  static let item: JSONObject = ["API-Version": reference("ApiVersie"), "ETag": reference("ETag")]
  static let created: JSONObject = with(["Location": reference("Plaats")], item)
  static let retry: JSONObject = with(
    [
      "Retry-After": reference("OpnieuwNa"), "RateLimit": reference("Tegoed"),
      "RateLimit-Policy": reference("Limiet"),
    ], always)
  static let challenge: JSONObject = with(["WWW-Authenticate": reference("Vraag")], always)
  static let allow: JSONObject = with(["Allow": reference("Toegestaan")], always)

  private static func with(_ more: JSONObject, _ base: JSONObject) -> JSONObject {
    var all = base
    for (name, value) in more { all[name] = value }
    return all
  }
}
