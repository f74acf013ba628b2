import Bytes
import Testing

struct JSONValueTests {
  @Test func `a value gives itself in its own type and nil in every other`() {
    #expect(JSON.string("x").asString == "x")
    #expect(JSON.integer(-7).asInt == -7)
    #expect(JSON.bool(false).asBool == false)
    #expect(JSON.array([1]).asArray == [1])
    #expect(JSON.null.isNull)
    let values: [JSON] = [.null, true, 1, "1", [1], ["a": 1]]
    #expect(values.map { $0.isNull } == [true, false, false, false, false, false])
    #expect(values.map { $0.asBool != nil } == [false, true, false, false, false, false])
    #expect(values.map { $0.asInt != nil } == [false, false, true, false, false, false])
    #expect(values.map { $0.asString != nil } == [false, false, false, true, false, false])
    #expect(values.map { $0.asArray != nil } == [false, false, false, false, true, false])
    #expect(values.map { $0.asObject != nil } == [false, false, false, false, false, true])
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
      ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil), ("0.0", nil),
    ] as [(String, Int?)])
  func `only a lexeme without point or exponent is an integer`(lexeme: String, value: Int?) {
    #expect(JSON.number(lexeme).asInt == value)
  }

  @Test func `equal means written alike`() {
    #expect(JSON.number("1") != JSON.number("1.0"))
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    #expect(JSON.object(["a": 1, "b": 2]) != JSON.object(["b": 2, "a": 1]))
    #expect(JSON.object(["a": 1, "b": 2]) == JSON.object(["a": 1, "b": 2]))
    #expect(JSON.null != JSON.bool(false))
    #expect(Set<JSON>(["\u{E9}", "e\u{301}", "\u{E9}", .number("1"), 1, .number("1.0")]).count == 4)
  }

  @Test func `setting a member keeps its place, a new one comes last, nil takes it out and null does not`() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = "twee"
    object["d"] = .null
    object["a"] = nil
    object["x"] = nil
    #expect(object.names == ["b", "c", "d"])
    #expect(object["b"] == "twee")
    #expect(object["d"] == .null)
    #expect(object["a"] == nil)
    #expect(object.map(\.name) == object.names)
  }

  @Test func `a step into what is not there is nil`() throws {
    let json = try JSON.parse(#"{"a":[{"b":1}]}"#)
    #expect(json["a"]?[0]?["b"] == 1)
    #expect(json["a"]?[1] == nil)
    #expect(json["a"]?[-1] == nil)
    #expect(json["a"]?["b"] == nil)
    #expect(json[0] == nil)
  }
}

struct JSONPointerTests {
  /// The document of RFC 6901 section 5 and what its pointers name.
  static let document: JSON = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
  ]

  @Test(
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4),
      ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
    ] as [(String, JSON)])
  func `the pointers of RFC 6901 name what it says, and are written as they were read`(text: String, value: JSON) throws
  {
    let pointer = try #require(JSONPointer(parsing: text))
    #expect(pointer.value(in: Self.document) == value)
    #expect(pointer.description == text)
  }

  @Test(arguments: ["/x", "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/", "/foo/0/x", "/a~1b/0"])
  func `a pointer to nothing names nothing`(text: String) throws {
    #expect(try #require(JSONPointer(parsing: text)).value(in: Self.document) == nil)
  }

  @Test(arguments: ["foo", "#/foo", "/a~", "/a~2", "/~~0"])
  func `what does not begin with a slash or escapes wrongly is no pointer`(text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }

  @Test func `a pointer is built step by step`() {
    #expect(JSONPointer.root.description == "")
    #expect(JSONPointer.root.value(in: Self.document) == Self.document)
    #expect((JSONPointer() / "betrokkenen" / 0 / "organisatie").description == "/betrokkenen/0/organisatie")
    #expect((JSONPointer() / "a~1/b" / "").description == "/a~01~1b/")
    #expect(JSONPointer(parsing: "/a~01~1b/")?.tokens == ["a~1/b", ""])
    #expect(JSONPointer(["plan"]).appending(JSONPointer(["x", "y"])).description == "/plan/x/y")
  }
}

struct MergePatchTests {
  /// The table of RFC 7396 appendix A.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, "null", "null"),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    // Members keep their place; new ones come behind.
    (#"{"a":1,"b":2,"c":3}"#, #"{"d":4,"b":5,"a":null}"#, #"{"b":5,"c":3,"d":4}"#),
    (#"{"a":{"x":1},"b":2}"#, #"{"a":{"y":2}}"#, #"{"a":{"x":1,"y":2},"b":2}"#),
  ])
  func `a merge patch gives what RFC 7396 says`(document: String, patch: String, result: String) throws {
    let merged = MergePatch.apply(try JSON.parse(patch), to: try JSON.parse(document))
    #expect(merged.text == result)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a patch of two hundred thousand names is applied in time`() {
    let patch = JSON.object(JSONObject((0..<200_000).map { ("n\($0)", $0.isMultiple(of: 2) ? 1 : .null) }))
    let document = JSON.object(JSONObject((0..<200_000).map { ("n\($0 * 2)", 0) }))
    #expect(MergePatch.apply(patch, to: document).asObject?.count == 200_000)
  }
}
