import SQL

/// The compiled statements of a connection, found by their text; the one unused longest makes room.
struct StatementCache {
  private var statements: [SQLStatement: PreparedStatement] = [:]
  private var clock: UInt64 = 0
  private let bound: Int

  /// - Parameter bound: how many are kept. Lists are generated from filters, so that there is no end to their texts.
  init(bound: Int) {
    self.bound = max(bound, 1)
    statements.reserveCapacity(self.bound + 1)
  }

  var count: Int { statements.count }

  /// The statement, to be given back with `checkIn`.
  mutating func checkOut(_ statement: SQLStatement, in database: OpaquePointer) throws(SQLError) -> PreparedStatement {
    clock &+= 1
    if let found = statements[statement] {
      guard found.isInUse else {
        found.isInUse = true
        found.lastUse = clock
        return found
      }
      // A query in the row callback of the same text: one of its own, for this once.
      return try PreparedStatement(statement.text, in: database, keep: false)
    }
    let prepared = try PreparedStatement(statement.text, in: database, keep: true)
    if statements.count >= bound { evict() }
    prepared.isInUse = true
    prepared.lastUse = clock
    statements[statement] = prepared
    return prepared
  }

  func checkIn(_ prepared: PreparedStatement) {
    prepared.clear()
    prepared.isInUse = false
  }

  mutating func removeAll() { statements.removeAll() }

  /// Looks at all of them: with a few hundred that is less than the compilation that made it necessary.
  private mutating func evict() {
    let idle = statements.lazy.filter { !$0.value.isInUse }
    if let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) { statements[oldest.key] = nil }
  }
}
