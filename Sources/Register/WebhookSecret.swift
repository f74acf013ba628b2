import Bytes

/// The key of a receiver's signatures: `whsec_` and 24 to 64 bytes in base64, with the padding or without.
/// Source: Standard Webhooks 1.0.0, "Signature scheme".
enum WebhookSecret {
  static let shape = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private static let prefix = "whsec_"

  /// Nil for any other shape.
  static func bytes(of text: String) -> [UInt8]? {
    guard text.hasPrefix(prefix) else { return nil }
    let letters = text.utf8.dropFirst(prefix.utf8.count)
    let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding == 0 || (padding <= 2 && letters.count % 4 == 0) else { return nil }
    // Of the other alphabet nothing is taken: one secret has one spelling.
    var plain: [UInt8] = []
    for letter in letters.dropLast(padding) {
      switch letter {
      case UInt8(ascii: "+"): plain.append(UInt8(ascii: "-"))
      case UInt8(ascii: "/"): plain.append(UInt8(ascii: "_"))
      case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
      default: plain.append(letter)
      }
    }
    guard let bytes = Base64URL.decode(String(decoding: plain, as: UTF8.self)), 24...64 ~= bytes.count else {
      return nil
    }
    return bytes
  }

  static func text(of bytes: [UInt8]) -> String {
    let letters = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return prefix + String(letters) + String(repeating: "=", count: (4 - letters.count % 4) % 4)
  }
}
