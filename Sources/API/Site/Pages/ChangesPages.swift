import Bytes
import HTTP
import Register

extension SitePage {
  /// What changed lately, day by day.
  static let changes = SitePage(
    "/wijzigingen", title: Words(nl: "Wat er is gewijzigd", en: "What changed lately"), asks: LatestChanges.asks,
    show: { view, html in LatestChanges(view).write(to: &html) })

  /// The same as an Atom feed. Source: RFC 4287.
  static let changesFeed = SitePage(
    "/wijzigingen.atom", title: Words(nl: "Wijzigingen", en: "Changes"), asks: LatestChanges.asks,
    show: { view, html in LatestChanges(view).writeFeed(to: &html) }
  ).with { $0.form = .document(.atom) }
}

private struct LatestChanges {
  private let view: SiteView
  private let entries: [Entry]

  private struct Entry {
    let resource: Resource
    let row: JSON
    let moment: String
    var kenmerk: String { row["kenmerk"]?.asString ?? "" }
    var versie: Int { row["versie"]?.asInt ?? 1 }
  }

  /// What people follow. Rows that only serve these, such as code lists, are left to the feed of the API.
  private static let collections = [
    "maatregelen", "voortgangsmeldingen", "planwijzigingen", "oordelen", "effectonderzoeken", "financieringsregels",
    "moties", "toezeggingen", "indicatoren", "metingen", "documenten", "programmas", "uitvragen", "gebeurtenissen",
  ]

  private static let limit = 40

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    collections.compactMap { Resource.collected(as: $0) }.map { resource in
      let wanted = [
        "titel", "naam", "maatregel", "maatregelen", "organisaties", "peildatum", "besluitdatum", "reden", "indicator",
        "periode", "bedrag", "precisie", "eenheid", "soort", "mutatie", "bereik", "jaar", "jaarVan", "jaarTot",
      ]
      let fields = ["kenmerk", "versie", "gewijzigdOp"] + wanted.filter { resource.field($0) != nil }
      var parameters = [
        ("sort", "-gewijzigdOp"), ("limit", String(limit)), ("fields", fields.joined(separator: ",")),
      ]
      if resource.pathField?.hasPrefix("maatregel") == true { parameters.append(("expand", "maatregelen")) }
      return SiteQuestion(resource.collection, resource.collection, parameters)
    }
  }

  init(_ view: SiteView) {
    self.view = view
    var all: [Entry] = []
    for collection in Self.collections {
      guard let resource = Resource.collected(as: collection) else { continue }
      for row in view.items(collection) {
        guard let moment = row["gewijzigdOp"]?.asString else { continue }
        all.append(Entry(resource: resource, row: row, moment: moment))
      }
    }
    // The same moment for all that came in together: then the order of the collections, then the kenmerk.
    let order = all.enumerated().sorted { left, right in
      left.element.moment == right.element.moment
        ? left.offset < right.offset : left.element.moment > right.element.moment
    }
    entries = order.prefix(Self.limit).map(\.element)
  }

  private func what(_ entry: Entry) -> String {
    let kind = view.singular(entry.resource)
    return entry.versie == 1
      ? view.t("\(kind), nieuw", "\(kind), new")
      : view.t("\(kind), versie \(entry.versie)", "\(kind), version \(entry.versie)")
  }

  private func path(_ entry: Entry) -> String { "/\(entry.resource.collection)/\(entry.kenmerk)" }

  // MARK: Page

  func write(to html: inout Markup) {
    html("h1", text: view.t("Wat er is gewijzigd", "What changed lately"))
    html("p", .class("inleiding")) { html in
      html.append(
        view.t(
          "De laatste \(Self.limit) wijzigingen. Volg ze met een ",
          "The last \(Self.limit) changes. Follow them with a "))
      html("a", .href(view.href("/wijzigingen.atom")), text: view.t("feed (Atom)", "feed (Atom)"))
      html.append(view.t(", of als stroom met ", ", or as a stream with "))
      html("a", .href("/v1/wijzigingen")) { $0("code", text: "/v1/wijzigingen") }
      html.append(".")
    }
    var day = ""
    var days: [(String, [Entry])] = []
    for entry in entries {
      let own = Timestamp(rfc3339: entry.moment).map { Day.inAmsterdam(at: $0).description } ?? ""
      if own == day, !days.isEmpty { days[days.count - 1].1.append(entry) } else { days.append((own, [entry])) }
      day = own
    }
    for (day, entries) in days {
      RowParts.section("dag-\(day)", ValueView(view, of: .null).shortTime(day), to: &html) { html in
        html("ul", .class("laatste")) { html in
          for entry in entries {
            html("li") { html in
              html("span", .class("soort"), text: what(entry))
              html.append(" ")
              html(
                "a", .href(view.href(path(entry))), view.dutch, text: RowName.alone(entry.row, entry.resource, view))
              if let reason = entry.row["reden"]?.asString { html("p", .class("zacht"), text: reason) }
            }
          }
        }
      }
    }
    if entries.isEmpty { html("p", .class("leeg"), text: view.t("Er is nog niets.", "There is nothing yet.")) }
  }

  // MARK: Feed

  func writeFeed(to html: inout Markup) {
    html.append(markup: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    html(
      "feed", Markup.Attribute("xmlns", "http://www.w3.org/2005/Atom"),
      Markup.Attribute("xml:lang", view.language.tag.description)
    ) { html in
      html("id", text: view.publicAddress + "/wijzigingen.atom")
      html("title", text: SiteFrame.name.text(in: view.language))
      html("updated", text: entries.first?.moment ?? "1970-01-01T00:00:00Z")
      html.void(
        "link", Markup.Attribute("rel", "self"), .type("application/atom+xml"),
        .href(view.publicAddress + view.href("/wijzigingen.atom")))
      html.void(
        "link", Markup.Attribute("rel", "alternate"), .type("text/html"),
        .href(view.publicAddress + view.href("/wijzigingen")))
      html("author") { $0("name", text: view.contact.name) }
      for entry in entries {
        html("entry") { html in
          // One entry a version: a reader shows a change of a row as something new.
          html("id", text: view.publicAddress + path(entry) + "#versie-\(entry.versie)")
          html("title", text: "\(what(entry)): \(RowName.alone(entry.row, entry.resource, view))")
          html("updated", text: entry.moment)
          html.void("link", .href(view.publicAddress + view.href(path(entry))))
          if let reason = entry.row["reden"]?.asString { html("summary", text: reason) }
        }
      }
    }
  }
}
