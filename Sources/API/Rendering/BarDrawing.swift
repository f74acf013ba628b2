import Register

/// Bars that lie: a name, its figures one behind the other, and what they are in digits. Rows that may not be
/// compared stand in panels, each with its own scale.
struct BarDrawing {
  let table: ShownTable
  let words: PictureWords
  private let labels: [Int]
  private let panels: [Int]
  private let figures: [(column: Int, certainty: ReportPicture.Certainty)]

  init?(
    _ table: ShownTable, labels: [String], panels: [String], figures: [ReportPicture.Figure], words: PictureWords
  ) {
    self.table = table
    self.words = words
    self.labels = table.indices(labels)
    self.panels = table.indices(panels)
    self.figures = figures.compactMap { figure in table.index(figure.column).map { ($0, figure.certainty) } }
    if self.labels.isEmpty && self.panels.isEmpty || self.figures.isEmpty { return nil }
  }

  private static let labelWidth = 300.0
  private static let figureWidth = 190.0
  private static let limit = 200

  func draw(on canvas: inout Canvas) -> String {
    drawLegend(on: &canvas)
    let shown = table.rows.prefix(BarDrawing.limit)
    for (name, rows) in Self.grouped(Array(shown), by: { table.label($0, panels) }) {
      if !panels.isEmpty {
        canvas.text(0, canvas.height + 24, name.isEmpty ? words.unknown : name, "t2")
        canvas.reach(y: canvas.height + 32)
      }
      let longest = rows.map(total).max() ?? 0
      for row in rows { draw(row, longest, on: &canvas) }
    }
    if table.rows.count > shown.count {
      canvas.text(0, canvas.height + 16, words.more(table.rows.count - shown.count), "mu")
      canvas.reach(y: canvas.height + 22)
    }
    return shown.prefix(40).map { row in
      let name = table.label(row, panels + labels)
      return "\(name.isEmpty ? words.unknown : name): \(digits(row))"
    }.joined(separator: "; ") + "."
  }

  static func grouped<Row>(_ rows: [Row], by name: (Row) -> String) -> [(name: String, rows: [Row])] {
    var groups: [(name: String, rows: [Row])] = []
    var places: [String: Int] = [:]
    for row in rows {
      let name = name(row)
      if let place = places[name] {
        groups[place].rows.append(row)
      } else {
        places[name] = groups.count
        groups.append((name, [row]))
      }
    }
    return groups
  }

  private func total(_ row: [ShownTable.Cell]) -> Double {
    figures.reduce(0) { $0 + max(0, row[$1.column].number ?? 0) }
  }

  private func digits(_ row: [ShownTable.Cell]) -> String {
    if !figures.contains(where: { row[$0.column].isKnown }) { return words.unknownMark }
    return figures.map { row[$0.column].isKnown ? row[$0.column].text : words.unknownMark }.joined(separator: " / ")
  }

  private func draw(_ row: [ShownTable.Cell], _ longest: Double, on canvas: inout Canvas) {
    let name = labels.isEmpty ? words.everything : table.label(row, labels)
    let lines = TextMeasure.wrap(
      name.isEmpty ? words.unknown : name, Canvas.body, width: BarDrawing.labelWidth - 12, maximum: 3)
    let height = max(26, Double(lines.count) * Canvas.leading + 8)
    let y = canvas.height
    let foot = y + (height - Double(lines.count - 1) * Canvas.leading) / 2 + 4
    for (index, line) in lines.enumerated() {
      canvas.text(BarDrawing.labelWidth - 8, foot + Double(index) * Canvas.leading, line, "r")
    }
    let room = canvas.width - BarDrawing.labelWidth - BarDrawing.figureWidth
    var x = BarDrawing.labelWidth
    canvas.line(x, y, x, y + height, "ln")
    for (column, certainty) in figures {
      guard let value = row[column].number, value > 0, longest > 0 else { continue }
      let length = max(2, value / longest * room)
      Self.field(certainty, x, y + height / 2 - 9, length, 18, on: &canvas)
      x += length
    }
    canvas.text(x + 7, y + height / 2 + 4, digits(row))
    canvas.reach(x: x + 14 + TextMeasure.width(digits(row), Canvas.body), y: y + height)
  }

  /// A field that shows how sure its figure is.
  private static func field(
    _ certainty: ReportPicture.Certainty, _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    on canvas: inout Canvas
  ) {
    switch certainty {
    case .exact: canvas.rectangle(x, y, width, height, "f")
    case .rounded: canvas.rectangle(x, y, width, height, filled: .slanted, "e")
    case .about: canvas.rectangle(x, y, width, height, filled: .dotted, "e da")
    case .open: canvas.rectangle(x, y, width, height, "bg e da")
    }
  }

  private func drawLegend(on canvas: inout Canvas) {
    guard figures.count > 1 || figures[0].certainty != .exact else { return }
    var x = BarDrawing.labelWidth
    var y = canvas.height + 8
    for (column, certainty) in figures {
      let text = table.columns[column].heading
      let width = TextMeasure.width(text, Canvas.body) + 44
      if x + width > canvas.width, x > BarDrawing.labelWidth {
        x = BarDrawing.labelWidth
        y += 22
      }
      Self.field(certainty, x, y, 22, 13, on: &canvas)
      canvas.text(x + 28, y + 11, text, "mu")
      x += width
    }
    canvas.reach(y: y + 26)
  }
}
