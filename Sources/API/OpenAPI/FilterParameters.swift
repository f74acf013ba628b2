import Bytes
import Register

/// The query parameters by which a list is filtered, made from the resource's own filters.
enum FilterParameters {
  static func describe(_ filter: Filter) -> JSON {
    switch filter.kind {
    case .link(let target):
      let collection = Resource.named(target)?.collection ?? target
      return several(filter, "\(filter.nl) Kenmerken uit `/\(collection)`.", item: ["type": "string", "minLength": 1])
    case .choice(let values): return several(filter, filter.nl, item: anyOf(values))
    case .names(let values): return several(filter, filter.nl, item: anyOf(values))
    case .text:
      // A comma that belongs to the text has a backslash before it.
      let one = #"(\\[,\\]|[^,])+"#
      return several(filter, filter.nl, item: ["type": "string", "pattern": .string("^\(one)(,\(one))*$")])
    case .boolean: return Parameters.query(filter.key, filter.nl, ["type": "boolean"])
    case .day: return Parameters.query(filter.key, filter.nl, ["type": "string", "format": "date"])
    case .integer: return Parameters.query(filter.key, filter.nl, ["type": "integer"])
    case .decimal:
      let schema: JSON = ["type": "string", "pattern": .string(FieldSchemas.decimalPattern)]
      return Parameters.query(filter.key, filter.nl, schema)
    case .integers:
      let schema: JSON = ["type": "string", "pattern": "^-?[0-9]+(,-?[0-9]+)*$"]
      return several(filter, filter.nl, item: schema)
    case .timestamp: return Parameters.query(filter.key, filter.nl, ["type": "string", "format": "date-time"])
    case .search:
      return Parameters.query(
        filter.key, filter.nl, ["type": "string", "minLength": 1, "example": "zwangerschap*"])
    }
  }

  /// A parameter that may be repeated: every one of them must hold; within one, a comma means any of these.
  private static func several(_ filter: Filter, _ text: String, item: JSON) -> JSON {
    [
      "name": .string(filter.key), "in": "query", "required": false, "description": .string(text),
      "style": "form", "explode": true,
      "schema": ["type": "array", "items": item, "minItems": 1],
    ]
  }

  /// One of the values, or several separated by commas.
  private static func anyOf(_ values: [String]) -> JSON {
    let one = "(" + values.joined(separator: "|") + ")"
    return ["type": "string", "pattern": .string("^\(one)(,\(one))*$")]
  }
}
