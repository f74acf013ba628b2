import Bytes
import Register
import Testing

@testable import API

/// Every figure of the financial overview has a list with exactly that many lines, whatever the lines say and however
/// many there are (DESIGN section 7).
struct MoneyFigureTests {
  private static func line(_ kenmerk: String, _ more: [(String, JSON)] = []) -> (String, JSON) {
    var line: JSONObject = [
      "kenmerk": .string(kenmerk), "soort": "uitgegeven", "label": "gelabeld", "precisie": "exact", "jaar": 2021,
      "eenheid": "totaal", "bedrag": "1.00", "document": "brief", "bronnen": [["document": "brief"]],
    ]
    for (name, value) in more { line[name] = value.isNull ? nil : value }
    return ("financieringsregel", .object(line))
  }

  @Test func `a figure of a thousand lines has an address as short as that of one`() throws {
    let api = try TestAPI(rows: TestAPI.programme + (0..<1_000).map { Self.line("duizend-\($0)") })
    let report = try api.get("/v1/financieel-overzicht?jaar=2021").json
    let total = try #require(report["totalen"]?.asArray?.first)
    #expect(total["exact"] == "1000.00" && total["aantal"] == 1_000)
    try FigureTests.follow("/v1/financieel-overzicht?jaar=2021", api, token: nil)
  }

  private static func random() -> [(String, JSON)] {
    var random = SystemRandomNumberGenerator()
    func some(_ all: [String]) -> JSON {
      .array(all.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map(JSON.string))
    }
    func one(_ all: [String]) -> JSON { .string(all.randomElement(using: &random)!) }
    return (0..<60).map { index in
      var more: [(String, JSON)] = [
        ("soort", one(["uitgegeven", "begroot"])), ("label", one(["gelabeld", "verweven"])),
        ("precisie", one(["exact", "exact", "afgerond", "circa", "onbekend"])),
        ("bereik", one(["regel", "regel", "regel", "departement", "rijk"])),
        ("eenheid", one(["totaal", "totaal", "totaal", "per-jaar", "per-inwoner"])),
        ("mutatie", .bool(Int.random(in: 0..<6, using: &random) == 0)),
        ("maatregelen", some(["m-registratie", "m-training", "m-vierogen"])),
        ("organisaties", some(["szw", "vws", "jenv"])), ("betalers", some(["szw", "vws"])),
        ("bedrag", .string("\(Int.random(in: 0...9_999, using: &random)).\(Int.random(in: 10...99))")),
        ("afgeleid", some(["soort", "label", "jaar", "eenheid"])),
      ]
      if Int.random(in: 0..<4, using: &random) == 0 { more.append(("via", "jenv")) }
      if Int.random(in: 0..<6, using: &random) == 0 {
        more += [("bedrag", .null), ("redenGeenBedrag", ["code": "niet-genoemd"])]
      }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: more += [("jaar", .null), ("jaarVan", 2020)]
      case 1: more += [("jaar", .null), ("jaarVan", 2021), ("jaarTot", 2021)]
      case 2: more.append(("jaar", .null))
      default: more.append(("jaar", .integer(Int.random(in: 2020...2021, using: &random))))
      }
      if index > 0 {
        if Bool.random(using: &random) {
          more.append(("deelVan", .string("lijn-\(Int.random(in: 0..<index, using: &random))")))
        }
        more.append(("mogelijkeOverlap", [.string("lijn-\(Int.random(in: 0..<index, using: &random))")]))
      }
      return Self.line("lijn-\(index)", more)
    }
  }

  @Test func `each figure of random lines is the list it links to, in every grouping`() throws {
    let api = try TestAPI(rows: TestAPI.programme + Self.random())
    for query in [
      "", "?jaar=2021", "?jaar=2020,2021", "?jaar=2021&groepeer=jaar,soort", "?jaar=2021&groepeer=grond",
      "?groepeer=organisatie,domein", "?groepeer=jaar,programma", "?zonderAfgeleid=true&groepeer=jaar",
      "?zonderAfgeleid=true&groepeer=organisatie&jaar=2020,2021",
      "?soort=uitgegeven&label=gelabeld&groepeer=sectie", "?heeft=deelVan&groepeer=grond&exact=true",
    ] {
      try FigureTests.follow("/v1/financieel-overzicht\(query)", api, token: nil)
    }
    try FigureTests.follow(
      "/v1/statistieken?collectie=financieringsregels&groepeer=jaar,organisatie&som=bedrag", api, token: nil)
  }

  @Test func `a part and its whole are not added up by statistics either`() throws {
    let lines = [
      Self.line("geheel", [("bedrag", "100.00")]), Self.line("deel", [("bedrag", "40.00"), ("deelVan", "geheel")]),
      Self.line("ander", [("bedrag", "0.377"), ("jaar", 2022)]), Self.line("nog-een", [("jaar", 2022)]),
    ]
    let api = try TestAPI(rows: TestAPI.programme + lines)
    let report = try api.get("/v1/statistieken?collectie=financieringsregels&groepeer=jaar&som=bedrag").json
    let sums = (report["rijen"]?.asArray ?? []).map { "\($0["jaar"]?.asInt ?? 0) \($0["som"]?.asString ?? "null")" }
    // Euros have two decimals: 1.377 is shown as 1.38.
    #expect(sums == ["2021 null", "2022 1.38"])
  }
}
