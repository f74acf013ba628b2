/// A string compared by its UTF-8 bytes.
///
/// `String` calls two texts equal when Unicode says they look alike (`é` and `e` + U+0301); JSON names, identifiers
/// and "nothing changed" are about what was written.
public struct ExactString: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: ExactString, right: ExactString) -> Bool {
    // Most names differ, in their length or as `String` sees it; what it calls equal may still be written otherwise.
    guard left.text.utf8.count == right.text.utf8.count, left.text == right.text else { return false }
    let fast = left.text.utf8.withContiguousStorageIfAvailable { left in
      right.text.utf8.withContiguousStorageIfAvailable { left.elementsEqual($0) }
    }
    return fast.flatMap { $0 } ?? left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if fast == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
    hasher.combine(text.utf8.count)
  }
}
