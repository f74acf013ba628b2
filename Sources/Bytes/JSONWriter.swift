/// Writes JSON to the end of a buffer: compact, or indented by two spaces.
///
/// Strings are escaped as little as RFC 8259 allows: the quote, the backslash and what is below U+0020.
public enum JSONWriter {
  public static func write(_ json: JSON, into buffer: inout ByteBuffer) {
    switch json {
    case .null: buffer.append("null" as StaticString)
    case .bool(true): buffer.append("true" as StaticString)
    case .bool(false): buffer.append("false" as StaticString)
    case .number(let lexeme): buffer.append(lexeme)
    case .string(let text): writeString(text, into: &buffer)
    case .array(let elements):
      buffer.append(UInt8(ascii: "["))
      var first = true
      for element in elements {
        if !first { buffer.append(UInt8(ascii: ",")) }
        first = false
        write(element, into: &buffer)
      }
      buffer.append(UInt8(ascii: "]"))
    case .object(let object):
      buffer.append(UInt8(ascii: "{"))
      var first = true
      for member in object.members {
        if !first { buffer.append(UInt8(ascii: ",")) }
        first = false
        writeString(member.name, into: &buffer)
        buffer.append(UInt8(ascii: ":"))
        write(member.value, into: &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  /// For people: an element a line, two spaces a level, one space behind a colon; what is empty stays on its line.
  public static func writeIndented(_ json: JSON, into buffer: inout ByteBuffer, level: Int = 0) {
    switch json {
    case .array(let elements) where !elements.isEmpty:
      buffer.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        newLine(comma: place > 0, level: level + 1, into: &buffer)
        writeIndented(element, into: &buffer, level: level + 1)
      }
      newLine(comma: false, level: level, into: &buffer)
      buffer.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      buffer.append(UInt8(ascii: "{"))
      for (place, member) in object.members.enumerated() {
        newLine(comma: place > 0, level: level + 1, into: &buffer)
        writeString(member.name, into: &buffer)
        buffer.append(": " as StaticString)
        writeIndented(member.value, into: &buffer, level: level + 1)
      }
      newLine(comma: false, level: level, into: &buffer)
      buffer.append(UInt8(ascii: "}"))
    default: write(json, into: &buffer)
    }
  }

  private static func newLine(comma: Bool, level: Int, into buffer: inout ByteBuffer) {
    if comma { buffer.append(UInt8(ascii: ",")) }
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<level { buffer.append("  " as StaticString) }
  }

  /// Writes `text` between quotes.
  @inlinable
  public static func writeString(_ text: some StringProtocol, into buffer: inout ByteBuffer) {
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable {
      writeString(bytes: UnsafeRawBufferPointer($0), into: &buffer)
    }
    if fast == nil { Array(text.utf8).withUnsafeBytes { writeString(bytes: $0, into: &buffer) } }
  }

  /// Writes UTF-8 between quotes; the caller knows it to be UTF-8.
  public static func writeString(bytes: UnsafeRawBufferPointer, into buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "\""))
    var start = 0
    var mixed: UInt64 = 0
    while start < bytes.count {
      let stop = ByteScan.stringStop(in: bytes, from: start, mixed: &mixed)
      buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start..<stop]))
      if stop < bytes.count { escape(bytes[stop], into: &buffer) }
      start = stop + 1
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8, into buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: buffer.append(UInt8(ascii: "b"))
    case 0x09: buffer.append(UInt8(ascii: "t"))
    case 0x0A: buffer.append(UInt8(ascii: "n"))
    case 0x0C: buffer.append(UInt8(ascii: "f"))
    case 0x0D: buffer.append(UInt8(ascii: "r"))
    case 0..<0x20:
      buffer.append("u00" as StaticString)
      buffer.append(Hex.letter(byte >> 4))
      buffer.append(Hex.letter(byte & 15))
    default: buffer.append(byte)
    }
  }
}

extension JSON {
  /// The document, compact.
  public func encoded() -> [UInt8] {
    var buffer = ByteBuffer(capacity: 256)
    JSONWriter.write(self, into: &buffer)
    return buffer.array()
  }

  /// The document, compact.
  public var text: String { String(decoding: encoded(), as: UTF8.self) }

  /// The document for people: indented by two spaces, without a line end behind it.
  public var indented: String {
    var buffer = ByteBuffer(capacity: 256)
    JSONWriter.writeIndented(self, into: &buffer)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
