import HTTP
import Server
import Testing

/// How connections end: on request, after an error, and half.
@Suite struct EndingTests {
  @Test func `Connection close is answered and closed`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/a", "Connection: close\r\n"))
      let response = try client.response()
      #expect(response.body == "/a")
      #expect(response.fields["connection"] == "close")
      #expect(try client.isEnded())
    }
  }

  @Test func `HTTP 1-0 is answered and closed`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      let response = try client.response()
      #expect(response.body == "/a")
      #expect(response.fields["connection"] == "close")
      #expect(try client.isEnded())
    }
  }

  @Test(arguments: [
    "POST /echo HTTP/1.0\r\nContent-Length: 2\r\n\r\nab\r\n",
    "GET /ab HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + get("/never"),
    "POST /limit/1 HTTP/1.0\r\nContent-Length: 2\r\n\r\nab",
  ])
  func `bytes behind the last request do not cost its answer`(bytes: String) throws {
    try TestServer.run { server in
      for cut in stride(from: 0, to: bytes.utf8.count, by: 3) {
        let client = try server.client()
        try client.send(Array(bytes.utf8.prefix(cut)))
        try client.send(Array(bytes.utf8.dropFirst(cut)) + [UInt8](repeating: 10, count: 100_000))
        #expect(try client.response().body.hasSuffix(bytes.contains("limit") ? "too large" : "ab"))
        #expect(try client.isEnded())
      }
    }
  }

  @Test func `a handler can ask for the close`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/close") + get("/never"))
      #expect(try client.response().body == "/close")
      #expect(try client.isEnded())
      #expect(server.exchange.count("request") == 1)
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\nHost: a\n\n", 400, "malformedRequestLine"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400, "malformedField"),
    ("GET / HTTP/1.1\r\n\r\n", 400, "missingHost"), ("GET / HTTP/3.0\r\n", 505, "unsupportedVersion"),
    (
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
      "ambiguousFraming"
    ),
    ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd", 400, "ambiguousFraming"),
    ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501, "unsupportedTransferCoding"),
    ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400, "malformedChunk"),
    ("GET /a HTTP/1.1\r\nHost: a\r\nExpect: money\r\n\r\n", 417, "unknownExpectation"),
    ("GET /" + String(repeating: "a", count: 9000), 414, "targetTooLong"),
    ("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 101), 431, "tooManyFields"),
    ("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 40_000), 431, "headTooLarge"),
  ])
  func `bad bytes are answered once and what follows them is never a request`(
    bytes: String, status: Int, reason: String
  ) throws {
    try TestServer.run { server in
      for dribble in [false, true] {
        let client = try server.client()
        try client.send(get("/good"))
        #expect(try client.response().body == "/good")
        let message = bytes + get("/smuggled")
        if dribble, message.utf8.count < 1000 {
          // The server may have hung up before the last byte.
          for byte in message.utf8 { try? client.send([byte]) }
        } else {
          try client.send(message)
        }
        let response = try client.response()
        #expect(response.status == status)
        #expect(response.body == reason)
        #expect(response.fields["connection"] == "close")
        #expect(try client.isEnded())
      }
      #expect(server.exchange.count("request") == 2)
      #expect(eventually { server.server.connections == 0 })
    }
  }

  @Test func `a client that ended its side still gets every answer`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/1") + get("/later/a") + post("/echo", "body") + get("/bytes/3000000"))
      client.endSending()
      #expect(try client.response().body == "/1")
      try server.exchange.reply("a").send(response("A"), .done)
      #expect(try client.response().body == "A")
      #expect(try client.response().body == "body")
      #expect(try client.response().body.utf8.count == 3_000_000)
      #expect(try client.isEnded())
    }
  }

  @Test(arguments: [
    "GET / HT", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
  ])
  func `half a request and then nothing is told so`(half: String) throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/whole") + half)
      client.endSending()
      #expect(try client.response().body == "/whole")
      let refusal = try client.response()
      #expect(refusal.status == 400)
      #expect(refusal.body == "incompleteRequest")
      #expect(try client.isEnded())
      #expect(server.exchange.count("request") == 1)
    }
  }

  @Test func `clients that leave at any moment leave nothing behind`() throws {
    try TestServer.run { server in
      for round in 0..<60 {
        let client = try server.client()
        switch round % 6 {
        case 0: break
        case 1: try client.send("GET / HTTP")
        case 2: try client.send(get("/bytes/5000000"))
        case 3: try client.send(get("/later/\(round)"))
        case 4: try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")
        default: try client.send(get("/a") + "\n")
        }
        if round % 2 == 0 { client.reset() }
        if round % 6 == 3 { try server.exchange.reply("\(round)").send(response("A"), .done) }
      }
      let client = try server.client()
      try client.send(get("/still"))
      #expect(try client.response().body == "/still")
      #expect(eventually { server.server.connections == 1 })
    }
  }
}
