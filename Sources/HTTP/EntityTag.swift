/// `If-Match` or `If-None-Match`: a list of entity tags, or `*` (RFC 9110 sections 8.8.3, 13.1.1, 13.1.2).
///
/// Checked once when made; comparing afterwards allocates nothing. Lives as long as the fields it was made from.
public struct EntityTagCondition {
  public enum Form: Sendable, Equatable {
    case absent
    /// Not a list of entity tags: no comparison may be drawn from it.
    case malformed
    /// `*`: whatever the current version is.
    case any
    case list
  }

  public let form: Form
  private let name: FieldName
  private let fields: FieldTable

  public init(_ name: FieldName, in fields: FieldTable) {
    self.name = name
    self.fields = fields
    guard fields.contains(name) else {
      form = .absent
      return
    }
    var tags = 0
    var stars = 0
    var malformed = false
    fields.forEach(name) { value in
      var reader = EntityTagReader(value)
      while let item = reader.next() {
        switch item {
        case .tag: tags += 1
        case .star: stars += 1
        case .malformed: malformed = true
        }
      }
    }
    if malformed || tags + stars == 0 || (stars > 0 && tags + stars > 1) {
      form = .malformed
    } else {
      form = stars == 1 ? .any : .list
    }
  }

  /// Strong comparison, for `If-Match`: `etag` is in the list and neither is weak. `etag` carries its quotes.
  public func containsStrongly(_ etag: UnsafeRawBufferPointer) -> Bool {
    if EntityTagReader.opaque(etag).isWeak { return false }
    return contains { !$0.isWeak && $0.opaque.equals(etag) }
  }

  /// Weak comparison, for `If-None-Match`: `etag` is in the list, whether weak or not.
  public func containsWeakly(_ etag: UnsafeRawBufferPointer) -> Bool {
    let wanted = EntityTagReader.opaque(etag).opaque
    return contains { $0.opaque.equals(wanted) }
  }

  /// Every tag of a list, in order.
  public func forEach(_ body: (_ opaque: UnsafeRawBufferPointer, _ isWeak: Bool) -> Void) {
    guard form == .list else { return }
    fields.forEach(name) { value in
      var reader = EntityTagReader(value)
      while case .tag(let opaque, let isWeak)? = reader.next() { body(opaque, isWeak) }
    }
  }

  private func contains(_ matches: ((opaque: UnsafeRawBufferPointer, isWeak: Bool)) -> Bool) -> Bool {
    var found = false
    forEach { opaque, isWeak in if !found, matches((opaque, isWeak)) { found = true } }
    return found
  }
}

/// Reads one line of entity tags.
struct EntityTagReader {
  enum Item {
    /// The tag with its quotes, without `W/`.
    case tag(opaque: UnsafeRawBufferPointer, isWeak: Bool)
    case star
    case malformed
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func next() -> Item? {
    while position < bytes.count, bytes[position].isBlank || bytes[position] == UInt8(ascii: ",") { position += 1 }
    guard position < bytes.count else { return nil }
    let item = bytes[position] == UInt8(ascii: "*") ? star() : tag()
    // What follows must be a comma or the end: `"a""b"` and `"a" b` are no lists.
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    guard position == bytes.count || bytes[position] == UInt8(ascii: ",") else {
      position = bytes.count
      return .malformed
    }
    return item
  }

  private mutating func star() -> Item {
    position += 1
    return .star
  }

  /// `[ "W/" ] DQUOTE *etagc DQUOTE`; a backslash is an ordinary character here.
  private mutating func tag() -> Item {
    var start = position
    var isWeak = false
    if bytes.count - start >= 2, bytes[start] == UInt8(ascii: "W"), bytes[start + 1] == UInt8(ascii: "/") {
      isWeak = true
      start += 2
    }
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      position = bytes.count
      return .malformed
    }
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] > 0x20, bytes[end] != 0x7F else { break }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      position = bytes.count
      return .malformed
    }
    position = end + 1
    return .tag(opaque: bytes.part(start, end + 1), isWeak: isWeak)
  }

  /// A tag of our own, split from its `W/`.
  static func opaque(_ etag: UnsafeRawBufferPointer) -> (opaque: UnsafeRawBufferPointer, isWeak: Bool) {
    guard etag.count >= 2, etag[0] == UInt8(ascii: "W"), etag[1] == UInt8(ascii: "/") else { return (etag, false) }
    return (etag.part(2, etag.count), true)
  }
}
