import Bytes
import FoundationEssentials

/// The fields by which a receiver knows that an event is ours and of now: `webhook-id`, `webhook-timestamp` and
/// `webhook-signature: v1,<base64>`, an HMAC-SHA-256 over `<id>.<timestamp>.<body>`.
///
/// Source: Standard Webhooks 1.0.0, "Signature scheme".
enum Signature {
  static func fields(id: String, body: [UInt8], secret: [UInt8], at now: Timestamp) -> [ClientHeader] {
    let message = Array("\(id).\(now.seconds).".utf8) + body
    let code = Data(HMAC.sha256(key: secret, message: message)).base64EncodedString()
    return [
      ClientHeader("webhook-id", id), ClientHeader("webhook-timestamp", String(now.seconds)),
      ClientHeader("webhook-signature", "v1,\(code)"),
    ]
  }
}
