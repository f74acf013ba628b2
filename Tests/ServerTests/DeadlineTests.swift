import CLinux
import Glibc
import HTTP
import Server
import Testing

/// Deadlines, with limits short enough to wait for.
@Suite struct DeadlineTests {
  @Test func `a head that dribbles in is refused at its deadline although every byte comes in time`() throws {
    try TestServer.run(.with { $0.headTimeout = .milliseconds(200) }) { server in
      let client = try server.client()
      let start = ContinuousClock.now
      let message = Array(get("/slow", "X: " + String(repeating: "x", count: 300)).utf8)
      var sent = 0
      for byte in message.dropLast() where server.exchange.count("refused") == 0 {
        if (try? client.send([byte])) == nil { break }
        sent += 1
        usleep(10_000)
      }
      #expect(sent < 250)
      let response = try client.response()
      #expect(response.status == 408)
      #expect(response.body == "headTimeout")
      #expect(try client.isEnded())
      #expect(start.duration(to: .now) > .milliseconds(190))
      #expect(server.exchange.count("request") == 0)
    }
  }

  @Test func `each head has the whole time`() throws {
    try TestServer.run(.with { $0.headTimeout = .milliseconds(300) }) { server in
      let client = try server.client()
      // Each send completes a head and begins the next, so the connection never rests in between.
      try client.send("GET /0 HT")
      for number in 1...6 {
        usleep(100_000)
        try client.send("TP/1.1\r\nHost: a\r\n\r\nGET /\(number) HT")
        #expect(try client.response().body == "/\(number - 1)")
      }
    }
  }

  @Test func `a connection at rest is closed without a word`() throws {
    try TestServer.run(.with { $0.idleTimeout = .milliseconds(150) }) { server in
      let fresh = try server.client()
      let used = try server.client()
      try used.send(get("/a"))
      #expect(try used.response().body == "/a")
      #expect(try fresh.rest() == "")
      #expect(try used.rest() == "")
      #expect(server.exchange.count("refused") == 0)
    }
  }

  @Test func `waiting for a deferred answer is not resting`() throws {
    try TestServer.run(
      .with {
        $0.idleTimeout = .milliseconds(60)
        $0.headTimeout = .milliseconds(60)
      }
    ) { server in
      let client = try server.client()
      try client.send(get("/later/a"))
      let reply = try server.exchange.reply("a")
      usleep(250_000)
      reply.send(response("A"), .done)
      #expect(try client.response().body == "A")
    }
  }

  @Test(arguments: ["Content-Length: 5000", "Transfer-Encoding: chunked"])
  func `a body below the rate is refused although it never stops`(framing: String) throws {
    try TestServer.run(
      .with {
        $0.bodyGrace = .milliseconds(200)
        $0.bodyRate = 1000
      }
    ) { server in
      let client = try server.client()
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
      var sent = 0
      for _ in 0..<500 {
        let piece = framing.hasPrefix("C") ? "x" : "1\r\nx\r\n"
        guard (try? client.send(piece)) != nil, server.exchange.count("refused") == 0 else { break }
        sent += 1
        usleep(10_000)
      }
      #expect(sent < 150)
      let response = try client.response()
      #expect(response.status == 408)
      #expect(response.body == "bodyTimeout")
      #expect(try client.isEnded())
    }
  }

  @Test func `a body above the rate may take longer than the grace`() throws {
    try TestServer.run(
      .with {
        $0.bodyGrace = .milliseconds(200)
        $0.bodyRate = 1000
      }
    ) { server in
      let client = try server.client()
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")
      for _ in 0..<10 {
        try client.send(String(repeating: "x", count: 500))
        usleep(50_000)
      }
      #expect(try client.response().body.utf8.count == 5000)
    }
  }

  @Test func `time that a body earned early does not last for ever`() throws {
    try TestServer.run(
      .with {
        $0.bodyGrace = .milliseconds(150)
        $0.bodyRate = 1000
      }
    ) { server in
      let client = try server.client()
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 50001\r\n\r\n")
      try client.send(String(repeating: "x", count: 50_000))
      #expect(try client.response().status == 408)
    }
  }

  @Test func `a reader that stops reading is cut`() throws {
    try TestServer.run(.with { $0.outputGrace = .milliseconds(150) }) { server in
      let client = try server.client(receiveBuffer: 4096)
      try client.send(get("/bytes/8000000"))
      #expect(eventually { server.server.connections == 1 })
      #expect(eventually { server.server.connections == 0 })
    }
  }

  @Test func `lingering ends although the client never does`() throws {
    try TestServer.run(.with { $0.lingerTime = .milliseconds(150) }) { server in
      let client = try server.client()
      try client.send("nonsense\r\n")
      #expect(try client.response().status == 400)
      #expect(try client.isEnded())
      for _ in 0..<100 {
        guard (try? client.send("more")) != nil else { break }
        usleep(10_000)
      }
      #expect(eventually { server.server.connections == 0 })
    }
  }

  @Test func `lingering takes only so many bytes`() throws {
    try TestServer.run(.with { $0.lingerBytes = 100_000 }) { server in
      let client = try server.client()
      try client.send("nonsense\r\n")
      for _ in 0..<1000 {
        guard (try? client.send([UInt8](repeating: 0, count: 10_000))) != nil else { break }
      }
      #expect(eventually { server.server.connections == 0 })
    }
  }
}
