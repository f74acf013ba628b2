import HTTP
import Server
import Testing

/// Deferred answers: from any thread, in the order of the requests, and never to the wrong one.
@Suite struct OrderTests {
  @Test func `a deferred answer holds up what was pipelined behind it and nothing else`() throws {
    try TestServer.run { server in
      let client = try server.client()
      let other = try server.client()
      try client.send(get("/1") + get("/later/a") + get("/2") + get("/later/b") + get("/3"))
      #expect(try client.response().body == "/1")
      let first = try server.exchange.reply("a")
      try other.send(get("/other"))
      #expect(try other.response().body == "/other")
      #expect(server.exchange.count("request") == 3)
      first.send(response("A"), .done)
      #expect(try client.response().body == "A")
      #expect(try client.response().body == "/2")
      try server.exchange.reply("b").send(response("B"), .done)
      #expect(try client.response().body == "B")
      #expect(try client.response().body == "/3")
    }
  }

  @Test func `what a client sends while it waits is read afterwards`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a"))
      let reply = try server.exchange.reply("a")
      for number in 1...50 { try client.send(get("/\(number)")) }
      #expect(server.exchange.count("request") == 1)
      reply.send(response("A"), .done)
      #expect(try client.response().body == "A")
      for number in 1...50 { #expect(try client.response().body == "/\(number)") }
    }
  }

  @Test func `a client that waits is not read beyond one buffer`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a"))
      let reply = try server.exchange.reply("a")
      let chunk = Array(get("/b", "X: " + String(repeating: "x", count: 4000) + "\r\n").utf8)
      var sent = 0
      // The kernel's buffers take a few megabytes; a loop that read on would take all of it.
      while sent < 64_000_000, client.sendAtOnce(chunk) { sent += chunk.count }
      #expect(sent < 32_000_000)
      reply.send(response("A"), .close)
      #expect(try client.response().body == "A")
    }
  }

  @Test func `an answer in parts arrives in order and nothing comes in between`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a") + get("/next"))
      let reply = try server.exchange.reply("a")
      let whole = response("one two three")
      for byte in whole.dropLast() { reply.send([byte], .more) }
      reply.send([whole[whole.count - 1]], .done)
      #expect(try client.response().body == "one two three")
      #expect(try client.response().body == "/next")
    }
  }

  @Test func `a second answer to the same request goes nowhere`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a") + get("/later/b"))
      let first = try server.exchange.reply("a")
      first.send(response("A"), .done)
      let second = try server.exchange.reply("b")
      first.send(response("again"), .done)
      first.send(response("again"), .close)
      second.send(response("B"), .done)
      #expect(try client.response().body == "A")
      #expect(try client.response().body == "B")
      try client.send(get("/after"))
      #expect(try client.response().body == "/after")
    }
  }

  @Test func `an answer for a client that left does not reach the next one in its slot`() throws {
    try TestServer.run { server in
      var left: Client? = try server.client()
      try left?.send(get("/later/a"))
      let reply = try server.exchange.reply("a")
      left?.reset()
      left = nil
      #expect(eventually { server.server.connections == 0 })
      let next = try server.client()
      try next.send(get("/later/b"))
      let other = try server.exchange.reply("b")
      reply.send(response("not yours"), .done)
      other.send(response("B"), .done)
      #expect(try next.response().body == "B")
    }
  }

  @Test func `replies from many threads to many connections each find their own`() throws {
    try TestServer.run(.with { $0.loops = 2 }) { server in
      let clients = try (0..<20).map { _ in try server.client() }
      for round in 0..<10 {
        for (index, client) in clients.enumerated() { try client.send(get("/later/\(round)-\(index)")) }
        for index in clients.indices.shuffled() {
          let reply = try server.exchange.reply("\(round)-\(index)")
          Background.run { reply.send(response("\(round)-\(index)"), .done) }
        }
        for (index, client) in clients.enumerated() { #expect(try client.response().body == "\(round)-\(index)") }
      }
    }
  }

  @Test func `close ends the connection after the answer`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a") + get("/never"))
      try server.exchange.reply("a").send(response("A"), .close)
      #expect(try client.response().body == "A")
      #expect(try client.isEnded())
      #expect(server.exchange.count("request") == 1)
    }
  }
}
