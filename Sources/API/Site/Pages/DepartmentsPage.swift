import Bytes
import HTTP
import Register

extension SitePage {
  /// Departments first, with what each answers for; then everybody else who has a role.
  static let departments = SitePage(
    "/organisaties", title: Words(nl: "Organisaties", en: "Organisations"), keys: ["soort"],
    asks: { _ in
      [
        SiteQuestion(
          "organisaties", "organisaties",
          [("limit", "200"), ("sort", "naam"), ("fields", "kenmerk,naam,afkorting,soort,rollen,onderdeelVan")]),
        SiteQuestion(
          "maatregelen", "maatregelen",
          [
            ("limit", "1"), ("fields", "kenmerk"),
            ("facetten", "organisatie,verantwoordelijk,medeverantwoordelijk,uitvoerder"),
          ]),
      ]
    }, show: { view, html in DepartmentsPage(view).write(to: &html) })
}

private struct DepartmentsPage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  private static let roles = ["verantwoordelijk", "medeverantwoordelijk", "uitvoerder", "organisatie"]

  func write(to html: inout Markup) {
    html("h1", text: view.t("Organisaties", "Organisations"))
    html(
      "p", .class("inleiding"),
      text: view.t(
        "Wie staat voor welke maatregelen, en wie voert ze mee uit.",
        "Who answers for which measures, and who helps to carry them out."))
    let rows = view.items("organisaties")
    let departments = rows.filter { $0["soort"]?.asString == "ministerie" }
    RowParts.section("departementen", view.t("Departementen", "Departments"), count: departments.count, to: &html) {
      table(departments, &$0)
    }
    var kinds: [String] = []
    for row in rows {
      if let kind = row["soort"]?.asString, kind != "ministerie", !kinds.contains(kind) { kinds.append(kind) }
    }
    for kind in kinds.sorted(by: { view.word($0) < view.word($1) }) {
      let own = rows.filter { $0["soort"]?.asString == kind }
      RowParts.section("soort-\(kind)", view.word(kind), count: own.count, to: &html) { table(own, &$0) }
    }
  }

  private func count(_ kenmerk: String, _ role: String) -> Int {
    let values = view["maatregelen"]["facetten"]?[role]?.asArray ?? []
    return values.first { $0["waarde"]?.asString == kenmerk }?["aantal"]?.asInt ?? 0
  }

  private func table(_ rows: [JSON], _ html: inout Markup) {
    let heads = [
      view.t("Verantwoordelijk", "Responsible"), view.t("Mede", "Jointly"), view.t("Voert uit", "Executes"),
      view.t("In enige rol", "In any role"),
    ]
    html("table", .class("rijen getallen")) { html in
      html(
        "caption", .class("alleen-voorlezen"), text: view.t("Aantal maatregelen naar rol", "Number of measures by role")
      )
      html("thead") { html in
        html("tr") { html in
          html("th", .scope("col"), text: view.t("Organisatie", "Organisation"))
          for head in heads { html("th", .scope("col"), text: head) }
        }
      }
      html("tbody") { html in
        for row in rows {
          let kenmerk = row["kenmerk"]?.asString ?? ""
          html("tr") { html in
            html("th", .scope("row")) { html in
              let name = row["naam"]?.asString ?? kenmerk
              html("a", .href(view.href("/organisaties/\(kenmerk)")), view.dutch, text: name)
              if let short = row["afkorting"]?.asString, short != name {
                html("span", .class("zacht"), text: " \(short)")
              }
            }
            for (role, head) in zip(Self.roles, heads) {
              let count = count(kenmerk, role)
              html("td", Markup.Attribute("data-kop", head)) { html in
                if count == 0 { return html("span", .class("zacht"), text: "0") }
                html("a", .href(view.href("/maatregelen", [(role, kenmerk)]))) { html in
                  html.append(String(count))
                  html("span", .class("alleen-voorlezen")) { html in
                    html.append(view.t(" maatregelen van ", " measures of "))
                    html("span", view.dutch, text: row["naam"]?.asString ?? kenmerk)
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
