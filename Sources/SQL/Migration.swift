import Bytes
import FoundationEssentials
import Glibc

/// One step of the schema: the file `0003_zoeken.sql`.
public struct Migration: Sendable, Equatable {
  /// From 1, without gaps.
  public var number: Int
  /// `zoeken`
  public var name: String
  public var text: String
  /// SHA-256 of the file's bytes, in hexadecimal.
  public var checksum: String

  public var file: String { String(repeating: "0", count: 4 - String(number).count) + "\(number)_\(name).sql" }
}

extension Migration {
  /// Reads every `*.sql` of `folder`, in order of number. Other files are left alone.
  static func all(in folder: String) throws(MigrationError) -> [Migration] {
    var found: [Migration] = []
    for file in try names(in: folder).sorted() where file.lowercased().hasSuffix(".sql") && !file.hasPrefix(".") {
      found.append(try read(file, in: folder))
    }
    guard !found.isEmpty else { throw .noMigrations(folder: folder) }
    for (index, migration) in found.enumerated() where migration.number != index + 1 {
      let same = found.filter { $0.number == migration.number }
      if same.count > 1 { throw .duplicate(number: migration.number, files: same.map(\.file)) }
      throw .gap(number: index + 1)
    }
    return found
  }

  /// By the system's own call: it says in a few words why not.
  private static func names(in folder: String) throws(MigrationError) -> [String] {
    guard let stream = opendir(folder) else {
      throw .folderUnreadable(folder: folder, reason: String(cString: strerror(errno)))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  private static func read(_ file: String, in folder: String) throws(MigrationError) -> Migration {
    let digits = file.prefix(4)
    let name = file.dropFirst(5).dropLast(4)
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(digits),
      number > 0, file.dropFirst(4).first == "_", file.hasSuffix(".sql"), !name.isEmpty,
      name.utf8.allSatisfy({ isNameByte($0) })
    else { throw .misnamed(file: file) }
    // By path: the first URL of a process costs a start the time of reading a hundred files.
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
      throw .fileUnreadable(file: file, reason: String(cString: strerror(errno)))
    }
    // A NUL would end the script for the engine, not for the reader.
    guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
      throw .notText(file: file)
    }
    let digest = bytes.withUnsafeBytes { SHA256.digest(of: $0) }
    return Migration(number: number, name: String(name), text: text, checksum: Hex.encode(digest))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
