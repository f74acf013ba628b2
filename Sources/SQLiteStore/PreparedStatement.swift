import CSQLite
import SQL

/// One compiled statement of one connection.
final class PreparedStatement {
  let handle: OpaquePointer
  let text: String
  let parameters: Int
  let isReadOnly: Bool
  /// Between check-out and check-in; a query in the row callback of the same text needs another one.
  var isInUse = false
  var lastUse: UInt64 = 0

  /// - Throws: a syntax error, an unknown table; also more than one statement, or parameters not used first in the
  ///   order `$1`, `$2` ..., which the engine would number differently than they read.
  init(_ text: String, in database: OpaquePointer, keep: Bool) throws(SQLError) {
    var handle: OpaquePointer?
    var hasMore = false
    var copy = text
    let flags = keep ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          database, characters.baseAddress, Int32(characters.count), flags, &handle, &tail)
        hasMore = tail.map { Self.isStatement($0, until: characters.baseAddress! + characters.count) } ?? false
        return code
      }
    }
    guard code == SQLITE_OK else { throw SQLiteFailure.last(of: database, statement: text) }
    guard let handle else { throw SQLiteFailure.misuse("no statement", statement: text) }
    self.handle = handle
    self.text = text
    parameters = Int(sqlite3_bind_parameter_count(handle))
    isReadOnly = sqlite3_stmt_readonly(handle) != 0
    if hasMore { throw SQLiteFailure.misuse("more than one statement", statement: text) }
    for number in 1...max(parameters, 1) where number <= parameters {
      guard let name = sqlite3_bind_parameter_name(handle, Int32(number)), String(cString: name) == "$\(number)" else {
        throw SQLiteFailure.misuse("parameter \(number) is not $\(number)", statement: text)
      }
    }
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ arguments: [SQLValue], in database: OpaquePointer) throws(SQLError) {
    guard arguments.count == parameters else {
      throw SQLiteFailure.misuse("\(arguments.count) arguments for \(parameters) parameters", statement: text)
    }
    var number: Int32 = 0
    for argument in arguments {
      number += 1
      let code =
        switch argument {
        case .null: sqlite3_bind_null(handle, number)
        case .integer(let value): sqlite3_bind_int64(handle, number, value)
        case .text(let value): Self.bind(value, to: handle, number)
        case .blob(let value): Self.bind(value, to: handle, number)
        }
      guard code == SQLITE_OK else { throw SQLiteFailure.last(of: database, statement: text) }
    }
  }

  /// Ready for the next use; keeps no value alive.
  func clear() {
    // Its result repeats the error of the last step, which has been told.
    sqlite3_reset(handle)
    if parameters > 0 { sqlite3_clear_bindings(handle) }
  }

  private static func bind(_ text: String, to handle: OpaquePointer, _ number: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      // An empty string may have no address, and no address would bind NULL.
      guard let start = bytes.baseAddress else { return npdr_sqlite_bind_text(handle, number, "", 0) }
      return npdr_sqlite_bind_text(handle, number, start, UInt64(bytes.count))
    }
  }

  private static func bind(_ blob: [UInt8], to handle: OpaquePointer, _ number: Int32) -> Int32 {
    blob.isEmpty
      ? sqlite3_bind_zeroblob(handle, number, 0)
      : blob.withUnsafeBytes { npdr_sqlite_bind_blob(handle, number, $0.baseAddress, UInt64($0.count)) }
  }

  /// Whether anything but spaces and semicolons follows.
  private static func isStatement(_ start: UnsafePointer<CChar>, until end: UnsafePointer<CChar>) -> Bool {
    UnsafeBufferPointer(start: start, count: end - start).contains {
      ![UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: ";")].contains(UInt8(bitPattern: $0))
    }
  }
}
