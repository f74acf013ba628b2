import Bytes
import Register
import Testing

@testable import API

/// Requests put together at random from parts that mean something: whatever they ask, the answer is one the
/// description knows, whole, and never a failure of ours.
struct RandomRequestTests {
  /// The same numbers every run; the seed is in the name of the case.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let methods = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

  static let values = [
    "", "1", "50", "0", "-1", "true", "concept", "titel", "-titel,kenmerk", "gronden", "gronden,organisaties", "grond",
    "antisemitisme", "m-training", "szw", "2024-06-30", "2024-02-30", "2024-06-30T12:00:00Z", "handreiking*", "*", "\"",
    "%22OR%20*", "a%20NEAR%20b", "%F0%9F%92%A9", "WyIiLCJtLXRyYWluaW5nIl0", "W10", "kenmerk,titel,plan", "NULL", "'--",
    "AND", "x%3A*", "(", "%5E", "plan", "fasen/herkennen-melden", "gepubliceerd",
  ]

  static let bodies = [
    "", "{}", "[]", "null", "{\"titel\":\"Nieuw\"}", "{\"titel\":null}", "{\"titel\":{}}", "{\"gronden\":[\"x\"]}",
    "{\"plan\":{\"startGepland\":\"2024\"}}", "{\"plan\":[]}", "{\"naar\":\"vrijgegeven\"}", "{\"betrokkenen\":[{}]}",
    "{\"relaties\":[{\"soort\":\"deel-van\",\"maatregel\":\"m-training\"}]}", "{\"publicatie\":{\"status\":1}}",
    "{\"planwijziging\":{\"reden\":\"x\"},\"doel\":\"y\"}", "{\"kenmerk\":\"m-training\",\"titel\":\"x\"}", "{\"\":1}",
    "{\"titel\":\"Nieuw\",\"publicatie\":{\"status\":\"gepubliceerd\"}}", "{\"_links\":1,\"versie\":\"x\"}",
    "{\"a/b~\":1}",
    "{\"peildatum\":\"2024-01-01\",\"uitvoeringsstatus\":\"afgerond\",\"toelichting\":\"x\",\"maatregel\":\"m-training\"}",
  ]

  static func target(_ numbers: inout Numbers) -> String {
    let route = Routes.all.randomElement(using: &numbers)!
    let kenmerken = [
      "m-training", "m-registratie", "antisemitisme", "szw", "nieuw-\(UInt8.random(in: 0...9, using: &numbers))", "x",
      "%C3%A9",
    ]
    var path = ""
    for segment in route.pattern {
      path += "/" + (segment == Routes.kenmerk ? kenmerken.randomElement(using: &numbers)! : segment)
    }
    let resource =
      Resource.collected(as: route.pattern.count == 4 ? route.pattern[3] : route.pattern[1]) ?? Resource.all[0]
    let keys = ListParameters.own + resource.filterNames + ["weergave", "beschikbaarOp", "onzin"]
    var query: [String] = []
    while Bool.random(using: &numbers), query.count < 4 {
      query.append("\(keys.randomElement(using: &numbers)!)=\(values.randomElement(using: &numbers)!)")
    }
    return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  @Test(arguments: 1...6)
  func `no request breaks the register`(seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed))
    let api = try TestAPI(stepBudget: seed.isMultiple(of: 2) ? 2_000 : nil)
    let tokens: [String?] = [
      nil, "fout", try api.token(.reader, "szw"), try api.token(.editor, "szw"), try api.token(.approver, "jenv"),
      try api.token(.bureau, "ncdr"), try api.token(.administrator, "ncdr"),
    ]
    let types = ["application/json", "application/json", "application/merge-patch+json", "text/plain"]
    let choices: [(String, [String])] = [
      ("Accept", ["text/csv", "*/*", "application/json;q=0", "x"]), ("Accept-Language", ["en", "nl", ","]),
      ("If-Match", ["*", "\"1\"", "\"0-c1\"", "x"]), ("If-None-Match", ["*", "\"1\"", "x"]),
      ("Idempotency-Key", ["a", "\"b\"", "\u{7F}"]), ("Content-Encoding", ["gzip", "identity"]),
      ("Origin", ["https://example.nl"]), ("Connection", ["close"]),
    ]
    for _ in 1...400 {
      let method = Self.methods.randomElement(using: &numbers)!
      let target = Self.target(&numbers)
      var fields: [(String, String)] = []
      for (name, values) in choices where Int.random(in: 0..<5, using: &numbers) == 0 {
        fields.append((name, values.randomElement(using: &numbers)!))
      }
      var body: String?
      if ["POST", "PUT", "PATCH"].contains(method) {
        body = Self.bodies.randomElement(using: &numbers)!
        fields.append(("Content-Type", types.randomElement(using: &numbers)!))
        if Bool.random(using: &numbers) { fields.append(("If-Match", "*")) }
      }
      let token = tokens.randomElement(using: &numbers)!
      let response = try api.send(method, target, fields, body: body, token: token)
      let what = "\(method) \(target) \(fields) \(body ?? "")"
      #expect(response.status < 500, "\(what): \(response.text)")
      #expect(response["API-Version"] == "1.0.0", "\(what)")
      if method != "HEAD", let length = response["Content-Length"] {
        #expect(length == String(response.bytes.count), "\(what)")
      }
      if response.status >= 400, method != "HEAD" {
        #expect(response["Content-Type"] == "application/problem+json", "\(what)")
        #expect(response.json["status"]?.asInt == response.status, "\(what)")
        if response.status == 400, response.kind == "ongeldige-invoer" { #expect(!response.errors.isEmpty, "\(what)") }
      }
      if response["Content-Type"] == "application/json", method != "HEAD" { #expect(!response.json.isNull, "\(what)") }
      if response["Content-Type"]?.hasPrefix("text/csv") == true, method != "HEAD" {
        #expect(CSVTests.parse(response.text) != nil, "\(what)")
      }
    }
  }
}
