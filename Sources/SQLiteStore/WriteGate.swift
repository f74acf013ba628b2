import CSQLite
import Glibc
import SQL

/// The right of one connection at a time, over all processes, to write or to checkpoint.
///
/// Costs two system calls a transaction, where a durable commit costs a disk write.
final class WriteGate {
  private let file: LockFile
  private let patience: Int

  /// - Parameter patience: in milliseconds.
  init(_ file: LockFile, patience: Int) {
    self.file = file
    self.patience = patience
  }

  /// - Throws: `.busy` when others held it all the time.
  func enter() throws(SQLError) {
    do {
      if try file.take(.write) { return }
      let end = ContinuousClock.now + .milliseconds(patience)
      // Asked again and again, since the system's own waiting knows no deadline; a transaction takes milliseconds.
      while ContinuousClock.now < end {
        usleep(250)
        if try file.take(.write) { return }
      }
    } catch {
      throw SQLError(
        kind: .cannotOpen, code: SQLITE_IOERR, extendedCode: SQLITE_IOERR | 15 << 8,
        message: "\(file.path): \(String(cString: strerror(error.code)))")
    }
    throw SQLiteFailure.writeGateHeld
  }

  func leave() { file.giveBack(.write) }
}
