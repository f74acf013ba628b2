import Bytes
import Glibc
import Register
import SQL
import SQLiteStore
import Testing

@testable import API

/// What is said of a past moment stays as it was said, its tag too.
struct PastTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  private static let questions = [
    "/v1/maatregelen?limit=2", "/v1/maatregelen?facetten=grond&fase=herkennen-melden", "/v1/maatregelen?search=m*",
    "/v1/gronden", "/v1/dekking?assen=fase,grond", "/v1/volledigheid", measure, measure + "?expand=gronden",
    measure + "/voortgangsmeldingen",
  ]

  private func ask(_ api: TestAPI, _ target: String, at moment: Timestamp, token: String? = nil) throws -> Response {
    try api.get("\(target)\(target.contains("?") ? "&" : "?")beschikbaarOp=\(moment)", token: token)
  }

  /// A moment that is over: what is written from now on is later.
  private func moment() -> Timestamp {
    let now = Timestamp.now
    while Timestamp.now <= now { usleep(5_000) }
    return now
  }

  @Test(arguments: questions, [0, 1 << 20])
  func `later writes change neither what was said nor its tag, kept or made anew`(target: String, kept: Int) throws {
    let api = try TestAPI(configure: { $0.cacheCapacity = kept })
    let szw = try api.token(.administrator, "szw")
    let then = moment()
    let first = try ask(api, target, at: then)
    #expect(first.status == 200, "\(first.text)")
    for step in 1...3 {
      let etag = try #require(try api.get(Self.measure).etag)
      let written = try api.patch(
        Self.measure, ["doel": .string("Doel \(step)"), "fasen": [], "planwijziging": ["reden": "Anders"]],
        [("If-Match", etag)], token: szw)
      #expect(written.status == 200, "\(written.text)")
    }
    let again = try ask(api, target, at: then)
    #expect(again.text == first.text)
    #expect(again.etag == first.etag)
    let known = target + (target.contains("?") ? "&" : "?") + "beschikbaarOp=\(then)"
    #expect(try api.get(known, [("If-None-Match", first.etag ?? "")]).status == 304)
  }

  private func redact(_ api: TestAPI, _ kenmerk: String, _ field: String) throws {
    let connection = try SQLiteConnection.open(api.path, mode: .writer)
    defer { connection.close() }
    let redaction = try Redaction(.maatregel, kenmerk: kenmerk, field: field, text: nil, reason: "Naam van een melder")
    #expect(try redaction.apply(to: connection).versions > 0)
  }

  @Test(arguments: ["/v1/maatregelen", measure, measure + "?fields=titel"])
  func `what is struck out is gone from every moment, under another tag`(target: String) throws {
    let api = try TestAPI()
    let szw = try api.token(.administrator, "szw")
    let then = moment()
    let first = try ask(api, target, at: then)
    #expect(first.text.contains("Registratie van moslimdiscriminatie"))
    try redact(api, "m-registratie", "titel")
    // The server hears of it with the next write, or within the second.
    #expect(try api.post("/v1/maatregelen", ["titel": "Concept"], token: szw).status == 201)
    let second = try ask(api, target, at: then)
    #expect(!second.text.contains("Registratie van moslimdiscriminatie"))
    #expect(second.etag != first.etag)
  }

  @Test func `that a draft is struck out does not show in any tag of the public`() throws {
    let api = try TestAPI()
    let szw = try api.token(.editor, "szw")
    let made = try api.post("/v1/maatregelen", ["titel": "Concept", "doel": "van Wilhelmina"], token: szw)
    #expect(made.status == 201)
    let then = moment()
    let mine = try ask(api, "/v1/maatregelen", at: then, token: szw)
    let theirs = try ask(api, "/v1/maatregelen", at: then)
    #expect(mine.text.contains("Wilhelmina"))
    try redact(api, "concept", "doel")
    #expect(try api.post("/v1/maatregelen", ["titel": "Nog een"], token: szw).status == 201)
    let after = try ask(api, "/v1/maatregelen", at: then, token: szw)
    #expect(!after.text.contains("Wilhelmina"))
    #expect(after.etag != mine.etag)
    #expect(try ask(api, "/v1/maatregelen", at: then).etag == theirs.etag)
  }

  @Test func `a code is found by the names it had at the moment`() throws {
    let api = try TestAPI()
    let administrator = try api.token(.administrator, "ncdr")
    let then = moment()
    let named = "/v1/maatregelen?grond=moslimhaat"
    let first = try ask(api, named, at: then)
    #expect(first.json["aantal"] == 1)
    for (code, names) in [("moslimdiscriminatie", []), ("antisemitisme", ["moslimhaat"])] as [(String, JSON)] {
      let etag = try #require(try api.get("/v1/gronden/\(code)").etag)
      let written = try api.patch(
        "/v1/gronden/\(code)", ["aliassen": names], [("If-Match", etag)], token: administrator)
      #expect(written.status == 200, "\(written.text)")
    }
    #expect(try api.kenmerken(named) != api.kenmerken(named + "&beschikbaarOp=\(then)"))
    #expect(try ask(api, named, at: then).text == first.text)
  }
}
