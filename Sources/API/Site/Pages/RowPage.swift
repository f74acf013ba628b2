import Bytes
import HTTP
import Register

/// One row of any collection: everything its declaration names, what stands under it, what refers to it, its sources
/// and what it has been.
struct RowPage: Sendable {
  let resource: Resource

  /// Members that have a place of their own.
  private static let apart: Set<String> = ["bronnen", "afgeleid", "toelichting", "omschrijving", "titel", "naam"]

  var page: SitePage {
    SitePage("/\(resource.collection)/\(Routes.kenmerk)", heading: title, asks: asks, show: show)
  }

  private func title(_ view: SiteView) -> String { RowName.alone(view["rij"], resource, view) }

  static func asks(_ resource: Resource, _ view: SiteView) -> [SiteQuestion] {
    let kenmerk = view.kenmerk ?? ""
    let expand = resource.expandable.map(\.collection).joined(separator: ",")
    let around: [SiteQuestion] = [
      SiteQuestion(
        "rij", "\(resource.collection)/\(kenmerk)", expand.isEmpty ? [] : [("expand", expand)]),
      SiteQuestion("versies", "\(resource.collection)/\(kenmerk)/versies", hasPast: false),
      // Who made each version.
      SiteQuestion.names("organisaties", hasPast: false),
    ]
    // Under which heading of the annex its money stands.
    let headings = resource.children.contains { $0.name == "financieringsregel" } ? ["financieringssecties"] : []
    return around + headings.map { SiteQuestion.names($0) }
      + resource.children.map {
        SiteQuestion($0.collection, "\(resource.collection)/\(kenmerk)/\($0.collection)", [("limit", "200")])
      }
  }

  private func asks(_ view: SiteView) -> [SiteQuestion] {
    RowPage.asks(resource, view) + references.map { $0.question(view.kenmerk ?? "") }
  }

  /// A list in which this row is a value.
  private struct Reference {
    let source: Resource
    let key: String

    var name: String { "naar-\(source.collection)" }

    func question(_ kenmerk: String) -> SiteQuestion {
      let expand = source.field("bedrag") == nil ? [] : [("expand", "maatregelen")]
      // What an organisation does is what its page is for.
      let isWhole = key == "organisatie" && source.name == "maatregel"
      let states = source.name == "maatregel" ? [("facetten", "uitvoeringsstatus")] : []
      return SiteQuestion(
        name, source.collection, [(key, kenmerk), ("limit", isWhole ? "200" : "12")] + expand + states)
    }
  }

  /// Each collection that can be asked for what refers to a row like this one.
  private var references: [Reference] {
    let children = resource.children.map(\.name)
    return Resource.all.compactMap { source in
      guard !children.contains(source.name), source.name != resource.name || resource.name == "organisatie" else {
        return nil
      }
      let key = source.filters.first { filter in
        if case .link(let target) = filter.kind { target == resource.name } else { false }
      }?.key
      // In any role is more than in one.
      let any = source.filter(resource.name) != nil ? resource.name : key
      return any.map { Reference(source: source, key: $0) }
    }
  }

  private func show(_ view: SiteView, _ html: inout Markup) {
    let row = view["rij"]
    let values = ValueView(view, of: row)
    html("article", .class("rij")) { html in
      html("p", .class("bovenkop")) { html in
        html("a", .href(view.href("/\(resource.collection)")), text: view.plural(resource.collection))
      }
      html("h1", RowName.language(of: row, view), text: title(view))
      for name in ["omschrijving", "toelichting"] {
        guard let field = resource.field(name), let text = row[name]?.asString else { continue }
        html("div", .class(name == "omschrijving" ? "inleiding" : "noot")) { html in
          if name == "toelichting" { html("h2", .class("alleen-voorlezen"), text: view.label(field)) }
          values.paragraphs(text, to: &html)
        }
      }
      RowParts.facts(row, resource.fields.filter { !Self.apart.contains($0.name) }, view, to: &html)
      for child in resource.children { RowParts.children(child, view, to: &html) }
      for reference in references { linked(reference, view, &html) }
      RowParts.sources(row, view, to: &html)
      RowParts.versions(view, to: &html)
    }
  }

  private func linked(_ reference: Reference, _ view: SiteView, _ html: inout Markup) {
    let rows = view.items(reference.name)
    let count = view.count(reference.name)
    if rows.isEmpty { return }
    let collection = reference.source.collection
    RowParts.section("naar-\(collection)", view.plural(collection), count: count, to: &html) { html in
      if reference.source.name == "maatregel" {
        states(reference, view, &html)
        let fields = ["betrokkenen", "uitvoeringsstatus"].compactMap { reference.source.field($0) }
        SiteTable.write(rows, reference.source, fields, view, to: &html)
      } else {
        list(rows, reference, view, &html)
      }
      if count > rows.count {
        html("p") { html in
          html("a", .href(view.href("/\(collection)", [(reference.key, view.kenmerk ?? "")]))) { html in
            html.append(view.t("Alle \(count)", "All \(count)"))
          }
        }
      }
    }
  }

  private func list(_ rows: [JSON], _ reference: Reference, _ view: SiteView, _ html: inout Markup) {
    html("ul", .class("verwijzingen")) { html in
      for row in rows {
        html("li") { html in
          html(
            "a", .href(view.href("/\(reference.source.collection)/\(row["kenmerk"]?.asString ?? "")")),
            RowName.language(of: row, view), text: RowName.alone(row, reference.source, view))
        }
      }
    }
  }

  /// How far the measures are, each number with the list it counts.
  private func states(_ reference: Reference, _ view: SiteView, _ html: inout Markup) {
    let states = view[reference.name]["facetten"]?["uitvoeringsstatus"]?.asArray ?? []
    html("ul", .class("rijtje kort standen")) { html in
      for state in states {
        guard let value = state["waarde"]?.asString, let count = state["aantal"]?.asInt else { continue }
        let asked = [(reference.key, view.kenmerk ?? ""), ("uitvoeringsstatus", value)]
        html("li") { html in
          html("a", .href(view.href("/maatregelen", asked)), text: "\(count) \(view.word(value).lowercased())")
        }
      }
    }
  }
}
