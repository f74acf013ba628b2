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

extension SQLError: CustomStringConvertible {
  /// For whoever runs the register: `There is no room on the disk (database or disk is full, 13).`
  public var description: String {
    let place = isFaultOfOurs ? statement.map { " in `\(Self.onOneLine($0))`" } ?? "" : ""
    return "\(sentence) (\(message), \(extendedCode))\(place)."
  }

  private var sentence: String {
    switch kind {
    case .unique, .foreignKey, .check, .otherConstraint: "The database refuses a row"
    case .busy: "Another program keeps the database to itself"
    case .full: "There is no room on the disk"
    case .readOnly: "The database cannot be written"
    case .replaced: "The database is not the file that was opened"
    case .corrupt: "The database is damaged"
    case .cannotOpen: "The database cannot be opened"
    case .inputOutput: "The disk cannot be read or written"
    case .overBudget: "A question takes too many steps"
    case .other: "The database does not understand a statement"
    }
  }

  /// Whether the statement, and not the disk or the file, is what to look at.
  private var isFaultOfOurs: Bool {
    switch kind {
    case .unique, .foreignKey, .check, .otherConstraint, .other: true
    case .busy, .full, .readOnly, .replaced, .corrupt, .cannotOpen, .inputOutput, .overBudget: false
    }
  }

  private static func onOneLine(_ statement: String) -> String {
    let line = statement.split { $0 == " " || $0.isNewline }.joined(separator: " ")
    return line.count > 200 ? line.prefix(200) + "..." : line
  }
}
