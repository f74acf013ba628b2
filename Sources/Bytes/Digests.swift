import CCrypto

/// SHA-256, at once or piece by piece; a copy goes on from where the original was. Source: FIPS 180-4.
public struct SHA256 {
  private var state = SHA256_CTX()

  public static let byteCount = 32

  public init() { CCrypto.SHA256_Init(&state) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if let start = bytes.baseAddress, bytes.count > 0 { CCrypto.SHA256_Update(&state, start, bytes.count) }
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public mutating func update(_ text: some StringProtocol) { text.withUTF8Bytes { update($0) } }

  /// The same, compiled for `String`: the general one looks up at run time what it was given.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The 32 bytes for all that was given; more may be given afterwards.
  public func finalize() -> [UInt8] {
    var state = state
    return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
      SHA256_Final(digest.baseAddress, &state)
      count = Self.byteCount
    }
  }

  public static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  public static func digest(of bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { digest(of: $0) } }

  public static func digest(of text: some StringProtocol) -> [UInt8] { text.withUTF8Bytes { digest(of: $0) } }
}

/// Message authentication. Source: RFC 2104, with SHA-256 as in RFC 4231.
public enum HMAC {
  /// 32 bytes.
  /// - Parameter key: of any length below 2 GiB.
  public static func sha256(key: UnsafeRawBufferPointer, message: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
      let made = npdr_hmac_sha256(key.baseAddress, key.count, message.baseAddress, message.count, code.baseAddress)
      // Fails only without memory: an unsigned message must not go out as if it were signed.
      precondition(made == 1, "HMAC-SHA-256 is not available")
      count = SHA256.byteCount
    }
  }

  public static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
    key.withUnsafeBytes { key in message.withUnsafeBytes { sha256(key: key, message: $0) } }
  }
}
