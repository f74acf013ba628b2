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

  /// The same file for an engine that is told that nobody writes it: no lock, no log, nothing beside it.
  /// Source: sqlite.org/uri.html, `immutable`.
  var unchanging: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~".utf8)
    let digits = Array("0123456789ABCDEF")
    var uri = "file:"
    for byte in canonical.utf8 {
      if plain.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return uri + "?immutable=1"
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
