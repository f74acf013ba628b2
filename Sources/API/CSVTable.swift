import Bytes
import Register

/// Rows as CSV. Source: RFC 4180.
///
/// One line a row, CRLF behind each; a column for each value, `plan.startGepland` for one within an object. A list is
/// one cell, its elements joined by `|`; of an object in a list its values joined by `:` (`szw:verantwoordelijk`), null
/// being nothing. Where `|`, `:` or `\` is part of a value in such a cell, a `\` stands before it. A date is as short as
/// its precision: `2024`, `2024-06`, `2024-06-30`, else `2024-06-01/2024-08-31`.
///
/// A text that begins with `=`, `+`, `-`, `@`, tab or return gets an apostrophe before it: a spreadsheet would run it
/// as a formula (OWASP, CSV injection). So does one that begins with apostrophes and then one of these: what is read
/// back loses one apostrophe and no more. Only texts: a number stays a number.
struct CSVTable {
  private let columns: [Column]

  struct Column {
    let path: [String]
    /// Nil for what every row has and no field declares: a text or a number.
    let field: Field?
    var name: String { path.joined(separator: ".") }
  }

  /// - Parameter fields: members asked for; nil for all.
  init(_ resource: Resource, fields: [String]?) {
    columns = Self.columns(of: resource).filter { column in
      fields.map { $0.contains(column.path[0]) || column.path[0] == "kenmerk" } ?? true
    }
  }

  /// Every column there is. The number of a draft is among them: it takes that to send a draft back.
  static func columns(of resource: Resource) -> [Column] {
    var columns: [Column] = []
    for name in resource.memberNames {
      let field = resource.field(name) ?? (name == Publicatie.field.name ? Publicatie.field : nil)
      if let field, field.isObject {
        columns += field.members.map { Column(path: [name, $0.name], field: $0) }
      } else {
        columns.append(Column(path: [name], field: field))
      }
      if name == "versie", resource.isStaged { columns.append(Column(path: ["conceptversie"], field: nil)) }
    }
    return columns
  }

  func writeHeader(to buffer: inout ByteBuffer) {
    Self.writeLine(columns.map(\.name), to: &buffer)
  }

  func write(_ row: JSON, to buffer: inout ByteBuffer) {
    Self.writeLine(
      columns.map { column in
        var value = row
        for name in column.path { value = value[name] ?? .null }
        return Self.cell(value, column.field)
      }, to: &buffer)
  }

  /// A line of texts that come from no declaration.
  static func write(_ cells: [String?], to buffer: inout ByteBuffer) {
    writeLine(cells.map { ($0 ?? "").guarded }, to: &buffer)
  }

  // MARK: One cell

  static func cell(_ value: JSON, _ field: Field?) -> String {
    guard let field else { return plain(value, isDate: false) }
    switch field.type {
    case .texts, .links:
      return (value.asArray ?? []).map { escaped(plain($0, isDate: false), "|\\") }.joined(separator: "|").guarded
    case .objects(let members, _):
      let cells = (value.asArray ?? []).map { element in
        members.map { member in
          escaped(plain(element[member.name] ?? .null, isDate: member.isDate), "|:\\")
        }.joined(separator: ":")
      }
      return cells.joined(separator: "|").guarded
    case .text, .url: return plain(value, isDate: false).guarded
    case .parameters: return value.text
    case .integer, .decimal, .boolean, .choice, .day, .timestamp, .link, .object, .impreciseDate:
      return plain(value, isDate: field.isDate)
    }
  }

  private static func plain(_ value: JSON, isDate: Bool) -> String {
    switch value {
    case .null: return ""
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let lexeme): return lexeme
    case .string(let text): return text
    case .array, .object:
      guard isDate, let date = try? ImpreciseDate(json: value) else { return value.text }
      return date.shortest
    }
  }

  /// By code point: a separator with an accent behind it is a separator still.
  private static func escaped(_ text: String, _ special: String) -> String {
    guard text.unicodeScalars.contains(where: special.unicodeScalars.contains) else { return text }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  // MARK: One line

  static func writeLine(_ cells: [String], to buffer: inout ByteBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      if cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
        buffer.append("\"")
        for byte in cell.utf8 {
          if byte == 0x22 { buffer.append(byte) }
          buffer.append(byte)
        }
        buffer.append("\"")
      } else {
        buffer.append(cell)
      }
    }
    buffer.append("\r\n")
  }
}

extension Field {
  fileprivate var isDate: Bool {
    if case .impreciseDate = type { true } else { false }
  }
}

extension String {
  /// What no spreadsheet takes for a formula.
  fileprivate var guarded: String { isGuarded ? "'" + self : self }

  /// Begins, behind any apostrophes, with what a spreadsheet takes for the start of a formula.
  var isGuarded: Bool {
    switch utf8.first(where: { $0 != UInt8(ascii: "'") }) {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    default: false
    }
  }
}
