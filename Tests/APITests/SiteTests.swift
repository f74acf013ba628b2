import Bytes
import Foundation
import HTTP
import Register
import Testing

@testable import API

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The site as a browser meets it: every page, by following every link from the first.
struct SiteTests {
  private static let browser = [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]

  /// What a crawl found: each address once, with its answer.
  private static func crawl(_ api: TestAPI, from start: [String], limit: Int = 4_000) throws -> [String: Response] {
    var waiting = start
    var seen: Set<String> = Set(start)
    var found: [String: Response] = [:]
    while let target = waiting.popLast(), found.count < limit {
      let response = try api.get(target, browser)
      found[target] = response
      guard response["Content-Type"]?.hasPrefix("text/html") == true else { continue }
      for link in try Document(response.text).links {
        let address = String(link.prefix { $0 != "#" })
        guard address.hasPrefix("/"), !address.isEmpty, seen.insert(address).inserted else { continue }
        waiting.append(address)
      }
    }
    return found
  }

  /// A page, read as strictly as XML is.
  private final class Document: NSObject, XMLParserDelegate {
    private(set) var links: [String] = []
    private(set) var loaded: [String] = []
    private(set) var ids: [String] = []
    private(set) var labelled: Set<String> = []
    private(set) var fields: [String] = []
    private(set) var headings: [Int] = []
    private(set) var inline: [String] = []
    private(set) var landmarks: [String: Int] = [:]
    private(set) var language: String?

    init(_ html: String) throws {
      super.init()
      let parser = XMLParser(data: Data(html.utf8))
      parser.delegate = self
      guard parser.parse() else { throw Malformed(text: "\(parser.parserError.debugDescription) \(html)") }
    }

    struct Malformed: Error { let text: String }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      if let id = attributes["id"] { ids.append(id) }
      switch name {
      case "a": if let href = attributes["href"] { links.append(href) }
      case "link", "script", "img":
        if let address = attributes["href"] ?? attributes["src"] { loaded.append(address) }
        if name == "script", attributes["src"] == nil { inline.append("script") }
      case "style": inline.append("style")
      case "form": if let action = attributes["action"] { links.append(action) }
      case "label": if let target = attributes["for"] { labelled.insert(target) }
      case "input", "select", "textarea":
        if attributes["type"] != "hidden", attributes["type"] != "checkbox" { fields.append(attributes["id"] ?? "") }
      case "html": language = attributes["lang"]
      case "main", "header", "footer", "nav": landmarks[name, default: 0] += 1
      case "h1", "h2", "h3", "h4": headings.append(Int(name.dropFirst()) ?? 0)
      default: break
      }
      for name in attributes.keys where name == "style" || name.hasPrefix("on") { inline.append(name) }
    }
  }

  /// The whole site in both languages, today and yesterday, asked once for the tests that only look.
  private static let whole = Result {
    try crawl(TestAPI(), from: ["/", "/?taal=en", "/?beschikbaarOp=\(Day.inAmsterdam(at: .now) - 1)"])
  }

  @Test func `every link of the site leads somewhere, whatever the language and the day`() throws {
    let found = try Self.whole.get()
    #expect(found.count > 300)
    for (target, response) in found { #expect(response.status == 200, "\(target): \(response.status)") }
    #expect(found.keys.contains("/maatregelen/m-registratie"))
    #expect(found.keys.contains("/organisaties/szw?taal=en"))
  }

  @Test func `every page is well-formed and has what a screen reader needs`() throws {
    var found = try Self.whole.get()
    found["/geen-pagina"] = try TestAPI().get("/geen-pagina", Self.browser)
    for (target, response) in found where !target.hasPrefix("/v1/") {
      guard response["Content-Type"]?.hasPrefix("text/html") == true else { continue }
      let page = try Document(response.text)
      #expect(page.language == (target.contains("taal=en") ? "en" : "nl"), "\(target)")
      #expect(page.headings.first == 1 && page.headings.count { $0 == 1 } == 1, "\(target): \(page.headings)")
      for (before, after) in zip(page.headings, page.headings.dropFirst()) {
        #expect(after <= before + 1, "\(target): \(page.headings)")
      }
      #expect(page.landmarks["main"] == 1 && page.landmarks["nav", default: 0] >= 1, "\(target)")
      #expect(page.fields.allSatisfy { page.labelled.contains($0) }, "\(target): \(page.fields)")
      #expect(Set(page.ids).count == page.ids.count, "\(target): an id comes twice")
      #expect(page.inline.isEmpty, "\(target): \(page.inline)")
      #expect(page.loaded.allSatisfy { $0.hasPrefix("/") && !$0.hasPrefix("//") }, "\(target): \(page.loaded)")
      #expect(response.bytes.count < 400_000, "\(target): \(response.bytes.count)")
    }
  }

  @Test func `a page may run and load only what is the site's own`() throws {
    let api = try TestAPI()
    for target in ["/", "/maatregelen", "/geen-pagina"] {
      for _ in 1...2 {
        let policy = try #require(try api.get(target, Self.browser)["Content-Security-Policy"])
        #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe") && !policy.contains("http"))
        #expect(try api.get(target, Self.browser)["Set-Cookie"] == nil)
      }
    }
  }

  @Test func `what the first page needs weighs less than 100 KB`() throws {
    let api = try TestAPI()
    let start = try api.get("/", Self.browser)
    var total = start.bytes.count
    for address in try Document(start.text).loaded.filter({ $0.hasPrefix("/bestanden/") }) {
      total += try api.get(address).bytes.count
    }
    #expect(total <= 100_000)
  }

  @Test func `markup in a title is shown and not obeyed`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let title = "<script>alert(1)</script> & \"zo\" 'dus'"
    let made = try api.post(
      "/v1/maatregelen",
      [
        "titel": .string(title), "omschrijving": .string("</p><img src=x onerror=alert(1)>"),
        "publicatie": ["status": "gepubliceerd"],
      ], token: szw)
    let kenmerk = try #require(made.json["kenmerk"]?.asString)
    for target in ["/", "/maatregelen", "/maatregelen/\(kenmerk)", "/wijzigingen", "/wijzigingen.atom"] {
      let response = try api.get(target, Self.browser)
      _ = try Document(response.text)
      #expect(response.text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "), "\(target)")
      #expect(!response.text.contains("<script>alert") && !response.text.contains("<img"), "\(target)")
    }
    let asked = try api.get("/maatregelen?search=%22%3E%3Cscript%3E&grond=%3Cb%3E", Self.browser)
    #expect(asked.status == 400 && !asked.text.contains("<b>") && !asked.text.contains("<script>"))
  }

  @Test func `a draft shows on no page and changes none, also for who sends a token`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let targets = try Self.crawl(api, from: ["/"]).keys.filter { !$0.hasPrefix("/v1/") }
    let before = try targets.map { try api.get($0, Self.browser).etag }
    let made = try api.post("/v1/maatregelen", ["titel": "Zwartgeheim plan", "doel": "zwartgeheim"], token: szw)
    #expect(made.status == 201)
    let item = "/v1/maatregelen/m-registratie"
    #expect(
      try api.patch(item + "?weergave=concept", ["doel": "zwartgeheim"], [("If-Match", "\"1\"")], token: szw).status
        == 200)
    for (target, tag) in zip(targets, before) {
      for token in [nil, szw] {
        let response = try api.get(target, Self.browser, token: token)
        #expect(!response.text.lowercased().contains("zwartgeheim"), "\(target)")
        #expect(response.etag == tag, "\(target)")
      }
    }
    #expect(try api.get("/maatregelen/zwartgeheim-plan", Self.browser, token: szw).status == 404)
  }

  @Test func `a page says what the register said on the day that was chosen`() throws {
    let api = try TestAPI()
    let yesterday = Day.inAmsterdam(at: .now) - 1
    let then = try api.get("/maatregelen?beschikbaarOp=\(yesterday)", Self.browser)
    #expect(then.status == 200)
    #expect(!then.text.contains("m-registratie"))
    #expect(try api.get("/maatregelen/m-registratie?beschikbaarOp=\(yesterday)", Self.browser).status == 404)
    let links = try Document(then.text).links.filter { $0.hasPrefix("/maatregelen") || $0.hasPrefix("/organisaties") }
    #expect(links.contains { $0.contains("beschikbaarOp=\(yesterday)") })
    let now = try api.get("/maatregelen?beschikbaarOp=\(yesterday + 1)", Self.browser)
    #expect(now.text.contains("m-registratie"))
    for day in ["\(yesterday + 2)", "gisteren", "2024-02-30"] {
      #expect(try api.get("/maatregelen?beschikbaarOp=\(day)", Self.browser).status == 400, "\(day)")
    }
  }

  @Test func `ticked boxes are any of them, and an empty field asks nothing`() throws {
    let api = try TestAPI()
    let page = try api.get(
      "/maatregelen?search=&fase=herkennen-melden&fase=erkennen-voorkomen&sort=titel", Self.browser)
    #expect(page.status == 200)
    #expect(page.text.contains("/maatregelen/m-registratie") && !page.text.contains("/maatregelen/m-zonder"))
    let strange = try api.get("/maatregelen?utm_source=brief", Self.browser)
    #expect(strange.status == 200)
  }

  @Test func `a page is asked for again, a file with its digest in its name never`() throws {
    let api = try TestAPI()
    let start = try api.get("/", Self.browser)
    #expect(start["Cache-Control"] == "no-cache")
    let etag = try #require(start.etag)
    #expect(try api.get("/", Self.browser + [("If-None-Match", etag)]).status == 304)
    for file in SiteFile.all {
      let response = try api.get(file.path)
      #expect(response.status == 200 && response.bytes == file.bytes)
      #expect(response["Cache-Control"] == "public, max-age=31536000, immutable")
      #expect(try api.get(file.path)["Cache-Control"] == "public, max-age=31536000, immutable")
    }
  }

  @Test func `a browser gets a refusal as a page, a program as a problem`() throws {
    let api = try TestAPI()
    for (method, target, status) in [
      ("GET", "/geen-pagina", 404), ("GET", "/maatregelen/", 404), ("POST", "/maatregelen", 405),
      ("GET", "/maatregelen/geen", 404), ("GET", "/maatregelen?grond=geen", 400),
    ] {
      let page = try api.send(method, target, Self.browser)
      #expect(page.status == status && page["Content-Type"] == "text/html; charset=utf-8", "\(method) \(target)")
      let problem = try api.send(method, target)
      #expect(problem.status == status && problem["Content-Type"] == "application/problem+json", "\(method) \(target)")
    }
    #expect(try api.send("POST", "/maatregelen", Self.browser)["Allow"] == "GET, HEAD, OPTIONS")
    #expect(try api.send("HEAD", "/", Self.browser).bytes.isEmpty)
    #expect(try api.send("OPTIONS", "/maatregelen")["Allow"] == "GET, HEAD, OPTIONS")
    // Within /v1 nothing has changed: a browser gets the problem too.
    #expect(try api.get("/v1/geen", Self.browser)["Content-Type"] == "application/problem+json")
  }

  @Test func `the type of every problem leads to a page that explains it`() throws {
    let api = try TestAPI()
    for kind in ProblemKind.allCases {
      #expect(try api.get("/problemen/\(kind.slug)", Self.browser).status == 200, "\(kind.slug)")
    }
  }

  @Test func `answers are counted under the page that was asked for, the files under one name`() throws {
    let meter = AnswerMeter()
    let api = try TestAPI(meter: meter)
    for target in ["/", "/", "/maatregelen/m-registratie", "/maatregelen/m-zonder", "/geen-pagina"] {
      _ = try api.get(target, Self.browser)
    }
    for file in SiteFile.all { _ = try api.get(file.path) }
    for kind in ProblemKind.allCases { _ = try api.get("/problemen/\(kind.slug)", Self.browser) }
    _ = try api.get("/v1/maatregelen/m-registratie")
    let counted = meter.figures.answers.map { "\($0.route) \($0.status) \($0.count)" }
    #expect(
      Set(counted) == [
        "/ 200 2", "/maatregelen/{kenmerk} 200 2", " 404 1", "/bestanden/{bestand} 200 \(SiteFile.all.count)",
        "/problemen/{soort} 200 \(ProblemKind.allCases.count)", "/v1/maatregelen/{kenmerk} 200 1",
      ])
    #expect(Set(Site.templates).count == Site.templates.count)
    #expect(Set(Site.templates).isDisjoint(with: Routes.all.map(\.path)))
  }

  @Test(
    arguments: [
      (["bedrag": "570000", "precisie": "circa", "jaar": 2021], "circa € 570.000 uitgegeven in 2021"),
      (["bedrag": "38667.84", "precisie": "exact", "jaar": 2021], "€ 38.667,84 uitgegeven in 2021"),
      (["bedrag": "208717.00", "precisie": "exact", "jaarVan": 2021], "€ 208.717,00 uitgegeven vanaf 2021"),
      (["bedrag": "0.80", "precisie": "circa", "eenheid": "per-inwoner"], "circa € 0,80 per inwoner uitgegeven"),
      (
        ["bedrag": "1300000", "precisie": "afgerond", "eenheid": "per-jaar", "jaarVan": 2022, "jaarTot": 2025],
        "€ 1.300.000 per jaar uitgegeven 2022–2025"
      ),
      (["redenGeenBedrag": ["code": "niet-genoemd"], "jaar": 2022], "Geen bedrag uitgegeven in 2022"),
    ] as [(JSON, String)])
  func `a line of money is called as exactly as its source is, and by what it is for`(
    line: JSON, name: String
  ) throws {
    var members = try #require(line.asObject)
    members["kenmerk"] = "regel"
    members["soort"] = "uitgegeven"
    members["maatregelen"] = ["m-training", "m-zonder"]
    members["document"] = "brief"
    let api = try TestAPI(rows: TestAPI.programme + [("financieringsregel", .object(members))])
    let page = try api.get("/financieringsregels/regel", Self.browser).text.replacing("\u{A0}", with: " ")
    #expect(page.contains("<h1>\(name) – Training voor de jeugdzorg en 1 andere</h1>"))
    #expect(try api.get("/maatregelen/m-training", Self.browser).text.replacing("\u{A0}", with: " ").contains(name))
  }

  @Test func `a total by what is no row is called by its word, and a member by its label`() throws {
    let api = try TestAPI()
    let counts = try api.get("/cijfers/statistieken?groepeer=verantwoordelijk,uitvoeringsstatus", Self.browser).text
    #expect(counts.contains("<td data-kop=\"Naam\">Afgerond</td>"))
    #expect(try api.get("/cijfers/volledigheid?veld=gereedGepland", Self.browser).text.contains("Gepland einde"))
  }

  @Test func `a report of which a page shows only the beginning says so and leads to the whole`() throws {
    let rows = (1...251).map { number -> (String, JSON) in
      ("maatregel", ["kenmerk": .string("m-\(number)"), "titel": .string("Maatregel \(number)")])
    }
    let api = try TestAPI(rows: rows)
    let page = try api.get("/cijfers/vergelijkingen", Self.browser).text
    #expect(page.contains("Dit zijn de eerste 250 van 251 regels. <a href=\"/v1/vergelijkingen"))
    #expect(!page.contains("`"))
  }

  @Test func `what the register says in Dutch is marked as Dutch on an English page`() throws {
    var rows = TestAPI.programme
    rows[0].1 = ["kenmerk": "erkennen-voorkomen", "naam": "Erkennen", "naamEn": "Acknowledge", "volgorde": 1]
    rows.append(
      (
        "maatregel",
        ["kenmerk": "m-fase", "titel": "Met een fase", "fasen": ["erkennen-voorkomen"], "doel": "Een doel."]
      ))
    let page = try TestAPI(rows: rows).get("/maatregelen/m-fase?taal=en", Self.browser).text
    #expect(page.contains("<p lang=\"nl\">Een doel.</p>"))
    #expect(page.contains(">Acknowledge</a>") && !page.contains("lang=\"nl\">Acknowledge"))
    #expect(try !TestAPI(rows: rows).get("/maatregelen/m-fase", Self.browser).text.contains("<p lang=\"nl\">"))
  }

  @Test func `programs find what they look for at its place`() throws {
    let api = try TestAPI()
    #expect(try api.get("/robots.txt").text.contains("Sitemap: https://npdr.example.nl/sitemap.xml"))
    let security = try api.get("/.well-known/security.txt").text
    #expect(security.contains("Contact: mailto:npdr@example.nl\n") && security.contains("Expires: "))
    let sitemap = try api.get("/sitemap.xml").text
    let addresses = sitemap.matches(of: /<loc>https:\/\/npdr\.example\.nl([^<]*)<\/loc>/).map { String($0.1) }
    #expect(addresses.contains("/maatregelen/m-registratie"))
    for address in addresses { #expect(try api.get(address, Self.browser).status == 200, "\(address)") }
    let feed = try api.get("/wijzigingen.atom")
    #expect(feed["Content-Type"] == "application/atom+xml; charset=utf-8")
    _ = try Document(feed.text)
    let ids = feed.text.matches(of: /<id>([^<]*)<\/id>/).map { String($0.1) }
    #expect(ids.count > 4 && Set(ids).count == ids.count)
    #expect(feed.text.matches(of: /<updated>/).count == ids.count)
  }
}
