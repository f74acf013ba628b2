import HTTP
import Testing

@Suite struct TargetTests {
  @Test(arguments: [
    ("a=b", ["a", "b"]), ("a=b&c=d", ["a", "b", "c", "d"]), ("a=1&a=2", ["a", "1", "a", "2"]),
    ("a=b=c", ["a", "b=c"]), ("a", ["a", ""]), ("a=", ["a", ""]), ("=b", ["", "b"]), ("", []), ("&&a=b&", ["a", "b"]),
    ("a+b=c%20d+e", ["a b", "c d e"]), ("%C3%AB=%e2%82%ac", ["ë", "€"]), ("a=%26%3D%2B", ["a", "&=+"]),
    ("a=b;c=d", ["a", "b;c=d"]), ("a=%0A", ["a", "\n"]),
  ])
  func `a query is its pairs in order and decoded`(query: String, pairs: [String]) {
    let parsed = withGuarded(Array(query.utf8)) { QueryString($0) }
    #expect(parsed.parameters.flatMap { [$0.key, $0.value] } == pairs)
    #expect(parsed.faults.isEmpty)
  }

  @Test(arguments: [
    ("a=%", "a", DecodingFault.malformedPercent), ("a=%4", "a", .malformedPercent), ("a=%4x", "a", .malformedPercent),
    ("%zz=1", "%zz", .malformedPercent), ("a=%ff", "a", .invalidUTF8), ("a=%C3", "a", .invalidUTF8),
    ("a=%C0%AF", "a", .invalidUTF8), ("a=%ED%A0%80", "a", .invalidUTF8), ("%FF=1", "%FF", .invalidUTF8),
    ("a=b%00", "a", .nul), ("a+b=%", "a b", .malformedPercent),
  ])
  func `a pair that is no text is a fault that names its key`(query: String, key: String, reason: DecodingFault) {
    let parsed = withGuarded(Array((query + "&ok=1&x=%").utf8)) { QueryString($0) }
    #expect(parsed.parameters.map(\.key) == ["ok"])
    #expect(parsed.faults.map(\.key) == [key, "x"])
    #expect(parsed.faults.first?.reason == reason)
  }

  @Test(arguments: [
    ("/", [""]), ("/a", ["a"]), ("/a/", ["a", ""]), ("/v1/m%2Dvia", ["v1", "m-via"]), ("/a%2Fb/c", ["a/b", "c"]),
    ("//a", ["", "a"]), ("/a+b", ["a+b"]), ("/%C3%AB", ["ë"]), ("/../%2e%2e", ["..", ".."]),
  ])
  func `an encoded slash stays inside its segment`(path: String, segments: [String]) throws {
    #expect(try withGuarded(Array(path.utf8)) { try PathSegments($0).segments } == segments)
  }

  @Test(arguments: [("/a/%00", DecodingFault.nul), ("/%ff", .invalidUTF8), ("/%2", .malformedPercent)])
  func `a segment that is no text is a fault`(path: String, fault: DecodingFault) {
    #expect(throws: fault) { try withGuarded(Array(path.utf8)) { try PathSegments($0) } }
  }

  @Test(
    arguments: [
      ("/a", "/a", nil), ("/a?", "/a", ""), ("/a?b=c?d", "/a", "b=c?d"), ("/?x", "/", "x"),
    ] as [(String, String, String?)])
  func `the first question mark ends the path`(target: String, path: String, query: String?) throws {
    try Request.withParsed(Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)) { request in
      #expect(text(request.path) == path)
      #expect(request.query.map { text($0) } == query)
    }
  }
}
