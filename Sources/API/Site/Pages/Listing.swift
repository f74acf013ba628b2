import Bytes
import HTTP
import Register

/// A collection as the site lists it: what stands in its columns and by what it is narrowed down. Everything else -
/// labels, values, filters, sorting - comes from the declaration of its resource.
struct Listing: Sendable {
  let resource: Resource
  /// What is said above the list.
  let intro: Words
  /// Query keys whose values can be ticked, with their counts.
  let facets: [String]
  /// Members that are shown of each row, behind its name.
  let columns: [String]
  let sort: String?
  /// Where the pages stand; the path of the API otherwise.
  let path: String

  init(
    _ resource: Resource, nl: String, en: String, facets: [String] = [], columns: [String], sort: String? = nil
  ) {
    self.resource = resource
    intro = Words(nl: nl, en: en)
    self.facets = facets.filter { resource.facetNames.contains($0) }
    self.columns = columns.filter { resource.field($0) != nil }
    self.sort = sort
    path = "/\(resource.collection)"
  }

  /// The member a row is called by.
  static func nameField(of resource: Resource) -> String? {
    ["titel", "naam"].first { resource.field($0) != nil }
  }

  // MARK: Asking

  /// Keys of the list's own query that the page hands on.
  private static let own = ["limit", "cursor", "sort"]

  var page: SitePage {
    SitePage(
      path, heading: { $0.plural(resource.collection) },
      keys: Self.own + resource.filterNames.filter { $0 != SiteView.dayKey }, asks: asks, show: show
    ).with { $0.extras.isWide = true }
  }

  private func asks(_ view: SiteView) -> [SiteQuestion] {
    // Ticked boxes of one facet come as repeated keys, and any of them will do: the comma of the API.
    var parameters: [(String, String)] = []
    for key in facets {
      let values = view.values(key)
      if !values.isEmpty { parameters.append((key, values.joined(separator: ","))) }
    }
    for parameter in view.parameters where !facets.contains(parameter.key) {
      parameters.append((parameter.key, parameter.value))
    }
    if view.value("sort") == nil, let sort { parameters.append(("sort", sort)) }
    // Of what is too much to ask for as a whole, each row brings its own.
    let brought = resource.expandable.map(\.collection).filter { collection in
      columns.contains { column in
        guard let field = resource.field(column) else { return false }
        return Resource.collected(as: collection).map { target in
          !Self.small.contains(target.name) && ([field] + field.members).contains { $0.target == target.name }
        } ?? false
      } || (collection == "maatregelen" && resource.parentField == "maatregel")
    }
    if !brought.isEmpty { parameters.append(("expand", brought.joined(separator: ","))) }
    if !facets.isEmpty { parameters.append(("facetten", facets.joined(separator: ","))) }
    return [SiteQuestion("lijst", resource.collection, parameters)]
      + targets.map { SiteQuestion.names($0.collection) }
  }

  /// Resources of which there are never many rows.
  private static let small = [
    "fase", "domein", "grond", "organisatie", "programma", "financieringssectie", "indicator",
  ]

  /// The resources whose rows have to be named: those of columns and facets, when they are few enough to ask for.
  private var targets: [Resource] {
    var names: [String] = []
    for key in facets { if case .link(let target)? = resource.filter(key)?.kind { names.append(target) } }
    for column in columns {
      guard let field = resource.field(column) else { continue }
      for one in [field] + field.members { if let target = one.target { names.append(target) } }
    }
    return Resource.all.filter { names.contains($0.name) && Self.small.contains($0.name) && $0.name != resource.name }
  }

  // MARK: Showing

  private func show(_ view: SiteView, _ html: inout Markup) {
    let count = view.count("lijst")
    html("div", .class("lijst-kop")) { html in
      html("h1", text: view.plural(resource.collection))
      html("p", .class("inleiding"), text: intro.text(in: view.language))
      siblings(view, &html)
    }
    // On a phone the boxes come first, and many; this is the way past them.
    html("p", .class("naar-uitkomst")) { html in
      html("a", .href("#uitkomst")) { html in
        html.append(ValueWords(language: view.language).number(String(count)) + " ")
        html.append(
          count == 1 ? view.singular(resource).lowercased() : view.plural(resource.collection).lowercased())
      }
    }
    html("form", .class("zoeker"), Markup.Attribute("method", "get"), Markup.Attribute("action", path)) { html in
      html("div", .class("lijst")) { html in
        ListControls(view, self).write(to: &html)
        html("div", .class("uitkomst"), .id("uitkomst")) { html in
          html("p", .class("aantal"), Markup.Attribute("role", "status")) { html in
            html("strong", text: ValueWords(language: view.language).number(String(count)))
            html.append(" ")
            html.append(
              count == 1 ? view.singular(resource).lowercased() : view.plural(resource.collection).lowercased())
          }
          ListControls(view, self).writeChosen(to: &html)
          if count > 0 {
            let fields = columns.compactMap { resource.field($0) }
            SiteTable.write(view.items("lijst"), resource, fields, view, to: &html)
          } else {
            nothing(view, &html)
          }
          paging(view, &html)
        }
      }
    }
  }

  /// Lists that people look at together.
  private static let families = [
    ["moties", "toezeggingen"], ["financieringsregels", "financieringssecties"], ["indicatoren", "metingen"],
    ["gronden", "domeinen", "fasen", "programmas"], ["voortgangsmeldingen", "planwijzigingen", "oordelen"],
    ["documenten", "gebeurtenissen"],
  ]

  private func siblings(_ view: SiteView, _ html: inout Markup) {
    guard let family = Self.families.first(where: { $0.contains(resource.collection) }) else { return }
    html("nav", .class("tabs"), .label(view.t("Lijsten", "Lists"))) { html in
      html("ul") { html in
        for collection in family where Resource.collected(as: collection) != nil {
          html("li") { html in
            html(
              "a", .href(view.href("/\(collection)")),
              Markup.Attribute("aria-current", collection == resource.collection ? "page" : nil),
              text: view.plural(collection))
          }
        }
      }
    }
  }

  private func nothing(_ view: SiteView, _ html: inout Markup) {
    let isNarrowed = view.parameters.contains { !Self.own.contains($0.key) }
    let what = view.plural(resource.collection).lowercased()
    html(
      "p", .class("leeg"),
      text: isNarrowed
        ? view.t(
          "Niets gevonden. Neem een keuze weg of zoek met minder woorden.",
          "Nothing found. Take away a choice, or search with fewer words.")
        : view.day == nil
          ? view.t("Er staan nog geen \(what) in het register.", "There are no \(what) in the register yet.")
          : view.t(
            "Op deze dag stonden er nog geen \(what) in het register.",
            "On this day there were no \(what) in the register yet."))
  }

  private func paging(_ view: SiteView, _ html: inout Markup) {
    let next = view["lijst"]["_links"]?["next"]?["href"]?.asString
    let isFirst = view.value("cursor") == nil
    if next == nil, isFirst { return }
    html("nav", .class("bladeren"), .label(view.t("Bladeren", "Paging"))) { html in
      if !isFirst {
        html(
          "a", .href(view.href(changing: [("cursor", nil)])),
          text: view.t("\u{2190} Eerste bladzijde", "\u{2190} First page"))
      }
      if let next, let cursor = Self.cursor(of: next) {
        html(
          "a", .href(view.href(changing: [("cursor", cursor)])), Markup.Attribute("rel", "next"),
          text: view.t("Volgende bladzijde \u{2192}", "Next page \u{2192}"))
      }
    }
  }

  /// The cursor is letters, digits, `-` and `_` only.
  private static func cursor(of link: String) -> String? {
    guard let range = link.firstRange(of: "cursor=") else { return nil }
    return String(link[range.upperBound...].prefix { $0 != "&" })
  }
}
