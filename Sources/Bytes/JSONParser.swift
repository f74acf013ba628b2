extension JSON {
  /// How many bytes one number may take.
  public static let longestNumber = 64
  /// How many brackets within each other `parse` ever allows: its stack is the thread's.
  public static let deepest = 256

  /// Reads one document and nothing behind it.
  ///
  /// Strict: RFC 8259 without its liberties (no byte order mark) and with those of I-JSON taken away (no name twice,
  /// no lone surrogates). Time and memory are linear in the input, whatever it holds.
  /// - Parameters:
  ///   - depth: how many brackets within each other are allowed, at most `deepest`: 1 takes `[]` but not `[[]]`.
  ///   - members: how many an object may have.
  /// - Throws: the first fault, with its place.
  public static func parse(
    _ bytes: UnsafeRawBufferPointer, depth: Int = 32, members: Int = .max
  ) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes, members: members)
    return try parser.document(depth: min(depth, deepest))
  }

  public static func parse(
    _ bytes: [UInt8], depth: Int = 32, members: Int = .max
  ) throws(JSONError) -> JSON {
    try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
      try parse(UnsafeRawBufferPointer(bytes), depth: depth, members: members)
    }
  }

  public static func parse(_ text: String, depth: Int = 32) throws(JSONError) -> JSON {
    try parse(Array(text.utf8), depth: depth)
  }
}

/// A descent through the bytes; each function starts at the first byte of what it is named after.
struct JSONParser {
  let bytes: UnsafeRawBufferPointer
  private let members: Int
  var at = 0
  /// Where strings with escapes are put together; kept, so that it grows once.
  var scratch: [UInt8] = []

  init(_ bytes: UnsafeRawBufferPointer, members: Int) {
    self.bytes = bytes
    self.members = members
  }

  func fault(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    JSONError(reason, at: offset ?? at, in: bytes)
  }

  /// What is wrong when the byte here is not one that may stand here.
  func unexpected() -> JSONError { fault(at < bytes.count ? .unexpectedByte : .unexpectedEnd) }

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func document(depth: Int) throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault(.byteOrderMark) }
    skipSpace()
    let document = try value(depth)
    skipSpace()
    if at < bytes.count { throw fault(.trailingBytes) }
    return document
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value(_ depth: Int) throws(JSONError) -> JSON {
    guard let next else { throw fault(.unexpectedEnd) }
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(depth))
    case UInt8(ascii: "["): return .array(try array(depth))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "+"), UInt8(ascii: "."): throw fault(.invalidNumber)
    default: throw unexpected()
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for expected in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard next == expected else { throw unexpected() }
      at += 1
    }
    return value
  }

  private mutating func array(_ depth: Int) throws(JSONError) -> [JSON] {
    if depth < 1 { throw fault(.tooDeep) }
    at += 1
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      skipSpace()
      do throws(JSONError) {
        elements.append(try value(depth - 1))
      } catch {
        throw error.under(String(elements.count))
      }
      skipSpace()
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else { throw unexpected() }
    }
  }

  private mutating func object(_ depth: Int) throws(JSONError) -> JSONObject {
    if depth < 1 { throw fault(.tooDeep) }
    at += 1
    var members = DistinctMembers()
    skipSpace()
    if take(UInt8(ascii: "}")) { return JSONObject() }
    while true {
      skipSpace()
      let start = at
      guard next == UInt8(ascii: "\"") else { throw unexpected() }
      if members.list.count == self.members { throw fault(.tooManyMembers) }
      let name = try string()
      guard members.admit(name) else { throw fault(.duplicateName, at: start).under(name) }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected() }
      skipSpace()
      do throws(JSONError) {
        members.list.append((name, try value(depth - 1)))
      } catch {
        throw error.under(name)
      }
      skipSpace()
      if take(UInt8(ascii: "}")) { return JSONObject(distinct: members.list) }
      guard take(UInt8(ascii: ",")) else { throw unexpected() }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }
}

/// The members read so far, and whether a name is among them: looked for from the front while they are few (the members
/// of any row), in a set when they are many, so that an object of a million names takes no hour.
private struct DistinctMembers {
  var list: [(name: String, value: JSON)] = []
  private var seen: Set<ExactString> = []

  private static let few = 64

  mutating func admit(_ name: String) -> Bool {
    if list.count < Self.few { return JSONObject.place(of: name, in: list) == nil }
    if seen.isEmpty { seen = Set(list.map { ExactString($0.name) }) }
    return seen.insert(ExactString(name)).inserted
  }
}
