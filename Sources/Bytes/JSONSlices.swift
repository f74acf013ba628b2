/// Finds the members of a JSON object and the elements of a JSON array without reading them: `fields=a,b` copies
/// slices of what was rendered before.
///
/// Only for JSON that this program wrote, compact. Anything else gives wrong slices, but never a read outside the
/// bytes and never an endless loop.
public enum JSONSlices {
  /// Calls `body` for each member in order, until it returns false.
  ///
  /// - Parameter body: gets the name as it stands between its quotes, still escaped, and where the value is.
  /// - Returns: false when the bytes are no object written compactly.
  @discardableResult
  public static func forEachMember(
    of bytes: UnsafeRawBufferPointer, _ body: (_ name: UnsafeRawBufferPointer, _ value: Range<Int>) -> Bool
  ) -> Bool {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "{"), bytes[bytes.count - 1] == UInt8(ascii: "}") else {
      return false
    }
    if bytes.count == 2 { return true }
    let end = bytes.count - 1
    var at = 1
    while at < end, bytes[at] == UInt8(ascii: "\"") {
      let colon = endOfString(in: bytes, from: at)
      guard colon < end, bytes[colon] == UInt8(ascii: ":") else { return false }
      let value = endOfValue(in: bytes, from: colon + 1)
      guard value <= end, value > colon + 1 else { return false }
      let name = UnsafeRawBufferPointer(rebasing: bytes[(at + 1)..<(colon - 1)])
      guard body(name, (colon + 1)..<value) else { return true }
      if value == end { return true }
      guard bytes[value] == UInt8(ascii: ",") else { return false }
      at = value + 1
    }
    return false
  }

  /// Calls `body` with the place of each element in order, until it returns false.
  ///
  /// - Returns: false when the bytes are no array written compactly.
  @discardableResult
  public static func forEachElement(of bytes: UnsafeRawBufferPointer, _ body: (_ value: Range<Int>) -> Bool) -> Bool {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "["), bytes[bytes.count - 1] == UInt8(ascii: "]") else {
      return false
    }
    if bytes.count == 2 { return true }
    let end = bytes.count - 1
    var at = 1
    while at < end {
      let value = endOfValue(in: bytes, from: at)
      guard value <= end, value > at else { return false }
      guard body(at..<value) else { return true }
      if value == end { return true }
      guard bytes[value] == UInt8(ascii: ",") else { return false }
      at = value + 1
    }
    return false
  }

  /// Where the value of the member `name` is; nil when there is none.
  /// - Parameter name: as it stands between its quotes: ASCII names need no escapes.
  public static func value(of name: StaticString, in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    var found: Range<Int>?
    forEachMember(of: bytes) { name, value in
      guard name.count == wanted.count, name.elementsEqual(wanted) else { return true }
      found = value
      return false
    }
    return found
  }

  /// The offset behind the closing quote of the string that opens at `start`.
  @inline(__always)
  private static func endOfString(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start + 1
    var mixed: UInt64 = 0
    while true {
      let stop = ByteScan.stringStop(in: bytes, from: at, mixed: &mixed)
      guard stop < bytes.count else { return bytes.count }
      if bytes[stop] == UInt8(ascii: "\"") { return stop + 1 }
      at = min(stop + 2, bytes.count)
    }
  }

  /// The offset behind the value that begins at `start`: a bracketed one ends with its own bracket, a bare word or
  /// number before the comma or bracket that follows it.
  @inline(__always)
  private static func endOfValue(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at = endOfString(in: bytes, from: at)
        if depth == 0 { return at }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return at }
        depth -= 1
        if depth == 0 { return at + 1 }
      case UInt8(ascii: ","): if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return at
  }
}
