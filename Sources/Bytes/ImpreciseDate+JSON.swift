extension ImpreciseDate {
  public static let members = ["vanaf", "totEnMet", "precisie", "tekst"]

  /// Reads `"2024"`, `"2024-06"`, `"2024-06-30"` or `{vanaf, totEnMet, precisie, tekst?}` with full dates.
  ///
  /// - Throws: the first fault and the member that has it.
  public init(json: JSON) throws(ImpreciseDateError) {
    switch json {
    case .string(let text):
      guard let date = ImpreciseDate(text) else { throw ImpreciseDateError(.malformed) }
      self = date
    case .object(let object):
      if let unknown = object.names.first(where: { !Self.members.contains($0) }) {
        throw ImpreciseDateError(.unknownMember, at: unknown)
      }
      let vanaf = try Self.day("vanaf", of: object)
      let totEnMet = try Self.day("totEnMet", of: object)
      guard let word = object["precisie"] else { throw ImpreciseDateError(.missing, at: "precisie") }
      guard let precisie = word.asString.flatMap(Precisie.init(rawValue:)) else {
        throw ImpreciseDateError(.unknownPrecision, at: "precisie")
      }
      let tekst = object["tekst"] ?? .null
      guard tekst.isNull || tekst.asString != nil else { throw ImpreciseDateError(.notText, at: "tekst") }
      try self.init(vanaf: vanaf, totEnMet: totEnMet, precisie: precisie, tekst: tekst.asString)
    default: throw ImpreciseDateError(.wrongType)
    }
  }

  private static func day(_ member: String, of object: JSONObject) throws(ImpreciseDateError) -> Day {
    guard let value = object[member] else { throw ImpreciseDateError(.missing, at: member) }
    guard let day = value.asString.flatMap({ Day($0) }) else { throw ImpreciseDateError(.malformed, at: member) }
    return day
  }

  /// The object form, always with its four members; `tekst` is null when there is none.
  public var json: JSON {
    [
      "vanaf": .string(vanaf.description), "totEnMet": .string(totEnMet.description),
      "precisie": .string(precisie.rawValue), "tekst": .text(tekst),
    ]
  }

  /// Appends what `json` is, compact.
  public func append(to buffer: inout ByteBuffer) {
    buffer.append("{\"vanaf\":\"" as StaticString)
    vanaf.append(to: &buffer)
    buffer.append("\",\"totEnMet\":\"" as StaticString)
    totEnMet.append(to: &buffer)
    buffer.append("\",\"precisie\":\"" as StaticString)
    buffer.append(precisie.rawValue)
    buffer.append("\",\"tekst\":" as StaticString)
    if let tekst { JSONWriter.writeString(tekst, into: &buffer) } else { buffer.append("null" as StaticString) }
    buffer.append(UInt8(ascii: "}"))
  }
}
