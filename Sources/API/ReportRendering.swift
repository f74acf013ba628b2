import Bytes
import HTTP
import Register

/// A report as an answer: read from its query, made by the register, written in the form that was asked for. Nothing
/// here knows what a report is about.
extension Reading {
  func report(_ call: Call, _ declaration: ReportDeclaration, _ body: inout ByteBuffer) throws -> Answer {
    let given = call.parameters.map { (key: $0.key, value: $0.value) }
    var (question, faults) = try reader.question(
      declaration, kenmerk: call.kenmerk, given, for: call.caller, today: call.today)
    if call.representation == .csv, question.values["tabel"]?.count ?? 0 > 1 {
      // A line has the columns of one table.
      faults.append(FieldError("tabel", .rule(code: "een-tabel-in-csv"), isInQuery: true))
    }
    try call.refuse(faults.map(Problem.Fault.init))
    let language = call.exchange.language
    let target = call.path + QueryText.make(call.parameters)
    /// With the names of the same moment as the figures.
    func shown(_ report: Report) throws -> ShownReport {
      try ReportShowing(
        report, language: language, links: links, address: links.publicAddress + target, asOf: question.asOf,
        reader: reader, caller: call.caller
      ).shown()
    }
    try reader.snapshot {
      let report = try reader.report(declaration, question, pause: patience.check)
      switch call.representation {
      case .json, .linked, .events: ReportJSON(links: links, language: language).write(report, to: &body)
      case .csv: ReportCSV(language: language).write(report, to: &body)
      case .svg: body.append(Picture(try shown(report)).alone())
      case .html: body.append(HTMLPage(try shown(report)).text())
      case .odf: body.append(ODFDocument(try shown(report)).text())
      }
    }
    return Answer(
      type: call.representation.contentType,
      etag: EntityTag.list(
        call, target: "\(target) \(language)", version: tagVersion, isOfPast: question.asOf != nil),
      mayBeKept: call.caller.token == nil, isOfPast: question.asOf != nil, language: language)
  }
}

/// `{"peilmoment","parameters","rijen":[{...,"_links":{"lijst":{"href"}}}],"totalen":[...],"toelichting":[...]}`
struct ReportJSON {
  private let language: Language
  /// The opening quote and the public address.
  private let start: [UInt8]

  init(links: Links, language: Language) {
    self.language = language
    start = Array(JSON.string(links.publicAddress).encoded().dropLast())
  }

  func write(_ report: Report, to body: inout ByteBuffer) {
    body.append("{\"peilmoment\":")
    JSONWriter.writeString(report.peilmoment, into: &body)
    body.append(",\"parameters\":")
    JSONWriter.write(.object(report.parameters), into: &body)
    body.append(",")
    write(report.rows, report.columns, as: "rijen", to: &body)
    body.append(",")
    write(report.totals, report.totalColumns, as: "totalen", to: &body)
    body.append(",")
    write(report.notes, to: &body)
    if !report.declaration.tables.isEmpty {
      body.append(",\"tabellen\":{")
      for (index, part) in report.tables.enumerated() {
        if index > 0 { body.append(",") }
        JSONWriter.writeString(part.table.name, into: &body)
        body.append(":{\"titel\":")
        JSONWriter.writeString(part.table.title.text(in: language), into: &body)
        body.append(",")
        write(part.rows, part.table.columns, as: "rijen", to: &body)
        body.append(",")
        write(part.totals, part.table.totals, as: "totalen", to: &body)
        body.append(",")
        write(part.notes, to: &body)
        body.append("}")
      }
      body.append("}")
    }
    body.append("}")
  }

  private func write(_ notes: [Report.Text], to body: inout ByteBuffer) {
    body.append("\"toelichting\":")
    JSONWriter.write(.array(notes.map { .string($0.text(in: language)) }), into: &body)
  }

  private func write(_ rows: [Report.Row], _ columns: [Field], as name: String, to body: inout ByteBuffer) {
    body.append("\"\(name)\":[")
    // A matrix has a thousand rows, whose names and addresses begin alike: those bytes are made once.
    let names = columns.map { Array("\(JSON.string($0.name).text):".utf8) }
    var links: [(name: String, start: [UInt8])] = []
    for (index, row) in rows.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      body.append(UInt8(ascii: "{"))
      for (name, value) in zip(names, row.values) {
        body.append(name)
        switch value {
        case .json(let json): JSONWriter.write(json, into: &body)
        case .text(let text): JSONWriter.writeString(text.text(in: language), into: &body)
        }
        body.append(UInt8(ascii: ","))
      }
      body.append("\"_links\":{" as StaticString)
      for (place, link) in row.links.enumerated() {
        if place == links.count || links[place].name != link.name {
          links.removeLast(links.count - place)
          links.append((link.name, Array("\(JSON.string(link.name).text):{\"href\":".utf8) + start))
        }
        if place > 0 { body.append(UInt8(ascii: ",")) }
        body.append(links[place].start)
        write(link.target, to: &body)
        body.append("\"}" as StaticString)
      }
      body.append("}}" as StaticString)
    }
    body.append("]")
  }

  /// The part of an address behind `/v1`: letters, digits and what a query may hold, nothing that JSON would escape.
  private func write(_ target: Report.Target, to body: inout ByteBuffer) {
    body.append("/v1/" as StaticString)
    switch target {
    case .item(let resource, let kenmerk, let parameters):
      body.append(resource.collection)
      body.append(UInt8(ascii: "/"))
      body.append(kenmerk)
      QueryText.write(parameters, to: &body)
    case .list(let resource, let parameters):
      body.append(resource.collection)
      QueryText.write(parameters, to: &body)
    }
  }
}

extension Links {
  /// Where a figure comes from.
  func address(of target: Report.Target) -> String {
    switch target {
    case .item(let resource, let kenmerk, let parameters): item(resource, kenmerk) + query(parameters)
    case .list(let resource, let parameters): "\(publicAddress)/v1/\(resource.collection)\(query(parameters))"
    }
  }

  private func query(_ parameters: [(key: String, value: String)]) -> String {
    QueryText.make(parameters.map { QueryString.Parameter(key: $0.key, value: $0.value) })
  }
}

/// The rows of a report, one line each; its totals are sums over them, and its notes are in the JSON. Of a report with
/// named tables the one that was asked for (`tabel=`).
struct ReportCSV {
  let language: Language

  func write(_ report: Report, to body: inout ByteBuffer) {
    let part = report.parameters["tabel"]?.asArray == nil ? nil : report.tables.first
    let columns = part?.table.columns ?? report.columns
    CSVTable.writeLine(columns.map(\.name), to: &body)
    for row in part?.rows ?? report.rows {
      let cells = zip(columns, row.values).map { CSVTable.cell($1.json(in: language), $0) }
      CSVTable.writeLine(cells, to: &body)
    }
  }
}

extension Report.Value {
  func json(in language: Language) -> JSON {
    switch self {
    case .json(let value): value
    case .text(let text): .string(text.text(in: language))
    }
  }
}

extension Report.Text {
  func text(in language: Language) -> String {
    switch language {
    case .nl: nl
    case .en: en
    }
  }
}
