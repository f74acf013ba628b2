import HTTP
import Testing

@Suite struct EntityTagTests {
  @Test(arguments: [
    ("\"7\"", EntityTagCondition.Form.list), ("W/\"7\"", .list), ("\"a\", W/\"b\" ,\"c\"", .list), ("\"\"", .list),
    (", \"a\",,", .list), ("\"a,b\"", .list), ("\"\\\"", .list), ("\"\u{E9}\"", .list), ("*", .any), (" * ", .any),
    ("", .malformed), (",", .malformed), ("7", .malformed), ("\"7", .malformed), ("7\"", .malformed),
    ("w/\"7\"", .malformed), ("W/7", .malformed), ("W/ \"7\"", .malformed), ("\"a\" \"b\"", .malformed),
    ("\"a\"\"b\"", .malformed), ("*, \"a\"", .malformed), ("\"a\", *", .malformed), ("*,*", .malformed),
    ("**", .malformed), ("\"a b\"", .malformed), ("\"a\", b", .malformed), ("'7'", .malformed),
  ])
  func `a condition is a list of tags or a star or nothing we may draw from`(
    value: String, form: EntityTagCondition.Form
  ) throws {
    try withFields { #expect(EntityTagCondition(.ifMatch, in: $0).form == .absent) }
    let message = "GET / HTTP/1.1\r\nHost: a\r\nIf-Match: \(value)\r\n\r\n".latin1
    try Request.withParsed(message) { request in
      #expect(EntityTagCondition(.ifMatch, in: request.fields).form == form)
    }
  }

  @Test(arguments: [
    ("\"7\"", "\"7\"", true, true), ("W/\"7\"", "\"7\"", false, true), ("\"7\"", "W/\"7\"", false, true),
    ("W/\"7\"", "W/\"7\"", false, true), ("\"6\", \"7\"", "\"7\"", true, true), ("\"77\"", "\"7\"", false, false),
    ("\"6\"", "\"7\"", false, false), ("\"a,\", \"b\"", "\"b\"", true, true), ("\"A\"", "\"a\"", false, false),
  ])
  func `weak tags never match strongly`(list: String, etag: String, strongly: Bool, weakly: Bool) throws {
    try withFields("If-None-Match: \(list)") { fields in
      let condition = EntityTagCondition(.ifNoneMatch, in: fields)
      withGuarded(Array(etag.utf8)) { etag in
        #expect(condition.containsStrongly(etag) == strongly)
        #expect(condition.containsWeakly(etag) == weakly)
      }
    }
  }

  @Test func `repeated lines are one list`() throws {
    try withFields("If-Match: \"1\"", "If-Match: \"2\", \"3\"") { fields in
      let condition = EntityTagCondition(.ifMatch, in: fields)
      #expect(condition.form == .list)
      for etag in ["\"1\"", "\"2\"", "\"3\""] {
        #expect(withGuarded(Array(etag.utf8)) { condition.containsStrongly($0) })
      }
    }
    try withFields("If-Match: *", "If-Match: \"2\"") { fields in
      #expect(EntityTagCondition(.ifMatch, in: fields).form == .malformed)
    }
  }
}
