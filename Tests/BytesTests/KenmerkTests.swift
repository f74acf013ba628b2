import Bytes
import Testing

struct KenmerkTests {
  @Test(arguments: ["ab", "a1", "10", "m-via", "gr-2", "a-b-c", "np-2022", String(repeating: "x", count: 80)])
  func `a slug of 2 to 80 bytes is a kenmerk`(text: String) {
    #expect(Kenmerk(text)?.text == text)
    #expect(atEndOfPage(Array(text.utf8)) { Kenmerk(bytes: $0) }?.text == text)
  }

  @Test(arguments: [
    "", "a", "-", "--", "-ab", "ab-", "a--b", "Ab", "a b", "a_b", "é1", "a/b", "ab\n", "a\u{0}", "a.b",
    String(repeating: "x", count: 81), String(repeating: "-", count: 80),
  ])
  func `anything else is none`(text: String) {
    #expect(Kenmerk(text) == nil)
    #expect(atEndOfPage(Array(text.utf8)) { Kenmerk(bytes: $0) } == nil)
  }

  @Test(arguments: [
    ("Aanpak discriminatie & racisme in de café's", "aanpak-discriminatie-racisme-in-de-cafe-s"),
    ("  Wet   gelijke -- behandeling!  ", "wet-gelijke-behandeling"), ("Ĳsselmeer", "ijsselmeer"),
    ("Groß, Ærø, Œuvre, Łódź, Đorđe, Şanlı", "gross-aero-oeuvre-lodz-dorde-sanli"), ("e\u{301}e\u{301}n", "een"),
    ("coo\u{308}rdinator", "coordinator"), ("LHBTIQ+", "lhbtiq"), ("Nguyễn Ái Quốc", "nguyen-ai-quoc"),
    ("€ 1,5 miljoen", "1-5-miljoen"), ("soft\u{AD}hyphen", "softhyphen"), ("ﬁnanciën", "financien"),
    ("Antizwart racisme – Keti Koti’s", "antizwart-racisme-keti-koti-s"), ("12", "12"), ("a/b", "a-b"),
  ])
  func `a title gives the slug a reader would write`(title: String, kenmerk: String) {
    #expect(Kenmerk.make(from: title)?.text == kenmerk)
  }

  @Test(arguments: ["", " ", "-", "a", "é", "!?", "Привет", "平等", "— x —"])
  func `a title with fewer than two Latin letters or digits gives none`(title: String) {
    #expect(Kenmerk.make(from: title) == nil)
  }

  @Test func `a long title ends with a whole word, unless that word is half of it`() {
    let words = String(repeating: "discriminatie ", count: 10)
    #expect(Kenmerk.make(from: words)?.text == "discriminatie-discriminatie-discriminatie-discriminatie-discriminatie")
    let exact = String(repeating: "x", count: 45) + " " + String(repeating: "y", count: 34)
    #expect(Kenmerk.make(from: exact + " z")?.text == exact.replacing(" ", with: "-"))
    let long = "kort " + String(repeating: "y", count: 200)
    #expect(Kenmerk.make(from: long)?.text == "kort-" + String(repeating: "y", count: 75))
    #expect(Kenmerk.make(from: String(repeating: "ß", count: 100))?.text == String(repeating: "s", count: 80))
    let edge = String(repeating: "y", count: 79) + " zzz"
    #expect(Kenmerk.make(from: edge)?.text == String(repeating: "y", count: 79))
  }

  @Test func `every title that gives a kenmerk gives a valid one, and a kenmerk gives itself`() throws {
    var random = FixedRandom(seed: 80)
    var made = 0
    for _ in 0..<5_000 {
      let title = (0..<Int.random(in: 0..<9, using: &random)).map { _ in JSONWriterTests.text(&random) }.joined()
      guard let kenmerk = Kenmerk.make(from: title) else { continue }
      made += 1
      #expect(Kenmerk(kenmerk.text) == kenmerk, "from \(title)")
      #expect(Kenmerk.make(from: kenmerk.text) == kenmerk)
      let number = Int.random(in: 2...100_000, using: &random)
      let numbered = kenmerk.numbered(number)
      #expect(Kenmerk(numbered.text) == numbered)
      #expect(numbered.text.hasSuffix("-\(number)"))
    }
    #expect(made > 1_000)
  }

  @Test func `a number behind a kenmerk shortens it to fit`() throws {
    #expect(try #require(Kenmerk("m-via")).numbered(2).text == "m-via-2")
    let full = try #require(Kenmerk(String(repeating: "x", count: 80)))
    #expect(full.numbered(12).text == String(repeating: "x", count: 77) + "-12")
    let dashed = try #require(Kenmerk(String(repeating: "ab-", count: 26) + "ab"))
    #expect(dashed.numbered(2).text == String(repeating: "ab-", count: 25) + "ab-2")
  }

  @Test func `kenmerken sort by their bytes, a dash before digits before letters`() {
    let sorted = ["a-b", "a1", "ab", "b-1", "b1", "ba", "ba-0"].compactMap { Kenmerk($0) }
    #expect(sorted.shuffled().sorted() == sorted)
  }
}

struct TextFoldingTests {
  @Test(arguments: [
    ("Antizwart Racisme", "antizwart racisme"), ("  Antizwart\u{A0}\n Racisme ", "antizwart racisme"),
    ("COÖRDINATOR", "coordinator"), ("coo\u{308}rdinator", "coordinator"), ("Straße", "strasse"),
    ("Keti Koti’s", "keti koti's"), ("anti‑zwart–racisme", "anti-zwart-racisme"), ("LHBTIQ+", "lhbtiq+"),
    ("ИСЛАМ", "ислам"), ("İstanbul", "istanbul"), ("Σ", "σ"), ("\u{212B}ngström", "angstrom"), ("", ""), (" \t", ""),
    ("\u{301}", ""), ("×÷", "×÷"),
  ])
  func `an alias is found however it is spelled`(text: String, folded: String) {
    #expect(TextFolding.folded(text) == folded)
  }

  @Test func `folding twice changes nothing more`() {
    for value in 0...0x2FFF {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let once = TextFolding.folded("x\(scalar)y")
      #expect(TextFolding.folded(once) == once, "U+\(String(value, radix: 16))")
    }
  }
}
