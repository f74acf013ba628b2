/// How wide a text is likely to be, and where it breaks, without knowing the font.
///
/// Widths are those of a wide sans-serif, so that a line that fits here fits in the fonts a reader is likely to have.
enum TextMeasure {
  /// In units of the text's size: `width("i", 12)` is about 4.
  static func width(_ text: some StringProtocol, _ size: Double, isBold: Bool = false) -> Double {
    var sum = 0.0
    for scalar in text.unicodeScalars { sum += advance(of: scalar) }
    return sum * size * (isBold ? 1.1 : 1)
  }

  private static func advance(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "l", "j", "'", "|": 0.3
    case "f", "t", "r", "I", " ", ".", ",", ":", ";", "!", "-", "(", ")", "/", "[", "]", "\u{B7}": 0.4
    case "m", "M", "W", "w", "%", "@", "\u{2026}": 0.95
    case "a"..."z", "0"..."9", "\"", "?", "*", "_": 0.63
    case "A"..."Z", "&", "<", ">", "=", "+", "#": 0.78
    // Combining marks stand on what is before them.
    case "\u{300}"..."\u{36F}": 0
    case "\u{A0}"..."\u{24F}": 0.7
    case "\u{370}"..."\u{5FF}", "\u{2000}"..."\u{22FF}": 0.85
    default: 1.1
    }
  }

  /// Lines of at most `width`, broken at spaces, behind a hyphen or slash, and inside a word that is too long by
  /// itself; what is left over after `maximum` lines ends in `…`.
  ///
  /// - Returns: at least one line, which may be empty.
  static func wrap(
    _ text: some StringProtocol, _ size: Double, width: Double, maximum: Int = .max, isBold: Bool = false
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in pieces(text) {
      let candidate = line + word
      if self.width(candidate.trimmingSpaces, size, isBold: isBold) <= width || line.isEmpty && word == " " {
        line = candidate
        continue
      }
      if !line.trimmingSpaces.isEmpty { lines.append(line.trimmingSpaces) }
      line = ""
      var rest = Substring(word)
      while self.width(rest.trimmingSpaces, size, isBold: isBold) > width {
        let count = fitting(rest, size, width, isBold)
        lines.append(String(rest.prefix(count)) + "-")
        rest = rest.dropFirst(count)
        // Beyond what anyone is shown.
        if lines.count > maximum { break }
      }
      line = String(rest)
      if lines.count > maximum { break }
    }
    if !line.trimmingSpaces.isEmpty || lines.isEmpty { lines.append(line.trimmingSpaces) }
    guard lines.count > maximum else { return lines }
    var kept = Array(lines.prefix(maximum))
    var last = Substring(kept[maximum - 1])
    while !last.isEmpty, self.width(last, size, isBold: isBold) + size > width { last = last.dropLast() }
    kept[maximum - 1] = last.trimmingSpaces + "\u{2026}"
    return kept
  }

  /// How many characters fit with a hyphen behind them; at least one, or nothing would ever end.
  private static func fitting(_ text: Substring, _ size: Double, _ width: Double, _ isBold: Bool) -> Int {
    var used = self.width("-", size, isBold: isBold)
    var count = 0
    for character in text {
      used += self.width(String(character), size, isBold: isBold)
      if used > width { break }
      count += 1
    }
    return max(count, 1)
  }

  /// Words, each with the space, hyphen or slash behind it.
  private static func pieces(_ text: some StringProtocol) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      switch character {
      case " ", "\n", "\t", "\r\n", "\r":
        pieces.append(piece + " ")
        piece = ""
      case "-", "/":
        piece.append(character)
        pieces.append(piece)
        piece = ""
      default: piece.append(character)
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}

extension StringProtocol {
  /// Without spaces at its ends.
  fileprivate var trimmingSpaces: String {
    var rest = Substring(self)
    while rest.last == " " { rest.removeLast() }
    while rest.first == " " { rest.removeFirst() }
    return String(rest)
  }
}
