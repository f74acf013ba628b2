import Bytes
import HTTP
import Register

extension SitePage {
  /// One measure and its story: what it is for and who answers for it, plan against reality, what was reported, judged
  /// and changed, what it costs, which motion it settles, where all this is said, and what the register said before.
  static let measure = SitePage(
    "/maatregelen/\(Routes.kenmerk)", heading: { $0["rij"]["titel"]?.asString ?? "" },
    keys: ["vanVersie", "totVersie"],
    asks: MeasureStory.asks, show: { view, html in MeasureStory(view).write(to: &html) })
}

struct MeasureStory {
  private let view: SiteView
  private let row: JSON
  private let values: ValueView

  init(_ view: SiteView) {
    self.view = view
    row = view["rij"]
    values = ValueView(view, of: row)
  }

  // MARK: Asking

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    var all = RowPage.asks(.maatregel, view)
    let kenmerk = view.kenmerk ?? ""
    for collection in linked {
      guard let resource = Resource.collected(as: collection), resource.filter("maatregel") != nil
      else { continue }
      all.append(SiteQuestion(collection, collection, [("maatregel", kenmerk), ("limit", "200")]))
    }
    if let (from, to) = compared(view) {
      all.append(
        SiteQuestion(
          "verschillen", "maatregelen/\(kenmerk)/verschillen",
          [("vanVersie", String(from)), ("totVersie", String(to))], hasPast: false))
    }
    return all
  }

  /// Collections that name measures without standing under one.
  private static let linked = ["moties", "toezeggingen", "indicatoren"]

  /// The two versions that are shown beside each other: those asked for, else the last two.
  private static func compared(_ view: SiteView) -> (Int, Int)? {
    let known = view.items("versies").compactMap { $0["versie"]?.asInt }
    let numbers = Set(known).sorted()
    guard numbers.count > 1 else { return nil }
    let from = view.value("vanVersie").flatMap { Int($0) } ?? numbers[numbers.count - 2]
    let to = view.value("totVersie").flatMap { Int($0) } ?? numbers[numbers.count - 1]
    return numbers.contains(from) && numbers.contains(to) && from != to ? (from, to) : nil
  }

  // MARK: Showing

  func write(to html: inout Markup) {
    html("article", .class("verhaal")) { html in
      top(&html)
      html("div", .class("verhaal-lijf")) { html in
        html("div", .class("verhaal-hoofd")) { html in
          plan(&html)
          for name in [
            "planwijzigingen", "voortgangsmeldingen", "oordelen", "acties", "effectonderzoeken", "financieringsregels",
          ] {
            if let child = Resource.collected(as: name) { RowParts.children(child, view, to: &html) }
          }
          for name in Self.linked {
            guard let resource = Resource.collected(as: name) else { continue }
            listed(resource, &html)
          }
          relations(&html)
          RowParts.sources(row, view, to: &html)
          history(&html)
        }
        html("aside", .class("verhaal-zij"), .label(view.t("In het kort", "In short"))) { html in
          html("h2", text: view.t("In het kort", "In short"))
          RowParts.facts(row, Self.short.compactMap { Resource.maatregel.field($0) }, view, to: &html)
        }
      }
    }
  }

  private static let short = [
    "betrokkenen", "fasen", "domeinen", "gronden", "themas", "programmas", "reikwijdte", "soort", "bijdrage", "regio",
    "intersectioneel", "herhaling",
  ]

  private func top(_ html: inout Markup) {
    html("header", .class("verhaal-kop")) { html in
      html("p", .class("bovenkop")) { html in
        html("a", .href(view.href("/maatregelen")), text: view.plural("maatregelen"))
      }
      html("h1", .lang("nl"), text: row["titel"]?.asString ?? "")
      html("p", .class("stand")) { html in
        values.write(.status, of: row, to: &html)
        if let text = row["statusTekst"]?.asString {
          html.append(" ")
          html("span", .class("bron-zegt")) { html in
            html.append(view.t("De bron zegt: ", "The source says: "))
            html("q", .lang("nl"), text: text)
          }
        }
      }
      for (name, style) in [("omschrijving", "inleiding"), ("doel", "doel"), ("toelichting", "noot")] {
        guard let text = row[name]?.asString, let field = Resource.maatregel.field(name) else { continue }
        html("div", .class(style), .lang("nl")) { html in
          if name != "omschrijving" { html("h2", text: view.label(field)) }
          values.paragraphs(text, to: &html)
        }
      }
    }
  }

  private func plan(_ html: inout Markup) {
    guard let plan = Resource.maatregel.field("plan") else { return }
    RowParts.section("plan", view.t("Plan en werkelijkheid", "Plan against reality"), to: &html) { html in
      let known = plan.members.contains { !(row["plan"]?[$0.name] ?? .null).isNull }
      if !known {
        html(
          "p", .class("leeg"), text: view.t("Geen bron noemt een begin of einde.", "No source names a start or an end.")
        )
        return
      }
      PlanPicture(view, row["plan"] ?? .null).write(to: &html)
      values.write(plan, of: row, to: &html)
      if let slip = Resource.maatregel.field("uitloop"), let days = row["uitloop"]?["dagen"]?.asInt, days != 0 {
        html(
          "p",
          text: days > 0
            ? view.t(
              "Het geplande einde is \(days) dagen opgeschoven sinds de eerste publicatie.",
              "The planned end has moved \(days) days since first published.")
            : view.t("Het geplande einde is \(-days) dagen vervroegd.", "The planned end is \(-days) days sooner."))
        values.write(slip, of: row, to: &html)
      }
    }
  }

  /// Rows of another collection that name this measure, as that collection lists them.
  private func listed(_ resource: Resource, _ html: inout Markup) {
    let rows = view.items(resource.collection)
    if rows.isEmpty { return }
    let fields = CollectionPages.listing(of: resource).columns.filter { $0 != "maatregelen" }
      .compactMap { resource.field($0) }
    let count = view.count(resource.collection)
    RowParts.section(resource.collection, view.plural(resource.collection), count: count, to: &html) { html in
      SiteTable.write(rows, resource, fields, view, to: &html)
    }
  }

  private func relations(_ html: inout Markup) {
    guard let field = Resource.maatregel.field("relaties"), row["relaties"]?.asArray?.isEmpty == false else { return }
    RowParts.section("relaties", view.t("Hangt samen met", "Related to"), to: &html) { html in
      values.write(field, of: row, to: &html)
    }
  }

  private func history(_ html: inout Markup) {
    RowParts.versions(view, to: &html)
    let numbers = Set(view.items("versies").compactMap { $0["versie"]?.asInt }).sorted()
    guard numbers.count > 1, let (from, to) = Self.compared(view) else { return }
    html("section", .id("verschil"), Markup.Attribute("aria-labelledby", "verschil-kop")) { html in
      html(
        "h2", .id("verschil-kop"),
        text: view.t(
          "Wat verschilt versie \(to) van versie \(from)?", "How does version \(to) differ from version \(from)?"))
      html(
        "form", .class("vergelijk"), Markup.Attribute("method", "get"),
        Markup.Attribute("action", view.path + "#verschil")
      ) {
        html in
        if view.language == .en { html.void("input", .type("hidden"), .name(SiteView.languageKey), .value("en")) }
        for (key, label, chosen) in [
          ("vanVersie", view.t("Van versie", "From version"), from),
          ("totVersie", view.t("tot versie", "to version"), to),
        ] {
          html("label", Markup.Attribute("for", key), text: label)
          html("select", .id(key), .name(key)) { html in
            for number in numbers {
              html(
                "option", .value(String(number)), Markup.Attribute("selected", when: number == chosen),
                text: "\(number)")
            }
          }
        }
        html("button", .type("submit"), text: view.t("Vergelijk", "Compare"))
      }
      html("ul", .class("verschillen")) { html in
        for difference in view["verschillen"]["verschillen"]?.asArray ?? [] {
          html("li", text: difference["tekst"]?.asString ?? "")
        }
      }
    }
  }
}

extension Field {
  /// Of a measure; there is always one.
  fileprivate static let status =
    Resource.maatregel.field("uitvoeringsstatus") ?? Resource.maatregel.fields[0]
}
