/// Help in the shape that people know from other commands, fitted to the screen.
struct HelpText {
  let width: Int
  private(set) var text = ""

  init(width: Int) { self.width = min(width, 120) }

  mutating func paragraph(_ words: String) {
    for line in Wrapping.lines(words, width: width) { text += line + "\n" }
    text += "\n"
  }

  /// Lines as they are: examples.
  mutating func example(_ lines: [String]) { text += lines.map { "  \($0)\n" }.joined() + "\n" }

  mutating func terms(_ title: String, _ terms: [(name: String, text: String)]) {
    if terms.isEmpty { return }
    text += title + "\n"
    let margin = min(terms.map { $0.name.count }.max() ?? 0, 28) + 4
    for (name, words) in terms {
      let lines = Wrapping.lines(words, width: max(width - margin, 30))
      var first = "  " + name
      if first.count + 2 > margin {
        text += first + "\n"
        first = ""
      }
      for (number, line) in lines.enumerated() {
        let head = number == 0 ? first : ""
        text += head + String(repeating: " ", count: margin - head.count) + line + "\n"
      }
    }
    text += "\n"
  }

  /// More values than this are said once, and then by the name of the flag that says them.
  private static let many = 12

  mutating func flags(_ title: String, _ flags: [LineFlag]) {
    var said: [[String]: String] = [:]
    terms(
      title,
      flags.map { flag in
        let text = flag.nl.replacing("`", with: "")
        if flag.values.isEmpty { return (flag.usage, text) }
        if let other = said[flag.values] { return (flag.usage, "\(text) Zoals bij --\(other).") }
        if flag.values.count > Self.many { said[flag.values] = flag.name }
        return (flag.usage, "\(text) Een van: \(flag.values.joined(separator: ", ")).")
      })
  }

  mutating func endings() {
    terms(
      "Exitcodes",
      [("0", "gelukt")] + ClientFailure.Ending.allCases.map { (String($0.rawValue), $0.nl) })
  }
}
