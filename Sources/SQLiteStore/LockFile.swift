import CSQLite
import Glibc

/// `<database>.lock`: an empty file (but for a process number) whose bytes stand for rights.
///
/// The locks belong to the open file (`F_OFD_SETLK`), so they also hold between two threads or two parts of one
/// process, and the kernel gives them back when the process ends, however it ends. They are not on the database
/// itself: closing any descriptor of that file would take SQLite's own locks with it, which belong to the process.
/// For the same reason nothing in this program opens the database other than through SQLite.
final class LockFile: @unchecked Sendable {
  enum Right: Int {
    /// To be the one server, migration or restore of this database.
    case own = 0
    /// To write a transaction or a checkpoint.
    case write = 1
  }

  let path: String
  private let descriptor: Int32

  /// - Throws: an errno.
  init(besideDatabase path: String) throws(POSIXFailure) {
    self.path = path + ".lock"
    descriptor = open(self.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw POSIXFailure(code: errno) }
  }

  deinit { close(descriptor) }

  /// False when another open file holds it.
  /// - Throws: ENOLCK or EINVAL on a file system without locks.
  func take(_ right: Right) throws(POSIXFailure) -> Bool {
    while npdr_lock_byte(descriptor, Int16(F_WRLCK), right.rawValue) != 0 {
      switch errno {
      case EINTR: continue
      case EAGAIN, EACCES: return false
      default: throw POSIXFailure(code: errno)
      }
    }
    return true
  }

  func giveBack(_ right: Right) { _ = npdr_lock_byte(descriptor, Int16(F_UNLCK), right.rawValue) }

  /// The number the holder of `.own` wrote, for a message only.
  var process: Int32? {
    get {
      var digits = [UInt8](repeating: 0, count: 16)
      let count = pread(descriptor, &digits, digits.count, 0)
      return count > 0 ? Int32(String(decoding: digits[..<count].prefix { $0 != 10 }, as: UTF8.self)) : nil
    }
    set {
      let line = Array((newValue.map { "\($0)\n" } ?? "").utf8)
      _ = ftruncate(descriptor, 0)
      _ = pwrite(descriptor, line, line.count, 0)
    }
  }
}

/// An errno.
struct POSIXFailure: Error, Equatable {
  var code: Int32
}
