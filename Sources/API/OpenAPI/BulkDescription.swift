import Bytes
import Register

/// The description of `_importeer`.
enum BulkDescription {
  static func operation(_ resource: Resource) -> JSON {
    let done = Responses.json(
      "Alles is bewaard; met `proef=true` is alles goed en niets bewaard.", SharedSchemas.reference("Importuitslag"),
      headers: Headers.always)
    return Operations.operation(
      resource, id: "importeer\(Operations.upper(resource.collection))",
      summary: "Veel \(resource.collection) tegelijk, alle of geen", description: text(resource),
      parameters: [trial] + ["IdempotencyKey", "Taal"].map(Parameters.reference), body: body(resource),
      responses: Responses.of(
        [(200, done)], refusing: Operations.anyWrite + Operations.withBody + [404, 410, 412, 428]))
  }

  private static func text(_ resource: Resource) -> String {
    let existing =
      resource.isAppendOnly
      ? "Elke rij is een nieuwe \(resource.name); een `kenmerk` mag mee en is dan nog niet gebruikt."
      : """
      Een rij met het `kenmerk` van een \(resource.name) die er is wijzigt die: leden die ontbreken blijven zoals zij \
      zijn, `null` (of een lege cel) maakt leeg. Zo'n rij heeft de `versie` die u las (bij een concept ook \
      `conceptversie`); is er intussen een andere, dan is dat de fout `verouderd`. Wat de server zelf bijhoudt mag \
      mee en doet niets. Elke andere rij wordt een nieuwe \(resource.name).
      """
    return """
      Tot \(Bulk.limit) rijen en 64 MiB, als JSON Lines (een document op elke regel) of als CSV met de kolommen die de \
      lijst geeft. \(existing) Rechten, regels en publicatie zijn die van een enkele wijziging; een rij mag verwijzen \
      naar een eerdere.

      Alles of niets: met één fout wordt niets bewaard. `errors` noemt tot \(Bulk.faultLimit) fouten, elk met `rij` en \
      met een `location` die daarmee begint (`/3/gronden/0`); `meerFouten` telt de overige. De status is die van wat \
      het eerst wordt geweigerd: 400, 404, 410, 403, 428, 412, 409.
      """
  }

  private static let trial = Parameters.query(
    "proef", "`true`: alles wordt nagegaan en niets bewaard; een `Idempotency-Key` telt dan niet.",
    ["type": "boolean", "default": false])

  private static func body(_ resource: Resource) -> JSON {
    let example = Examples.input(resource, without: nil)
    let lines: JSON = ["schema": ["type": "string"], "example": .string("\(example)\n\(example)\n")]
    return [
      "required": true,
      "content": [
        "application/jsonl": lines, "application/x-ndjson": lines,
        "text/csv": ["schema": ["type": "string"], "example": .string(Examples.csv(resource))],
      ],
    ]
  }

  static let result: JSON = [
    "type": "object",
    "description": "Wat er van elke rij is geworden.",
    "properties": [
      "proef": ["type": "boolean", "description": "Of er niets is bewaard."],
      "aantal": count("Rijen."), "gemaakt": count("Nieuwe rijen."), "gewijzigd": count("Gewijzigde rijen."),
      "ongewijzigd": count("Rijen waaraan niets veranderde."),
      "items": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "rij": ["type": "integer", "minimum": 1, "description": "De regel, of de rij van de tabel."],
            "kenmerk": FieldSchemas.kenmerk,
            "versie": count("Gepubliceerde versies."),
            "conceptversie": ["type": "integer", "minimum": 1, "description": "Alleen van een concept."],
            "uitkomst": ["type": "string", "enum": .array(Bulk.Change.allCases.map { .string($0.rawValue) })],
            "_links": ["type": "object", "additionalProperties": SharedSchemas.reference("Verwijzing")],
          ],
          "required": ["rij", "kenmerk", "versie", "uitkomst", "_links"],
        ],
      ],
    ],
    "required": ["proef", "aantal", "gemaakt", "gewijzigd", "ongewijzigd", "items"],
  ]

  private static func count(_ text: String) -> JSON {
    ["type": "integer", "minimum": 0, "description": .string(text)]
  }
}
