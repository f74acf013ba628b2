import HTTP
import Testing

/// Heads that are no requests, and why.
@Suite struct RefusalTests {
  static let requestLines: [(String, Int, Refusal.Reason)] = [
    ("\n", 400, .malformedRequestLine), ("\r\r", 400, .malformedRequestLine), (" GET /", 400, .malformedRequestLine),
    ("\r\n\r\n\r\nGET /", 400, .malformedRequestLine), ("\tGET", 400, .malformedRequestLine),
    ("G\u{0}T /", 400, .malformedRequestLine), ("GE(T /", 400, .malformedRequestLine),
    ("GET  / HTTP/1.1", 400, .malformedRequestLine), ("GET / HTTP/1.1 \r\n", 400, .malformedRequestLine),
    ("GET /  HTTP/1.1", 400, .malformedRequestLine), ("GET /\r\n", 400, .malformedRequestLine),
    ("GET\r\n", 400, .malformedRequestLine), ("GET /\n", 400, .malformedRequestLine),
    ("GET / http/1.1", 400, .malformedRequestLine), ("GET / HTTP/11", 400, .malformedRequestLine),
    ("GET / HTTP/1,1", 400, .malformedRequestLine), ("GET / HTTP/1.1\n", 400, .malformedRequestLine),
    ("GET / HTTP/1.1\r\r", 400, .malformedRequestLine), ("GET / HTTP/1.10", 400, .malformedRequestLine),
    ("GET / HTTP/x.1", 400, .malformedRequestLine), ("GET / HTTPS/1.1", 400, .malformedRequestLine),
    ("GET / HTTP/2.0\r\n", 505, .unsupportedVersion), ("PRI * HTTP/2.0\r\n", 505, .unsupportedVersion),
    ("GET / HTTP/0.9\r\n", 505, .unsupportedVersion),
  ]

  static let targets: [String] = [
    "/a#b", "/a\u{1}b", "/a\tb", "/caf\u{E9}", "/a\u{7F}", "/%", "/%4", "/%zz", "/%4g", "/%?a", "/\"", "/<", "/{a}",
    "/a|b", "/a\\b", "/?<", "a", "example.org:443", "*", "ftp://a/", "http:/a", "http:///a", "http://", "http://?a",
    "http://user@a/", "http://a:b/", "http://a:65536/", "http://[::1/", "http://a/#x", "../", "?a",
  ]

  static let fields: [(String, Int, Refusal.Reason)] = [
    (" X: y\r\n", 400, .malformedField), ("\tX: y\r\n", 400, .malformedField), ("X : y\r\n", 400, .malformedField),
    ("X\t: y\r\n", 400, .malformedField), (": y\r\n", 400, .malformedField), ("X\r\n", 400, .malformedField),
    ("X: a\r\n b\r\n", 400, .malformedField), ("X: a\nY: b\r\n", 400, .malformedField),
    ("X: a\rY: b\r\n", 400, .malformedField), ("X: a\u{0}b\r\n", 400, .malformedField),
    ("X: a\u{7F}\r\n", 400, .malformedField), ("X: 01234567\u{1F}9\r\n", 400, .malformedField),
    ("X: 0123456789ABCDE\u{7F}", 400, .malformedField), ("X(y): a\r\n", 400, .malformedField),
    ("X y: a\r\n", 400, .malformedField), ("X\u{E9}: a\r\n", 400, .malformedField),
    ("\u{0}: a\r\n", 400, .malformedField),
    ("\n", 400, .malformedField), ("\r\r\n", 400, .malformedField), ("X: \r\r\n", 400, .malformedField),
    ("Connection: close;x\r\n\r\n", 400, .malformedField), ("Connection: \"close\"\r\n\r\n", 400, .malformedField),
    ("Host: b\r\n\r\n", 400, .ambiguousHost), ("hOST: a\r\n\r\n", 400, .ambiguousHost),
    ("Expect: 200-ok\r\n\r\n", 417, .unknownExpectation), ("Expect:\r\n\r\n", 417, .unknownExpectation),
    ("Expect: 100-continue\r\nExpect: 100-continue\r\n\r\n", 417, .unknownExpectation),
    ("Expect: 100-continue, x\r\n\r\n", 417, .unknownExpectation),
  ]

  static let framings: [(String, Int, Refusal.Reason)] = [
    ("Content-Length: 5\r\nContent-Length: 5\r\n", 400, .ambiguousFraming),
    ("Content-Length: 5\r\ncontent-length: 6\r\n", 400, .ambiguousFraming),
    ("Content-Length: 5, 5\r\n", 400, .malformedContentLength),
    ("Content-Length: +5\r\n", 400, .malformedContentLength),
    ("Content-Length: -5\r\n", 400, .malformedContentLength), ("Content-Length: 5 5\r\n", 400, .malformedContentLength),
    ("Content-Length: \r\n", 400, .malformedContentLength), ("Content-Length: 0x5\r\n", 400, .malformedContentLength),
    ("Content-Length: 5.0\r\n", 400, .malformedContentLength),
    ("Content-Length: 1e3\r\n", 400, .malformedContentLength),
    ("Content-Length: \u{B2}\r\n", 400, .malformedContentLength),
    ("Content-Length: 9223372036854775808\r\n", 400, .malformedContentLength),
    ("Content-Length: 18446744073709551621\r\n", 400, .malformedContentLength),
    ("Content-Length: 99999999999999999999999\r\n", 400, .malformedContentLength),
    ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: identity\r\n", 400, .ambiguousFraming), ("Transfer-Encoding: \r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: gzip\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: xchunked\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked, identity\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked, chunked\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: chunked;q=1\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: \"chunked\"\r\n", 400, .ambiguousFraming),
    ("Transfer-Encoding: \u{B}chunked\r\n", 400, .malformedField),
    ("Transfer-Encoding: gzip, chunked\r\n", 501, .unsupportedTransferCoding),
    ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", 501, .unsupportedTransferCoding),
  ]

  @Test(arguments: requestLines) func `a request line that is none is refused`(
    line: String, status: Int, reason: Refusal.Reason
  ) {
    expectRefusal(line, status, reason)
  }

  @Test(arguments: targets) func `a target that is none is refused`(target: String) {
    expectRefusal("GET \(target) HTTP/1.1\r\n", 400, .malformedTarget)
  }

  @Test(arguments: fields) func `a field that is none is refused`(
    line: String, status: Int, reason: Refusal.Reason
  ) {
    expectRefusal("GET / HTTP/1.1\r\nHost: a\r\n" + line, status, reason)
  }

  @Test(arguments: framings) func `a body that two readers could end in two places is refused`(
    lines: String, status: Int, reason: Refusal.Reason
  ) {
    expectRefusal("POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n", status, reason)
  }

  @Test func `HTTP 1-0 cannot be chunked`() {
    expectRefusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, .ambiguousFraming)
  }

  @Test(arguments: ["", "a b", "a,b", "http://a", "a/b", "u@a", "a:x", "a:65536", "a:1:2", "[::1", "[]", "[x]", "a%2"])
  func `a host that is none is refused`(host: String) {
    expectRefusal("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", 400, .malformedHost)
  }

  @Test(arguments: ["a", "a:", "a:65535", "127.0.0.1:80", "[::1]", "[::ffff:1.2.3.4]:1", "a%2Db", "xn--a_b~c.nl"])
  func `a host with or without a port is taken`(host: String) {
    #expect(parse("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").head?.fields.first?.value == host)
  }

  @Test func `HTTP 1-1 without a host is refused`() {
    expectRefusal("GET / HTTP/1.1\r\n\r\n", 400, .missingHost)
  }

  /// Refused, at some byte and at every later one for the same reason: how reads are split makes no difference.
  private func expectRefusal(_ head: String, _ status: Int, _ reason: Refusal.Reason) {
    let bytes = head.latin1
    let refusal = Outcome.refused(status, reason)
    #expect(parse(bytes) == refusal)
    #expect(parse(bytes + Array("\r\nX: y\r\n\r\n".utf8)) == refusal)
    var isRefused = false
    for count in 0...bytes.count {
      let outcome = parse(Array(bytes[..<count]))
      isRefused = isRefused || outcome == refusal
      #expect(outcome == (isRefused ? refusal : .needMore), "after \(count) bytes")
    }
  }
}
