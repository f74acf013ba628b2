import Bytes
import Register
import Testing

@testable import API

/// From a measure or a document to what names it, and back (DESIGN section 4).
struct BothDirectionsTests {
  private static let rows: [(String, JSON)] = [
    (
      "motie",
      [
        "kenmerk": "mo-een", "vraag": "Een plan", "maatregelen": ["m-training"], "uitvoering": "afgedaan",
        "afgedaanMet": [["document": "brief"]],
      ]
    ),
    ("toezegging", ["kenmerk": "t-een", "vraag": "Een brief", "maatregelen": ["m-training"]]),
    (
      "financieringsregel",
      [
        "kenmerk": "fin-een", "soort": "begroot", "bedrag": "1.00", "jaar": 2024, "maatregelen": ["m-training"],
        "document": "brief",
      ]
    ),
  ]

  @Test(arguments: [
    ("/v1/maatregelen/m-training", "moties", ["mo-een"]), ("/v1/maatregelen/m-training", "toezeggingen", ["t-een"]),
    ("/v1/maatregelen/m-training", "financieringsregels", ["fin-een"]),
    ("/v1/maatregelen/m-registratie", "moties", []), ("/v1/documenten/brief", "moties", ["mo-een"]),
    ("/v1/documenten/brief", "financieringsregels", ["fin-een"]),
  ])
  func `a row has the addresses of the lists that name it, as they are and as they were`(
    target: String, name: String, expected: [String]
  ) throws {
    let api = try TestAPI(rows: TestAPI.programme + Self.rows)
    for query in ["", "?beschikbaarOp=\(Timestamp.now)"] {
      let item = try api.get(target + query).json
      let address = try #require(item["_links"]?[name]?["href"]?.asString)
      let path = String(address.dropFirst("https://npdr.example.nl".count))
      let list = try api.get(path)
      #expect(list.items.compactMap { $0["kenmerk"]?.asString } == expected, "\(address)")
      #expect(path.contains("beschikbaarOp=") == !query.isEmpty)
    }
  }
}
