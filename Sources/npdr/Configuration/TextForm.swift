/// What a text of the settings has to look like.
enum TextForm: Sendable {
  case any
  /// What stands before the path of every link: `https://npdr.example.nl`, `http://[::1]:8080`; a slash may follow.
  case origin
  /// `https://www.example.nl/contact`
  case page
  /// `npdr@example.nl`
  case email

  func accepts(_ text: String) -> Bool {
    switch self {
    case .any: !text.isEmpty
    case .origin:
      Self.split(text).map { Self.isAuthority($0.authority) && ($0.rest.isEmpty || $0.rest == "/") } ?? false
    case .page: Self.split(text).map { Self.isAuthority($0.authority) && $0.rest.allSatisfy(Self.isOfURL) } ?? false
    case .email: Self.isEmail(text)
    }
  }

  /// The end of a sentence; nil when any text will do.
  var description: String? {
    switch self {
    case .any: nil
    case .origin: "an address such as https://npdr.example.nl, with a port at most and no path"
    case .page: "an address of the web, such as https://www.example.nl/contact"
    case .email: "an e-mail address, such as npdr@example.nl"
    }
  }

  /// What is between the scheme and the first slash, question mark or number sign, and what follows from there on.
  private static func split(_ text: String) -> (authority: Substring, rest: Substring)? {
    guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    return (authority, rest[authority.endIndex...])
  }

  /// A host and perhaps a port; no user. Source: RFC 3986 section 3.2.
  private static func isAuthority(_ text: Substring) -> Bool {
    var port: Substring?
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return false }
      let address = text[text.index(after: text.startIndex)..<end]
      let isSix =
        address.contains(":") && address.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
      let rest = text[text.index(after: end)...]
      guard isSix, rest.isEmpty || rest.first == ":" else { return false }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard isHost(parts[0]) else { return false }
      port = parts.count > 1 ? parts[1] : nil
    }
    guard let port else { return true }
    return port.allSatisfy { $0.isASCII && $0.isNumber } && UInt16(port).map { $0 > 0 } ?? false
  }

  /// Names as DNS has them, or an IPv4 address.
  private static func isHost(_ text: Substring) -> Bool {
    text.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.count) && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
          && label.first != "-" && label.last != "-"
      }
  }

  private static func isOfURL(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-._~:/?#[]@!$&'()*+,;=%".contains(character))
  }

  /// As a browser's entry field takes it, with a dot in the domain.
  /// Source: html.spec.whatwg.org, valid e-mail address.
  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, isHost(parts[1]), parts[1].contains(".") else { return false }
    return parts[0].allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || ".!#$%&'*+/=?^_`{|}~-".contains($0))
    }
  }
}
