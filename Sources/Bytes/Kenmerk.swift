/// What a row is called on the wire: `herkennen-melden`, a slug of 2 to 80 bytes.
///
/// `[a-z0-9]+(-[a-z0-9]+)*`: lower-case letters and digits in groups, one dash between two groups.
public struct Kenmerk: Sendable, Hashable {
  public let text: String

  public static let length = 2...80

  public init?(_ text: some StringProtocol) {
    guard text.withUTF8Bytes(Self.isSlug) else { return nil }
    self.text = String(text)
  }

  public init?(bytes: UnsafeRawBufferPointer) {
    guard Self.isSlug(bytes) else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private init(slug: ArraySlice<UInt8>) { text = String(decoding: slug, as: UTF8.self) }

  /// The kenmerk that a title suggests: `Aanpak discriminatie & racisme in de café's` gives
  /// `aanpak-discriminatie-racisme-in-de-cafe-s`.
  ///
  /// Accents are taken off, everything that is then no letter or digit becomes a dash. What is over 80 bytes is cut
  /// off, at a dash when there is one in the second half.
  /// - Returns: nil when fewer than two letters or digits remain.
  public static func make(from title: some StringProtocol) -> Kenmerk? {
    let cut = cut(slug(of: String(title)), to: length.upperBound)
    return cut.count < length.lowerBound ? nil : Kenmerk(slug: cut)
  }

  /// Compiled for `String`: made for any text it takes five times as long.
  private static func slug(of title: String) -> [UInt8] {
    var slug: [UInt8] = []
    slug.reserveCapacity(length.upperBound + 4)
    var dash = false
    func add(_ letter: UInt8) {
      if dash { slug.append(UInt8(ascii: "-")) }
      dash = false
      slug.append(letter)
    }
    for scalar in title.unicodeScalars where !LatinFolding.isSilent(scalar) {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: add(UInt8(scalar.value))
      case 0x41...0x5A: add(UInt8(scalar.value) | 0x20)
      default:
        if let letters = LatinFolding.ascii(scalar) {
          for letter in letters.utf8 { add(letter) }
        } else {
          dash = !slug.isEmpty
        }
      }
      // One byte more than fits tells whether the last group is whole.
      if slug.count > length.upperBound { break }
    }
    return slug
  }

  /// This kenmerk with `-n` behind it, shortened so that it fits: for a second row with the same title.
  /// - Parameter number: 0 or more.
  public func numbered(_ number: Int) -> Kenmerk {
    precondition(number >= 0)
    let suffix = Array("-\(number)".utf8)
    return Kenmerk(slug: Self.cut(Array(text.utf8), to: Self.length.upperBound - suffix.count) + suffix)
  }

  private static func cut(_ slug: [UInt8], to limit: Int) -> ArraySlice<UInt8> {
    let dash = UInt8(ascii: "-")
    guard slug.count > limit else { return slug[...] }
    let kept = slug[..<limit]
    if slug[limit] == dash { return kept }
    if let last = kept.lastIndex(of: dash), last > limit / 2 || last == limit - 1 { return kept[..<last] }
    return kept
  }

  private static func isSlug(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard length ~= bytes.count else { return false }
    var afterLetter = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): afterLetter = true
      case UInt8(ascii: "-") where afterLetter: afterLetter = false
      default: return false
      }
    }
    return afterLetter
  }
}

extension Kenmerk: Comparable, CustomStringConvertible {
  /// The order of the bytes, as the store sorts.
  public static func < (left: Kenmerk, right: Kenmerk) -> Bool { left.text < right.text }

  public var description: String { text }
}
