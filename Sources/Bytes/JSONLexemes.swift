extension JSONParser {
  /// Reads a number and keeps its lexeme. Source: RFC 8259 section 6.
  mutating func number() throws(JSONError) -> String {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
      if isDigit(next) { throw fault(.invalidNumber) }
    } else {
      try digits()
    }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    if at - start > JSON.longestNumber { throw fault(.numberTooLong, at: start) }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// One digit or more.
  private mutating func digits() throws(JSONError) {
    guard let first = next else { throw fault(.unexpectedEnd) }
    guard isDigit(first) else { throw fault(.invalidNumber) }
    while isDigit(next) { at += 1 }
  }

  /// Reads a string from its opening quote to behind its closing one.
  mutating func string() throws(JSONError) -> String {
    let start = at + 1
    var mixed: UInt64 = 0
    let stop = ByteScan.stringStop(in: bytes, from: start, mixed: &mixed)
    if stop < bytes.count, bytes[stop] == UInt8(ascii: "\"") {
      at = stop + 1
      return try text(UnsafeRawBufferPointer(rebasing: bytes[start..<stop]), from: start, isPlain: mixed == 0)
    }
    return try escapedString(from: start, upTo: stop)
  }

  /// A string that has escapes, or a fault: everything before `stop` is plain.
  private mutating func escapedString(from start: Int, upTo stop: Int) throws(JSONError) -> String {
    scratch.removeAll(keepingCapacity: true)
    var plain = start
    var stop = stop
    var mixed: UInt64 = 0
    while true {
      scratch.append(contentsOf: bytes[plain..<stop])
      at = stop
      switch next {
      case UInt8(ascii: "\""):
        // What escapes add is whole code points, so a broken one in the plain bytes stays broken.
        if let broken = UTF8Check.firstInvalid(in: UnsafeRawBufferPointer(rebasing: bytes[start..<stop])) {
          throw fault(.invalidUTF8, at: start + broken)
        }
        at += 1
        return String(decoding: scratch, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape()
      case nil: throw fault(.unexpectedEnd)
      default: throw fault(.controlCharacter)
      }
      plain = at
      stop = ByteScan.stringStop(in: bytes, from: plain, mixed: &mixed)
    }
  }

  /// - Parameter isPlain: every byte is ASCII.
  private func text(
    _ text: UnsafeRawBufferPointer, from start: Int, isPlain: Bool
  ) throws(JSONError) -> String {
    // Looked at here, because `String(validating:)` takes five times as long for the few letters of most strings.
    if !isPlain, let broken = UTF8Check.firstInvalid(in: text) { throw fault(.invalidUTF8, at: start + broken) }
    return text.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads one escape, both halves when it is a surrogate pair, into `scratch`.
  private mutating func escape() throws(JSONError) {
    let start = at
    at += 1
    guard let letter = next else { throw fault(.unexpectedEnd) }
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(letter)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(from: start)
    default: throw fault(.invalidEscape, at: start)
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(JSONError) {
    let first = try hexadecimal(of: start)
    if first == 0 { throw fault(.nul, at: start) }
    if let scalar = Unicode.Scalar(first) { return scratch.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped) }

    let second = at
    guard UTF16.isLeadSurrogate(UInt16(first)) else { throw fault(.loneSurrogate, at: start) }
    for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
      guard let byte = next else { throw fault(.unexpectedEnd) }
      guard byte == expected else { throw fault(.loneSurrogate, at: start) }
      at += 1
    }
    let low = try hexadecimal(of: second)
    guard UTF16.isTrailSurrogate(UInt16(low)) else { throw fault(.loneSurrogate, at: start) }
    let scalar = UTF16.decode(UTF16.EncodedScalar([UInt16(first), UInt16(low)]))
    scratch.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
  }

  /// The four digits of `\uXXXX`.
  private mutating func hexadecimal(of escape: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw fault(.unexpectedEnd) }
      guard let digit = Hex.digit(byte) else { throw fault(.invalidEscape, at: escape) }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
