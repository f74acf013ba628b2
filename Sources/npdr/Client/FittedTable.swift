/// A table that fits a screen: wide columns give way first, the first one never and the one that says what a row is
/// about last, and what does not fit at all is left out and named.
struct FittedTable {
  struct Column {
    let title: String
    var isNumeric = false
    /// Says what a row is about: nobody knows a row by a third of it.
    var isName = false

    /// It gets no narrower than this.
    var least: Int { isName ? 24 : 8 }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// - Parameter cells: one for each column.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") })
  }

  private static let gap = 2

  /// - Returns: the lines, and the titles of the columns that did not fit.
  func lines(width: Int) -> (lines: [String], left: [String]) {
    let natural = columns.indices.map { column in
      max(columns[column].title.count, rows.map { $0[column].count }.max() ?? 0)
    }
    var shown = columns.count
    // Leave out from the right until every column has its least.
    while shown > 1, leastWidth(natural[..<shown]) > width { shown -= 1 }
    let widths = fitted(Array(natural[..<shown]), into: width)
    var lines = [line(columns[..<shown].map(\.title), widths)]
    let space = String(repeating: " ", count: Self.gap)
    lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: space))
    lines += rows.map { line(Array($0[..<shown]), widths) }
    return (lines, columns[shown...].map(\.title))
  }

  private func leastWidth(_ natural: ArraySlice<Int>) -> Int {
    natural.indices.reduce(0) { sum, column in
      sum + (column == 0 ? natural[column] : min(natural[column], columns[column].least)) + Self.gap
    } - Self.gap
  }

  /// Takes from the widest, one character at a time, until all of them fit.
  private func fitted(_ natural: [Int], into width: Int) -> [Int] {
    var widths = natural
    var over = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
    while over > 0 {
      let open = widths.indices.dropFirst().filter { widths[$0] > columns[$0].least }
      guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      over -= 1
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var parts: [String] = []
    for (column, cell) in cells.enumerated() {
      let width = widths[column]
      let text = cell.count <= width ? cell : cell.prefix(width - 1) + "…"
      let blank = String(repeating: " ", count: max(0, width - text.count))
      parts.append(columns[column].isNumeric ? blank + text : text + blank)
    }
    var line = parts.joined(separator: String(repeating: " ", count: Self.gap))
    while line.last == " " { line.removeLast() }
    return line
  }
}
