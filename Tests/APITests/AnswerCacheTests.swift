import Bytes
import Testing

@testable import API

struct AnswerCacheTests {
  private static func bytes<R>(_ text: String, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try Array(text.utf8).withUnsafeBytes(body)
  }

  private static func insert(
    _ cache: inout AnswerCache, _ target: String, accept: String = "", language: String = "", visibility: Int = 0,
    number: Int = 1, day: Int32 = 1, body: String
  ) {
    bytes(target) { target in
      bytes(accept) { accept in
        bytes(language) { language in
          bytes("A: 1\r\nETag: \"x\"\r\n") { fields in
            bytes("\"x\"") { etag in
              bytes(body) {
                cache.insert(
                  .init(target: target, accept: accept, acceptLanguage: language, visibility: visibility),
                  at: .init(number: number, day: day), route: 7, fields: fields, kept: 11, etag: etag, body: $0)
              }
            }
          }
        }
      }
    }
  }

  private static func find(
    _ cache: borrowing AnswerCache, _ target: String, accept: String = "", language: String = "", visibility: Int = 0,
    number: Int = 1, past: Int = 0, day: Int32 = 1
  ) -> String? {
    bytes(target) { target in
      bytes(accept) { accept in
        bytes(language) { language in
          let key = AnswerCache.Key(target: target, accept: accept, acceptLanguage: language, visibility: visibility)
          return cache.find(key, at: .init(number: number, past: past, day: day)).map { hit in
            #expect(String(decoding: hit.fields, as: UTF8.self) == "A: 1\r\nETag: \"x\"\r\n")
            #expect(String(decoding: hit.kept, as: UTF8.self) == "ETag: \"x\"\r\n")
            #expect(String(decoding: hit.etag, as: UTF8.self) == "\"x\"")
            return String(decoding: hit.body, as: UTF8.self)
          }
        }
      }
    }
  }

  @Test func `an answer is found by exactly what was asked, when, and by whom`() {
    var cache = AnswerCache(capacity: 4_096)
    Self.insert(&cache, "/v1/a", accept: "x", language: "nl", visibility: 2, number: 3, day: 4, body: "hallo")
    func found(
      _ target: String = "/v1/a", _ accept: String = "x", _ language: String = "nl", _ visibility: Int = 2,
      _ number: Int = 3, _ day: Int32 = 4
    ) -> String? {
      Self.find(
        cache, target, accept: accept, language: language, visibility: visibility, number: number, day: day)
    }
    #expect(found() == "hallo")
    #expect(found("/v1/b") == nil)
    #expect(found("/v1/a", "") == nil)
    // The same bytes, divided in another way.
    #expect(found("/v1/ax", "", "nl") == nil)
    #expect(found("/v1/a", "xn", "l") == nil)
    #expect(found("/v1/a", "x", "en") == nil)
    #expect(found("/v1/a", "x", "nl", 1) == nil)
    #expect(found("/v1/a", "x", "nl", 2, 4) == nil)
    #expect(found("/v1/a", "x", "nl", 2, 3, 5) == nil)
  }

  @Test func `what is written last pushes out what was written first, and never shows another's bytes`() {
    var cache = AnswerCache(capacity: 4_096)
    for number in 0..<500 {
      Self.insert(&cache, "/v1/\(number)", body: "antwoord \(number) " + String(repeating: "x", count: number % 90))
      for earlier in 0...number {
        let found = Self.find(cache, "/v1/\(earlier)")
        if earlier == number { #expect(found != nil) }
        if let found { #expect(found.hasPrefix("antwoord \(earlier) ")) }
      }
    }
    #expect(Self.find(cache, "/v1/0") == nil)
  }

  @Test func `the same question again takes the place of the earlier answer`() {
    var cache = AnswerCache(capacity: 4_096)
    Self.insert(&cache, "/v1/a", number: 1, body: "oud")
    Self.insert(&cache, "/v1/a", number: 2, body: "nieuw")
    #expect(Self.find(cache, "/v1/a", number: 2) == "nieuw")
    #expect(Self.find(cache, "/v1/a", number: 1) == nil)
  }

  @Test(arguments: [0, 64, 1_000])
  func `what is too large is not kept`(capacity: Int) {
    var cache = AnswerCache(capacity: capacity)
    Self.insert(&cache, "/v1/a", body: String(repeating: "x", count: 1_000))
    #expect(Self.find(cache, "/v1/a") == nil)
  }

  @Test func `what is said of a past moment outlives changes and days, until something is struck out`() {
    var cache = AnswerCache(capacity: 4_096)
    let then = AnswerCache.Moments(number: 3, past: 1, day: 4).past
    Self.bytes("/v1/a?beschikbaarOp=x") { target in
      let none = UnsafeRawBufferPointer(start: nil, count: 0)
      Self.bytes("A: 1\r\nETag: \"x\"\r\n") { fields in
        Self.bytes("\"x\"") { etag in
          Self.bytes("toen") {
            cache.insert(
              .init(target: target, accept: none, acceptLanguage: none, visibility: 0), at: then, route: 7,
              fields: fields, kept: 11, etag: etag, body: $0)
          }
        }
      }
    }
    func found(_ number: Int, past: Int, _ day: Int32) -> String? {
      Self.find(cache, "/v1/a?beschikbaarOp=x", number: number, past: past, day: day)
    }
    #expect(found(3, past: 1, 4) == "toen")
    #expect(found(9, past: 1, 12) == "toen")
    #expect(found(3, past: 2, 4) == nil)
    #expect(found(1, past: 0, 4) == nil)
  }
}
