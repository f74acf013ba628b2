import Bytes
import Register

/// The JSON Schema (as OpenAPI 3.0.3 has it) of one field: as it is answered, and as it may be sent.
enum FieldSchemas {
  static let kenmerkPattern = "^[a-z0-9]+(-[a-z0-9]+)*$"
  static let kenmerk: JSON = [
    "type": "string", "minLength": 2, "maxLength": 80, "pattern": .string(kenmerkPattern),
  ]

  /// No control characters but tab and line ends, and something that is not white.
  private static let textPattern = #"^[\t\n\r -~\u0080-\uffff]*[^\s][\t\n\r -~\u0080-\uffff]*$"#
  private static let urlPattern = #"^https?://[^\s"<>\\^`{|}/?#@]+([/?#][^\s"<>\\^`{|}]*)?$"#
  /// `Amount`: exact, at most 4 decimals.
  static let decimalPattern = #"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?$"#
  private static let longestList: JSON = 1_000

  // MARK: Answered

  /// Every member is always there; what is unknown is null or an empty list.
  static func answered(_ field: Field) -> JSON {
    var schema = answered(field.type)
    schema["description"] = .string(field.nl)
    if field.isReadOnly { schema["readOnly"] = true }
    if field.isNullable || field.isReadOnly && !field.isList { nullable(&schema, field.type) }
    return .object(schema)
  }

  private static func answered(_ type: FieldType) -> JSONObject {
    switch type {
    case .text(let max): ["type": "string", "maxLength": .integer(max)]
    case .url: ["type": "string", "format": "uri", "maxLength": 2_000]
    case .integer(let range):
      ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .decimal: ["type": "string", "pattern": .string(decimalPattern)]
    case .boolean: ["type": "boolean"]
    case .choice(let values): ["type": "string", "enum": .array(values.map(JSON.string))]
    case .day: ["type": "string", "format": "date"]
    case .impreciseDate: SharedSchemas.impreciseDate
    case .timestamp: ["type": "string", "format": "date-time"]
    case .link: kenmerk.asObject ?? [:]
    case .object(let members): object(members)
    case .texts(let max):
      ["type": "array", "items": ["type": "string", "maxLength": .integer(max)]]
    case .links: ["type": "array", "items": kenmerk, "uniqueItems": true]
    case .objects(let members, _): ["type": "array", "items": .object(object(members))]
    case .parameters(let target): parameters(of: target)
    }
  }

  private static func object(_ members: [Field]) -> JSONObject {
    [
      "type": "object",
      "properties": .object(JSONObject(members.map { ($0.name, answered($0)) })),
      "required": .array(members.map { .string($0.name) }),
    ]
  }

  /// Parameters of a list: each value as in a query; an array for a parameter that is said several times.
  private static func parameters(of resource: String) -> JSONObject {
    let value: JSON = [
      "anyOf": [
        ["type": "string", "minLength": 1, "maxLength": 1_000],
        ["type": "array", "items": ["type": "string", "minLength": 1, "maxLength": 1_000], "maxItems": 20],
      ]
    ]
    if resource == Resource.anyOther { return ["type": "object", "additionalProperties": value] }
    let names = Resource.named(resource)?.selectiveNames ?? []
    return [
      "type": "object", "properties": .object(JSONObject(names.map { ($0, value) })), "additionalProperties": false,
    ]
  }

  /// In 3.0.3 an enum has to name null as well.
  static func nullable(_ schema: inout JSONObject, _ type: FieldType) {
    schema["nullable"] = true
    if case .choice(let values) = type { schema["enum"] = .array(values.map(JSON.string) + [.null]) }
  }

  // MARK: Sent

  /// What a client may send for it. Null is the same as leaving it out: unknown, empty, or the default.
  static func sent(_ field: Field, inPatch: Bool = false) -> JSON {
    var schema = sent(field.type, isRequired: field.isRequired, inPatch: inPatch)
    if field.isKamerstuk {
      let text: JSON = ["type": "string", "format": "kamerstuk", "minLength": 1, "maxLength": 200]
      schema = ["anyOf": [text, .object(schema)]]
    }
    var description = field.nl
    if let fallback = field.fallback { description += " Weggelaten: `\(fallback)`." }
    schema["description"] = .string(description)
    if !field.isRequired { nullable(&schema, field.type) }
    return .object(schema)
  }

  private static func sent(_ type: FieldType, isRequired: Bool, inPatch: Bool) -> JSONObject {
    switch type {
    case .text(let max): return text(max)
    case .url: return ["type": "string", "format": "uri", "maxLength": 2_000, "pattern": .string(urlPattern)]
    case .integer, .decimal, .boolean, .choice, .day, .timestamp: return answered(type)
    case .impreciseDate: return SharedSchemas.impreciseDateSent
    case .link: return kenmerk.asObject ?? [:]
    case .object(let members): return sentObject(members, inPatch: inPatch)
    case .texts(let max): return list(of: .object(text(max)), isRequired: isRequired)
    case .links: return list(of: kenmerk, isRequired: isRequired)
    case .objects(let members, _): return list(of: .object(sentObject(members, inPatch: false)), isRequired: isRequired)
    case .parameters: return answered(type)
    }
  }

  private static func text(_ max: Int) -> JSONObject {
    ["type": "string", "minLength": 1, "maxLength": .integer(max), "pattern": .string(textPattern)]
  }

  private static func list(of items: JSON, isRequired: Bool) -> JSONObject {
    var schema: JSONObject = ["type": "array", "items": items, "maxItems": longestList]
    if isRequired { schema["minItems"] = 1 }
    return schema
  }

  /// Members of an object follow the merge patch only where the object itself does; a list is replaced whole.
  private static func sentObject(_ members: [Field], inPatch: Bool) -> JSONObject {
    var schema: JSONObject = [
      "type": "object",
      "properties": .object(JSONObject(members.map { ($0.name, sent($0, inPatch: inPatch)) })),
      "additionalProperties": false,
    ]
    let required = members.filter(\.isRequired)
    if !inPatch, !required.isEmpty { schema["required"] = .array(required.map { .string($0.name) }) }
    return schema
  }
}
