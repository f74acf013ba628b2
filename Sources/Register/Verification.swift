public import Bytes
public import SQL

/// Whether the store is what was once written to it: `npdr verify`.
///
/// Looks at the file as the engine does, at the chain of the log, at each row beside the log entry it came from, at
/// the past, at the codes under codes, at the search indexes, at the counters, and at the feed. It writes nothing and keeps nobody waiting: all is
/// read in one snapshot, so that it can be done beside a running server, row after row; what it keeps in memory is a
/// few numbers for a row.
public final class Verification {
  /// Something that is not as it was written.
  public struct Fault: Sendable, Equatable, CustomStringConvertible {
    /// The resource's name; or what the store keeps beside the resources: `logboek`, `teller`, `database`.
    public let resource: String
    public let kenmerk: String?
    public let what: String

    public var description: String { kenmerk.map { "\(resource) \($0): \(what)" } ?? "\(resource): \(what)" }
  }

  /// What was looked at.
  public struct Summary: Sendable, Equatable {
    public internal(set) var faults = 0
    public internal(set) var entries = 0
    public internal(set) var rows = 0
    /// The hash the log's chain ends with, in hexadecimal: noted down elsewhere, it shows later that nothing was taken
    /// off the end.
    public internal(set) var head = ""
  }

  let connection: any SQLConnection
  let ledger: Ledger
  var summary = Summary()
  /// What redactions say of the members they struck out of older entries.
  var struck: [StruckMember.Place: ArraySlice<UInt8>] = [:]
  private let report: (Fault) -> Void
  private let progress: (Int, Int) -> Void
  private var steps = 0
  private var allSteps = 0
  let now: Timestamp

  /// - Parameter connection: used by nobody else meanwhile; a reader will do.
  /// - Parameter progress: how many steps are done, of how many.
  /// - Parameter report: called with each fault, as it is found.
  /// - Throws: `SQLError` when this is not a register at all.
  public init(
    _ connection: any SQLConnection, now: Timestamp = .now, progress: @escaping (Int, Int) -> Void = { _, _ in },
    report: @escaping (Fault) -> Void
  ) throws {
    self.connection = connection
    self.now = now
    self.progress = progress
    self.report = report
    ledger = try Ledger(connection: connection)
  }

  private static let begin = SQLStatement("BEGIN")
  private static let end = SQLStatement("ROLLBACK")
  private static let count = SQLStatement("SELECT count(*) FROM logboek")

  /// Looks at everything.
  public func run() throws -> Summary {
    try prepareSearch()
    // Not `snapshot`: nothing may be written in that, and the search index is compared by way of temporary tables.
    try connection.query(Verification.begin, []) { _ in .next }
    defer { try? connection.query(Verification.end, []) { _ in .next } }
    attempt("logboek") {
      try ledger.reload()
      allSteps = 2 * Int(try number(Verification.count))
    }
    for resource in Resource.all {
      attempt(resource.name) {
        for table in [resource.name, Past.table(resource.name)] {
          allSteps += 2 * Int(try number(SQLStatement("SELECT count(*) FROM \(table)")))
        }
      }
    }
    checkFile()
    attempt("logboek") { try checkChain() }
    attempt("logboek") { try checkEnds() }
    for resource in Resource.all {
      attempt(resource.name) { try checkRows(of: resource) }
      attempt(Past.table(resource.name)) { try checkPast(of: resource) }
      if resource.isCodeList { attempt("\(resource.name)_omvat") { try checkClosure(of: resource) } }
      attempt("\(resource.name)_zoek") { try checkSearch(of: resource) }
    }
    attempt("ingang") { try checkValidity() }
    attempt("eigen") { try checkOwners() }
    attempt("teller") { try checkCounters() }
    attempt("wijziging") { try checkFeed() }
    return summary
  }

  // MARK: Reporting

  func fault(_ resource: String, _ kenmerk: String?, _ what: String) {
    summary.faults += 1
    report(Fault(resource: resource, kenmerk: kenmerk, what: what))
  }

  func step() {
    steps += 1
    if steps % 256 == 0 { progress(min(steps, allSteps), allSteps) }
  }

  /// A part that cannot be read is a fault, and no reason to leave the others.
  private func attempt(_ part: String, _ body: () throws -> Void) {
    do {
      try body()
    } catch let error as SQLError {
      fault(part, nil, "cannot be checked: \(error.message) (\(error.extendedCode))")
    } catch {
      fault(part, nil, "cannot be checked: \(error)")
    }
  }

  func number(_ statement: SQLStatement, _ arguments: [SQLValue] = []) throws -> Int64 {
    var number: Int64 = 0
    try connection.query(statement, arguments) { row in
      number = row.integer(0)
      return .stop
    }
    return number
  }

  // MARK: The file

  private static let integrity = SQLStatement("PRAGMA integrity_check")
  private static let foreignKeys = SQLStatement("PRAGMA foreign_key_check")

  private func checkFile() {
    attempt("database") {
      try connection.query(Verification.integrity, []) { row in
        if row.text(0) != "ok" { fault("database", nil, row.text(0)) }
        return .next
      }
    }
    attempt("database") {
      try connection.query(Verification.foreignKeys, []) { row in
        let table = row.text(0)
        let key = row.isNull(1) ? nil : row.integer(1)
        let kenmerk = try key.flatMap { try self.kenmerk(of: $0, in: table) }
        let from = kenmerk == nil ? key.map { "row \($0) " } ?? "a row " : ""
        fault(table, kenmerk, "\(from)refers to a row of \(row.text(2)) that is not there")
        return .next
      }
    }
  }

  /// The kenmerk of a row, where the table is that of a resource.
  func kenmerk(of row: Int64, in table: String) throws -> String? {
    guard let resource = Resource.named(table) else { return nil }
    var found: String?
    let statement = SQLStatement("SELECT kenmerk FROM \(resource.name) WHERE rij = $1")
    try connection.query(statement, [.integer(row)]) { row in
      found = row.text(0)
      return .stop
    }
    return found
  }
}
