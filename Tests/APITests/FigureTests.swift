import Bytes
import Foundation
import Register
import Testing

@testable import API

/// Every figure of every report is a list that anyone can open, with exactly that many items (issue "Money", Shows 6).
/// A report that is added is in this test too.
@Suite(.serialized) struct FigureTests {
  /// The project's own `data/`, and a round to ask about.
  static let programme: [(String, JSON)] = {
    var rows: [(String, JSON)] = Resource.all.flatMap { resource -> [(String, JSON)] in
      let file = TestAPI.root.appending(path: "data/\(resource.collection).jsonl")
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").compactMap { line in
        (try? JSON.parse(String(line))).map { (resource.name, $0) }
      }
    }
    let round: JSON = [
      "kenmerk": "winter-2024", "titel": "Winter 2024", "geopendOp": "2024-01-01T12:00:00+01:00",
      "sluitdatum": "2024-01-31", "selectie": ["programma": "np-2022"],
    ]
    rows.append(("uitvraag", round))
    return rows
  }()

  /// What is asked of a report beside its defaults.
  static let questions: [String: [String]] = [
    "voortgangsbrief": ["?van=2022-09-19&tot=2023-12-12", "?van=2020-01-01&tabel=financiering,afgedaan,openstaand"],
    "signalen": ["?maanden=1&organisatie=szw"],
    "volledigheid": [
      "?organisatie=szw,vws&programma=np-2022", "?veld=verantwoordelijk,fasen,opname,voortgang&heeft=programma",
    ],
    "financieel-overzicht": [
      "?jaar=2021", "?groepeer=sectie&jaar=2021", "?groepeer=organisatie,domein", "?groepeer=grond,programma",
      "?groepeer=jaar,soort&label=gelabeld", "?domein=zorg&organisatie=vws", "?jaar=2031",
      "?jaar=2021,2022&groepeer=jaar,sectie&zonderAfgeleid=true", "?groepeer=grond&exact=true&heeft=maatregel",
    ],
    "vergelijkingen": [
      "?vanProgramma=np-2022&totProgramma=np-2023", "?van=2024-01-01", "?van=2024-01-01&soort=nieuw,verplaatst",
      "?van=2024-01-01&geldigOp=2024-06-01", "?vanProgramma=np-2022&totProgramma=np-2023&geldigOp=2024-06-01",
    ],
    "statistieken": [
      "?groepeer=fase,domein,grond", "?groepeer=grond&exact=true", "?groepeer=grond,soort&metGeneriek=true",
      "?groepeer=verantwoordelijk,uitvoeringsstatus&zonderAfgeleid=true",
      "?groepeer=gereedGeplandJaar,startGeplandJaar",
      "?groepeer=startGeplandJaar&startGeplandVanaf=2022-07-01&startGeplandTotEnMet=2023-03-31",
      "?groepeer=organisatie,opname,programma&fase=herkennen-melden&organisatie=szw,vws",
      "?groepeer=thema,intersectioneel,document", "?collectie=documenten&groepeer=soort,afzender,datumJaar",
      "?collectie=organisaties&groepeer=soort,rol", "?collectie=gronden",
      "?collectie=financieringsregels&groepeer=jaar,organisatie&som=bedrag",
      "?collectie=financieringsregels&groepeer=soort,sectie&som=bedrag&zonderAfgeleid=true",
      "?collectie=financieringsregels&som=bedrag&label=gelabeld", "?collectie=toezeggingen&groepeer=uitvoering,kamer",
    ],
  ]

  /// Every report, each with every question there is for it.
  static var targets: [String] {
    ReportDeclaration.all.flatMap { report -> [String] in
      let parent = report.parent.map { "\($0.collection)/winter-2024/" }
      let path = "/v1/\(parent ?? report.folder.map { "\($0)/" } ?? "")"
      return ([""] + (questions[report.name] ?? [])).map { "\(path)\(report.name)\($0)" }
    }
  }

  @Test(arguments: [false, true])
  func `every figure of every report opens a list with exactly as many items`(inThePast: Bool) throws {
    let api = try TestAPI(rows: Self.programme)
    let szw = try api.token(.editor, "szw")
    var moment: Timestamp?
    if inThePast {
      moment = .now
      // What the past said does not follow what is changed after it.
      Thread.sleep(forTimeInterval: 1.1)
      for kenmerk in try api.kenmerken("/v1/maatregelen?verantwoordelijk=szw&limit=5") {
        let changed = try api.patch(
          "/v1/maatregelen/\(kenmerk)", ["uitvoeringsstatus": "gestopt", "doel": "iets anders"],
          [("If-Match", "\"1\"")],
          token: szw)
        #expect(changed.status == 200, "\(changed.text)")
      }
    }
    for target in Self.targets {
      let dated = moment.map { "\(target)\(target.contains("?") ? "&" : "?")beschikbaarOp=\($0)" } ?? target
      try Self.follow(dated, api, token: szw)
    }
  }

  /// Opens every list that `target` links to, and compares its number of items with the figure.
  static func follow(_ target: String, _ api: TestAPI, token: String?) throws {
    let answer = try api.get(target, token: token)
    #expect(answer.status == 200, "\(target): \(answer.text.prefix(300))")
    var opened: [String: Int] = [:]
    let tables = [answer.json] + (answer.json["tabellen"]?.asObject ?? [:]).map(\.value)
    let rows = tables.flatMap { ($0["rijen"]?.asArray ?? []) + ($0["totalen"]?.asArray ?? []) }
    for row in rows {
      for (name, link) in row["_links"]?.asObject ?? [:] {
        let address = try #require(link["href"]?.asString)
        #expect(address.utf8.count < 1_000, "\(target) \(name)")
        if opened[address] == nil {
          let list = try api.get(Self.short(String(address.dropFirst("https://npdr.example.nl".count))), token: token)
          #expect(list.status == 200, "\(target) \(name): \(address)")
          opened[address] = list.json["aantal"]?.asInt ?? -1
        }
        if let figure = row[name]?.asInt { #expect(opened[address] == figure, "\(target) \(name): \(address)") }
      }
    }
    #expect(!rows.isEmpty, "\(target)")
  }

  @Test func `sums are what adding every line gives, and never mix what is of another nature`() throws {
    let api = try TestAPI(rows: Self.programme)
    let natures = ["soort", "label", "precisie", "bereik", "eenheid", "mutatie"]
    func key(_ row: JSON, _ year: JSON) -> String {
      ([year] + natures.map { row[$0] ?? .null }).map { $0 == "onbekend" ? "-" : $0.isNull ? "-" : $0.text }
        .joined(separator: " ")
    }
    var sums: [String: Amount] = [:]
    var counts: [String: [Int]] = [:]
    let lines = try api.get("/v1/financieringsregels?limit=200").items
    for line in lines {
      let place = key(line, line["jaar"] ?? .null)
      counts[place, default: [0, 0]][0] += 1
      if let amount = line["bedrag"]?.asString.flatMap({ Amount($0) }) {
        sums[place, default: .zero] += amount
      } else {
        counts[place, default: [0, 0]][1] += 1
      }
    }
    // A part and its whole are not added up.
    for part in lines where part["bedrag"]?.asString != nil {
      guard let whole = lines.first(where: { $0["kenmerk"] == part["deelVan"] }), whole["bedrag"]?.asString != nil
      else {
        continue
      }
      let place = key(part, part["jaar"] ?? .null)
      if place == key(whole, whole["jaar"] ?? .null) { sums[place] = nil }
    }
    let report = try api.get("/v1/statistieken?collectie=financieringsregels&groepeer=jaar&som=bedrag").json
    let rows = report["rijen"]?.asArray ?? []
    #expect(rows.count == counts.count && rows.count > 20)
    for row in rows {
      let place = key(row, row["jaar"] ?? .null)
      let figures = [row["aantal"], row["zonderBedrag"]].compactMap { $0?.asInt }
      #expect(figures == counts[place], "\(place)")
      #expect(row["som"]?.asString.flatMap { Amount($0) } == sums[place], "\(place)")
    }
    // The acceptance figure of DESIGN section 7.
    let spent = rows.filter { row in
      row["jaar"] == 2021 && row["soort"] == "uitgegeven" && row["label"] == "gelabeld" && row["precisie"] == "exact"
        && row["bereik"] == "regel"
    }
    #expect(spent.contains { $0["som"] == "853057.39" && $0["aantal"] == 4 }, "\(spent)")
  }

  /// A list in one line: of its items only the number is looked at.
  private static func short(_ target: String) -> String {
    let isList = target.prefix { $0 != "?" }.split(separator: "/").count == 2
    return isList ? target + (target.contains("?") ? "&" : "?") + "limit=1&fields=kenmerk" : target
  }

  @Test(arguments: targets)
  func `a report is what its schema says`(target: String) throws {
    let api = try TestAPI(rows: Self.programme)
    let check = OpenAPISchemaCheck(document: OpenAPITests.document)
    let name = try #require(target.split(separator: "?")[0].split(separator: "/").last.map(String.init))
    let report = try #require(ReportDeclaration.all.first { $0.name == name })
    let schema = try #require(check.resolve("#/components/schemas/\(ReportSchemas.name(report))"))
    #expect(check.faults(in: try api.get(target).json, against: schema) == [])
  }
}
