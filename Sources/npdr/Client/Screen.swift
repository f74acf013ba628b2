import Bytes
import CLinux
import Glibc

/// Standard output of a command: a screen with a width, or a pipe.
enum Screen {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal; `COLUMNS` goes before what it says itself.
  static func width(_ environment: [String: String]) -> Int {
    if let set = environment["COLUMNS"].flatMap({ Int($0) }), set > 0 { return max(set, 20) }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return max(Int(size.ws_col), 20)
  }

  /// Writes all of it. A reader that has seen enough (`| head`) ends the program in silence, as it ends any other.
  static func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let count = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
          continue
        }
        if npdr_errno() == EINTR { continue }
        if npdr_errno() == EPIPE { _exit(0) }
        throw Failure("Uitvoer kan niet worden geschreven: \(String(cString: strerror(npdr_errno()))).")
      }
    }
  }

  static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// Lines no longer than a width, broken between words.
enum Wrapping {
  static func lines(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > width {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
      }
      return lines + [line]
    }
  }
}
