import Bytes

/// Days as places on a line, with years under it.
struct TimeAxis {
  let first: Day
  let last: Day
  let left: Double
  let width: Double

  /// Whole years around what it has to hold.
  init(from first: Day, through last: Day, left: Double, width: Double) {
    self.first = Day(year: first.year, month: 1, day: 1) ?? first
    self.last = Day(year: last.year, month: 12, day: 31) ?? last
    self.left = left
    self.width = width
  }

  func x(_ day: Day) -> Double {
    left + Double(min(max(day, first), last) - first) / Double(max(last - first, 1)) * width
  }

  /// The first day of each year, or of every second, fifth or tenth when they would not fit.
  var years: [(year: Int, x: Double)] {
    let count = last.year - first.year + 1
    let room = max(1, Int(width / 38))
    let step = [1, 2, 5, 10, 20, 50, 100, 500].first { count / $0 < room } ?? 1_000
    return (first.year...last.year).filter { ($0 - first.year) % step == 0 }.compactMap { year in
      Day(year: year, month: 1, day: 1).map { (year, x($0)) }
    }
  }

  func draw(from top: Double, to bottom: Double, on canvas: inout Canvas) {
    for (year, x) in years {
      canvas.line(x, top, x, bottom, "ln")
      if x + 32 <= left + width { canvas.text(x + 3, top + 11, String(year), "sm mu") }
    }
  }
}

extension ShownTable.Cell {
  /// The days it speaks of: of a date, or of a text that begins with a year, a month or a day: `2021/2022`.
  var span: (from: Day, through: Day)? {
    if let date = try? ImpreciseDate(json: value) { return (date.vanaf, date.totEnMet) }
    guard let text = value.asString else { return nil }
    for length in [10, 7, 4] {
      if let date = ImpreciseDate(text.prefix(length)) { return (date.vanaf, date.totEnMet) }
    }
    return nil
  }
}
