import HTTP
import Testing

@Suite struct RandomHeadTests {
  private static let pieces: [String] =
    RequestHeadTests.good + [
      "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
      "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close, \"a\\\"b\"\r\n\r\n",
    ]
  private static let inserts: [String] = [
    "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ",", "\"", "\\", "%", "%41", "#", "?", "/", "*", "\u{0}", "\u{7F}",
    "\u{E9}",
    "HTTP/1.0", "HTTP/2.0", "http://", "Host: b\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "5",
    "Expect: 100-continue\r\n", "[::1]", "@", "chunked", "|", "A",
  ]

  @Test func `20 000 heads with random faults are judged as the obvious parser judges them`() {
    var random = SplitMix(state: 20_260_321)
    var accepted = 0
    for round in 0..<20_000 {
      let bytes = RandomHeadTests.mutated(&random)
      let outcome = parse(bytes)
      let expected = ReferenceParser.parse(bytes)
      if outcome.head != expected {
        Issue.record(
          "round \(round): \(text(bytes).debugDescription) is \(outcome), expected \(String(describing: expected))")
        return
      }
      if expected != nil { accepted += 1 }
    }
    // Neither all good nor all bad, or the comparison says nothing.
    #expect((2_000..<18_000).contains(accepted))
  }

  @Test func `a random head cut at every byte needs more until it is decided and then stays decided`() {
    var random = SplitMix(state: 7)
    for _ in 0..<400 {
      let bytes = RandomHeadTests.mutated(&random)
      var decided: Outcome?
      for count in 0...bytes.count {
        let outcome = parse(Array(bytes[..<count]))
        if let decided { #expect(outcome == decided, "\(text(bytes).debugDescription) after \(count)") }
        if decided == nil, outcome != .needMore { decided = outcome }
      }
    }
  }

  private static func mutated(_ random: inout SplitMix) -> [UInt8] {
    var bytes = pieces.randomElement(using: &random)?.latin1 ?? []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.insert(contentsOf: inserts.randomElement(using: &random)?.latin1 ?? [], at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 3 where place < bytes.count: bytes[place] ^= 0x20
      default:
        let end = min(place + Int.random(in: 1...12, using: &random), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      }
    }
    return bytes
  }
}
