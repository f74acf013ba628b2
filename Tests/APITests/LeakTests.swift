import Bytes
import Register
import Testing

@testable import API

/// Every GET of the description, asked by everyone: what is not for their eyes reaches nobody and moves nothing.
struct LeakTests {
  /// Every path that can be read, filled in with every row the administrator sees.
  static func targets(_ api: TestAPI, _ administrator: String) throws -> [String] {
    let description = try api.get("/v1/openapi.json").json
    var all: [String] = []
    for (path, item) in description["paths"]?.asObject ?? [:] where item["get"] != nil {
      if path.hasPrefix("/gezondheid") { continue }
      let full = "/v1\(path)".split(separator: "{n}", omittingEmptySubsequences: false).joined(separator: "1")
      let query = path.hasSuffix("/verschillen") ? "?vanVersie=1&totVersie=2" : ""
      let pieces = full.split(separator: "{kenmerk}", maxSplits: 1, omittingEmptySubsequences: false)
      guard pieces.count == 2 else {
        all.append(full + query)
        continue
      }
      let list = try api.kenmerken("\(pieces[0].dropLast())?limit=200", token: administrator)
      all += list.map { "\(pieces[0])\($0)\(pieces[1])\(query)" }
    }
    return all
  }

  static func seen(_ response: Response) -> String {
    let fields = response.fields.filter { $0.name != "Date" && $0.name != "X-Request-Id" }
    let own = response.text.split(separator: response["X-Request-Id"] ?? "-").joined()
    return "\(response.status) \(fields) \(own)"
  }

  @Test func `a secret reaches only those it is for, whatever they ask`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let admin = try api.token(.administrator, "ncdr")
    let readers: [(name: String, token: String?)] = [
      ("public", nil), ("vws", try api.token(.reader, "vws")), ("jenv", try api.token(.approver, "jenv")),
      ("bureau", try api.token(.bureau, "ncdr")),
    ]
    func answers(_ targets: [String]) throws -> [String: String] {
      var all: [String: String] = [:]
      for reader in readers {
        for target in targets {
          for type in ["application/json", "text/csv"] {
            let response = try api.get(target, [("Accept", type)], token: reader.token)
            #expect(response.status < 500, "\(target)")
            all["\(reader.name) \(type) \(target)"] = Self.seen(response)
          }
        }
      }
      return all
    }
    let before = try answers(try Self.targets(api, admin))
    // Of its own organisation only; for every department; under embargo; a draft beside what is published.
    for (title, publication) in [
      ("Zwartgeheim concept", ["status": "concept"]),
      ("Zwartgeheim intern", ["status": "vrijgegeven", "zichtbaarheid": "interdepartementaal"]),
      ("Zwartgeheim later", ["status": "gepubliceerd", "embargoTot": "2099-01-01T00:00:00Z"]),
    ] as [(String, JSON)] {
      let made = try api.post(
        "/v1/maatregelen", ["titel": .string(title), "doel": "zwartgeheim", "publicatie": publication], token: szw)
      #expect(made.status == 201, "\(made.text)")
    }
    let measure = "/v1/maatregelen/m-registratie"
    #expect(
      try api.patch(measure + "?weergave=concept", ["doel": "zwartgeheim"], [("If-Match", "\"1\"")], token: szw).status
        == 200)
    let after = try answers(try Self.targets(api, admin))
    #expect(after.count > 500)
    let visible = [
      "public": [], "vws": ["zwartgeheim-intern"], "jenv": ["zwartgeheim-intern"],
      "bureau": ["zwartgeheim-intern", "zwartgeheim-later"],
    ]
    for (question, answer) in after {
      let reader = String(question.prefix { $0 != " " })
      let allowed = visible[reader] ?? []
      for secret in ["zwartgeheim-concept", "zwartgeheim-intern", "zwartgeheim-later"] where !allowed.contains(secret) {
        if question.hasSuffix(secret) || question.contains(secret + "/") {
          // 406 is of the path, whichever row it names.
          #expect(answer.hasPrefix("404") || answer.hasPrefix("406"), "\(question): \(answer.prefix(200))")
        } else {
          #expect(!answer.contains(secret), "\(question)")
        }
      }
      // To the public nothing has happened at all.
      if reader == "public", let old = before[question] { #expect(old == answer, "\(question)") }
      if allowed.isEmpty, !question.contains("zwartgeheim") { #expect(!answer.lowercased().contains("zwartgeheim")) }
    }
  }
}
