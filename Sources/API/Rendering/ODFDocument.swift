import Bytes

/// A report as a text document in one file of XML (flat ODF), ready to be edited: headings, paragraphs, tables whose
/// heads come back on every page, page numbers, a date.
/// Source: OpenDocument 1.3 part 3.
struct ODFDocument {
  let report: ShownReport
  private let words: PictureWords
  private let tables: [ShownTable]

  init(_ report: ShownReport) {
    self.report = report
    words = PictureWords(language: report.language)
    let words = words
    tables = report.tables.map { $0.withoutEmptyColumns.crossed(words) }
  }

  func text() -> String {
    var document = Markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    document.open("office:document", ODFStyles.namespaces)
    writeMeta(to: &document)
    ODFStyles.fonts(to: &document)
    ODFStyles.named(report.language, to: &document)
    writeOwnStyles(to: &document)
    writePages(to: &document)
    document.open("office:body")
    document.open("office:text")
    if let letter = report.letter {
      write(letter, to: &document)
    } else {
      writeTitle(to: &document)
      for number in tables.indices { write(tables[number], number, to: &document) }
    }
    writeNotes(to: &document)
    document.close("office:text")
    document.close("office:body")
    document.close("office:document")
    return document.text + "\n"
  }

  // MARK: Head

  private func writeMeta(to document: inout Markup) {
    document.open("office:meta")
    document.element("dc:title", report.title)
    document.element("dc:description", report.summary)
    document.element("dc:subject", "\(words.moment): \(report.moment)")
    document.element("dc:language", report.language == .nl ? "nl-NL" : "en-GB")
    document.element("meta:initial-creator", words.source)
    document.close("office:meta")
  }

  /// What does not fit on an upright page without breaking words takes a page on its side.
  private func isWide(_ table: ShownTable) -> Bool {
    least(table).reduce(0, +) > ODFStyles.paper.short - 2 * ODFStyles.paper.margin
  }

  private func writeOwnStyles(to document: inout Markup) {
    document.open("office:automatic-styles")
    ODFStyles.pages(to: &document)
    ODFStyles.cells(to: &document)
    for (name, page) in [("KopStaand", "Standard"), ("KopLiggend", "Liggend")] {
      document.empty(
        "style:style",
        [
          "style:name": name, "style:family": "paragraph",
          "style:parent-style-name": report.letter == nil ? "Heading_20_1" : "Heading_20_2",
          "style:master-page-name": page,
        ])
    }
    document.open(
      "style:style",
      ["style:name": "Bijlage", "style:family": "paragraph", "style:parent-style-name": "Heading_20_1"])
    document.empty("style:paragraph-properties", ["fo:break-before": "page"])
    document.close("style:style")
    for (number, table) in tables.enumerated() { writeStyle(of: table, number, to: &document) }
    document.close("office:automatic-styles")
  }

  private func writeStyle(of table: ShownTable, _ number: Int, to document: inout Markup) {
    let room = (isWide(table) ? ODFStyles.paper.long : ODFStyles.paper.short) - 2 * ODFStyles.paper.margin
    document.open("style:style", ["style:name": "T\(number)", "style:family": "table"])
    document.empty(
      "style:table-properties",
      ["style:width": Self.centimetres(room), "table:align": "left", "style:may-break-between-rows": "true"])
    document.close("style:style")
    for (column, width) in widths(table, within: room).enumerated() {
      document.open("style:style", ["style:name": "T\(number).\(column)", "style:family": "table-column"])
      document.empty("style:table-column-properties", ["style:column-width": Self.centimetres(width)])
      document.close("style:style")
    }
  }

  /// Of letters of 8.5 points, with what stands around them.
  private static func width(_ text: some StringProtocol, isBold: Bool = false) -> Double {
    TextMeasure.width(text, 8.5, isBold: isBold) * 2.54 / 72 + 0.25
  }

  private static func longestWord(_ text: String, isBold: Bool = false) -> Double {
    // A date is one word; what is longer breaks at its hyphens.
    text.split(whereSeparator: { $0 == " " || text.utf8.count > 14 && ($0 == "-" || $0 == "/") })
      .map { width($0, isBold: isBold) }.max() ?? 0
  }

  /// Room for the longest word of each column.
  private func least(_ table: ShownTable) -> [Double] {
    table.columns.indices.map { column in
      let heading = Self.longestWord(table.columns[column].heading, isBold: true)
      let longest = table.rows.prefix(300).map { row in
        table.columns[column].isNumeric ? Self.width(row[column].text) : Self.longestWord(row[column].text)
      }
      return min(max(heading, longest.max() ?? 0, 1.1), 4)
    }
  }

  /// That, and the rest by how much there is to read.
  private func widths(_ table: ShownTable, within room: Double) -> [Double] {
    let least = least(table)
    let wanted = table.columns.indices.map { column in
      let all = table.rows.prefix(300).map { min(Self.width($0[column].text), 30) }
      // Halfway between the usual and the longest.
      let mean = all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
      return max(least[column], (mean + (all.max() ?? 0)) / 2)
    }
    let floor = least.reduce(0, +)
    if floor >= room { return least.map { $0 * room / floor } }
    let extra = zip(wanted, least).map { $0 - $1 }
    let all = extra.reduce(0, +)
    if all <= 0 { return least.map { $0 * room / floor } }
    return zip(least, extra).map { $0 + $1 / all * (room - floor) }
  }

  private static func centimetres(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)cm"
  }

  private func writePages(to document: inout Markup) {
    document.open("office:master-styles")
    for (name, layout) in [("Standard", "Staand"), ("Liggend", "Liggend")] {
      document.open("style:master-page", ["style:name": name, "style:page-layout-name": layout])
      document.open("style:header")
      document.element(
        "text:p", ["text:style-name": "Header"], "\(report.title) \u{B7} \(words.moment.lowercased()) \(report.moment)")
      document.close("style:header")
      document.open("style:footer")
      document.open("text:p", ["text:style-name": "Footer"])
      document.append("\(words.page) ")
      document.element("text:page-number", ["text:select-page": "current"], "1")
      document.append(" \(words.of) ")
      document.element("text:page-count", "1")
      document.close("text:p")
      document.close("style:footer")
      document.close("style:master-page")
    }
    document.close("office:master-styles")
  }

  // MARK: Text

  private func writeTitle(to document: inout Markup) {
    document.element("text:p", ["text:style-name": "Title"], report.title)
    if !report.summary.isEmpty { write([report.summary], to: &document) }
    write(["\(words.moment): \(report.moment)"], to: &document)
    write(report.asked.map { "\($0.name): \($0.value)" }, to: &document)
  }

  /// The letter itself, with the overview if there is one; its tables are an annex on pages of their own.
  private func write(_ letter: ShownReport.Letter, to document: inout Markup) {
    writeOpening(letter, to: &document)
    let overview = tables.indices.filter { tables[$0].name == "rijen" }
    for number in overview { write(tables[number], number, to: &document) }
    write(letter.closing, to: &document)
    document.element("text:h", ["text:style-name": "Bijlage", "text:outline-level": "1"], words.annex)
    for number in tables.indices where !overview.contains(number) {
      write(tables[number], number, level: 2, to: &document)
    }
  }

  private func writeOpening(_ letter: ShownReport.Letter, to document: inout Markup) {
    for lines in [
      letter.recipient, ["\(words.date): \(report.moment)", "\(words.subject): \(letter.subject)"],
      [letter.salutation],
    ] {
      document.open("text:p", ["text:style-name": "Text_20_body"])
      for (index, line) in lines.enumerated() {
        if index > 0 { document.empty("text:line-break") }
        Self.append(line, to: &document)
      }
      document.close("text:p")
    }
    write(letter.opening, to: &document)
  }

  private func write(_ paragraphs: [String], style: String = "Text_20_body", to document: inout Markup) {
    for paragraph in paragraphs {
      document.open("text:p", ["text:style-name": style])
      Self.append(paragraph, to: &document)
      document.close("text:p")
    }
  }

  /// Spaces that come in a row and line ends have elements of their own (section 6.1).
  private static func append(_ text: String, to document: inout Markup) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { document.empty("text:line-break") }
      document.append(line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).joined(separator: " "))
    }
  }

  private func writeNotes(to document: inout Markup) {
    guard !report.notes.isEmpty else { return }
    document.element("text:h", ["text:style-name": "Heading_20_1", "text:outline-level": "1"], words.notes)
    document.open("text:list", ["text:style-name": "Opsomming"])
    for note in report.notes {
      document.open("text:list-item")
      write([note], to: &document)
      document.close("text:list-item")
    }
    document.close("text:list")
  }

  // MARK: Tables

  private func write(_ table: ShownTable, _ number: Int, level: Int = 1, to document: inout Markup) {
    let turns = number > 0 ? isWide(table) != isWide(tables[number - 1]) : isWide(table)
    let style = !turns ? "Heading_20_\(level)" : isWide(table) ? "KopLiggend" : "KopStaand"
    document.element("text:h", ["text:style-name": style, "text:outline-level": String(level)], table.title)
    write(table.notes, to: &document)
    guard !table.rows.isEmpty else {
      write([words.nothing], to: &document)
      return
    }
    document.open("table:table", ["table:name": "\(number + 1) \(table.title)", "table:style-name": "T\(number)"])
    for column in table.columns.indices {
      document.empty("table:table-column", ["table:style-name": "T\(number).\(column)"])
    }
    document.open("table:table-header-rows")
    document.open("table:table-row", ["table:style-name": "Rij"])
    for column in table.columns {
      document.open("table:table-cell", ["table:style-name": "Kop", "office:value-type": "string"])
      write(
        [column.heading], style: column.isNumeric ? "Table_20_Number_20_Heading" : "Table_20_Heading", to: &document)
      document.close("table:table-cell")
    }
    document.close("table:table-row")
    document.close("table:table-header-rows")
    for row in table.rows { write(row, table.columns, to: &document) }
    document.close("table:table")
    write(table.hasUnknown ? [words.legendUnknown] : [""], style: "Table_20_Note", to: &document)
  }

  private func write(_ row: [ShownTable.Cell], _ columns: [ShownTable.Column], to document: inout Markup) {
    document.open("table:table-row", ["table:style-name": "Rij"])
    for (index, cell) in row.enumerated() {
      let isFigure = columns[index].isNumeric && cell.isKnown
      if isFigure {
        document.open(
          "table:table-cell",
          ["table:style-name": "Vak", "office:value-type": "float", "office:value": cell.plain])
      } else {
        document.open("table:table-cell", ["table:style-name": "Vak", "office:value-type": "string"])
      }
      let style = columns[index].isNumeric ? "Table_20_Number" : "Table_20_Contents"
      document.open("text:p", ["text:style-name": style])
      if isFigure, let address = cell.address {
        document.open("text:a", ["xlink:type": "simple", "xlink:href": address, "text:style-name": "Internet_20_link"])
        document.append(cell.text)
        document.close("text:a")
      } else {
        Self.append(cell.isKnown ? cell.text : words.unknownMark, to: &document)
      }
      document.close("text:p")
      document.close("table:table-cell")
    }
    document.close("table:table-row")
  }
}
