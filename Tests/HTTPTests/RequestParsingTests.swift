import HTTP
import Testing

@Suite struct RequestParsingTests {
  @Test func `a whole message is lent as one request`() throws {
    let message =
      "POST /v1/maatregelen?grond=ras HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    try Request.withParsed(Array(message.utf8)) { request in
      #expect(request.method == .post)
      #expect(String(decoding: request.path, as: UTF8.self) == "/v1/maatregelen")
      #expect(request.query.map { String(decoding: $0, as: UTF8.self) } == "grond=ras")
      guard case .bytes(let body) = request.body else {
        Issue.record("no body")
        return
      }
      #expect(String(decoding: body, as: UTF8.self) == "abc")
    }
  }
}
