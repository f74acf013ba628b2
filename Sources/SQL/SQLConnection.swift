/// One connection to the store, used by the one thread that owns it. Statements are cached by their text.
public protocol SQLConnection: AnyObject {
  /// What this engine does its own way.
  var dialect: Dialect { get }

  /// Runs `statement` and lends each row to `body`, which may itself query.
  /// - Throws: `SQLError`, or what `body` throws.
  func query(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep
  ) throws

  /// Runs a statement that answers no rows.
  /// - Returns: how many rows it changed, those that triggers changed not counted.
  @discardableResult
  func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int

  /// Runs every statement of `text` in turn, without parameters; rows are ignored. For migrations: comments, strings
  /// and triggers are the engine's to understand, and a `BEGIN`, `COMMIT` or `SAVEPOINT` in it is refused.
  func executeScript(_ text: String) throws(SQLError)

  /// Runs `body` in a write transaction (`BEGIN IMMEDIATE`), committed when it returns, rolled back when it throws.
  ///
  /// After some failures (a full disk, an I/O error) the engine has already undone everything. From then on every
  /// statement and savepoint of `body` throws that same error, and so does `transaction`, even if `body` returns:
  /// nothing of it was stored.
  func transaction<R>(_ body: () throws -> R) throws -> R

  /// Runs `body` between `SAVEPOINT` and `RELEASE`; when it throws, what it did is undone and the rest of the
  /// transaction stays. Outside a transaction it is one.
  func savepoint<R>(_ body: () throws -> R) throws -> R

  /// Runs `body` in one read snapshot: every query in it sees the same state, fixed at the first. Nothing can be
  /// written in it. Inside a transaction or another snapshot it adds nothing.
  ///
  /// Several queries are also cheaper in one: alone, each takes and gives back the engine's read lock, which is two
  /// thirds of a read by key (3.7 µs alone, 1.2 µs in a snapshot). Keep it short: it holds up the log's reuse.
  func snapshot<R>(_ body: () throws -> R) throws -> R

  /// How many rows this connection has changed since it was opened, those that triggers changed and those that were
  /// undone counted: while it stays the same nothing was written.
  var changedRows: Int64 { get }

  /// The rowid of the last row this connection inserted.
  var lastInsertedRow: Int64 { get }

  /// How many steps of the engine's machine one `query` may take before it throws `.overBudget`; nil is no bound.
  /// Approximate: a query may take up to a quarter more, or 1 000 steps when that is less. For readers; in a
  /// transaction a write that runs out takes the whole transaction with it.
  var stepBudget: Int? { get set }
}
