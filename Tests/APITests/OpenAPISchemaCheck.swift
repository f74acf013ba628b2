import Bytes

/// Checks values against the schemas of an OpenAPI 3.0.3 document: the keywords that our document uses, no others.
struct OpenAPISchemaCheck {
  let document: JSON

  /// What is wrong with `value`, each with its place; empty when it is valid.
  func faults(in value: JSON, against schema: JSON, at place: String = "") -> [String] {
    if let reference = schema["$ref"]?.asString {
      guard let target = resolve(reference) else { return ["\(place): \(reference) leads nowhere"] }
      return faults(in: value, against: target, at: place)
    }
    if value.isNull {
      // `nullable` counts only beside a `type`; a schema without one allows anything.
      let allowed = schema["type"] == nil || schema["nullable"]?.asBool == true
      return allowed ? alternatives(value, schema, place) : ["\(place): null"]
    }
    return type(value, schema, place) + alternatives(value, schema, place) + strings(value, schema, place)
      + numbers(value, schema, place) + arrays(value, schema, place) + objects(value, schema, place)
  }

  func resolve(_ reference: String) -> JSON? {
    guard reference.hasPrefix("#") else { return nil }
    return JSONPointer(parsing: String(reference.dropFirst()))?.value(in: document)
  }

  private func type(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let type = schema["type"]?.asString else { return [] }
    let fits =
      switch type {
      case "string": value.asString != nil
      case "integer": value.asInt != nil
      case "boolean": value.asBool != nil
      case "array": value.asArray != nil
      case "object": value.asObject != nil
      default: false
      }
    return fits ? [] : ["\(place): \(value) is no \(type)"]
  }

  private func alternatives(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    var found: [String] = []
    if let values = schema["enum"]?.asArray, !values.contains(value) { found.append("\(place): \(value) not in enum") }
    if let schemas = schema["anyOf"]?.asArray {
      let each = schemas.map { faults(in: value, against: $0, at: place) }
      if !each.contains(where: \.isEmpty) { found += each.flatMap { $0 } }
    }
    if let schemas = schema["oneOf"]?.asArray {
      let matching = schemas.filter { faults(in: value, against: $0, at: place).isEmpty }.count
      if matching != 1 { found.append("\(place): \(matching) of oneOf match") }
    }
    return found
  }

  private func strings(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let text = value.asString else { return [] }
    var found: [String] = []
    let count = text.unicodeScalars.count
    if let least = schema["minLength"]?.asInt, count < least { found.append("\(place): shorter than \(least)") }
    if let most = schema["maxLength"]?.asInt, count > most { found.append("\(place): longer than \(most)") }
    if let pattern = schema["pattern"]?.asString {
      guard let regex = try? Regex(pattern) else { return ["\(place): no pattern: \(pattern)"] }
      if (try? regex.firstMatch(in: text)) == nil { found.append("\(place): \(text) does not match \(pattern)") }
    }
    switch schema["format"]?.asString {
    case "date" where Day(text) == nil: found.append("\(place): \(text) is no date")
    case "date-time" where Timestamp(rfc3339: text) == nil: found.append("\(place): \(text) is no date-time")
    default: break
    }
    return found
  }

  private func numbers(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let number = value.asInt else { return [] }
    var found: [String] = []
    if let least = schema["minimum"]?.asInt, number < least { found.append("\(place): \(number) below \(least)") }
    if let most = schema["maximum"]?.asInt, number > most { found.append("\(place): \(number) over \(most)") }
    return found
  }

  private func arrays(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let elements = value.asArray else { return [] }
    var found: [String] = []
    if let least = schema["minItems"]?.asInt, elements.count < least { found.append("\(place): too few") }
    if let most = schema["maxItems"]?.asInt, elements.count > most { found.append("\(place): too many") }
    if schema["uniqueItems"]?.asBool == true, Set(elements).count < elements.count { found.append("\(place): twice") }
    if let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        found += faults(in: element, against: items, at: "\(place)/\(index)")
      }
    }
    return found
  }

  private func objects(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let object = value.asObject else { return [] }
    let properties = schema["properties"]?.asObject ?? [:]
    var found: [String] = []
    for name in schema["required"]?.asArray ?? [] {
      if let name = name.asString, object[name] == nil { found.append("\(place)/\(name): missing") }
    }
    for (name, member) in object {
      if let known = properties[name] {
        found += faults(in: member, against: known, at: "\(place)/\(name)")
      } else if let others = schema["additionalProperties"] {
        let place = "\(place)/\(name)"
        found += others == false ? ["\(place): unknown"] : faults(in: member, against: others, at: place)
      }
    }
    return found
  }
}
