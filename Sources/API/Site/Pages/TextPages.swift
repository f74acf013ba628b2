import Bytes
import HTTP
import Register

extension SitePage {
  /// How a department reports: three ways, the same rules.
  static let reporting = SitePage(
    "/melden", title: Words(nl: "Hoe een departement meldt", en: "How a department reports")
  ) {
    view, html in
    ReportingPage(view).write(to: &html)
  }.with { $0.extras.isTimeless = true }

  static let about = SitePage("/over", title: Words(nl: "Over dit register", en: "About this register")) { view, html in
    AboutPage(view).write(to: &html)
  }.with { $0.extras.isTimeless = true }

  /// Where the `type` of each problem leads.
  static let problems: [SitePage] = ProblemKind.allCases.map { kind in
    SitePage("/problemen/\(kind.slug)", title: kind.title) { view, html in
      html("article", .class("smal")) { html in
        html("p", .class("bovenkop"), text: "\(view.t("Antwoord", "Response")) \(kind.status)")
        html("h1", text: kind.title.text(in: view.language))
        html(
          "p", .class("inleiding"),
          text: view.t(
            "Zo antwoordt de API als een verzoek niet kan worden uitgevoerd. In detail staat wat er is, in errors elke fout met haar plaats.",
            "This is how the API answers when a request cannot be carried out. Its detail says what is the matter, its errors name every fault and where it is."
          ))
        html("p") { html in
          html("a", .href(view.href("/ontwikkelaars")), text: view.t("Voor ontwikkelaars", "For developers"))
        }
      }
    }.with { $0.extras.isTimeless = true }
  }
}

private struct ReportingPage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  func write(to html: inout Markup) {
    html("article", .class("smal")) { html in
      html("h1", text: view.t("Hoe een departement meldt", "How a department reports"))
      html(
        "p", .class("inleiding"),
        text: view.t(
          "Drie wegen, dezelfde regels. Elke melding vraagt een token van uw organisatie; de beheerder van het register geeft het.",
          "Three ways, the same rules. Every report takes a token of your organisation; the register's administrator issues it."
        ))
      RowParts.section("site", view.t("1. Op deze site", "1. On this site"), to: &html) { html in
        html("p") { html in
          html.append(view.t("Open de ", "Open the "))
          html("a", .href(view.href("/invoer")), text: view.t("invoer", "entry"))
          html.append(
            view.t(
              ", plak uw token en kies een maatregel. Het token blijft in het geheugen van dat ene venster: sluit u het, dan is het weg.",
              ", paste your token and choose a measure. The token stays in the memory of that one window: close it and it is gone."
            ))
        }
      }
      RowParts.section("opdracht", view.t("2. Met een opdracht", "2. With a command"), to: &html) { html in
        code(
          """
          curl -i -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            -H 'Idempotency-Key: m-via-2026-11' \\
            \(view.publicAddress)/v1/maatregelen/m-via/voortgangsmeldingen \\
            -d '{"peildatum": "2026-11-01", "uitvoeringsstatus": "in-uitvoering",
                 "schema": "op-schema", "toelichting": "De lessen zijn met gemeenten gedeeld."}'
          """, &html)
        html(
          "p",
          text: view.t(
            "Met dezelfde Idempotency-Key komt een melding nooit dubbel binnen, ook als het netwerk hapert. Het antwoord is 201, of zegt bij elke fout waar zij staat.",
            "With the same Idempotency-Key a report never comes in twice, even when the network falters. The answer is 201, or tells of each fault where it is."
          ))
      }
      RowParts.section("csv", view.t("3. Met een spreadsheet (CSV)", "3. With a spreadsheet (CSV)"), to: &html) {
        html in
        html(
          "p",
          text: view.t(
            "Een rij per melding, de kolommen heten zoals de velden. Bewaar het als CSV (UTF-8) en stuur het in één keer; met proef=true wordt alles nagekeken en niets bewaard.",
            "One row a report, columns named as the members. Save it as CSV (UTF-8) and send it at once; with proef=true all is checked and nothing stored."
          ))
        code(
          """
          maatregel,peildatum,uitvoeringsstatus,schema,toelichting
          m-via,2026-11-01,in-uitvoering,op-schema,De lessen zijn met gemeenten gedeeld.
          """, &html)
        code(
          """
          curl -i -H "Authorization: Bearer $TOKEN" -H 'Content-Type: text/csv' \\
            --data-binary @meldingen.csv \\
            '\(view.publicAddress)/v1/voortgangsmeldingen/_importeer?proef=true'
          """, &html)
        html(
          "p",
          text: view.t(
            "Alles of niets: is er in één rij een fout, dan is er niets veranderd en staat in het antwoord welke rij en welk veld.",
            "All or nothing: when one row has a fault nothing has changed, and the answer names the row and the member."
          ))
      }
      RowParts.section("daarna", view.t("Wat er dan gebeurt", "What happens next"), to: &html) { html in
        html("ul") { html in
          for text in [
            view.t(
              "De stand van de maatregel volgt de gepubliceerde melding met de laatste peildatum.",
              "The state of the measure follows the published report with the latest reference day."),
            view.t(
              "Een fout herstelt u in de invoer bij ‘Eerder gemeld’, of in de API met een nieuwe melding die de oude in corrigeert noemt; er verdwijnt niets.",
              "You put a mistake right in the entry under ‘Reported before’, or in the API by a new report that names the old one in corrigeert; nothing disappears."
            ),
            view.t(
              "Iets dat nog niet naar buiten mag, meldt u onder embargo: u kiest wanneer het openbaar wordt en wie het tot dan ziet.",
              "What may not go out yet you report under an embargo: you choose when it becomes public and who sees it until then."
            ),
            view.t(
              "Wie het plan wijzigt zegt waarom; de reden staat bij de maatregel.",
              "Who changes the plan says why; the reason is shown with the measure."),
          ] { html("li", text: text) }
        }
      }
    }
  }

  private func code(_ text: String, _ html: inout Markup) {
    html("pre", Markup.Attribute("tabindex", "0"), .label(view.t("Voorbeeld", "Example"))) { $0("code", text: text) }
  }
}

private struct AboutPage {
  let view: SiteView

  init(_ view: SiteView) { self.view = view }

  func write(to html: inout Markup) {
    html("article", .class("smal")) { html in
      html("h1", text: view.t("Over dit register", "About this register"))
      for (title, text) in paragraphs {
        html("h2", text: title)
        html("p", text: text)
      }
      html("h2", text: view.t("Vragen", "Questions"))
      html("p") { html in
        html.append("\(view.contact.name), ")
        html("a", .href("mailto:\(view.contact.email)"), text: view.contact.email)
        html.append(", ")
        html("a", .href(view.contact.url), Markup.Attribute("rel", "noreferrer"), text: view.contact.url)
      }
    }
  }

  private var paragraphs: [(String, String)] {
    [
      (
        view.t("Wat het is", "What it is"),
        view.t(
          "Het ene register van het Nationaal Programma tegen discriminatie en racisme: elke maatregel, waarvoor zij is, wie ervoor staat, hoe ver zij is, wat zij kost, welke motie of toezegging zij inlost, en hoe dat alles veranderde.",
          "The one register of the National Programme against Discrimination and Racism: every measure, what it is for, who answers for it, how far it is, what it costs, which motion or promise it settles, and how all of this changed."
        )
      ),
      (
        view.t("Waar het op steunt", "What it rests on"),
        view.t(
          "Op openbare brieven, nota's en pagina's. Bij elke rij staat haar bron, met de regels en een citaat waar die er zijn.",
          "On public letters, papers and pages. Every row names its source, with lines and a quote where there are any."
        )
      ),
      (
        view.t("Onbekend is onbekend", "Unknown is unknown"),
        view.t(
          "Wat geen bron zegt heet onbekend en telt nergens als nul of als nee. Wat een analist heeft ingevuld draagt het woord afgeleid; in de API laat zonderAfgeleid=true het weg.",
          "What no source says is called unknown, and counts nowhere as zero or as no. What an analyst filled in bears the word inferred; in the API zonderAfgeleid=true leaves it out."
        )
      ),
      (
        view.t("Niets verdwijnt", "Nothing disappears"),
        view.t(
          "Van elke rij blijft elke gepubliceerde versie. Kies boven aan de bladzijde een dag, en de hele site toont wat het register toen zei.",
          "Every published version of every row stays. Choose a day at the top of the page, and the whole site shows what the register said then."
        )
      ),
      (
        view.t("Wie ziet wat", "Who sees what"),
        view.t(
          "Deze site toont wat openbaar is. Concepten van departementen en wat onder embargo is, zijn hier niet te zien, ook niet in tellingen.",
          "This site shows what is public. Drafts of departments and what is under embargo cannot be seen here, not in counts either."
        )
      ),
      (
        view.t("Toegankelijk", "Accessible"),
        view.t(
          "De site is gemaakt naar WCAG 2.2 niveau AA, werkt zonder JavaScript, met toetsenbord en schermlezer, en op papier. Loopt u ergens tegenaan, laat het dan weten.",
          "The site is made to WCAG 2.2 level AA, works without JavaScript, with a keyboard and a screen reader, and on paper. Do tell when something stands in your way."
        )
      ),
      (
        view.t("Geen volgers", "No trackers"),
        view.t(
          "Geen cookies, geen opslag in uw browser, geen verzoek aan een andere partij.",
          "No cookies, no storage in your browser, no request to any other party.")
      ),
    ]
  }
}
