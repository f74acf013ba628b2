import Bytes
import Register

/// Plan against reality: for each row what was planned above what happened. Where a day is not known the field ends
/// in dashes, as wide as the doubt.
struct TimelineDrawing {
  let table: ShownTable
  let words: PictureWords
  let today: Day?
  private let labels: [Int]
  private let planned: (start: Int?, end: Int?)
  private let actual: (start: Int?, end: Int?)

  init?(
    _ table: ShownTable, labels: [String], planned: ReportPicture.Span, actual: ReportPicture.Span, today: Day?,
    words: PictureWords
  ) {
    self.table = table
    self.words = words
    self.today = today
    self.labels = table.indices(labels)
    self.planned = (table.index(planned.start), table.index(planned.end))
    self.actual = (table.index(actual.start), table.index(actual.end))
    if self.labels.isEmpty || dated.isEmpty { return nil }
  }

  private static let labelWidth = 330.0
  private static let limit = 250

  private var columns: [Int] { [planned.start, planned.end, actual.start, actual.end].compactMap { $0 } }

  /// Rows of which at least one date is known.
  private var dated: [[ShownTable.Cell]] {
    table.rows.filter { row in columns.contains { row[$0].span != nil } }
  }

  func draw(on canvas: inout Canvas) -> String {
    let rows = dated
    let spans = rows.flatMap { row in columns.compactMap { row[$0].span } }
    guard let first = spans.map(\.from).min(), let end = spans.map(\.through).max() else { return "" }
    let last = max(end, today ?? end)
    let axis = TimeAxis(
      from: first, through: last, left: TimelineDrawing.labelWidth,
      width: canvas.width - TimelineDrawing.labelWidth - 10)
    drawLegend(on: &canvas)
    let top = canvas.height
    let shown = rows.prefix(TimelineDrawing.limit)
    let heights = shown.map { height(of: lines($0).count) }
    axis.draw(from: top, to: top + 18 + heights.reduce(0, +), on: &canvas)
    canvas.reach(y: top + 18)
    for (row, height) in zip(shown, heights) { draw(row, height, axis, on: &canvas) }
    if let today, today >= axis.first, today <= axis.last {
      canvas.line(axis.x(today), top + 14, axis.x(today), canvas.height, "now o")
    }
    if rows.count > shown.count {
      canvas.text(0, canvas.height + 16, words.more(rows.count - shown.count), "mu")
      canvas.reach(y: canvas.height + 22)
    }
    return shown.prefix(40).map { row in
      let dates = columns.filter { row[$0].isKnown }.map { "\(table.columns[$0].heading.lowercased()) \(row[$0].text)" }
      return "\(table.label(row, labels)): \(dates.joined(separator: ", "))"
    }.joined(separator: "; ") + "."
  }

  private func lines(_ row: [ShownTable.Cell]) -> [String] {
    TextMeasure.wrap(table.label(row, labels), Canvas.body, width: TimelineDrawing.labelWidth - 14, maximum: 3)
  }

  private func height(of lines: Int) -> Double { max(30, Double(lines) * Canvas.leading + 8) }

  private func draw(_ row: [ShownTable.Cell], _ height: Double, _ axis: TimeAxis, on canvas: inout Canvas) {
    let y = canvas.height
    let lines = lines(row)
    let foot = y + (height - Double(lines.count - 1) * Canvas.leading) / 2 + 4
    for (index, line) in lines.enumerated() {
      canvas.text(TimelineDrawing.labelWidth - 8, foot + Double(index) * Canvas.leading, line, "r")
    }
    canvas.line(0, y + height, canvas.width - 10, y + height, "ln")
    let middle = y + height / 2
    draw(span(row, planned), axis, middle - 10, isPlan: true, on: &canvas)
    draw(span(row, actual), axis, middle + 1, isPlan: false, on: &canvas)
    canvas.reach(y: y + height)
  }

  private func span(_ row: [ShownTable.Cell], _ columns: (start: Int?, end: Int?)) -> Span {
    Span(start: columns.start.flatMap { row[$0].span }, end: columns.end.flatMap { row[$0].span })
  }

  private struct Span {
    let start: (from: Day, through: Day)?
    let end: (from: Day, through: Day)?
  }

  /// A field from the start to the end; one that is known alone is a mark as wide as its doubt; what has begun and not
  /// ended runs on, open, to the reference date.
  private func draw(_ span: Span, _ axis: TimeAxis, _ y: Double, isPlan: Bool, on canvas: inout Canvas) {
    let high = 9.0
    func doubt(_ days: (from: Day, through: Day)) {
      guard days.from < days.through else { return }
      let x = axis.x(days.from)
      canvas.rectangle(x, y, max(3, axis.x(days.through) - x), high, "fr o da")
    }
    func field(_ x1: Double, _ x2: Double) {
      guard x2 > x1 else { return }
      if isPlan {
        canvas.rectangle(x1, y, x2 - x1, high, filled: .slanted, "e")
      } else {
        canvas.rectangle(x1, y, x2 - x1, high, "f")
      }
    }
    switch (span.start, span.end) {
    case (let start?, let end?):
      // What may be one day and may be the other is doubt, and no span.
      if start.through < end.from { field(axis.x(start.through), axis.x(end.from)) }
      doubt(start)
      doubt(end)
      if start.from == end.through { canvas.mark(axis.x(end.from), y + high / 2, series: isPlan ? 1 : 0, size: 3.5) }
    case (let start?, nil):
      if !isPlan, let today, today > start.through {
        canvas.rectangle(
          axis.x(start.through), y, axis.x(today) - axis.x(start.through), high, filled: .dotted, "e da")
      }
      doubt(start)
      canvas.mark(axis.x(start.from), y + high / 2, series: isPlan ? 1 : 0, size: 3.5)
    case (nil, let end?):
      doubt(end)
      canvas.mark(axis.x(end.through), y + high / 2, series: isPlan ? 1 : 0, size: 3.5)
    case (nil, nil): break
    }
  }

  private func drawLegend(on canvas: inout Canvas) {
    let y = canvas.height + 8
    var x = TimelineDrawing.labelWidth
    canvas.rectangle(x, y + 2, 22, 9, filled: .slanted, "e")
    canvas.text(x + 28, y + 11, words.planned, "mu")
    x += 46 + TextMeasure.width(words.planned, Canvas.body)
    canvas.rectangle(x, y + 2, 22, 9, "f")
    canvas.text(x + 28, y + 11, words.actual, "mu")
    x += 46 + TextMeasure.width(words.actual, Canvas.body)
    canvas.rectangle(x, y + 2, 22, 9, filled: .dotted, "e da")
    canvas.text(x + 28, y + 11, words.ongoing, "mu")
    x += 46 + TextMeasure.width(words.ongoing, Canvas.body)
    if let today {
      canvas.line(x + 11, y, x + 11, y + 13, "now o")
      let text = "\(words.today) \(ValueWords(language: words.language).day(today))"
      canvas.text(x + 28, y + 11, text, "mu")
      x += 46 + TextMeasure.width(text, Canvas.body)
    }
    canvas.text(TimelineDrawing.labelWidth, y + 28, words.imprecise, "mu")
    canvas.text(TimelineDrawing.labelWidth, y + 44, words.point, "mu")
    canvas.reach(x: x, y: y + 56)
  }
}
