import HTTP
import Testing

@Suite struct NegotiationTests {
  private static let offered = [
    MediaType("application/json"), MediaType("text/csv"), MediaType("text/html"), MediaType("image/svg+xml"),
  ]

  @Test(arguments: [
    ("*/*", Negotiated.chosen(0)), ("", .chosen(0)), ("text/csv", .chosen(1)), ("TEXT/CSV", .chosen(1)),
    ("text/*", .chosen(1)), ("text/html, text/csv", .chosen(1)), ("text/csv;q=0.9, text/html", .chosen(2)),
    ("text/*;q=0.5, text/csv;q=0", .chosen(2)), ("*/*;q=0.1, image/svg+xml", .chosen(3)),
    ("application/json;q=0, */*", .chosen(1)), ("application/json; charset=UTF-8", .chosen(0)),
    ("application/json;charset=\"utf-8\";q=0.4", .chosen(0)), ("application/xml", .notAcceptable),
    ("*/*;q=0", .notAcceptable), ("application/json;version=2", .notAcceptable),
    ("application/json;version=2, text/html;q=0.1", .chosen(2)), ("application/json;charset=latin1", .notAcceptable),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", .chosen(2)),
    ("application/json;q=0.001", .chosen(0)), ("application/json ; q=1.000", .chosen(0)), (" , text/csv,", .chosen(1)),
    // As Java's HttpURLConnection sends it.
    ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", .chosen(2)), ("*", .chosen(0)), ("*;q=.25", .chosen(0)),
    ("text/csv;q=.5, *;q=.4", .chosen(1)), ("*;q=0", .notAcceptable), ("*;q=.", .malformed), ("*;q=.1234", .malformed),
    ("**", .malformed), ("text", .malformed), ("text/", .malformed), ("/csv", .malformed), ("*/csv", .malformed),
    ("text/csv;q", .malformed),
    ("text/csv;q=", .malformed), ("text/csv;q=2", .malformed), ("text/csv;q=1.001", .malformed),
    ("text/csv;q=0.1234", .malformed), ("text/csv;q=-1", .malformed),
    ("text/c sv", .malformed), ("te(t/csv", .malformed), ("text/csv;a=\"b", .malformed), ("text/csv; =b", .malformed),
    ("text/csv, nonsense", .malformed), ("text/csv;q=0.5x", .malformed), ("text/csv;q=nan", .malformed),
  ])
  func `the heaviest range wins and the first offered of equals`(accept: String, result: Negotiated) throws {
    try withFields("Accept: \(accept)") { fields in
      #expect(Negotiation.mediaType(fields, offered: NegotiationTests.offered) == result)
    }
  }

  @Test func `without Accept everyone gets the first`() throws {
    try withFields { #expect(Negotiation.mediaType($0, offered: NegotiationTests.offered) == .chosen(0)) }
  }

  @Test func `several lines of Accept are one list`() throws {
    try withFields("Accept: text/html;q=0.2", "Accept: text/csv;q=0.3") { fields in
      #expect(Negotiation.mediaType(fields, offered: NegotiationTests.offered) == .chosen(1))
    }
  }

  @Test func `a range with parameters fits only a type that has them`() throws {
    let offered = [MediaType("text/csv"), MediaType("text/csv; header=present")]
    try withFields("Accept: text/csv;header=present, text/csv;q=0.5") { fields in
      #expect(Negotiation.mediaType(fields, offered: offered) == .chosen(1))
    }
  }

  @Test(arguments: [
    ("nl", Negotiated.chosen(0)), ("en", .chosen(1)), ("EN-gb", .chosen(1)), ("nl-BE, en;q=0.9", .chosen(0)),
    ("en;q=0.5, nl;q=0.6", .chosen(0)), ("en, nl", .chosen(1)), ("nl, en", .chosen(0)), ("fr", .chosen(0)),
    ("fr, en;q=0.2", .chosen(1)), ("*", .chosen(0)), ("en;q=0", .chosen(0)), ("nl;q=0, en;q=0", .chosen(0)),
    ("fr, *;q=0.1", .chosen(0)), ("", .chosen(0)), ("english", .chosen(0)), ("en-GB;q=0.8", .chosen(1)),
    ("e n", .malformed), ("en_GB", .malformed), ("en;q=2", .malformed), ("en;x=1", .malformed), ("-en", .malformed),
    ("en-", .malformed), ("abcdefghi", .malformed), ("1en", .malformed),
  ])
  func `a language is found by its widest form and Dutch is what others get`(accept: String, result: Negotiated) throws
  {
    try withFields("Accept-Language: \(accept)") { fields in
      #expect(Negotiation.language(fields, offered: ["nl", "en"]) == result)
    }
  }

  @Test(arguments: [
    ("application/json", true), ("Application/JSON", true), ("application/json; charset=utf-8", true),
    ("application/json;charset=UTF-8", true), ("application/json;charset=latin1", false), ("application/jsonx", false),
    ("application/json;v=1", false), ("text/json", false), ("", false), ("application", false),
  ])
  func `a content type is named with or without UTF-8`(contentType: String, isNamed: Bool) {
    let type = MediaType("application/json")
    #expect(withGuarded(Array(contentType.utf8)) { type.isNamed(by: $0) } == isNamed)
  }
}
