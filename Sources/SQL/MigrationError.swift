/// Why the schema could not be brought up to date. Nothing of what was missing has been applied.
public enum MigrationError: Error, Sendable, Equatable {
  /// The folder is missing or may not be read; `reason` as the system says it.
  case folderUnreadable(folder: String, reason: String)
  case fileUnreadable(file: String, reason: String)
  /// A folder without one migration: the wrong folder.
  case noMigrations(folder: String)
  /// Not `NNNN_name.sql` with a name of `a-z`, `0-9` and `_`.
  case misnamed(file: String)
  case notText(file: String)
  case duplicate(number: Int, files: [String])
  /// `number` is missing while a later one is there.
  case gap(number: Int)
  /// The file is not the one this database was made with. What has landed is never edited: a new one corrects it.
  case edited(file: String)
  /// The database knows a migration that this program does not bring: it was made by a later version.
  case newerDatabase(number: Int, name: String)
  /// The database has tables but was never migrated: it belongs to another program.
  case notOurs(tables: [String])
  /// The engine refuses a statement of the file.
  case failed(file: String, SQLError)
  /// The record of what was applied cannot be read or written.
  case store(SQLError)
}
