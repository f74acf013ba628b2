import Bytes
import HTTP
import Register

/// The operations of each route: what they take, and everything they may answer.
enum Operations {
  static func onPath(_ route: Route) -> JSON {
    var item = JSONObject()
    let inPath = [(Routes.kenmerk, "Kenmerk"), (Routes.number, "Versienummer"), (Routes.bestand, "Bestand")].filter {
      route.pattern.contains($0.0)
    }
    if !inPath.isEmpty { item["parameters"] = .array(inPath.map { Parameters.reference($0.1) }) }
    for method in Method.inOrder {
      if let endpoint = route.endpoints[method] { item[method.token.lowercased()] = operation(endpoint) }
    }
    return .object(item)
  }

  static func operation(_ endpoint: Endpoint) -> JSON {
    switch endpoint {
    case .list(let resource): list(resource, under: nil)
    case .children(let resource, let parent): list(resource, under: parent)
    case .item(let resource): read(resource)
    case .versions(let resource): versions(resource)
    case .version(let resource): version(resource)
    case .differences(let resource): differences(resource)
    case .transitions(let resource): transitions(resource)
    case .changes: changes
    case .create(let resource): create(resource, under: nil)
    case .add(let resource, let parent): create(resource, under: parent)
    case .replace(let resource): replace(resource)
    case .change(let resource): change(resource)
    case .discard(let resource):
      switch resource.name {
      case Resource.abonnement.name: discardSubscription
      case Resource.toegang.name: revokeToken
      default: discard(resource)
      }
    case .subscription(let action): subscription(action)
    case .transition(let resource): transition(resource)
    case .report(let declaration): report(declaration)
    case .bulk(let resource): BulkDescription.operation(resource)
    case .tokens: tokens
    case .token: token
    case .catalogue: catalogue
    case .files: files
    case .download: download
    case .description: description
    case .alive: health("levend", "Of het proces leeft", refusing: [])
    case .ready: health("gereed", "Of het register vragen kan beantwoorden", refusing: [503])
    case .page, .file: preconditionFailure("the site is no part of the description")
    }
  }

  // MARK: Reading

  /// What any read may be refused with.
  static let anyRead = [400, 401, 405, 406, 414, 429, 500, 503]

  private static func list(_ resource: Resource, under parent: Resource?) -> JSON {
    let name = ResourceSchemas.name(resource)
    let page = Responses.jsonOrCSV(
      "Een bladzijde, en waar de volgende is.", SharedSchemas.reference("\(name)Lijst"), csv: Examples.csv(resource),
      headers: Headers.page)
    return operation(
      resource, id: "lijst\(upper(resource.collection))\(parent.map { "Van" + ResourceSchemas.name($0) } ?? "")",
      summary: "Lijst van \(resource.collection)\(parent.map { " onder één \($0.name)" } ?? "")",
      parameters: Parameters.list(resource, under: parent),
      responses: Responses.of(
        [(200, page), (304, Responses.notModified)], refusing: anyRead + (parent == nil ? [] : [404, 410])),
      isPublic: true)
  }

  private static func read(_ resource: Resource) -> JSON {
    let name = ResourceSchemas.name(resource)
    let either: JSON = ["anyOf": [SharedSchemas.reference(name), SharedSchemas.reference("\(name)Selectie")]]
    return operation(
      resource, id: "lees\(name)", summary: "Eén \(resource.name)", parameters: Parameters.item(resource),
      responses: Responses.of(
        [(200, Responses.json("De rij.", either, headers: Headers.read)), (304, Responses.notModified)],
        refusing: anyRead + [404, 410]),
      isPublic: true)
  }

  private static func report(_ report: ReportDeclaration) -> JSON {
    let schemas = ReportSchemas(report)
    let made = Responses.report(SharedSchemas.reference(schemas.name), csv: schemas.csv)
    return [
      "tags": ["rapporten"], "operationId": .string("lees\(schemas.name)"),
      "summary": .string("Rapport \(report.name)"), "description": .string(report.nl),
      "parameters": .array(schemas.parameters + ["IfNoneMatch", "Taal"].map(Parameters.reference)),
      "responses": Responses.of(
        [(200, made), (304, Responses.notModified)], refusing: anyRead + (report.parent == nil ? [] : [404, 410])),
      "security": [[:], ["bearer": []]],
    ]
  }

  // MARK: Writing

  /// What any write may be refused with.
  static let anyWrite = [400, 401, 403, 405, 406, 409, 429, 500, 503, 507]
  static let withBody = [413, 415]
  /// What a write on an existing row may be refused with beside that.
  private static let onItem = [404, 410, 412, 428]

  private static func create(_ resource: Resource, under parent: Resource?) -> JSON {
    let name = ResourceSchemas.name(resource)
    let schema = parent == nil && resource.parentField != nil ? "\(name)LosseInvoer" : "\(name)Invoer"
    let made = Responses.json(
      "Gemaakt; `Location` zegt waar.", SharedSchemas.reference(name), headers: Headers.created)
    return operation(
      resource, id: "maak\(name)\(parent.map { "Bij" + ResourceSchemas.name($0) } ?? "")",
      summary: "Nieuwe \(resource.name)\(parent.map { " bij deze \($0.name)" } ?? "")",
      parameters: ["IdempotencyKey", "Taal"].map(Parameters.reference), body: body("application/json", schema),
      responses: Responses.of(
        [(201, made)], refusing: anyWrite + withBody + (parent == nil ? [] : [404, 410])))
  }

  private static func replace(_ resource: Resource) -> JSON {
    let name = ResourceSchemas.name(resource)
    let schema = SharedSchemas.reference(name)
    return operation(
      resource, id: "vervang\(name)", summary: "Hele \(resource.name) vervangen, of onder dit kenmerk maken",
      parameters: ["IfMatch", "IfNoneMatchAlles", "Taal"].map(Parameters.reference) + Parameters.draft(resource),
      body: body("application/json", resource.parentField == nil ? "\(name)Invoer" : "\(name)LosseInvoer"),
      responses: Responses.of(
        [
          (200, Responses.json("Vervangen, of niets veranderd.", schema, headers: Headers.item)),
          (201, Responses.json("Gemaakt.", schema, headers: Headers.created)),
        ], refusing: anyWrite + withBody + onItem))
  }

  private static func change(_ resource: Resource) -> JSON {
    let name = ResourceSchemas.name(resource)
    let changed = Responses.json(
      "Gewijzigd, of niets veranderd.", SharedSchemas.reference(name), headers: Headers.item)
    return operation(
      resource, id: "wijzig\(name)", summary: "Leden van een \(resource.name) wijzigen",
      parameters: ["IfMatch", "Taal"].map(Parameters.reference) + Parameters.draft(resource),
      body: body("application/merge-patch+json", "\(name)Wijziging"),
      responses: Responses.of([(200, changed)], refusing: anyWrite + withBody + onItem))
  }

  private static func discard(_ resource: Resource) -> JSON {
    operation(
      resource, id: "verwijder\(ResourceSchemas.name(resource))",
      summary: "Een \(resource.name) weggooien die nooit gepubliceerd was",
      parameters: ["IfMatch", "Taal"].map(Parameters.reference),
      responses: Responses.of(
        [(204, ["description": "Weggegooid.", "headers": .object(Headers.always)])], refusing: anyWrite + onItem))
  }

  private static func transition(_ resource: Resource) -> JSON {
    let name = ResourceSchemas.name(resource)
    let moved = Responses.json("De rij in haar nieuwe stand.", SharedSchemas.reference(name), headers: Headers.item)
    return operation(
      resource, id: "wijzigStatus\(name)", summary: "Een \(resource.name) vrijgeven, publiceren of intrekken",
      parameters: ["IfMatch", "IdempotencyKey", "Taal"].map(Parameters.reference),
      body: body("application/json", "StatusovergangInvoer"),
      responses: Responses.of([(200, moved)], refusing: anyWrite + withBody + onItem))
  }

  // MARK: The service itself

  private static let tag = "dienst"

  private static let description: JSON = [
    "tags": [.string(tag)], "operationId": "leesBeschrijving", "summary": "Deze beschrijving",
    "parameters": .array(["IfNoneMatch", "Taal"].map(Parameters.reference)),
    "responses": Responses.of(
      [
        (200, Responses.json("OpenAPI 3.0.3.", ["type": "object"], headers: Headers.read)),
        (304, Responses.notModified),
      ], refusing: anyRead),
    "security": [[:], ["bearer": []]],
  ]

  private static func health(_ name: String, _ summary: String, refusing statuses: [Int]) -> JSON {
    let well = Responses.json("Ja.", SharedSchemas.reference("Gezondheid"), headers: Headers.always)
    return [
      "tags": [.string(tag)], "operationId": .string("lees\(upper(name))"), "summary": .string(summary),
      "parameters": [Parameters.reference("Taal")],
      "responses": Responses.of([(200, well)], refusing: [400, 401, 405, 406, 429, 500] + statuses),
      "security": [[:], ["bearer": []]],
    ]
  }

  // MARK: Parts

  private static func body(_ media: String, _ schema: String) -> JSON {
    ["required": true, "content": .object([media: ["schema": SharedSchemas.reference(schema)]])]
  }

  static func operation(
    _ resource: Resource, id: String, summary: String, description: String? = nil, parameters: [JSON],
    body: JSON? = nil, responses: JSON, isPublic: Bool = false
  ) -> JSON {
    var operation: JSONObject = [
      "tags": [.string(resource.collection)], "operationId": .string(id), "summary": .string(summary),
      "description": .string(description ?? resource.nl), "parameters": .array(parameters),
    ]
    if let body { operation["requestBody"] = body }
    operation["responses"] = responses
    operation["security"] = isPublic ? [[:], ["bearer": []]] : [["bearer": []]]
    return .object(operation)
  }

  /// `voortgangsmeldingen` is `Voortgangsmeldingen`.
  static func upper(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
