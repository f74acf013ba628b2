import Bytes
import CLinux
import Glibc
import HTTP
import Server
import Testing

@Suite struct OutputTests {
  @Test func `a slow reader gets every byte in order`() throws {
    try TestServer.run { server in
      let client = try server.client(receiveBuffer: 4096)
      try client.send(get("/bytes/2000000") + get("/after") + get("/bytes/1500000") + get("/end"))
      usleep(50_000)
      #expect(try client.response().body.utf8.count == 2_000_000)
      #expect(try client.response().body == "/after")
      #expect(try client.response().body.utf8.count == 1_500_000)
      #expect(try client.response().body == "/end")
    }
  }

  @Test func `requests behind an answer that is not read are not worked on`() throws {
    try TestServer.run { server in
      let client = try server.client(receiveBuffer: 4096)
      try client.send((0..<100).map { _ in get("/bytes/1000000") }.joined())
      usleep(100_000)
      let begun = server.exchange.count("request")
      #expect(begun < 20)
      for _ in 0..<100 { #expect(try client.response().body.utf8.count == 1_000_000) }
      #expect(server.exchange.count("request") == 100)
    }
  }

  @Test func `a stream nobody reads is cut at its bound and the rest goes on`() throws {
    try TestServer.run(.with { $0.outputLimit = 100_000 }) { server in
      let client = try server.client(receiveBuffer: 4096)
      let other = try server.client()
      try client.send(get("/later/stream"))
      let reply = try server.exchange.reply("stream")
      var sent = 0
      while server.server.connections == 2, sent < 20_000 {
        reply.send([UInt8](repeating: 120, count: 10_000), .more)
        sent += 1
        if sent % 100 == 0 { usleep(1000) }
      }
      #expect(eventually { server.server.connections == 1 })
      try other.send(get("/other"))
      #expect(try other.response().body == "/other")
    }
  }

  @Test func `a stream that is read may be longer than its bound`() throws {
    try TestServer.run(.with { $0.outputLimit = 100_000 }) { server in
      let client = try server.client()
      try client.send(get("/later/stream"))
      let reply = try server.exchange.reply("stream")
      reply.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n".utf8), .more)
      Background.run {
        for _ in 0..<200 {
          reply.send([UInt8](repeating: 120, count: 10_000), .more)
          usleep(200)
        }
        reply.send([], .done)
      }
      #expect(try client.response().body.utf8.count == 2_000_000)
      try client.send(get("/next"))
      #expect(try client.response().body == "/next")
    }
  }
}
