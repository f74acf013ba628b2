import HTTP

/// The languages people read problems in; the data itself is Dutch.
enum Language: Int, Sendable {
  case nl, en

  private static let offered: [StaticString] = ["nl", "en"]

  /// Dutch, unless `Accept-Language` prefers English; a malformed field is no reason to refuse anybody.
  init(_ fields: FieldTable) {
    self = .nl
    guard fields.contains(.acceptLanguage) else { return }
    if case .chosen(let index) = Negotiation.language(fields, offered: Self.offered) {
      self = Language(rawValue: index) ?? .nl
    }
  }

  var tag: StaticString {
    switch self {
    case .nl: "nl"
    case .en: "en"
    }
  }
}

/// One sentence in both languages.
struct Words: Sendable, Equatable {
  let nl: String
  let en: String

  func text(in language: Language) -> String {
    switch language {
    case .nl: nl
    case .en: en
    }
  }
}
