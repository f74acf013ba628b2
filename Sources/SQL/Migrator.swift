import Bytes

/// Brings a database to the schema that a folder describes: files `NNNN_name.sql`, from 0001, without gaps.
///
/// What was applied is recorded in the table `migratie`, and compared with the files at every start.
public struct Migrator: Sendable {
  public let migrations: [Migration]

  /// - Parameter folder: such as `migrations/sqlite`.
  public init(folder: String) throws(MigrationError) { migrations = try Migration.all(in: folder) }

  /// Applies what is missing, in order, all in one transaction.
  ///
  /// When nothing is missing it only reads, so that it can be called at every start, also beside a running server.
  /// - Returns: what it applied.
  @discardableResult
  public func apply(to connection: any SQLConnection) throws(MigrationError) -> [Migration] {
    do {
      if try connection.snapshot({ try missing(in: connection) }).isEmpty { return [] }
      return try connection.transaction {
        // Again, now that nobody else can write: another process may have been first.
        let missing = try missing(in: connection)
        if missing.isEmpty { return [] }
        try connection.run(Self.create, [])
        for migration in missing { try apply(migration, to: connection) }
        return missing
      }
    } catch {
      throw Self.typed(error)
    }
  }

  /// What `apply` would apply; only reads.
  public func missing(on connection: any SQLConnection) throws(MigrationError) -> [Migration] {
    do { return try connection.snapshot { try missing(in: connection) } } catch { throw Self.typed(error) }
  }

  private static let create = SQLStatement(
    """
    CREATE TABLE IF NOT EXISTS migratie (
      nummer INTEGER PRIMARY KEY,
      naam TEXT NOT NULL,
      controlegetal TEXT NOT NULL,
      toegepast_op TEXT NOT NULL
    )
    """)

  private static let record = SQLStatement(
    "INSERT INTO migratie (nummer, naam, controlegetal, toegepast_op) VALUES ($1, $2, $3, $4)")

  private func apply(_ migration: Migration, to connection: any SQLConnection) throws {
    do { try connection.executeScript(migration.text) } catch {
      throw MigrationError.failed(file: migration.file, error)
    }
    let now = Timestamp.now.description
    try connection.run(
      Self.record,
      [SQLValue(migration.number), .text(migration.name), .text(migration.checksum), .text(now)])
  }

  private static let applied = SQLStatement("SELECT nummer, naam, controlegetal FROM migratie ORDER BY nummer")

  /// The files the database has not seen, after comparing those it has.
  private func missing(in connection: any SQLConnection) throws -> [Migration] {
    var tables: [String] = []
    try connection.query(connection.dialect.tables, []) { row in
      tables.append(row.text(0))
      return .next
    }
    guard tables.contains("migratie") else {
      guard tables.isEmpty else { throw MigrationError.notOurs(tables: tables) }
      return migrations
    }
    var seen = 0
    try connection.query(Self.applied, []) { row in
      let number = Int(row.integer(0))
      guard number <= migrations.count else {
        throw MigrationError.newerDatabase(number: number, name: row.text(1))
      }
      seen += 1
      guard number == seen else { throw MigrationError.gap(number: seen) }
      let migration = migrations[number - 1]
      guard row.text(1) == migration.name, row.text(2) == migration.checksum else {
        throw MigrationError.edited(file: migration.file)
      }
      return .next
    }
    return Array(migrations[seen...])
  }

  private static func typed(_ error: any Error) -> MigrationError {
    switch error {
    case let error as MigrationError: error
    case let error as SQLError: .store(error)
    default: .store(SQLError(kind: .other, code: 0, extendedCode: 0, message: "\(error)"))
    }
  }
}
