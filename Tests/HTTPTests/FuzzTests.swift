import Fuzzing
import HTTP
import Testing

/// Everything that reads bytes from a socket, against the same thing written slowly and plainly.
@Suite(.serialized) struct HTTPFuzzTests {
  @Test func `kop: a head is judged as the obvious parser judges it`() throws {
    let fuzz = Fuzz(
      "kop",
      corpus: RequestHeadTests.good + [
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close, \"a\\\"b\"\r\n\r\n",
        "GET http://a.b:80/x?y HTTP/1.1\r\nHost: a.b:80\r\nExpect: 100-continue\r\n\r\n",
      ],
      pieces: [
        "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ",", "\"", "\\", "%", "%41", "#", "?", "/", "*", "\0", "\u{7F}",
        "HTTP/1.0", "HTTP/2.0", "http://", "Host: b\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n",
        "5",
        "Expect: 100-continue\r\n", "[::1]", "@", "chunked", "|", "A", "Connection: close\r\n",
      ], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      let outcome = parse(bytes)
      let expected = ReferenceParser.parse(bytes)
      return outcome.head == expected ? nil : "is \(outcome), expected \(String(describing: expected))"
    }
    #expect(inputs > 0)
  }

  @Test func `blokken: chunks are taken apart as the obvious decoder does, wherever they are cut`() throws {
    let fuzz = Fuzz(
      "blokken",
      corpus: [
        "0\r\n\r\n", "5\r\nhallo\r\n0\r\n\r\n", "5;a=b\r\nhallo\r\n0\r\nX: y\r\n\r\n", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
        "a\r\n0123456789\r\nF;x\r\n0123456789abcde\r\n0\r\nA: 1\r\nB: 2\r\n\r\n", "7FFFFFFFFFFFFFFF\r\nx",
        "5 ;\ta = \"b\\\"c\" ;d\r\nhallo\r\n0;e\r\n\r\n", "00005\r\nhallo\r\n000\r\n\r\n",
        "3\r\n\r\n\r\r\n0\r\n\r\nGET / HTTP/1.1\r\n",
      ],
      pieces: [
        "\r\n", "\r", "\n", "0", "0\r\n\r\n", ";", "=", " ", "\t", ":", "X: y\r\n", "FFFFFFFFFFFFFFFF",
        "10000000000000000",
        "\0", "-", "+", "0x", "\"", "\\", ";a", ";a=b", " ;", "=\"x\"",
      ], count: 5_000)
    let inputs = try fuzz.run { bytes, random in
      let expected = ChunkReference.decode(bytes)
      let whole = Self.decode(bytes, pieces: [bytes.count])
      if whole != expected { return "is \(whole), expected \(expected)" }
      var pieces: [Int] = []
      while pieces.reduce(0, +) < bytes.count { pieces.append(Int.random(in: 1...7, using: &random)) }
      let cut = Self.decode(bytes, pieces: pieces)
      return cut == expected ? nil : "cut in \(pieces) is \(cut), expected \(expected)"
    }
    #expect(inputs > 0)
  }

  private static func decode(_ bytes: [UInt8], pieces: [Int]) -> ChunkReference.Result {
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    var start = 0
    for count in pieces {
      let piece = Array(bytes[start..<min(start + count, bytes.count)])
      var position = 0
      let result = withGuarded(piece) { piece -> ChunkReference.Result? in
        while true {
          switch decoder.next(piece, &position) {
          case .data(let range): body.append(contentsOf: piece[range])
          case .needMore: return nil
          case .done: return .done(body, used: start + position)
          case .malformed: return .malformed
          }
        }
      }
      if let result { return result }
      start += piece.count
    }
    return .needMore(body)
  }

  @Test func `vraag: a query is split and decoded as the obvious way does it`() throws {
    let fuzz = Fuzz(
      "vraag",
      corpus: [
        "grond=ras&fase=a,b&grond=leeftijd", "search=moslim*+discriminatie&limit=20", "a", "a=", "=b", "a=b=c", "&&a&",
        "naam=co%C3%B6rdinator&x=%F0%9F%8C%8D", "a=%00", "a=%C3", "a=%ED%A0%80", "%61%3D=%26", "a=%2", "a=%", "a=%zz",
      ],
      pieces: ["&", "=", "%", "+", "%26", "%3D", "%00", "%C3%A9", "%FF", "%25", "é", "\0", "%2B", "%c3%28", "#", "?"],
      count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      let query = withGuarded(bytes) { QueryString($0) }
      let expected = Self.split(bytes)
      let found = query.parameters.map { [$0.key, $0.value] }
      if found != expected.good { return "has \(found), expected \(expected.good)" }
      return query.faults.count == expected.bad ? nil : "\(query.faults.count) faults, expected \(expected.bad)"
    }
    #expect(inputs > 0)
  }

  /// Pairs that decode, and how many do not.
  private static func split(_ bytes: [UInt8]) -> (good: [[String]], bad: Int) {
    var good: [[String]] = []
    var bad = 0
    for piece in bytes.split(separator: UInt8(ascii: "&")) {
      let halves = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let texts = [halves[0], halves.count > 1 ? halves[1] : []].map { decode(Array($0)) }
      if let key = texts[0], let value = texts[1] { good.append([key, value]) } else { bad += 1 }
    }
    return (good, bad)
  }

  private static func decode(_ bytes: [UInt8]) -> String? {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        decoded.append(32)
      } else if byte == UInt8(ascii: "%") {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        decoded.append(value)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded.contains(0) ? nil : String(validating: decoded, as: UTF8.self)
  }
}

/// Chunks taken apart line by line. Source: RFC 9112 section 7.1.
enum ChunkReference {
  enum Result: Equatable {
    case done([UInt8], used: Int)
    case needMore([UInt8])
    case malformed
  }

  /// Where a line ends; nil when its end has not come, and what makes it no line is told apart.
  private enum Line {
    case whole([UInt8], next: Int)
    case cut([UInt8])
    case bad
  }

  private static func line(_ bytes: [UInt8], _ start: Int, _ isContent: (UInt8) -> Bool) -> Line {
    var index = start
    while index < bytes.count, bytes[index] != 13 {
      if !isContent(bytes[index]) { return .bad }
      index += 1
    }
    if index + 1 >= bytes.count { return .cut(Array(bytes[start..<index]) + (index < bytes.count ? [13] : [])) }
    return bytes[index + 1] == 10 ? .whole(Array(bytes[start..<index]), next: index + 2) : .bad
  }

  private static func isContent(_ byte: UInt8) -> Bool { byte == 9 || byte >= 32 && byte != 127 }
  private static let token = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let hex = Set("0123456789abcdefABCDEF".utf8)

  static func decode(_ bytes: [UInt8]) -> Result {
    var body: [UInt8] = []
    var at = 0
    while true {
      switch line(bytes, at, isContent) {
      case .bad: return .malformed
      case .cut(let part): return mayBecomeSize(part) ? .needMore(body) : .malformed
      case .whole(let text, let next):
        guard let size = size(text) else { return .malformed }
        at = next
        if size == 0 { return trailers(bytes, at, body) }
        let end = at + min(size, bytes.count - at)
        body += bytes[at..<end]
        if size > bytes.count - at { return .needMore(body) }
        at = end
        for wanted: UInt8 in [13, 10] {
          if at == bytes.count { return .needMore(body) }
          if bytes[at] != wanted { return .malformed }
          at += 1
        }
      }
    }
  }

  /// The size on a line: `1*HEXDIG *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )`.
  private static func size(_ line: [UInt8]) -> Int? {
    let digits = line.prefix(while: hex.contains)
    guard (1...16).contains(digits.count), let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
      return nil
    }
    var rest = line.dropFirst(digits.count)
    while !rest.isEmpty {
      rest = rest.drop(while: isBlank)
      guard rest.popFirst() == UInt8(ascii: ";") else { return nil }
      rest = rest.drop(while: isBlank)
      guard let afterName = afterToken(rest) else { return nil }
      rest = afterName
      let afterBlanks = rest.drop(while: isBlank)
      if afterBlanks.first == UInt8(ascii: "=") {
        let value = afterBlanks.dropFirst().drop(while: isBlank)
        guard let afterValue = value.first == UInt8(ascii: "\"") ? afterQuoted(value) : afterToken(value) else {
          return nil
        }
        rest = afterValue
      }
    }
    return size
  }

  private static func afterToken(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let name = bytes.prefix(while: token.contains)
    return name.isEmpty ? nil : bytes.dropFirst(name.count)
  }

  private static func afterQuoted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = bytes.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return rest }
      if byte == UInt8(ascii: "\\"), rest.popFirst() == nil { return nil }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 9 || byte == 32 }

  /// Of a line that is cut short: one of the ways in which such a line may end makes it whole.
  private static func mayBecomeSize(_ line: [UInt8]) -> Bool {
    if line.last == 13 { return size(line.dropLast()) != nil }
    return ["", "0", "a", ";a", "\"", "a\""].contains { size(line + $0.utf8) != nil }
  }

  private static func trailers(_ bytes: [UInt8], _ start: Int, _ body: [UInt8]) -> Result {
    var at = start
    while true {
      switch line(bytes, at, isContent) {
      case .bad: return .malformed
      case .cut(let part):
        let name = part.prefix { $0 != UInt8(ascii: ":") }
        let isFine = name.count == part.count ? part == [13] || name.allSatisfy(token.contains) : isName(name)
        return isFine ? .needMore(body) : .malformed
      case .whole(let text, let next):
        if text.isEmpty { return .done(body, used: next) }
        let name = text.prefix { $0 != UInt8(ascii: ":") }
        if name.count == text.count || !isName(name) { return .malformed }
        at = next
      }
    }
  }

  private static func isName(_ name: ArraySlice<UInt8>) -> Bool { !name.isEmpty && name.allSatisfy(token.contains) }
}
