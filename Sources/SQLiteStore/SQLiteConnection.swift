import Bytes
import CSQLite
public import SQL

/// A connection to one SQLite file, for the one thread that owns it.
///
/// One connection of a process is its writer; the others are readers, opened after it and closed before it. Of the
/// writers of several processes one at a time writes or checkpoints: before 3.51.3 the engine can damage its log when
/// a commit and a checkpoint of two connections meet, so each transaction passes the gate of `LockFile`.
public final class SQLiteConnection: SQLConnection {
  public enum Mode: Sendable {
    case reader
    case writer
  }

  public let path: String
  public let mode: Mode
  public var dialect: Dialect { SQLiteEngine.dialect }

  /// nil once closed.
  private(set) var handle: OpaquePointer?
  let gate: WriteGate?
  var state = TransactionState.none
  var savepoints = 0
  private var cache: StatementCache
  let patience: Int32
  /// Nothing stood beside the file when this reader opened it: nothing is left there.
  private let leavesNothing: Bool
  /// The log that was found is left as it is: it may be of a database that is about to be refused.
  var keepsLog: Bool
  private let meter = UnsafeMutablePointer<StepMeter>.allocate(capacity: 1)

  init(
    handle: OpaquePointer, path: String, mode: Mode, gate: WriteGate?, options: Options, leavesNothing: Bool,
    keepsLog: Bool
  ) {
    self.leavesNothing = leavesNothing
    self.keepsLog = keepsLog
    self.handle = handle
    self.path = path
    self.mode = mode
    self.gate = gate
    patience = Int32(options.patience)
    cache = StatementCache(bound: options.statements)
    meter.initialize(to: StepMeter())
  }

  deinit {
    close()
    meter.deallocate()
  }

  public var stepBudget: Int? {
    didSet { if let handle { StepMeter.install(meter, on: handle, budget: stepBudget) } }
  }

  public var changedRows: Int64 { handle.map { sqlite3_total_changes64($0) } ?? 0 }

  public var lastInsertedRow: Int64 { handle.map { sqlite3_last_insert_rowid($0) } ?? 0 }

  /// How many compiled statements are kept.
  package var cachedStatements: Int { cache.count }

  public func query(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> RowStep
  ) throws {
    let handle = try usable(statement)
    let prepared = try cache.checkOut(statement, in: handle)
    defer { cache.checkIn(prepared) }
    try prepared.bind(arguments, in: handle)
    let entered = try enter(for: prepared)
    // The statement ends before the gate opens: an unfinished write would commit only then.
    defer {
      if entered {
        sqlite3_reset(prepared.handle)
        gate?.leave()
      }
    }

    let outer = meter.pointee
    if let stepBudget { meter.pointee.start(budget: stepBudget) }
    defer { if stepBudget != nil { meter.pointee = outer } }

    let row = SQLiteRow(handle: prepared.handle)
    while true {
      switch sqlite3_step(prepared.handle) {
      case SQLITE_ROW: if try body(row) == .stop { return }
      case SQLITE_DONE: return
      default: throw failure(of: prepared)
      }
    }
  }

  @discardableResult
  public func run(_ statement: SQLStatement, _ arguments: [SQLValue]) throws(SQLError) -> Int {
    let handle = try usable(statement)
    let prepared = try cache.checkOut(statement, in: handle)
    defer { cache.checkIn(prepared) }
    try prepared.bind(arguments, in: handle)
    let entered = try enter(for: prepared)
    defer { if entered { gate?.leave() } }

    let before = sqlite3_total_changes64(handle)
    while true {
      switch sqlite3_step(prepared.handle) {
      case SQLITE_ROW: continue
      // A statement that is no INSERT, UPDATE or DELETE leaves the count of the one before it.
      case SQLITE_DONE: return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
      default: throw failure(of: prepared)
      }
    }
  }

  public func executeScript(_ text: String) throws(SQLError) {
    let handle = try usable(nil)
    if case .snapshot = state { throw SQLiteFailure.readOnly("a script in a snapshot") }
    let isAlone = state == .none && gate != nil
    if isAlone { try gate?.enter() }
    defer { if isAlone { gate?.leave() } }
    // Asked while compiling: a COMMIT in a migration would make half of it last.
    sqlite3_set_authorizer(
      handle,
      { _, action, _, _, _, _ in action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ? SQLITE_DENY : SQLITE_OK },
      nil)
    defer { sqlite3_set_authorizer(handle, nil, nil) }
    // A migration may reword the conditions of a table where it stands, which is kept from everything else.
    npdr_sqlite_set(handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
    defer { npdr_sqlite_set(handle, SQLITE_DBCONFIG_DEFENSIVE, 1) }
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw failure(of: nil) }
  }

  /// Finishes: compiled statements go; a writer first moves the log into the database and empties it, if no reader
  /// is in the way. Readers are closed before their writer. A second call does nothing.
  public func close() {
    guard let open = handle else { return }
    cache.removeAll()
    if mode == .writer {
      sqlite3_busy_timeout(open, 0)
      if !keepsLog, (try? gate?.enter()) != nil {
        sqlite3_wal_checkpoint_v2(open, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
      } else {
        npdr_sqlite_set(open, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
      }
    }
    // Of the two ways to close, the one that waits for a statement still lent to a callback.
    sqlite3_close_v2(open)
    gate?.leave()
    handle = nil
    state = .none
    if leavesNothing { Self.tidy(path) }
  }

  /// The handle, unless the connection is closed or its transaction is lost.
  func usable(_ statement: SQLStatement?) throws(SQLError) -> OpaquePointer {
    if case .lost(let why) = state { throw why }
    guard let handle else { throw SQLiteFailure.misuse("the connection is closed", statement: statement?.text) }
    return handle
  }

  /// Passes the gate for a single write outside a transaction, and refuses a write where only reading is allowed.
  private func enter(for prepared: PreparedStatement) throws(SQLError) -> Bool {
    guard !prepared.isReadOnly, state != .write else { return false }
    if state == .snapshot { throw SQLiteFailure.readOnly("a write in a snapshot", statement: prepared.text) }
    guard let gate else { return false }
    try gate.enter()
    do { try requireSameFile() } catch {
      gate.leave()
      throw error
    }
    return true
  }

  /// Whoever copies a backup over a running register, or takes its file away, leaves us writing to a file that nobody
  /// will open again. Costs one `stat` for a transaction.
  func requireSameFile() throws(SQLError) {
    var isMoved: Int32 = 0
    guard let handle, sqlite3_file_control(handle, nil, SQLITE_FCNTL_HAS_MOVED, &isMoved) == SQLITE_OK else { return }
    if isMoved != 0 { throw SQLiteFailure.replaced }
  }

  /// Runs a statement that begins or ends a transaction, past the checks that are for everyone else's.
  func control(_ statement: SQLStatement) throws(SQLError) {
    guard let handle else { throw SQLiteFailure.misuse("the connection is closed", statement: statement.text) }
    let prepared = try cache.checkOut(statement, in: handle)
    defer { cache.checkIn(prepared) }
    guard sqlite3_step(prepared.handle) == SQLITE_DONE else { throw failure(of: prepared) }
  }

  /// What the engine says about the call that just failed; notices when it has undone the whole transaction.
  func failure(of statement: PreparedStatement?) -> SQLError {
    let error = SQLiteFailure.last(
      of: handle, statement: statement?.text, hasArguments: statement.map { $0.parameters > 0 } ?? false,
      overBudget: meter.pointee.isSpent)
    if state == .write, isOutsideTransaction { state = .lost(error) }
    return error
  }

  /// What the engine itself thinks, whatever was asked of it.
  var isOutsideTransaction: Bool { handle.map { sqlite3_get_autocommit($0) != 0 } ?? true }
}
