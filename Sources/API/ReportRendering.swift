import Bytes
import HTTP
import Register

/// A report as an answer: read from its query, made by the register, written in the form that was asked for. Nothing
/// here knows what a report is about.
extension Reading {
  func report(_ call: Call, _ declaration: ReportDeclaration, _ body: inout ByteBuffer) throws -> Answer {
    let given = call.parameters.map { (key: $0.key, value: $0.value) }
    let (question, faults) = try reader.question(
      declaration, kenmerk: call.kenmerk, given, for: call.caller, today: call.today)
    try call.refuse(faults.map(Problem.Fault.init))
    let report = try reader.report(declaration, question, pause: patience.check)
    let language = call.exchange.language
    switch call.representation {
    case .json, .events: ReportJSON(links: links, language: language).write(report, to: &body)
    case .csv: ReportCSV(language: language).write(report, to: &body)
    }
    let target = call.path + QueryText.make(call.parameters)
    return Answer(
      type: call.representation == .json ? .json : .csv,
      etag: EntityTag.list(call, target: "\(target) \(language)", version: tagVersion),
      mayBeKept: call.caller.token == nil, language: language)
  }
}

/// `{"peilmoment","parameters","rijen":[{...,"_links":{"lijst":{"href"}}}],"totalen":[...],"toelichting":[...]}`
struct ReportJSON {
  let links: Links
  let language: Language

  func write(_ report: Report, to body: inout ByteBuffer) {
    body.append("{\"peilmoment\":")
    JSONWriter.writeString(report.peilmoment, into: &body)
    body.append(",\"parameters\":")
    JSONWriter.write(.object(report.parameters), into: &body)
    write(report.rows, report.columns, as: "rijen", to: &body)
    write(report.totals, report.totalColumns, as: "totalen", to: &body)
    body.append(",\"toelichting\":")
    JSONWriter.write(.array(report.notes.map { .string($0.text(in: language)) }), into: &body)
    body.append("}")
  }

  private func write(_ rows: [Report.Row], _ columns: [Field], as name: String, to body: inout ByteBuffer) {
    body.append(",\"\(name)\":[")
    for (index, row) in rows.enumerated() {
      body.append(index > 0 ? ",{" : "{")
      for (column, value) in zip(columns, row.values) {
        JSONWriter.writeString(column.name, into: &body)
        body.append(":")
        JSONWriter.write(value.json(in: language), into: &body)
        body.append(",")
      }
      body.append("\"_links\":{")
      for (place, link) in row.links.enumerated() {
        if place > 0 { body.append(",") }
        JSONWriter.writeString(link.name, into: &body)
        body.append(":{\"href\":")
        JSONWriter.writeString(address(of: link.target), into: &body)
        body.append("}")
      }
      body.append("}}")
    }
    body.append("]")
  }

  private func address(of target: Report.Target) -> String {
    switch target {
    case .item(let resource, let kenmerk, let parameters): links.item(resource, kenmerk) + query(parameters)
    case .list(let resource, let parameters):
      "\(links.publicAddress)/v1/\(resource.collection)\(query(parameters))"
    }
  }

  private func query(_ parameters: [(key: String, value: String)]) -> String {
    QueryText.make(parameters.map { QueryString.Parameter(key: $0.key, value: $0.value) })
  }
}

/// The rows of a report, one line each; its totals are sums over them, and its notes are in the JSON.
struct ReportCSV {
  let language: Language

  func write(_ report: Report, to body: inout ByteBuffer) {
    let columns = report.columns
    CSVTable.writeLine(columns.map(\.name), to: &body)
    for row in report.rows {
      let cells = zip(columns, row.values).map { CSVTable.cell($1.json(in: language), $0) }
      CSVTable.writeLine(cells, to: &body)
    }
  }
}

extension Report.Value {
  fileprivate func json(in language: Language) -> JSON {
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
