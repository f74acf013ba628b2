import Bytes
import Register

/// The schema of a report and its parameters, from its declaration.
struct ReportSchemas {
  let report: ReportDeclaration

  init(_ report: ReportDeclaration) { self.report = report }

  /// `RapportSignalen`
  static func name(_ report: ReportDeclaration) -> String {
    "Rapport" + report.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  var name: String { Self.name(report) }

  var all: [(String, JSON)] {
    [
      (name, schema), ("\(name)Rij", row(report.columns, report.links, "Een regel.")),
      ("\(name)Totaal", row(report.totals, report.totalLinks, "Een totaal.")),
    ]
      + report.tables.flatMap { table in
        [
          (name(of: table, "Rij"), row(table.columns, table.links, "Een regel.")),
          (name(of: table, "Totaal"), row(table.totals, table.totalLinks, "Een totaal.")),
        ]
      }
  }

  /// `RapportVoortgangsbriefMotiesRij`
  private func name(of table: ReportTable, _ part: String) -> String {
    name + table.name.prefix(1).uppercased() + table.name.dropFirst() + part
  }

  private static let notes: JSON = [
    "type": "array", "items": ["type": "string"],
    "description": "Wat men moet weten om de cijfers te begrijpen, in de gevraagde taal.",
  ]

  /// The tables by name; those that were asked for.
  private var tables: JSON {
    [
      "type": "object", "description": "De tabellen bij hun naam; met `tabel` alleen de gevraagde.",
      "properties": .object(
        JSONObject(
          report.tables.map { table in
            let schema: JSON = [
              "type": "object", "description": .string(table.title.nl),
              "properties": [
                "titel": ["type": "string", "description": "Het opschrift, in de gevraagde taal."],
                "rijen": ["type": "array", "items": SharedSchemas.reference(name(of: table, "Rij"))],
                "totalen": ["type": "array", "items": SharedSchemas.reference(name(of: table, "Totaal"))],
                "toelichting": Self.notes,
              ],
              "required": ["titel", "rijen", "totalen", "toelichting"],
            ]
            return (table.name, schema)
          })),
    ]
  }

  private var schema: JSON {
    var members: JSONObject = [
      "peilmoment": [
        "type": "string", "example": "2026-03-01",
        "description": "Waarvan de cijfers spreken: een dag, of het gevraagde moment (`beschikbaarOp`).",
      ],
      "parameters": ["type": "object", "description": "Waarop is gevraagd, met wat daarvoor gold."],
      "rijen": ["type": "array", "items": SharedSchemas.reference("\(name)Rij")],
      "totalen": ["type": "array", "items": SharedSchemas.reference("\(name)Totaal")],
      "toelichting": Self.notes,
    ]
    if !report.tables.isEmpty { members["tabellen"] = tables }
    return [
      "type": "object", "description": .string(report.nl), "properties": .object(members),
      "required": .array(members.names.map(JSON.string)),
    ]
  }

  private func row(_ columns: [Field], _ links: [String], _ text: String) -> JSON {
    let optional = report.optionalColumns.filter { column in !columns.contains { $0.name == column.name } }
    var members = JSONObject((optional + columns).map { ($0.name, FieldSchemas.answered($0)) })
    var linked: JSONObject = [
      "type": "object",
      "description": """
      `lijst`: de rijen achter deze regel. Een adres met de naam van een cijfer geeft precies zoveel rijen als dat cijfer.
      """,
      "properties": .object(JSONObject(links.map { ($0, SharedSchemas.reference("Verwijzing")) })),
    ]
    // OpenAPI 3.0 knows no empty list of what is required.
    if !links.isEmpty { linked["required"] = .array(links.map(JSON.string)) }
    members["_links"] = .object(linked)
    return [
      "type": "object", "description": .string(text), "properties": .object(members),
      "required": .array((columns.map(\.name) + ["_links"]).map(JSON.string)),
    ]
  }

  // MARK: Asked

  var parameters: [JSON] {
    report.parameters.map(describe) + filters + [
      Parameters.query(
        "beschikbaarOp", "Zoals het register op dit moment was; niet later dan nu.",
        ["type": "string", "format": "date-time"]),
      Parameters.query(
        "geldigOp",
        "De dag waarnaar wordt gekeken: wat op die dag waar was, en wat dan over tijd of te laat is. Zonder is het vandaag.",
        ["type": "string", "format": "date"]),
    ]
  }

  /// The filters it takes, each once; one that several collections have is described by all of them.
  private var filters: [JSON] {
    let chosen = report.chosen
    var all: [(key: String, filters: [Filter], collections: [String])] = []
    for resource in chosen {
      for filter in report.filters(of: resource) {
        if let place = all.firstIndex(where: { $0.key == filter.key }) {
          all[place].filters.append(filter)
          all[place].collections.append(resource.collection)
        } else {
          all.append((filter.key, [filter], [resource.collection]))
        }
      }
    }
    return all.map { key, filters, collections in
      if collections.count == chosen.count, filters.allSatisfy({ $0.nl == filters[0].nl && $0.kind == filters[0].kind })
      {
        return FilterParameters.describe(filters[0])
      }
      let texts = filters.reduce(into: [String]()) { if !$0.contains($1.nl) { $0.append($1.nl) } }
      let places = collections.map { "`/\($0)`" }.joined(separator: ", ")
      return Parameters.query(
        key, "\(texts.joined(separator: " ")) Van \(places).", ["type": "string", "minLength": 1])
    }
  }

  private func describe(_ field: Field) -> JSON {
    switch field.type {
    case .choice(let values): return Parameters.names(field.name, field.nl, values)
    case .link(let target):
      let collection = Resource.named(target)?.collection ?? target
      return Parameters.query(
        field.name, "\(field.nl) Kenmerken uit `/\(collection)`.", ["type": "string", "minLength": 1])
    case .integer(let range):
      var schema: JSONObject = [
        "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ]
      if let fallback = field.fallback.flatMap({ Int($0) }) { schema["default"] = .integer(fallback) }
      return Parameters.query(field.name, field.nl, .object(schema))
    default: return Parameters.query(field.name, field.nl, ["type": "string", "minLength": 1])
    }
  }

  var csv: String { report.columns.map(\.name).joined(separator: ",") + "\r\n" }
}
