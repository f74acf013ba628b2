import Bytes
import Testing

struct JSONWriterTests {
  @Test(arguments: [
    ("", "\"\""), ("a", "\"a\""), ("\"", #""\"""#), ("\\", #""\\""#), ("/", "\"/\""), ("é€😀", "\"é€😀\""),
    ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#), ("\u{0}\u{1}\u{1F}\u{B}", #""\u0000\u0001\u001f\u000b""#),
    ("\u{7F}\u{2028}", "\"\u{7F}\u{2028}\""), ("zeven b\"acht", #""zeven b\"acht""#), ("\r\n", #""\r\n""#),
    ("acht byt\nnog een regel\u{1}", #""acht byt\nnog een regel\u0001""#),
  ])
  func `a string is escaped where RFC 8259 says it must be and nowhere else`(text: String, json: String) {
    #expect(written { JSONWriter.writeString(text, into: &$0) } == json)
    #expect(written { JSONWriter.writeString(text[...], into: &$0) } == json)
    #expect(JSON.string(text).text == json)
  }

  @Test func `every byte that needs an escape gets one, at every distance from the eighth byte`() throws {
    for before in 0..<17 {
      for byte in UInt8(1)..<0x80 {
        let text = String(repeating: "x", count: before) + String(Unicode.Scalar(byte)) + "staart"
        let json = JSON.string(text).text
        #expect(try JSON.parse(json) == .string(text))
        let escaped = byte < 0x20 || byte == 0x22 || byte == 0x5C
        #expect((json.utf8.count > text.utf8.count + 2) == escaped)
      }
    }
  }

  @Test func `what is written is read back as it was`() throws {
    var random = FixedRandom(seed: 8259)
    for _ in 0..<2_000 {
      let value = Self.value(depth: 5, &random)
      #expect(try JSON.parse(value.encoded()) == value)
      #expect(try JSON.parse(value.indented) == value)
    }
  }

  @Test func `the indented form has an element a line, and what is empty on one`() {
    let json: JSON = ["titel": "x", "leeg": [], "niets": [:], "lijst": [1, ["a": .null]]]
    #expect(
      json.indented == """
        {
          "titel": "x",
          "leeg": [],
          "niets": {},
          "lijst": [
            1,
            {
              "a": null
            }
          ]
        }
        """)
  }

  @Test func `compact JSON has no white space`() {
    let json: JSON = ["a": [1, true, .null, "x"], "b": [:]]
    #expect(json.text == #"{"a":[1,true,null,"x"],"b":{}}"#)
    #expect("\(json)" == json.text)
  }

  static func value(depth: Int, _ random: inout FixedRandom) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(Int.random(in: .min ... .max, using: &random))
    case 3: return .number("-\(Int.random(in: 0...99, using: &random)).\(Int.random(in: 0...99, using: &random))e-5")
    case 4, 5: return .string(text(&random))
    case 6: return .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<20, using: &random) { object[text(&random)] = value(depth: depth - 1, &random) }
      return .object(object)
    }
  }

  /// Scalars of each length in UTF-8 and all that need escapes, but not NUL, which the reader refuses.
  static func text(_ random: inout FixedRandom) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<20, using: &random) {
      let top: UInt32 = [0x1F, 0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0x7F
      if let scalar = Unicode.Scalar(UInt32.random(in: 1...top, using: &random)) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}

struct JSONSlicesTests {
  private func members(_ json: [UInt8]) -> [(String, String)]? {
    atEndOfPage(json) { bytes in
      var found: [(String, String)] = []
      let whole = JSONSlices.forEachMember(of: bytes) { name, value in
        found.append((String(decoding: name, as: UTF8.self), String(decoding: bytes[value], as: UTF8.self)))
        return true
      }
      return whole ? found : nil
    }
  }

  @Test func `slices of what was written are what was written`() throws {
    var random = FixedRandom(seed: 7396)
    for _ in 0..<500 {
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        object[JSONWriterTests.text(&random)] = JSONWriterTests.value(depth: 3, &random)
      }
      let found = try #require(members(JSON.object(object).encoded()))
      #expect(found.map(\.1) == object.map(\.value.text))
      #expect(found.map { "\"\($0.0)\"" } == object.map { JSON.string($0.name).text })
    }
  }

  @Test func `elements of an array are found the same way`() {
    let array: JSON = [1, "a,]\"", [], [[1, 2], 3], ["a": [1]], .null]
    let bytes = array.encoded()
    atEndOfPage(bytes) { bytes in
      var found: [String] = []
      #expect(
        JSONSlices.forEachElement(of: bytes) {
          found.append(String(decoding: bytes[$0], as: UTF8.self))
          return true
        })
      #expect(found == array.asArray?.map(\.text))
    }
  }

  @Test func `the body stops the scan, and one member is found by name`() {
    let bytes = Array(#"{"a":1,"ab":"twee","b":[3]}"#.utf8)
    atEndOfPage(bytes) { bytes in
      var names = 0
      JSONSlices.forEachMember(of: bytes) { _, _ in
        names += 1
        return names < 2
      }
      #expect(names == 2)
      #expect(JSONSlices.value(of: "ab", in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == "\"twee\"")
      #expect(JSONSlices.value(of: "b", in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == "[3]")
      #expect(JSONSlices.value(of: "c", in: bytes) == nil)
    }
  }

  @Test func `bytes cut short or changed are never read past their end`() {
    let bytes = Array(#"{"a":1,"b\"c":"x\\","d":[{"e":"]"},2],"f":{}}"#.utf8)
    #expect(members(bytes)?.count == 4)
    for count in 0..<bytes.count {
      #expect(members(Array(bytes[..<count])) == nil || bytes[count - 1] == UInt8(ascii: "}"))
    }
    for place in bytes.indices {
      for byte in Array("\"\\{}[]:,x".utf8) + [0, 0x1F, 0xFF] {
        var changed = bytes
        changed[place] = byte
        #expect((members(changed)?.count ?? 0) <= bytes.count)
      }
    }
  }

  @Test(arguments: ["", "{", "[]", "1", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1]", "{,}"])
  func `what is no compact object is said to be none`(text: String) {
    #expect(members(Array(text.utf8)) == nil)
  }
}
