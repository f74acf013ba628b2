import CLinux
import Glibc
import Server
import Testing

@Suite struct BodyTests {
  @Test func `100 Continue comes before a body that will be read`() throws {
    try TestServer.run { server in
      let client = try server.client()
      for framing in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.response().status == 100)
        try client.send(framing.hasPrefix("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n")
        let response = try client.response()
        #expect(response.status == 200)
        #expect(response.body == "hello")
      }
    }
  }

  @Test func `nobody is told to continue whose body has come or will not be read`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(post("/echo", "hello", "Expect: 100-continue\r\n"))
      #expect(try client.response().body == "hello")
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhe")
      usleep(20_000)
      try client.send("llo")
      #expect(try client.response().body == "hello")
      try client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\nhe")
      usleep(20_000)
      try client.send("llo\r\n0\r\n\r\n")
      #expect(try client.response().body == "hello")
      try client.send(get("/a", "Expect: 100-continue\r\n"))
      #expect(try client.response().body == "/a")
      try client.send("POST /limit/10 HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
      let response = try client.response()
      #expect(response.status == 413)
      #expect(response.fields["connection"] == "close")
      #expect(try client.isEnded())
    }
  }

  @Test(arguments: ["Content-Length: 1000000", "Transfer-Encoding: chunked", "Content-Length: 5"])
  func `a body nobody wants is refused by its head, before a byte of it comes`(framing: String) throws {
    try TestServer.run { server in
      for expects in ["", "Expect: 100-continue\r\n"] {
        let client = try server.client()
        try client.send("POST /unwanted HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\(expects)\r\n")
        let response = try client.response()
        #expect(response.status == 401)
        #expect(response.fields["connection"] == "close")
        #expect(try client.isEnded())
      }
    }
  }

  @Test func `whoever sends the body all the same still reads why it is not wanted`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send("POST /unwanted HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
      for _ in 0..<30 { try client.send([UInt8](repeating: 120, count: 100_000)) }
      #expect(try client.response().status == 401)
      #expect(try client.isEnded())
      #expect(server.exchange.count("request") == 1)
    }
  }

  @Test(arguments: [(10, 200), (11, 413)])
  func `a body of exactly the limit is the longest`(length: Int, status: Int) throws {
    try TestServer.run { server in
      let body = String(repeating: "x", count: length)
      let chunked =
        "POST /limit/10 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nxxxxxx\r\n"
        + String(length - 6, radix: 16) + "\r\n" + String(body.dropFirst(6)) + "\r\n0\r\n\r\n"
      for message in [post("/limit/10", body), chunked] {
        let client = try server.client()
        try client.send(message)
        let response = try client.response()
        #expect(response.status == status)
        if status == 200 { #expect(response.body == body) } else { #expect(try client.isEnded()) }
      }
    }
  }

  @Test(arguments: ["b\r\n", "5\r\nxxxxx\r\n6;a=b\r\n", "7FFFFFFFFFFFFFFF\r\n", "b\r\nx"])
  func `a chunk that is too much is refused by its size, before its bytes come`(chunks: String) throws {
    try TestServer.run { server in
      // At once, and in two reads.
      for cut in [0, 2] {
        let client = try server.client()
        try client.send(
          "POST /limit/10 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.prefix(cut))
        if cut > 0 { usleep(20_000) }
        try client.send(String(chunks.dropFirst(cut)))
        #expect(try client.response().status == 413)
        #expect(try client.isEnded())
      }
    }
  }

  @Test func `a client that sends all of a body nobody wants still reads the refusal`() throws {
    try TestServer.run { server in
      for framing in ["Content-Length: 3000000", "Transfer-Encoding: chunked"] {
        let client = try server.client()
        try client.send("POST /limit/1000 HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
        if framing.hasPrefix("T") { try client.send("2dc6c0\r\n") }
        for _ in 0..<30 { try client.send([UInt8](repeating: 120, count: 100_000)) }
        #expect(try client.response().status == 413)
        #expect(try client.isEnded())
      }
    }
  }

  @Test func `what all bodies take together is bounded`() throws {
    try TestServer.run(.with { $0.heldBytes = 450_000 }) { server in
      func begin(_ count: Int) throws -> Client {
        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
        try client.send([UInt8](repeating: 120, count: count))
        return client
      }
      let early = [try begin(100_000), try begin(100_000), try begin(100_000)]
      // The loop looks at everybody in turn: when it has answered this often, it has read what there is.
      let fence = try server.client()
      for _ in 0..<10 {
        try fence.send(get("/"))
        _ = try fence.response()
      }
      #expect(try begin(160_000).response().status == 503)
      // Those who were there first go on, in what the late one gave back.
      for client in early {
        try client.send([UInt8](repeating: 120, count: 100_000))
        #expect(try client.response().body.utf8.count == 200_000)
      }
      #expect(server.exchange.count("refused") == 1)
    }
  }
}
