import Bytes
import HTTP
import Register

/// Rows of a collection in a table that becomes a list of cards on a phone.
enum SiteTable {
  /// - Parameter fields: the columns behind the row's name.
  static func write(
    _ rows: [JSON], _ resource: Resource, _ fields: [Field], _ view: SiteView, to html: inout Markup
  ) {
    let name = Listing.nameField(of: resource).flatMap { resource.field($0) }
    // The roles are said, for a table that a style sheet shows as cards is none to every screen reader.
    let role = { (name: String) in Markup.Attribute("role", name) }
    html("table", .class("rijen"), role("table")) { html in
      html("caption", .class("alleen-voorlezen"), text: view.plural(resource.collection))
      html("thead", role("rowgroup")) { html in
        html("tr", role("row")) { html in
          html("th", .scope("col"), role("columnheader"), text: name.map(view.label) ?? view.singular(resource))
          for field in fields { html("th", .scope("col"), role("columnheader"), text: head(field, view)) }
        }
      }
      html("tbody", role("rowgroup")) { html in
        for row in rows {
          let values = ValueView(view, of: row, short: true)
          html("tr", role("row")) { html in
            html("th", .scope("row"), role("rowheader")) { html in
              html(
                "a", .href(view.href("/\(resource.collection)/\(row["kenmerk"]?.asString ?? "")")),
                RowName.language(of: row, view), text: RowName.of(row, resource, view))
            }
            for field in fields {
              let isEmpty = !RowParts.isKnown(row[field.name] ?? .null, field)
              html(
                "td", role("cell"), .class(isEmpty ? "niets" : nil), Markup.Attribute("data-kop", head(field, view))
              ) {
                values.write(field, of: row, to: &$0)
              }
            }
          }
        }
      }
    }
  }

  private static func head(_ field: Field, _ view: SiteView) -> String {
    field.name == "betrokkenen" ? view.t("Verantwoordelijk", "Responsible") : view.label(field)
  }
}
