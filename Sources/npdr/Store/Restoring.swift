import Bytes
import CLinux
import Glibc
import Register
import SQLiteStore

/// A restore under way: the backup is staged beside the register, looked at there, and only then takes its place.
final class Restoring {
  private let place: String
  private let stage: String
  private let database: Database
  private let lock: DatabaseLock

  /// Stages a copy of `file`; nobody else may serve or migrate the register from now on.
  ///
  /// - Throws: `Failure` when a server runs, the file is no register, or there is no room.
  init(_ configuration: Configuration, from file: String) throws {
    place = configuration.database
    stage = place + ".herstel"
    var staged = configuration
    staged.database = stage
    database = Database(staged)
    lock = try Database(configuration).lock()
    removeStage()
    do {
      var source = configuration
      source.database = file
      let backup = try Database(source).openAtRest()
      defer { backup.close() }
      do { try backup.backup(to: stage) } catch { throw Failure(error) }
      _ = try database.migrate()
    } catch {
      removeStage()
      throw error
    }
  }

  /// - Returns: the number of faults, each told to `report`.
  func verify(_ report: @escaping (String) -> Void) throws -> Int {
    let connection = try database.openReader()
    defer { connection.close() }
    return try Verify.verify(connection, report).faults
  }

  /// Puts the staged copy in the register's place.
  ///
  /// - Returns: the name by which the file that stood there is kept; nil when there was none.
  func finish() throws -> String? {
    // The copy's own log and index first: they would be taken for those of the file it replaces.
    try settle()
    let kept = Files.exists(place) ? try setAside() : nil
    guard rename(stage, place) == 0 else { throw failure("cannot take its place") }
    try Files.syncFolder(of: place)
    return kept
  }

  /// Takes the staged copy away, if it is still there.
  func abandon() {
    removeStage()
    lock.release()
  }

  /// Makes the copy a register of its own: what clients remember of the one it replaces is not taken for its own.
  private func settle() throws {
    // The writer that closes moves its log into the database.
    let copy = try database.openExisting()
    try ChangeNumbers.renewOrigin(copy)
    copy.close()
    for ending in ["-wal", "-shm"] { unlink(stage + ending) }
  }

  /// Gives the old file another name beside its own, so that at every moment one of the two is the register.
  private func setAside() throws -> String {
    let moment = Timestamp.now.description.filter { $0.isNumber || $0 == "T" }
    let kept = "\(place).voor-herstel-\(moment)"
    // Its log is moved into it; when it is too damaged for that, the log is kept as it is, beside it.
    (try? SQLiteConnection.open(place, mode: .writer))?.close()
    guard link(place, kept) == 0 else { throw failure("the old file cannot be kept") }
    if Files.exists(place + "-wal"), rename(place + "-wal", kept + "-wal") != 0 {
      unlink(kept)
      throw failure("the log of the old file cannot be kept")
    }
    unlink(place + "-shm")
    return kept
  }

  private func removeStage() {
    for ending in ["", "-wal", "-shm", ".lock", ".deel"] { unlink(stage + ending) }
  }

  private func failure(_ what: String) -> Failure {
    Failure("\(place): \(what): \(String(cString: strerror(npdr_errno()))). Nothing has been restored.")
  }
}
