import Register
import SQL
import SQLiteStore

/// Opening the register's database as each command needs it. Nothing is changed before everything is known to fit.
struct Database {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  var path: String { configuration.database }

  /// For the one server: takes the lock that keeps others out, and brings the schema up to date.
  func openForServing() throws -> (lock: DatabaseLock, connection: SQLiteConnection) {
    let migrator = try migrator()
    // Where our lock stands we have been before: the writer looks itself then, before it changes anything. To read the
    // schema once more, by a reader before it, takes a fifth of the start.
    if !DatabaseLock.stands(beside: path) { try look(migrator) }
    let lock = try lock()
    do {
      var options = SQLiteConnection.Options()
      options.startsLog = false
      let connection = try open(.writer, options)
      _ = try missing(connection, migrator)
      do { try connection.startLog() } catch { throw Failure(error) }
      try migrate(connection, migrator)
      return (lock, connection)
    } catch {
      lock.release()
      throw error
    }
  }

  /// For a command that makes the database when it is not there and may write beside a running server.
  func openOrMake() throws -> SQLiteConnection {
    let migrator = try migrator()
    try look(migrator)
    // An empty file would be half a database: nothing is made for a file that another one serves.
    let connection = try open(.writer)
    if try !missing(connection, migrator).isEmpty {
      let lock = try lock()
      try migrate(connection, migrator)
      lock.release()
    }
    return connection
  }

  /// For a command that works on what is there.
  func openExisting() throws -> SQLiteConnection {
    let migrator = try migrator()
    try look(migrator)
    var options = SQLiteConnection.Options()
    options.mustExist = true
    let connection = try open(.writer, options)
    try requireUpToDate(connection, migrator)
    return connection
  }

  private func requireUpToDate(_ connection: SQLiteConnection, _ migrator: Migrator) throws {
    guard try missing(connection, migrator).isEmpty else {
      throw Failure("The schema of \(path) is older than this program: `npdr migrate` brings it up to date.")
    }
  }

  /// For a command that only reads, also from a medium that nobody can write, and needs the schema to be this program's.
  func openExistingReader() throws -> SQLiteConnection {
    let migrator = try migrator()
    let connection = try openReader()
    try requireUpToDate(connection, migrator)
    return connection
  }

  /// The same, for a file that nobody writes to.
  func openExistingAtRest() throws -> SQLiteConnection {
    let migrator = try migrator()
    let connection = try openAtRest()
    try requireUpToDate(connection, migrator)
    return connection
  }

  func openReader() throws -> SQLiteConnection { try open(.reader) }

  /// The same for who answers with it, and not with a sentence.
  func openDeferred() throws(SQLiteOpenError) -> SQLiteConnection { try SQLiteConnection.open(path, mode: .reader) }

  /// For a file that nobody writes to: nothing comes to stand beside it.
  func openAtRest() throws -> SQLiteConnection {
    var options = SQLiteConnection.Options()
    options.standsStill = true
    return try open(.reader, options)
  }

  /// Whether what is there can be served at all, before a lock or a log is made beside it: another program's database
  /// is to be left as it was found.
  private func look(_ migrator: Migrator) throws {
    // What was cut off in the middle of a transaction only a writer can put right.
    guard (Files.size(of: path) ?? 0) > 0, !Files.exists(path + "-journal") else { return }
    let connection = try openAtRest()
    defer { connection.close() }
    _ = try missing(connection, migrator)
  }

  /// Brings the schema up to date.
  /// - Returns: the names of the migrations that were applied.
  func migrate() throws -> [String] {
    let migrator = try migrator()
    try look(migrator)
    let lock = try lock()
    defer { lock.release() }
    return try migrate(open(.writer), migrator)
  }

  @discardableResult
  private func migrate(_ connection: SQLiteConnection, _ migrator: Migrator) throws -> [String] {
    let applied: [String]
    do {
      applied = try migrator.apply(to: connection).map(\.file)
    } catch {
      throw Failure(error)
    }
    // Here and not at the first write: `verify` and `export` may be the next to look, and they only read.
    if !applied.isEmpty { try Beginning.prepare(connection) }
    return applied
  }

  private func missing(_ connection: SQLiteConnection, _ migrator: Migrator) throws -> [Migration] {
    do {
      return try migrator.missing(on: connection)
    } catch {
      throw Failure(error)
    }
  }

  private func migrator() throws -> Migrator {
    do {
      return try Migrator(folder: "\(configuration.migrations)/\(SQLiteConnection.engine)")
    } catch {
      throw Failure(error)
    }
  }

  /// The right to be the only one that serves or replaces this database.
  func lock() throws -> DatabaseLock {
    try Files.makeFolder(of: path)
    do {
      return try DatabaseLock(of: path)
    } catch {
      throw Failure(error)
    }
  }

  private func open(
    _ mode: SQLiteConnection.Mode, _ options: SQLiteConnection.Options = SQLiteConnection.Options()
  ) throws -> SQLiteConnection {
    if mode == .writer, !options.mustExist { try Files.makeFolder(of: path) }
    do {
      return try SQLiteConnection.open(path, mode: mode, options: options)
    } catch {
      throw Failure(error)
    }
  }
}

extension SQLiteConnection {
  /// The folder under `migraties` with this engine's schema.
  fileprivate static let engine = "sqlite"
}
