/// Text as it is compared with aliases: `Antizwart  Racisme` and `antizwart racisme` are one.
public enum TextFolding {
  /// Lower case, accents off, white space in single spaces and none at the ends, typographic apostrophes and hyphens
  /// as on the keyboard. Letters of other scripts stay, in lower case. Folding twice changes nothing more.
  public static func folded(_ text: some StringProtocol) -> String {
    var folded = String.UnicodeScalarView()
    var space = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        space = !folded.isEmpty
        continue
      }
      if LatinFolding.isSilent(scalar) { continue }
      if space { folded.append(" ") }
      space = false
      append(scalar, to: &folded)
    }
    return String(folded)
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView) {
    switch scalar.value {
    case 0x41...0x5A: folded.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
    case 0...0x7F: folded.append(scalar)
    case 0x2018, 0x2019, 0x2BC: folded.append("'")
    case 0x2010...0x2015, 0x2212: folded.append("-")
    default:
      // Lower case first: it may end in an accent of its own, or be a Latin letter where the capital was a symbol.
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !LatinFolding.isSilent(lower) {
        if let letters = LatinFolding.ascii(lower) {
          folded.append(contentsOf: letters.unicodeScalars)
        } else {
          folded.append(lower)
        }
      }
    }
  }
}
