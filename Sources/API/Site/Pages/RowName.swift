import Bytes
import HTTP
import Register

/// What a row is called where people read it: its title or name, else what it asks, or what it says of what.
enum RowName {
  static func of(_ row: JSON, _ resource: Resource, _ view: SiteView) -> String {
    if view.language == .en, let name = row["naamEn"]?.asString { return name }
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

  /// Of that name, on an English page.
  static func language(of row: JSON, _ view: SiteView) -> Markup.Attribute {
    guard row["naamEn"]?.asString == nil else { return .lang(nil) }
    // A line of money is called in the words of the page.
    let isOwn = ["titel", "naam", "vraag", "indicator"].contains { row[$0]?.asString != nil }
    return isOwn ? view.dutch : .lang(nil)
  }

  /// What a row is called where nothing around it says what it is about: a line of money with what it is for.
  static func alone(_ row: JSON, _ resource: Resource, _ view: SiteView) -> String {
    let name = of(row, resource, view)
    guard resource.field("bedrag") != nil else { return name }
    let measures = (row["maatregelen"]?.asArray ?? []).compactMap(\.asString)
    if let first = measures.first.map({ view.name("maatregelen", $0) }) {
      let others = measures.count - 1
      return "\(name) \u{2013} \(first)" + (others > 0 ? view.t(" en \(others) andere", " and \(others) more") : "")
    }
    let organisations = (row["organisaties"]?.asArray ?? []).compactMap(\.asString)
      .map { view.short("organisaties", $0) ?? view.name("organisaties", $0) }
    if !organisations.isEmpty { return "\(name) \u{2013} \(organisations.joined(separator: ", "))" }
    return row["bereik"]?.asString == "rijk" ? "\(name) \u{2013} \(view.t("het Rijk", "central government"))" : name
  }

  /// `€ 38.667,84 uitgegeven in 2021`, `circa € 570.000 per jaar`: cents only where the source is as exact as that.
  private static func amount(_ row: JSON, _ view: SiteView) -> String {
    var parts: [String] = []
    if let text = ValueView(view, of: row).euro(row["bedrag"]?.asString) {
      let cents = view.t(",00", ".00")
      let isExact = row["precisie"]?.asString == "exact"
      parts.append(!isExact && text.hasSuffix(cents) ? String(text.dropLast(cents.count)) : text)
      if row["precisie"]?.asString == "circa" { parts.insert(view.t("circa", "about"), at: 0) }
      switch row["eenheid"]?.asString {
      case "per-jaar": parts.append(view.t("per jaar", "a year"))
      case "per-inwoner": parts.append(view.t("per inwoner", "per inhabitant"))
      default: break
      }
      if row["mutatie"]?.asBool == true { parts.append(view.t("erbij of eraf", "more or less")) }
    } else {
      parts.append(view.t("Geen bedrag", "No amount"))
    }
    if let kind = row["soort"]?.asString, kind != "onbekend" { parts.append(view.word(kind).lowercased()) }
    if let year = row["jaar"]?.asInt {
      parts.append(view.t("in \(year)", "in \(year)"))
    } else if let first = row["jaarVan"]?.asInt {
      parts.append(
        row["jaarTot"]?.asInt.map { "\(first)\u{2013}\($0)" } ?? view.t("vanaf \(first)", "from \(first)"))
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
