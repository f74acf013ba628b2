import Bytes
import Register

/// Puts values in words: `1.234.567,89`, `30-06-2024`, `juni 2024`, `ja`, `in uitvoering`.
struct ValueWords {
  let language: Language

  private func either(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  var rows: String { either("Regels", "Lines") }
  var totals: String { either("Totalen", "Totals") }

  /// `teLaat` is "Te laat", `in-uitvoering` stays as it is with a space: what the wire calls it, made readable.
  func humanised(_ name: String) -> String {
    let text = spaced(name)
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `teLaat` and `te-laat` are "te laat".
  private func spaced(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase, !text.isEmpty {
        text += " " + character.lowercased()
      } else {
        text.append(character == "-" ? " " : character)
      }
    }
    return text
  }

  // MARK: Values

  /// - Parameter names: by kenmerk, what a link's rows are called.
  /// - Returns: empty when nothing is known.
  func text(_ value: JSON, _ field: Field, names: [String: String]) -> String {
    switch (value, field.type) {
    case (.null, _): return ""
    case (.array(let elements), .objects(let members, _)):
      return elements.map { object($0, members) }.joined(separator: "; ")
    case (.array(let elements), _):
      return elements.map { text($0, field, names: names) }.joined(separator: ", ")
    case (.object, .object(let members)): return object(value, members)
    case (.object, .impreciseDate): return (try? ImpreciseDate(json: value)).map(date) ?? value.text
    case (.object, _): return value.text
    case (.string(let text), .choice): return spaced(text)
    case (.string(let text), .day): return Day(text).map(day) ?? text
    case (.string(let text), .impreciseDate): return ImpreciseDate(text).map(date) ?? text
    case (.string(let text), .timestamp): return moment(text)
    case (.string(let text), .link), (.string(let text), .links): return names[text] ?? text
    case (.string(let text), _): return field.isNumeric ? number(text) : text
    // A year is a name, not an amount.
    case (.number(let lexeme), .integer(let range)) where range.lowerBound >= 1_000 && range.upperBound < 10_000:
      return lexeme
    case (.number(let lexeme), _): return number(lexeme)
    case (.bool(let flag), _): return flag ? either("ja", "yes") : either("nee", "no")
    }
  }

  private func object(_ value: JSON, _ members: [Field]) -> String {
    members.map { text(value[$0.name] ?? .null, $0, names: [:]) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A parameter as it was taken.
  func asked(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? either("ja", "yes") : either("nee", "no")
    case .number(let lexeme): number(lexeme)
    case .string(let text): moment(text)
    case .array(let elements): elements.map(asked).joined(separator: ", ")
    case .object: value.text
    }
  }

  // MARK: Numbers

  /// Digits in threes: `853057.39` is `853.057,39`, in English `853,057.39`. What is no number stays as it is.
  func number(_ lexeme: String) -> String {
    let isNegative = lexeme.hasPrefix("-")
    let parts = lexeme.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return lexeme }
    var grouped = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index) % 3 == 0 { grouped += either(".", ",") }
      grouped.append(digit)
    }
    if parts.count == 2 { grouped += either(",", ".") + parts[1] }
    return (isNegative ? "\u{2212}" : "") + grouped
  }

  // MARK: Dates

  private static let months = [
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"),
    ("juni", "June"), ("juli", "July"), ("augustus", "August"), ("september", "September"), ("oktober", "October"),
    ("november", "November"), ("december", "December"),
  ]

  private func month(_ day: Day) -> String {
    let names = Self.months[day.month - 1]
    return either(names.0, names.1)
  }

  /// `30 juni 2024`
  func long(_ day: Day) -> String { "\(day.day) \(month(day)) \(day.year)" }

  /// `30-06-2024`; in English as the standard writes it, for the order of 06/07 differs.
  func day(_ day: Day) -> String {
    let text = day.description
    return language == .en ? text : "\(text.suffix(2))-\(text.dropFirst(5).prefix(2))-\(text.prefix(4))"
  }

  func date(_ date: ImpreciseDate) -> String {
    switch date.precisie {
    case .dag: day(date.vanaf)
    case .maand: "\(month(date.vanaf)) \(date.vanaf.year)"
    case .jaar: String(date.vanaf.year)
    case .seizoen:
      date.tekst ?? "\(month(date.vanaf)) \(date.vanaf.year) \u{2013} \(month(date.totEnMet)) \(date.totEnMet.year)"
    }
  }

  /// A day, or a moment in UTC; any other text stays as it is.
  func moment(_ text: String) -> String {
    if let day = Day(text) { return long(day) }
    guard let moment = Timestamp(rfc3339: text) else { return text }
    let written = moment.description
    let day = Day(written.prefix(10)).map(long) ?? String(written.prefix(10))
    return "\(day), \(written.dropFirst(11).prefix(8)) UTC"
  }
}
