import Foundation
import Fuzzing
import Testing

@testable import Bytes

/// Everything that reads text from a body or a parameter, against the same thing written by others or plainly.
@Suite(.serialized) struct BytesFuzzTests {
  private static let documents = [
    #"{"titel":"Een maatregel","gronden":["ras","leeftijd"],"plan":{"gereedGepland":"2027-06"},"versie":3}"#,
    #"[1,-0,0.5,1e3,1E-2,12345678901234567890,true,false,null,""]"#, #""\u00e9\ud83c\udf0d\n\"\\\/""#, "{}", "[]", "0",
    #"{"a":{"b":{"c":[[],{},[{}]]}}}"#, " \t\r\n[ 1 , 2 ] ", #"{"é":"ë","e\u0301":1}"#, #"{"a":1,"a":2}"#, #""\ud800""#,
    "\u{FEFF}{}", #"{"a":01}"#, "[1,]", "nul", #""a"b"#, #"{"a":-}"#, "1.", "\"\u{1}\"",
  ]
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83c", "\\udf0d", "\\u0000", "0", "-", ".", "e", "E+",
    "true",
    "null", " ", "\n", "\0", "\u{7F}", "é", "\u{FEFF}", "\"a\":1,", "[[[[[[[[", "]]]]]]]]", "/", "'", "1e999",
  ]

  @Test func `json: what is a document and what it says is what Foundation makes of it, where that is as strict`()
    throws
  {
    let fuzz = Fuzz("json", corpus: Self.documents, pieces: Self.pieces, count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      // Foundation guesses UTF-16 and UTF-32 from zeros, and loses a byte order mark within a string.
      if bytes.contains(0) || bytes.firstRange(of: [0xEF, 0xBB, 0xBF]) != nil { return nil }
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      let ours: JSON
      do throws(JSONError) {
        ours = try JSON.parse(bytes)
      } catch {
        switch error.reason {
        case .duplicateName, .loneSurrogate, .nul, .byteOrderMark, .numberTooLong, .tooDeep, .tooManyMembers: return nil
        // Foundation forgives a comma before a closing bracket.
        case .unexpectedByte where error.offset < bytes.count && [0x5D, 0x7D].contains(bytes[error.offset]): return nil
        case .unexpectedEnd, .unexpectedByte, .trailingBytes, .invalidUTF8, .invalidEscape, .controlCharacter,
          .invalidNumber:
          return theirs == nil ? nil : "refused as \(error.reason), Foundation reads \(theirs ?? "")"
        }
      }
      guard let theirs else { return Self.hasHugeNumber(ours) ? nil : "read as \(ours.text), Foundation refuses" }
      if !Self.isSame(ours, theirs) { return "read as \(ours.text), Foundation reads \(theirs)" }
      // What is written again is read as the same.
      guard let again = try? JSON.parse(ours.encoded()) else { return "written as \(ours.text), which is none" }
      return again == ours ? nil : "written as \(ours.text), read again as \(again.text)"
    }
    #expect(inputs > 0)
  }

  private static func hasHugeNumber(_ json: JSON) -> Bool {
    switch json {
    case .number(let lexeme): Double(lexeme)?.isFinite != true
    case .array(let elements): elements.contains(where: hasHugeNumber)
    case .object(let object): object.contains { hasHugeNumber($0.value) }
    case .null, .bool, .string: false
    }
  }

  private static func isSame(_ ours: JSON, _ theirs: Any) -> Bool {
    switch ours {
    case .null: theirs is NSNull
    case .bool(let value): (theirs as? Bool) == value
    case .number(let lexeme):
      (theirs as? NSNumber).map { abs($0.doubleValue - (Double(lexeme) ?? .nan)) <= abs($0.doubleValue) * 1e-12 }
        == true
    case .string(let text): (theirs as? String).map { Array($0.utf8) == Array(text.utf8) } == true
    case .array(let elements):
      (theirs as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy { isSame($0, $1) } } == true
    case .object(let object): isSame(object, theirs)
    }
  }

  private static func isSame(_ ours: JSONObject, _ theirs: Any) -> Bool {
    guard let theirs = theirs as? [String: Any] else { return false }
    // Swift's own dictionary takes `é` in one code point and in two for one name.
    if Set(ours.map(\.name)).count != ours.count { return true }
    return ours.count == theirs.count
      && ours.allSatisfy { member in theirs[member.name].map { isSame(member.value, $0) } == true }
  }

  @Test func `lapje: a merge patch does what its RFC says in pseudo-code`() throws {
    let fuzz = Fuzz(
      "lapje",
      corpus: [
        #"[{"a":"b"},{"a":"c"}]"#, #"[{"a":"b","b":"c"},{"a":null}]"#, #"[{"a":["b"]},{"a":"c"}]"#,
        #"[{"a":{"b":"c"}},{"a":{"b":"d","c":null}}]"#, #"[["a","b"],["c","d"]]"#, #"[{"e":null},{"a":1}]"#,
        #"[[1,2],{"a":"b","c":null}]"#, #"[{},{"a":{"bb":{"ccc":null}}}]"#, #"[{"a":"foo"},null]"#,
        #"[{"a":"foo"},"bar"]"#,
      ], pieces: Self.pieces + [#""b":null,"#, #""a":{"a":null},"#, #"{"a":1}"#], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      guard let pair = (try? JSON.parse(bytes))?.asArray, pair.count == 2 else { return nil }
      let ours = MergePatch.apply(pair[1], to: pair[0])
      let expected = Self.patch(pair[0], pair[1])
      return Self.sorted(ours) == Self.sorted(expected) ? nil : "is \(ours.text), expected \(expected.text)"
    }
    #expect(inputs > 0)
  }

  /// Source: RFC 7396 section 2.
  private static func patch(_ target: JSON, _ patch: JSON) -> JSON {
    guard case .object(let patch) = patch else { return patch }
    var members = target.asObject.map { $0.map { ($0.name, $0.value) } } ?? []
    for (name, value) in patch {
      let old = members.first { Array($0.0.utf8) == Array(name.utf8) }?.1
      members.removeAll { Array($0.0.utf8) == Array(name.utf8) }
      if !value.isNull { members.append((name, self.patch(old ?? .null, value))) }
    }
    return .object(JSONObject(members))
  }

  private static func sorted(_ json: JSON) -> JSON {
    switch json {
    case .object(let object):
      .object(
        JSONObject(
          object.map { ($0.name, sorted($0.value)) }.sorted {
            Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8))
          }))
    case .array(let elements): .array(elements.map(sorted))
    case .null, .bool, .number, .string: json
    }
  }

  @Test func `bedrag: an amount is what the pattern says, and worth what decimal arithmetic says`() throws {
    let pattern = /-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?/
    let fuzz = Fuzz(
      "bedrag",
      corpus: [
        "0", "-0", "38667.84", "0.372", "999999999999999.9999", "-5.10", "1000000", "1.", ".5", "007", "1e5", "+1",
      ],
      pieces: [".", "-", "+", "0", "00", "e", "9999", " ", ",", "\0", "٣", "é", "1000000000000000"], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return bytes.withUnsafeBytes({ Amount(bytes: $0) }) == nil ? nil : "no text, and read as an amount"
      }
      let isOne = text.unicodeScalars.allSatisfy(\.isASCII) && text.wholeMatch(of: pattern) != nil
      guard let amount = Amount(text) else { return isOne ? "fits the pattern and is refused" : nil }
      guard isOne, let decimal = Decimal(string: text) else { return "does not fit the pattern and is \(amount)" }
      if "\(decimal * 10_000)" != "\(amount.tenThousandths)" { return "is \(amount), expected \(decimal)" }
      return Amount(amount.description) == amount ? nil : "written as \(amount), which is another"
    }
    #expect(inputs > 0)
  }

  @Test func `datum: a date of any precision is the days its shape and the calendar say`() throws {
    let fuzz = Fuzz(
      "datum",
      corpus: [
        "2024", "2024-06", "2024-06-30", "2023-02-28", "2024-02-29", "1900-02-29", "2000-02-29", "0000", "9999-12-31",
        "2024-13", "2024-00-10", "2024-6-1", "2024-06-31", "2024/06/30",
      ], pieces: ["-", "0", "29", "02", "12", "/", "T", " ", "é", "\0", "00", "31", "9999"], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      let date = ImpreciseDate(text)
      let expected = Self.days(text)
      let found = date.map { ["\($0.vanaf)", "\($0.totEnMet)"] }
      if found != expected { return "is \(String(describing: found)), expected \(String(describing: expected))" }
      guard let date else { return nil }
      if date.shortest != text { return "written as \(date.shortest)" }
      return (try? ImpreciseDate(json: date.json)) == date ? nil : "\(date.json.text) is another"
    }
    #expect(inputs > 0)
  }

  /// The first and the last day, by hand.
  private static func days(_ text: String) -> [String]? {
    let parts = text.unicodeScalars.split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
    guard 1...3 ~= parts.count, zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    let isLeap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if numbers.count == 1 { return ["\(parts[0])-01-01", "\(parts[0])-12-31"] }
    guard 1...12 ~= numbers[1] else { return nil }
    let month = "\(parts[0])-\(parts[1])"
    if numbers.count == 2 { return ["\(month)-01", "\(month)-\(lengths[numbers[1] - 1])"] }
    guard 1...lengths[numbers[1] - 1] ~= numbers[2] else { return nil }
    return [text, text]
  }

  @Test func `kamerstuk: a number is written so that it reads back as the same, in capitals or not, whole or in parts`()
    throws
  {
    let fuzz = Fuzz(
      "kamerstuk",
      corpus: [
        "Kamerstukken II, 2019/20, 30950, nr. 203", "36 200 VII, nr. 12", "Kamerstukken I 2021/22, 35 925 VII, A",
        "CXLVI, AA", "Aanhangsel Handelingen II 2022/23, nr. 1234", "2024Z09548", "2023D12345", "30950", "35925--X",
        "35 164 (R2114), nr. 9", "kst-30950-322", "ah-tk-20202021-2987",
        "Tweede Kamer, vergaderjaar 2023-2024, 36 410 nr. 75",
      ],
      pieces: [
        "-", "--", " ", ",", ".", "/", "nr. ", "nrs.", "NO", "VII", "XVI", "R2114", "A", "0", "00", "2019/20", "(", ")",
        "II", "I", "EK", "TK", "\u{2013}", "\u{A0}", "é", "\0", "aanhangsel ", "kst-", "Z", "D",
      ], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      guard let text = String(validating: bytes, as: UTF8.self), let read = Kamerstuk(text) else { return nil }
      guard let again = Kamerstuk("\(read)") else { return "is written as \(read), which is none" }
      if "\(again)" != "\(read)" { return "is written as \(read), read again as \(again)" }
      if Kamerstuk(text.lowercased()) != read { return "is \(read), and another in small letters" }
      return Kamerstuk(members: read.members) == read ? nil : "is \(read), and its members are another"
    }
    #expect(inputs > 0)
  }

  @Test func `base64: an opaque text has one spelling, that of Foundation`() throws {
    let fuzz = Fuzz(
      "base64", corpus: ["", "QQ", "QUI", "QUJD", "WyJ0aXRlbCIsIm0tdmlhIl0", "-_-_", "QQ==", "QR", "A"],
      pieces: ["-", "_", "+", "/", "=", "==", "A", "Q", " ", "\n", "é", "\0"], count: 5_000)
    let inputs = try fuzz.run { bytes, _ in
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      let ours = Base64URL.decode(text)
      let isAlphabet = bytes.allSatisfy {
        UnicodeScalar($0).properties.isAlphabetic && $0 < 128 || 48...57 ~= $0 || $0 == 45 || $0 == 95
      }
      let usual = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
      let padded = String(usual) + String(repeating: "=", count: (4 - usual.count % 4) % 4)
      let theirs = isAlphabet && bytes.count % 4 != 1 ? Data(base64Encoded: padded).map(Array.init) : nil
      // Foundation forgives bits behind the last byte; we do not.
      let expected = theirs.flatMap { Base64URL.encode($0) == text ? $0 : nil }
      return ours == expected ? nil : "is \(String(describing: ours)), expected \(String(describing: expected))"
    }
    #expect(inputs > 0)
  }
}
