import Bytes
import HTTP
import Register

/// The coverage of the programme as a table that is a map as well: the more measures, the deeper the colour, and in
/// every cell the number and the way to its list. Holes are seen, and an explained one says so.
struct CoverageMap {
  private let view: SiteView
  /// Down and across.
  private let axes: (String, String)
  private let report: JSON

  private struct Cell {
    let count: Int
    let href: String?
    let hole: String?
  }

  /// Whether the API has the report.
  static let isThere = ReportDeclaration.all.contains { $0.name == "dekking" }

  init(_ view: SiteView, _ down: String, _ across: String) {
    self.view = view
    axes = (down, across)
    report = view[Self.name(down, across)]
  }

  private static func name(_ down: String, _ across: String) -> String { "dekking \(down) \(across)" }

  static func asks(_ down: String, _ across: String) -> [SiteQuestion] {
    guard isThere else { return [] }
    return [SiteQuestion(name(down, across), "dekking", [("assen", "\(down),\(across)")])]
      + [down, across].compactMap { Resource.named($0) }.map {
        SiteQuestion("\($0.collection) lijst", $0.collection, [("limit", "200"), ("fields", "kenmerk,naam,naamEn")])
      }
  }

  // MARK: Reading

  private func values(_ axis: String) -> [String] {
    var all: [String] = []
    var seen: Set<String> = []
    for row in report["rijen"]?.asArray ?? [] {
      if let value = row[axis]?.asString, seen.insert(value).inserted { all.append(value) }
    }
    return all
  }

  private var cells: [String: Cell] {
    var all: [String: Cell] = [:]
    for row in report["rijen"]?.asArray ?? [] {
      guard let down = row[axes.0]?.asString, let across = row[axes.1]?.asString else { continue }
      all["\(down) \(across)"] = cell(row)
    }
    return all
  }

  private func cell(_ row: JSON, figure: String = "aantal") -> Cell {
    let links = row["_links"]
    let link = (links?[figure] ?? links?["lijst"])?["href"]?.asString
    return Cell(
      count: row[figure]?.asInt ?? 0, href: link.map { view.href(api: $0) }, hole: row["verklaring"]?.asString)
  }

  /// A line of the totals: `waarde` of an axis, `totaal`, `meer-cellen`, `zonder-waarde`.
  private func total(_ what: String, _ axis: String? = nil, _ value: String? = nil) -> JSON? {
    (report["totalen"]?.asArray ?? []).first {
      $0["wat"]?.asString == what && (axis == nil || $0["as"]?.asString == axis)
        && (value == nil || $0["waarde"]?.asString == value)
    }
  }

  private func name(_ axis: String, _ value: String) -> String {
    Resource.named(axis).map { view.name($0.collection, value) } ?? view.word(value)
  }

  private func step(_ count: Int, of most: Int) -> Int {
    if count == 0 { return 0 }
    // By the root: most cells hold few, and those should differ too.
    let share = (Double(count) / Double(max(most, 1))).squareRoot()
    return min(5, max(1, Int((share * 5).rounded(.up))))
  }

  // MARK: Showing

  func write(to html: inout Markup) {
    let (down, across) = (values(axes.0), values(axes.1))
    let cells = cells
    let most = cells.values.map(\.count).max() ?? 0
    let title = view.t(
      "Aantal maatregelen naar \(axes.0) en \(axes.1)", "Number of measures by \(word(axes.0)) and \(word(axes.1))")
    html(
      "div", .class("kaart-rand"), Markup.Attribute("tabindex", "0"), Markup.Attribute("role", "region"), .label(title)
    ) {
      html in
      html("table", .class("kaart")) { html in
        html("caption", .class("alleen-voorlezen"), text: title)
        html("thead") { html in
          html("tr") { html in
            html("th", .scope("col"), text: Resource.named(axes.0).map(view.singular) ?? "")
            for value in across { html("th", .scope("col"), text: name(axes.1, value)) }
            html("th", .scope("col"), text: view.t("Samen", "Together"))
          }
        }
        html("tbody") { html in
          for value in down {
            html("tr") { html in
              html("th", .scope("row"), text: name(axes.0, value))
              for other in across {
                write(cells["\(value) \(other)"], most, "\(name(axes.0, value)), \(name(axes.1, other))", &html)
              }
              write(total("waarde", axes.0, value).map { cell($0) }, nil, name(axes.0, value), &html)
            }
          }
          ends(across, &html)
        }
      }
    }
    notes(&html)
  }

  private func word(_ axis: String) -> String { Resource.named(axis).map { view.singular($0).lowercased() } ?? axis }

  private func write(_ cell: Cell?, _ most: Int?, _ about: String, _ html: inout Markup) {
    html("td") { html in
      guard let cell else { return html("span", .class("w0"), text: "\u{2013}") }
      let style = most.map { "w\(step(cell.count, of: $0))" } ?? "samen"
      if cell.count == 0 {
        html("span", .class(style), Markup.Attribute("title", cell.hole)) { html in
          html.append(cell.hole == nil ? "0" : "0*")
          if let hole = cell.hole { html("span", .class("alleen-voorlezen"), text: " \(hole)") }
        }
      } else {
        html("a", .class(style), .href(cell.href)) { html in
          html.append(String(cell.count))
          html(
            "span", .class("alleen-voorlezen"),
            text: view.t(" maatregelen: \(about)", " measures: \(about)"))
        }
      }
    }
  }

  /// Below the cells: for all grounds on purpose, and all together.
  private func ends(_ across: [String], _ html: inout Markup) {
    if axes.0 == "grond" {
      html("tr", .class("slot")) { html in
        html("th", .scope("row"), text: view.t("Bewust voor alle gronden", "For all grounds on purpose"))
        for value in across {
          let row = total("waarde", axes.1, value)
          write(
            row.map { cell($0, figure: "generiek") }, nil,
            view.t("alle gronden, ", "all grounds, ") + name(axes.1, value), &html)
        }
        write(total("totaal").map { cell($0, figure: "generiek") }, nil, view.t("alle gronden", "all grounds"), &html)
      }
    }
    html("tr", .class("slot")) { html in
      html("th", .scope("row"), text: view.t("Samen", "Together"))
      for value in across {
        write(total("waarde", axes.1, value).map { cell($0) }, nil, name(axes.1, value), &html)
      }
      write(total("totaal").map { cell($0) }, nil, view.t("samen", "together"), &html)
    }
  }

  private func notes(_ html: inout Markup) {
    html("ul", .class("uitleg")) { html in
      html(
        "li",
        text: view.t(
          "Een maatregel met meer gronden staat in meer cellen en telt bij Samen een keer.",
          "A measure with several grounds is in several cells and counts once under Together."))
      for axis in [axes.0, axes.1] {
        guard let row = total("zonder-waarde", axis) else { continue }
        let found = cell(row)
        guard found.count > 0 else { continue }
        html("li") { html in
          html("a", .href(found.href), text: view.t("\(found.count) maatregelen", "\(found.count) measures"))
          html.append(
            view.t(
              ": geen bron noemt hun \(axis). Onbekend is niet hetzelfde als geen.",
              ": no source names their \(word(axis)). Unknown is not the same as none."))
        }
      }
    }
  }
}
