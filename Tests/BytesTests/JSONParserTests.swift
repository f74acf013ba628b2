import Bytes
import Testing

struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSON.null), (" true\n", true), ("\tfalse\r", false), ("0", 0), ("-0", .number("-0")), ("-12", -12),
      ("1.0", .number("1.0")), ("-1.25E+10", .number("-1.25E+10")), ("0e0", .number("0e0")), ("9e-9", .number("9e-9")),
      ("\"\"", ""), ("[]", []), ("{}", [:]), ("[ ]", []), ("{ }", [:]), ("[1,2]", [1, 2]), ("[ 1 , 2 ]", [1, 2]),
      ("[[],{}]", [[], [:]]), ("{\"\":null}", ["": .null]), ("{ \"a\" : [ true ] }", ["a": [true]]),
      ("{\"a\":1,\"A\":2}", ["a": 1, "A": 2]), ("\"/\\/\"", "//"), (#""\"\\\b\f\n\r\t""#, "\"\\\u{8}\u{C}\n\r\t"),
      (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\uD83D\uDE00x""#, "😀x"), ("\"😀\"", "😀"), ("\"\u{7F}\"", "\u{7F}"),
      (#""\uFDD0""#, .string(String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self))), ("\"\u{2028}\"", "\u{2028}"),
      (#""\u001f""#, "\u{1F}"),
      ("\"\u{FEFF}\"", "\u{FEFF}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    ] as [(String, JSON)])
  func `what RFC 8259 allows is read as it stands`(text: String, value: JSON) throws {
    #expect(try JSON.parse(text) == value)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd), (" ", .unexpectedEnd), ("nul", .unexpectedEnd), ("[", .unexpectedEnd),
      ("[1", .unexpectedEnd),
      ("[1,", .unexpectedEnd), ("{", .unexpectedEnd), ("{\"a\"", .unexpectedEnd), ("{\"a\":", .unexpectedEnd),
      ("\"", .unexpectedEnd), ("\"a\\", .unexpectedEnd), (#""\u00"#, .unexpectedEnd), ("-", .unexpectedEnd),
      ("1.", .unexpectedEnd), ("1e", .unexpectedEnd), ("1e+", .unexpectedEnd), (#""\ud800"#, .unexpectedEnd),
      ("nulL", .unexpectedByte), ("True", .unexpectedByte), ("NaN", .unexpectedByte), ("Infinity", .unexpectedByte),
      ("'a'", .unexpectedByte), ("[,1]", .unexpectedByte), ("[1,]", .unexpectedByte), ("[1,,2]", .unexpectedByte),
      ("[1 2]", .unexpectedByte), ("[1}", .unexpectedByte), ("{\"a\":1]", .unexpectedByte), ("]", .unexpectedByte),
      ("{,}", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{\"a\" 1}", .unexpectedByte),
      ("{\"a\",1}", .unexpectedByte), ("{a:1}", .unexpectedByte), ("{1:1}", .unexpectedByte),
      ("{\"a\"::1}", .unexpectedByte), ("// x\n1", .unexpectedByte), ("/**/1", .unexpectedByte),
      ("[1\u{B}]", .unexpectedByte), ("\u{A0}1", .unexpectedByte), ("\u{C}[]", .unexpectedByte), ("é", .unexpectedByte),
      ("1 2", .trailingBytes), ("[]]", .trailingBytes), ("{}\0", .trailingBytes), ("nulll", .trailingBytes),
      ("\"a\"b", .trailingBytes), ("[] //", .trailingBytes), ("1,", .trailingBytes), ("1a", .trailingBytes),
      ("0x1", .trailingBytes), ("\u{FEFF}1", .byteOrderMark), ("\u{FEFF}", .byteOrderMark),
      ("01", .invalidNumber), ("-01", .invalidNumber), ("00", .invalidNumber), (".5", .invalidNumber),
      ("+1", .invalidNumber), ("1.x", .invalidNumber), ("[1.]", .invalidNumber), ("1.e1", .invalidNumber),
      ("-a", .invalidNumber), ("-Infinity", .invalidNumber), ("[1e]", .invalidNumber), ("[1e+]", .invalidNumber),
      ("[-]", .invalidNumber), ("1.2.3", .trailingBytes), ("--1", .invalidNumber), ("1e1.5", .trailingBytes),
      ("\"\n\"", .controlCharacter), ("\"\t\"", .controlCharacter), ("\"\0\"", .controlCharacter),
      ("\"abcdefgh\u{1F}\"", .controlCharacter), ("{\"\r\":1}", .controlCharacter),
      (#""\x""#, .invalidEscape), (#""\U0041""#, .invalidEscape), (#""\u00g0""#, .invalidEscape),
      (#""\u 041""#, .invalidEscape), (#""\u+041""#, .invalidEscape), ("\"\\\n\"", .invalidEscape),
      (#""\u004""#, .invalidEscape), (#""\'""#, .invalidEscape), (#""\0""#, .invalidEscape),
      (#""\ud800""#, .loneSurrogate), (#""\udc00""#, .loneSurrogate), (#""\ud800\ud800""#, .loneSurrogate),
      (#""\ud800x""#, .loneSurrogate), (#""\ud800\n""#, .loneSurrogate), (#""\udfff\ud800""#, .loneSurrogate),
      (#""\ud800\u0041""#, .loneSurrogate), (#"{"\ud800":1}"#, .loneSurrogate),
      (#""\u0000""#, .nul), (#""a\u0000b""#, .nul), (#"{"\u0000":1}"#, .nul),
      (#"{"a":1,"a":1}"#, .duplicateName), (#"{"a":1,"\u0061":2}"#, .duplicateName), (#"{"":1,"":2}"#, .duplicateName),
    ] as [(String, JSONError.Reason)])
  func `what RFC 8259 or I-JSON forbids is refused for what is wrong with it`(text: String, reason: JSONError.Reason) {
    #expect(JSON.fault(in: text)?.reason == reason)
  }

  @Test(
    arguments: [
      ([0x80], 0), ([0xBF], 0), ([0x61, 0xFF], 1), ([0xFE], 0),
      ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x80, 0xAF], 0), ([0xE0, 0x9F, 0xBF], 0),
      ([0xF0, 0x80, 0x80, 0xAF], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xED, 0xBF, 0xBF], 0), ([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xF8, 0x88, 0x80, 0x80, 0x80], 0),
      ([0xC3], 0), ([0xE2, 0x82], 0), ([0xF0, 0x9F, 0x98], 0), ([0xC3, 0x28], 0), ([0xE2, 0x28, 0xA1], 0),
      ([0xC3, 0xA9, 0xC3], 2), (Array("een lange regel ".utf8) + [0xE9], 16), ([0xC3] + Array(#"\u00a9"#.utf8), 0),
      (Array(#"\n"#.utf8) + [0xE2, 0x82], 2),
    ] as [([UInt8], Int)])
  func `a string that is no UTF-8 is refused at its first broken byte`(content: [UInt8], offset: Int) {
    if !content.contains(UInt8(ascii: "\\")) {
      #expect(atEndOfPage(content) { UTF8Check.firstInvalid(in: $0) } == offset)
    }
    let fault = JSON.fault(in: [0x22] + content + [0x22])
    #expect(fault?.reason == .invalidUTF8)
    #expect(fault?.offset == offset + 1)
    #expect(JSON.fault(in: Array("{\"naam".utf8) + content + Array("\":1}".utf8))?.reason == .invalidUTF8)
  }

  @Test(
    arguments: [
      [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
      [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    ] as [[UInt8]])
  func `the code points at the edges of UTF-8 are taken`(content: [UInt8]) throws {
    #expect(try JSON.parse([0x22] + content + [0x22]) == .string(String(decoding: content, as: UTF8.self)))
    #expect(content.withUnsafeBytes { UTF8Check.isValid($0) })
  }

  @Test func `bytes are UTF-8 for us when they are for the standard library`() {
    var random = FixedRandom(seed: 3629)
    // Few bytes in many places: the edges of each row of RFC 3629's table.
    let edges: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xF0, 0xF4, 0xF5,
    ]
    var valid = 0
    for _ in 0..<50_000 {
      let bytes = (0..<Int.random(in: 1...4, using: &random)).map { _ in edges.randomElement(using: &random) ?? 0 }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      #expect(bytes.withUnsafeBytes { UTF8Check.isValid($0) } == expected, "\(bytes)")
      if expected { valid += 1 }
    }
    #expect(valid > 1_000)
  }

  @Test func `a document cut short at any byte is refused, and nothing behind the cut is read`() throws {
    let document = Array(
      #"{"a":[1.5e-3,"é\n\ud83d\ude00 en nog wat",{"b":null}],"lange naam":true,"":[],"c":{"d":false}}"#.utf8)
    #expect(throws: Never.self) { try JSON.parse(document) }
    for count in 0..<document.count {
      let fault = atEndOfPage(document[..<count]) { bytes in
        do throws(JSONError) {
          _ = try JSON.parse(bytes)
          return nil as JSONError?
        } catch {
          return error
        }
      }
      #expect(fault?.reason == .unexpectedEnd || fault?.reason == .invalidUTF8, "cut at \(count)")
    }
  }

  @Test func `one byte changed in a document never reads outside it`() {
    let document = Array(#"{"a":[1.5e-3,"é\n\ud83d\ude00"],"b":{"c":null}}"#.utf8)
    var refused = 0
    for place in document.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = document
        changed[place] = byte
        refused += atEndOfPage(changed) { (try? JSON.parse($0)) == nil ? 1 : 0 }
      }
    }
    #expect(refused > document.count * 128)
  }

  @Test func `brackets go as deep as the caller allows and no deeper`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try JSON.parse(nested(32)) }
    #expect(JSON.fault(in: nested(33))?.reason == .tooDeep)
    #expect(JSON.fault(in: nested(33))?.offset == 32)
    #expect(JSON.fault(in: "{\"a\":{}}", depth: 1)?.reason == .tooDeep)
    #expect(try JSON.parse("1", depth: 0) == 1)
    #expect(JSON.fault(in: "[]", depth: 0)?.reason == .tooDeep)
    #expect(throws: Never.self) { try JSON.parse(nested(JSON.deepest), depth: .max) }
    #expect(JSON.fault(in: nested(JSON.deepest + 1), depth: .max)?.reason == .tooDeep)
    #expect(JSON.fault(in: String(repeating: "[{\"a\":", count: 1_000_000))?.reason == .tooDeep)
  }

  @Test func `an object has as many members as the caller allows and no more`() throws {
    for text in ["{\"a\":1,\"b\":2}", "[{\"a\":{},\"b\":[3,4,5]}]"] {
      #expect(throws: Never.self) { try JSON.parse(Array(text.utf8), members: 2) }
      #expect { try JSON.parse(Array(text.utf8), members: 1) } throws: { error in
        (error as? JSONError)?.reason == .tooManyMembers
      }
    }
  }

  @Test func `a number may take 64 bytes and not 65`() throws {
    let longest = "-0." + String(repeating: "7", count: JSON.longestNumber - 3)
    #expect(try JSON.parse(longest) == .number(longest))
    #expect(JSON.fault(in: longest + "7")?.reason == .numberTooLong)
    #expect(JSON.fault(in: "[1" + String(repeating: "0", count: 1_000_000) + "]")?.reason == .numberTooLong)
  }

  @Test(arguments: [
    (#"{"a":{"b":[0,{"c":1,"c":2}]}}"#, "/a/b/1/c", 20), (#"{"a/b":1,"a/b":2}"#, "/a~1b", 9),
    (#"[[{"~":1,"~":2}]]"#, "/0/0/~0", 9),
  ])
  func `a name that comes twice is pointed at`(text: String, pointer: String, offset: Int) throws {
    let fault = try #require(JSON.fault(in: text))
    #expect(fault.reason == .duplicateName)
    #expect(fault.pointer.description == pointer)
    #expect(fault.offset == offset)
  }

  @Test func `names that look alike but are written differently are two names`() throws {
    #expect(try JSON.parse("{\"\u{E9}\":1,\"e\u{301}\":2}").asObject?.count == 2)
  }

  @Test func `a fault says line, column and place`() {
    let fault = JSON.fault(in: "{\n  \"titel\": \"é\",\n  \"naam\": [\"éé\", x]\n}")
    #expect(
      fault
        == JSONError(
          reason: .unexpectedByte, offset: 38, line: 3, column: 18, pointer: JSONPointer(["naam", "1"])))
  }

  @Test(.timeLimit(.minutes(1)))
  func `an object of two hundred thousand names is read in time, and its last name is still looked at`() throws {
    let members = (0..<200_000).map { "\"naam\($0)\":0" }.joined(separator: ",")
    #expect(try JSON.parse("{\(members)}").asObject?.count == 200_000)
    #expect(JSON.fault(in: "{\(members),\"naam199999\":0}")?.reason == .duplicateName)
    #expect(JSON.fault(in: "{\(members),\"naam0\":0}")?.reason == .duplicateName)
  }

  @Test(arguments: 14...20)
  func `a name that comes twice is found whatever the number of names`(count: Int) {
    let members = (0..<count).map { "\"n\($0)\":0" }.joined(separator: ",")
    #expect(JSON.fault(in: "{\(members)}") == nil)
    for place in 0..<count {
      #expect(JSON.fault(in: "{\(members),\"n\(place)\":0}")?.reason == .duplicateName)
    }
  }
}
