import Bytes
import Register

/// The description that `/v1/openapi.json` answers: OpenAPI 3.0.3, in Dutch, made from the declarations in `Register`.
///
/// A new field, filter, resource or route is in it without a line here. Names are those of the NL GOV REST API Design
/// Rules 2.2.0, whose linter it passes: paths without the major version, which is in the server's address; `API-Version`
/// on every answer; `application/problem+json` for every error.
enum OpenAPIDocument {
  /// The document, compact; made once and kept by whoever serves it.
  static func bytes(_ configuration: APIConfiguration) -> [UInt8] { render(configuration).encoded() }

  static func render(_ configuration: APIConfiguration) -> JSON {
    var paths = JSONObject()
    for route in Routes.all { paths[String(route.path.dropFirst("/v1".count))] = Operations.onPath(route) }
    return [
      "openapi": "3.0.3",
      "info": info(configuration),
      "servers": [["url": .string(configuration.publicAddress + "/v1"), "description": "Deze installatie."]],
      "tags": .array(tags),
      "paths": .object(paths),
      "components": [
        "schemas": schemas,
        "parameters": Parameters.components,
        "headers": Headers.components(version: configuration.version),
        "responses": Responses.components,
        "securitySchemes": [
          "bearer": [
            "type": "http", "scheme": "bearer",
            "description": """
            Token van een organisatie, uitgegeven door de beheerder. Zonder token ziet u wat openbaar is; een \
            ongeldig of verlopen token is altijd 401.
            """,
          ]
        ],
      ],
    ]
  }

  private static func info(_ configuration: APIConfiguration) -> JSON {
    [
      "title": "Register van het Nationaal Programma tegen discriminatie en racisme",
      "description": .string(introduction),
      "version": .string(configuration.version),
      "contact": [
        "name": .string(configuration.contact.name), "url": .string(configuration.contact.url),
        "email": .string(configuration.contact.email),
      ],
      "license": ["name": "EUPL-1.2", "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"],
    ]
  }

  private static var tags: [JSON] {
    Resource.all.map { ["name": .string($0.collection), "description": .string($0.nl)] }
      + [["name": "rapporten", "description": "Cijfers over het register, elk met de lijst erachter."]]
      + [["name": .string(Resource.abonnement.collection), "description": .string(Resource.abonnement.nl)]]
      + [["name": .string(Resource.toegang.collection), "description": .string(Resource.toegang.nl)]]
      + [["name": "open data", "description": "Het hele register om mee te nemen, en de catalogus daarvan."]]
      + [["name": "wijzigingen", "description": "Wat er veranderde, als lijst en als stroom."]]
      + [["name": "dienst", "description": "Over de dienst zelf: beschrijving en gezondheid."]]
  }

  private static var schemas: JSON {
    var all = SharedSchemas.all
    let service = SubscriptionSchemas.all + TokenSchemas.all + OpenDataSchemas.all
    for (name, schema) in HistorySchemas.all + ChangeSchemas.all + service { all[name] = schema }
    for resource in Resource.all {
      for (name, schema) in ResourceSchemas(resource).all { all[name] = schema }
    }
    for report in ReportDeclaration.all {
      for (name, schema) in ReportSchemas(report).all { all[name] = schema }
    }
    return .object(all)
  }

  private static let introduction = """
    Eén register van alle maatregelen van het Nationaal Programma: waarvoor zij zijn, wie ervoor staat, hoe ver het \
    is, en hoe dat veranderde. Lezen van wat openbaar is kan zonder token; schrijven met het token van een organisatie.

    **Lijsten** geven `items`, het `aantal` van alle rijen die voldoen, en een adres voor de volgende bladzijde \
    (`_links.next` en de header `Link`). In een filter betekent een komma *een van deze*; dezelfde parameter nog eens \
    betekent *en ook*. Een onbekende of onjuiste parameter is een 400 die de juiste noemt.

    **Niet gezegd is niet nul.** `null` betekent dat de bron het niet zegt. In `afgeleid` staat wat geen bron zegt en \
    een analist heeft ingevuld; met `zonderAfgeleid=true` telt dat niet mee.

    **Schrijven** op wat bestaat vraagt `If-Match` met de `ETag` die u las: ontbreekt die, dan 428; is er intussen \
    een nieuwere versie, dan 412. Een `POST` met `Idempotency-Key` mag worden herhaald: hij wordt één keer uitgevoerd.

    **Fouten** zijn `application/problem+json` (RFC 9457) met alle fouten tegelijk in `errors`; in het Engels met \
    `Accept-Language: en`.

    **Vers houden**: openbare antwoorden hebben `Cache-Control: no-cache` en een sterke `ETag`. Zij mogen worden \
    bewaard, maar moeten met `If-None-Match` worden nagevraagd; ongewijzigd is dat een 304 zonder inhoud. Antwoorden \
    op een token worden niet bewaard (`no-store`).

    `HEAD` kan overal waar `GET` kan; `OPTIONS` noemt in `Allow` wat een pad kent. Datums zijn `2024-06-30`; \
    tijdstippen gaan uit in UTC (`2024-06-30T12:00:00Z`) en mogen binnenkomen met elke tijdzone.
    """
}
