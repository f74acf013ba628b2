import Bytes
import HTTP
import Register

extension SitePage {
  /// The state of the programme in five figures, where it works, what is under way and what came in last.
  static let start = SitePage(
    "/", title: SiteFrame.name, asks: StartPage.asks, show: { view, html in StartPage(view).write(to: &html) }
  ).with { $0.extras.isWide = true }
}

struct StartPage {
  private let view: SiteView

  init(_ view: SiteView) { self.view = view }

  // MARK: Asking

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    var all = [
      SiteQuestion(
        "maatregelen", "maatregelen",
        [
          ("sort", "-gewijzigdOp"), ("limit", "6"), ("fields", "kenmerk,titel,gewijzigdOp,uitvoeringsstatus"),
          ("facetten", "uitvoeringsstatus,fase,verantwoordelijk,medeverantwoordelijk"),
        ]),
      SiteQuestion("fasen", "fasen", [("limit", "200"), ("sort", "volgorde")]),
      SiteQuestion(
        "organisaties", "organisaties",
        [("soort", "ministerie"), ("limit", "200"), ("fields", "kenmerk,naam,afkorting"), ("sort", "naam")]),
    ]
    for (name, state) in open where Resource.collected(as: name) != nil {
      all.append(SiteQuestion(name, name, [("uitvoering", state), ("limit", "1"), ("fields", "kenmerk")]))
    }
    return all + CoverageMap.asks("grond", "fase")
  }

  /// What Parliament still waits for.
  private static let open = [
    ("moties", "open,in-uitvoering,deels-afgedaan"), ("toezeggingen", "open,in-uitvoering,deels-afgedaan"),
  ]

  private func facet(_ key: String) -> [(value: String, count: Int)] {
    (view["maatregelen"]["facetten"]?[key]?.asArray ?? []).map {
      ($0["waarde"]?.asString ?? "", $0["aantal"]?.asInt ?? 0)
    }
  }

  private func state(_ value: String) -> Int { facet("uitvoeringsstatus").first { $0.value == value }?.count ?? 0 }

  // MARK: Showing

  func write(to html: inout Markup) {
    opening(&html)
    figures(&html)
    phases(&html)
    if CoverageMap.isThere { coverage(&html) }
    html("div", .class("twee")) { html in
      lately(&html)
      departments(&html)
    }
  }

  private func opening(_ html: inout Markup) {
    html("div", .class("opening")) { html in
      html("h1") { html in
        html.append(
          view.t(
            "Wat doet Nederland tegen discriminatie en racisme?",
            "What does the Netherlands do against discrimination and racism?"))
      }
      html(
        "p", .class("inleiding"),
        text: view.t(
          "Alle maatregelen van het Nationaal Programma: waarvoor ze zijn, wie ervoor staat, hoe ver ze zijn, wat ze kosten en hoe dat veranderde.",
          "Every measure of the National Programme: what it is for, who answers for it, how far it is, what it costs, and how that changed."
        ))
      html(
        "form", .class("zoekbalk"), Markup.Attribute("method", "get"), Markup.Attribute("action", "/maatregelen"),
        Markup.Attribute("role", "search")
      ) { html in
        html("label", Markup.Attribute("for", "zoek"), text: view.t("Zoek in alle maatregelen", "Search all measures"))
        html("span", .class("zoekregel")) { html in
          html.void(
            "input", .type("search"), .id("zoek"), .name("search"),
            Markup.Attribute(
              "placeholder",
              view.t("onderwijs, stagediscriminatie, politie \u{2026}", "onderwijs, politie \u{2026} (in Dutch)")))
          if let day = view.day { html.void("input", .type("hidden"), .name(SiteView.dayKey), .value(day.description)) }
          if view.language == .en { html.void("input", .type("hidden"), .name(SiteView.languageKey), .value("en")) }
          html("button", .type("submit"), .class("hoofdknop"), text: view.t("Zoek", "Search"))
        }
      }
    }
  }

  private func figures(_ html: inout Markup) {
    let waiting = Self.open.filter { Resource.collected(as: $0.0) != nil }
    var all: [(Int, String, String)] = [
      (view.count("maatregelen"), view.t("maatregelen", "measures"), view.href("/maatregelen")),
      (state("in-uitvoering"), view.t("in uitvoering", "under way"), status("in-uitvoering")),
      (state("afgerond"), view.t("afgerond", "finished"), status("afgerond")),
      (
        state("voorgenomen") + state("in-voorbereiding"),
        view.t("voorgenomen of in voorbereiding", "intended or in preparation"),
        view.href("/maatregelen", [("uitvoeringsstatus", "voorgenomen,in-voorbereiding")])
      ),
      (
        state("onbekend"), view.t("waarvan geen bron de stand noemt", "of which no source tells the state"),
        status("onbekend")
      ),
    ]
    if !waiting.isEmpty {
      // Five figures, of which one is what Parliament waits for.
      all.remove(at: 3)
      all.append(
        (
          waiting.map { view.count($0.0) }.reduce(0, +),
          view.t("moties en toezeggingen die nog openstaan", "motions and promises still open"), view.href("/moties")
        ))
    }
    html("section", .class("cijfers"), .label(view.t("Het programma in vijf cijfers", "The programme in five figures")))
    { html in
      html("ul") { html in
        for (number, text, href) in all {
          html("li") { html in
            html("a", .href(href)) { html in
              html("strong", text: ValueWords(language: view.language).number(String(number)))
              html.append(" ")
              html("span", text: text)
            }
          }
        }
      }
    }
  }

  private func status(_ value: String) -> String { view.href("/maatregelen", [("uitvoeringsstatus", value)]) }

  private func phases(_ html: inout Markup) {
    let counts = facet("fase")
    RowParts.section("fasen", view.t("Drie fasen", "Three phases"), to: &html) { html in
      html("ol", .class("fasen")) { html in
        for phase in view.items("fasen") {
          let kenmerk = phase["kenmerk"]?.asString ?? ""
          html("li") { html in
            html("a", .href(view.href("/maatregelen", [("fase", kenmerk)]))) { html in
              html("span", .class("fase-naam"), text: view.name("fasen", kenmerk))
              html.append(" ")
              let count = counts.first { $0.value == kenmerk }?.count ?? 0
              html("span", .class("fase-telling"), text: view.t("\(count) maatregelen", "\(count) measures"))
            }
            if let text = phase["omschrijving"]?.asString { html("p", view.dutch, text: text) }
          }
        }
      }
    }
  }

  private func coverage(_ html: inout Markup) {
    RowParts.section("dekking", view.t("Waar het programma werkt", "Where the programme works"), to: &html) { html in
      CoverageMap(view, "grond", "fase").write(to: &html)
      html("p") { html in
        html(
          "a", .href(view.href("/dekking")),
          text: view.t("De hele dekking, ook naar domein", "All coverage, also by domain"))
      }
    }
  }

  private func lately(_ html: inout Markup) {
    RowParts.section("nieuw", view.t("Laatst gewijzigd", "Changed last"), to: &html) { html in
      html("ul", .class("laatste")) { html in
        for row in view.items("maatregelen") {
          html("li") { html in
            html(
              "a", .href(view.href("/maatregelen/\(row["kenmerk"]?.asString ?? "")")), view.dutch,
              text: row["titel"]?.asString ?? "")
            html("span", .class("wanneer")) { html in
              if let moment = row["gewijzigdOp"]?.asString { ValueView(view, of: row).time(moment, to: &html) }
            }
          }
        }
      }
      html("p") { html in
        html("a", .href(view.href("/wijzigingen")), text: view.t("Alles wat is gewijzigd", "Everything that changed"))
      }
    }
  }

  private func departments(_ html: inout Markup) {
    let (first, shared) = (facet("verantwoordelijk"), facet("medeverantwoordelijk"))
    RowParts.section("departementen", view.t("Wie staat ervoor", "Who answers for it"), to: &html) { html in
      html("ul", .class("departementen")) { html in
        for row in view.items("organisaties") {
          let kenmerk = row["kenmerk"]?.asString ?? ""
          let alone = first.first { $0.value == kenmerk }?.count ?? 0
          let together = shared.first { $0.value == kenmerk }?.count ?? 0
          if alone + together > 0 {
            html("li") { html in
              html(
                "a", .href(view.href("/organisaties/\(kenmerk)")), view.dutch, text: row["naam"]?.asString ?? kenmerk)
              html(
                "span", .class("telling"),
                text: view.t(
                  "\(alone) verantwoordelijk, \(together) mede", "\(alone) responsible, \(together) jointly"))
            }
          }
        }
      }
    }
  }
}
