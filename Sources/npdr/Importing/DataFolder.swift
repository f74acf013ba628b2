import Bytes
import Register

/// The project's own data format: a folder with a file `<collection>.jsonl` for each resource, one row a line.
struct DataFolder {
  /// The rows of every file that belongs to a resource, in the order in which resources need each other.
  private(set) var rows: [RegisterImport.Row] = []
  /// Files that belong to no resource of this program.
  private(set) var skipped: [String] = []
  /// Lines that are no JSON.
  private(set) var faults: [ImportFault] = []

  /// - Parameter path: the folder, or one file of it.
  /// - Throws: `Failure` when it cannot be read, or when nothing in it belongs to a resource.
  init(_ path: String) throws {
    guard Files.exists(path) else { throw Failure("There is no file or folder \(path).") }
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    var files: [String: String] = [:]
    if Files.isFolder(folder) {
      for name in try Files.names(in: folder) where name.hasSuffix(Self.ending) { files[name] = "\(folder)/\(name)" }
    } else {
      files[String(folder.split(separator: "/").last ?? "")] = folder
    }
    for resource in Resource.all {
      if let file = files.removeValue(forKey: resource.collection + Self.ending) { try read(file, resource) }
    }
    skipped = files.keys.sorted()
    if rows.isEmpty, faults.isEmpty {
      let known = Resource.all.map { $0.collection + Self.ending }.joined(separator: ", ")
      throw Failure("There are no rows in \(path). Files that are read: \(known).")
    }
  }

  private static let ending = ".jsonl"

  private mutating func read(_ file: String, _ resource: Resource) throws {
    let bytes = try Files.read(file)
    bytes.withUnsafeBytes { all in
      var start = 0
      var number = 0
      while start < all.count {
        let end = all[start...].firstIndex(of: UInt8(ascii: "\n")) ?? all.count
        number += 1
        take(UnsafeRawBufferPointer(rebasing: all[start..<end]), number, file, resource)
        start = end + 1
      }
    }
  }

  private mutating func take(_ line: UnsafeRawBufferPointer, _ number: Int, _ file: String, _ resource: Resource) {
    if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }) { return }
    do {
      rows.append(RegisterImport.Row(resource: resource, file: file, line: number, body: try JSON.parse(line)))
    } catch {
      faults.append(
        ImportFault(
          file: file, line: number, field: error.pointer.description,
          text: "no JSON: \(error.reason.rawValue) at column \(error.column)"))
    }
  }
}
