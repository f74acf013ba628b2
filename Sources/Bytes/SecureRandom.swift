import CCrypto
import Glibc

/// Random bytes nobody can guess: tokens, salts, the start of a series of request ids.
public enum SecureRandom {
  /// - Parameter count: 0 or more.
  public static func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      // The kernel's own generator, asked directly: OpenSSL's reads its configuration first, a tenth of a start.
      // It fails only on a kernel without the call, where going on would hand out tokens that can be guessed.
      while let start = bytes.baseAddress, filled < count {
        let more = min(count - filled, 256)
        precondition(getentropy(start + filled, more) == 0, "no random bytes")
        filled += more
      }
    }
  }

  static func integer() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

/// Whether two secrets are the same, in a time that depends on their lengths only.
public func constantTimeEquals(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  guard left.count == right.count else { return false }
  guard let a = left.baseAddress, let b = right.baseAddress else { return true }
  return CRYPTO_memcmp(a, b, left.count) == 0
}

public func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.withUnsafeBytes { left in right.withUnsafeBytes { constantTimeEquals(left, $0) } }
}
