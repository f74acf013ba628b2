import API
import Bytes
import Register

/// An answer of the API on a screen: a list as a table, a row as its members below each other, a report as its tables
/// with what one has to know to read them.
struct ShownAnswer {
  let width: Int
  private(set) var text = ""

  /// What is printed where nothing is known.
  private static let unknown = "–"

  init(width: Int) { self.width = width }

  private mutating func line(_ line: String = "") { text += line + "\n" }

  /// - Parameter columns: the members to show of each row; nil for all that any row has.
  mutating func list(_ rows: [JSON], of resource: Resource?, columns: [String]?) {
    if rows.isEmpty { return line("Niets gevonden.") }
    let names = columns ?? Self.members(of: rows)
    table(rows, names.map { name in (name, resource?.field(name)) })
  }

  /// How often each value of a facet occurs.
  mutating func facets(_ facets: JSONObject) {
    for (name, values) in facets {
      let counts = (values.asArray ?? []).map { value in
        "\(value["waarde"]?.asString ?? value["waarde"]?.text ?? Self.unknown) \(value["aantal"]?.asInt ?? 0)"
      }
      line()
      paragraph("\(ClientWords.label(name)): \(counts.joined(separator: ", "))")
    }
  }

  mutating func item(_ row: JSON, of resource: Resource) {
    guard let object = row.asObject else { return }
    var known: [(String, String)] = []
    var missing: [String] = []
    for (name, value) in object where !name.hasPrefix("_") {
      let field = resource.field(name) ?? (name == Publicatie.field.name ? Publicatie.field : nil)
      let label = field.map(ClientWords.label) ?? ClientWords.label(name)
      let words = ClientWords.text(value, field)
      if words.isEmpty { missing.append(label.lowercased()) } else { known.append((label, words)) }
    }
    let margin = min(known.map { $0.0.count }.max() ?? 0, 24)
    for (label, words) in known {
      let lines = Wrapping.lines(words, width: max(width - margin - 2, 20))
      if label.count > margin { line(label) }
      for (number, part) in lines.enumerated() {
        let head = number == 0 && label.count <= margin ? label : ""
        line(Self.trimmed(head + String(repeating: " ", count: max(0, margin - head.count) + 2) + part))
      }
    }
    if !missing.isEmpty {
      line()
      paragraph("Niet vermeld: \(missing.joined(separator: ", ")).")
    }
  }

  mutating func report(_ answer: JSON, _ report: ReportDeclaration) {
    paragraph("\(report.nl)")
    line("Peilmoment: \(ClientWords.text(answer["peilmoment"] ?? .null, nil))")
    let columns = report.columns + report.optionalColumns
    part(report.heading?.nl ?? "Regels", answer["rijen"], columns)
    part("Totalen", answer["totalen"], report.totals + columns)
    for table in report.tables {
      guard let shown = answer["tabellen"]?[table.name] else { continue }
      part(shown["titel"]?.asString ?? table.name, shown["rijen"], table.columns)
      part("Totalen", shown["totalen"], table.totals + table.columns)
      notes(shown["toelichting"])
    }
    notes(answer["toelichting"])
  }

  private mutating func notes(_ notes: JSON?) {
    let sentences = (notes?.asArray ?? []).compactMap(\.asString)
    if sentences.isEmpty { return }
    line()
    for sentence in sentences { paragraph(sentence, mark: "* ") }
  }

  private mutating func part(_ title: String, _ rows: JSON?, _ columns: [Field]) {
    let rows = rows?.asArray ?? []
    if rows.isEmpty { return }
    line()
    line(title)
    let names = Self.members(of: rows)
    table(rows, names.map { name in (name, columns.first { $0.name == name }) })
  }

  private mutating func table(_ rows: [JSON], _ columns: [(name: String, field: Field?)]) {
    // A column in which nothing stands says nothing.
    let columns = columns.filter { column in
      rows.contains { !ClientWords.text($0[column.name] ?? .null, column.field).isEmpty }
    }
    var table = FittedTable(
      columns.map { column in
        FittedTable.Column(
          title: column.field.map(ClientWords.label) ?? ClientWords.label(column.name),
          isNumeric: column.field.map(ClientWords.isNumeric) ?? false, isName: ["titel", "naam"].contains(column.name))
      })
    for row in rows {
      table.add(
        columns.map { column in
          let words = ClientWords.text(row[column.name] ?? .null, column.field)
          return words.isEmpty ? Self.unknown : words
        })
    }
    let (lines, left) = table.lines(width: width)
    for shown in lines { line(shown) }
    if !left.isEmpty {
      paragraph("Past niet op dit scherm: \(left.joined(separator: ", ").lowercased()). Kies met --velden.")
    }
  }

  private mutating func paragraph(_ words: String, mark: String = "") {
    for (number, part) in Wrapping.lines(words, width: width - mark.count).enumerated() {
      line(number == 0 ? mark + part : String(repeating: " ", count: mark.count) + part)
    }
  }

  /// The members of these rows in their order, without what links them.
  private static func members(of rows: [JSON]) -> [String] {
    var names: [String] = []
    for row in rows {
      for name in row.asObject?.names ?? [] where !name.hasPrefix("_") && !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
