import CSQLite
import Glibc
public import SQL

/// Why there is no copy. What was there before is still there.
public enum BackupError: Error, Sendable, Equatable {
  /// A backup never writes over anything.
  case exists(path: String)
  /// `reason` is an errno.
  case unwritable(path: String, reason: Int32)
  case engine(SQLError)
}

extension SQLiteConnection {
  /// Copies the database as it is at this moment to a new file, while others read and write.
  ///
  /// The copy is made beside its place as `<path>.deel` and takes its name when all of it is on the disk, so that a
  /// file of that name is always whole. While it runs the log cannot be emptied and so grows; use a reader.
  /// - Parameter progress: called after each step with the pages copied and the pages in all.
  public func backup(
    to path: String, pagesPerStep: Int = 1024, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(BackupError) {
    let place = DatabasePath(path).canonical
    if access(place, F_OK) == 0 { throw .exists(path: path) }
    let part = place + ".deel"
    unlink(part)
    // Made here for its rights: drafts and tokens are in it.
    let made = Glibc.open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard made >= 0 else { throw .unwritable(path: path, reason: errno) }
    Glibc.close(made)
    do {
      // One snapshot, or each commit of another connection would start the copy again from the first page.
      try snapshot {
        _ = try Checks.lines("SELECT count(*) FROM sqlite_schema", on: usable(nil)) { $0.integer(0) }
        try copy(to: part, pagesPerStep, progress)
      }
      try Self.settle(part, as: place, path)
    } catch {
      unlink(part)
      switch error {
      case let error as BackupError: throw error
      case let error as SQLError: throw .engine(error)
      default: throw .unwritable(path: path, reason: EIO)
      }
    }
  }

  private func copy(to part: String, _ pagesPerStep: Int, _ progress: (Int, Int) -> Void) throws(SQLError) {
    let source = try usable(nil)
    var target: OpaquePointer?
    defer { sqlite3_close(target) }
    guard sqlite3_open_v2(part, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK,
      let backup = sqlite3_backup_init(target, "main", source, "main")
    else { throw SQLiteFailure.last(of: target) }
    var code: Int32
    repeat {
      code = sqlite3_backup_step(backup, Int32(pagesPerStep))
      let all = Int(sqlite3_backup_pagecount(backup))
      progress(all - Int(sqlite3_backup_remaining(backup)), all)
    } while code == SQLITE_OK
    sqlite3_backup_finish(backup)
    // `finish` leaves the error with the target.
    guard code == SQLITE_DONE else { throw SQLiteFailure.last(of: target) }
  }

  /// The engine has synced the file; the folder's entry follows.
  private static func settle(_ part: String, as place: String, _ path: String) throws(BackupError) {
    // `link` and not `rename`: it fails when someone made a file of that name meanwhile.
    guard link(part, place) == 0 else {
      throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path, reason: errno)
    }
    unlink(part)
    let folder = Glibc.open(DatabasePath(place).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .unwritable(path: path, reason: errno) }
    defer { Glibc.close(folder) }
    guard fsync(folder) == 0 else { throw .unwritable(path: path, reason: errno) }
  }
}
