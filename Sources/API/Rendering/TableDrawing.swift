/// A table as a picture, for what has no picture of its own.
struct TableDrawing {
  let table: ShownTable
  let words: PictureWords

  private static let limit = 100
  private static let narrowest = 70.0
  private static let widest = 330.0

  func draw(on canvas: inout Canvas) -> String {
    let shown = Array(table.rows.prefix(TableDrawing.limit))
    guard !shown.isEmpty else {
      canvas.text(0, canvas.height + 18, words.nothing)
      canvas.reach(y: canvas.height + 26)
      return words.nothing
    }
    let widths = widths(shown, within: canvas.width)
    canvas.reach(x: widths.reduce(0, +))
    draw(table.columns.map(\.heading), widths, "b", isBanded: false, isBold: true, on: &canvas)
    canvas.line(0, canvas.height, canvas.width, canvas.height, "o")
    for (index, row) in shown.enumerated() {
      draw(row.map { $0.isKnown ? $0.text : words.unknownMark }, widths, "", isBanded: index % 2 == 1, on: &canvas)
    }
    if table.rows.count > shown.count {
      canvas.text(0, canvas.height + 18, words.more(table.rows.count - shown.count), "mu")
      canvas.reach(y: canvas.height + 26)
    }
    if table.hasUnknown {
      canvas.text(0, canvas.height + 18, words.legendUnknown, "mu")
      canvas.reach(y: canvas.height + 26)
    }
    return words.drawn(rows: table.rows.count)
  }

  /// As wide as the longest text of each column, within bounds; what is left over goes to those that want more.
  private func widths(_ rows: [[ShownTable.Cell]], within width: Double) -> [Double] {
    let wanted = table.columns.indices.map { column in
      let longest = rows.map { TextMeasure.width($0[column].text, Canvas.body) }.max() ?? 0
      return max(longest, TextMeasure.width(table.columns[column].heading, Canvas.body, isBold: true)) + 16
    }
    var widths = wanted.map { min(max($0, TableDrawing.narrowest), TableDrawing.widest) }
    let excess = widths.reduce(0, +) - width
    if excess > 0 {
      let spare = widths.map { max(0, $0 - 110) }
      let all = spare.reduce(0, +)
      if all > 0 { for index in widths.indices { widths[index] -= min(spare[index], excess * spare[index] / all) } }
    }
    return widths
  }

  private func draw(
    _ texts: [String], _ widths: [Double], _ style: String, isBanded: Bool, isBold: Bool = false,
    on canvas: inout Canvas
  ) {
    let cells = zip(texts, widths).map {
      TextMeasure.wrap($0, Canvas.body, width: $1 - 12, maximum: 8, isBold: isBold)
    }
    let height = Double(cells.map(\.count).max() ?? 1) * Canvas.leading + 9
    let y = canvas.height
    if isBanded { canvas.rectangle(0, y, canvas.width, height, "bd") }
    var x = 0.0
    for (column, lines) in cells.enumerated() {
      let isNumeric = table.columns[column].isNumeric
      canvas.text(
        isNumeric ? x + widths[column] - 8 : x + 4, y + 15, lines: lines, isNumeric ? "\(style) r" : style)
      x += widths[column]
    }
    canvas.reach(y: y + height)
  }
}
