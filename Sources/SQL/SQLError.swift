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
    /// Another file has taken the place of the one that is open, or it is gone: what is written to it is lost.
    case replaced
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
