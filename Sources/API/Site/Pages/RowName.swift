import Bytes
import HTTP
import Register

/// What a row is called where people read it: its title or name, else what it asks, or what it says of what.
enum RowName {
  static func of(_ row: JSON, _ resource: Resource, _ view: SiteView) -> String {
    if let name = (row["titel"] ?? row["naam"])?.asString { return name }
    if let asked = row["vraag"]?.asString { return shortened(asked) }
    if resource.field("bedrag") != nil { return amount(row, view) }
    let values = ValueView(view, of: row)
    if let indicator = row["indicator"]?.asString {
      let period = row["periode"].flatMap { try? ImpreciseDate(json: $0) }.map(values.text)
      return [period, row["uitsplitsing"]?.asString].compactMap { $0 }.joined(separator: ", ")
        + " \u{2013} " + view.name("indicatoren", indicator)
    }
    if let measure = row["maatregel"]?.asString {
      let day = (row["peildatum"] ?? row["besluitdatum"])?.asString.map { values.shortTime($0) }
      return "\(view.singular(resource)): \(view.name("maatregelen", measure))" + (day.map { ", \($0)" } ?? "")
    }
    return row["kenmerk"]?.asString ?? ""
  }

  /// `€ 38.667,84 uitgegeven in 2021`
  private static func amount(_ row: JSON, _ view: SiteView) -> String {
    let text = ValueView(view, of: row).euro(row["bedrag"]?.asString) ?? view.t("Geen bedrag", "No amount")
    var parts = [text]
    if let kind = row["soort"]?.asString, kind != "onbekend" { parts.append(view.word(kind).lowercased()) }
    if let year = row["jaar"]?.asInt {
      parts.append(view.t("in \(year)", "in \(year)"))
    } else if let first = row["jaarVan"]?.asInt {
      parts.append("\(first)\u{2013}\(row["jaarTot"]?.asInt.map { String($0) } ?? "")")
    }
    return parts.joined(separator: " ")
  }

  /// The first words of a long text.
  static func shortened(_ text: String) -> String {
    if text.count <= 140 { return text }
    var short = text.prefix(130)
    while let last = short.last, last != " " { short = short.dropLast() }
    return short.trimmingSuffix() + " \u{2026}"
  }
}

extension Substring {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while let last = text.last, " ,;:".contains(last) { text = text.dropLast() }
    return String(text)
  }
}
