/// What one request is called in its answer and in the log: 16 letters and digits, `0h2k7v9m3q8x1ztb`.
public struct RequestID: Sendable, Hashable {
  /// 80 bits, the upper 40 in `series`.
  fileprivate let series: UInt64
  fileprivate let number: UInt64

  /// Crockford's alphabet in lower case: no i, l, o or u to misread.
  private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
  public static let byteCount = 16

  /// Appends the sixteen bytes, without making a `String`.
  public func append(to buffer: inout ByteBuffer) {
    _ = buffer.withFreeBytes(minimum: Self.byteCount) {
      write(to: $0)
      return Self.byteCount
    }
  }

  private func write(to bytes: UnsafeMutableRawBufferPointer) {
    for place in 0..<8 {
      let shift = UInt64(35 - 5 * place)
      bytes[place] = Self.alphabet.utf8Start[Int(series >> shift & 31)]
      bytes[place + 8] = Self.alphabet.utf8Start[Int(number >> shift & 31)]
    }
  }
}

extension RequestID: CustomStringConvertible {
  public var description: String {
    String(unsafeUninitializedCapacity: Self.byteCount) { characters in
      write(to: UnsafeMutableRawBufferPointer(characters))
      return Self.byteCount
    }
  }
}

/// Makes request ids for one thread: 40 random bits once, and 40 that count from a random start.
///
/// No id comes twice within 2^40; two threads or two runs meet with a chance of one in 2^40. The count is stirred, so
/// that an id does not tell how busy the server is at a glance. Names, not secrets: who tries can predict the next one.
public struct RequestIDs: ~Copyable {
  private let series: UInt64
  private var count: UInt64

  private static let mask: UInt64 = 1 << 40 - 1

  public init() {
    series = SecureRandom.integer() & Self.mask
    count = SecureRandom.integer() & Self.mask
  }

  public mutating func next() -> RequestID {
    count = (count + 1) & Self.mask
    // Multiplying by an odd number only changes the order of the 2^40 counts.
    return RequestID(series: series, number: count &* 0x9E37_79B9_7F4A_7C15 & Self.mask)
  }
}
