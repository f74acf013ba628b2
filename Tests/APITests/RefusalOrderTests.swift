import Bytes
import Register
import Testing

@testable import API

/// DESIGN section 4: 404/405 path, 401/403 role, 406, 415, 413, 400, 404 item, 403 row, 428/412, 409.
struct RefusalOrderTests {
  /// One request that is wrong in two ways; `first` is what it must be told.
  struct Pair: Sendable, CustomTestStringConvertible {
    let first: Int
    let second: Int
    let method: String
    let target: String
    var fields: [(String, String)] = []
    var body: String?
    var who = Who.nobody

    enum Who: Sendable { case nobody, stranger, reader, editor, otherEditor, administrator }

    var testDescription: String { "\(first) before \(second): \(method) \(target)" }
  }

  static let json = [("Content-Type", "application/json")]
  static let patch = [("Content-Type", "application/merge-patch+json")]
  static let big = String(repeating: "x", count: 5_000)
  static let measure = "/v1/maatregelen/m-registratie"

  static let pairs: [Pair] = [
    Pair(first: 404, second: 401, method: "GET", target: "/v1/onbekend", who: .stranger),
    Pair(first: 404, second: 401, method: "GET", target: "/v1/maatregelen/", who: .stranger),
    Pair(first: 405, second: 401, method: "PUT", target: "/v1/maatregelen", who: .stranger),
    Pair(first: 405, second: 403, method: "DELETE", target: "/v1/openapi.json", who: .reader),
    Pair(first: 405, second: 401, method: "PATCH", target: "/v1/voortgangsmeldingen/v-1"),
    Pair(
      first: 401, second: 406, method: "GET", target: "/v1/maatregelen", fields: [("Accept", "image/png")],
      who: .stranger),
    Pair(first: 401, second: 400, method: "GET", target: "/v1/maatregelen?gornd=x", who: .stranger),
    Pair(first: 401, second: 404, method: "GET", target: "/v1/maatregelen/geen", who: .stranger),
    Pair(first: 401, second: 415, method: "POST", target: "/v1/maatregelen", body: "x"),
    Pair(first: 401, second: 413, method: "POST", target: "/v1/maatregelen", fields: json, body: big),
    Pair(
      first: 403, second: 406, method: "POST", target: "/v1/maatregelen", fields: json + [("Accept", "text/csv")],
      body: "{}", who: .reader),
    Pair(first: 403, second: 415, method: "POST", target: "/v1/gronden", body: "{}", who: .editor),
    Pair(first: 403, second: 413, method: "POST", target: "/v1/gronden", fields: json, body: big, who: .editor),
    Pair(first: 403, second: 400, method: "POST", target: "/v1/gronden", fields: json, body: "{", who: .editor),
    Pair(first: 403, second: 404, method: "PATCH", target: "/v1/gronden/geen", fields: patch, body: "{}", who: .editor),
    Pair(
      first: 406, second: 415, method: "POST", target: "/v1/maatregelen", fields: [("Accept", "image/png")], body: "x",
      who: .editor),
    Pair(
      first: 406, second: 413, method: "POST", target: "/v1/maatregelen", fields: json + [("Accept", "image/png")],
      body: big, who: .editor),
    Pair(first: 406, second: 400, method: "GET", target: "/v1/maatregelen?gornd=x", fields: [("Accept", "image/png")]),
    Pair(first: 406, second: 404, method: "GET", target: "/v1/maatregelen/geen", fields: [("Accept", "text/csv")]),
    Pair(
      first: 415, second: 413, method: "POST", target: "/v1/maatregelen", fields: [("Content-Type", "text/plain")],
      body: big, who: .editor),
    Pair(
      first: 415, second: 400, method: "POST", target: "/v1/maatregelen", fields: [("Content-Type", "text/plain")],
      body: "{", who: .editor),
    Pair(
      first: 415, second: 404, method: "PATCH", target: "/v1/maatregelen/geen", fields: json, body: "{}", who: .editor),
    Pair(first: 413, second: 400, method: "POST", target: "/v1/maatregelen?x=1", fields: json, body: big, who: .editor),
    Pair(
      first: 413, second: 404, method: "PATCH", target: "/v1/maatregelen/geen", fields: patch, body: big, who: .editor),
    Pair(first: 400, second: 404, method: "GET", target: "/v1/maatregelen/geen?gornd=x"),
    Pair(
      first: 400, second: 404, method: "PATCH", target: "/v1/maatregelen/geen", fields: patch, body: "{\"gornd\":1}",
      who: .editor),
    Pair(first: 400, second: 404, method: "GET", target: "/v1/maatregelen/geen/acties?limit=0"),
    Pair(
      first: 400, second: 404, method: "POST", target: "/v1/maatregelen/geen/acties", fields: json, body: "{\"x\":1}",
      who: .editor),
    Pair(
      first: 400, second: 403, method: "PATCH", target: measure, fields: patch, body: "{\"gornd\":1}", who: .otherEditor
    ),
    Pair(first: 400, second: 428, method: "PUT", target: measure, fields: json, body: "{\"titel\":\"\"}", who: .editor),
    Pair(
      first: 404, second: 428, method: "PATCH", target: "/v1/maatregelen/geen", fields: patch, body: "{}", who: .editor),
    Pair(
      first: 404, second: 412, method: "DELETE", target: "/v1/maatregelen/geen", fields: [("If-Match", "\"1\"")],
      who: .editor),
    Pair(
      first: 403, second: 428, method: "PATCH", target: measure, fields: patch, body: "{\"doel\":\"x\"}",
      who: .otherEditor),
    Pair(
      first: 403, second: 412, method: "PATCH", target: measure, fields: patch + [("If-Match", "\"9\"")],
      body: "{\"doel\":\"x\"}", who: .otherEditor),
    Pair(first: 428, second: 409, method: "DELETE", target: measure, who: .editor),
    Pair(first: 412, second: 409, method: "DELETE", target: measure, fields: [("If-Match", "\"9\"")], who: .editor),
    Pair(first: 409, second: 0, method: "DELETE", target: measure, fields: [("If-Match", "\"1\"")], who: .editor),
  ]

  @Test(arguments: pairs)
  func `what is wrong in two ways is told the first of them`(pair: Pair) throws {
    let api = try TestAPI { $0.bodyLimit = 4_096 }
    let token: String? =
      switch pair.who {
      case .nobody: nil
      case .stranger: "npdr_onbekend"
      case .reader: try api.token(.reader, "szw")
      case .editor: try api.token(.editor, "szw")
      case .otherEditor: try api.token(.editor, "vws")
      case .administrator: try api.token(.administrator, "ncdr")
      }
    let response = try api.send(pair.method, pair.target, pair.fields, body: pair.body, token: token)
    #expect(response.status == pair.first, "\(response.text)")
    #expect(response["Content-Type"] == "application/problem+json")
    #expect(response.json["status"]?.asInt == pair.first)
  }

  @Test func `an unknown method is refused only where there is something`() throws {
    let api = try TestAPI()
    #expect(try api.send("BREW", "/v1/maatregelen").status == 405)
    #expect(try api.send("BREW", "/v1/koffie").status == 404)
  }

  @Test(arguments: [
    "/v1", "/v1/", "/v1/Maatregelen", "/v1/maatregelen/", "/v1/maatregelen/m-registratie/",
    "/v1//maatregelen", "/v2/maatregelen", "/v1/maatregelen/m-registratie/x", "/v1/maatregelen/%ff/",
    "/v1/openapi.json/",
    "/v1/gronden/antisemitisme/acties", "/v1/maatregelen.json", "/v1/gezondheid",
  ])
  func `there is nothing at this path`(path: String) throws {
    let response = try TestAPI().get(path)
    #expect(response.status == 404)
    #expect(response.kind == "onbekend-pad")
  }
}
