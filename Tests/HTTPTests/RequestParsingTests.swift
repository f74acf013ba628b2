import HTTP
import Testing

@Suite struct RequestParsingTests {
  private static let chunked =
    "POST /v1/maatregelen?grond=ras HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"

  @Test func `a whole message is lent as one request`() throws {
    try Request.withParsed(Array(RequestParsingTests.chunked.utf8)) { request in
      #expect(request.method == .post)
      guard case .bytes(let body) = request.body else {
        Issue.record("no body")
        return
      }
      #expect(text(body) == "abc")
    }
  }

  @Test func `a body over the limit is lent as too large`() throws {
    try Request.withParsed(Array(RequestParsingTests.chunked.utf8), bodyLimit: 2) { request in
      guard case .unread = request.body else {
        Issue.record("lent anyway")
        return
      }
    }
  }

  @Test func `a message that ends too soon is no request`() {
    let whole = Array(RequestParsingTests.chunked.utf8)
    for count in 0..<whole.count {
      #expect(throws: Refusal(status: 400, reason: .incompleteRequest)) {
        try Request.withParsed(Array(whole[..<count])) { _ in }
      }
    }
  }
}
