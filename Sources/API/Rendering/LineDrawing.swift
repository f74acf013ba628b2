import Bytes
import Register

/// Series through moments that need not be regular, a panel for each thing measured. Every value stands at its point
/// in digits; series that differ are told apart by mark and dash, and named under the panel.
struct LineDrawing {
  let table: ShownTable
  let words: PictureWords
  private let panels: [Int]
  private let moment: Int
  private let value: Int
  private let series: [Int]

  init?(
    _ table: ShownTable, panels: [String], moment: String, value: String, series: [String], words: PictureWords
  ) {
    guard let moment = table.index(moment), let value = table.index(value) else { return nil }
    self.table = table
    self.words = words
    self.panels = table.indices(panels)
    self.moment = moment
    self.value = value
    self.series = table.indices(series)
  }

  private static let width = 460.0
  private static let plot = 120.0
  private static let axis = 56.0
  private static let limit = 60

  private struct Point {
    let day: Day
    let value: Double
    let text: String
    let when: String
  }

  private struct Panel {
    let name: String
    let lines: [(name: String, points: [Point])]
  }

  func draw(on canvas: inout Canvas) -> String {
    let all = made()
    let shown = all.prefix(LineDrawing.limit)
    var row = canvas.height
    var lowest = row
    for (index, panel) in shown.enumerated() {
      if index % 2 == 0 { row = lowest + 10 }
      canvas.openShifted(Double(index % 2) * (LineDrawing.width + 30), row)
      let height = draw(panel, on: &canvas)
      canvas.close()
      lowest = max(lowest, row + height)
    }
    canvas.reach(x: 2 * LineDrawing.width + 30, y: lowest)
    if all.count > shown.count {
      canvas.text(0, canvas.height + 16, words.more(all.count - shown.count), "mu")
      canvas.reach(y: canvas.height + 22)
    }
    return shown.prefix(30).map { panel in
      let lines = panel.lines.map { line in
        (line.name.isEmpty ? "" : "\(line.name) ")
          + line.points.map { "\($0.when): \($0.text)" }.joined(separator: ", ")
      }
      return "\(panel.name): \(lines.joined(separator: "; "))"
    }.joined(separator: ". ") + "."
  }

  private func made() -> [Panel] {
    BarDrawing.grouped(table.rows.filter { $0[value].number != nil && $0[moment].span != nil }) {
      table.label($0, panels)
    }.map { name, rows in
      Panel(
        name: name,
        lines: BarDrawing.grouped(rows) { table.label($0, series) }.map { name, rows in
          let points = rows.compactMap { row -> Point? in
            guard let span = row[moment].span, let number = row[value].number else { return nil }
            return Point(
              day: span.from + (span.through - span.from) / 2, value: number, text: row[value].text,
              when: row[moment].text)
          }
          return (name, points.sorted { $0.day < $1.day })
        })
    }
  }

  /// - Returns: how high it is.
  private func draw(_ panel: Panel, on canvas: inout Canvas) -> Double {
    let title = TextMeasure.wrap(
      panel.name.isEmpty ? words.unknown : panel.name, Canvas.body, width: LineDrawing.width - 10, maximum: 3,
      isBold: true)
    canvas.text(0, 14, lines: title, "b")
    let points = panel.lines.flatMap(\.points)
    guard let first = points.map(\.day).min(), let last = points.map(\.day).max() else { return 20 }
    let top = Double(title.count) * Canvas.leading + 24
    let bottom = top + LineDrawing.plot
    let lowest = min(0, points.map(\.value).min() ?? 0)
    let highest = Self.ceiling(max(points.map(\.value).max() ?? 1, 0))
    func y(_ value: Double) -> Double {
      highest > lowest ? bottom - (value - lowest) / (highest - lowest) * LineDrawing.plot : bottom
    }
    let axis = TimeAxis(
      from: first, through: last, left: LineDrawing.axis, width: LineDrawing.width - LineDrawing.axis - 30)
    for part in [lowest, (lowest + highest) / 2, highest] {
      canvas.line(LineDrawing.axis, y(part), LineDrawing.width - 20, y(part), "ln")
      canvas.text(LineDrawing.axis - 6, y(part) + 4, Self.tick(part, words.language), "sm mu r")
    }
    for (year, x) in axis.years where x + 16 < LineDrawing.width {
      canvas.line(x, bottom, x, bottom + 4, "ln")
      canvas.text(x + 2, bottom + 15, String(year), "sm mu")
    }
    let places = panel.lines.enumerated().map { number, line in
      line.points.map { (x: axis.x($0.day) + aside(number, $0, panel), y: y($0.value)) }
    }
    for (number, line) in places.enumerated() where line.count > 1 { canvas.path(line, "l\(number % 4 + 1)") }
    // Digits keep off every mark, also that of a line that comes later.
    var taken = places.joined().map { (x: $0.x, y: $0.y + 5, width: 10.0) }
    for (number, line) in places.enumerated() {
      for place in line { canvas.mark(place.x, place.y, series: number) }
    }
    for (line, places) in zip(panel.lines, places) {
      for (point, place) in zip(line.points, places) {
        label(point.text, at: place, top, bottom, &taken, on: &canvas)
      }
    }
    return drawNames(panel, from: bottom + 30, on: &canvas)
  }

  /// Sources that speak of the same day stand side by side.
  private func aside(_ number: Int, _ point: Point, _ panel: Panel) -> Double {
    let same = panel.lines.indices.filter { panel.lines[$0].points.contains { $0.day == point.day } }
    guard same.count > 1, let place = same.firstIndex(of: number) else { return 0 }
    return (Double(place) - Double(same.count - 1) / 2) * 13
  }

  /// The digits of a point, above it, below it or beside it: where nothing else stands. A value that finds no room
  /// stands in the table only.
  private func label(
    _ text: String, at place: (x: Double, y: Double), _ top: Double, _ bottom: Double,
    _ taken: inout [(x: Double, y: Double, width: Double)], on canvas: inout Canvas
  ) {
    let width = TextMeasure.width(text, Canvas.small)
    for (dx, dy) in [(0.0, -8.0), (0, 17), (width / 2 + 10, 4), (-width / 2 - 10, 4), (0, -22), (0, 30)] {
      let spot = (x: place.x + dx, y: place.y + dy, width: width)
      let isFree = taken.allSatisfy {
        abs($0.x - spot.x) > ($0.width + width) / 2 + 2 || abs($0.y - spot.y) > Canvas.small + 1
      }
      guard isFree, spot.y > top - 12, spot.y < bottom - 1, spot.x + width / 2 < LineDrawing.width,
        spot.x - width / 2 > LineDrawing.axis
      else { continue }
      taken.append(spot)
      canvas.text(spot.x, spot.y, text, "sm m ha")
      return
    }
  }

  private func drawNames(_ panel: Panel, from start: Double, on canvas: inout Canvas) -> Double {
    var y = start
    for (number, line) in panel.lines.enumerated() where !line.name.isEmpty {
      canvas.path([(0, y + 6), (26, y + 6)], "l\(number % 4 + 1)")
      canvas.mark(13, y + 6, series: number)
      for part in TextMeasure.wrap(line.name, Canvas.small, width: LineDrawing.width - 44, maximum: 3) {
        canvas.text(34, y + 10, part, "sm mu")
        y += 14
      }
      y += 4
    }
    return y + 8
  }

  /// The next of 1, 2, 5 times a power of ten.
  private static func ceiling(_ value: Double) -> Double {
    guard value > 0, value < 1e18 else { return max(value, 1) }
    var power = 1e-6
    while power * 10 <= value { power *= 10 }
    return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map { $0 * power }.first { $0 >= value } ?? value
  }

  private static func tick(_ value: Double, _ language: Language) -> String {
    let hundredths = Int((min(max(value, -1e15), 1e15) * 100).rounded())
    let whole = "\(hundredths / 100)"
    let part = abs(hundredths % 100)
    let decimals = part % 10 == 0 ? "\(part / 10)" : "\(part < 10 ? "0" : "")\(part)"
    let lexeme = part == 0 ? whole : "\(whole).\(decimals)"
    return ValueWords(language: language).number(lexeme)
  }
}
