import Glibc

/// Where a database is, whatever it was called: two names of one file must meet at one lock.
struct DatabasePath {
  /// Absolute when the folder exists, links followed; never something the engine reads as a URI or as `:memory:`.
  let canonical: String
  let folder: String

  init(_ path: String) {
    if let real = Self.real(path) {
      canonical = real
      folder = Self.folder(of: real)
      return
    }
    let given = Self.folder(of: path)
    folder = Self.real(given) ?? given
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    canonical = (folder.hasSuffix("/") ? folder : folder + "/") + name
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
