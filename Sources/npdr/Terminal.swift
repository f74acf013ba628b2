import Glibc

/// What is said to the person at the terminal beside a command's answer.
enum Terminal {
  /// Whether standard error is a screen, which can show progress.
  static var isScreen: Bool { isatty(STDERR_FILENO) == 1 }

  /// A line on standard error.
  static func note(_ line: String) { write(line + "\n") }

  /// Text on standard error, as it is.
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}

/// Rows of text in columns that line up.
struct Table {
  private var rows: [[String]]

  init(_ titles: [String]) { rows = [titles] }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
