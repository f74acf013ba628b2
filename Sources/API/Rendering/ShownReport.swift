import Bytes
import Register

/// A report as people see it: every value a text in their language, every code the name of what it stands for. What
/// is drawn, laid out or typeset starts from this, so that all of them show the same.
struct ShownReport {
  let language: Language
  let title: String
  /// What the report is, in a sentence.
  let summary: String
  /// Of which it speaks: `21 november 2026`.
  let moment: String
  /// The same for machines, and the day drawings take for today.
  let momentValue: String
  /// What was asked, by the name of the parameter.
  let asked: [(name: String, value: String)]
  let tables: [ShownTable]
  let notes: [String]
  /// Around its tables, when it is sent to somebody.
  let letter: Letter?
  /// Where the same is as JSON.
  let address: String

  struct Letter {
    let recipient: [String]
    let subject: String
    let salutation: String
    let opening: [String]
    let closing: [String]
  }
}

/// A table of it, with how it is drawn.
struct ShownTable {
  /// `rijen`, `totalen`, or what its declaration calls it.
  let name: String
  /// Its caption.
  let title: String
  let columns: [Column]
  /// As many cells as there are columns.
  let rows: [[Cell]]
  let notes: [String]
  let picture: ReportPicture?

  struct Column {
    let name: String
    let heading: String
    /// What it means.
    let explanation: String
    /// Stands to the right, and is a number for whoever reads by machine.
    let isNumeric: Bool
  }

  struct Cell {
    /// Empty when nothing is known.
    let text: String
    let value: JSON
    /// The list or row behind it.
    var address: String?

    var isKnown: Bool { !text.isEmpty }

    /// Short enough never to be broken: a date, a code.
    var isWhole: Bool { text.utf8.count <= 14 && !text.contains(" ") }

    /// The figure as the wire has it: `853057.39`.
    var plain: String {
      switch value {
      case .number(let lexeme): lexeme
      case .string(let text): text
      default: text
      }
    }

    /// For lengths and shades only, never for a sum: the figure that is shown is the text.
    var number: Double? {
      switch value {
      case .number(let lexeme): Double(lexeme)
      case .string(let text): Double(text)
      default: nil
      }
    }
  }

  func index(_ column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// The columns of these names that have a value somewhere.
  func indices(_ names: [String]) -> [Int] {
    names.compactMap(index).filter { column in rows.contains { $0[column].isKnown } }
  }

  /// What a row is called by these columns together.
  func label(_ row: [Cell], _ columns: [Int]) -> String {
    columns.map { row[$0].text }.filter { !$0.isEmpty }.joined(separator: " \u{B7} ")
  }

  /// Without the columns in which nothing is known.
  var withoutEmptyColumns: ShownTable {
    let kept = columns.indices.filter { column in
      rows.isEmpty || rows.contains { $0[column].isKnown || $0[column].address != nil }
    }
    return ShownTable(
      name: name, title: title, columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      notes: notes, picture: picture)
  }

  var hasUnknown: Bool { rows.contains { $0.contains { !$0.isKnown } } }
}

/// Shows a report: looks up what its kenmerken are called, and puts its values in words.
struct ReportShowing {
  let report: Report
  let language: Language
  let links: Links
  /// By resource, then by kenmerk.
  private let names: [String: [String: String]]
  private let words: ValueWords
  /// Where the same is as JSON.
  private let address: String

  /// - Throws: `SQLError`.
  init(
    _ report: Report, language: Language, links: Links, address: String, asOf moment: Timestamp?,
    reader: RegisterReader, caller: Caller
  ) throws {
    self.report = report
    self.language = language
    self.links = links
    self.address = address
    words = ValueWords(language: language)
    var wanted: [String: Set<String>] = [:]
    for (columns, rows) in ReportShowing.parts(report) {
      for (place, column) in columns.enumerated() {
        guard let target = column.target else { continue }
        for row in rows {
          for value in row.values[place].json(in: language).kenmerken { wanted[target, default: []].insert(value) }
        }
      }
    }
    var names: [String: [String: String]] = [:]
    for (target, kenmerken) in wanted {
      guard let resource = Resource.named(target) else { continue }
      names[target] = try reader.names(resource, kenmerken, asOf: moment, for: caller)
    }
    self.names = names
  }

  private static func parts(_ report: Report) -> [([Field], [Report.Row])] {
    [(report.columns, report.rows), (report.totalColumns, report.totals)]
      + report.tables.flatMap { [($0.table.columns, $0.rows), ($0.table.totals, $0.totals)] }
  }

  func shown() -> ShownReport {
    let declared = report.declaration
    let (title, summary) = Self.split(language == .nl ? declared.nl : declared.en)
    let (rowsDrawn, totalsDrawn) = Self.drawn(declared.picture)
    // What is drawn comes first: it is what the report is for.
    var tables = [
      table(
        "rijen", declared.heading?.text(in: language) ?? words.rows, report.columns, report.rows, picture: rowsDrawn),
      table("totalen", words.totals, report.totalColumns, report.totals, picture: totalsDrawn),
    ]
    if totalsDrawn != nil { tables.reverse() }
    for part in report.tables {
      let title = part.table.title.text(in: language)
      let (rowsDrawn, totalsDrawn) = Self.drawn(part.table.picture)
      let notes = part.notes.map { $0.text(in: language) }
      let whole = table(part.table.name, title, part.table.columns, part.rows, notes, picture: rowsDrawn)
      tables += part.table.sections.map { whole.sections(by: $0, PictureWords(language: language)) } ?? [whole]
      if !part.totals.isEmpty {
        tables.append(
          table(
            "\(part.table.name)-totalen", "\(title): \(words.totals.lowercased())", part.table.totals, part.totals,
            picture: totalsDrawn))
      }
    }
    return ShownReport(
      language: language, title: title, summary: summary, moment: words.moment(report.peilmoment),
      momentValue: report.peilmoment,
      asked: report.parameters.compactMap { name, value in
        let text = words.asked(value)
        return text.isEmpty ? nil : (words.humanised(name), text)
      },
      // That there are no lines is worth saying; that there are no totals, or no lines beside named tables, is not.
      tables: tables.filter { table in
        if table.columns.isEmpty { return false }
        return !table.rows.isEmpty || (table.name != "totalen" && (table.name != "rijen" || report.tables.isEmpty))
      },
      notes: report.notes.map { $0.text(in: language) }, letter: report.letter.map(letter), address: address)
  }

  private func letter(_ letter: Report.Letter) -> ShownReport.Letter {
    func texts(_ all: [Report.Text]) -> [String] { all.map { $0.text(in: language) } }
    return ShownReport.Letter(
      recipient: texts(letter.recipient), subject: letter.subject.text(in: language),
      salutation: letter.salutation.text(in: language), opening: texts(letter.opening), closing: texts(letter.closing))
  }

  /// A declaration's text is a heading, a colon and what the report says; without a colon all of it is heading.
  private static func split(_ text: String) -> (title: String, summary: String) {
    guard let colon = text.firstIndex(of: ":") else {
      return (text.hasSuffix(".") ? String(text.dropLast()) : text, "")
    }
    let rest = text[text.index(after: colon)...].drop { $0 == " " }
    return (String(text[..<colon]), rest.prefix(1).uppercased() + rest.dropFirst())
  }

  private static func drawn(_ picture: ReportPicture?) -> (rows: ReportPicture?, totals: ReportPicture?) {
    if case .bars(.totals, _, _, _) = picture { return (nil, picture) }
    return (picture, nil)
  }

  private func table(
    _ name: String, _ title: String, _ fields: [Field], _ rows: [Report.Row], _ notes: [String] = [],
    picture: ReportPicture?
  ) -> ShownTable {
    // A row that says its title, and leads to the row it is of, needs no kenmerk of it.
    let hasTitle = fields.contains { $0.name == "titel" || $0.name == "vraag" }
    let kept = fields.indices.filter { place in
      if hasTitle, case .link(let target) = fields[place].type, Self.titled.contains(target) { return false }
      // A kenmerk is shown by its name already.
      return !fields.contains { $0.target != nil && fields[place].name == "\($0.name)Naam" }
    }
    return ShownTable(
      name: name, title: title,
      columns: kept.map { place in
        let field = fields[place]
        return ShownTable.Column(
          name: field.name, heading: field.heading?.text(in: language) ?? words.humanised(field.name),
          explanation: language == .nl ? field.nl : field.en, isNumeric: field.isNumeric)
      },
      rows: rows.map { row in
        let cells = zip(fields, row.values).map { field, value in
          let json = value.json(in: language)
          let link = row.links.first { $0.name == field.name }.map { links.address(of: $0.target) }
          return ShownTable.Cell(
            text: tableTitle(json, field) ?? words.text(json, field, names: names[field.target ?? ""] ?? [:]),
            value: json,
            address: link ?? item(field, json, row))
        }
        return listed(kept.map { cells[$0] }, kept.map { fields[$0] }, row)
      }, notes: notes, picture: picture)
  }

  /// A table of the report is called by its title.
  private func tableTitle(_ value: JSON, _ field: Field) -> String? {
    guard field.name == "tabel", let name = value.asString else { return nil }
    return report.declaration.tables.first { $0.name == name }?.title.text(in: language)
  }

  /// Every row leads to the list behind it: from its figure, or from what stands first.
  private func listed(_ cells: [ShownTable.Cell], _ fields: [Field], _ row: Report.Row) -> [ShownTable.Cell] {
    guard let list = row.links.first(where: { $0.name == "lijst" }).map({ links.address(of: $0.target) }),
      !cells.contains(where: { $0.address == list })
    else { return cells }
    let free = cells.indices.filter { cells[$0].address == nil && cells[$0].isKnown }
    guard let place = free.first(where: { fields[$0].isNumeric }) ?? free.first else { return cells }
    var listed = cells
    listed[place].address = list
    return listed
  }

  /// Whose title a column `titel` is, and whose words a column `vraag` has.
  private static let titled: Set<String> = ["maatregel", "document", "motie", "toezegging", "indicator"]

  /// The row a kenmerk names; its title leads to the row of the line as a whole.
  private func item(_ field: Field, _ value: JSON, _ row: Report.Row) -> String? {
    if field.name == "titel" || field.name == "vraag" {
      return (row.links.first { $0.name == "rij" } ?? row.links.first { $0.name == "lijst" })
        .map { links.address(of: $0.target) }
    }
    guard case .link(let target) = field.type, let kenmerk = value.asString, let resource = Resource.named(target)
    else { return nil }
    return links.item(resource, kenmerk)
  }
}

extension JSON {
  /// The kenmerk, or those of a list.
  fileprivate var kenmerken: [String] { asString.map { [$0] } ?? asArray?.compactMap(\.asString) ?? [] }
}

extension Field {
  var isNumeric: Bool {
    switch type {
    case .integer, .decimal: true
    case .text, .url, .boolean, .choice, .day, .impreciseDate, .timestamp, .link, .object, .texts, .links, .objects,
      .parameters:
      false
    }
  }
}
