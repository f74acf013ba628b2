/// XML as text, every value in it escaped; also HTML, whose own rules it keeps by closing every element it opens
/// (but those that are empty, which the caller writes with `empty`).
///
/// What XML 1.0 cannot hold - a control character that got into a text - becomes U+FFFD: a picture that opens with a
/// mark in it is better than one that does not open.
/// Source: XML 1.0 section 2.2.
struct Markup {
  private(set) var text: String

  init(_ start: StaticString = "") { text = start.description }

  typealias Attributes = KeyValuePairs<StaticString, String>

  /// `<name a="1">`
  mutating func open(_ name: StaticString, _ attributes: Attributes = [:]) {
    start(name, attributes)
    text += ">"
  }

  mutating func close(_ name: StaticString) { text += "</\(name)>" }

  /// `<name a="1"/>`
  mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    start(name, attributes)
    text += "/>"
  }

  /// `<name a="1">content</name>`
  mutating func element(_ name: StaticString, _ attributes: Attributes, _ content: some StringProtocol) {
    open(name, attributes)
    append(content)
    close(name)
  }

  mutating func element(_ name: StaticString, _ content: some StringProtocol) { element(name, [:], content) }

  mutating func append(_ content: some StringProtocol) { Self.escape(content, isAttribute: false, into: &text) }

  /// Text that is markup already.
  mutating func append(markup: String) { text += markup }

  private mutating func start(_ name: StaticString, _ attributes: Attributes) {
    text += "<\(name)"
    for (name, value) in attributes {
      text += " \(name)=\""
      Self.escape(value, isAttribute: true, into: &text)
      text += "\""
    }
  }

  private static func escape(_ content: some StringProtocol, isAttribute: Bool, into text: inout String) {
    if !content.utf8.contains(where: isSpecial) {
      text += content
      return
    }
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"" where isAttribute: text += "&quot;"
      // A parser makes a space of these in an attribute.
      case "\t" where isAttribute: text += "&#9;"
      case "\n" where isAttribute: text += "&#10;"
      case "\t", "\n": text.unicodeScalars.append(scalar)
      // The end of a line is one character; half of CRLF is none.
      case "\r": text += " "
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// Bytes of a character that may need more than copying; U+0080 to U+009F, U+FFFE and U+FFFF begin with C2 and EF.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, 0x7F, 0xC2, 0xEF: true
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    default: false
    }
  }
}
