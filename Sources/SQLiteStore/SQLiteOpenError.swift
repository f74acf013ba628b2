public import SQL

/// Why a database could not be opened. Nothing was changed.
public enum SQLiteOpenError: Error, Sendable, Equatable {
  case missing(path: String)
  case folderMissing(path: String)
  /// A folder, a device or a socket.
  case notAFile(path: String)
  /// `reason` is an errno: EACCES, EIO ...
  case unreadable(path: String, reason: Int32)
  /// The file, or its folder: the log and the lock stand beside it.
  case unwritable(path: String, reason: Int32)
  /// Bytes that no SQLite wrote, or an encrypted database.
  case notADatabase(path: String)
  /// A database with a broken page; `findings` as the engine lists them.
  case damaged(path: String, findings: [String])
  /// Another process keeps the file to itself.
  case busy(path: String)
  case engineTooOld(found: String, needed: String)
  /// The library was built without it.
  case engineLacks(String)
  case engine(path: String, SQLError)
}
