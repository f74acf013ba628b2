import Bytes
import HTTP
import Register
import Testing

@testable import API

struct AccessLogTests {
  /// Keeps what it is told.
  final class Kept: AccessLog {
    struct Line: Sendable, Equatable {
      var request: String
      var method: HTTP.Method
      var path: String
      var status: Int
      var bytes: Int
      var client: String
      var organisation: String?
      var token: String?
    }

    let lines = Locked<[Line]>([])
    let failures = Locked<[String]>([])

    func record(_ entry: AccessEntry) {
      let line = Line(
        request: entry.request.description, method: entry.method,
        path: String(decoding: entry.path, as: UTF8.self), status: entry.status, bytes: entry.bytes,
        client: entry.client.description, organisation: entry.organisation, token: entry.token)
      lines.withLock { $0.append(line) }
    }

    func report(_ failure: String, request: RequestID) { failures.withLock { $0.append(failure) } }
  }

  @Test func `every answer is told once, with who asked and never with a token or a query`() throws {
    let log = Kept()
    let api = try TestAPI(log: log, stepBudget: 20_000)
    let token = try api.token(.editor, "szw")
    let responses = [
      try api.get("/v1/maatregelen?search=moslim*"), try api.get("/v1/maatregelen?search=moslim*"),
      try api.get("/v1/maatregelen/geen"), try api.post("/v1/maatregelen", ["titel": "x1"], token: token),
      try api.get("/v1/maatregelen", token: token), try api.get("/v1/gronden", token: "fout-token"),
      try api.send("OPTIONS", "/v1/gronden"), try api.send(raw: "x"), try api.send("HEAD", "/v1/gronden"),
    ]
    let lines = log.lines.withLock { $0 }
    #expect(lines.map(\.status) == responses.map(\.status))
    #expect(lines.map(\.request) == responses.map { $0["X-Request-Id"] ?? "" })
    #expect(
      lines.map(\.path) == [
        "/v1/maatregelen", "/v1/maatregelen", "/v1/maatregelen/geen", "/v1/maatregelen", "/v1/maatregelen",
        "/v1/gronden", "/v1/gronden", "", "/v1/gronden",
      ])
    #expect(lines.map(\.organisation) == [nil, nil, nil, "szw", "szw", nil, nil, nil, nil])
    for line in lines {
      #expect(!"\(line)".contains(token) && !"\(line)".contains("fout-token") && !"\(line)".contains("moslim"))
    }
    // Bytes that were no request came from somewhere, too.
    for line in lines { #expect(line.client == "127.0.0.1") }
    for (line, response) in zip(lines, responses) { #expect(line.bytes > response.bytes.count) }
    #expect(lines[3].token?.hasPrefix("redacteur-szw-") == true)
  }
}
