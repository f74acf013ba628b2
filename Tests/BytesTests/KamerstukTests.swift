import Bytes
import Testing

struct KamerstukTests {
  @Test(arguments: [
    ("Kamerstukken II, 2019/20, 30950, nr. 203", "30950-203"), ("30950-203", "30950-203"),
    ("30 950, nr. 242", "30950-242"), ("35925-VII-35", "35925-VII-35"),
    ("Kamerstukken II, 2021/22, 35925-VII-36", "35925-VII-36"), ("36 200 VII, nr. 12", "36200-VII-12"),
    ("362 00 VII, nr. 12", "36200-VII-12"), ("36.200 vii nr 12", "36200-VII-12"),
    ("Kamerstukken I 2021/22, 35 925 VII, A", "35925-VII-A"), ("Kamerstuk 36410-XVI-19", "36410-XVI-19"),
    ("Vergaderjaar 2023-2024 kamerstuk 36410 XVI nr. 35", "36410-XVI-35"),
    ("Tweede Kamer, vergaderjaar 2023-2024, 36 410 nr. 75", "36410-75"), ("35 788, nr. 92", "35788-92"),
    ("CXLVI, AA", "CXLVI-AA"), ("cxlvi-aa", "CXLVI-AA"), ("35 164 (R2114), nr. 9", "35164-R2114-9"),
    ("30950", "30950"), ("36200-VII", "36200-VII"), ("35925-A", "35925-A"), ("35 925, nr. X", "35925--X"),
    ("kst-30950-322", "30950-322"), ("30950\u{2013}203", "30950-203"), ("30\u{A0}950, nr. 203", "30950-203"),
    ("2024Z09548", "2024Z09548"), ("2023d12345", "2023D12345"), ("Kamerstuk 2024D40441", "2024D40441"),
    ("Aanhangsel Handelingen II 2022/23, 1234", "ah-tk-20222023-1234"),
    ("Aanhangsel Handelingen II 2020/21, nr. 2987", "ah-tk-20202021-2987"),
    ("Aanhangsel van de Handelingen, vergaderjaar 2022-2023, nr. 1234", "ah-tk-20222023-1234"),
    ("ah-tk-20202021-2987", "ah-tk-20202021-2987"),
  ])
  func `however people write a number, it is written one way`(text: String, written: String) {
    #expect(Kamerstuk(text)?.description == written)
  }

  @Test(arguments: [
    "", " ", ",", "nr. 5", "motie", "Kamerstukken II", "2019/20", "30950, nrs. 203 en 211", "30950/203", "309",
    "3095012", "30950-203-4-5", "30950 nr. 203 nr. 204", "2024X09548", "2024Z0954", "2024Z095481", "VII", "CXLVI",
    "Aanhangsel Handelingen II 2022/24, 12", "Aanhangsel Handelingen II, 12", "Aanhangsel Handelingen I 2022/23, 12",
    "ah-tk-60206021-2987", "ah-tk-17991800-1",
    "00000-1", "30950-0", "30950, nr. é", "30950-ABCD", String(repeating: "9", count: 300),
  ])
  func `what is no number, or more than one, is none`(text: String) {
    #expect(Kamerstuk(text) == nil)
  }

  @Test func `the session of a paper and the parts of a number come out as members`() {
    #expect(
      Kamerstuk("Kamerstukken II, 2019-2020, 35 925 VII, nr. 203")?.members == [
        "soort": "kamerstuk", "dossier": "35925", "toevoeging": "VII", "ondernummer": "203", "vergaderjaar": "2019/20",
      ])
    #expect(
      Kamerstuk("ah-tk-20202021-2987")?.members == [
        "soort": "aanhangsel", "nummer": "2987", "vergaderjaar": "2020/21",
      ])
  }

  @Test func `whatever is read is written so that it reads back as the same`() {
    var random = SystemRandomNumberGenerator()
    let dossiers = ["30950", "35925", "9800", "CXLVI", "LXII"]
    let chapters = ["", "VII", "XVI", "IIA", "IXB", "A", "R2114", "V"]
    let numbers = ["", "1", "203", "12a", "A", "AA", "X", "NO", "NR", "VIII", "IIA", "ZZZ", "04"]
    let forms: [(String, String, String) -> String] = [
      { [$0, $1, $2].filter { !$0.isEmpty }.joined(separator: "-") },
      { "Kamerstukken II 2021/22, \($0)\($1.isEmpty ? "" : " " + $1)\($2.isEmpty ? "" : ", nr. " + $2)" },
      { "\($0)\($1.isEmpty ? "" : "-" + $1)\($2.isEmpty ? "" : ", " + $2)".lowercased() },
    ]
    var count = 0
    for dossier in dossiers {
      for chapter in chapters {
        for number in numbers {
          for form in forms {
            guard let read = Kamerstuk(form(dossier, chapter, number)) else { continue }
            let again = Kamerstuk(read.description)
            #expect(again?.description == read.description, "\(form(dossier, chapter, number))")
            #expect(again?.dossier == read.dossier && again?.toevoeging == read.toevoeging)
            #expect(again?.ondernummer == read.ondernummer, "\(form(dossier, chapter, number))")
            #expect(Kamerstuk(members: read.members) == read, "\(read)")
            count += 1
          }
        }
      }
    }
    #expect(count > 500)
    for _ in 0..<2_000 {
      let text =
        String(
          Int.random(in: 0...99_999, using: &random)) + "-" + String(Int.random(in: 1...9_999, using: &random))
      if let read = Kamerstuk(text) { #expect(Kamerstuk(read.description) == read) }
    }
  }

  @Test func `no string of any kind does more than be refused`() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "30950", "36 200", "VII", "nr.", "-", "--", "/", "2019/20", "20192020", "Aanhangsel", "ah", "tk", "ek", "é",
      "\u{0}",
      "2024Z09548", ",", "I", "II", "Kamerstukken", "R1", "(", ")", "😀", "\u{301}", "0", "99999999999999999999",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in
        pieces.randomElement(using: &random)! + (Bool.random(using: &random) ? " " : "")
      }.joined()
      if let read = Kamerstuk(text) { #expect(Kamerstuk(read.description)?.description == read.description, "\(text)") }
    }
  }
}
