import Bytes
import HTTP

/// Measurements of one indicator over time: a line for each part of the population, a dot for each source, so that
/// sources that differ stand above each other. The figures themselves are in the table below it.
struct SeriesPicture {
  private let view: SiteView
  private let series: [(name: String, points: [Point])]
  private let days: ClosedRange<Int>
  private let values: ClosedRange<Double>

  private struct Point {
    /// In the middle of its period.
    let day: Int
    let value: Double
    let text: String
  }

  /// Lines that can be told apart without colour.
  private static let most = 4

  /// Nil when there is no line to draw.
  init?(_ view: SiteView, _ rows: [JSON]) {
    self.view = view
    var names: [String] = []
    var all: [String: [Point]] = [:]
    let words = ValueWords(language: view.language)
    for row in rows {
      guard let text = row["waarde"]?.asString, let value = Double(text),
        let period = row["periode"].flatMap({ try? ImpreciseDate(json: $0) })
      else { continue }
      let name = row["uitsplitsing"]?.asString ?? view.t("Alles", "All")
      if all[name] == nil { names.append(name) }
      let middle = (Int(period.vanaf.number) + Int(period.totEnMet.number)) / 2
      all[name, default: []].append(Point(day: middle, value: value, text: words.number(text)))
    }
    series = names.compactMap { name -> (String, [Point])? in
      let points = (all[name] ?? []).sorted { $0.day < $1.day }
      return Set(points.map(\.day)).count > 1 ? (name, points) : nil
    }.prefix(Self.most).map { (name: $0.0, points: $0.1) }
    let points = series.flatMap(\.points)
    guard let first = points.map(\.day).min(), let last = points.map(\.day).max(), first < last,
      let low = points.map(\.value).min(), let high = points.map(\.value).max()
    else { return nil }
    days = first...last
    // From zero: half a line that doubles looks like a line that doubles.
    values = min(0, low)...max(high, low + 1)
  }

  private func x(_ day: Int) -> String {
    percent(6 + Double(day - days.lowerBound) / Double(days.upperBound - days.lowerBound) * 88)
  }

  private func y(_ value: Double) -> String {
    let share = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
    return String(((1 - share) * 150 + 24).rounded())
  }

  private func percent(_ value: Double) -> String { "\((value * 100).rounded() / 100)%" }

  func write(to html: inout Markup) {
    html("figure", .class("reeks")) { html in
      html(
        "svg", Markup.Attribute("width", "100%"), Markup.Attribute("height", 204), Markup.Attribute("role", "img"),
        Markup.Attribute("aria-labelledby", "reeks-titel reeks-tekst")
      ) { html in
        html("title", .id("reeks-titel"), text: view.t("Metingen over de tijd", "Measurements over time"))
        html(
          "desc", .id("reeks-tekst"),
          text: view.t(
            "De cijfers staan in de tabel hieronder.", "The figures are in the table below."))
        years(&html)
        for (index, one) in series.enumerated() { write(one.points, "lijn\(index + 1)", to: &html) }
      }
      html("figcaption") { html in
        html("ul", .class("legenda")) { html in
          for (index, one) in series.enumerated() {
            html("li") { html in
              html(
                "svg", Markup.Attribute("width", 34), Markup.Attribute("height", 12),
                Markup.Attribute("aria-hidden", "true")
              ) { html in line("1", "33", "6", "6", "lijn\(index + 1)", &html) }
              html.append(" \(one.name)")
            }
          }
        }
      }
    }
  }

  private func years(_ html: inout Markup) {
    line("6%", "94%", y(values.lowerBound), y(values.lowerBound), "jaar", &html)
    guard let first = Day(number: days.lowerBound), let last = Day(number: days.upperBound) else { return }
    let step = max(1, (last.year - first.year) / 6 + 1)
    for year in first.year...last.year where (year - first.year) % step == 0 {
      guard let day = Day(year: year, month: 7, day: 1) else { continue }
      let place = min(max(Int(day.number), days.lowerBound), days.upperBound)
      html(
        "text", .class("jaartal"), Markup.Attribute("x", x(place)), Markup.Attribute("y", "198"),
        Markup.Attribute("text-anchor", "middle"), text: "\(year)")
    }
  }

  private func write(_ points: [Point], _ style: String, to html: inout Markup) {
    for (one, next) in zip(points, points.dropFirst()) where one.day != next.day {
      line(x(one.day), x(next.day), y(one.value), y(next.value), style, &html)
    }
    for (index, point) in points.enumerated() {
      html.void(
        "circle", .class("punt"), Markup.Attribute("cx", x(point.day)), Markup.Attribute("cy", y(point.value)),
        Markup.Attribute("r", 4))
      // The ends say what they are; what lies between is read from the table.
      if index == 0 || index == points.count - 1 {
        html(
          "text", .class("waarde"), Markup.Attribute("x", x(point.day)),
          Markup.Attribute("y", String((Double(y(point.value)) ?? 0) - 9)), Markup.Attribute("text-anchor", "middle"),
          text: point.text)
      }
    }
  }

  private func line(_ x1: String, _ x2: String, _ y1: String, _ y2: String, _ style: String, _ html: inout Markup) {
    html.void(
      "line", .class(style), Markup.Attribute("x1", x1), Markup.Attribute("x2", x2), Markup.Attribute("y1", y1),
      Markup.Attribute("y2", y2))
  }
}

extension Day {
  /// - Parameter number: days since 1970.
  fileprivate init?(number: Int) {
    guard let start = Day(year: 1970, month: 1, day: 1) else { return nil }
    self = start + number
  }
}
