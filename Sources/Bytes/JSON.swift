/// One JSON value, as RFC 8259 and I-JSON (RFC 7493) have it.
///
/// A number keeps the lexeme it was written with, so that `38667.840` never passes through a floating point number.
/// Two values are equal when they are written alike: members in the same order, strings with the same code points
/// (`é` in one code point differs from `e` with an accent behind it), `1` differs from `1.0`.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  /// The lexeme as written: `-12.50`, `1e3`. Whoever makes one by hand sees to it that it is one.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  public static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

  /// `.null` for nil, else the string: what an optional column becomes.
  public static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
}

extension JSON {
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  public var asBool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  public var asString: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The number when its lexeme is an integer that fits: `7`, not `7.0` and not `7e0`.
  public var asInt: Int? {
    if case .number(let lexeme) = self { Int(lexeme) } else { nil }
  }

  public var asArray: [JSON]? {
    if case .array(let value) = self { value } else { nil }
  }

  public var asObject: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// A member of an object; nil when there is none or when this is no object.
  public subscript(name: String) -> JSON? { asObject?[name] }

  /// An element of an array; nil when there is none or when this is no array.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSON: Hashable {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): ExactString(a) == ExactString(b)
    case (.string(let a), .string(let b)): ExactString(a) == ExactString(b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let lexeme): hasher.combine(ExactString(lexeme))
    case .string(let text): hasher.combine(ExactString(text))
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

/// There is no nil literal on purpose: `found ? nil : json` would then be `.null` and not "no value".
extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}

extension JSON: CustomStringConvertible {
  public var description: String { text }
}
