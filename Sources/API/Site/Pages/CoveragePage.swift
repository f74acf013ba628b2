import Bytes
import HTTP
import Register

extension SitePage {
  /// Where the programme works and where it does not: two axes at a time, and what is said of the holes.
  static let coverage = SitePage(
    "/dekking", title: Words(nl: "Dekking", en: "Coverage"), keys: ["kaart"], asks: CoveragePage.asks,
    show: { view, html in CoveragePage(view).write(to: &html) })
}

private struct CoveragePage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  private static let maps: [(key: String, down: String, across: String, name: Words)] = [
    ("grond-fase", "grond", "fase", Words(nl: "Gronden en fasen", en: "Grounds and phases")),
    ("domein-fase", "domein", "fase", Words(nl: "Domeinen en fasen", en: "Domains and phases")),
    ("grond-domein", "grond", "domein", Words(nl: "Gronden en domeinen", en: "Grounds and domains")),
  ]

  private static func chosen(_ view: SiteView) -> (key: String, down: String, across: String, name: Words) {
    maps.first { $0.key == view.value("kaart") } ?? maps[0]
  }

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    let map = chosen(view)
    return CoverageMap.asks(map.down, map.across) + [
      SiteQuestion("lacunes", "lacunes", [("limit", "200"), ("expand", "fasen,domeinen,gronden")])
    ]
  }

  func write(to html: inout Markup) {
    let map = Self.chosen(view)
    html("h1", text: view.t("Dekking", "Coverage"))
    html(
      "p", .class("inleiding"),
      text: view.t(
        "Waar het programma werkt, en waar de gaten zitten. Elk getal opent de maatregelen die het telt.",
        "Where the programme works, and where the holes are. Every number opens the measures it counts."))
    html("nav", .class("tabs"), .label(view.t("Kaarten", "Maps"))) { html in
      html("ul") { html in
        for one in Self.maps {
          html("li") { html in
            html(
              "a", .href(view.href("/dekking", one.key == Self.maps[0].key ? [] : [("kaart", one.key)])),
              Markup.Attribute("aria-current", one.key == map.key ? "page" : nil),
              text: one.name.text(in: view.language))
          }
        }
      }
    }
    html("section", .label(map.name.text(in: view.language))) { html in
      html("h2", text: map.name.text(in: view.language))
      CoverageMap(view, map.down, map.across).write(to: &html)
    }
    let holes = view.items("lacunes")
    if !holes.isEmpty, let resource = Resource.collected(as: "lacunes") {
      RowParts.section("lacunes", view.plural("lacunes"), count: holes.count, to: &html) { html in
        let fields = ["fase", "domein", "grond", "verklaring", "tot"].compactMap { resource.field($0) }
        SiteTable.write(holes, resource, fields, view, to: &html)
      }
    }
    ReportLinks.write("dekking", [("assen", "\(map.down),\(map.across)")], view, to: &html)
  }
}

/// A report in the other forms it comes in.
enum ReportLinks {
  static func write(_ path: String, _ parameters: [(String, String)], _ view: SiteView, to html: inout Markup) {
    let question = SiteQuestion("", path, parameters)
    html("p", .class("vormen")) { html in
      html.append(view.t("Als gegevens: ", "As data: "))
      html("a", .href(view.address(of: question))) { $0("code", text: "GET \(view.address(of: question))") }
    }
  }
}
