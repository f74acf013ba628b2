/// Reads the head of a request, strictly (RFC 9112): what is ambiguous is refused, nothing is repaired.
///
/// It keeps no state: give it everything received since the last request and it says the same whatever the reads were.
/// A refusal depends on the shortest prefix that deserves it and stays the same whatever follows.
///
/// Stricter than the RFC must be: a bare LF, a bare CR and obs-fold are refused (2.2, 5.2); so are two Content-Length
/// fields that agree, and user information in an authority. Kinder where it is harmless: two empty
/// lines before the request line (2.2), bytes over 0x7F in values (they are opaque; the fields that frame a message
/// or name its host have grammars of their own that exclude them), and in a query the ASCII that browsers leave bare.
public enum RequestHeadParser {
  /// - Complexity: O(n), allocates nothing.
  public static func parse(_ bytes: UnsafeRawBufferPointer, into storage: inout HeadStorage) -> HeadResult {
    do throws(Stop) {
      storage.removeAll()
      var reader = HeadReader(bytes)
      let line = try reader.requestLine(limit: storage.limits.requestLine)
      try reader.fields(into: &storage)
      return try finish(line, reader, &storage)
    } catch {
      switch error {
      case .needMore: return .needMore
      case .refused(let refusal): return .refused(refusal)
      }
    }
  }

  /// What only the whole head can tell: the host, the framing, and how the connection goes on.
  private static func finish(
    _ line: RequestLine, _ reader: HeadReader, _ storage: inout HeadStorage
  ) throws(Stop) -> HeadResult {
    do throws(Refusal) {
      guard let base = reader.bytes.baseAddress else { return .needMore }
      let fields = storage.table(over: base)
      try requireHost(fields, minor: line.minor)
      let framing = try BodyFraming.decide(fields, minor: line.minor)
      let closes = try asksToClose(fields)
      let expects = try expectsContinue(fields, minor: line.minor)
      let target = try TargetForm.resolve(line, reader.bytes, &storage)
      return .complete(
        RequestHead(
          method: line.method, target: target, fields: storage.table(over: base), framing: framing,
          persistent: line.minor == 1 && !closes, expectsContinue: expects, count: reader.position))
    } catch {
      throw .refused(error)
    }
  }

  /// RFC 9112, 3.2: HTTP/1.1 has exactly one Host, and it is a host.
  private static func requireHost(_ fields: FieldTable, minor: UInt8) throws(Refusal) {
    switch fields.value(.host) {
    case .absent: if minor > 0 { throw Refusal(400, .missingHost) }
    case .several: throw Refusal(400, .ambiguousHost)
    case .one(let value): if !TargetForm.isAuthority(value) { throw Refusal(400, .malformedHost) }
    }
  }

  private static func asksToClose(_ fields: FieldTable) throws(Refusal) -> Bool {
    guard fields.contains(.connection) else { return false }
    var closes = false
    var malformed = false
    fields.forEachElement(.connection) { option in
      if option.equalsIgnoringCase("close") { closes = true }
      for byte in option where !byte.isToken { malformed = true }
    }
    if malformed { throw Refusal(400, .malformedField) }
    return closes
  }

  /// RFC 9110, 10.1.1: one expectation exists, and HTTP/1.0 has none.
  private static func expectsContinue(_ fields: FieldTable, minor: UInt8) throws(Refusal) -> Bool {
    guard minor > 0, fields.contains(.expect) else { return false }
    guard case .one(let value) = fields.value(.expect), value.equalsIgnoringCase("100-continue") else {
      throw Refusal(417, .unknownExpectation)
    }
    return true
  }
}

/// Why reading stops before the head is complete.
enum Stop: Error {
  case needMore
  case refused(Refusal)
}

struct RequestLine {
  var method: Method
  var target: Range<Int>
  /// 0 or 1, of HTTP/1.x.
  var minor: UInt8
}

/// Walks over the bytes of a head once, from front to back; never looks past what it was given.
struct HeadReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var position = 0
  /// Where what is being read must have ended, and what it is called when it has not.
  private var end = 0
  private var bound = 0
  private var overrun = Refusal(431, .headTooLarge)

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func requestLine(limit: Int) throws(Stop) -> RequestLine {
    try skipEmptyLines()
    allow(limit, else: Refusal(414, .targetTooLong))
    let method = try method()
    let target = try target()
    let version = try version()
    // The limit is of the line itself: its end comes on top.
    allow(2, else: Refusal(414, .targetTooLong))
    try lineEnd(.malformedRequestLine)
    guard version.major == 1 else { throw .refused(Refusal(505, .unsupportedVersion)) }
    if let refusal = TargetForm.refusal(of: bytes.part(target.lowerBound, target.upperBound), method) {
      throw .refused(refusal)
    }
    // RFC 9110, 2.5: a higher minor version is read as the highest one we speak.
    return RequestLine(method: method, target: target, minor: min(version.minor, 1))
  }

  mutating func fields(into storage: inout HeadStorage) throws(Stop) {
    // The limit is of the field lines; the empty line that ends them comes on top.
    allow(storage.limits.section + 2, else: Refusal(431, .headTooLarge))
    while try peek() != .cr {
      if storage.count == storage.limits.fields { throw .refused(Refusal(431, .tooManyFields)) }
      let name = try fieldName()
      let value = try fieldValue()
      storage.add(bytes, name: name, value: value)
    }
    try lineEnd(.malformedField)
  }

  // MARK: the request line

  /// RFC 9112, 2.2: an empty line or two before the request line is what old clients left behind a body.
  private mutating func skipEmptyLines() throws(Stop) {
    for _ in 0..<2 {
      guard position < bytes.count else { throw .needMore }
      guard bytes[position] == .cr else { return }
      end = bytes.count
      bound = .max
      try lineEnd(.malformedRequestLine)
    }
  }

  private mutating func method() throws(Stop) -> Method {
    let start = position
    while true {
      let byte = try peek()
      if byte == .space { break }
      guard byte.isToken else { throw .refused(Refusal(400, .malformedRequestLine)) }
      position += 1
    }
    guard position > start else { throw .refused(Refusal(400, .malformedRequestLine)) }
    let method = Method(bytes.part(start, position))
    position += 1
    return method
  }

  /// Path and query: no blank, no control, no byte over 0x7E, no fragment, and in the path `%` with two digits behind
  /// it. In the query that is left to `QueryString`, which can say in which parameter.
  private mutating func target() throws(Stop) -> Range<Int> {
    let start = position
    var inQuery = false
    while true {
      let byte = try peek()
      if byte == .space { break }
      if byte == UInt8(ascii: "%"), !inQuery {
        for _ in 0..<2 {
          position += 1
          if try peek().hexValue == nil { throw .refused(Refusal(400, .malformedTarget)) }
        }
      } else if byte == UInt8(ascii: "?") {
        inQuery = true
      } else if !TargetForm.allows(byte, inQuery: inQuery) {
        throw .refused(Refusal(400, byte == .cr || byte == .lf ? .malformedRequestLine : .malformedTarget))
      }
      position += 1
    }
    guard position > start else { throw .refused(Refusal(400, .malformedRequestLine)) }
    position += 1
    return start..<position - 1
  }

  private mutating func version() throws(Stop) -> (major: UInt8, minor: UInt8) {
    let name: StaticString = "HTTP/"
    for index in 0..<5 {
      guard try take() == name.utf8Start[index] else { throw .refused(Refusal(400, .malformedRequestLine)) }
    }
    let major = try digit()
    guard try take() == UInt8(ascii: ".") else { throw .refused(Refusal(400, .malformedRequestLine)) }
    return (major, try digit())
  }

  private mutating func digit() throws(Stop) -> UInt8 {
    let byte = try take()
    guard byte.isDigit else { throw .refused(Refusal(400, .malformedRequestLine)) }
    return byte &- UInt8(ascii: "0")
  }

  // MARK: fields

  /// A token with the colon right behind it; a blank at its start is obs-fold, one before the colon hides a name.
  private mutating func fieldName() throws(Stop) -> Range<Int> {
    let start = position
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: ":") { break }
      guard byte.isToken else { throw .refused(Refusal(400, .malformedField)) }
      position += 1
    }
    guard position > start else { throw .refused(Refusal(400, .malformedField)) }
    position += 1
    return start..<position - 1
  }

  private mutating func fieldValue() throws(Stop) -> Range<Int> {
    while try peek().isBlank { position += 1 }
    let start = position
    skipPlainBytes()
    while try peek().isFieldContent { position += 1 }
    var last = position
    try lineEnd(.malformedField)
    while last > start, bytes[last - 1].isBlank { last -= 1 }
    return start..<last
  }

  /// Eight bytes at a time while all of them are plain: none under 0x20, none 0x7F.
  private mutating func skipPlainBytes() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    while end - position >= 8 {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let deleted = word ^ (ones &* 0x7F)
      let controls = (word &- ones &* 0x20) & ~word
      if (controls | ((deleted &- ones) & ~deleted)) & tops != 0 { return }
      position += 8
    }
  }

  // MARK: bytes and bounds

  private mutating func allow(_ limit: Int, else refusal: Refusal) {
    bound = position + limit
    end = min(bytes.count, bound)
    overrun = refusal
  }

  @inline(__always) private func peek() throws(Stop) -> UInt8 {
    if position < end { return bytes[position] }
    throw bytes.count >= bound ? .refused(overrun) : .needMore
  }

  @inline(__always) private mutating func take() throws(Stop) -> UInt8 {
    let byte = try peek()
    position += 1
    return byte
  }

  private mutating func lineEnd(_ reason: Refusal.Reason) throws(Stop) {
    guard try take() == .cr else { throw .refused(Refusal(400, reason)) }
    guard try take() == .lf else { throw .refused(Refusal(400, reason)) }
  }
}
