import SQL

/// Answers from memory alone, while nothing that the caller sees has changed since the store was last asked.
///
/// A snapshot and the questions whether anything was written cost more than a page itself. They need not be asked when
/// the writer has published no other change number of the caller's class since the index was brought up to that number:
/// what was written since is not for these eyes. It is what finished answers are kept by, too.
extension RegisterReader {
  /// Of which numbers of a class the index shows the state.
  struct Known {
    let change: Int
    let past: Int
    /// `RowIndex.revision`
    let revision: Int
  }

  /// Runs `body`, which may ask this reader about `resource`, without asking the store anything.
  ///
  /// - Parameter numbers: those of the class as they are published now.
  /// - Returns: nil when something would have to be asked, or went wrong: then ask as if this never was.
  public func fromMemory<R>(
    _ resource: Resource, of visibility: VisibilityClass, _ numbers: (change: Int, past: Int), _ body: () throws -> R
  ) -> R? {
    guard usesIndex, let known = known[visibility], let index = index(of: resource.name),
      known.change == numbers.change, known.past == numbers.past, known.revision == index.revision
    else { return nil }
    let store = connection
    connection = unasked
    isFromMemory = true
    defer {
      connection = store
      isFromMemory = false
    }
    return try? body()
  }

  /// Says of which numbers the state is that this reader reads; in a snapshot in which they were read.
  public func remember(_ resource: Resource, of visibility: VisibilityClass, _ numbers: (change: Int, past: Int)) {
    guard let index = try? currentIndex(of: resource.name) else { return }
    known[visibility] = Known(change: numbers.change, past: numbers.past, revision: index.revision)
  }

  /// Whether a row that everyone sees has this kenmerk, as far as the indexes know.
  func isKnownToAll(_ kenmerk: String, _ target: Resource) -> Bool {
    indexes.values.contains { $0.contents.codes[target.name]?.keys[kenmerk] != nil }
  }
}

/// Stands in the place of the store where it may not be asked.
final class Unasked: SQLConnection {
  private static let error = SQLError(kind: .other, code: 0, extendedCode: 0, message: "only memory is asked")

  var dialect: Dialect { Dialect(name: "", tables: SQLStatement("")) }
  var changedRows: Int64 { 0 }
  var lastInsertedRow: Int64 { 0 }
  var stepBudget: Int? {
    get { nil }
    set {}
  }

  func query(_ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep) throws {
    throw Self.error
  }
  func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int { throw Self.error }
  func executeScript(_ text: String) throws(SQLError) { throw Self.error }
  func transaction<R>(_ body: () throws -> R) throws -> R { throw Self.error }
  func savepoint<R>(_ body: () throws -> R) throws -> R { throw Self.error }
  func snapshot<R>(_ body: () throws -> R) throws -> R { try body() }
}
