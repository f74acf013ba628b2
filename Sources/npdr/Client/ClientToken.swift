import CLinux
import Glibc

/// Where the token of a client comes from: the environment, or a file that nobody else can read. Never a flag, which
/// everyone on the machine can see with `ps`.
enum ClientToken {
  static let variable = "NPDR_TOKEN"

  /// - Parameter path: the file that was named; without one, the usual one when it is there.
  /// - Returns: nil when there is none: what is public needs none.
  static func find(file path: String?, environment: [String: String]) throws -> String? {
    if let token = environment[variable], !token.isEmpty { return try checked(token, from: variable) }
    if let path { return try read(path) }
    guard let usual = usualFile(environment), Files.exists(usual) else { return nil }
    return try read(usual)
  }

  static func usualFile(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return "\(folder)/npdr/token" }
    return environment["HOME"].map { "\($0)/.config/npdr/token" }
  }

  private static func read(_ path: String) throws -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ClientFailure(.forbidden, "Er is geen tokenbestand \(path).")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ClientFailure(.forbidden, "\(path) is geen gewoon bestand.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw ClientFailure(
        .forbidden, "Ook anderen kunnen \(path) lezen. Maak het van u alleen: chmod 600 \(path)")
    }
    return try checked(String(decoding: try Files.read(path), as: UTF8.self), from: path)
  }

  /// Spaces and line ends around it are no part of it.
  private static func checked(_ text: String, from place: String) throws -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, words[0].utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw ClientFailure(.forbidden, "In \(place) hoort precies één token te staan.")
    }
    return String(words[0])
  }
}
