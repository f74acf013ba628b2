import Bytes
import Register

@testable import API

/// Reports nobody would write: every picture over texts with markup, control characters, formulas, words without a
/// space, emoji, nothing at all.
struct RandomReport {
  private var numbers: SystemNumbers

  init(seed: UInt64) { numbers = SystemNumbers(state: seed) }

  /// SplitMix64: the same seed gives the same report.
  struct SystemNumbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }

  private static let texts = [
    "", "a", "<script>alert(\"x\")</script>", "&amp; & \" ' > ]]>", "\u{0}\u{1}\u{B}\u{1F}\u{7F}\u{FFFE}",
    "regel een\r\nregel twee\ttab", "=SOM(A1:A9)", "Moslimdiscriminatie",
    "Arbeidsmarktdiscriminatie bij stage en werving in het middelbaar beroepsonderwijs en het hoger onderwijs",
    String(repeating: "onafgebrokenwoord", count: 12), String(repeating: "lang woord ", count: 60), "é\u{301}ü", "👩‍👩‍👧",
    "日本語の文章", "--", "https://www.example.nl/een/heel/lang/adres/zonder/spaties/dat/nergens/mag/breken?x=1&y=2",
  ]

  private mutating func text() -> String { RandomReport.texts.randomElement(using: &numbers) ?? "" }

  private mutating func date() -> String {
    let year = Int.random(in: 1990...2040, using: &numbers)
    let month = Int.random(in: 1...12, using: &numbers)
    return ["\(year)", "\(year)-\(month < 10 ? "0" : "")\(month)", "\(year)-\(month < 10 ? "0" : "")\(month)-07"]
      .randomElement(using: &numbers) ?? ""
  }

  private static let columns = ["naam", "soort", "groep", "aantal", "beside", "uitleg", "van", "tot", "toen", "nu"]
  private static let numeric: Set<String> = ["aantal", "beside"]

  static let pictures: [ReportPicture?] = [
    nil, .heatMap(axes: ["soort", "naam"], figure: "aantal"),
    .heatMap(axes: ["groep", "soort", "naam"], figure: "aantal", beside: ["beside"], explanation: "uitleg"),
    .bars(labels: ["naam"], figures: [ReportPicture.Figure("aantal")]),
    .bars(
      labels: ["naam", "soort"], panels: ["groep"],
      figures: zip(["aantal", "beside", "aantal", "beside"], ReportPicture.Certainty.allCases).map(
        ReportPicture.Figure.init)),
    .lines(panels: ["naam"], moment: "van", value: "aantal", series: ["soort"]),
    .timeline(
      labels: ["naam"], planned: ReportPicture.Span("van", "tot"), actual: ReportPicture.Span("toen", "nu")),
  ]

  mutating func make(_ picture: ReportPicture?, rows count: Int, language: Language = .nl) -> ShownReport {
    var words: [String] = []
    for _ in 0..<4 { words.append(text()) }
    let rows = (0..<count).map { _ in row(words) }
    let table = ShownTable(
      name: "rijen", title: text(),
      columns: RandomReport.columns.map { name in
        ShownTable.Column(
          name: name, heading: text(), explanation: text(), isNumeric: RandomReport.numeric.contains(name))
      }, rows: rows, notes: [text()], picture: picture)
    return ShownReport(
      language: language, title: text(), summary: text(), moment: text(), momentValue: "2026-03-01",
      asked: [("x", text())], tables: [table], notes: [text(), text()],
      letter: Bool.random(using: &numbers)
        ? ShownReport.Letter(
          recipient: [text()], subject: text(), salutation: text(), opening: [text()], closing: [text()]) : nil,
      address: "https://npdr.example.nl/v1/x?a=1&b=2")
  }

  private mutating func row(_ words: [String]) -> [ShownTable.Cell] {
    RandomReport.columns.map { name in
      let isUnknown = Int.random(in: 0..<6, using: &numbers) == 0
      if isUnknown { return ShownTable.Cell(text: "", value: .null, address: nil) }
      let address = Bool.random(using: &numbers) ? "https://npdr.example.nl/v1/x?a=<&b=\"" : nil
      switch name {
      case "aantal", "beside":
        let number = [0, 1, 7, 12_345, -3].randomElement(using: &numbers) ?? 0
        return ShownTable.Cell(
          text: ValueWords(language: .nl).number(String(number)), value: .integer(number), address: address)
      case "van", "tot", "toen", "nu":
        let date = date()
        return ShownTable.Cell(text: date, value: .string(date), address: nil)
      case "soort", "groep":
        let word = words.randomElement(using: &numbers) ?? ""
        return ShownTable.Cell(text: word, value: .string(word), address: nil)
      default:
        let word = text()
        return ShownTable.Cell(text: word, value: .string(word), address: address)
      }
    }
  }
}
