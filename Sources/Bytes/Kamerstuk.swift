/// A number of Parliament, read in the ways people write it and written in one: `35925-VII-35`.
///
/// | as written                                    | read as                        |
/// |-----------------------------------------------|--------------------------------|
/// | `Kamerstukken II, 2019/20, 30950, nr. 203`    | `30950-203`, session 2019/20   |
/// | `36 200 VII, nr. 12`, `362 00 VII, nr. 12`    | `36200-VII-12`                 |
/// | `Kamerstukken I 2021/22, 35 925 VII, A`       | `35925-VII-A`, session 2021/22 |
/// | `CXLVI, AA`                                   | `CXLVI-AA`                     |
/// | `Aanhangsel Handelingen II 2022/23, nr. 1234` | `ah-tk-20222023-1234`          |
/// | `2024Z09548`, `2023D12345`                    | themselves                     |
/// | `30950`                                       | the dossier as a whole         |
public struct Kamerstuk: Sendable, Hashable {
  public let soort: Soort
  /// `30950`; of the Senate also `CXLVI`.
  public let dossier: String?
  /// A chapter of the budget, `VII`, or the number of a kingdom act, `R2114`.
  public let toevoeging: String?
  /// `203`; of the Senate letters, `AA`.
  public let ondernummer: String?
  /// Of a document, a case, or an appendix to the proceedings.
  public let nummer: String?
  /// `2019/20`
  public let vergaderjaar: String?

  public enum Soort: String, Sendable, CaseIterable {
    case kamerstuk, aanhangsel, documentnummer, zaaknummer
  }

  private init(
    _ soort: Soort, dossier: String? = nil, toevoeging: String? = nil, ondernummer: String? = nil,
    nummer: String? = nil, vergaderjaar: String? = nil
  ) {
    self.soort = soort
    self.dossier = dossier
    self.toevoeging = toevoeging
    self.ondernummer = ondernummer
    self.nummer = nummer
    self.vergaderjaar = vergaderjaar
  }

  /// - Parameter text: of at most 200 bytes.
  /// - Returns: nil for what is no such number, or more than one.
  public init?(_ text: String) {
    guard text.utf8.count <= 200, let tokens = Token.read(text) else { return nil }
    var reading = Reading(tokens)
    guard let read = reading.number() else { return nil }
    self = read
  }
}

extension Kamerstuk: CustomStringConvertible {
  /// The one way it is written, which reads back as the same number (of a paper without its session).
  public var description: String {
    switch soort {
    case .documentnummer, .zaaknummer: return nummer ?? ""
    case .aanhangsel:
      let years = vergaderjaar.flatMap { Int($0.prefix(4)) } ?? 0
      return "ah-tk-\(years)\(years + 1)-\(nummer ?? "")"
    case .kamerstuk:
      var text = dossier ?? ""
      if let toevoeging { text += "-" + toevoeging }
      if let ondernummer {
        // Two dashes: no chapter stands between, though what follows looks like one.
        let isBare = toevoeging == nil && !Kamerstuk.isRoman(dossier ?? "") && Kamerstuk.isAddition(ondernummer)
        text += (isBare ? "--" : "-") + ondernummer
      }
      return text
    }
  }
}

extension Kamerstuk {
  /// The members of the register's object, those that are known.
  public var members: JSONObject {
    var members: JSONObject = ["soort": .string(soort.rawValue)]
    let parts = [
      ("dossier", dossier), ("toevoeging", toevoeging), ("ondernummer", ondernummer), ("nummer", nummer),
      ("vergaderjaar", vergaderjaar),
    ]
    for (name, value) in parts { if let value { members[name] = .string(value) } }
    return members
  }

  /// Reads the register's object, in which each part may be written in its own way.
  ///
  /// - Returns: nil where the parts make no number, or another kind than `soort` says.
  public init?(members: JSONObject) {
    func part(_ name: String) -> String? { members[name]?.asString }
    guard let soort = part("soort").flatMap(Soort.init) else { return nil }
    let year = part("vergaderjaar")
    let text: String? =
      switch soort {
      case .documentnummer, .zaaknummer: part("nummer")
      case .aanhangsel: year.flatMap { year in part("nummer").map { "aanhangsel \(year), \($0)" } }
      case .kamerstuk:
        part("dossier").map { dossier in
          (year.map { "\($0), " } ?? "") + dossier + (part("toevoeging").map { "-\($0)" } ?? "")
            + (part("ondernummer").map { (part("toevoeging") == nil ? "--" : "-") + $0 } ?? "")
        }
      }
    guard let read = text.flatMap(Kamerstuk.init), read.soort == soort else { return nil }
    // What was read as another part than it was given as is not what was meant.
    for name in ["dossier", "toevoeging", "ondernummer", "nummer"]
    where (part(name) == nil) != (read.members[name] == nil) { return nil }
    self = read
  }
}

// MARK: Reading

extension Kamerstuk {
  /// A word, a run of digits, or one mark between them.
  private struct Token {
    /// In capitals.
    let text: String
    /// White space stands before it.
    let isApart: Bool

    var isNumber: Bool { text.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    var isWord: Bool { text.utf8.allSatisfy { 0x41...0x5A ~= $0 } }
    var isMark: Bool { text.utf8.count == 1 && !isNumber && !isWord }

    /// Nil when a character stands in it that no number has.
    static func read(_ text: String) -> [Token]? {
      var tokens: [Token] = []
      var current = ""
      var isApart = false
      func end() {
        if current.isEmpty { return }
        tokens.append(Token(text: current, isApart: isApart))
        current = ""
        isApart = false
      }
      for scalar in text.unicodeScalars {
        switch scalar {
        case "0"..."9", "A"..."Z": current.unicodeScalars.append(scalar)
        case "a"..."z": current += String(scalar).uppercased()
        case " ", "\t", "\n", "\r", "\u{A0}", "\u{202F}":
          end()
          isApart = true
        case ",", ".", ":", ";", "/", "-", "\u{2010}", "\u{2011}", "\u{2013}", "(", ")":
          end()
          let isDash = scalar.value >= 0x2010 && scalar.value <= 0x2013
          tokens.append(Token(text: isDash ? "-" : String(scalar), isApart: isApart))
          isApart = false
        default: return nil
        }
      }
      end()
      return tokens
    }
  }

  /// Words that say what follows, and nothing of the number itself.
  private static let papers: Set<String> = ["KAMERSTUK", "KAMERSTUKKEN", "KST", "STUK", "STUKKEN", "DOSSIER"]
  private static let numbering: Set<String> = ["NR", "NRS", "NO", "NUMMER"]
  private static let fillers: Set<String> = [
    "TWEEDE", "EERSTE", "KAMER", "DER", "DE", "STATEN", "GENERAAL", "VERGADERJAAR", "VAN", "HANDELINGEN", "TK", "EK",
  ]

  /// A chapter of the budget, or the number of a kingdom act.
  fileprivate static func isAddition(_ text: String) -> Bool {
    if text.utf8.first == UInt8(ascii: "R"), text.utf8.count > 1 {
      return text.utf8.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
    }
    let body = text.utf8.count > 1 && (text.hasSuffix("A") || text.hasSuffix("B")) ? text.dropLast() : text[...]
    return !body.isEmpty && body.utf8.allSatisfy { "IVX".utf8.contains($0) }
  }

  fileprivate static func isRoman(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { "IVXLCDM".utf8.contains($0) }
  }

  private struct Reading {
    private let tokens: [Token]
    private var place = 0
    private var session: String?

    init(_ tokens: [Token]) { self.tokens = tokens }

    private var next: Token? { place < tokens.count ? tokens[place] : nil }

    mutating func number() -> Kamerstuk? {
      var isAppendix = false
      while let token = next {
        if token.isMark {
          place += 1
        } else if token.text == "AANHANGSEL" || token.text == "AH" {
          isAppendix = true
          place += 1
          // The Senate counts its own appendices, and the register's object does not say of which House one is.
          if next?.text == "-" { place += 1 }
          if next?.text == "EK" { return nil }
        } else if Kamerstuk.papers.contains(token.text) || token.text == "HANDELINGEN" {
          place += 1
          if isAppendix, next?.text == "I" { return nil }
          // Of which House: said before the number, and no part of it.
          if let house = next?.text, house == "I" || house == "II" { place += 1 }
        } else if Kamerstuk.fillers.contains(token.text) || Kamerstuk.numbering.contains(token.text) {
          place += 1
        } else if session == nil, let (years, length) = years(at: place) {
          session = years
          place += length
        } else {
          break
        }
      }
      if isAppendix { return appendix() }
      return identifier() ?? paper()
    }

    /// `2019/20`, `2019-2020`, `20192020`, with something behind it.
    private func years(at start: Int) -> (String, Int)? {
      guard start < tokens.count, tokens[start].isNumber else { return nil }
      let first = tokens[start].text
      guard let from = Int(first.prefix(4)), 1800...2999 ~= from else { return nil }
      if first.utf8.count == 8, Int(first.suffix(4)) == from + 1 { return (Self.session(from), 1) }
      guard first.utf8.count == 4, start + 3 < tokens.count,
        ["/", "-"].contains(tokens[start + 1].text), tokens[start + 2].isNumber
      else { return nil }
      let second = tokens[start + 2].text
      let next = from + 1
      guard second == String(next) || second == String(String(next).suffix(2)) else { return nil }
      return (Self.session(from), 3)
    }

    private static func session(_ year: Int) -> String { "\(year)/\(String(year + 1).suffix(2))" }

    /// `2024Z09548`
    private func identifier() -> Kamerstuk? {
      guard place == tokens.count - 1, session == nil, let text = next?.text, text.utf8.count == 10 else { return nil }
      let bytes = Array(text.utf8)
      guard bytes.indices.allSatisfy({ $0 == 4 || 0x30...0x39 ~= bytes[$0] }) else { return nil }
      switch bytes[4] {
      case UInt8(ascii: "D"): return Kamerstuk(.documentnummer, nummer: text)
      case UInt8(ascii: "Z"): return Kamerstuk(.zaaknummer, nummer: text)
      default: return nil
      }
    }

    private mutating func appendix() -> Kamerstuk? {
      guard let session, place == tokens.count - 1, let token = next, token.isNumber,
        let number = Self.plain(token.text)
      else { return nil }
      return Kamerstuk(.aanhangsel, nummer: number, vergaderjaar: session)
    }

    private mutating func paper() -> Kamerstuk? {
      guard let dossier = dossier() else { return nil }
      var parts: [(text: String, isNumber: Bool)] = []
      var isNumber = false
      var dashes = 0
      while let token = next {
        place += 1
        if token.isMark {
          if token.text == "/" { return nil }
          dashes = token.text == "-" ? dashes + 1 : 0
          if dashes == 2 { isNumber = true }
          continue
        }
        let followsDash = dashes > 0
        dashes = 0
        // Of the Senate's letters `NO` and `NR` are two.
        if Kamerstuk.numbering.contains(token.text), !followsDash || next != nil {
          isNumber = true
          continue
        }
        // A kingdom act's number is one word, and so is a number with a letter behind it.
        guard token.text.utf8.count <= 6 else { return nil }
        parts.append((token.text, isNumber))
        isNumber = false
      }
      var addition: String?
      var number: String?
      switch parts.count {
      case 0: break
      case 1:
        let part = parts[0]
        if !part.isNumber, !Kamerstuk.isRoman(dossier), Kamerstuk.isAddition(part.text) {
          addition = part.text
        } else {
          number = part.text
        }
      case 2 where !parts[0].isNumber:
        addition = parts[0].text
        number = parts[1].text
      default: return nil
      }
      if let given = addition {
        let isFund = given.utf8.count <= 2 && given.utf8.allSatisfy { 0x41...0x5A ~= $0 }
        guard !Kamerstuk.isRoman(dossier), isFund || Kamerstuk.isAddition(given) else { return nil }
      }
      if let given = number {
        guard let plain = Self.plain(given) else { return nil }
        number = plain
      }
      // `II` alone is a House, and no dossier.
      if Kamerstuk.isRoman(dossier), number == nil { return nil }
      return Kamerstuk(
        .kamerstuk, dossier: dossier, toevoeging: addition, ondernummer: number, vergaderjaar: session)
    }

    /// Five digits in one or two groups (four in the older ones), or a Roman number with something behind it.
    private mutating func dossier() -> String? {
      guard let token = next, token.text.utf8.first != UInt8(ascii: "0") else { return nil }
      if token.isNumber {
        place += 1
        if 4...5 ~= token.text.utf8.count { return Self.plain(token.text) }
        if next?.text == ".", place + 1 < tokens.count { place += 1 }
        guard let rest = next, rest.isNumber, 4...5 ~= token.text.utf8.count + rest.text.utf8.count,
          rest.text.utf8.count >= 2
        else { return nil }
        place += 1
        return Self.plain(token.text + rest.text)
      }
      guard token.isWord, Kamerstuk.isRoman(token.text), token.text.utf8.count <= 10, place + 1 < tokens.count else {
        return nil
      }
      place += 1
      return token.text
    }

    /// Without zeros before it; letters, or digits with at most one letter behind them.
    private static func plain(_ text: String) -> String? {
      guard text.utf8.first.map({ 0x30...0x39 ~= $0 }) ?? false else {
        return text.utf8.allSatisfy { 0x41...0x5A ~= $0 } && text.utf8.count <= 3 ? text : nil
      }
      let digits = text.utf8.prefix { 0x30...0x39 ~= $0 }.count
      guard text.utf8.count - digits <= 1 else { return nil }
      let bare = text.drop { $0 == "0" }
      return bare.utf8.first.map { 0x30...0x39 ~= $0 } ?? false ? String(bare) : nil
    }
  }
}
