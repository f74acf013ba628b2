import Foundation
import SQL
import SQLiteStore

/// A folder for one test, gone when the test is.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("npdr-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var database: String { path + "/register.sqlite" }

  func writer(_ change: (inout SQLiteConnection.Options) -> Void = { _ in }) throws -> SQLiteConnection {
    var options = SQLiteConnection.Options()
    change(&options)
    return try SQLiteConnection.open(database, mode: .writer, options: options)
  }

  func reader() throws -> SQLiteConnection { try SQLiteConnection.open(database, mode: .reader) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

extension SQLConnection {
  /// Every row, every column, copied.
  func rows(_ text: String, _ arguments: [SQLValue] = [], columns: Int = 1) throws -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try query(SQLStatement(text), arguments) { row in
      rows.append((0..<columns).map { row.value($0) })
      return .next
    }
    return rows
  }

  func number(_ text: String, _ arguments: [SQLValue] = []) throws -> Int64? {
    guard case .integer(let number)? = try rows(text, arguments).first?.first else { return nil }
    return number
  }

  @discardableResult
  func run(_ text: String, _ arguments: [SQLValue] = []) throws(SQLError) -> Int {
    try run(SQLStatement(text), arguments)
  }
}

/// The error that `body` throws, nil when it throws none of this type.
func failure<E: Error, R>(_ type: E.Type = E.self, of body: () throws -> R) -> E? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? E
  }
}
