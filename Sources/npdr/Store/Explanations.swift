import Bytes
import Glibc
import SQL
import SQLiteStore
import Server

/// One sentence for each reason why a command cannot begin, for the person who typed it.
extension Failure {
  init(_ error: SQLiteOpenError) {
    let sentence =
      switch error {
      case .missing(let path):
        "There is no database at \(path). `npdr import data/` makes one with the programme in it."
      case .folderMissing(let path): "There is no folder \(path) for the database."
      case .notAFile(let path): "\(path) is not a file, so it cannot be the database."
      case .unreadable(let path, let reason): "The database \(path) cannot be read: \(Self.system(reason))."
      case .unwritable(let path, let reason):
        "\(path) cannot be written: \(Self.system(reason)). The database, its log and its lock stand there."
      case .notADatabase(let path): "\(path) is not an SQLite database. It has been left as it is."
      case .damaged(let path, let findings):
        """
        The database \(path) is damaged (\(findings.first ?? "no detail")). It has been left as it is: restore a backup.
        """
      case .busy(let path): "Another program keeps the database \(path) to itself."
      case .engineTooOld(let found, let needed): "SQLite \(found) is too old: this program needs \(needed) or later."
      case .engineLacks(let part): "This SQLite was built without \(part)."
      case .engine(let path, let error):
        "The database \(path) cannot be opened: \(error.message) (\(error.extendedCode))."
      }
    self.init(sentence)
  }

  init(_ error: DatabaseLockError) {
    let sentence =
      switch error {
      case .held(let path, let process?): "Process \(process) already serves or changes the database \(path)."
      case .held(let path, nil): "Another process already serves or changes the database \(path)."
      case .unavailable(let path, let reason): "The lock \(path) cannot be taken: \(Self.system(reason))."
      }
    self.init(sentence)
  }

  init(_ error: MigrationError) {
    let sentence =
      switch error {
      case .folderUnreadable(let folder, let reason):
        """
        The folder \(folder) with the schema's migrations cannot be read: \(reason). Start in the folder of the \
        project, or name it with `--set migraties=...`.
        """
      case .fileUnreadable(let file, let reason): "The migration \(file) cannot be read: \(reason)."
      case .noMigrations(let folder): "There are no migrations in \(folder)."
      case .misnamed(let file): "\(file) does not have the name of a migration (0001_name.sql)."
      case .notText(let file): "The migration \(file) is not text."
      case .duplicate(let number, let files): "Migration \(number) is there twice: \(files.joined(separator: ", "))."
      case .gap(let number): "Migration \(number) is missing."
      case .edited(let file): "The migration \(file) is not the one this database was made with."
      case .newerDatabase(let number, let name):
        """
        The database has a newer schema than this program knows (migration \(number), \(name)): use the program that \
        goes with it.
        """
      case .notOurs(let tables):
        "The database belongs to another program: it has tables (\(tables.prefix(3).joined(separator: ", "))) and no migrations."
      case .failed(let file, let error): "The migration \(file) fails: \(error)"
      case .store(let error): "The schema cannot be brought up to date: \(error)"
      }
    self.init(sentence)
  }

  init(_ error: BackupError) {
    let sentence =
      switch error {
      case .exists(let path): "\(path) is there already: a backup never takes the place of another file."
      case .unwritable(let path, let reason): "\(path) cannot be written: \(Self.system(reason))."
      case .engine(let error): "The copy cannot be made: \(error)"
      }
    self.init(sentence)
  }

  init(_ error: OwnThread.Failure) { self.init("There is no thread left: \(Self.system(error.code)).") }

  init(_ error: ServerError) { self.init("Cannot listen: \(error.description).") }

  private static func system(_ code: Int32) -> String { String(cString: strerror(code)) }
}
