import Bytes

/// A row of a list, as the letter tells of it.
struct LetterItem {
  private let json: JSON

  init(_ json: JSON) { self.json = json }

  subscript(_ member: String) -> JSON? { json[member] }

  func text(_ member: String) -> String? { json[member]?.asString }

  var kenmerk: String { text("kenmerk") ?? "" }

  func kenmerken(_ member: String) -> [String] { json[member]?.asArray?.compactMap(\.asString) ?? [] }

  /// The first and the last day that a date may mean.
  func start(_ path: String...) -> Day? { day(path, "vanaf") }
  func end(_ path: String...) -> Day? { day(path, "totEnMet") }

  private func day(_ path: [String], _ end: String) -> Day? {
    (path + [end]).reduce(json) { $0?[$1] }?.asString.flatMap { Day($0) }
  }

  /// The responsible organisation of a measure, or those who share it.
  var addressees: JSON {
    let involved = json["betrokkenen"]?.asArray ?? []
    for role in ["verantwoordelijk", "medeverantwoordelijk"] {
      let found = involved.filter { $0["rol"]?.asString == role }.compactMap { $0["organisatie"] }
      if !found.isEmpty { return .array(found) }
    }
    return []
  }

  /// `gereed gepland: 2023 -> 2024; gronden: ...`
  var changedFields: String {
    (json["velden"]?.asArray ?? []).map { field in
      let (old, new) = (field["van"]?.asString ?? "\u{2013}", field["naar"]?.asString ?? "\u{2013}")
      return "\(LetterItem.words(field["veld"]?.asString ?? "")): \(old) \u{2192} \(new)"
    }.joined(separator: "; ")
  }

  /// The name of a field for who reads a letter: `plan.gereedGepland` is "gereed gepland".
  private static func words(_ path: String) -> String {
    (path.split(separator: ".").last ?? "").reduce(into: "") { words, letter in
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }

  /// What every table of motions and promises begins with.
  func requested(_ resource: Resource) -> [JSON] {
    let own = JSON.string(kenmerk)
    return [
      resource.name == "motie" ? own : .null, resource.name == "motie" ? .null : own, .text(number),
      json["soort"] ?? .null, json["datum"] ?? .null, json["vraag"] ?? .null,
    ]
  }

  /// The number at Parliament: `35925-VII-35`, else as the source has it.
  private var number: String? {
    guard let paper = json["kamerstuk"], !paper.isNull else { return nil }
    let parts = ["dossier", "toevoeging", "ondernummer"].compactMap { paper[$0]?.asString }
    return parts.isEmpty ? paper["tekst"]?.asString ?? paper["nummer"]?.asString : parts.joined(separator: "-")
  }
}
