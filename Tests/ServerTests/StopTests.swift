import Bytes
import CLinux
import Glibc
import HTTP
import Server
import Testing

@Suite struct StopTests {
  @Test func `a stop under load loses no request`() throws {
    try TestServer.run(
      .with {
        $0.loops = 2
        // A machine busy with other tests may let a client wait long for its turn.
        $0.lastCall = .seconds(2)
      }
    ) { server in
      let port = server.port
      let results = Exchange()
      let load = (0..<8).map { number in
        Background.run {
          while let client = try? Client(port) {
            while true {
              do {
                try client.send(get("/\(number)"))
                let response = try client.response()
                results.note(response.body == "/\(number)" ? "answered" : "wrong")
                if response.fields["connection"] == "close" { break }
              } catch {
                results.note("lost")
                return
              }
            }
          }
          results.note("refused")
        }
      }
      usleep(200_000)
      #expect(server.server.stop(within: .seconds(5)) == 0)
      for task in load { task.join() }
      #expect(results.count("answered") > 100)
      #expect(results.count("answered") == server.exchange.count("request"))
      #expect(results.count("wrong") == 0)
      #expect(results.count("lost") == 0)
      #expect(results.count("refused") == 8)
    }
  }

  @Test func `what waited in the backlog is served`() throws {
    let exchange = Exchange()
    var configuration = Server.Configuration()
    configuration.port = 0
    configuration.loops = 1
    let server = try Server(configuration: configuration) { _ in TestHandler(exchange) }
    // Nobody accepts yet.
    let clients = try (0..<200).map { _ in try Client(server.port) }
    for client in clients { try client.send(get("/early")) }
    try server.start()
    let port = server.port
    let stopping = Background.run { server.stop(within: .seconds(5)) }
    for client in clients { #expect(try client.response().body == "/early") }
    stopping.join()
    #expect(throws: Client.Failure.self) { try Client(port) }
  }

  @Test func `an answer under way is finished and says nothing false about the connection`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/a") + get("/behind"))
      let reply = try server.exchange.reply("a")
      let late = try server.client()
      try late.send("GET /half HTTP/1.1\r\nHo")
      usleep(20_000)
      let stopping = Background.run { #expect(server.server.stop(within: .seconds(5)) == 0) }
      #expect(eventually { server.exchange.count("stopping") == 1 })
      usleep(50_000)
      try late.send("st: a\r\n\r\n")
      let half = try late.response()
      #expect(half.body == "/half")
      #expect(half.fields["connection"] == "close")
      usleep(250_000)
      reply.send(response("A"), .done)
      #expect(try client.response().body == "A")
      let behind = try client.response()
      #expect(behind.body == "/behind")
      #expect(behind.fields["connection"] == "close")
      #expect(try client.isEnded())
      #expect(try late.isEnded())
      stopping.join()
    }
  }

  @Test func `every request received before the stop is answered and the last one says close`() throws {
    try TestServer.run { server in
      let client = try server.client()
      let chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nc\r\n0\r\n\r\n"
      try client.send(get("/later/a") + get("/1") + post("/echo", "2") + chunked + get("/later/b") + get("/3"))
      let reply = try server.exchange.reply("a")
      usleep(20_000)
      let stopping = Background.run { #expect(server.server.stop(within: .seconds(5)) == 0) }
      #expect(eventually { server.exchange.count("stopping") == 1 })
      reply.send(response("A"), .done)
      for body in ["A", "/1", "2", "c"] {
        let response = try client.response()
        #expect(response.body == body)
        #expect(response.fields["connection"] == nil)
      }
      try server.exchange.reply("b").send(response("B"), .done)
      #expect(try client.response().body == "B")
      let last = try client.response()
      #expect(last.body == "/3")
      #expect(last.fields["connection"] == "close")
      #expect(try client.isEnded())
      stopping.join()
    }
  }

  @Test func `a request that is on its way when the server stops is answered`() throws {
    try TestServer.run(.with { $0.lastCall = .seconds(2) }) { server in
      let client = try server.client()
      try client.send(get("/a"))
      _ = try client.response()
      let stopping = Background.run { #expect(server.server.stop(within: .seconds(5)) == 0) }
      #expect(eventually { server.exchange.count("stopping") == 1 })
      usleep(100_000)
      try client.send(get("/b"))
      let response = try client.response()
      #expect(response.body == "/b")
      #expect(response.fields["connection"] == "close")
      #expect(try client.isEnded())
      stopping.join()
    }
  }

  @Test func `a connection at rest is closed after the last call`() throws {
    try TestServer.run(.with { $0.lastCall = .milliseconds(100) }) { server in
      let client = try server.client()
      try client.send(get("/a"))
      _ = try client.response()
      let start = ContinuousClock.now
      #expect(server.server.stop(within: .seconds(5)) == 0)
      #expect(start.duration(to: .now) < .seconds(2))
      #expect(try client.isEnded())
    }
  }

  @Test func `whoever is not done at the deadline is cut and counted`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/never"))
      let reply = try server.exchange.reply("never")
      let start = ContinuousClock.now
      #expect(server.server.stop(within: .milliseconds(200)) == 1)
      let took = start.duration(to: .now)
      #expect(took > .milliseconds(190) && took < .seconds(2))
      #expect(throws: Client.Failure.self) { try client.response() }
      // Nobody is there any more, and that is all.
      reply.send(response("A"), .done)
    }
  }

  @Test func `an empty server stops at once and twice`() throws {
    try TestServer.run(.with { $0.loops = 3 }) { server in
      let start = ContinuousClock.now
      #expect(server.server.stop(within: .seconds(30)) == 0)
      #expect(server.server.stop(within: .seconds(30)) == 0)
      #expect(start.duration(to: .now) < .seconds(1))
    }
  }

  @Test func `a stream can end itself when the server stops`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/later/stream"))
      let reply = try server.exchange.reply("stream")
      reply.send(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: 1\n\n".utf8), .more)
      let stopping = Background.run { #expect(server.server.stop(within: .seconds(5)) == 0) }
      #expect(eventually { server.exchange.count("stopping") == 1 })
      reply.send(Array("data: 2\n\n".utf8), .close)
      #expect(try client.rest().hasSuffix("data: 1\n\ndata: 2\n\n"))
      stopping.join()
    }
  }
}
