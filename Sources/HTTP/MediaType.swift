/// A media type this server offers or takes: `application/json`, `text/csv; header=present`.
public struct MediaType: Sendable {
  public let text: StaticString
  private let slash: Int
  private let essence: Int

  /// - Parameter text: in lower case, `type/subtype` and parameters if any.
  public init(_ text: StaticString) {
    self.text = text
    let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { preconditionFailure("no media type: \(text)") }
    self.slash = slash
    essence = FieldList.end(of: UInt8(ascii: ";"), in: bytes, from: slash)
  }

  private var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  var type: UnsafeRawBufferPointer { bytes.part(0, slash) }
  var subtype: UnsafeRawBufferPointer { bytes.part(slash + 1, essence).trimmed() }
  var parameters: UnsafeRawBufferPointer { bytes.part(essence, bytes.count) }

  /// Whether a `Content-Type` names this type. `charset=utf-8` may stand behind it, for that is what we read anyway.
  public func isNamed(by contentType: UnsafeRawBufferPointer) -> Bool {
    guard let given = MediaRange(contentType), given.type.equalsIgnoringCase(type),
      given.subtype.equalsIgnoringCase(subtype)
    else { return false }
    return given.parametersFit(parameters)
  }
}

/// One element of `Accept`, or one `Content-Type`: type, subtype, parameters and weight.
struct MediaRange {
  let type: UnsafeRawBufferPointer
  let subtype: UnsafeRawBufferPointer
  private let parameters: UnsafeRawBufferPointer
  /// Thousandths; 1000 without `q`.
  let quality: Int
  /// 0 for `*/*`, 1 for `type/*`, 2 for a type, 3 for a type with parameters: the most specific one speaks.
  let specificity: Int

  /// Fails on whatever RFC 9110 section 12.5.1 does not allow, but for `*` alone.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let end = FieldList.end(of: UInt8(ascii: ";"), in: bytes, from: 0)
    let essence = bytes.part(0, end).trimmed()
    if essence.equalsIgnoringCase("*") {
      // What Java's own client sends, and it can only mean `*/*`.
      type = essence
      subtype = essence
    } else {
      guard let slash = essence.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < essence.count else {
        return nil
      }
      type = essence.part(0, slash)
      subtype = essence.part(slash + 1, essence.count)
    }
    for byte in type where !byte.isToken { return nil }
    for byte in subtype where !byte.isToken { return nil }
    let anyType = type.equalsIgnoringCase("*")
    let anySubtype = subtype.equalsIgnoringCase("*")
    if anyType, !anySubtype { return nil }
    parameters = bytes.part(end, bytes.count)
    var quality = 1000
    var counted = 0
    var list = ParameterList(parameters)
    while let parameter = list.next() {
      if parameter.isWeight {
        guard let value = Quality.parse(parameter.value) else { return nil }
        quality = value
      } else if !parameter.isUTF8 {
        counted += 1
      }
    }
    if list.isMalformed { return nil }
    self.quality = quality
    specificity = anyType ? 0 : anySubtype ? 1 : counted == 0 ? 2 : 3
  }

  func matches(_ offered: MediaType) -> Bool {
    if specificity == 0 { return true }
    guard type.equalsIgnoringCase(offered.type) else { return false }
    if specificity == 1 { return true }
    return subtype.equalsIgnoringCase(offered.subtype) && parametersFit(offered.parameters)
  }

  /// Every parameter asked for is one of `offered`; the weight is none, and UTF-8 is what we always speak.
  func parametersFit(_ offered: UnsafeRawBufferPointer) -> Bool {
    var wanted = ParameterList(parameters)
    while let parameter = wanted.next() {
      if parameter.isWeight || parameter.isUTF8 { continue }
      var have = ParameterList(offered)
      var found = false
      while let candidate = have.next() {
        if candidate.name.equalsIgnoringCase(parameter.name), candidate.value.equalsIgnoringCase(parameter.value) {
          found = true
        }
      }
      if !found { return false }
    }
    return true
  }
}

/// `;name=value` again and again (RFC 9110 section 5.6.6).
struct ParameterList {
  struct Parameter {
    let name: UnsafeRawBufferPointer
    /// Without the quotes of a quoted string; its backslashes stay, so an escaped value equals nothing we offer.
    let value: UnsafeRawBufferPointer

    var isWeight: Bool { name.equalsIgnoringCase("q") }
    var isUTF8: Bool { name.equalsIgnoringCase("charset") && value.equalsIgnoringCase("utf-8") }
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private(set) var isMalformed = false

  /// - Parameter bytes: nothing, or what starts with the first `;`.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func next() -> Parameter? {
    while position < bytes.count {
      let end = FieldList.end(of: UInt8(ascii: ";"), in: bytes, from: position + 1)
      let part = bytes.part(position + 1, end).trimmed()
      position = end
      if part.count == 0 { continue }
      guard let parameter = parse(part) else {
        isMalformed = true
        position = bytes.count
        return nil
      }
      return parameter
    }
    return nil
  }

  private func parse(_ part: UnsafeRawBufferPointer) -> Parameter? {
    guard let equals = part.firstIndex(of: UInt8(ascii: "=")), equals > 0, equals + 1 < part.count else { return nil }
    let name = part.part(0, equals)
    var value = part.part(equals + 1, part.count)
    for byte in name where !byte.isToken { return nil }
    if value[0] == UInt8(ascii: "\"") {
      guard value.count >= 2, value[value.count - 1] == UInt8(ascii: "\"") else { return nil }
      value = value.part(1, value.count - 1)
      for byte in value where byte == UInt8(ascii: "\"") && !value.contains(UInt8(ascii: "\\")) { return nil }
    } else {
      for byte in value where !byte.isToken { return nil }
    }
    return Parameter(name: name, value: value)
  }
}

/// `qvalue` of RFC 9110 section 12.4.2, in thousandths.
enum Quality {
  /// `0`, `0.5`, `1.000`, and `.2` as Java's own client writes it; nothing over 1, no more than three digits behind the
  /// point.
  static func parse(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let first = bytes.first else { return nil }
    let point = first == UInt8(ascii: ".") ? 0 : 1
    guard point == 0 ? bytes.count > 1 : first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
    if bytes.count == point { return first == UInt8(ascii: "1") ? 1000 : 0 }
    guard bytes[point] == UInt8(ascii: "."), bytes.count <= point + 4 else { return nil }
    var thousandths = 0
    for index in point + 1..<point + 4 {
      var digit: UInt8 = 0
      if index < bytes.count {
        guard bytes[index].isDigit else { return nil }
        digit = bytes[index] &- UInt8(ascii: "0")
      }
      thousandths = thousandths * 10 + Int(digit)
    }
    if first == UInt8(ascii: "1") { return thousandths == 0 ? 1000 : nil }
    return thousandths
  }
}
