import SQL
import SQLiteStore

/// A reader that is opened when it is first asked something, by the thread that asks; a loop's asks for nothing as soon
/// as the server is ready.
///
/// Each connection reads the whole schema when it opens, some milliseconds: with one for each loop and worker that is
/// most of the time from start to first answer. What is deferred is opened after the writer, which has found the
/// database to be sound.
final class DeferredConnection: SQLConnection {
  private enum State {
    case closed(() throws(SQLiteOpenError) -> SQLiteConnection)
    case open(SQLiteConnection)
  }

  private var state: State

  let dialect: Dialect

  /// - Parameter open: opens the connection; what it throws, the question throws, and the next one tries again.
  init(dialect: Dialect, stepBudget: Int?, open: @escaping () throws(SQLiteOpenError) -> SQLiteConnection) {
    self.dialect = dialect
    self.stepBudget = stepBudget
    state = .closed(open)
  }

  var stepBudget: Int? {
    didSet {
      if case .open(let connection) = state { connection.stepBudget = stepBudget }
    }
  }

  private func opened() throws(SQLError) -> SQLiteConnection {
    switch state {
    case .open(let connection): return connection
    case .closed(let open):
      do throws(SQLiteOpenError) {
        let connection = try open()
        connection.stepBudget = stepBudget
        state = .open(connection)
        return connection
      } catch {
        throw SQLError(error)
      }
    }
  }

  func query(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep
  ) throws {
    try opened().query(statement, arguments, body)
  }

  @discardableResult
  func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int {
    try opened().run(statement, arguments)
  }

  func executeScript(_ text: String) throws(SQLError) { try opened().executeScript(text) }
  func transaction<R>(_ body: () throws -> R) throws -> R { try opened().transaction(body) }
  func savepoint<R>(_ body: () throws -> R) throws -> R { try opened().savepoint(body) }
  func snapshot<R>(_ body: () throws -> R) throws -> R { try opened().snapshot(body) }
  var changedRows: Int64 { (try? opened().changedRows) ?? 0 }
  var lastInsertedRow: Int64 { (try? opened().lastInsertedRow) ?? 0 }
}

extension SQLError {
  /// What a question hears of a database that cannot be opened, though it was when the server began.
  fileprivate init(_ error: SQLiteOpenError) {
    switch error {
    case .engine(_, let error): self = error
    case .damaged(_, let findings):
      self.init(kind: .corrupt, code: 11, extendedCode: 11, message: findings.first ?? "no detail")
    case .busy: self.init(kind: .busy, code: 5, extendedCode: 5, message: "the file is locked")
    case .missing, .folderMissing, .notAFile, .unreadable, .unwritable, .notADatabase, .engineTooOld, .engineLacks:
      self.init(kind: .cannotOpen, code: 14, extendedCode: 14, message: "\(Failure(error))")
    }
  }
}
