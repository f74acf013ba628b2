import SQL
import SQLiteStore

/// A reader that is opened when it is first asked something, by the thread that asks.
///
/// Each connection reads the whole schema when it opens, some milliseconds: with one for each loop and worker that is
/// most of the time from start to first answer. What is deferred is opened after the writer, which has found the
/// database to be sound.
final class DeferredConnection: SQLConnection {
  private enum State {
    case closed(() throws -> SQLiteConnection)
    case open(SQLiteConnection)
  }

  private var state: State

  let dialect: Dialect

  /// - Parameter open: opens the connection; what it throws, the question throws, and the next one tries again.
  init(dialect: Dialect, stepBudget: Int?, open: @escaping () throws -> SQLiteConnection) {
    self.dialect = dialect
    self.stepBudget = stepBudget
    state = .closed(open)
  }

  var stepBudget: Int? {
    didSet {
      if case .open(let connection) = state { connection.stepBudget = stepBudget }
    }
  }

  private func connection() throws -> SQLiteConnection {
    switch state {
    case .open(let connection): return connection
    case .closed(let open):
      let connection = try open()
      connection.stepBudget = stepBudget
      state = .open(connection)
      return connection
    }
  }

  /// For the two methods that promise an `SQLError`.
  private func opened() throws(SQLError) -> SQLiteConnection {
    do {
      return try connection()
    } catch {
      throw SQLError(kind: .cannotOpen, code: 14, extendedCode: 14, message: "\(error)")
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
  var lastInsertedRow: Int64 { (try? opened().lastInsertedRow) ?? 0 }
}
