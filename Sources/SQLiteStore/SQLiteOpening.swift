import CSQLite
import Glibc
import SQL

extension SQLiteConnection {
  /// How a connection is set up; the figures suit a register of up to a million measures.
  public struct Options: Sendable {
    /// Refuse when there is no file; else a writer makes an empty one.
    public var mustExist = false
    /// Read every page first. Takes about a second per gigabyte.
    public var quickCheck = false
    /// A reader makes no file beside the database, when there is none yet: nobody may write to it meanwhile.
    public var standsStill = false
    /// A writer leaves the file as it is until `startLog` is called: what is in it has to be looked at first.
    public var startsLog = true
    /// How long to wait for another process that writes, in milliseconds.
    public var patience = 2000
    /// Pages kept by this connection, in KiB.
    public var cache = 8192
    /// How much of the file is mapped into memory, in bytes, and shared by all connections. Among 100 000 rows of
    /// 1 KB it takes a quarter off a read; the part beyond it is read through the cache.
    public var mapped = 1 << 30
    /// How many compiled statements are kept.
    public var statements = 256
    /// A writer's commit moves the log into the database when it has this many pages of 4 KiB; 0 is never.
    public var checkpointPages = 1000

    public init() {}
  }

  /// Opens the file at `path`.
  ///
  /// A writer makes it when it is missing, readable for its owner only, and puts it in WAL mode with durable commits.
  /// When anything is wrong the file is left byte for byte as it was. A reader can do with a medium or a folder that
  /// nobody can write.
  public static func open(
    _ path: String, mode: Mode, options: Options = Options()
  ) throws(SQLiteOpenError) -> SQLiteConnection {
    try SQLiteEngine.ready()
    let place = DatabasePath(path)
    try inspect(place, path, mode, options)
    let logSize = size(of: place.canonical + "-wal") ?? 0
    let standsAlone = mode == .reader && isAlone(place)

    var handle: OpaquePointer?
    let flags = (mode == .reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX
    let standsStill = mode == .reader && standsStill(place, options)
    let code = sqlite3_open_v2(
      standsStill ? place.unchanging : place.canonical, &handle,
      flags | SQLITE_OPEN_EXRESCODE | (standsStill ? SQLITE_OPEN_URI : 0), nil)
    guard code == SQLITE_OK, let handle else {
      let failure = SQLiteFailure.last(of: handle)
      sqlite3_close(handle)
      throw .engine(path: path, failure)
    }
    do {
      let gate = mode == .writer ? WriteGate(try lockFile(place, path), patience: options.patience) : nil
      try harden(handle, path, options)
      try look(handle, path, options)
      try gate?.enter(path)
      defer { gate?.leave() }
      try execute(mode == .writer ? writerSettings(options) : readerSettings(options), handle, path)
      return SQLiteConnection(
        handle: handle, path: place.canonical, mode: mode, gate: gate, options: options, leavesNothing: standsAlone,
        keepsLog: mode == .writer && !options.startsLog && logSize > 0)
    } catch {
      // The last to close would move the log into a database we have just refused.
      if logSize > 0 { npdr_sqlite_set(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1) }
      sqlite3_close(handle)
      if standsAlone { tidy(place.canonical) }
      throw error
    }
  }

  /// Does for a writer that was opened without it what puts its file in order: WAL mode, and from now on its log is its
  /// own to move into the database.
  public func startLog() throws(SQLiteOpenError) {
    guard mode == .writer, let handle else { return }
    try gate?.enter(path)
    defer { gate?.leave() }
    try Self.execute("PRAGMA journal_mode = WAL", handle, path)
    keepsLog = false
  }

  /// Takes away the log and its index that a reader made beside a file at rest.
  ///
  /// The engine does so when the last to close may write: under its lock on the whole file, which it does not get
  /// while somebody else has the file open. There is nothing in the log to be moved: who writes takes his own away.
  static func tidy(_ path: String) {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else { return }
    // Not before it is read is the log open.
    sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nil, nil, nil)
  }

  private static func isAlone(_ place: DatabasePath) -> Bool {
    ["-wal", "-shm", "-journal"].allSatisfy { access(place.canonical + $0, F_OK) != 0 }
  }

  /// Asks the file system, without opening the file (see `LockFile`), what the engine would only call "cannot open".
  private static func inspect(
    _ place: DatabasePath, _ path: String, _ mode: Mode, _ options: Options
  ) throws(SQLiteOpenError) {
    guard isFolder(place.folder) else { throw .folderMissing(path: place.folder) }
    var found = stat()
    if stat(place.canonical, &found) != 0 {
      guard errno == ENOENT else { throw .unreadable(path: path, reason: errno) }
      guard mode == .writer, !options.mustExist else { throw .missing(path: path) }
      guard access(place.folder, W_OK) == 0 else { throw .unwritable(path: place.folder, reason: errno) }
      // Drafts and tokens are nobody else's business; the log and its index take over these rights.
      let made = Glibc.open(place.canonical, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      guard made >= 0 || errno == EEXIST else { throw .unwritable(path: path, reason: errno) }
      if made >= 0 { Glibc.close(made) }
      return
    }
    guard found.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard access(place.canonical, R_OK) == 0 else { throw .unreadable(path: path, reason: errno) }
    guard mode == .writer else { return }
    guard access(place.canonical, W_OK) == 0 else { throw .unwritable(path: path, reason: errno) }
    guard access(place.folder, W_OK) == 0 else { throw .unwritable(path: place.folder, reason: errno) }
  }

  /// Whether the file can be read as one that does not change. What a log or its index says would then be passed over,
  /// and where they are somebody may be writing: so only where none is.
  private static func standsStill(_ place: DatabasePath, _ options: Options) -> Bool {
    guard options.standsStill || access(place.folder, W_OK) != 0 else { return false }
    return isAlone(place)
  }

  /// Before the first look at the file: what a hostile or damaged schema could make the engine do.
  private static func harden(
    _ handle: OpaquePointer, _ path: String, _ options: Options
  ) throws(SQLiteOpenError) {
    sqlite3_busy_timeout(handle, Int32(options.patience))
    let switches: [(Int32, Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
      // A misspelt column in double quotes is an error, not a text.
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
    ]
    for (option, value) in switches where npdr_sqlite_set(handle, option, value) != SQLITE_OK {
      throw .engine(path: path, SQLiteFailure.last(of: handle))
    }
  }

  /// Reads the header and the schema, and every page if asked to; changes nothing.
  private static func look(_ handle: OpaquePointer, _ path: String, _ options: Options) throws(SQLiteOpenError) {
    try execute("SELECT count(*) FROM sqlite_schema", handle, path)
    guard options.quickCheck else { return }
    let findings: [String]
    do { findings = try Checks.pragma("quick_check", on: handle) } catch { throw opening(error, path) }
    if !findings.isEmpty { throw .damaged(path: path, findings: findings) }
  }

  // `secure_delete`: what `redact` takes out is to be gone from the file too. Builds differ, so it is said.
  // No `cell_size_check`: it looks at every page each time the mapped file lends it, and doubles a read.
  private static func writerSettings(_ options: Options) -> String {
    (options.startsLog ? "PRAGMA journal_mode = WAL;" : "") + """
      PRAGMA synchronous = FULL;
      PRAGMA recursive_triggers = ON;
      PRAGMA secure_delete = ON;
      PRAGMA wal_autocheckpoint = \(options.checkpointPages);
      PRAGMA journal_size_limit = 67108864;
      """ + commonSettings(options)
  }

  private static func readerSettings(_ options: Options) -> String {
    "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;" + commonSettings(options)
  }

  private static func commonSettings(_ options: Options) -> String {
    """
    PRAGMA cache_size = -\(options.cache);
    PRAGMA mmap_size = \(options.mapped);
    PRAGMA temp_store = MEMORY;
    """
  }

  private static func execute(_ script: String, _ handle: OpaquePointer, _ path: String) throws(SQLiteOpenError) {
    guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
      throw opening(SQLiteFailure.last(of: handle), path)
    }
  }

  private static func opening(_ failure: SQLError, _ path: String) -> SQLiteOpenError {
    switch failure.code {
    case SQLITE_NOTADB: .notADatabase(path: path)
    case SQLITE_CORRUPT: .damaged(path: path, findings: [failure.message])
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy(path: path)
    default: .engine(path: path, failure)
    }
  }

  private static func lockFile(_ place: DatabasePath, _ path: String) throws(SQLiteOpenError) -> LockFile {
    do { return try LockFile(besideDatabase: place.canonical) } catch {
      throw .unwritable(path: place.canonical + ".lock", reason: error.code)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  private static func size(of path: String) -> Int? {
    var found = stat()
    return stat(path, &found) == 0 ? Int(found.st_size) : nil
  }
}

extension WriteGate {
  fileprivate func enter(_ path: String) throws(SQLiteOpenError) {
    do { try enter() } catch { throw error.kind == .busy ? .busy(path: path) : .engine(path: path, error) }
  }
}
