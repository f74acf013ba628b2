import Bytes

/// A plan beside what became of it, on one line of years. Everything is placed in hundredths of the width, so that the
/// letters keep their size on a phone. What is only known to the month or year is a block as wide as the doubt.
struct PlanPicture {
  private let view: SiteView
  private let lines: [Line]
  private let first: Int
  private let last: Int

  private struct Line {
    let name: String
    let style: String
    let start: ImpreciseDate?
    let end: ImpreciseDate?
  }

  init(_ view: SiteView, _ plan: JSON) {
    self.view = view
    func date(_ name: String) -> ImpreciseDate? {
      guard let value = plan[name], !value.isNull else { return nil }
      return try? ImpreciseDate(json: value)
    }
    lines = [
      Line(
        name: view.t("Gepland", "Planned"), style: "gepland", start: date("startGepland"), end: date("gereedGepland")),
      Line(
        name: view.t("Werkelijk", "Actual"), style: "werkelijk", start: date("startWerkelijk"),
        end: date("gereedWerkelijk")),
    ]
    let dates = lines.flatMap { [$0.start, $0.end] }.compactMap { $0 }
    let today = view.day ?? view.today
    first = (dates.map(\.vanaf.year) + [today.year]).min() ?? today.year
    last = (dates.map(\.totEnMet.year) + [today.year]).max() ?? today.year
  }

  /// Where a day stands, in hundredths of the width.
  private func place(_ day: Day) -> Double {
    guard let start = Day(year: first, month: 1, day: 1), let end = Day(year: last, month: 12, day: 31) else {
      return 0
    }
    return Double(start.distance(to: day)) / Double(max(start.distance(to: end), 1)) * 100
  }

  private func percent(_ value: Double) -> String { "\((value * 100).rounded() / 100)%" }

  func write(to html: inout Markup) {
    let title = view.t("Plan en werkelijkheid op een tijdlijn", "Plan and reality on a timeline")
    html("figure", .class("tijdlijn")) { html in
      html(
        "svg", Markup.Attribute("width", "100%"), Markup.Attribute("height", 118), Markup.Attribute("role", "img"),
        Markup.Attribute("aria-labelledby", "tijdlijn-titel tijdlijn-tekst")
      ) { html in
        html("title", .id("tijdlijn-titel"), text: title)
        html("desc", .id("tijdlijn-tekst"), text: lines.map(sentence).joined(separator: " "))
        years(&html)
        for (index, line) in lines.enumerated() { write(line, at: 30 + index * 40, to: &html) }
        let today = place(view.day ?? view.today)
        html.void(
          "line", .class("nu"), Markup.Attribute("x1", percent(today)), Markup.Attribute("x2", percent(today)),
          Markup.Attribute("y1", 4), Markup.Attribute("y2", 98))
      }
    }
  }

  private func sentence(_ line: Line) -> String {
    let values = ValueView(view, of: .null)
    let unknown = view.t("onbekend", "unknown")
    let start = line.start.map(values.text(of:)) ?? unknown
    let end = line.end.map(values.text(of:)) ?? unknown
    return view.t("\(line.name): begin \(start), einde \(end).", "\(line.name): start \(start), end \(end).")
  }

  private func years(_ html: inout Markup) {
    let step = max(1, (last - first + 1) / 6)
    for year in first...last {
      guard let day = Day(year: year, month: 1, day: 1) else { continue }
      let x = percent(place(day))
      html.void(
        "line", .class("jaar"), Markup.Attribute("x1", x), Markup.Attribute("x2", x), Markup.Attribute("y1", 4),
        Markup.Attribute("y2", 98))
      if (year - first) % step == 0, last == first || place(day) < 92 {
        html("text", .class("jaartal"), Markup.Attribute("x", x), Markup.Attribute("y", 114), text: "\(year)")
      }
    }
  }

  private func write(_ line: Line, at y: Int, to html: inout Markup) {
    html("text", .class("naam"), Markup.Attribute("x", "0"), Markup.Attribute("y", y - 8), text: line.name)
    let ends = [line.start, line.end].compactMap { $0 }
    guard let from = ends.first, let to = ends.last else {
      html(
        "text", .class("naam zacht"), Markup.Attribute("x", "0"), Markup.Attribute("y", y + 11),
        text: view.t("niet bekend", "not known"))
      return
    }
    // Between what is certain: a bar; where only one end is known, the bar is open.
    if line.start != nil, line.end != nil {
      bar("balk \(line.style)", from.vanaf, to.totEnMet, y, &html)
    }
    for date in ends {
      if date.vanaf == date.totEnMet {
        html.void(
          "circle", .class("punt \(line.style)"), Markup.Attribute("cx", percent(place(date.vanaf))),
          Markup.Attribute("cy", y + 7), Markup.Attribute("r", 6))
      } else {
        bar("twijfel \(line.style)", date.vanaf, date.totEnMet, y, &html)
      }
    }
  }

  private func bar(_ style: String, _ from: Day, _ to: Day, _ y: Int, _ html: inout Markup) {
    let (left, right) = (place(from), place(to + 1))
    html.void(
      "rect", .class(style), Markup.Attribute("x", percent(left)), Markup.Attribute("y", y),
      Markup.Attribute("width", percent(max(right - left, 0.8))), Markup.Attribute("height", 14),
      Markup.Attribute("rx", 3))
  }
}
