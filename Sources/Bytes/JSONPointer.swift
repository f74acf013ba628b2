/// A place in a JSON document: `/betrokkenen/0/organisatie`. Source: RFC 6901.
public struct JSONPointer: Sendable, Hashable {
  /// The steps, unescaped; none is the whole document.
  public private(set) var tokens: [String]

  /// The whole document, written as the empty string.
  public static let root = JSONPointer()

  public init(_ tokens: [String] = []) { self.tokens = tokens }

  /// Reads a pointer as written; nil when it is neither empty nor begins with `/`, or has a `~` that is not
  /// `~0` or `~1`.
  public init?(parsing text: String) {
    tokens = []
    if text.isEmpty { return }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
  }

  public func appending(_ name: String) -> JSONPointer { JSONPointer(tokens + [name]) }
  public func appending(_ index: Int) -> JSONPointer { JSONPointer(tokens + [String(index)]) }
  public func appending(_ rest: JSONPointer) -> JSONPointer { JSONPointer(tokens + rest.tokens) }

  public static func / (left: JSONPointer, name: String) -> JSONPointer { left.appending(name) }
  public static func / (left: JSONPointer, index: Int) -> JSONPointer { left.appending(index) }

  /// The value this pointer names in `document`; nil when it names nothing.
  public func value(in document: JSON) -> JSON? {
    var value = document
    for token in tokens {
      let next: JSON? =
        switch value {
        case .object(let object): object[token]
        case .array: Self.index(token).flatMap { value[$0] }
        default: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }

  /// `0`, or digits that do not begin with one. Source: RFC 6901 section 4.
  private static func index(_ token: String) -> Int? {
    let digits = token.utf8
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    return Int(token)
  }

  private static func unescaped(_ part: Substring) -> String? {
    guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
    var scalars = String.UnicodeScalarView()
    var rest = part.unicodeScalars.makeIterator()
    while let scalar = rest.next() {
      guard scalar == "~" else {
        scalars.append(scalar)
        continue
      }
      switch rest.next() {
      case "0": scalars.append("~")
      case "1": scalars.append("/")
      default: return nil
      }
    }
    return String(scalars)
  }
}

extension JSONPointer: CustomStringConvertible {
  public var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }
}
