import Bytes
import Register

/// Rows out of the columns that `CSVTable` writes: what a list gives as CSV can be sent back.
///
/// An empty cell is null, or an empty list. A column that is not there says nothing, so what it is about stays as it
/// is. Beside the columns of the list there are those of `planwijziging`, where the resource takes it.
struct CSVRows {
  private let resource: Resource
  /// For each column of the header; nil for one that is unknown or repeated.
  private var columns: [Column?] = []
  private var objects: [Object] = []
  /// What is wrong with the header: the column, and what.
  private(set) var faults: [(column: String, fault: FieldError.Fault)] = []

  private struct Column {
    let name: String
    /// Nil for what every row has and no field declares.
    let field: Field?
    /// The place in `objects`, for a member of one.
    let object: Int?
  }

  /// An object whose members have columns of their own.
  private struct Object {
    let name: String
    /// All its members have one.
    var isWhole: Bool
    /// Its empty cells say nothing.
    let isOptional: Bool
  }

  /// Members that every row has and no field declares, and that are no texts.
  static let numbers = ["versie", "conceptversie"]

  /// - Parameter header: the first record.
  init(_ resource: Resource, header: [String]) {
    self.resource = resource
    let allowed = Self.allowed(resource)
    var seen: Set<String> = []
    for name in header {
      guard let known = allowed.first(where: { $0.name == name }) else {
        faults.append((name, .unknownName(allowed: allowed.map(\.name))))
        columns.append(nil)
        continue
      }
      guard seen.insert(name).inserted else {
        faults.append((name, .duplicate))
        columns.append(nil)
        continue
      }
      let object = known.object.map { place($0) }
      columns.append(Column(name: known.member ?? name, field: known.field, object: object))
    }
    for index in objects.indices {
      let name = objects[index].name
      objects[index].isWhole = allowed.allSatisfy { $0.object != name || seen.contains($0.name) }
    }
  }

  private struct Allowed {
    let name: String
    let field: Field?
    var object: String?
    var member: String?
  }

  private static func allowed(_ resource: Resource) -> [Allowed] {
    CSVTable.columns(of: resource).map { column in
      let isMember = column.path.count > 1
      return Allowed(
        name: column.name, field: column.field, object: isMember ? column.path[0] : nil,
        member: isMember ? column.path[1] : nil)
    }
      + resource.changeReasonMembers.map {
        Allowed(name: "planwijziging.\($0)", field: nil, object: "planwijziging", member: $0)
      }
  }

  private mutating func place(_ name: String) -> Int {
    if let place = objects.firstIndex(where: { $0.name == name }) { return place }
    objects.append(
      Object(name: name, isWhole: false, isOptional: name == "planwijziging" || name == Publicatie.field.name))
    return objects.count - 1
  }

  var count: Int { columns.count }

  /// - Parameter cells: as many as the header has.
  func row(_ cells: [String]) -> JSON {
    var members: [(String, JSON)] = []
    members.reserveCapacity(columns.count)
    var parts = [[(String, JSON)]](repeating: [], count: objects.count)
    for (cell, column) in zip(cells, columns) {
      guard let column else { continue }
      let value = Self.value(cell, column)
      if let object = column.object {
        if !value.isNull || !objects[object].isOptional { parts[object].append((column.name, value)) }
      } else {
        members.append((column.name, value))
      }
    }
    for (object, parts) in zip(objects, parts) where !parts.isEmpty {
      let isEmpty = object.isWhole && parts.allSatisfy(\.1.isNull)
      members.append((object.name, isEmpty ? .null : .object(JSONObject(parts))))
    }
    return .object(JSONObject(members))
  }

  // MARK: One cell

  private static func value(_ cell: String, _ column: Column) -> JSON {
    guard let field = column.field else {
      if cell.isEmpty { return .null }
      return numbers.contains(column.name) ? integer(cell) : .string(cell)
    }
    switch field.type {
    case .texts, .links: return .array(parts(of: cell.unguarded, at: "|").map { .string(unescaped($0)) })
    case .objects(let members, _): return .array(parts(of: cell.unguarded, at: "|").map { element($0, members) })
    case .text, .url: return cell.isEmpty ? .null : .string(cell.unguarded)
    case .parameters: return cell.isEmpty ? .null : (try? JSON.parse(cell)) ?? .string(cell)
    case .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .link, .object:
      return plain(cell, field)
    }
  }

  /// What does not fit the type stays a text, so that the register says what was expected.
  private static func plain(_ cell: String, _ field: Field) -> JSON {
    if cell.isEmpty { return .null }
    switch field.type {
    case .integer: return integer(cell)
    case .boolean: return cell == "true" ? true : cell == "false" ? false : .string(cell)
    case .impreciseDate: return date(cell)
    default: return .string(cell)
    }
  }

  private static func integer(_ cell: String) -> JSON {
    Int(cell).flatMap { String($0) == cell ? .number(cell) : nil } ?? .string(cell)
  }

  /// `2024-06-01/2024-08-31` is a season; every other date is read as it is.
  private static func date(_ cell: String) -> JSON {
    let days = cell.split(separator: "/", omittingEmptySubsequences: false)
    guard days.count == 2 else { return .string(cell) }
    return [
      "vanaf": .string(String(days[0])), "totEnMet": .string(String(days[1])), "precisie": "seizoen", "tekst": .null,
    ]
  }

  /// `szw:verantwoordelijk`; what is left out at the end is null, what is too much is unknown to the register.
  private static func element(_ text: Substring.UTF8View, _ members: [Field]) -> JSON {
    let values = parts(of: text, at: ":").map(unescaped)
    guard values.count <= members.count else { return .string(values.joined(separator: ":")) }
    return .object(
      JSONObject(zip(members, values).map { member, value in (member.name, plain(value, member)) }))
  }

  /// The pieces between separators that no backslash stands before; none of an empty text.
  private static func parts(of text: String, at separator: Character) -> [Substring.UTF8View] {
    text.isEmpty ? [] : parts(of: Substring(text).utf8, at: separator)
  }

  private static func parts(of text: Substring.UTF8View, at separator: Character) -> [Substring.UTF8View] {
    let separator = separator.asciiValue ?? 0
    var parts: [Substring.UTF8View] = []
    var start = text.startIndex
    var isEscaped = false
    for index in text.indices {
      if isEscaped {
        isEscaped = false
      } else if text[index] == UInt8(ascii: "\\") {
        isEscaped = true
      } else if text[index] == separator {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    parts.append(text[start...])
    return parts
  }

  private static func unescaped(_ text: Substring.UTF8View) -> String {
    guard text.contains(UInt8(ascii: "\\")) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in text {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// Without the apostrophe that keeps a spreadsheet from running it (`CSVTable`).
  fileprivate var unguarded: String { utf8.first == UInt8(ascii: "'") && isGuarded ? String(dropFirst()) : self }
}
