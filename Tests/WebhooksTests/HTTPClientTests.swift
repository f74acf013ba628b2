import Foundation
import Testing

@testable import Webhooks

/// What our side sends, what it takes for an answer, and when it gives up.
struct HTTPClientTests {
  static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  @Test(arguments: ClientRequest.Method.allCases)
  func `what is asked arrives as it was asked`(method: ClientRequest.Method) throws {
    let server = try TinyServer(.answer(Self.empty))
    let body = Array(UInt8.min...UInt8.max) + Array("\r\n\r\n{}".utf8)
    let request = ClientRequest(
      method, server.address + "/v1/maatregelen?grond=ras%20en%20herkomst",
      headers: [ClientHeader("If-Match", "\"7\""), ClientHeader("Content-Type", "application/json")],
      body: method == .head ? nil : body)
    #expect(try HTTPClient().send(request).status == 200)

    let received = try #require(server.requests.first)
    #expect(received.lines[0] == "\(method.rawValue) /v1/maatregelen?grond=ras%20en%20herkomst HTTP/1.1")
    #expect(received.value("Host") == "127.0.0.1:\(server.port)")
    #expect(received.value("If-Match") == "\"7\"")
    #expect(received.value("Content-Type") == "application/json")
    #expect(received.body == (method == .head ? [] : body))
  }

  @Test(arguments: [nil, [], [UInt8](repeating: 0x61, count: 2 << 20)])
  func `nothing is said that the caller did not say`(body: [UInt8]?) throws {
    let server = try TinyServer(.answer(Self.empty))
    _ = try HTTPClient().send(ClientRequest(.post, server.address, body: body))
    let received = try #require(server.requests.first)
    #expect(
      Set(received.lines.dropFirst().map { $0.prefix { $0 != ":" } }).subtracting(["Content-Length"]) == [
        "Host", "User-Agent", "Accept",
      ])
    #expect(received.value("Content-Length") == body.map { String($0.count) })
    #expect(received.body == body ?? [])
  }

  @Test func `an answer keeps its status, every field in order, and every byte`() throws {
    let server = try TinyServer(
      .answer(
        "HTTP/1.1 412 Precondition Failed\r\nLink: a\r\nETag:\t\"8\" \r\nlink: b\r\nLeeg:\r\n"
          + "Content-Length: 4\r\n\r\n\0é\n"))
    let response = try HTTPClient().send(ClientRequest(.get, server.address))
    #expect(response.status == 412)
    #expect(response.values("LINK") == ["a", "b"])
    #expect(response.value("link") == nil, "two values are no value")
    #expect(response.value("etag") == "\"8\"")
    #expect(response.value("leeg")?.isEmpty == true)
    #expect(response.body == Array("\0é\n".utf8))
  }

  @Test func `an interim answer and trailers are not the answer`() throws {
    let server = try TinyServer(
      .answer(
        "HTTP/1.1 103 Early Hints\r\nLink: vroeg\r\n\r\nHTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n"
          + "Trailer: Laat\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nLaat: ja\r\n\r\n"))
    let response = try HTTPClient().send(ClientRequest(.get, server.address))
    #expect(response.status == 201)
    #expect(response.values("Link") == [])
    #expect(response.values("Laat") == [])
    #expect(response.body == Array("abcde".utf8))
  }

  @Test func `HEAD waits for no body`() throws {
    let server = try TinyServer(.answer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"))
    let response = try HTTPClient(limits: .init(total: .seconds(5))).send(ClientRequest(.head, server.address))
    #expect(response.value("Content-Length") == "1000")
    #expect(response.body.isEmpty)
  }

  @Test func `a redirect is an answer and takes us nowhere`() throws {
    let elsewhere = try TinyServer(.answer(Self.empty))
    let server = try TinyServer(
      .answer("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(elsewhere.address)/\r\nContent-Length: 0\r\n\r\n"))
    let response = try HTTPClient().send(ClientRequest(.post, server.address, body: [1]))
    #expect(response.status == 307)
    #expect(elsewhere.connectionCount == 0)
  }

  @Test func `one client uses one connection for one server`() throws {
    let server = try TinyServer(.answer(Self.empty))
    let client = try HTTPClient()
    for method in ClientRequest.Method.allCases { _ = try client.send(ClientRequest(method, server.address)) }
    #expect(server.requests.count == ClientRequest.Method.allCases.count)
    #expect(server.connectionCount == 1)
  }

  @Test func `nothing of one request is left in the next`() throws {
    let server = try TinyServer(.answer(Self.empty))
    let client = try HTTPClient()
    let secret = ClientHeader("Authorization", "Bearer geheim")
    _ = try client.send(ClientRequest(.put, server.address, headers: [secret], body: [1, 2, 3]))
    _ = try client.send(ClientRequest(.get, server.address))
    let second = try #require(server.requests.last)
    #expect(second.lines[0] == "GET / HTTP/1.1")
    #expect(second.value("Authorization") == nil)
    #expect(second.value("Content-Length") == nil)
  }
}
