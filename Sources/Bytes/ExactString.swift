import Glibc

/// A string compared by its UTF-8 bytes.
///
/// `String` calls two texts equal when Unicode says they look alike (`é` and `e` + U+0301); JSON names, identifiers
/// and "nothing changed" are about what was written.
public struct ExactString: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// The sixteen bytes of the value itself, not of its text: the same ones are the same text, others say nothing.
  @inline(__always)
  static func kept(_ text: String) -> SIMD2<UInt64> { unsafeBitCast(text, to: SIMD2<UInt64>.self) }

  public static func == (left: ExactString, right: ExactString) -> Bool {
    if kept(left.text) == kept(right.text) { return true }
    let (left, right) = (left.text.utf8, right.text.utf8)
    // Most names differ in length.
    guard left.count == right.count else { return false }
    let fast = left.withContiguousStorageIfAvailable { left in
      right.withContiguousStorageIfAvailable { right in
        guard let a = left.baseAddress, let b = right.baseAddress, left.count > 0 else { return true }
        return memcmp(a, b, left.count) == 0
      }
    }
    return fast.flatMap { $0 } ?? left.elementsEqual(right)
  }

  public func hash(into hasher: inout Hasher) {
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    if fast == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
    hasher.combine(text.utf8.count)
  }
}
