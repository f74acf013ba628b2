import CLinux
import Glibc
import HTTP
import Server
import Testing

/// Answers of which parts are sent from where they are kept.
@Suite struct KeptOutputTests {
  @Test(arguments: [(0, 0), (1, 0), (1, 1), (7, 100), (30, 2_400), (200, 3), (2_000, 5)])
  func `rows arrive in their places`(count: Int, length: Int) throws {
    try TestServer.run { server in
      let client = try server.client()
      for _ in 0..<3 {
        try client.send(get("/kept/\(count)/\(length)"))
        #expect(try client.response().body == TestHandler.rows(count, length).joined())
      }
      try client.send("HEAD /kept/\(count)/\(length) HTTP/1.1\r\nHost: a\r\n\r\n" + get("/after"))
      let head = try client.response(isHead: true)
      #expect(head.fields["content-length"] == String(TestHandler.rows(count, length).joined().utf8.count))
      #expect(try client.response().body == "/after")
    }
  }

  @Test func `a slow reader gets the rows as they were, and what is pipelined behind them`() throws {
    try TestServer.run { server in
      let client = try server.client(receiveBuffer: 4096)
      let other = try server.client()
      let targets = [(3_000, 1_000), (2, 10), (4_000, 400), (5, 700_000)]
      try client.send(get("/1") + targets.map { get("/kept/\($0)/\($1)") + get("/between") }.joined())
      // Meanwhile others are answered with other rows.
      for number in 0..<50 {
        try other.send(get("/kept/30/\(number * 20)"))
        #expect(try other.response().body == TestHandler.rows(30, number * 20).joined())
      }
      #expect(try client.response().body == "/1")
      for (count, length) in targets {
        #expect(try client.response().body == TestHandler.rows(count, length).joined())
        #expect(try client.response().body == "/between")
      }
    }
  }

  @Test(arguments: 0..<12) func `wherever the kernel stops taking bytes, none is lost or said twice`(step: Int) throws {
    try TestServer.run { server in
      // What stands before the rows moves the place where the kernel has enough by a byte at a time.
      let client = try server.client(receiveBuffer: 2304)
      try client.send(
        get("/" + String(repeating: "x", count: step)) + get("/kept/1500/\(3_000 + step % 7)") + get("/end"))
      #expect(try client.response().body.utf8.count == step + 1)
      #expect(try client.response().body == TestHandler.rows(1_500, 3_000 + step % 7).joined())
      #expect(try client.response().body == "/end")
    }
  }

  @Test func `many pipelined answers with rows come in order, with what closes the connection behind them`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send((0..<40).map { get("/kept/\($0)/900") + get("/\($0)") }.joined() + get("/close/now"))
      for number in 0..<40 {
        #expect(try client.response().body == TestHandler.rows(number, 900).joined())
        #expect(try client.response().body == "/\(number)")
      }
      #expect(try client.response().body == "/close/now")
      #expect(try client.isEnded())
    }
  }

  @Test func `rows that are on their way to somebody who leaves trouble nobody`() throws {
    try TestServer.run { server in
      let other = try server.client()
      for _ in 0..<20 {
        let client = try server.client(receiveBuffer: 4096)
        try client.send((0..<8).map { _ in get("/kept/3000/1000") }.joined())
        usleep(2_000)
        client.reset()
        try other.send(get("/kept/30/30"))
        #expect(try other.response().body == TestHandler.rows(30, 30).joined())
      }
      #expect(eventually { server.server.connections == 1 })
    }
  }
}
