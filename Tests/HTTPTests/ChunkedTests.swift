import HTTP
import Testing

@Suite struct ChunkedTests {
  enum Result: Equatable {
    /// The body, and how many bytes were used.
    case done(String, Int)
    case needMore(String)
    case malformed
  }

  static let good: [(String, String)] = [
    ("0\r\n\r\n", ""), ("3\r\nabc\r\n0\r\n\r\n", "abc"), ("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"),
    ("0003\r\nabc\r\n000\r\n\r\n", "abc"), ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
    ("a;name=value;x=\"y, z\"\r\n0123456789\r\n0;last\r\n\r\n", "0123456789"),
    ("1 ; a\t=\t b;c= \"\\\"\\\\e\" ; d\r\nx\r\n0\t;a=b\r\n\r\n", "x"), ("1;a=\"\"\r\nx\r\n0;a ;b\r\n\r\n", "x"),
    ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"), ("1\r\nx\r\n0\r\nTrailer: value\r\nX:\t\r\n\r\n", "x"),
  ]

  static let bad: [String] = [
    "\r\n", " 1\r\n", "1 \r\n", "+1\r\n", "-1\r\n", "0x1\r\n", "g\r\n", ";x\r\n", "1\n", "1\r\r", "1;x\n",
    "1;\u{0}\r\n",
    "1;\u{7F}\r\n", "1;\r\n", "1;=b\r\n", "1;;a\r\n", "1;a=\r\n", "1;a=;b\r\n", "1;a \r\n", "1;a=b \r\n", "1 ;\r\n",
    "1;a b\r\n", "1;a=b c\r\n", "1;a=\"b\r\n", "1;a=\"b\\\r\n", "1;a=\"b\"c\r\n", "1;a=b\"\r\n", "1;a==b\r\n",
    "1;a,b\r\n",
    "1;a=\"\u{0}\"\r\n", "1 a\r\n", "1\r\nab", "1\r\na\n", "1\r\na\rb", "1\r\na\r\n\r\n", "0\r\n\n",
    "0\r\n\r\r", "0\r\n X: y\r\n",
    "0\r\n: y\r\n", "0\r\nX y: z\r\n", "0\r\nX\r\n", "0\r\nX: y\nZ: a\r\n", "0\r\nX: \u{1}\r\n", "0\r\nX: y\r\n\tz\r\n",
    "8000000000000000\r\n", "FFFFFFFFFFFFFFFF\r\n", "10000000000000000\r\n", "00000000000000001\r\n",
  ]

  @Test(arguments: good) func `chunks make a body and leave what follows`(message: String, body: String) {
    #expect(decode(message) == .done(body, message.utf8.count))
    #expect(decode(message + "GET / HTTP/1.1\r\n") == .done(body, message.utf8.count))
  }

  @Test(arguments: good) func `chunks cut in two anywhere make the same body`(message: String, body: String) {
    for cut in 0..<message.utf8.count {
      guard case .needMore(let part) = decode(String(message.prefix(bytes: cut))) else {
        Issue.record("decided after \(cut) bytes")
        return
      }
      #expect(body.utf8.starts(with: part.utf8))
      #expect(decode(message, cut: cut) == .done(body, message.utf8.count))
    }
  }

  @Test func `chunks that come byte for byte make the same body`() {
    for (message, body) in ChunkedTests.good {
      var decoder = ChunkedDecoder()
      var decoded: [UInt8] = []
      var last = ChunkedDecoder.Step.needMore
      for byte in message.utf8 {
        withGuarded([byte]) { bytes in
          var position = 0
          while case .data(let range) = decoder.next(bytes, &position) { decoded += bytes[range] }
          position = 0
          last = decoder.next(UnsafeRawBufferPointer(start: nil, count: 0), &position)
        }
      }
      #expect(last == .done)
      #expect(text(decoded) == body)
    }
  }

  @Test(arguments: bad) func `what is not exactly chunks is refused and stays refused`(message: String) {
    #expect(decode(message + "\r\n0\r\n\r\n") == .malformed)
    var isMalformed = false
    for count in 0...message.utf8.count {
      let result = decode(String(message.prefix(bytes: count)))
      isMalformed = isMalformed || result == .malformed
      #expect((result == .malformed) == isMalformed, "after \(count) bytes")
      #expect(decode(message, cut: count) == .malformed)
    }
    #expect(isMalformed)
  }

  @Test(arguments: [("5\r\n", 5), ("5\r", 0), ("5", 0), ("5;a=b\r\nab", 3), ("5\r\nabcde", 0), ("0\r\n", 0)])
  func `what a chunk has yet to bring is known when its size line ends`(message: String, announced: Int) {
    var decoder = ChunkedDecoder()
    withGuarded(message.latin1) { bytes in
      var position = 0
      while case .data = decoder.next(bytes, &position) {}
    }
    #expect(decoder.announced == announced)
  }

  @Test func `the largest size there is can be read without overflow`() {
    #expect(decode("7FFFFFFFFFFFFFFF\r\nab") == .needMore("ab"))
  }

  @Test(arguments: [
    "1;" + String(repeating: "x", count: 70), "1" + String(repeating: " ", count: 70) + ";x",
    "1;x=\"" + String(repeating: "y", count: 70), "0\r\nX: " + String(repeating: "y", count: 70),
    String(repeating: "1;abcdefg\r\nx\r\n", count: 9), "0\r\n" + String(repeating: "X: 345\r\n", count: 12),
  ])
  func `packaging is limited in sum however it is spread`(message: String) {
    #expect(decode(message, limit: 64) == .malformed)
    #expect(decode(message) != .malformed)
  }

  private func decode(_ message: String, cut: Int? = nil, limit: Int = 16 * 1024) -> Result {
    var decoder = ChunkedDecoder(packagingLimit: limit)
    let bytes = message.latin1
    var decoded: [UInt8] = []
    let first = cut ?? bytes.count
    for (offset, part) in [(0, bytes[..<first]), (first, bytes[first...])] {
      let result = withGuarded(Array(part)) { part -> Result? in
        var position = 0
        while true {
          switch decoder.next(part, &position) {
          case .data(let range): decoded += part[range]
          case .needMore: return nil
          case .done: return .done(text(decoded), offset + position)
          case .malformed: return .malformed
          }
        }
      }
      if let result { return result }
    }
    return .needMore(text(decoded))
  }
}

extension String {
  fileprivate func prefix(bytes count: Int) -> String { text(latin1.prefix(count)) }
}
