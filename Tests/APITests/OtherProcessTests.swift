import Bytes
import Foundation
import Register
import SQLiteStore
import Testing

@testable import API

/// Another process writes beside the server (`npdr redact`): no loop gives two bodies one tag, and all follow.
struct OtherProcessTests {
  private static let measure = "/v1/maatregelen/m-registratie"

  private func get(_ api: TestAPI, _ target: String, _ loop: Responder) throws -> Response {
    try api.send(raw: "GET \(target) HTTP/1.1\r\nHost: npdr.example.nl\r\n\r\n", through: loop)
  }

  /// Strikes the title out, as another process does: the server is told nothing.
  private func redact(_ api: TestAPI) throws {
    let connection = try SQLiteConnection.open(api.path, mode: .writer)
    defer { connection.close() }
    let redaction = try Redaction(
      .maatregel, kenmerk: "m-registratie", field: "titel", text: nil, reason: "Naam van een melder")
    #expect(try redaction.apply(to: connection).versions > 0)
  }

  @Test(arguments: [
    "/v1/maatregelen", measure, measure + "?fields=titel", measure + "?expand=organisaties", measure + "/versies/1",
    measure + "/versies", "/v1/statistieken?groepeer=grond", "/v1/wijzigingen", "/v1/maatregelen?geldigOp=2026-01-01",
    "/v1/maatregelen?beschikbaarOp=", measure + "?beschikbaarOp=", "/v1/signalen?beschikbaarOp=",
  ])
  func `no two loops give two bodies one tag, and those that were behind follow`(asked: String) throws {
    let api = try TestAPI()
    let target = asked.hasSuffix("=") ? asked + Timestamp.now.description : asked
    let loops = [try api.loop(), try api.loop()]
    var told: [String: String] = [:]
    func ask(_ loop: Responder) throws -> Response {
      let answer = try get(api, target, loop)
      #expect(answer.status == 200, "\(answer.text)")
      let etag = try #require(answer.etag)
      if let before = told[etag] { #expect(before == answer.text, "\(etag)") }
      told[etag] = answer.text
      return answer
    }
    let first = try ask(loops[0])
    try redact(api)
    // The other loop has nothing in its cache, and reads what is there.
    let second = try ask(loops[1])
    let end = Date.now + 10
    while try ask(loops[0]).text != second.text, Date.now < end { usleep(1_000) }
    #expect(try ask(loops[0]).text == second.text)
    #expect(try ask(loops[1]).text == second.text)
    if first.text != second.text { #expect(told.count == 2) }
  }
}
