import Bytes
import Register

/// A report as SVG: alone, or as part of a page.
///
/// `role="img"` with `<title>` and `<desc>` first, so that it is read out as one thing; everything that is drawn stands
/// in the description in words too, as far as a description can hold it, and in the table.
/// Source: SVG 2 section 5.7, SVG Accessibility API Mappings section 5.
struct Picture {
  let report: ShownReport
  private let words: PictureWords

  init(_ report: ShownReport) {
    self.report = report
    words = PictureWords(language: report.language)
  }

  private static let width = 960.0
  private static let margin = 20.0

  /// The whole report as one picture: every table that has a drawing, or without any of those, every table.
  func alone() -> String {
    let tables = report.tables.map(\.withoutEmptyColumns)
    let drawn = tables.filter { $0.picture != nil && !$0.rows.isEmpty }
    return svg(
      of: drawn.isEmpty ? tables : drawn, prefix: "npdr-", title: report.title, isAlone: true)
  }

  /// The drawing of one table, for a page; nil when it has none of its own.
  func part(_ table: ShownTable, number: Int) -> String? {
    guard table.picture != nil, !table.rows.isEmpty else { return nil }
    return svg(of: [table], prefix: "npdr-\(number)-", title: "\(report.title): \(table.title)", isAlone: false)
  }

  private func svg(of tables: [ShownTable], prefix: String, title: String, isAlone: Bool) -> String {
    var canvas = Canvas(width: Picture.width, prefix: prefix)
    if isAlone { drawTitle(title, on: &canvas) }
    var description = [report.summary, "\(words.moment): \(report.moment)."].filter { !$0.isEmpty }
    for table in tables {
      if isAlone, tables.count > 1 {
        canvas.reach(y: canvas.height + 14)
        for line in TextMeasure.wrap(table.title, 14, width: canvas.width - 10, isBold: true) {
          canvas.text(0, canvas.height + 18, line, "t2")
          canvas.reach(y: canvas.height + 20)
        }
        canvas.reach(y: canvas.height + 6)
      }
      description.append("\(table.title): \(draw(table, on: &canvas))")
    }
    if isAlone { drawFoot(on: &canvas) }
    return wrapped(canvas, title: title, description: description.joined(separator: " "), prefix, isAlone)
  }

  /// What the declaration asks for, or the table itself when its columns are not there.
  private func draw(_ table: ShownTable, on canvas: inout Canvas) -> String {
    let today = Day(report.momentValue.prefix(10))
    switch table.picture {
    case .heatMap(let axes, let figure, let beside, let explanation):
      if let drawing = HeatMapDrawing(
        table, axes: axes, figure: figure, beside: beside, explanation: explanation, words: words)
      {
        return drawing.draw(on: &canvas)
      }
      let bars = BarDrawing(
        table, labels: axes, panels: [], figures: [ReportPicture.Figure(figure)], words: words)
      if let bars { return bars.draw(on: &canvas) }
    case .bars(_, let labels, let panels, let figures):
      if let drawing = BarDrawing(table, labels: labels, panels: panels, figures: figures, words: words) {
        return drawing.draw(on: &canvas)
      }
    case .lines(let panels, let moment, let value, let series):
      if let drawing = LineDrawing(
        table, panels: panels, moment: moment, value: value, series: series, words: words)
      {
        return drawing.draw(on: &canvas)
      }
    case .timeline(let labels, let planned, let actual):
      if let drawing = TimelineDrawing(
        table, labels: labels, planned: planned, actual: actual, today: today, words: words)
      {
        return drawing.draw(on: &canvas)
      }
    case nil: break
    }
    return TableDrawing(table: table, words: words).draw(on: &canvas)
  }

  private func drawTitle(_ title: String, on canvas: inout Canvas) {
    for line in TextMeasure.wrap(title, 18, width: canvas.width - 10, isBold: true) {
      canvas.text(0, canvas.height + 20, line, "t1")
      canvas.reach(y: canvas.height + 24)
    }
    let asked = report.asked.map { "\($0.name): \($0.value)" }
    let under = (["\(words.moment): \(report.moment)"] + asked).joined(separator: " \u{B7} ")
    for line in TextMeasure.wrap(under, Canvas.body, width: canvas.width - 10, maximum: 4) {
      canvas.text(0, canvas.height + 14, line, "mu")
      canvas.reach(y: canvas.height + 16)
    }
    canvas.reach(y: canvas.height + 8)
  }

  private func drawFoot(on canvas: inout Canvas) {
    canvas.reach(y: canvas.height + 12)
    for note in report.notes + [words.source] {
      for line in TextMeasure.wrap(note, Canvas.body, width: canvas.width - 10, maximum: 6) {
        canvas.text(0, canvas.height + 14, line, "mu")
        canvas.reach(y: canvas.height + 16)
      }
    }
  }

  private func wrapped(
    _ canvas: Canvas, title: String, description: String, _ prefix: String, _ isAlone: Bool
  ) -> String {
    let margin = isAlone ? Picture.margin : 4
    let width = Int((canvas.width + 2 * margin).rounded(.up))
    let height = Int((canvas.height + 2 * margin).rounded(.up))
    var markup = Markup()
    if isAlone { markup.append(markup: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
    markup.open(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(width) \(height)", "width": String(width),
        "height": String(height), "role": "img", "class": "pl", "lang": report.language.tag.description,
        "aria-labelledby": "\(prefix)titel", "aria-describedby": "\(prefix)tekst",
      ])
    markup.element("title", ["id": "\(prefix)titel"], title)
    markup.element("desc", ["id": "\(prefix)tekst"], description)
    if isAlone { markup.append(markup: "<style>\(PictureStyle.sheet)</style>") }
    markup.append(markup: Canvas.definitions(prefix: prefix))
    markup.empty("rect", ["width": String(width), "height": String(height), "class": "bg"])
    markup.open("g", ["transform": "translate(\(Int(margin)) \(Int(margin)))"])
    markup.append(markup: canvas.markup.text)
    markup.close("g")
    markup.close("svg")
    return markup.text
  }
}
