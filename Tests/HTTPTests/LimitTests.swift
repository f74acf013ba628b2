import HTTP
import Testing

@Suite struct LimitTests {
  private static let limits = HeadLimits(requestLine: 64, section: 128, fields: 3)

  @Test(arguments: [(63, true), (64, true), (65, false)])
  func `a request line of exactly the limit is the longest`(length: Int, fits: Bool) {
    let line = "GET /" + String(repeating: "a", count: length - 14) + " HTTP/1.1"
    #expect(line.utf8.count == length)
    let outcome = parse(line + "\r\nHost: a\r\n\r\n", LimitTests.limits)
    if fits { #expect(outcome.head != nil) } else { #expect(outcome == .refused(414, .targetTooLong)) }
  }

  @Test(arguments: [(127, true), (128, true), (129, false)])
  func `a header section of exactly the limit is the longest`(length: Int, fits: Bool) {
    let section = "Host: a\r\nX: " + String(repeating: "a", count: length - 14) + "\r\n"
    #expect(section.utf8.count == length)
    let outcome = parse("GET / HTTP/1.1\r\n" + section + "\r\n", LimitTests.limits)
    if fits { #expect(outcome.head != nil) } else { #expect(outcome == .refused(431, .headTooLarge)) }
  }

  @Test func `one field more than the limit is too many at its first byte`() {
    let head = "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n"
    #expect(parse(head + "\r\n", LimitTests.limits).head?.fields.count == 3)
    #expect(parse(head, LimitTests.limits) == .needMore)
    #expect(parse(head + "C", LimitTests.limits) == .refused(431, .tooManyFields))
  }

  @Test func `a limit holds although no line ever ends`() {
    let endless = String(repeating: "a", count: 100)
    #expect(parse("GET /" + endless, LimitTests.limits) == .refused(414, .targetTooLong))
    #expect(parse(endless, LimitTests.limits) == .refused(414, .targetTooLong))
    #expect(parse("GET / HTTP/1.1\r\n" + endless, LimitTests.limits) == .needMore)
    #expect(parse("GET / HTTP/1.1\r\n" + endless + endless, LimitTests.limits) == .refused(431, .headTooLarge))
    #expect(parse("GET / HTTP/1.1\r\nX:" + endless + endless, LimitTests.limits) == .refused(431, .headTooLarge))
  }

  @Test func `what lies behind a limit does not change the refusal`() {
    let line = "GET /" + String(repeating: "a", count: 80)
    for count in 0...line.utf8.count {
      let outcome = parse(Array(line.utf8.prefix(count)), LimitTests.limits)
      #expect(outcome == (count < 64 ? .needMore : .refused(414, .targetTooLong)), "after \(count) bytes")
    }
    #expect(parse(line + "\u{0}", LimitTests.limits) == .refused(414, .targetTooLong))
  }

  @Test func `the documented limits are the ones without arguments`() {
    let fields = (1..<100).map { "X\($0): y\r\n" }.joined()
    #expect(parse("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n").head?.fields.count == 100)
    #expect(parse("GET / HTTP/1.1\r\nHost: a\r\n\(fields)Y: z\r\n\r\n") == .refused(431, .tooManyFields))
    let target = String(repeating: "a", count: 8192)
    #expect(parse("GET /\(target)") == .refused(414, .targetTooLong))
    let value = String(repeating: "a", count: 32768)
    #expect(parse("GET / HTTP/1.1\r\nX: \(value)") == .refused(431, .headTooLarge))
  }
}
