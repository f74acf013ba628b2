import CLinux
import Glibc

/// The person's own editor on a file of ours.
enum Editor {
  /// Whether there is somebody to edit.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Opens `$VISUAL`, else `$EDITOR`, else `vi`, and waits until it is closed.
  static func edit(_ path: String, _ environment: [String: String]) throws {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
    let editor = named ?? "vi"
    // As git does: the variable may hold arguments, so the shell reads it; the path is never part of the command.
    let arguments = ["/bin/sh", "-c", "\(editor) \"$1\"", editor, path]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child = pid_t()
    let code = posix_spawn(&child, "/bin/sh", nil, nil, &pointers, environ)
    guard code == 0 else { throw ClientFailure(.broken, "De editor start niet: \(String(cString: strerror(code))).") }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, npdr_errno() == EINTR {}
    guard status == 0 else {
      throw ClientFailure(.broken, "De editor `\(editor)` ging niet goed. Kies een andere met EDITOR.")
    }
  }

  /// Asks a question that is answered with enter for yes.
  static func agrees(_ question: String) -> Bool {
    Terminal.write("\(question) [J/n] ")
    guard let answer = readLine() else { return false }
    return answer.isEmpty || answer.lowercased().hasPrefix("j")
  }
}
