import CSQLite
public import SQL

extension SQLiteConnection {
  /// How far the log has been moved into the database.
  public struct Checkpoint: Sendable, Equatable {
    /// Pages in the log.
    public var pages: Int
    /// How many of them are in the database too; fewer when a reader still needs the older state.
    public var moved: Int

    public var isComplete: Bool { pages == moved }
  }

  /// Moves the log into the database as far as the readers allow, without waiting for them. Only a writer may, and
  /// not in a transaction. Its commits do the same every `Options.checkpointPages`; this is for a quiet moment.
  /// - Parameter emptying: also cut the log to nothing, when no reader uses it.
  @discardableResult
  public func checkpoint(emptying: Bool = false) throws(SQLError) -> Checkpoint {
    let handle = try usable(nil)
    guard mode == .writer, let gate else { throw SQLiteFailure.readOnly("a checkpoint by a reader") }
    guard state == .none else { throw SQLiteFailure.misuse("a checkpoint in a transaction") }
    try gate.enter()
    defer { gate.leave() }
    var pages: Int32 = 0
    var moved: Int32 = 0
    let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved)
    guard code == SQLITE_OK else { throw failure(of: nil) }
    if emptying, pages == moved {
      // A reader that comes in between is no failure: what counts is done.
      sqlite3_busy_timeout(handle, 0)
      sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
      sqlite3_busy_timeout(handle, patience)
    }
    return Checkpoint(pages: Int(pages), moved: Int(moved))
  }
}
