/// What a letter with an accent is without it, in lower case.
enum LatinFolding {
  /// The ASCII letters that stand for `scalar`; nil when it is no Latin letter, or one without such a reading.
  static func ascii(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xC0...0x24F: named(fromC0[Int(scalar.value) - 0xC0])
    case 0x1E00...0x1EFF: named(from1E00[Int(scalar.value) - 0x1E00])
    case 0xFB00: "ff"
    case 0xFB01: "fi"
    case 0xFB02: "fl"
    default: nil
    }
  }

  /// Accents that stand behind their letter, and characters that only tell where a line may break.
  static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: true
    default: false
    }
  }

  private static func named(_ letters: Substring) -> String? { letters == "." ? nil : String(letters) }

  /// U+00C0 to U+024F, in the order of Unicode; a dot has no reading.
  private static let fromC0 = """
    a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss
    a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th y
    a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g
    g g g g h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l
    l l l n n n n n n n ng ng o o o o o o oe oe r r r r r r s s s s s s
    s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s
    b b b b . . o c c d d d d . e e e f f g . hv i i k k l . m n n o
    o o oi oi p p r . . . . t t t t u u u v y y z z . . . . . . . . .
    . . . . dz dz dz lj lj lj nj nj nj a a i i o o u u u u u u u u u u e a a
    a a ae ae g g g g k k o o o o . . j dz dz dz g g hv . n n a a ae ae o o
    a a a a e e e e i i i i o o o o r r r r u u u u s s t t . . h h
    n d ou ou z z a a e e o o o o o o o o y y l n t j db qp a c c l t s
    z . . b u . e e j j q q r r y y
    """.split(whereSeparator: \.isWhitespace)

  /// U+1E00 to U+1EFF: among them all of Vietnamese.
  private static let from1E00 = """
    a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f
    g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m
    m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r
    s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v
    w w w w w w w w w w x x x x y y z z z z z z h t w y a s s s ss d
    a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e
    e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o
    o o o o u u u u u u u u u u u u u u y y y y y y y y ll ll v v y y
    """.split(whereSeparator: \.isWhitespace)
}
