/// Why bytes are no JSON document that this register takes, and where.
public struct JSONError: Error, Sendable, Hashable {
  public var reason: Reason
  /// In bytes, from 0; the count of the document when it ended too soon.
  public var offset: Int
  /// From 1; lines end at a line feed.
  public var line: Int
  /// From 1, in code points.
  public var column: Int
  /// The value that was being read; for `.duplicateName` the member that came twice.
  public var pointer: JSONPointer

  public enum Reason: String, Sendable, CaseIterable {
    /// The document is cut short, or empty.
    case unexpectedEnd
    /// No value, comma, colon or bracket can begin here.
    case unexpectedByte
    /// Something stands behind the document.
    case trailingBytes
    /// A byte order mark. Source: RFC 8259 section 8.1.
    case byteOrderMark
    /// An overlong form, a surrogate, a code point over U+10FFFF or a stray byte within a string.
    case invalidUTF8
    /// `\x`, or `\u` without four hexadecimal digits.
    case invalidEscape
    /// An escaped surrogate without its other half. Source: RFC 7493 section 2.1.
    case loneSurrogate
    /// A byte below 0x20 within a string, unescaped.
    case controlCharacter
    /// `\u0000`: allowed in JSON, but no text column can keep it.
    case nul
    /// `01`, `1.`, `.5`, `+1`, `1e`.
    case invalidNumber
    /// A number of more than `JSON.longestNumber` bytes.
    case numberTooLong
    /// More brackets within each other than the caller allows.
    case tooDeep
    /// An object of more members than the caller allows.
    case tooManyMembers
    /// Two members of one object have one name. Source: RFC 7493 section 2.3.
    case duplicateName
  }

  public init(reason: Reason, offset: Int, line: Int, column: Int, pointer: JSONPointer = .root) {
    self.reason = reason
    self.offset = offset
    self.line = line
    self.column = column
    self.pointer = pointer
  }

  init(_ reason: Reason, at offset: Int, in bytes: UnsafeRawBufferPointer) {
    var line = 1
    var column = 1
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.init(reason: reason, offset: offset, line: line, column: column)
  }

  /// The same fault, seen from the object or array around it.
  func under(_ token: String) -> JSONError {
    var outer = self
    outer.pointer = JSONPointer([token] + pointer.tokens)
    return outer
  }
}
