import Bytes
import HTTP
import Register

/// Parts that pages of one row share.
enum RowParts {
  static func section(
    _ id: String, _ title: String, count: Int? = nil, language: Markup.Attribute = .lang(nil),
    to html: inout Markup, _ content: (inout Markup) -> Void
  ) {
    html("section", .id(id), Markup.Attribute("aria-labelledby", "\(id)-kop")) { html in
      html("h2", .id("\(id)-kop")) { html in
        if language.value == nil { html.append(title) } else { html("span", language, text: title) }
        if let count { html("span", .class("telling"), text: "\(count)") }
      }
      content(&html)
    }
  }

  /// Members with their values; what is not known is named last, together.
  static func facts(_ row: JSON, _ fields: [Field], _ view: SiteView, to html: inout Markup) {
    let values = ValueView(view, of: row)
    let known = fields.filter { isKnown(row[$0.name] ?? .null, $0) }
    let unknown = fields.filter { !isKnown(row[$0.name] ?? .null, $0) && row[$0.name] != nil }
    html("dl", .class("feiten")) { html in
      for field in known {
        html("div") { html in
          html("dt", text: view.label(field))
          html("dd") { values.write(field, of: row, to: &$0) }
        }
      }
      if !unknown.isEmpty {
        html("div", .class("niet-bekend")) { html in
          html("dt", text: view.t("Zegt geen bron", "No source says"))
          html("dd", text: unknown.map { view.label($0).lowercased() }.joined(separator: ", "))
        }
      }
    }
  }

  /// Whether there is something to show: no null, no empty list, not `onbekend`, no object of nothing.
  static func isKnown(_ value: JSON, _ field: Field) -> Bool {
    switch value {
    case .null: return false
    case .array(let elements): return !elements.isEmpty
    case .string(let text):
      if case .choice = field.type { return text != "onbekend" }
      return true
    case .object(let object):
      if case .object = field.type { return object.members.contains { !$0.value.isNull } }
      return true
    default: return true
    }
  }

  /// Rows that are figures rather than stories.
  private static let tabular: Set<String> = ["financieringsregel", "meting", "actie"]

  /// Rows that stand under this one, newest first where they have a day.
  static func children(_ child: Resource, _ view: SiteView, to html: inout Markup) {
    let rows = view.items(child.collection)
    if rows.isEmpty { return }
    if tabular.contains(child.name) {
      let fields = CollectionPages.listing(of: child).columns.filter { $0 != child.pathField }
      return section(child.collection, view.plural(child.collection), count: view.count(child.collection), to: &html) {
        if child.name == "meting" { SeriesPicture(view, rows)?.write(to: &$0) }
        SiteTable.write(rows, child, fields.compactMap { child.field($0) }, view, to: &$0)
      }
    }
    let hidden: Set<String> = ["bronnen", "afgeleid", child.pathField ?? ""]
    section(child.collection, view.plural(child.collection), count: view.count(child.collection), to: &html) { html in
      html("ol", .class("onder")) { html in
        for row in rows.sorted(by: { day(of: $0) > day(of: $1) }) {
          let values = ValueView(view, of: row)
          html("li", .id(row["kenmerk"]?.asString)) { html in
            html("h3") { html in
              html(
                "a", .href(view.href("/\(child.collection)/\(row["kenmerk"]?.asString ?? "")")),
                text: heading(of: row, child, view, values))
            }
            facts(
              row,
              child.fields.filter {
                !hidden.contains($0.name) && $0.name != "titel" && isKnown(row[$0.name] ?? .null, $0)
              }, view, to: &html)
          }
        }
      }
    }
  }

  private static func day(of row: JSON) -> String {
    (row["peildatum"] ?? row["besluitdatum"] ?? row["aangemaaktOp"])?.asString ?? ""
  }

  private static func heading(of row: JSON, _ child: Resource, _ view: SiteView, _ values: ValueView) -> String {
    if let title = row["titel"]?.asString { return title }
    let day = (row["peildatum"]?.asString ?? row["besluitdatum"]?.asString ?? row["aangemaaktOp"]?.asString) ?? ""
    return values.shortTime(day)
  }

  // MARK: Sources

  static func sources(_ row: JSON, _ view: SiteView, to html: inout Markup) {
    let sources = row["bronnen"]?.asArray ?? []
    if sources.isEmpty { return }
    section("bronnen", view.t("Bronnen", "Sources"), count: sources.count, to: &html) { html in
      html("ol", .class("bronnen")) { html in
        for source in sources {
          html("li") { html in
            if let document = source["document"]?.asString {
              html(
                "a", .href(view.href("/documenten/\(document)")), view.dutch, text: view.name("documenten", document))
            }
            if let lines = lines(of: source, view) { html("span", .class("regels"), text: " \(lines)") }
            if let url = source["url"]?.asString {
              html.append(" ")
              ValueView(view, of: row).address(url, to: &html)
            }
            if let quote = source["citaat"]?.asString {
              html("blockquote") { $0("p", .lang("nl"), text: "\u{201C}\(quote)\u{201D}") }
            }
          }
        }
      }
    }
  }

  private static func lines(of source: JSON, _ view: SiteView) -> String? {
    guard let first = source["regel"]?.asInt else { return nil }
    let last = source["regelTot"]?.asInt ?? first
    if last == first { return view.t("regel \(first)", "line \(first)") }
    return view.t("regels \(first)\u{2013}\(last)", "lines \(first)\u{2013}\(last)")
  }

  // MARK: Versions

  static func versions(_ view: SiteView, to html: inout Markup) {
    let entries = view.items("versies")
    if entries.isEmpty { return }
    section("versies", view.t("Versies", "Versions"), count: view.count("versies"), to: &html) { html in
      html("ol", .class("versies")) { html in
        for entry in entries {
          html("li") { html in
            html(
              "strong", text: view.t("Versie \(entry["versie"]?.asInt ?? 0)", "Version \(entry["versie"]?.asInt ?? 0)"))
            html.append(" \u{00B7} ")
            if let from = entry["van"]?.asString { ValueView(view, of: entry).time(from, to: &html) }
            if let organisation = entry["organisatie"]?.asString {
              html.append(" \u{00B7} ")
              html(
                "a", .href(view.href("/organisaties/\(organisation)")), view.dutch,
                text: view.name("organisaties", organisation))
            }
            if let reason = entry["reden"]?.asString { html("p", text: reason) }
          }
        }
      }
    }
  }
}
