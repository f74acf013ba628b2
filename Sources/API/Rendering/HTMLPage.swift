/// A report as a page that needs nothing else: no script, no font, no picture from elsewhere.
///
/// Well-formed as XML too, so that a test can read it. Tables have a caption and heads with a scope; what is drawn is
/// in the table under it as well. Source: WCAG 2.2; HTML Living Standard.
struct HTMLPage {
  let report: ShownReport
  private let words: PictureWords

  init(_ report: ShownReport) {
    self.report = report
    words = PictureWords(language: report.language)
  }

  func text() -> String {
    var page = Markup("<!DOCTYPE html>\n")
    page.open("html", ["lang": report.language.tag.description])
    page.open("head")
    page.empty("meta", ["charset": "utf-8"])
    page.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.element("title", "\(report.title) \u{2013} \(words.source)")
    page.append(markup: "<style>\(PageStyle.sheet)</style>")
    page.close("head")
    page.open("body")
    writeHead(to: &page)
    page.open("main")
    let picture = Picture(report)
    let tables = report.tables.map(\.withoutEmptyColumns)
    if let letter = report.letter {
      writeOpening(letter, to: &page)
      for (number, table) in tables.enumerated() where table.name == "rijen" {
        write(table, number, picture, to: &page)
      }
      write(letter.closing, to: &page)
      page.element("h2", words.annex)
    }
    for (number, table) in tables.enumerated() where report.letter == nil || table.name != "rijen" {
      write(table, number, picture, to: &page)
    }
    writeNotes(to: &page)
    page.close("main")
    page.open("footer", ["class": "screen"])
    page.open("p")
    page.append("\(words.others) ")
    page.element("a", ["href": report.address, "type": "application/json"], "JSON")
    page.append(words.formats)
    page.close("p")
    page.close("footer")
    page.close("body")
    page.close("html")
    return page.text + "\n"
  }

  private func writeHead(to page: inout Markup) {
    page.open("header")
    page.element("p", ["class": "source"], words.source)
    page.element("h1", report.title)
    if !report.summary.isEmpty { page.element("p", report.summary) }
    page.open("p", ["class": "moment"])
    page.append("\(words.moment): ")
    page.element("time", ["datetime": report.momentValue], report.moment)
    page.close("p")
    if !report.asked.isEmpty {
      page.open("dl")
      for (name, value) in report.asked {
        page.element("dt", name)
        page.element("dd", value)
      }
      page.close("dl")
    }
    page.close("header")
  }

  private func writeOpening(_ letter: ShownReport.Letter, to page: inout Markup) {
    page.open("section", ["class": "letter"])
    for lines in [letter.recipient, ["\(words.subject): \(letter.subject)"], [letter.salutation]] {
      page.open("p")
      for (index, line) in lines.enumerated() {
        if index > 0 { page.empty("br") }
        page.append(line)
      }
      page.close("p")
    }
    write(letter.opening, to: &page)
    page.close("section")
  }

  private func write(_ paragraphs: [String], to page: inout Markup) {
    for paragraph in paragraphs { page.element("p", paragraph) }
  }

  // MARK: Tables

  private func write(_ drawn: ShownTable, _ number: Int, _ picture: Picture, to page: inout Markup) {
    let table = drawn.crossed(words)
    let id = "t\(number)"
    page.open("section", ["aria-labelledby": id])
    page.element("h2", ["id": id], table.title)
    write(table.notes, to: &page)
    guard !table.rows.isEmpty else {
      page.element("p", words.nothing)
      page.close("section")
      return
    }
    if let svg = picture.part(drawn, number: number) {
      page.open("figure", ["class": "scroll", "tabindex": "0"])
      page.append(markup: svg)
      page.close("figure")
    }
    page.open("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "\(id)c"])
    page.open("table")
    page.element("caption", ["id": "\(id)c"], "\(words.table): \(table.title)")
    writeHeads(table, to: &page)
    page.open("tbody")
    for row in table.rows { write(row, table.columns, to: &page) }
    page.close("tbody")
    page.close("table")
    page.close("div")
    if table.hasUnknown { page.element("p", ["class": "columns"], words.legendUnknown) }
    writeColumns(table, to: &page)
    page.close("section")
  }

  private func writeHeads(_ table: ShownTable, to page: inout Markup) {
    page.open("thead")
    page.open("tr")
    for column in table.columns {
      page.element("th", ["scope": "col", "class": column.isNumeric ? "n" : "w"], column.heading)
    }
    page.close("tr")
    page.close("thead")
  }

  private func write(_ row: [ShownTable.Cell], _ columns: [ShownTable.Column], to page: inout Markup) {
    page.open("tr")
    for (index, cell) in row.enumerated() {
      let isNumeric = columns[index].isNumeric
      let name: StaticString = index == 0 ? "th" : "td"
      let style = isNumeric ? "n" : cell.isWhole ? "d" : "w"
      if index == 0 { page.open(name, ["scope": "row", "class": style]) } else { page.open(name, ["class": style]) }
      if let address = cell.address { page.open("a", ["href": address]) }
      if isNumeric, cell.isKnown {
        page.element("data", ["value": cell.plain], cell.text)
      } else {
        page.append(cell.isKnown ? cell.text : words.unknownMark)
      }
      if cell.address != nil { page.close("a") }
      page.close(name)
    }
    page.close("tr")
  }

  private func writeColumns(_ table: ShownTable, to page: inout Markup) {
    let explained = table.columns.filter { !$0.explanation.isEmpty }
    if explained.isEmpty { return }
    page.open("div", ["class": "columns"])
    page.element("p", "\(words.columns):")
    page.open("dl")
    for column in explained {
      page.element("dt", column.heading)
      page.element("dd", column.explanation)
    }
    page.close("dl")
    page.close("div")
  }

  private func writeNotes(to page: inout Markup) {
    guard !report.notes.isEmpty else { return }
    page.open("section", ["aria-labelledby": "toelichting"])
    page.element("h2", ["id": "toelichting"], words.notes)
    page.open("ul")
    for note in report.notes { page.element("li", note) }
    page.close("ul")
    page.close("section")
  }
}
