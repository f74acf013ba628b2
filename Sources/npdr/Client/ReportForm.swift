import API
import Bytes
import Register

/// A progress report as a text to fill in: `veld: waarde`, and what comes below it up to the next field belongs to it.
enum ReportForm {
  /// What stands above the fields.
  struct Head {
    let measure: String
    var title = ""
    /// Rounds that are open: kenmerk and what it is.
    var rounds: [(kenmerk: String, text: String)] = []
  }

  /// - Parameters:
  ///   - body: what is filled in already.
  ///   - faults: shown above the field they belong to; by name of the member.
  static func text(_ head: Head, _ body: JSONObject, faults: [(field: String, text: String)] = []) -> String {
    var lines = ["# Voortgangsmelding over \(head.measure)\(head.title.isEmpty ? "" : ": \(head.title)")"]
    lines += [
      "#", "# Vul in achter de dubbele punt; een tekst mag op de volgende regels doorgaan. Regels die met #",
      "# beginnen tellen niet mee. Bewaar en sluit om te versturen; maak alles leeg om niets te versturen.",
    ]
    let own = ReportFlags.fields.map(\.name)
    for fault in faults where !own.contains(fault.field) { lines.append("#! \(fault.text)") }
    for field in ReportFlags.fields {
      lines.append("")
      let choices = ReportFlags.choices(field)
      lines.append("# \(field.nl)\(field.isRequired ? " Verplicht." : "")")
      if !choices.isEmpty { lines.append("# Een van: \(choices.joined(separator: ", "))") }
      if field.name == "uitvraag" {
        lines += head.rounds.map { "# Open: \($0.kenmerk) (\($0.text))" }
      }
      for fault in faults where fault.field == field.name { lines.append("#! \(fault.text)") }
      let value = Self.value(body[field.name])
      lines.append(value.isEmpty ? "\(field.name):" : "\(field.name): \(value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func value(_ json: JSON?) -> String {
    switch json {
    case .string(let text)?: text
    case .array(let elements)?: elements.compactMap(\.asString).joined(separator: ", ")
    case nil, .null?: ""
    case .some(let other): other.text
    }
  }

  struct Malformed: Error { let text: String }

  /// - Returns: the members that were filled in; none for a form that was emptied.
  /// - Throws: `Malformed` for text before the first field, and for a field that is there twice.
  static func read(_ text: String) throws(Malformed) -> JSONObject {
    let fields = ReportFlags.fields
    var found: [(field: Field, text: String)] = []
    for (number, whole) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = whole.last == "\r" ? whole.dropLast() : whole
      if line.hasPrefix("#") { continue }
      let colon = line.firstIndex(of: ":")
      if let colon, let field = fields.first(where: { $0.name == line[..<colon] }) {
        if found.contains(where: { $0.field.name == field.name }) {
          throw Malformed(
            text:
              "Regel \(number + 1): `\(field.name):` staat er twee keer. Hoort het bij de tekst, zet er dan een spatie "
              + "voor.")
        }
        found.append((field, String(line[line.index(after: colon)...])))
      } else if !found.isEmpty {
        found[found.count - 1].text += "\n" + line
      } else if line.contains(where: { !$0.isWhitespace }) {
        throw Malformed(text: "Regel \(number + 1): dit is geen veld: `\(line)`.")
      }
    }
    var body = JSONObject()
    for (field, text) in found {
      let value = trimmed(text)
      if !value.isEmpty { body[field.name] = ReportFlags.value(value, field) }
    }
    return body
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}
