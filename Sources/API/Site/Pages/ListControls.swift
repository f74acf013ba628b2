import Bytes
import HTTP
import Register

/// What narrows a list down: words, boxes to tick, an order; and what was chosen, each choice with a way to undo it.
struct ListControls {
  private let view: SiteView
  private let listing: Listing

  init(_ view: SiteView, _ listing: Listing) {
    self.view = view
    self.listing = listing
  }

  private var resource: Resource { listing.resource }

  func write(to html: inout Markup) {
    html("search", .class("keuzes"), .label(view.t("Zoeken en kiezen", "Search and choose"))) { html in
      if let day = view.day {
        html.void("input", .type("hidden"), .name(SiteView.dayKey), .value(day.description))
      }
      if view.language == .en { html.void("input", .type("hidden"), .name(SiteView.languageKey), .value("en")) }
      if resource.fields.contains(where: \.isSearchable) {
        html("div", .class("veld")) { html in
          html("label", Markup.Attribute("for", "zoek"), text: view.t("Woorden", "Words"))
          html.void("input", .type("search"), .id("zoek"), .name("search"), .value(view.value("search")))
        }
      }
      for key in listing.facets { facet(key, &html) }
      order(&html)
      // Filters that came with a link and have no box stay while others are changed.
      for parameter in others { html.void("input", .type("hidden"), .name(parameter.key), .value(parameter.value)) }
      html("button", .type("submit"), .class("hoofdknop"), text: view.t("Toon", "Show"))
    }
  }

  private var others: [(key: String, value: String)] {
    view.parameters.filter {
      !listing.facets.contains($0.key) && !["search", "sort", "cursor", "limit"].contains($0.key)
    }
    .map { ($0.key, $0.value) }
  }

  // MARK: Facets

  private func facet(_ key: String, _ html: inout Markup) {
    let chosen = view.values(key)
    var values = (view["lijst"]["facetten"]?[key]?.asArray ?? []).compactMap { value -> (String, Int)? in
      guard let name = value["waarde"]?.asString, let count = value["aantal"]?.asInt else { return nil }
      return (name, count)
    }
    // A choice that nothing is left of can still be undone.
    for value in chosen where !values.contains(where: { $0.0 == value }) { values.append((value, 0)) }
    if values.isEmpty { return }
    html("details", .class("facet"), Markup.Attribute("open", when: !chosen.isEmpty || isOpen(key))) { html in
      html("summary") { html in
        html("span", text: title(of: key))
        if !chosen.isEmpty { html("span", .class("telling"), text: "\(chosen.count)") }
      }
      html("fieldset") { html in
        html("legend", .class("alleen-voorlezen"), text: title(of: key))
        for (value, count) in values {
          html("label", .class("vinkje")) { html in
            html.void(
              "input", .type("checkbox"), .name(key), .value(value),
              Markup.Attribute("checked", when: chosen.contains(value)))
            html("span", language(of: value, in: key), text: name(of: value, in: key))
            html("span", .class("telling"), text: ValueWords(language: view.language).number(String(count)))
          }
        }
      }
    }
  }

  /// The first two are open, so that it is seen what they are.
  private func isOpen(_ key: String) -> Bool { listing.facets.prefix(2).contains(key) }

  func title(of key: String) -> String {
    guard let filter = resource.filter(key) else { return key }
    if let field = resource.fields.first(where: { $0.name == key || $0.filter == key }) { return view.label(field) }
    if case .link(let target) = filter.kind, let target = Resource.named(target),
      !resource.fields.contains(where: { $0.members.contains { $0.isRole } }) || key == target.name
    {
      return view.singular(target)
    }
    return view.word(key)
  }

  private func name(of value: String, in key: String) -> String {
    if case .link(let target)? = resource.filter(key)?.kind, let target = Resource.named(target) {
      return view.name(target.collection, value)
    }
    if value == "true" { return view.t("Ja", "Yes") }
    if value == "false" { return view.t("Nee", "No") }
    return view.word(value)
  }

  private func language(of value: String, in key: String) -> Markup.Attribute {
    guard case .link(let target)? = resource.filter(key)?.kind, let target = Resource.named(target) else {
      return .lang(nil)
    }
    return view.language(of: target.collection, value)
  }

  // MARK: Order

  private func order(_ html: inout Markup) {
    let current = view.value("sort") ?? listing.sort ?? "kenmerk"
    html("div", .class("veld")) { html in
      html("label", Markup.Attribute("for", "volgorde"), text: view.t("Volgorde", "Order"))
      html("select", .id("volgorde"), .name("sort")) { html in
        for (value, name) in orders(current) {
          html("option", .value(value), Markup.Attribute("selected", when: value == current), text: name)
        }
      }
    }
  }

  private func orders(_ current: String) -> [(String, String)] {
    var all: [(String, String)] = [("-gewijzigdOp", view.t("Laatst gewijzigd eerst", "Last changed first"))]
    for name in resource.sortableNames where !["aangemaaktOp", "gewijzigdOp", "kenmerk"].contains(name) {
      let field = resource.field(name) ?? resource.fields.flatMap(\.members).first { $0.name == name }
      guard let field else { continue }
      switch field.type {
      case .day, .impreciseDate, .timestamp:
        all.append(("-\(name)", "\(view.label(field)), \(view.t("nieuwste eerst", "newest first"))"))
        all.append((name, "\(view.label(field)), \(view.t("oudste eerst", "oldest first"))"))
      default: all.append((name, view.label(field)))
      }
    }
    all.append(("kenmerk", view.t("Kenmerk", "Kenmerk")))
    if !all.contains(where: { $0.0 == current }) { all.append((current, current)) }
    return all
  }

  // MARK: Chosen

  func writeChosen(to html: inout Markup) {
    var chips: [(String, String)] = []
    for key in listing.facets {
      let chosen = view.values(key)
      for value in chosen {
        let rest = chosen.filter { $0 != value }
        chips.append(
          (
            "\(title(of: key)): \(name(of: value, in: key))",
            view.href(changing: [(key, rest.isEmpty ? nil : rest.joined(separator: ",")), ("cursor", nil)])
          ))
      }
    }
    if let words = view.value("search") {
      chips.append(("\u{201C}\(words)\u{201D}", view.href(changing: [("search", nil), ("cursor", nil)])))
    }
    for (key, value) in others {
      chips.append(
        ("\(view.word(key)): \(name(of: value, in: key))", view.href(changing: [(key, nil), ("cursor", nil)])))
    }
    if chips.isEmpty { return }
    html("ul", .class("gekozen"), .label(view.t("Gekozen", "Chosen"))) { html in
      for (text, href) in chips {
        html("li") { html in
          html("a", .href(href)) { html in
            html.append(text)
            html("span", Markup.Attribute("aria-hidden", "true"), text: " \u{00D7}")
            html("span", .class("alleen-voorlezen"), text: view.t(" (haal weg)", " (take away)"))
          }
        }
      }
    }
  }
}
