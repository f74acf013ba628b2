import Bytes
import HTTP
import Register

/// Shows values by their declaration: a link as a link, a date as people write it, an unknown as unknown, and what an
/// analyst filled in with its mark.
struct ValueView {
  let view: SiteView
  private let words: ValueWords
  /// `afgeleid` of the row: `soort`, `fasen/herkennen-melden`.
  private let inferred: Set<String>

  /// In a table: abbreviations where there are, and marks that take no room.
  private let isShort: Bool

  init(_ view: SiteView, of row: JSON, short: Bool = false) {
    self.view = view
    isShort = short
    words = ValueWords(language: view.language)
    inferred = Set((row["afgeleid"]?.asArray ?? []).compactMap(\.asString))
  }

  /// What a field of the row holds, inferred parts marked.
  func write(_ field: Field, of row: JSON, to html: inout Markup) {
    marked(inferred.contains(field.name), &html) {
      write(row[field.name] ?? .null, field, at: field.name, to: &$0)
    }
  }

  /// With a mark behind it when it is inferred; in a table under it, and in words for who does not see it.
  private func marked(_ isInferred: Bool, _ html: inout Markup, _ content: (inout Markup) -> Void) {
    guard isInferred else { return content(&html) }
    guard isShort else {
      content(&html)
      return mark(&html)
    }
    html("span", .class("geraden"), Markup.Attribute("title", view.t("afgeleid", "inferred"))) { html in
      content(&html)
      html("span", .class("alleen-voorlezen"), text: view.t(" (afgeleid)", " (inferred)"))
    }
  }

  private func mark(_ html: inout Markup) {
    html.append(" ")
    html(
      "span", .class("afgeleid"),
      Markup.Attribute(
        "title",
        view.t("Geen bron zegt dit; een analist heeft het ingevuld.", "No source states this; an analyst filled it in.")
      ),
      text: view.t("afgeleid", "inferred"))
  }

  /// In a table a dash, for the eye; the word for who does not see it.
  func unknown(_ html: inout Markup) {
    let word = view.t("onbekend", "unknown")
    guard isShort else { return html("span", .class("onbekend"), text: word) }
    html("span", .class("onbekend"), Markup.Attribute("title", word)) { html in
      html("span", Markup.Attribute("aria-hidden", "true"), text: "\u{2013}")
      html("span", .class("alleen-voorlezen"), text: word)
    }
  }

  private func write(_ value: JSON, _ field: Field, at path: String, to html: inout Markup) {
    switch (value, field.type) {
    case (.null, _): unknown(&html)
    case (.array(let elements), _) where elements.isEmpty: unknown(&html)
    case (.array(let elements), .objects) where isShort && field.name == "betrokkenen": responsible(elements, to: &html)
    case (.array(let elements), .objects(let members, _)):
      html("ul", .class("rijtje")) { html in
        for element in elements { html("li") { object(element, members, to: &$0) } }
      }
    case (.array(let elements), _): list(elements, field, at: path, to: &html)
    case (.object(let object), .object) where field.name == "kamerstuk": paper(object, to: &html)
    case (.string(let text), .decimal): decimal(text, field, to: &html)
    case (.object, .object(let members)): nested(value, members, at: path, to: &html)
    case (.object, .parameters):
      html("code", text: value.text)
    case (.object, _): date(value, to: &html)
    case (.bool(let flag), _): html.append(flag ? view.t("Ja", "Yes") : view.t("Nee", "No"))
    case (.string(let text), .link(let target)): link(text, target, to: &html)
    case (.string("onbekend"), .choice) where isShort: unknown(&html)
    case (.string(let text), .choice): choice(text, field, to: &html)
    case (.string(let text), .day), (.string(let text), .timestamp), (.string(let text), .impreciseDate):
      time(text, to: &html)
    case (.string(let text), .url): address(text, to: &html)
    case (.string(let text), .text(let max)) where max > 500: paragraphs(text, to: &html)
    case (.string(let text), _): quoted(text, to: &html)
    case (.number(let lexeme), _): html.append(Self.isYear(field.name) ? lexeme : words.number(lexeme))
    }
  }

  /// Words of the register's own language.
  private func quoted(_ text: String, to html: inout Markup) {
    if view.language == .nl { return html.append(text) }
    html("span", view.dutch, text: text)
  }

  /// A year is no amount: no point in it.
  static func isYear(_ name: String) -> Bool { name.hasPrefix("jaar") }

  // MARK: Kinds

  /// `35925-VII-36`
  private func paper(_ members: JSONObject, to html: inout Markup) {
    let written = Kamerstuk(members: members)?.description ?? members["tekst"]?.asString ?? ""
    html.append(written)
    if members["onzeker"]?.asBool == true { html.append(view.t(" (lezing onzeker)", " (reading uncertain)")) }
  }

  private func decimal(_ text: String, _ field: Field, to html: inout Markup) {
    html("span", .class("bedrag"), text: (field.name == "bedrag" ? euro(text) : nil) ?? words.number(text))
  }

  /// `€ 853.057,39`; nil for no amount.
  func euro(_ text: String?) -> String? { text.map { "\u{20AC}\u{A0}\(words.number($0))" } }

  private func list(_ elements: [JSON], _ field: Field, at path: String, to html: inout Markup) {
    html("ul", .class("rijtje kort")) { html in
      for element in elements {
        guard let text = element.asString else { continue }
        html("li") { html in
          marked(inferred.contains("\(path)/\(text)"), &html) { html in
            if let target = field.target { return link(text, target, to: &html) }
            if case .choice = field.type { return html.append(view.word(text)) }
            quoted(words.humanised(text), to: &html)
          }
        }
      }
    }
  }

  func link(_ kenmerk: String, _ target: String, to html: inout Markup) {
    guard let resource = Resource.named(target) else { return html.append(kenmerk) }
    let name = view.name(resource.collection, kenmerk)
    let short = isShort ? view.short(resource.collection, kenmerk) : nil
    html(
      "a", .href(view.href("/\(resource.collection)/\(kenmerk)")),
      Markup.Attribute("title", short == nil ? nil : name), view.language(of: resource.collection, kenmerk),
      text: short ?? name)
  }

  /// Fields whose values have a sign of their own, filled as far as the work is.
  private static let states: Set<String> = ["uitvoeringsstatus", "status", "uitvoering", "kleur"]

  private func choice(_ value: String, _ field: Field, to html: inout Markup) {
    let style = Self.states.contains(field.name) ? "keuze keuze-\(value)" : "keuze"
    html("span", .class(style), text: view.word(value))
  }

  /// In a table of who is involved only those who answer for it.
  private func responsible(_ elements: [JSON], to html: inout Markup) {
    for role in ["verantwoordelijk", "medeverantwoordelijk"] {
      let own = elements.filter { $0["rol"]?.asString == role }.compactMap { $0["organisatie"]?.asString }
      if own.isEmpty { continue }
      return html("ul", .class("rijtje kort")) { html in
        for kenmerk in own { html("li") { link(kenmerk, "organisatie", to: &$0) } }
      }
    }
    unknown(&html)
  }

  /// `Ministerie van SZW (verantwoordelijk)`: links first, what else there is behind them.
  private func object(_ value: JSON, _ members: [Field], to html: inout Markup) {
    let known = members.filter { !(value[$0.name] ?? .null).isNull && value[$0.name]?.asArray?.isEmpty != true }
    var isFirst = true
    for member in known where member.target != nil {
      if !isFirst { html.append(", ") }
      isFirst = false
      write(value[member.name] ?? .null, member, at: "", to: &html)
    }
    for member in known where member.target == nil && value[member.name]?.asString != "onbekend" {
      if !isFirst { html.append(" \u{00B7} ") }
      isFirst = false
      if case .boolean = member.type { html.append(view.label(member) + ": ") }
      if case .choice = member.type, let text = value[member.name]?.asString {
        html.append(view.word(text).lowercased())
      } else {
        write(value[member.name] ?? .null, member, at: "", to: &html)
      }
    }
  }

  private func nested(_ value: JSON, _ members: [Field], at path: String, to html: inout Markup) {
    if isShort {
      let known = members.filter { !(value[$0.name] ?? .null).isNull }
      if known.isEmpty { return unknown(&html) }
      return html("ul", .class("rijtje kort")) { html in
        for member in known {
          html("li") { html in
            html.append(view.label(member).lowercased() + " ")
            marked(inferred.contains("\(path)/\(member.name)"), &html) {
              write(value[member.name] ?? .null, member, at: "\(path)/\(member.name)", to: &$0)
            }
          }
        }
      }
    }
    html("dl", .class("feiten")) { html in
      for member in members where !(value[member.name] ?? .null).isNull {
        html("div") { html in
          html("dt", text: view.label(member))
          html("dd") { html in
            marked(inferred.contains("\(path)/\(member.name)"), &html) {
              write(value[member.name] ?? .null, member, at: "\(path)/\(member.name)", to: &$0)
            }
          }
        }
      }
    }
  }

  /// An imprecise date.
  func date(_ value: JSON, to html: inout Markup) {
    guard let date = try? ImpreciseDate(json: value) else { return html.append(value.text) }
    html("time", Markup.Attribute("datetime", Self.machine(date)), text: text(of: date))
  }

  func text(of date: ImpreciseDate) -> String {
    if case .dag = date.precisie { return words.long(date.vanaf) }
    return words.date(date)
  }

  private static func machine(_ date: ImpreciseDate) -> String? {
    let day = date.vanaf.description
    switch date.precisie {
    case .dag: return day
    case .maand: return String(day.prefix(7))
    case .jaar: return String(day.prefix(4))
    case .seizoen: return nil
    }
  }

  /// A day, or a moment as it is on the clock in Amsterdam.
  func time(_ text: String, to html: inout Markup) {
    html("time", Markup.Attribute("datetime", text), text: shortTime(text))
  }

  func shortTime(_ text: String) -> String {
    if let day = Day(text) { return words.long(day) }
    guard let moment = Timestamp(rfc3339: text) else { return text }
    let local = (moment + Amsterdam.offset(at: moment)).description
    guard let day = Day(local.prefix(10)) else { return text }
    return "\(words.long(day)), \(local.dropFirst(11).prefix(5))"
  }

  func address(_ text: String, to html: inout Markup) {
    let host = text.split(separator: "/").dropFirst().first.map(String.init) ?? text
    html("a", .class("buiten"), .href(text), Markup.Attribute("rel", "noreferrer"), text: host)
  }

  func paragraphs(_ text: String, to html: inout Markup) {
    for paragraph in text.split(separator: "\n") { html("p", view.dutch, text: String(paragraph)) }
  }
}
