extension FieldTable {
  /// Every element of a comma-separated field, over all its lines, in order (RFC 9110 section 5.6.1).
  ///
  /// A comma inside a quoted string does not separate; empty elements are skipped; blanks around one are taken off.
  public func forEachElement(_ name: FieldName, _ body: (UnsafeRawBufferPointer) -> Void) {
    forEach(name) { value in
      var elements = FieldList(value)
      while let element = elements.next() { body(element) }
    }
  }
}

/// The elements of one comma-separated value, allocation-free.
public struct FieldList {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next element that is not empty. An unclosed quote reaches to the end; who reads the element will refuse it.
  public mutating func next() -> UnsafeRawBufferPointer? {
    while position < bytes.count {
      let start = position
      position = FieldList.end(of: UInt8(ascii: ","), in: bytes, from: start)
      let element = bytes.part(start, position).trimmed()
      position += 1
      if element.count > 0 { return element }
    }
    return nil
  }

  /// Where `separator` next stands outside quotes, or the end.
  static func end(of separator: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    var quoted = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        quoted.toggle()
      } else if quoted, byte == UInt8(ascii: "\\") {
        index += 1
      } else if !quoted, byte == separator {
        return index
      }
      index += 1
    }
    return bytes.count
  }
}
