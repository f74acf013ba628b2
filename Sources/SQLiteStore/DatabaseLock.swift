import Glibc

/// The right to be the one server on a database. Whoever holds it may keep answers, versions and schema in memory.
///
/// | who | what it takes |
/// |---|---|
/// | `serve`, `migrate`, `restore` | this lock, for as long as they run: a second one is refused at once |
/// | `import`, `token`, `redact` | nothing for long: each write transaction waits its turn at the write gate |
/// | `backup`, `verify`, `export` | nothing: they read a snapshot |
///
/// Commands of the second row may write while a server runs; it sees that by `SQLiteConnection.dataVersion`.
/// Released by `release`, by `deinit`, and by the kernel when the process is killed.
public final class DatabaseLock: Sendable {
  private let file: LockFile

  /// - Parameter path: of the database, which need not exist yet; its folder must.
  public init(of path: String) throws(DatabaseLockError) {
    let place = DatabasePath(path)
    do {
      file = try LockFile(besideDatabase: place.canonical)
      guard try file.take(.own) else { throw DatabaseLockError.held(path: path, process: file.process) }
    } catch let failure as POSIXFailure {
      throw .unavailable(path: place.canonical + ".lock", reason: failure.code)
    } catch let held as DatabaseLockError {
      throw held
    } catch {
      throw .unavailable(path: place.canonical + ".lock", reason: EIO)
    }
    file.process = getpid()
  }

  /// Whether the file of the lock is there, taken or not: who has ever written to the database left it.
  public static func stands(beside path: String) -> Bool {
    access(DatabasePath(path).canonical + ".lock", F_OK) == 0
  }

  public func release() {
    file.process = nil
    file.giveBack(.own)
  }
}

public enum DatabaseLockError: Error, Sendable, Equatable {
  /// Another server, migration or restore works on this database; its process number when it could be read.
  case held(path: String, process: Int32?)
  /// The lock file cannot be made or locked; `reason` is an errno.
  case unavailable(path: String, reason: Int32)
}
