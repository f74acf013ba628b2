import Bytes

/// The answers of operations; every refusal is described once and referred to.
enum Responses {
  /// Why a request is refused, in the order in which that is decided.
  private static let refusals: [(status: Int, text: String, headers: JSONObject)] = [
    (400, "Ongeldige parameters, headers of inhoud; `errors` noemt ze allemaal.", Headers.always),
    (401, "Zonder geldig token kan dit niet.", Headers.challenge),
    (403, "Deze rol mag dit niet, of de rij is van een andere organisatie.", Headers.always),
    (404, "Bestaat niet, of u mag het niet zien.", Headers.always),
    (405, "Dit pad kent deze methode niet.", Headers.allow),
    (406, "Geen van de gevraagde weergaven bestaat hier.", Headers.always),
    (409, "Kan niet bij wat er staat: kenmerk bezet, overgang onmogelijk, of sleutel eerder gebruikt.", Headers.always),
    (410, "Ingetrokken; `detail` zegt waarom.", Headers.always),
    (412, "Er is intussen een andere versie.", Headers.item),
    (413, "De inhoud is te groot.", Headers.always),
    (414, "Het adres is te lang.", Headers.always),
    (415, "Dit mediatype wordt hier niet gelezen.", Headers.always),
    (428, "Schrijven op wat bestaat vraagt `If-Match`.", Headers.always),
    (429, "Te veel verzoeken.", Headers.retry),
    (500, "Fout van de server.", Headers.always),
    (503, "De server is te druk of stopt.", Headers.retry),
    (507, "De schijf is vol: lezen kan, schrijven nu niet.", Headers.always),
  ]

  static var components: JSON {
    var all = JSONObject()
    for (status, text, headers) in refusals { all["Probleem\(status)"] = problem(text, headers, example(status, text)) }
    all["Probleem"] = problem(
      "Wat de server al weigert voordat het een verzoek is: 408, 417, 431, 501 of 505.", Headers.always, nil)
    return .object(all)
  }

  private static func problem(_ text: String, _ headers: JSONObject, _ example: JSON?) -> JSON {
    var media: JSONObject = ["schema": SharedSchemas.reference("Probleem")]
    if let example { media["example"] = example }
    return [
      "description": .string(text), "headers": .object(headers),
      "content": ["application/problem+json": .object(media)],
    ]
  }

  private static func example(_ status: Int, _ text: String) -> JSON {
    var problem: JSONObject = [
      "type": .string("\(Examples.address)/problemen/voorbeeld"), "title": .string(text), "status": .integer(status),
      "detail": .string(text), "instance": "urn:npdr:verzoek:7s733r926ax1ttn9",
    ]
    if status == 400 {
      problem["errors"] = [
        [
          "in": "query", "location": "grnd", "code": "onbekende-naam",
          "detail": "Bestaat niet. Toegestaan: fase, domein, grond, thema.",
        ]
      ]
    }
    return .object(problem)
  }

  /// The responses of an operation: those of its own, and the refusals with these statuses.
  static func of(_ own: [(Int, JSON)], refusing statuses: [Int]) -> JSON {
    var all = JSONObject()
    for (status, response) in own { all[String(status)] = response }
    for status in statuses.sorted() {
      all[String(status)] = ["$ref": .string("#/components/responses/Probleem\(status)")]
    }
    all["default"] = ["$ref": "#/components/responses/Probleem"]
    return .object(all)
  }

  static func json(_ text: String, _ schema: JSON, headers: JSONObject) -> JSON {
    ["description": .string(text), "headers": .object(headers), "content": ["application/json": ["schema": schema]]]
  }

  static func jsonOrCSV(_ text: String, _ schema: JSON, csv: String, headers: JSONObject) -> JSON {
    [
      "description": .string(text), "headers": .object(headers),
      "content": [
        "application/json": ["schema": schema],
        "text/csv": ["schema": ["type": "string"], "example": .string(csv)],
      ],
    ]
  }

  /// A report comes in every form there is.
  static func report(_ schema: JSON, csv: String) -> JSON {
    func text(_ description: String) -> JSON { ["schema": ["type": "string", "description": .string(description)]] }
    return [
      "description": "Het rapport.", "headers": .object(Headers.read),
      "content": [
        "application/json": ["schema": schema],
        "text/csv": ["schema": ["type": "string"], "example": .string(csv)],
        "image/svg+xml": text("Een tekening met titel en beschrijving, licht en donker, leesbaar in zwart-wit."),
        "text/html": text("Een pagina die niets anders nodig heeft: tabellen, de tekening en de toelichting."),
        "application/vnd.oasis.opendocument.text-flat-xml": text(
          "Een tekstdocument om te bewerken (flat ODF, bestand .fodt)."),
      ],
    ]
  }

  static let notModified: JSON = [
    "description": "Niet veranderd sinds het gegeven merkteken.", "headers": .object(Headers.read),
  ]
}
