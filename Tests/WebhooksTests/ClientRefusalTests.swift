import Foundation
import Testing

@testable import Webhooks

/// When there is no answer: why, how soon, and what the error keeps to itself.
struct ClientRefusalTests {
  static func failure(_ request: ClientRequest, _ limits: HTTPClient.Limits = .init()) throws -> ClientError {
    try #require(throws: ClientError.self) { try HTTPClient(limits: limits).send(request) }
  }

  @Test(arguments: [
    "file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/x", "", "http://", "127.0.0.1 :80/",
    "http://127.0.0.1:1/a\r\nX-Eigen: ja",
  ])
  func `only an http or https URL is asked for`(url: String) throws {
    #expect(try Self.failure(ClientRequest(.get, url)).kind == .badRequest)
  }

  @Test(arguments: [
    ClientHeader("If-Match", "\"7\"\r\nAuthorization: Bearer x"), ClientHeader("If-Match", "\"7\"\nX: y"),
    ClientHeader("If-Match", "\0"), ClientHeader("X-\r\nY", "z"), ClientHeader("X:", "z"), ClientHeader("", "z"),
    ClientHeader("Naam met spatie", "z"), ClientHeader("Één", "z"),
  ])
  func `a header cannot smuggle in another`(header: ClientHeader) throws {
    let server = try TinyServer(.answer(HTTPClientTests.empty))
    #expect(try Self.failure(ClientRequest(.get, server.address, headers: [header])).kind == .badRequest)
    #expect(server.connectionCount == 0)
  }

  @Test func `an empty value is sent as an empty value`() throws {
    let server = try TinyServer(.answer(HTTPClientTests.empty))
    _ = try HTTPClient().send(ClientRequest(.get, server.address, headers: [ClientHeader("Leeg", "")]))
    #expect(try #require(server.requests.first).lines.contains { $0 == "Leeg:" || $0 == "Leeg: " })
  }

  @Test(arguments: ["http://geheim:geheim@127.0.0.1:1/", "http://127.0.0.1:1/geheim?token=geheim#geheim"])
  func `an error says nothing of the URL or the headers`(url: String) throws {
    let secret = ClientHeader("Authorization", "Bearer geheim")
    let error = try Self.failure(ClientRequest(.get, url, headers: [secret]))
    #expect(!"\(error)".contains("geheim"))
    #expect(!error.text.isEmpty)
  }

  @Test func `a name or password in the URL is refused`() throws {
    let server = try TinyServer(.answer(HTTPClientTests.empty))
    _ = try Self.failure(ClientRequest(.get, "http://naam:woord@127.0.0.1:\(server.port)/"))
    #expect(server.requests.isEmpty)
  }

  @Test func `where nobody listens is unreachable`() throws {
    let port = try TinyServer(.answer("")).port
    #expect(try Self.failure(ClientRequest(.get, "http://127.0.0.1:\(port)/")).kind == .unreachable)
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"])
  func `a server that falls silent costs no more than the limit`(answer: String) throws {
    let server = try TinyServer(.answer(answer, then: .silence))
    let clock = ContinuousClock()
    let begin = clock.now
    let limits = HTTPClient.Limits(total: .milliseconds(300))
    #expect(try Self.failure(ClientRequest(.get, server.address), limits).kind == .timeout)
    #expect(clock.now - begin > .milliseconds(250))
    #expect(clock.now - begin < .seconds(10))
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
  ])
  func `half an answer and no HTTP are no answer`(answer: String) throws {
    let server = try TinyServer(.answer(answer, then: .close))
    let kind = try Self.failure(ClientRequest(.get, server.address)).kind
    #expect(kind == .brokenAnswer || kind == .badRequest)
  }

  @Test(arguments: [(5, true), (4, false)])
  func `an answer over the limit is refused, one at the limit is not`(limit: Int, fits: Bool) throws {
    let server = try TinyServer(.answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"))
    let client = try HTTPClient(limits: .init(answer: limit))
    let request = ClientRequest(.get, server.address)
    if fits {
      #expect(try client.send(request).body.count == 5)
    } else {
      #expect(throws: ClientError(.tooLarge, "The answer is larger than allowed")) { try client.send(request) }
    }
  }

  @Test(arguments: [
    ("", "HTTP/1.1 100 Continue\r\n\r\n"), ("HTTP/1.1 200 OK\r\n", "X-Veld: veel van het goede\r\n"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"),
  ])
  func `an answer without end is broken off`(start: String, piece: String) throws {
    let server = try TinyServer(.answer(start, then: .again(piece)))
    let limits = HTTPClient.Limits(answer: 100_000)
    #expect(try Self.failure(ClientRequest(.get, server.address), limits).kind == .tooLarge)
  }

  @Test func `a client that failed once works again`() throws {
    let broken = try TinyServer(.answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", then: .close))
    let server = try TinyServer(.answer(HTTPClientTests.empty))
    let client = try HTTPClient()
    #expect(throws: ClientError.self) { try client.send(ClientRequest(.get, broken.address)) }
    #expect(try client.send(ClientRequest(.get, server.address)).status == 200)
  }

  @Test func `https is never spoken in the clear`() throws {
    let server = try TinyServer(.answer(HTTPClientTests.empty, then: .close))
    let request = ClientRequest(.get, "https://127.0.0.1:\(server.port)/")
    let client = try HTTPClient(limits: .init(total: .milliseconds(500)))
    #expect(throws: ClientError.self) { try client.send(request) }
    #expect(server.requests.isEmpty)
  }
}
