import Bytes
import HTTP
import Register

extension SitePage {
  /// Every amount by the heading of the finance annex it stands under, and the totals that may be made of them.
  static let money = SitePage(
    "/geld", title: Words(nl: "Geld", en: "Money"), asks: MoneyPage.asks,
    show: { view, html in MoneyPage(view).write(to: &html) }
  ).with { $0.extras.isWide = true }
}

private struct MoneyPage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  private static let overview = ReportDeclaration.all.first { $0.name == "financieel-overzicht" }

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    var all = [
      SiteQuestion(
        "regels", "financieringsregels",
        [("limit", "200"), ("sort", "jaar"), ("expand", "maatregelen"), ("facetten", "sectie,label,organisatie")]),
      SiteQuestion("secties", "financieringssecties", [("limit", "200"), ("sort", "volgorde")]),
      SiteQuestion.names("organisaties"),
    ]
    if overview != nil {
      all.append(SiteQuestion("overzicht", "financieel-overzicht", [("groepeer", "jaar")]))
    }
    return all
  }

  func write(to html: inout Markup) {
    html("h1", text: view.t("Geld", "Money"))
    html(
      "p", .class("inleiding"),
      text: view.t(
        "Elk bedrag dat een bron noemt, zo precies als zij het noemt. Een bedrag dat niemand noemt is onbekend en geen nul.",
        "Every amount a source names, as precisely as it names it. An amount that nobody names is unknown, and no zero."
      ))
    html("ul", .class("uitleg")) { html in
      for text in [
        view.t(
          "Gelabeld geld is voor de aanpak van discriminatie; verweven geld dient ook andere doelen en telt er nooit bij.",
          "Labelled money is for the approach to discrimination; interwoven money serves other aims too and is never added."
        ),
        view.t(
          "Begroot, toegekend en uitgegeven zijn stadia van hetzelfde geld: zij worden niet opgeteld.",
          "Budgeted, granted and spent are stages of the same money: they are not added."),
      ] { html("li", text: text) }
    }
    if let overview = Self.overview {
      RowParts.section("totalen", view.t("Wat mag worden opgeteld", "What may be added"), to: &html) { html in
        let whole = view.questions.first { $0.name == "overzicht" }.map(view.address) ?? ""
        let tables = ReportTables(view, overview, whole: whole)
        tables.table(view["overzicht"]["totalen"], view.t("Totalen", "Totals"), heading: "h3", &html)
        tables.notes(view["overzicht"]["toelichting"], &html)
        html("p") { html in
          html(
            "a", .href(view.href(ReportPages.path(overview))),
            text: view.t("Naar jaar, departement, domein of grond", "By year, department, domain or ground"))
        }
      }
    }
    headings(&html)
  }

  private func headings(_ html: inout Markup) {
    guard let resource = Resource.collected(as: "financieringsregels") else { return }
    let fields = ["maatregelen", "organisaties", "jaar", "label", "precisie", "bedragTekst"]
      .compactMap { resource.field($0) }
    var rest = view.items("regels")
    for section in view.items("secties") {
      let kenmerk = section["kenmerk"]?.asString ?? ""
      let own = rest.filter { $0["sectie"]?.asString == kenmerk }
      rest.removeAll { $0["sectie"]?.asString == kenmerk }
      RowParts.section(
        "sectie-\(kenmerk)", section["naam"]?.asString ?? kenmerk, count: own.count, language: view.dutch, to: &html
      ) { html in
        if own.isEmpty {
          html("p", .class("leeg"), text: view.t("Geen bron noemt hier een bedrag.", "No source names an amount here."))
        } else {
          SiteTable.write(own, resource, fields, view, to: &html)
        }
      }
    }
    if !rest.isEmpty {
      RowParts.section("sectie-overig", view.t("Buiten de koppen", "Under no heading"), count: rest.count, to: &html) {
        SiteTable.write(rest, resource, fields, view, to: &$0)
      }
    }
    if view.count("regels") > view.items("regels").count {
      html("p") { html in
        html("a", .href(view.href("/financieringsregels"))) {
          $0.append(view.t("Alle \(view.count("regels")) regels", "All \(view.count("regels")) lines"))
        }
      }
    }
  }
}
