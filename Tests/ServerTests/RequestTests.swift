import Server
import Testing

@Suite struct RequestTests {
  @Test func `one connection answers one request after another`() throws {
    try TestServer.run { server in
      let client = try server.client()
      for number in 1...3 {
        try client.send(get("/\(number)"))
        let response = try client.response()
        #expect(response.status == 200)
        #expect(response.body == "/\(number)")
        #expect(response.fields["connection"] == nil)
      }
    }
  }

  @Test func `pipelined requests are answered in their order`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send((1...500).map { get("/\($0)") }.joined())
      for number in 1...500 { #expect(try client.response().body == "/\(number)") }
    }
  }

  @Test func `a request that comes one byte at a time is the same request`() throws {
    try TestServer.run { server in
      let client = try server.client()
      let chunked =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nT: v\r\n\r\n"
      for message in [get("/a"), post("/echo", "hello"), chunked] {
        for byte in message.utf8 { try client.send([byte]) }
      }
      #expect(try client.response().body == "/a")
      #expect(try client.response().body == "hello")
      #expect(try client.response().body == "hello")
    }
  }

  @Test func `a body longer than any buffer arrives whole`() throws {
    try TestServer.run { server in
      let client = try server.client()
      let body = String((0..<200_000).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
      try client.send(post("/echo", body) + get("/next"))
      #expect(try client.response().body == body)
      #expect(try client.response().body == "/next")
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      var rest = body[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(7919)
        rest = rest.dropFirst(7919)
        try client.send(String(chunk.utf8.count, radix: 16) + "\r\n" + chunk + "\r\n")
      }
      try client.send("0\r\n\r\n" + get("/after"))
      #expect(try client.response().body == body)
      #expect(try client.response().body == "/after")
    }
  }
}
