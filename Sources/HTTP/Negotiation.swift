/// Which of the offered representations a request gets (RFC 9110 section 12).
public enum Negotiated: Equatable, Sendable {
  /// The index in what was offered.
  case chosen(Int)
  /// Nothing that is offered will do: 406.
  case notAcceptable
  /// The field is not what its grammar says: 400, because a guess would be a wrong answer with status 200.
  case malformed
}

public enum Negotiation {
  /// Chooses a media type by `Accept`: the highest weight, and the first offered of equals.
  ///
  /// For each offered type the most specific range that fits it speaks, so `text/*;q=0.3, text/csv;q=0` excludes CSV.
  /// No `Accept`, or an empty one, takes the first.
  /// - Complexity: O(ranges x offered), allocates nothing.
  public static func mediaType(_ fields: FieldTable, offered: [MediaType]) -> Negotiated {
    var ranges = 0
    var malformed = false
    fields.forEachElement(.accept) { element in
      ranges += 1
      if MediaRange(element) == nil { malformed = true }
    }
    if malformed { return .malformed }
    if ranges == 0 { return .chosen(0) }
    var best = 0
    var choice: Int?
    for (index, type) in offered.enumerated() {
      var quality = 0
      var specificity = -1
      fields.forEachElement(.accept) { element in
        guard let range = MediaRange(element), range.specificity > specificity, range.matches(type) else { return }
        specificity = range.specificity
        quality = range.quality
      }
      if quality > best {
        best = quality
        choice = index
      }
    }
    return choice.map { .chosen($0) } ?? .notAcceptable
  }

  /// Chooses a language by `Accept-Language`; the first offered is what everyone gets who asks for nothing we have.
  ///
  /// A range takes a language it equals or narrows: `nl-BE` takes `nl` (lookup, RFC 4647 section 3.4). Equal weights
  /// go by the order in which they were sent: `en, nl` is somebody who reads English. Never `.notAcceptable`.
  public static func language(_ fields: FieldTable, offered: [StaticString]) -> Negotiated {
    var best = 0
    var choice = 0
    var malformed = false
    fields.forEachElement(.acceptLanguage) { element in
      guard let range = LanguageRange(element) else {
        malformed = true
        return
      }
      guard range.quality > best else { return }
      for (index, language) in offered.enumerated() where range.takes(language) {
        best = range.quality
        choice = index
        return
      }
    }
    return malformed ? .malformed : .chosen(choice)
  }
}

/// One element of `Accept-Language`.
private struct LanguageRange {
  let tag: UnsafeRawBufferPointer
  let quality: Int

  init?(_ bytes: UnsafeRawBufferPointer) {
    let end = FieldList.end(of: UInt8(ascii: ";"), in: bytes, from: 0)
    tag = bytes.part(0, end).trimmed()
    var list = ParameterList(bytes.part(end, bytes.count))
    var quality = 1000
    while let parameter = list.next() {
      guard parameter.isWeight, let value = Quality.parse(parameter.value) else { return nil }
      quality = value
    }
    self.quality = quality
    guard !list.isMalformed, LanguageRange.isTag(tag) else { return nil }
  }

  /// `*`, or subtags of 1 to 8 letters and digits, the first one of letters (RFC 4647 section 2.1).
  private static func isTag(_ tag: UnsafeRawBufferPointer) -> Bool {
    if tag.equalsIgnoringCase("*") { return true }
    var length = 0
    var isFirst = true
    for byte in tag {
      if byte == UInt8(ascii: "-") {
        guard length > 0 else { return false }
        length = 0
        isFirst = false
      } else {
        length += 1
        guard byte.isAlpha || (byte.isDigit && !isFirst), length <= 8 else { return false }
      }
    }
    return length > 0
  }

  func takes(_ language: StaticString) -> Bool {
    if tag.equalsIgnoringCase("*") { return true }
    let count = language.utf8CodeUnitCount
    guard tag.count >= count, tag.part(0, count).equalsIgnoringCase(language) else { return false }
    return tag.count == count || tag[count] == UInt8(ascii: "-")
  }
}
