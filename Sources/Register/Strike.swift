import Bytes

/// What a redaction does to one text, and to a document in which it may stand anywhere within a field.
struct Strike {
  /// What stands in the text's place. It says nothing of what was there: who took it out, when and why is in the log.
  static let marker = "[verwijderd]"
  /// In the place of an address, which has to remain one (RFC 2606: `.invalid` leads nowhere).
  static let address = "https://verwijderd.invalid/"
  /// The field that stands for every reason that was given: of a write, of a withdrawal, of a change of the plan.
  static let reasons = "reden"

  let resource: Resource
  let field: String
  /// nil is the whole field.
  let text: String?
  /// Of a change of the plan: only what it quotes of this field of the measure.
  private(set) var quoted: String?

  /// - Returns: nil when the field is none that holds text.
  init?(_ resource: Resource, field: String, text: String?) {
    self.resource = resource
    self.field = field
    self.text = text
    guard Strike.fields(of: resource).contains(field) else { return nil }
  }

  /// The same, of the changes of a measure's plan: what they quote of the field (`velden`), and the reasons they give.
  var ofPlanChanges: [Strike] {
    guard resource.name == Resource.maatregel.name else { return [] }
    var strikes: [Strike] = []
    if Ledger.planPaths.contains(where: { $0[0] == field }),
      var quotes = Strike(.planwijziging, field: "velden", text: text)
    {
      quotes.quoted = field
      strikes.append(quotes)
    }
    var reasons = field == Strike.reasons ? [Strike.reasons] : []
    if text != nil { reasons = [Strike.reasons, "besluitDoor"] }
    return strikes + reasons.compactMap { Strike(.planwijziging, field: $0, text: text) }
  }

  /// The elements of `velden` that are meant, as a condition on a table of them; nothing else is in it.
  var quotedRows: String { quoted.map { " AND (veld = '\($0)' OR veld LIKE '\($0).%')" } ?? "" }

  private func isMeant(_ quote: JSONObject) -> Bool {
    guard let quoted, let name = quote["veld"]?.asString else { return quoted == nil }
    return name == quoted || name.hasPrefix("\(quoted).")
  }

  /// The fields a text can be taken out of.
  static func fields(of resource: Resource) -> [String] {
    // `afgeleid` names fields: it holds no words of anyone's.
    var names = resource.fields.filter { $0.name != "afgeleid" && holdsText($0) }.map(\.name)
    if !names.contains(reasons) { names.append(reasons) }
    return names
  }

  private static func holdsText(_ field: Field) -> Bool {
    switch field.type {
    case .text, .url, .texts, .impreciseDate: true
    case .object(let members), .objects(let members, _): members.contains(where: holdsText)
    case .integer, .decimal, .boolean, .choice, .day, .timestamp, .link, .links, .parameters: false
    }
  }

  /// What an element of `velden` quotes.
  static let quotes = ["van", "naar"]

  // MARK: Texts

  /// `value` without the text; the canonically equivalent spellings of it go too (`é` in one code point or in two).
  func strike(_ value: String) -> String {
    // A date is no words of anyone's: only what was said of one goes.
    if text == nil, quoted == "plan", ImpreciseDate(value) != nil { return value }
    guard let text else { return Strike.marker }
    return value.replacing(text, with: Strike.marker)
  }

  /// A reason that was given: goes with the field of that name, and wherever a given text stands in it.
  func reason(_ value: String) -> String { field == Strike.reasons || text != nil ? strike(value) : value }

  private func address(_ value: String) -> String {
    text.map { !value.contains($0) } ?? false ? value : Strike.address
  }

  // MARK: Documents

  /// The members of a log document, or of a rendering, without the text.
  func document(_ members: JSONObject) -> JSONObject {
    var struck = members
    for declared in resource.fields where declared.name == field || isCopy(declared.name) {
      if let value = members[declared.name] { struck[declared.name] = json(value, declared) }
    }
    for (member, names) in [("publicatie", ["reden"]), ("planwijziging", ["reden", "besluitDoor"])] {
      guard var object = members[member]?.asObject else { continue }
      for name in names { if let value = object[name]?.asString { object[name] = .string(reason(value)) } }
      struck[member] = .object(object)
    }
    return struck
  }

  /// The first planned end of a measure, kept beside the plan, has the plan's words.
  func isCopy(_ name: String) -> Bool { field == "plan" && name == "uitloop" }

  private func json(_ value: JSON, _ field: Field) -> JSON {
    switch field.type {
    case .text: return value.asString.map { .string(strike($0)) } ?? value
    case .url: return value.asString.map { .string(address($0)) } ?? value
    case .impreciseDate:
      guard var date = value.asObject, let words = date["tekst"]?.asString else { return value }
      date["tekst"] = .string(strike(words))
      return .object(date)
    case .texts:
      guard let elements = value.asArray else { return value }
      return .array(Strike.set(elements.map { $0.asString.map { .string(strike($0)) } ?? $0 }))
    case .object(let members): return object(value, members)
    case .objects(let members, let ordered):
      guard let elements = value.asArray?.map({ object($0, members) }) else { return value }
      return .array(ordered ? elements : Strike.set(elements))
    case .integer, .decimal, .boolean, .choice, .day, .timestamp, .link, .links, .parameters: return value
    }
  }

  private func object(_ value: JSON, _ members: [Field]) -> JSON {
    guard var object = value.asObject, isMeant(object) else { return value }
    for member in members where quoted == nil || Strike.quotes.contains(member.name) {
      if let value = object[member.name] { object[member.name] = json(value, member) }
    }
    return .object(object)
  }

  /// Sorted, and what has become the same counts once: as `Validation` leaves a set.
  private static func set(_ elements: [JSON]) -> [JSON] {
    var seen: Set<JSON> = []
    return elements.filter { seen.insert($0).inserted }.sorted {
      ($0.asString ?? $0.text).utf8.lexicographicallyPrecedes(($1.asString ?? $1.text).utf8)
    }
  }

  /// A column's value without the text.
  func column(_ value: String, of field: Field) -> String {
    switch field.type {
    case .text, .texts: strike(value)
    case .url: address(value)
    case .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .link, .object, .links, .objects,
      .parameters:
      value
    }
  }
}
