import CSQLite
import SQL

/// Where a connection stands between `BEGIN` and `COMMIT`.
enum TransactionState: Equatable {
  case none
  case snapshot
  case write
  /// The engine rolled everything back of itself (SQLITE_FULL, _IOERR, _NOMEM, _INTERRUPT, sometimes _BUSY). Until
  /// the body of the transaction ends nothing runs: a statement would commit on its own what follows half a change.
  case lost(SQLError)
}

extension SQLiteConnection {
  private static let begin = SQLStatement("BEGIN IMMEDIATE")
  private static let beginReading = SQLStatement("BEGIN")
  private static let commit = SQLStatement("COMMIT")
  private static let rollback = SQLStatement("ROLLBACK")

  public func transaction<R>(_ body: () throws -> R) throws -> R {
    _ = try usable(nil)
    // The engine would begin a transaction on a read-only file, and refuse only the first write in it.
    guard mode == .writer else { throw SQLiteFailure.readOnly("a transaction of a reader") }
    guard state == .none else { throw SQLiteFailure.misuse("a transaction in another") }
    try gate?.enter()
    defer { gate?.leave() }
    try requireSameFile()
    try control(Self.begin)
    state = .write
    defer {
      state = .none
      savepoints = 0
    }
    do {
      let result = try body()
      if case .lost(let why) = state { throw why }
      try control(Self.commit)
      return result
    } catch {
      if case .lost(let why) = state { throw why }
      // A deferred foreign key refuses the COMMIT and leaves the transaction open.
      if !isOutsideTransaction { try? control(Self.rollback) }
      throw error
    }
  }

  public func savepoint<R>(_ body: () throws -> R) throws -> R {
    _ = try usable(nil)
    if state == .none { return try transaction(body) }
    guard state == .write else { throw SQLiteFailure.readOnly("a savepoint in a snapshot") }
    let names = SavepointStatements.at(savepoints)
    try control(names.set)
    savepoints += 1
    defer { savepoints -= 1 }
    do {
      let result = try body()
      if case .lost(let why) = state { throw why }
      try control(names.release)
      return result
    } catch {
      if case .lost(let why) = state { throw why }
      try undo(names)
      throw error
    }
  }

  private func undo(_ names: SavepointStatements) throws(SQLError) {
    do {
      try control(names.undo)
      try control(names.release)
    } catch {
      // What was to be undone still stands: then nothing of the transaction may.
      try? control(Self.rollback)
      state = .lost(error)
      throw error
    }
  }

  public func snapshot<R>(_ body: () throws -> R) throws -> R {
    _ = try usable(nil)
    guard state == .none else { return try body() }
    try control(Self.beginReading)
    state = .snapshot
    defer {
      state = .none
      // Nothing was written: to commit and to roll back are the same, and neither needs the disk.
      if !isOutsideTransaction { try? control(Self.commit) }
    }
    return try body()
  }
}

/// `SAVEPOINT` and its two ends, by depth: the names are fixed, so that the compiled statements are found again.
private struct SavepointStatements {
  let set: SQLStatement
  let release: SQLStatement
  let undo: SQLStatement

  init(depth: Int) {
    set = SQLStatement("SAVEPOINT s\(depth)")
    release = SQLStatement("RELEASE s\(depth)")
    undo = SQLStatement("ROLLBACK TO s\(depth)")
  }

  private static let common = (0..<8).map(SavepointStatements.init(depth:))

  static func at(_ depth: Int) -> SavepointStatements {
    depth < common.count ? common[depth] : SavepointStatements(depth: depth)
  }
}
