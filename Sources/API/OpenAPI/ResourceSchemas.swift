import Bytes
import Register

/// The schemas of one resource: what is answered whole, a selection of it, a list, and what may be sent.
struct ResourceSchemas {
  let resource: Resource

  init(_ resource: Resource) { self.resource = resource }

  /// `maatregel` is `Maatregel`.
  static func name(_ resource: Resource) -> String {
    resource.name.prefix(1).uppercased() + resource.name.dropFirst()
  }

  var name: String { Self.name(resource) }

  var all: [(String, JSON)] {
    var schemas: [(String, JSON)] = [
      (name, item), ("\(name)Selectie", selection), ("\(name)Lijst", list),
    ]
    if case .server = resource.rights { return schemas }
    schemas.append(("\(name)Invoer", input(inPath: true)))
    if resource.parentField != nil { schemas.append(("\(name)LosseInvoer", input(inPath: false))) }
    if !resource.isAppendOnly { schemas.append(("\(name)Wijziging", patch)) }
    return schemas
  }

  // MARK: Answered

  private var item: JSON {
    [
      "type": "object",
      "description": .string(resource.nl),
      "properties": .object(members),
      "required": .array(members.names.filter { !Self.occasional.contains($0) }.map(JSON.string)),
      "example": Examples.item(resource),
    ]
  }

  /// With `fields=`: the members asked for, and the kenmerk.
  private var selection: JSON {
    [
      "type": "object",
      "description": "Met `fields`: alleen de gevraagde leden, en altijd het kenmerk.",
      "properties": .object(members),
      "required": ["kenmerk"],
      "example": Examples.selection(resource),
    ]
  }

  private var list: JSON {
    [
      "type": "object",
      "properties": [
        "items": [
          "type": "array",
          "items": ["anyOf": [SharedSchemas.reference(name), SharedSchemas.reference("\(name)Selectie")]],
        ],
        "aantal": [
          "type": "integer", "minimum": 0, "description": "Alle rijen die voldoen, op welke bladzijde ook.",
        ],
        "facetten": SharedSchemas.reference("Facetten"),
        "_links": SharedSchemas.reference("Verwijzingen"),
      ],
      "required": ["items", "aantal", "_links"],
      "example": Examples.list(resource),
    ]
  }

  /// Members that some answers have.
  private static let occasional: Set<String> = ["conceptversie", "_embedded"]

  private var members: JSONObject {
    var members = JSONObject()
    members["kenmerk"] = described(FieldSchemas.kenmerk, "Naam van de rij in adressen; verandert nooit.")
    for field in resource.fields { members[field.name] = FieldSchemas.answered(field) }
    if resource.isStaged { members[Publicatie.field.name] = FieldSchemas.answered(Publicatie.field) }
    for (name, schema) in Self.kept { members[name] = schema }
    members["_links"] = links
    let embedded = Vocabulary.of(resource).expandableNames
    if !embedded.isEmpty { members["_embedded"] = self.embedded(embedded) }
    return members
  }

  /// Where the row is, what stands under it, and what names it.
  private var links: JSON {
    let names =
      ["self"] + resource.children.map(\.collection) + resource.lists.map(\.resource.collection) + ["versies"]
    return [
      "type": "object", "readOnly": true,
      "description": "Adressen van de rij, van wat eronder staat en van de lijsten die haar noemen.",
      "properties": .object(JSONObject(names.map { ($0, SharedSchemas.reference("Verwijzing")) })),
      "required": .array(names.map(JSON.string)),
    ]
  }

  private func embedded(_ collections: [String]) -> JSON {
    let lists: [(String, JSON)] = collections.compactMap { collection in
      Resource.collected(as: collection).map {
        (collection, ["type": "array", "items": SharedSchemas.reference(Self.name($0))])
      }
    }
    return [
      "type": "object", "readOnly": true,
      "description": "Met `expand`: de rijen waarnaar wordt verwezen, voor zover u ze mag zien.",
      "properties": .object(JSONObject(lists)),
    ]
  }

  /// What the server keeps of every row.
  private static let kept: [(String, JSON)] = [
    (
      "versie",
      ["type": "integer", "minimum": 0, "readOnly": true, "description": "Telt de gepubliceerde versies, vanaf 1."]
    ),
    (
      "conceptversie",
      [
        "type": "integer", "minimum": 1, "readOnly": true,
        "description": "Telt de versies van het concept; alleen voor wie dat ziet.",
      ]
    ),
    ("aangemaaktOp", ["type": "string", "format": "date-time", "readOnly": true, "description": "Wanneer gemaakt."]),
    ("gewijzigdOp", ["type": "string", "format": "date-time", "readOnly": true, "description": "Wanneer gewijzigd."]),
  ]

  // MARK: Sent

  /// POST and PUT: the whole representation. What the server keeps may be sent back, and is ignored.
  ///
  /// - Parameter inPath: the row it stands under, if any, is in the path and may be left out.
  private func input(inPath: Bool) -> JSON {
    var members = writable(inPatch: false)
    let parent = inPath ? resource.parentField : nil
    for name in Self.ignored {
      members[name] = ["description": "Wordt genegeerd: zo kan een gelezen rij worden teruggestuurd."]
    }
    let required = resource.fields.filter { $0.isRequired && !$0.isReadOnly && $0.name != parent }.map(\.name)
    var schema: JSONObject = [
      "type": "object",
      "description": .string("\(resource.nl) Een lid dat ontbreekt is `null` of leeg."),
      "properties": .object(members),
    ]
    if !required.isEmpty { schema["required"] = .array(required.map(JSON.string)) }
    schema["additionalProperties"] = false
    schema["example"] = Examples.input(resource, without: parent)
    return .object(schema)
  }

  /// PATCH: a merge patch (RFC 7396); what is left out stays as it is.
  private var patch: JSON {
    [
      "type": "object",
      "description": "Alleen wat verandert (RFC 7396); `null` maakt leeg, een lijst vervangt de hele lijst.",
      "properties": .object(writable(inPatch: true)),
      "additionalProperties": false,
      "example": Examples.patch(resource),
    ]
  }

  private static let ignored = ["versie", "conceptversie", "aangemaaktOp", "gewijzigdOp", "_links", "_embedded"]

  private func writable(inPatch: Bool) -> JSONObject {
    var members = JSONObject()
    members["kenmerk"] = described(
      FieldSchemas.kenmerk,
      inPatch
        ? "Mag mee, en moet dan het kenmerk van deze rij zijn."
        : "Bij POST: de naam van de rij in adressen; weggelaten wordt die gemaakt. Anders het kenmerk van deze rij.")
    for field in resource.fields {
      members[field.name] =
        field.isReadOnly
        ? ["description": .string("\(field.nl) Wordt door de server bepaald.")]
        : FieldSchemas.sent(field, inPatch: inPatch)
    }
    if resource.isStaged {
      members[Publicatie.field.name] =
        inPatch
        ? ["description": "Mag mee als zij gelijk blijft; zij verandert via `statusovergangen`."]
        : FieldSchemas.sent(Publicatie.field)
    }
    if !resource.changeReasonMembers.isEmpty { members["planwijziging"] = reason }
    return members
  }

  /// Why the plan of a published measure changes; kept as a row of its own.
  private var reason: JSON {
    let names = ["reden", "besluitDoor", "besluitdatum", "ingangsdatum", "document"]
    let fields = names.compactMap { Resource.named("planwijziging")?.field($0) }
    return [
      "type": "object", "nullable": true, "writeOnly": true,
      "description": "Waarom het plan van een gepubliceerde maatregel verandert; verplicht als het verandert.",
      "properties": .object(JSONObject(fields.map { ($0.name, FieldSchemas.sent($0)) })),
      "required": .array(fields.filter(\.isRequired).map { .string($0.name) }), "additionalProperties": false,
    ]
  }

  private func described(_ schema: JSON, _ text: String) -> JSON {
    var object = schema.asObject ?? [:]
    object["description"] = .string(text)
    return .object(object)
  }
}
