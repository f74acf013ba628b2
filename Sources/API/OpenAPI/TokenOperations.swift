import Bytes
import Register

/// Tokens, described.
extension Operations {
  static let tokens = operation(
    .toegang, id: "lijstToegangen", summary: "Alle tokens, zonder hun tekst",
    description: "Alleen voor de beheerder.", parameters: [Parameters.reference("Taal")],
    responses: Responses.of(
      [
        (
          200,
          Responses.jsonOrCSV(
            "Alle.", SharedSchemas.reference("ToegangLijst"),
            csv: "kenmerk,organisatie,rol\r\nredacteur-szw-5f2c9a41,szw,redacteur\r\n", headers: Headers.always)
        )
      ],
      refusing: anyRead + [403]))

  static let token = operation(
    .toegang, id: "leesToegang", summary: "Eén token, zonder zijn tekst", description: "Alleen voor de beheerder.",
    parameters: [Parameters.reference("Taal")],
    responses: Responses.of(
      [
        (200, Responses.json("Het token.", SharedSchemas.reference("Toegang"), headers: Headers.item)),
        (304, Responses.notModified),
      ], refusing: anyRead + [403, 404]))

  static let revokeToken = operation(
    .toegang, id: "trekToegangIn", summary: "Een token intrekken",
    description: "Het werkt vanaf dat moment niet meer, en blijft als `ingetrokken` in de lijst staan.",
    parameters: ["IfMatch", "Taal"].map(Parameters.reference),
    responses: Responses.of(
      [(204, ["description": "Ingetrokken.", "headers": .object(Headers.always)])],
      refusing: anyWrite + [404, 412, 428]))
}

enum TokenSchemas {
  static var all: [(String, JSON)] { [("Toegang", item), ("ToegangInvoer", input), ("ToegangLijst", list)] }

  private static let resource = Resource.toegang

  private static var item: JSON {
    var members: JSONObject = ["kenmerk": FieldSchemas.kenmerk]
    for field in resource.fields { members[field.name] = FieldSchemas.answered(field) }
    members["aangemaaktOp"] = ["type": "string", "format": "date-time", "readOnly": true]
    members[Resource.token] = [
      "type": "string", "description": "De tekst, alleen in het antwoord op de POST: bewaar haar.",
    ]
    members["_links"] = SharedSchemas.reference("Verwijzingen")
    return [
      "type": "object", "description": .string(resource.nl), "properties": .object(members),
      "required": .array(members.names.filter { $0 != Resource.token }.map(JSON.string)),
      "example": [
        "kenmerk": "redacteur-szw-5f2c9a41", "organisatie": "szw", "rol": "redacteur",
        "verlooptOp": "2027-03-20T10:00:00Z", "status": "geldig", "ingetrokkenOp": .null,
        "laatstGebruiktOp": "2026-03-21T08:30:00Z", "aangemaaktOp": "2026-03-20T10:00:00Z",
        "_links": ["self": ["href": .string("\(Examples.address)/v1/toegangen/redacteur-szw-5f2c9a41")]],
      ],
    ]
  }

  private static var input: JSON {
    let fields = resource.fields.filter { !$0.isReadOnly }
    return [
      "type": "object",
      "properties": .object(JSONObject(fields.map { ($0.name, FieldSchemas.answered($0)) })),
      "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
      "example": ["organisatie": "szw", "rol": "redacteur", "verlooptOp": "2027-03-20T10:00:00Z"],
    ]
  }

  private static var list: JSON {
    [
      "type": "object",
      "properties": [
        "items": ["type": "array", "items": SharedSchemas.reference("Toegang")],
        "aantal": ["type": "integer", "minimum": 0], "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["items", "aantal", "_links"],
    ]
  }
}
