import Bytes
import HTTP

/// What is around every page: its head, the way through the site, the day and the language, and where its figures
/// come from.
struct SiteFrame {
  private let view: SiteView
  private let title: String
  private let extras: SitePage.Extras
  private let show: (inout Markup) -> Void

  init(_ view: SiteView, _ page: SitePage) {
    self.init(view, title: page.title(view), page.extras) { page.show(view, &$0) }
  }

  init(
    _ view: SiteView, title: String, _ extras: SitePage.Extras = SitePage.Extras(),
    show: @escaping (inout Markup) -> Void
  ) {
    self.view = view
    self.title = title
    self.extras = extras
    self.show = show
  }

  static let name = Words(
    nl: "Nationaal Programma tegen discriminatie en racisme",
    en: "National Programme against Discrimination and Racism")

  /// The way through the site.
  static let sections: [(path: String, name: Words)] = [
    ("/maatregelen", Words(nl: "Maatregelen", en: "Measures")),
    ("/organisaties", Words(nl: "Organisaties", en: "Organisations")),
    ("/dekking", Words(nl: "Dekking", en: "Coverage")),
    ("/geld", Words(nl: "Geld", en: "Money")),
    ("/moties", Words(nl: "Moties en toezeggingen", en: "Motions and promises")),
    ("/indicatoren", Words(nl: "Indicatoren", en: "Indicators")),
    ("/cijfers", Words(nl: "Cijfers", en: "Figures")),
    ("/wijzigingen", Words(nl: "Nieuw", en: "Lately")),
  ]

  func whole() -> Markup {
    var html = Markup("<!DOCTYPE html>\n")
    html("html", .lang(view.language.tag.description)) { html in
      head(&html)
      html("body") { html in
        html("a", .class("overslaan"), .href("#inhoud"), text: view.t("Naar de inhoud", "Skip to content"))
        header(&html)
        if let day = view.day { past(day, &html) }
        html("main", .id("inhoud"), .class(extras.isWide ? "breed" : nil), Markup.Attribute("tabindex", "-1")) { html in
          show(&html)
        }
        footer(&html)
      }
    }
    return html
  }

  // MARK: Head

  private var isStart: Bool { view.path == "/" }

  private func head(_ html: inout Markup) {
    let name = Self.name.text(in: view.language)
    html("head") { html in
      html.void("meta", Markup.Attribute("charset", "utf-8"))
      html.void("meta", .name("viewport"), Markup.Attribute("content", "width=device-width, initial-scale=1"))
      html("title", text: isStart ? name : "\(title) \u{2013} \(name)")
      html.void("meta", .name("color-scheme"), Markup.Attribute("content", "light dark"))
      html.void("link", Markup.Attribute("rel", "stylesheet"), .href(SiteFile.style.path))
      html.void("link", Markup.Attribute("rel", "icon"), .type("image/svg+xml"), .href(SiteFile.icon.path))
      if !extras.isRefusal {
        for (language, tag) in [(Language.nl, "nl"), (.en, "en")] {
          html.void(
            "link", Markup.Attribute("rel", "alternate"), Markup.Attribute("hreflang", tag),
            .href(address(in: language)))
        }
      }
      html.void(
        "link", Markup.Attribute("rel", "alternate"), .type("application/atom+xml"),
        Markup.Attribute("title", view.t("Wijzigingen", "Changes")), .href("/wijzigingen.atom"))
      html("script", Markup.Attribute("src", SiteFile.script.path), Markup.Attribute("defer", when: true)) { _ in }
      if let first = extras.scripts.first {
        html("script", Markup.Attribute("src", first.path), .type("module")) { _ in }
        // Asked for at once, and not each when another names it.
        for other in extras.scripts.dropFirst() {
          html.void("link", Markup.Attribute("rel", "modulepreload"), .href(other.path))
        }
      }
    }
  }

  /// This page in another language.
  private func address(in language: Language) -> String {
    var all = view.parameters
    if let day = view.day { all.append(.init(key: SiteView.dayKey, value: day.description)) }
    if language == .en { all.append(.init(key: SiteView.languageKey, value: "en")) }
    return view.path + QueryText.make(all)
  }

  // MARK: Above

  private func header(_ html: inout Markup) {
    html("header", .class("kop")) { html in
      html("div", .class("kop-binnen")) { html in
        html("a", .class("merk"), .href(view.href("/"))) { html in
          Self.mark(&html)
          html("span") { html in
            html("span", .class("merk-klein"), text: view.t("Nationaal Programma", "National Programme"))
            html.append(" ")
            html(
              "span", .class("merk-groot"),
              text: view.t("tegen discriminatie en racisme", "against discrimination and racism"))
          }
        }
        tools(&html)
      }
      html("nav", .class("wegwijzer"), .label(view.t("Hoofdmenu", "Main menu"))) { html in
        html("ul") { html in
          for section in Self.sections where Site.match(SitePage.segments(section.path)) != nil {
            let isHere = view.path == section.path || view.path.hasPrefix(section.path + "/")
            html("li") { html in
              html(
                "a", .href(view.href(section.path)), Markup.Attribute("aria-current", isHere ? "page" : nil),
                text: section.name.text(in: view.language))
            }
          }
        }
      }
    }
  }

  /// Three arcs that make one ring: the three phases of the approach.
  static func mark(_ html: inout Markup) {
    html(
      "svg", .class("beeldmerk"), Markup.Attribute("viewBox", "0 0 48 48"), Markup.Attribute("aria-hidden", "true"),
      Markup.Attribute("focusable", "false")
    ) { html in
      html.void("path", .class("boog1"), Markup.Attribute("d", "M24 5a19 19 0 0 1 16.5 28.5"))
      html.void("path", .class("boog2"), Markup.Attribute("d", "M37 38.1a19 19 0 0 1-26 0"))
      html.void("path", .class("boog3"), Markup.Attribute("d", "M7.5 33.5A19 19 0 0 1 19 5.7"))
      html.void(
        "circle", .class("kern"), Markup.Attribute("cx", 24), Markup.Attribute("cy", 24), Markup.Attribute("r", 6))
    }
  }

  private func tools(_ html: inout Markup) {
    html("div", .class("gereedschap")) { html in
      if !extras.isTimeless {
        html("form", .class("dagkeuze"), Markup.Attribute("method", "get"), Markup.Attribute("action", view.path)) {
          html in
          html("label", Markup.Attribute("for", "dag"), text: view.t("Stand op", "As of"))
          html.void(
            "input", .type("date"), .id("dag"), .name(SiteView.dayKey), .value((view.day ?? view.today).description),
            Markup.Attribute("max", view.today.description))
          for parameter in view.parameters {
            html.void("input", .type("hidden"), .name(parameter.key), .value(parameter.value))
          }
          if view.language == .en { html.void("input", .type("hidden"), .name(SiteView.languageKey), .value("en")) }
          html("button", .type("submit"), text: view.t("Toon", "Show"))
        }
      }
      let other: Language = view.language == .nl ? .en : .nl
      html(
        "a", .class("taal"), .href(address(in: other)), .lang(other.tag.description),
        Markup.Attribute("hreflang", other.tag.description), text: other == .en ? "English" : "Nederlands")
    }
  }

  private func past(_ day: Day, _ html: inout Markup) {
    html("aside", .class("toen"), .label(view.t("Gekozen dag", "Chosen day"))) { html in
      html("p") { html in
        let shown = ValueWords(language: view.language).long(day)
        html("strong", text: view.t("Zo stond het in het register op \(shown).", "The register as it was on \(shown)."))
        html.append(" ")
        html("a", .href(view.href(view.path, view.parameters.map { ($0.key, $0.value) }, at: .some(nil)))) { html in
          html.append(view.t("Terug naar vandaag", "Back to today"))
        }
      }
    }
  }

  // MARK: Below

  private func footer(_ html: inout Markup) {
    html("footer", .class("voet")) { html in
      html("div", .class("voet-binnen")) { html in
        if !view.questions.isEmpty {
          html("details", .class("gegevens")) { html in
            html("summary", text: view.t("De gegevens van deze pagina", "The data of this page"))
            html(
              "p",
              text: view.t(
                "Deze pagina is gemaakt van deze antwoorden van de API, die iedereen kan opvragen:",
                "This page is made from these answers of the API, which anyone can ask for:"))
            html("ul") { html in
              for question in view.questions {
                let address = view.address(of: question)
                html("li") { html in html("a", .href(address)) { $0("code", text: "GET \(address)") } }
              }
            }
          }
        }
        html("ul", .class("voet-links")) { html in
          let links: [(String, String)] = [
            ("/over", view.t("Over dit register", "About this register")),
            ("/melden", view.t("Hoe een departement meldt", "How a department reports")),
            ("/invoer", view.t("Invoer voor departementen", "Entry for departments")),
            ("/ontwikkelaars", view.t("Voor ontwikkelaars", "For developers")),
            ("/documenten", view.t("Documenten", "Documents")),
            ("/wijzigingen.atom", "Atom"),
          ]
          for (path, name) in links where Site.match(SitePage.segments(path)) != nil {
            html("li") { $0("a", .href(view.href(path)), text: name) }
          }
        }
        html(
          "p", .class("belofte"),
          text: view.t(
            "Wat een bron niet zegt, staat hier als onbekend. Wat een analist heeft ingevuld, is als zodanig gemerkt. "
              + "Geen cookies, geen volgers.",
            "What no source says is shown as unknown. What an analyst filled in is marked as such. "
              + "No cookies, no trackers."))
      }
    }
  }
}

extension SitePage {
  /// A path as the router sees it.
  static func segments(_ path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
  }
}
