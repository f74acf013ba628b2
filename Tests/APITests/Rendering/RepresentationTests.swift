import Bytes
import Register
import Testing

@testable import API

struct RepresentationTests {
  private static let forms = [
    "application/json", "text/csv", "image/svg+xml", "text/html",
    "application/vnd.oasis.opendocument.text-flat-xml",
  ]

  /// A round nobody answered, and two measures without an owner: enough for every report to say something.
  private func opened() throws -> TestAPI {
    let api = try TestAPI()
    let bureau = try api.token(.bureau, "ncdr")
    let made = try api.post(
      "/v1/uitvragen",
      [
        "kenmerk": "winter-2024", "titel": "Winter <2024> & \"later\"", "geopendOp": "2024-01-01T12:00:00+01:00",
        "sluitdatum": "2024-01-31", "selectie": [:],
      ], token: bureau)
    #expect(made.status == 201)
    return api
  }

  private static let targets = ["/v1/signalen", "/v1/uitvragen/winter-2024/stand"]

  @Test(arguments: targets)
  func `a report comes in every form by Accept, each under a tag of its own`(target: String) throws {
    let api = try opened()
    var tags: Set<String> = []
    for form in Self.forms {
      let answer = try api.get(target, [("Accept", form)])
      #expect(answer.status == 200, "\(form)")
      #expect(answer["Content-Type"]?.hasPrefix(form) == true, "\(form)")
      #expect(answer["Vary"] == "Accept, Accept-Language, Authorization")
      let tag = try #require(answer.etag)
      tags.insert(tag)
      let again = try api.get(target, [("Accept", form), ("If-None-Match", tag)])
      #expect(again.status == 304 && again.bytes.isEmpty)
      #expect(again["Content-Security-Policy"] == answer["Content-Security-Policy"])
    }
    #expect(tags.count == Self.forms.count)
  }

  @Test(arguments: [
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "text/html"),
    ("image/avif,image/webp,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "image/svg+xml"), ("*/*", "application/json"),
    ("image/*", "image/svg+xml"), ("text/*", "text/csv"),
  ])
  func `a browser gets the page, an image the picture, and curl the JSON`(accept: String, type: String) throws {
    #expect(try opened().get("/v1/signalen", [("Accept", accept)])["Content-Type"]?.hasPrefix(type) == true)
  }

  /// The text between the first `<style>` and `</style>`.
  private func sheet(_ text: String) -> String? {
    guard let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test(arguments: ["image/svg+xml", "text/html"])
  func `a browser may use the sheet inside an answer, and nothing from anywhere`(form: String) throws {
    let answer = try opened().get("/v1/signalen", [("Accept", form)])
    let policy = try #require(answer["Content-Security-Policy"])
    let found = try #require(sheet(answer.text))
    // As RFC 4648 section 4 writes it.
    let letters = Base64URL.encode(SHA256.digest(of: found)).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-\(String(letters))=';"))
    #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
    for way in ["<script", "style=", "@import", "url(http", "src=", "<link", "javascript:"] {
      #expect(!answer.text.contains(way), "\(way)")
    }
  }

  @Test(arguments: targets)
  func `every form of a report has the same figures`(target: String) throws {
    let api = try opened()
    let report = try api.get(target).json
    let declaration = try #require(ReportDeclaration.all.first { target.hasSuffix("/\($0.name)") })
    func figures(_ rows: JSON?, _ columns: [Field]) -> [String] {
      let numeric = columns.filter(\.isNumeric).map(\.name)
      return (rows?.asArray ?? []).flatMap { row in numeric.compactMap { row[$0]?.asInt.map(String.init) } }
    }
    let all = figures(report["rijen"], declaration.columns) + figures(report["totalen"], declaration.totals)
    #expect(!all.isEmpty)
    let page = ParsedMarkup(try api.get(target, [("Accept", "text/html")]).text)
    #expect(page.fault == nil)
    #expect(page.all("data").compactMap { $0.attributes["value"] } == all)
    let document = ParsedMarkup(try api.get(target, [("Accept", Self.forms[4])]).text)
    #expect(document.fault == nil)
    #expect(document.elements.compactMap { $0.attributes["office:value"] } == all)
    let picture = ParsedMarkup(try api.get(target, [("Accept", Self.forms[2])]).text)
    #expect(picture.fault == nil)
    #expect(picture.all("text").map(\.text).contains { !$0.isEmpty })
  }

  @Test func `a page leads to the list behind each figure`() throws {
    let api = try opened()
    let report = try api.get("/v1/signalen").json
    let page = ParsedMarkup(try api.get("/v1/signalen", [("Accept", "text/html")]).text)
    let addresses = Set(page.all("a").compactMap { $0.attributes["href"] })
    for row in report["totalen"]?.asArray ?? [] {
      let address = try #require(row["_links"]?["aantal"]?["href"]?.asString)
      #expect(addresses.contains(address))
      #expect(try api.get(String(address.dropFirst("https://npdr.example.nl".count))).status == 200)
    }
  }

  @Test func `a page speaks the language it says it speaks`() throws {
    let api = try opened()
    for (language, title) in [("nl", "Signalen"), ("en", "Signals")] {
      let answer = try api.get("/v1/signalen", [("Accept", "text/html"), ("Accept-Language", language)])
      let page = ParsedMarkup(answer.text)
      #expect(page.all("html").first?.attributes["lang"] == language)
      #expect(answer["Content-Language"] == language)
      #expect(page.all("h1").first?.text == title)
    }
  }

  @Test func `heads of tables say which way they go, and each table what it is`() throws {
    let page = ParsedMarkup(try opened().get("/v1/signalen", [("Accept", "text/html")]).text)
    #expect(!page.all("th").isEmpty && page.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
    #expect(page.all("table").count == page.all("caption").count)
    #expect(page.all("h1").count == 1)
  }

  @Test func `what a visitor may not see is in no picture, page or document`() throws {
    let api = try opened()
    let szw = try api.token(.editor, "szw")
    let made = try api.post(
      "/v1/maatregelen",
      [
        "kenmerk": "geheim-xylofoon", "titel": "Xylofoon", "uitvoeringsstatus": "in-uitvoering",
        "plan": ["gereedGepland": "2020"],
        "betrokkenen": [["organisatie": "szw", "rol": "verantwoordelijk"]],
      ], token: szw)
    #expect(made.status == 201)
    for form in Self.forms {
      #expect(try !api.get("/v1/signalen", [("Accept", form)]).text.lowercased().contains("xylofoon"))
      #expect(
        try api.get("/v1/signalen", [("Accept", form)], token: szw).text.lowercased().contains("xylofoon")
          == (form != "image/svg+xml"))
    }
  }
}
