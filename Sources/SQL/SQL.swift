/// The text of one statement, written out whole above the method that runs it.
///
/// Parameters are `$1` ... `$n`, first used in ascending order, so that the same text serves both engines.
public struct SQLStatement: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }
}

/// What can be bound to a parameter or read from a column.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(nilLiteral: ()) { self = .null }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(_ value: Int) { self = .integer(Int64(value)) }
  public init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
  public init(_ value: Int64?) { self = value.map(SQLValue.integer) ?? .null }
}

/// One row of an answer, lent for the length of the callback: nothing of it may be kept without copying.
public protocol SQLRow {
  func isNull(_ column: Int) -> Bool
  /// 0 when the column is NULL.
  func integer(_ column: Int) -> Int64
  /// "" when the column is NULL.
  func text(_ column: Int) -> String
  func value(_ column: Int) -> SQLValue
  /// Lends the bytes of a TEXT or BLOB column, empty when NULL.
  func withBytes<R, E: Error>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
}

/// Whether a query goes on to its next row.
public enum RowStep: Sendable {
  case next
  case stop
}

/// One connection to the store, used by the one thread that owns it. Statements are cached by their text.
public protocol SQLConnection: AnyObject {
  /// Runs `statement` and lends each row to `body`.
  func query(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep
  ) throws

  /// Runs a statement that answers no rows.
  /// - Returns: how many rows it changed.
  @discardableResult
  func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int

  /// Runs `body` in a write transaction (`BEGIN IMMEDIATE`), committed when it returns, rolled back when it throws.
  func transaction<R>(_ body: () throws -> R) throws -> R

  /// Runs `body` between `SAVEPOINT` and `RELEASE`; when it throws, what it did is undone and the rest of the
  /// transaction stays.
  func savepoint<R>(_ body: () throws -> R) throws -> R

  /// Runs `body` in one read snapshot: every query in it sees the same state.
  func snapshot<R>(_ body: () throws -> R) throws -> R

  /// The rowid of the last row this connection inserted.
  var lastInsertedRow: Int64 { get }

  /// How many steps of the engine's machine one `query` may take before it throws `.overBudget`; nil is no bound.
  var stepBudget: Int? { get set }
}

/// Why the store says no. Keeps both result codes; never carries a bound value.
public struct SQLError: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case unique
    case foreignKey
    case check
    case otherConstraint
    /// Another process holds the file.
    case busy
    /// No room on the disk.
    case full
    case readOnly
    /// Damaged, or not a database.
    case corrupt
    case cannotOpen
    case inputOutput
    /// The step budget ran out; the same query may be run elsewhere without one.
    case overBudget
    case other
  }

  public var kind: Kind
  /// The engine's primary result code.
  public var code: Int32
  /// The engine's extended result code.
  public var extendedCode: Int32
  /// What the engine says: names of tables, columns and constraints, no values.
  public var message: String
  /// The text of the statement that failed, if one did.
  public var statement: String?

  public init(kind: Kind, code: Int32, extendedCode: Int32, message: String, statement: String? = nil) {
    self.kind = kind
    self.code = code
    self.extendedCode = extendedCode
    self.message = message
    self.statement = statement
  }
}
