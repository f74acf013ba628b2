public import Bytes
public import Register

/// What the files of an export hold, for a program that has never seen them: a Data Package, derived from the
/// declarations.
///
/// Source: Data Package Standard 2.0, https://datapackage.org/standard/data-package/
public enum DataPackage {
  /// A file of the export: `maatregelen.csv`.
  public static func file(of resource: Resource, _ format: Export.Format) -> String {
    "\(resource.collection).\(format.rawValue)"
  }

  /// - Parameters:
  ///   - resources: those of which there is a file.
  ///   - version: that of the API, whose members these are.
  ///   - created: the moment the rows speak of.
  public static func description(
    _ resources: [Resource], _ format: Export.Format, version: String, created: Timestamp
  ) -> JSON {
    description(of: resources.map { resource($0, format) }, version: version, created: created)
  }

  /// Of every file there is: each collection as a table, under its name, and as JSON Lines; and all of them in one.
  static func description(_ resources: [Resource], version: String, created: Timestamp) -> JSON {
    let whole: JSON = [
      "name": "register", "title": .string(DumpFile.whole.about), "path": .string(DumpFile.whole.name),
      // Rows of many kinds are no table.
      "type": "json", "format": "jsonl", "mediatype": .string(DumpFile.whole.mediaType), "encoding": "utf-8",
    ]
    return description(
      of: [whole] + resources.map { resource($0, .csv) } + resources.map { resource($0, .jsonl, suffix: "-jsonl") },
      version: version, created: created)
  }

  private static func description(of resources: [JSON], version: String, created: Timestamp) -> JSON {
    [
      "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
      "name": "nationaal-programma-discriminatie-racisme",
      "title": "Register van het Nationaal Programma tegen discriminatie en racisme",
      "description": .string(
        "Maatregelen, met wie verantwoordelijk is, hoe ver ze zijn, wat ze kosten en waar dat staat. Leeg is: de bron "
          + "zegt het niet. Wat in `afgeleid` staat vulde een analist in."),
      "version": .string(version),
      "created": .string(created.description),
      "licenses": [
        [
          "name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/",
          "title": "CC0 1.0 Universal",
        ]
      ],
      "resources": .array(resources),
    ]
  }

  /// - Parameter suffix: behind its name and those it refers to.
  private static func resource(_ resource: Resource, _ format: Export.Format, suffix: String = "") -> JSON {
    let columns =
      switch format {
      case .csv: CSVTable.columns(of: resource)
      case .jsonl:
        resource.memberNames.map { name in
          CSVTable.Column(path: [name], field: [Publicatie.field].first { $0.name == name } ?? resource.field(name))
        }
      }
    var schema: JSONObject = [
      "fields": .array(columns.map { column($0, format) }), "primaryKey": ["kenmerk"],
    ]
    let keys = columns.filter { $0.path.count == 1 }.compactMap { column -> JSON? in
      guard case .link(let name) = column.field?.type, let target = Resource.named(name) else { return nil }
      // An empty name is the resource itself.
      let place = target.name == resource.name ? "" : target.collection + suffix
      return [
        "fields": [.string(column.name)], "reference": ["resource": .string(place), "fields": ["kenmerk"]],
      ]
    }
    if !keys.isEmpty { schema["foreignKeys"] = .array(keys) }
    var description: JSONObject = [
      "name": .string(resource.collection + suffix), "title": .string(resource.nl),
      "path": .string(file(of: resource, format)), "format": .string(format.rawValue),
      "mediatype": .string(format == .csv ? "text/csv" : "application/jsonl"), "encoding": "utf-8",
    ]
    if format == .csv {
      description["type"] = "table"
      description["dialect"] = ["delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true]
    }
    description["schema"] = .object(schema)
    return .object(description)
  }

  private static func column(_ column: CSVTable.Column, _ format: Export.Format) -> JSON {
    var description: JSONObject = ["name": .string(column.name)]
    guard let field = column.field else {
      description["type"] =
        CSVRows.numbers.contains(column.name) ? "integer" : column.name.hasSuffix("Op") ? "datetime" : "string"
      return .object(description)
    }
    let (type, shape) = type(of: field, format)
    description["type"] = .string(type)
    if let shape { description["format"] = .string(shape) }
    description["description"] = .string(field.nl)
    if case .choice(let values) = field.type {
      description["constraints"] = ["enum": .array(values.map(JSON.string))]
    }
    return .object(description)
  }

  /// An imprecise date is a text in CSV (`2024-06`) and an object in JSON; a list is one cell in CSV.
  private static func type(of field: Field, _ format: Export.Format) -> (type: String, format: String?) {
    switch field.type {
    case .text, .choice, .link: ("string", nil)
    case .url: ("string", "uri")
    case .integer: ("integer", nil)
    case .decimal: (format == .csv ? "number" : "string", nil)
    case .boolean: ("boolean", nil)
    case .day: ("date", nil)
    case .timestamp: ("datetime", nil)
    case .impreciseDate: (format == .csv ? "string" : "object", nil)
    case .object, .parameters: ("object", nil)
    case .texts, .links, .objects: (format == .csv ? "string" : "array", nil)
    }
  }
}
