import HTTP
import Testing

/// Heads that are requests, and what is read in them.
@Suite struct RequestHeadTests {
  static let good: [String] = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "\r\n\r\nGET /v1/maatregelen?grond=ras&fase=%C3%AB HTTP/1.1\r\nHost: localhost:8080\r\nAccept: */*\r\n\r\n",
    "POST /v1/maatregelen HTTP/1.1\r\nHost: [::1]:8080\r\nContent-Length: 12\r\nContent-Type:application/json\r\n\r\n",
    "PUT /a HTTP/1.1\r\nhOsT: \t a.b.c \t\r\nTransfer-Encoding: Chunked\r\nExpect: 100-Continue\r\n\r\n",
    "PATCH http://example.org/x?y HTTP/1.1\r\nHost: other\r\nIf-Match: \"1\"\r\nIf-Match: \"2\"\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Close\r\nX-Empty:\r\nX-Text: caf\u{E9}\r\n\r\n",
    "DELETE https://a?b=c HTTP/1.0\r\nX: 0123456789abcdef 0123456789abcdef\t0123456789abcdef\r\n\r\n",
  ]

  @Test func `method target fields and framing are read as they were sent`() throws {
    let head = try #require(parse(RequestHeadTests.good[3]).head)
    #expect(head.method == .post)
    #expect(head.target == "/v1/maatregelen")
    #expect(head.framing == .length(12))
    #expect(head.persistent)
    #expect(head.fields.map(\.name) == ["Host", "Content-Length", "Content-Type"])
    #expect(head.fields.map(\.value) == ["[::1]:8080", "12", "application/json"])
    #expect(head.count == RequestHeadTests.good[3].utf8.count)
  }

  @Test(arguments: [
    ("GET", HTTP.Method.get), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("PATCH", .patch),
    ("DELETE", .delete), ("OPTIONS", .options), ("get", .other), ("TRACE", .other), ("PROPFIND", .other),
  ])
  func `a method is known by its exact letters`(name: String, method: HTTP.Method) {
    #expect(parse("\(name) / HTTP/1.1\r\nHost: a\r\n\r\n").head?.method == method)
  }

  @Test(arguments: good) func `a head cut short anywhere needs more and then is the same head`(head: String) {
    let bytes = text(head.latin1).latin1
    let whole = parse(bytes)
    #expect(whole.head != nil)
    for count in 0..<bytes.count { #expect(parse(Array(bytes[..<count])) == .needMore, "after \(count) bytes") }
    #expect(parse(bytes + Array("GET / HT".utf8)) == whole)
  }

  @Test func `what stands behind a head does not matter to it`() {
    let head = RequestHeadTests.good[0]
    #expect(parse(head + "\u{0}\u{1}\n\n\n") == parse(head))
  }

  @Test(arguments: [
    ("http://example.org", "/", "example.org"), ("http://example.org/", "/", "example.org"),
    ("HTTP://Example.org:80/a/b?c", "/a/b?c", "Example.org:80"), ("https://a?b", "/?b", "a"),
    ("http://[2001:db8::1]:8/x", "/x", "[2001:db8::1]:8"),
  ])
  func `of an absolute form the authority counts and the path is taken`(target: String, path: String, host: String)
    throws
  {
    for lines in ["Host: other\r\n", ""] {
      let head = try #require(parse("GET \(target) HTTP/1.\(lines.isEmpty ? 0 : 1)\r\n\(lines)\r\n").head)
      #expect(head.target == path)
      #expect(head.fields.map(\.value) == [host])
    }
    #expect(parse("GET \(target) HTTP/1.1\r\n\r\n") == .refused(400, .missingHost))
  }

  @Test func `OPTIONS without a path asks about the whole server`() {
    #expect(parse("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n").head?.target == "*")
  }

  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
    ("HTTP/1.1", "Connection: Keep-Alive\r\n", true), ("HTTP/1.1", "Connection: a, ,CLOSE\r\n", false),
    ("HTTP/1.1", "Connection: a\r\nConnection: close\r\n", false), ("HTTP/1.1", "Connection: closed\r\n", true),
    ("HTTP/1.0", "", false), ("HTTP/1.0", "Connection: keep-alive\r\n", false),
    ("HTTP/1.2", "", true), ("HTTP/1.9", "Connection: close\r\n", false),
  ])
  func `only HTTP 1-1 and later goes on and only unless it says close`(version: String, lines: String, persistent: Bool)
  {
    #expect(parse("GET / \(version)\r\nHost: a\r\n\(lines)\r\n").head?.persistent == persistent)
  }

  @Test func `a later HTTP 1 is read as HTTP 1-1, and needs a host like it`() {
    #expect(parse("GET / HTTP/1.2\r\n\r\n") == .refused(400, .missingHost))
    #expect(parse("PUT / HTTP/1.2\r\nHost: a\r\nExpect: 100-continue\r\n\r\n").head?.expectsContinue == true)
  }

  @Test func `HTTP 1-0 expects nothing`() {
    #expect(parse("PUT / HTTP/1.0\r\nExpect: what\r\n\r\n").head?.expectsContinue == false)
  }

  @Test func `a repeated field is several and never the last one`() throws {
    try withFields("If-Match: \"1\"", "X: y", "if-match: \"2\"") { fields in
      guard case .several = fields.value(.ifMatch) else {
        Issue.record("one value won")
        return
      }
      var values: [String] = []
      fields.forEach(.ifMatch) { values.append(text($0)) }
      #expect(values == ["\"1\"", "\"2\""])
      #expect(fields.value(.host).single.map { text($0) } == "a")
      guard case .absent = fields.value(.accept) else {
        Issue.record("Accept was not sent")
        return
      }
    }
  }

  @Test(arguments: FieldName.allCases) func `every name is recognised whatever its case`(name: FieldName) throws {
    // The wire name is the case name with a hyphen before each capital; `ID` stays together.
    var wire = ""
    for character in "\(name)".replacing("ID", with: "Id") {
      wire += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
    let value: String =
      switch name {
      case .host: "a"
      case .contentLength: "0"
      case .transferEncoding: "chunked"
      case .expect: "100-continue"
      default: "v"
      }
    for spelling in [wire, wire.uppercased()] {
      let host = name == .host ? "" : "Host: a\r\n"
      try Request.withParsed(
        Array(
          "GET / HTTP/1.1\r\n\(host)\(spelling): \(value)\r\n\r\n\(name == .transferEncoding ? "0\r\n\r\n" : "")".utf8)
      ) { request in
        #expect(request.fields.value(name).single.map { text($0) } == value)
      }
    }
  }

  @Test func `a name that only resembles one is another field`() throws {
    try withFields("Hos\u{74}x: b", "Content_Length: 5", "Accep: x", "Content-Lengt\u{68}s: 1") { fields in
      #expect(!fields.contains(.contentLength))
      #expect(!fields.contains(.accept))
      #expect(fields.count == 5)
    }
  }
}
