import Bytes
import HTTP
import Register

/// What programs look for at fixed places.
extension SitePage {
  static let robots = SitePage("/robots.txt", title: Words(nl: "", en: "")) { view, text in
    text.append(markup: "User-agent: *\nDisallow: /invoer\n\nSitemap: \(view.publicAddress)/sitemap.xml\n")
  }.with { $0.form = .document(.text) }

  /// Source: RFC 9116. Half a year ahead: an address that nobody renews any more should not look like one in use.
  static let security = SitePage("/.well-known/security.txt", title: Words(nl: "", en: "")) { view, text in
    let expires = view.today + 180
    text.append(
      markup: """
        Contact: mailto:\(view.contact.email)
        Contact: \(view.contact.url)
        Expires: \(expires)T00:00:00Z
        Preferred-Languages: nl, en
        Canonical: \(view.publicAddress)/.well-known/security.txt

        """)
  }.with { $0.form = .document(.text) }

  /// Every page and, of the collections that people look for, every row up to what a sitemap may hold.
  /// Source: sitemaps.org, protocol 0.9.
  static let sitemap = SitePage("/sitemap.xml", title: Words(nl: "", en: ""), asks: Sitemap.asks) { view, html in
    Sitemap.write(view, to: &html)
  }.with { $0.form = .document(.xml) }
}

private enum Sitemap {
  private static let collections = [
    "maatregelen", "organisaties", "programmas", "moties", "toezeggingen", "indicatoren", "documenten",
  ]

  /// Pages of 200 rows of each collection that are followed.
  private static let depth = 50

  static func asks(_ view: SiteView) -> [SiteQuestion] {
    var all: [SiteQuestion] = []
    for collection in collections where Resource.collected(as: collection) != nil {
      all.append(SiteQuestion("\(collection) 0", collection, base))
      for number in 0..<depth {
        guard let next = view["\(collection) \(number)"]["_links"]?["next"]?["href"]?.asString,
          let cursor = next.firstRange(of: "cursor=")
        else { break }
        let text = String(next[cursor.upperBound...].prefix { $0 != "&" })
        all.append(SiteQuestion("\(collection) \(number + 1)", collection, base + [("cursor", text)]))
      }
    }
    return all
  }

  private static let base = [("limit", "200"), ("sort", "kenmerk"), ("fields", "kenmerk,gewijzigdOp")]

  static func write(_ view: SiteView, to html: inout Markup) {
    html.append(markup: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    html("urlset", Markup.Attribute("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")) { html in
      for page in Site.pages where !page.pattern.contains(Routes.kenmerk) {
        guard case .page = page.form, page.pattern[0] != "invoer", page.pattern[0] != "problemen" else { continue }
        html("url") { $0("loc", text: view.publicAddress + "/" + page.pattern.joined(separator: "/")) }
      }
      for question in view.questions {
        let collection = question.path.split(separator: "/").last.map(String.init) ?? ""
        for row in view.items(question.name) {
          html("url") { html in
            html("loc", text: "\(view.publicAddress)/\(collection)/\(row["kenmerk"]?.asString ?? "")")
            if let moment = row["gewijzigdOp"]?.asString { html("lastmod", text: moment) }
          }
        }
      }
    }
  }
}
