import Bytes
import Foundation
import Testing

extension BuiltProgram {
  /// Bytes that no good client sends, to a server that has to go on serving the others.
  @Suite struct BadBytes {
    private static let host = "Host: localhost\r\n"

    /// What is sent, and the status that answers it.
    static let refused: [(name: String, bytes: String, status: Int)] = [
      ("no request at all", "\u{16}\u{03}\u{01}\u{02}\u{00}\r\n\r\n", 400),
      ("two spaces", "GET  /v1/maatregelen HTTP/1.1\r\n\(host)\r\n", 400),
      ("a bare line feed", "GET /v1/maatregelen HTTP/1.1\n\(host)\n", 400),
      ("no version", "GET /v1/maatregelen\r\n\(host)\r\n", 400),
      ("another version", "GET /v1/maatregelen HTTP/3.0\r\n\(host)\r\n", 505),
      ("no host", "GET /v1/maatregelen HTTP/1.1\r\n\r\n", 400),
      ("two hosts", "GET /v1/maatregelen HTTP/1.1\r\n\(host)\(host)\r\n", 400),
      ("a folded field", "GET /v1/maatregelen HTTP/1.1\r\n\(host)A: b\r\n c\r\n\r\n", 400),
      ("a space before the colon", "GET /v1/maatregelen HTTP/1.1\r\n\(host)A : b\r\n\r\n", 400),
      ("a control character", "GET /v1/maatregelen HTTP/1.1\r\n\(host)A: b\u{01}\r\n\r\n", 400),
      (
        "length and chunks",
        "POST /v1/maatregelen HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
      ),
      (
        "two lengths", "POST /v1/maatregelen HTTP/1.1\r\n\(host)Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        400
      ),
      ("a length with a sign", "POST /v1/maatregelen HTTP/1.1\r\n\(host)Content-Length: +4\r\n\r\nabcd", 400),
      (
        "a length over every number",
        "POST /v1/maatregelen HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999999\r\n\r\n", 413
      ),
      (
        "a chunk that is none",
        "GET /v1/maatregelen HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n", 400
      ),
      ("a body without an end", "POST /v1/maatregelen HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n", 400),
      (
        "a coding nobody knows", "POST /v1/maatregelen HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n", 501
      ),
      (
        "a long line", "GET /v1/maatregelen?search=\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n\(host)\r\n", 414
      ),
      ("a long head", "GET / HTTP/1.1\r\n\(host)A: \(String(repeating: "b", count: 40_000))\r\n\r\n", 431),
      ("many fields", "GET / HTTP/1.1\r\n\(host)\(String(repeating: "A: b\r\n", count: 200))\r\n", 431),
      ("an expectation nobody meets", "GET / HTTP/1.1\r\n\(host)Expect: wonders\r\n\r\n", 417),
    ]

    @Test func `each bad request gets its problem and a closed connection, and the next client is served`() throws {
      let register = try Register()
      let server = try register.serve()
      let before = try server.client().get("/v1/maatregelen?limit=1").json["aantal"]
      for (name, bytes, status) in Self.refused {
        let client = try server.client()
        // A server that has seen enough may stop reading: what counts is its answer.
        try? client.write(Array(bytes.utf8))
        let answer = try client.answer()
        // A length beyond counting is too much or malformed, either way refused before a byte is kept.
        let fits = answer.status == status || (status == 413 && answer.status == 400)
        #expect(fits, "\(name): \(answer.status) \(answer.text)")
        #expect(answer.header("Content-Type") == "application/problem+json", "\(name)")
        #expect(answer.header("API-Version") != nil, "\(name)")
        #expect(answer.header("Connection") == "close", "\(name)")
        #expect(try answer.json["status"]?.asInt == answer.status, "\(name)")
        #expect(try client.isClosed(), "\(name)")
        #expect(try server.client().get("/v1/gezondheid/gereed").status == 200, "\(name)")
      }
      #expect(try server.client().get("/v1/maatregelen?limit=1").json["aantal"] == before)
    }

    @Test func `a request behind a bad one is not answered`() throws {
      let client = try Register().serve().client()
      try client.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked", "", "0", "",
          "GET /v1/fasen HTTP/1.1", "Host: a", "", "",
        ])
      #expect(try client.answer().status == 400)
      #expect(try client.isClosed())
    }

    @Test func `half a request is closed after its time, and a whole one meanwhile is answered`() throws {
      let server = try Register().serve(["--set", "grenzen.kopSeconden=1"])
      let slow = try server.client()
      try slow.write(Array("GET /v1/maatregelen HTTP/1.1\r\nHost: loc".utf8))
      #expect(try server.client().get("/v1/fasen").status == 200)
      let answer = try slow.answer()
      #expect(answer.status == 408)
      #expect(try slow.isClosed())
    }

    @Test func `a byte now and then does not keep a head alive`() throws {
      let server = try Register().serve(["--set", "grenzen.kopSeconden=1"])
      let slow = try server.client()
      let start = Date()
      for byte in "GET /v1/maatregelen HTTP/1.1\r\nHost: localhost\r\n".utf8 {
        if (try? slow.write([byte])) == nil { break }
        usleep(100_000)
        if Date().timeIntervalSince(start) > 2.5 { break }
      }
      #expect(try slow.answer().status == 408)
    }

    @Test func `a body over the limit is refused by its length, before it is sent`() throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let server = try register.serve(["--set", "grenzen.inhoud=2048"])
      let client = try server.client()
      try client.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
          "Content-Type: application/json", "Content-Length: 5000", "", "",
        ])
      #expect(try client.answer().status == 413)
    }

    @Test(arguments: [
      "{\"titel\":\"a\"", "{\"titel\":\"a\",\"titel\":\"b\"}", "[]", "\"titel\"", "{\"titel\":\"\\ud800\"}",
      "{'titel':1}", "",
    ])
    func `a body that is no object is a 400 and stores nothing`(body: String) throws {
      let register = try Register()
      let token = try register.token("szw", "redacteur")
      let client = try register.serve().client()
      try client.write(
        [
          "POST /v1/maatregelen HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
          "Content-Type: application/json", "Content-Length: \(body.utf8.count)", "", body,
        ])
      let answer = try client.answer()
      #expect(answer.status == 400, "\(answer.text)")
      #expect(try client.get("/v1/maatregelen?limit=1", token: token).json["aantal"] == 119)
    }
  }
}
