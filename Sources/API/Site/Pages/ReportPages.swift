import Bytes
import HTTP
import Register

/// Every report of the API as a page: what it is, a form for what it can be asked, its picture, its tables with the
/// list behind each figure, and what a reader has to know. Made from its declaration, so that a new report has its
/// page at once.
enum ReportPages {
  static let all: [SitePage] = [index] + reports.map(page) + reports.filter { $0.picture != nil }.map(picture)

  /// The picture of a report, in the language of the page it stands on.
  private static func picture(_ report: ReportDeclaration) -> SitePage {
    SitePage(
      path(report) + ".svg", title: Words(nl: "", en: ""), keys: keys(of: report), asks: { [question(report, $0)] },
      show: { _, _ in }
    ).with { $0.form = .passed(.svg) }
  }

  /// Those that are about the register as a whole.
  private static let reports = ReportDeclaration.all.filter { $0.parent == nil }

  private static let index = SitePage("/cijfers", title: Words(nl: "Cijfers", en: "Figures")) { view, html in
    html("h1", text: view.t("Cijfers", "Figures"))
    html(
      "p", .class("inleiding"),
      text: view.t(
        "Overzichten die het register zelf maakt. Achter elk getal staat de lijst die het telt; elk overzicht is er ook als JSON, CSV, plaatje en document.",
        "Reports that the register makes itself. Behind every figure is the list it counts; every report also comes as JSON, CSV, a picture and a document."
      ))
    html("ul", .class("wegen ruim")) { html in
      for report in reports {
        html("li") { html in
          html("a", .href(view.href(path(report))), text: title(report, view))
          html("p", text: said(report, view))
        }
      }
    }
  }

  /// What a report is, for people: without its name, that stands above it, and without what only a client of the API
  /// has to know.
  static func said(_ report: ReportDeclaration, _ view: SiteView) -> String {
    var text = plain(view.language == .nl ? report.nl : report.en)
    for tail in [" Neemt ook de filters van ", " Takes the filters of "] {
      if let range = text.firstRange(of: tail) { text = String(text[..<range.lowerBound]) }
    }
    if let colon = text.firstIndex(of: ":"), !text[..<colon].contains(" (") {
      text = String(text[text.index(after: colon)...].drop { $0 == " " })
    }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  static func plain(_ text: String) -> String { text.replacing("`", with: "") }

  static func path(_ report: ReportDeclaration) -> String { "/cijfers/\(report.name)" }

  static func title(_ report: ReportDeclaration, _ view: SiteView) -> String {
    titles[report.name]?.text(in: view.language) ?? ValueWords(language: view.language).humanised(report.name)
  }

  private static let titles: [String: Words] = [
    "signalen": Words(nl: "Wat aandacht vraagt", en: "What asks for attention"),
    "statistieken": Words(nl: "Tellingen", en: "Counts"),
    "volledigheid": Words(nl: "Wat er bekend is", en: "What is known"),
    "vergelijkingen": Words(nl: "Wat er veranderde tussen twee dagen", en: "What changed between two days"),
    "dekking": Words(nl: "Dekking", en: "Coverage"),
    "financieel-overzicht": Words(nl: "Financieel overzicht", en: "Financial overview"),
    "voortgangsbrief": Words(nl: "Voortgangsbrief", en: "Letter on progress"),
  ]

  /// What is asked when a visitor has not asked anything.
  private static func usual(_ report: ReportDeclaration, _ view: SiteView) -> [(String, String)] {
    switch report.name {
    case "statistieken": return [("groepeer", "verantwoordelijk,uitvoeringsstatus")]
    case "volledigheid": return [("veld", "verantwoordelijk,fase,domein,grond,gereedGepland,omschrijving,doel")]
    default: return []
    }
  }

  private static func keys(of report: ReportDeclaration) -> [String] {
    let own = report.parameters.map(\.name)
    return own + report.chosen.flatMap { report.filters(of: $0).map(\.key) }.filter { !own.contains($0) }
  }

  private static func question(_ report: ReportDeclaration, _ view: SiteView) -> SiteQuestion {
    let own = report.parameters.map(\.name)
    var asked = own.compactMap { key -> (String, String)? in
      let values = view.values(key)
      return values.isEmpty ? nil : (key, values.joined(separator: ","))
    }
    if view.parameters.isEmpty { asked += usual(report, view) }
    for parameter in view.parameters where !own.contains(parameter.key) {
      asked.append((parameter.key, parameter.value))
    }
    return SiteQuestion("rapport", (report.folder.map { "\($0)/" } ?? "") + report.name, asked)
  }

  private static func page(_ report: ReportDeclaration) -> SitePage {
    SitePage(
      path(report), heading: { title(report, $0) }, keys: keys(of: report),
      asks: { view in
        [question(report, view)]
          + ["fasen", "domeinen", "gronden", "organisaties", "programmas"].map { SiteQuestion.names($0) }
      },
      show: { view, html in ReportPage(view, report, question(report, view)).write(to: &html) }
    ).with { $0.extras.isWide = true }
  }
}

struct ReportPage {
  private let view: SiteView
  private let report: ReportDeclaration
  private let question: SiteQuestion

  init(_ view: SiteView, _ report: ReportDeclaration, _ question: SiteQuestion) {
    self.view = view
    self.report = report
    self.question = question
  }

  func write(to html: inout Markup) {
    html("p", .class("bovenkop")) { $0("a", .href(view.href("/cijfers")), text: view.t("Cijfers", "Figures")) }
    html("h1", text: ReportPages.title(report, view))
    html("p", .class("inleiding"), text: ReportPages.said(report, view))
    if !report.parameters.isEmpty { form(&html) }
    let answer = view["rapport"]
    if report.picture != nil, answer["rijen"]?.asArray?.isEmpty == false {
      html(
        "figure", .class("plaat"), Markup.Attribute("tabindex", "0"),
        .label(view.t("De cijfers, getekend", "The figures, drawn"))
      ) { html in
        html.void(
          "img",
          Markup.Attribute(
            "src", view.href("\(ReportPages.path(report)).svg", question.parameters.map { ($0.key, $0.value) })),
          Markup.Attribute("loading", "lazy"),
          Markup.Attribute(
            "alt", view.t("De cijfers van de tabel hieronder, getekend.", "The figures of the table below, drawn.")))
      }
    }
    ReportTables(view, report, whole: view.address(of: question)).write(answer, to: &html)
    html("p", .class("vormen")) { html in
      html.append(view.t("Dit overzicht als gegevens: ", "This report as data: "))
      html("a", .href(view.address(of: question))) { $0("code", text: "GET \(view.address(of: question))") }
    }
  }

  private func form(_ html: inout Markup) {
    html("form", .class("vraag"), Markup.Attribute("method", "get"), Markup.Attribute("action", view.path)) { html in
      for field in report.parameters { control(field, &html) }
      if let day = view.day { html.void("input", .type("hidden"), .name(SiteView.dayKey), .value(day.description)) }
      if view.language == .en { html.void("input", .type("hidden"), .name(SiteView.languageKey), .value("en")) }
      html("button", .type("submit"), .class("hoofdknop"), text: view.t("Toon", "Show"))
    }
  }

  private func control(_ field: Field, _ html: inout Markup) {
    let taken = view["rapport"]["parameters"]?[field.name]?.asInt.map { String($0) }
    let asked = question.parameters.first { $0.key == field.name }?.value ?? taken ?? ""
    let chosen = asked.split(separator: ",").map(String.init)
    let id = "vraag-\(field.name)"
    switch field.type {
    case .choice(let values):
      html("details", .class("facet"), Markup.Attribute("open", when: values.count <= 8)) { html in
        html("summary", text: view.label(field))
        html("fieldset") { html in
          html("legend", .class("alleen-voorlezen"), text: view.label(field))
          for value in values {
            html("label", .class("vinkje")) { html in
              html.void(
                "input", .type("checkbox"), .name(field.name), .value(value),
                Markup.Attribute("checked", when: chosen.contains(value)))
              html("span", text: view.term(value))
            }
          }
        }
      }
    default:
      html("div", .class("veld")) { html in
        html("label", Markup.Attribute("for", id), text: view.label(field))
        if case .link(let target) = field.type, let collection = Resource.named(target)?.collection,
          !view.items(collection).isEmpty
        {
          html("select", .id(id), .name(field.name)) { html in
            html("option", .value(""), text: field.isList ? view.t("Alle", "All") : view.t("Geen", "None"))
            for row in view.items(collection) {
              let kenmerk = row["kenmerk"]?.asString ?? ""
              html(
                "option", .value(kenmerk), Markup.Attribute("selected", when: chosen.contains(kenmerk)),
                view.language(of: collection, kenmerk),
                text: view.name(collection, kenmerk))
            }
          }
        } else {
          let help = help(field)
          if let help { html("p", .class("hulp"), .id("\(id)-hulp"), text: help) }
          html.void(
            "input", .type(isDay(field) ? "date" : "text"), .id(id), .name(field.name), .value(asked),
            Markup.Attribute("aria-describedby", help == nil ? nil : "\(id)-hulp"))
        }
      }
    }
  }
}

extension ReportPage {
  /// Whether a visitor picks a day; a link may hold a moment, that is shown as it was asked.
  private func isDay(_ field: Field) -> Bool {
    if case .day = field.type { return true }
    guard ["van", "tot"].contains(field.name) else { return false }
    let asked = question.parameters.first { $0.key == field.name }?.value
    return asked.map { Day($0) != nil } ?? true
  }

  /// What the label does not say yet; nil when that is nothing.
  private func help(_ field: Field) -> String? {
    // What the API tells of moments and bounds is not what somebody picks a day with.
    if report.name == "vergelijkingen", field.name == "van" {
      return view.t("Zonder deze: 30 dagen terug.", "Without it: 30 days back.")
    }
    if report.name == "vergelijkingen", field.name == "tot" {
      return view.t("Zonder deze: vandaag.", "Without it: today.")
    }
    let text = ReportPages.plain(view.language == .nl ? field.nl : field.en)
    let label = view.label(field)
    guard text.hasPrefix(label) else { return text }
    let rest = text.dropFirst(label.count).drop { " ;,:.".contains($0) }
    return rest.isEmpty ? nil : rest.prefix(1).uppercased() + rest.dropFirst()
  }
}

/// The tables of a report as its JSON has them: figures with their lists, codes with their names.
struct ReportTables {
  private let view: SiteView
  private let fields: [Field]
  /// Where all of it is, when a page shows only the first rows.
  private let whole: String

  init(_ view: SiteView, _ report: ReportDeclaration, whole: String) {
    self.view = view
    self.whole = whole
    fields = report.columns + report.optionalColumns + report.totals + report.tables.flatMap { $0.columns + $0.totals }
  }

  func write(_ answer: JSON, to html: inout Markup) {
    table(answer["rijen"], view.t("Regels", "Lines"), &html)
    for (name, part) in answer["tabellen"]?.asObject ?? [:] {
      table(part["rijen"], part["titel"]?.asString ?? name, &html)
      notes(part["toelichting"], &html)
    }
    table(answer["totalen"], view.t("Totalen", "Totals"), &html)
    notes(answer["toelichting"], &html)
  }

  func notes(_ json: JSON?, _ html: inout Markup) {
    let texts = (json?.asArray ?? []).compactMap(\.asString)
    if texts.isEmpty { return }
    html("ul", .class("uitleg")) { html in
      for text in texts { html("li", text: ReportPages.plain(text)) }
    }
  }

  func table(_ json: JSON?, _ title: String, heading: StaticString = "h2", _ html: inout Markup) {
    let all = json?.asArray ?? []
    // What nobody reads to its end is better taken along as data.
    let rows = Array(all.prefix(Self.most))
    if rows.isEmpty { return }
    var names: [String] = []
    for name in rows[0].asObject?.names ?? [] where name != "_links" {
      if rows.contains(where: { !($0[name] ?? .null).isNull && $0[name]?.asArray?.isEmpty != true }) {
        names.append(name)
      }
    }
    // A code and its name are one column.
    let shown = names.filter { !isNamed($0, among: names) }
    let figures = Set(shown.filter { isFigure($0, rows) })
    func style(_ name: String) -> Markup.Attribute { .class(figures.contains(name) ? "bedrag" : nil) }
    html(heading, text: title)
    html(
      "div", .class("kaart-rand"), Markup.Attribute("tabindex", "0"), Markup.Attribute("role", "region"), .label(title)
    ) { html in
      html("table", .class("rijen breedtabel")) { html in
        html("caption", .class("alleen-voorlezen"), text: title)
        html("thead") { html in
          html("tr") { html in
            for name in shown {
              html("th", .scope("col"), style(name), text: label(name))
            }
          }
        }
        html("tbody") { html in
          for row in rows {
            html("tr") { html in
              for name in shown {
                let value = row[name] ?? .null
                let isEmpty = value.isNull && name != "naam" || value.asArray?.isEmpty == true
                let names = [figures.contains(name) ? "bedrag" : nil, isEmpty ? "niets" : nil].compactMap { $0 }
                html(
                  "td", .class(names.isEmpty ? nil : names.joined(separator: " ")),
                  Markup.Attribute("data-kop", label(name))
                ) { cell(name, row, &$0) }
              }
            }
          }
        }
      }
    }
    if all.count > rows.count {
      html("p", .class("uitleg")) { html in
        html.append(
          view.t(
            "Dit zijn de eerste \(rows.count) van \(all.count) regels. ",
            "These are the first \(rows.count) of \(all.count) lines. "))
        html("a", .href(whole), text: view.t("Alle \(all.count) regels", "All \(all.count) lines"))
      }
    }
  }

  /// Rows that a page shows of a table.
  private static let most = 250

  /// Whether a column holds only the code of what another column names.
  private func isNamed(_ name: String, among names: [String]) -> Bool {
    switch name {
    case "waarde", "organisatie": names.contains("naam")
    case "maatregel", "document", "uitvraag": names.contains("titel")
    default: names.contains("\(name)Naam")
    }
  }

  private func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  private func label(_ name: String) -> String {
    if let heading = field(name)?.heading { return heading.text(view.language) }
    return view.term(name.replacing("Naam", with: ""))
  }

  private func isFigure(_ name: String, _ rows: [JSON]) -> Bool {
    rows.allSatisfy {
      switch $0[name] {
      case .number, .null, nil: true
      case .string(let text): Amount(text) != nil
      default: false
      }
    }
  }

  private func cell(_ name: String, _ row: JSON, _ html: inout Markup) {
    let value = row[name] ?? .null
    let link =
      row["_links"]?[name]?["href"]?.asString ?? (name == "titel" ? row["_links"]?["rij"]?["href"]?.asString : nil)
    let values = ValueView(view, of: .null, short: true)
    if let link, !value.isNull, value.asInt != 0 {
      return html("a", .href(view.href(api: link)), language(of: name, row), text: text(value))
    }
    if let field = field(name), field.target != nil || field.isList { return values.write(field, of: row, to: &html) }
    // Of a value that is no row of its own there is no name but its word.
    if name == "naam", value.isNull, let word = row["waarde"]?.asString { return html.append(text(.string(word))) }
    if value.isNull { return values.unknown(&html) }
    if name == "veld", let member = value.asString.flatMap(Self.member) { return html.append(view.label(member)) }
    if ValueView.isYear(name), let year = value.asInt { return html.append(String(year)) }
    guard case .string(let words) = value, language(of: name, row).value != nil, Kenmerk(words) == nil else {
      return html.append(text(value))
    }
    html("span", language(of: name, row), text: words)
  }

  private static let quoted: Set<String> = [
    "titel", "naam", "reden", "van", "naar", "statusTekst", "vraag", "waardeTekst", "uitsplitsing", "eenheid",
  ]

  /// What a column holds is Dutch when it is a name or the words of a source; the rest the register says itself.
  private func language(of name: String, _ row: JSON) -> Markup.Attribute {
    // Why there is no amount is told by the source; why one does not count, by the register.
    let isReason = name == "uitleg" && row["code"] != nil && row["bedrag"] == nil
    return isReason || name.hasSuffix("Naam") || Self.quoted.contains(name) ? view.dutch : .lang(nil)
  }

  /// A member of a measure, or of an object in it: what reports on fields speak of.
  private static func member(_ name: String) -> Field? {
    let all = Resource.maatregel.fields
    return (all + all.flatMap(\.members)).first { $0.name == name || $0.filter == name }
  }

  private func text(_ value: JSON) -> String {
    let words = ValueWords(language: view.language)
    switch value {
    case .number(let lexeme): return words.number(lexeme)
    case .string(let text):
      if Amount(text) != nil { return words.number(text) }
      if Day(text) != nil { return ValueView(view, of: .null).shortTime(text) }
      return Kenmerk(text) == nil ? text : view.language == .en ? view.term(text) : view.word(text)
    case .bool(let flag): return flag ? view.t("Ja", "Yes") : view.t("Nee", "No")
    case .null: return ""
    case .object:
      return (try? ImpreciseDate(json: value)).map { ValueView(view, of: .null).text(of: $0) } ?? value.text
    case .array: return value.text
    }
  }
}

extension Report.Text {
  fileprivate func text(_ language: Language) -> String { language == .nl ? nl : en }
}
