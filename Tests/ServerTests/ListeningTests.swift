import CLinux
import Glibc
import HTTP
import Server
import Testing

/// Taking a port, and saying why not.
@Suite struct ListeningTests {
  @Test func `a port that another server has is refused although both could share it`() throws {
    try TestServer.run(.with { $0.loops = 2 }) { server in
      for loops in [1, 2] {
        #expect(throws: ServerError.portTaken(host: "127.0.0.1", port: server.port)) {
          try TestServer.run(
            .with {
              $0.port = server.port
              $0.loops = loops
            }
          ) { _ in }
        }
      }
    }
  }

  @Test func `a port is free again as soon as the server has stopped`() throws {
    let port = try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/a"))
      _ = try client.response()
      return server.port
    }
    try TestServer.run(.with { $0.port = port }) { #expect($0.port == port) }
  }

  @Test func `all loops share the port that was chosen for them`() throws {
    try TestServer.run(.with { $0.loops = 4 }) { server in
      #expect(server.port > 0)
      let clients = try (0..<40).map { _ in try server.client() }
      for client in clients { try client.send(get("/a")) }
      for client in clients { #expect(try client.response().body == "/a") }
      #expect(server.server.connections == 40)
    }
  }

  @Test(arguments: ["::1", "[::1]", "::", "0.0.0.0", "localhost"])
  func `a host is an address of either family or a name`(host: String) throws {
    try TestServer.run(.with { $0.host = host }) { #expect($0.port > 0) }
  }

  @Test func `every IPv4 client reaches a server on all addresses`() throws {
    try TestServer.run(.with { $0.host = "::" }) { server in
      let client = try server.client()
      try client.send(get("/a"))
      #expect(try client.response().body == "/a")
    }
  }

  @Test(arguments: [
    ("no.such.host.invalid", 0, ServerError.unknownHost("no.such.host.invalid")), ("", 0, .unknownHost("")),
    ("192.0.2.1", 0, .addressNotAvailable(host: "192.0.2.1")), ("127.0.0.1", 65_536, .portOutOfRange(65_536)),
    ("127.0.0.1", -1, .portOutOfRange(-1)),
  ])
  func `a place where nobody can listen is one clear error`(host: String, port: Int, error: ServerError) {
    #expect(throws: error) {
      try TestServer.run(
        .with {
          $0.host = host
          $0.port = port
        }
      ) { _ in }
    }
  }

  @Test func `a handler that cannot be made leaves the port free`() throws {
    struct Broken: Error {}
    var configuration = Server.Configuration()
    configuration.port = try TestServer.run { $0.port }
    configuration.loops = 3
    #expect(throws: Broken.self) {
      _ = try Server(configuration: configuration) { loop in
        if loop == 2 { throw Broken() }
        return TestHandler(Exchange())
      }
    }
    let server = try Server(configuration: configuration) { _ in TestHandler(Exchange()) }
    server.stop(within: .zero)
  }

  @Test func `the peer of a connection is its address and port`() throws {
    try TestServer.run { server in
      let client = try server.client()
      try client.send(get("/peer"))
      #expect(try client.response().body == "0:ffff7f000001:\(client.port)")
    }
  }
}
