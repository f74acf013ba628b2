import Bytes
import Register
import Testing

@testable import API

/// A strong tag is of the bytes (RFC 9110 section 8.8.3), also where only a link came or went.
struct LinkTagTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  /// What was answered under each tag.
  private struct Answers {
    var told: [String: String] = [:]

    mutating func add(_ response: Response) throws -> String {
      let etag = try #require(response.etag)
      if let before = told[etag] { #expect(before == response.text, "\(etag)") }
      told[etag] = response.text
      return etag
    }
  }

  @Test func `no tag stands for two bodies, whoever reads and whatever link comes or goes`() throws {
    let api = try TestAPI()
    let (szw, vws) = (try api.token(.editor, "szw"), try api.token(.reader, "vws"))
    let administrator = try api.token(.administrator, "ncdr")
    var answers = Answers()
    func ask() throws -> [String] {
      try [nil, szw, vws, administrator].map { try answers.add(api.get(Self.measure, token: $0)) }
    }
    func move(_ target: String, _ status: String, token: String) throws {
      let moved = try api.post(
        target + "/statusovergangen",
        ["naar": .string(status), "reden": "verder", "zichtbaarheid": "interdepartementaal"], [("If-Match", "*")],
        token: token)
      #expect(moved.status == 200, "\(moved.text)")
    }

    let first = try ask()
    #expect(first == ["\"1\"", "\"1\"", "\"1\"", "\"1\""])
    #expect(try api.post("/v1/maatregelen", ["titel": "Vervolg"], token: szw).status == 201)
    let linked = try api.patch(
      Self.measure, ["relaties": [["soort": "hangt-samen-met", "maatregel": "vervolg"]]], [("If-Match", first[0])],
      token: szw)
    #expect(linked.status == 200, "\(linked.text)")
    _ = try answers.add(linked)
    let drafted = try ask()
    // Who cannot see the draft reads what he read.
    #expect(drafted[0] == "\"1\"" && drafted[2] == "\"1\"")
    #expect(drafted[1] != drafted[0] && drafted[1] == drafted[3])

    try move("/v1/maatregelen/vervolg", "vrijgegeven", token: szw)
    let released = try ask()
    // Nothing the public can measure.
    #expect(released[0] == "\"1\"")
    #expect(released[2] == released[1] && released[2] != drafted[2])

    try move("/v1/maatregelen/vervolg", "gepubliceerd", token: szw)
    let published = try ask()
    #expect(published == [String](repeating: "\"1.1\"", count: 4))
    #expect(try api.get(Self.measure, [("If-None-Match", "\"1\"")]).status == 200)
    #expect(try api.get(Self.measure, [("If-None-Match", "\"1.1\"")]).status == 304)

    try move("/v1/maatregelen/vervolg", "ingetrokken", token: szw)
    #expect(try ask()[0] == "\"1.2\"")
  }

  @Test(arguments: ["\"1\"", "\"1.1\"", "\"1.18446744073709551615\""])
  func `a writer names the version, whichever links were in it`(given: String) throws {
    let api = try TestAPI()
    let administrator = try api.token(.administrator, "ncdr")
    let target = "/v1/maatregelen/met-nota"
    let made = try api.post(
      "/v1/maatregelen",
      [
        "kenmerk": "met-nota", "titel": "Met nota", "bronnen": [["document": "intern"]],
        "publicatie": ["status": "gepubliceerd"],
      ], token: administrator)
    #expect(made.status == 201, "\(made.text)")
    #expect(try api.get(target).etag == "\"1\"")
    let shown = try api.patch("/v1/documenten/intern", ["openbaar": true], [("If-Match", "*")], token: administrator)
    #expect(shown.status == 200, "\(shown.text)")
    #expect(try api.get(target).etag == "\"1.1\"")
    let written = try api.patch(target, ["doel": "Anders"], [("If-Match", given)], token: administrator)
    #expect(written.status == 200, "\(written.text)")
    #expect(written.etag == "\"2\"")
    #expect(try api.get(target).etag == "\"2\"")
  }

  @Test(arguments: ["\"2\"", "\"1.\"", "\"1.x\"", "\"1-c1\"", "\"1.1.1\"", "\"11\"", "\"\"", "\"0-c1\""])
  func `what is no tag of the version is stale`(given: String) throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    #expect(try api.patch(Self.measure, ["doel": "Anders"], [("If-Match", given)], token: szw).status == 412)
  }
}
