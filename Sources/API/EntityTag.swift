import Bytes
import HTTP
import Register

/// Entity tags of what is not a plain row. Source: RFC 9110 section 8.8.3.
enum EntityTag {
  /// Sixteen letters for what the parts say; each part ends with a byte that no text has.
  static func digest(_ parts: [String]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 1 })
    for part in parts {
      text += part.utf8
      text.append(0)
    }
    return Base64URL.encode(SHA256.digest(of: text).prefix(12))
  }

  /// Of a list: it changes when anything changes that the caller can see, and with the day; of a past moment only when
  /// something is struck out of what he could see.
  ///
  /// - Parameters:
  ///   - target: path and query as they are written again in `_links.self`.
  ///   - isOfPast: it says what the register said at a moment.
  static func list(_ call: Call, target: String, version: String, isOfPast: Bool = false) -> String {
    let state =
      isOfPast ? ["toen", String(call.numbers.past)] : [String(call.numbers.change), String(call.today.number)]
    let parts =
      [target, call.representation.mediaType.text.description, call.caller.visibilityClass.text, version] + state
    return "\"\(digest(parts))\""
  }
}

extension VisibilityClass {
  /// What tells it from every other class.
  var text: String {
    func list(_ organisations: [Int64]) -> String { organisations.map(String.init).joined(separator: ",") }
    switch self {
    case .everyone: return "e"
    case .administrator: return "a"
    case .bureau(let organisations): return "b" + list(organisations)
    case .organisations(let organisations): return "o" + list(organisations)
    }
  }
}
