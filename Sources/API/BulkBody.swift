import Bytes
import Register

/// The rows of an import, out of the bytes that were sent; and what is wrong with those that are no row.
struct BulkBody {
  private(set) var rows: [Bulk.Row] = []
  private(set) var faults = FaultList()

  /// What a row may take: no more than it may when sent alone.
  private let rowLimit: Int

  /// - Parameter rowLimit: bytes.
  init(_ bytes: [UInt8], _ form: BodyForm, _ resource: Resource, rowLimit: Int) {
    self.rowLimit = rowLimit
    bytes.withUnsafeBytes { bytes in
      switch form {
      case .table: readTable(bytes, resource)
      case .lines, .document: readLines(bytes)
      }
    }
    if rows.isEmpty, faults.isEmpty {
      faults.add(Problem.Fault(.body, "", "leeg", nl: "Er staat geen rij in.", en: "There is no row in it."))
    }
  }

  /// A JSON document on each line; empty lines count and say nothing. Source: jsonlines.org.
  private mutating func readLines(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      start = end + 1
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      guard hasRoom(number, line.count) else { return }
      if line.count > rowLimit { continue }
      do {
        rows.append(Bulk.Row(number: number, body: try JSON.sent(line), isFlat: false))
      } catch {
        var error = error
        error.line = number
        faults.add(Problem.Fault(error).inRow(number))
      }
    }
  }

  private mutating func readTable(_ bytes: UnsafeRawBufferPointer, _ resource: Resource) {
    var reader = CSVReader(bytes)
    do {
      guard let header = try reader.next() else { return }
      let table = CSVRows(resource, header: header)
      for (column, fault) in table.faults {
        faults.add(Problem.Fault(FieldError(JSONPointer([column]).description, fault)).inRow(1))
      }
      while let cells = try reader.next() {
        if cells == [""] { continue }
        let size = cells.reduce(0) { $0 + $1.utf8.count }
        guard hasRoom(reader.record, size) else { return }
        if size > rowLimit { continue }
        if cells.count == table.count {
          rows.append(Bulk.Row(number: reader.record, body: table.row(cells), isFlat: true))
        } else {
          faults.add(
            Problem.Fault(
              .body, "", "aantal-cellen", nl: "Heeft \(cells.count) cellen; de eerste regel heeft er \(table.count).",
              en: "Has \(cells.count) cells; the header has \(table.count)."
            ).inRow(reader.record))
        }
      }
    } catch {
      faults.add(Problem.Fault(error).inRow(error.record))
    }
  }

  /// Whether one more row may come; tells when not, and when this one is too long.
  private mutating func hasRoom(_ number: Int, _ size: Int) -> Bool {
    guard rows.count < Bulk.limit else {
      faults.add(
        Problem.Fault(
          .body, "", "te-veel-rijen", nl: "Meer dan \(Bulk.limit) rijen.", en: "More than \(Bulk.limit) rows."
        ).inRow(number))
      return false
    }
    if size > rowLimit { faults.add(Problem.Fault(FieldError("", .tooLong(max: rowLimit))).inRow(number)) }
    return true
  }
}

/// How the bytes of a body are to be read.
enum BodyForm: Sendable {
  /// One JSON document.
  case document
  /// One on each line.
  case lines
  /// CSV
  case table
}

/// The first faults that were found, and how many more there are.
struct FaultList {
  private(set) var list: [Problem.Fault] = []
  private(set) var unlisted = 0

  var isEmpty: Bool { list.isEmpty }

  mutating func add(_ fault: Problem.Fault) {
    if list.count < Bulk.faultLimit { list.append(fault) } else { unlisted += 1 }
  }

  mutating func add(_ rejection: Bulk.Rejection) {
    for refused in rejection.list { add(Problem.Fault(refused.error).inRow(refused.row)) }
    unlisted += rejection.unlisted
  }
}

extension Problem.Fault {
  /// The same fault, as one row of many has it.
  func inRow(_ number: Int) -> Problem.Fault {
    var fault = self
    fault.row = number
    fault.location = "/\(number)\(location)"
    return fault
  }

  /// Why one row of many is refused. What would be a status of its own is a code here.
  fileprivate init(_ error: RegisterError) {
    let place: String
    switch error {
    case .invalid(let faults) where faults.count == 1:
      self.init(faults[0])
      return
    case .stale, .preconditionRequired: place = "/versie"
    case .taken, .withdrawn, .notFound, .noDraft: place = "/kenmerk"
    case .invalid, .rejected, .forbidden, .transition, .notDiscardable, .idempotencyMismatch,
      .positionGone, .momentUnderWay, .stopping:
      place = ""
    }
    let problem = Problem(error)
    self.init(
      .body, place, problem.kind.slug, nl: problem.detail.text(in: .nl), en: problem.detail.text(in: .en))
  }

  fileprivate init(_ fault: CSVReader.Fault) {
    let words =
      switch fault.reason {
      case .bareQuote:
        Words(nl: "een aanhalingsteken midden in een cel.", en: "a quote in the middle of a cell.")
      case .trailingText:
        Words(
          nl: "er staat iets achter het sluitende aanhalingsteken.", en: "something stands behind the closing quote.")
      case .openQuote:
        Words(nl: "het aanhalingsteken wordt niet gesloten.", en: "the quote is not closed.")
      case .bareReturn:
        Words(nl: "een regel eindigt met CRLF of LF.", en: "a line ends with CRLF or LF.")
      case .invalidUTF8: Words(nl: "geen geldige UTF-8.", en: "not valid UTF-8.")
      }
    self.init(
      .body, "", "ongeldige-csv", nl: "Cel \(fault.cell): \(words.nl)", en: "Cell \(fault.cell): \(words.en)")
  }
}

extension Problem {
  /// Nothing was stored. The status is that of what is refused first (DESIGN section 4), and every fault is told.
  static func rejected(_ faults: FaultList) -> Problem {
    let order: [ProblemKind] = [.notFound, .withdrawn, .forbidden, .preconditionRequired, .stale, .taken]
    let ranks = faults.list.map { fault in
      fault.row == nil ? -1 : order.firstIndex { $0.slug == fault.code && fault.isOfRow } ?? -1
    }
    let kind = ranks.min().flatMap { order.indices.contains($0) ? order[$0] : nil } ?? .invalidInput
    let count = faults.list.count + faults.unlisted
    let rows = Set(faults.list.compactMap(\.row)).count
    let more = faults.unlisted > 0
    var problem = Problem(
      kind,
      nl: count == 1
        ? "Er is één fout; zie errors. Er is niets bewaard."
        : "Er zijn \(count) fouten in \(more ? "ten minste " : "")\(rows) rijen; zie errors. Er is niets bewaard.",
      en: count == 1
        ? "There is one fault; see errors. Nothing was stored."
        : "There are \(count) faults in \(more ? "at least " : "")\(rows) rows; see errors. Nothing was stored.",
      faults: faults.list)
    problem.unlisted = faults.unlisted
    return problem
  }
}

extension Problem.Fault {
  /// About the row as a whole, not about a member that a client can correct.
  fileprivate var isOfRow: Bool {
    guard let row else { return false }
    return ["/\(row)", "/\(row)/versie", "/\(row)/kenmerk"].contains(location)
  }
}
