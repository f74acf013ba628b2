import Bytes
import HTTP
import Testing

@Suite struct ResponseTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (1_774_081_800, "Sat, 21 Mar 2026 08:30:00 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    (-2_208_988_800, "Mon, 01 Jan 1900 00:00:00 GMT"),
  ])
  func `a date is written as RFC 9110 fixes it`(seconds: Int, date: String) {
    var output = ByteBuffer()
    HTTPDate.append(seconds, to: &output)
    #expect(text(output.array()) == date)
  }

  @Test func `an answer is status date fixed fields own fields length and body`() {
    let answer = write(200, body: "hello")
    #expect(
      answer.head == [
        "HTTP/1.1 200 OK", "Date: ", "API-Version: 1.0.0", "X-Injected: a  b", "ETag: \"7\"", "Content-Length: 5",
      ])
    #expect(answer.body == "hello")
  }

  @Test(arguments: [
    (200, true, true, ["Content-Length: 5"], ""),
    (200, false, false, ["Content-Length: 5", "Connection: close"], "hello"),
    (204, false, true, [], ""), (304, false, true, [], ""), (304, true, false, ["Connection: close"], ""),
    (404, true, true, ["Content-Length: 5"], ""), (507, false, true, ["Content-Length: 5"], "hello"),
  ])
  func `what has no body has no length either except the answer to HEAD`(
    status: Int, isHead: Bool, isPersistent: Bool, lines: [String], body: String
  ) {
    let answer = write(status, body: "hello", .init(isHead: isHead, isPersistent: isPersistent))
    #expect(answer.head[0] == "HTTP/1.1 \(status) \(Status.reason(status))")
    #expect(Array(answer.head.dropFirst(5)) == lines)
    #expect(answer.body == body)
  }

  @Test func `no value can start a line of its own`() {
    var output = ByteBuffer()
    output.append(field: "Location", "/a\r\nSet-Cookie: b\u{0}\u{7F}c\td")
    #expect(text(output.array()) == "Location: /a  Set-Cookie: b  c\td\r\n")
    var bytes = ByteBuffer()
    withGuarded(Array("x\ny\r".utf8)) { bytes.append(field: "X", bytes: $0) }
    #expect(text(bytes.array()) == "X: x y \r\n")
  }

  @Test func `an answer that streams says that the close ends it`() {
    var writer = ResponseWriter()
    var output = ByteBuffer()
    writer.appendStreamHead(200, &output) { $0.append(field: "Content-Type", "text/event-stream") }
    #expect(text(output.array()).hasSuffix("Content-Type: text/event-stream\r\nConnection: close\r\n\r\n"))
  }

  @Test func `answers one after another share a buffer and nothing else`() throws {
    var writer = ResponseWriter()
    var output = ByteBuffer()
    for body in ["a", "bb"] {
      withGuarded(Array(body.utf8)) { bytes in
        withGuarded(Array("X: y\r\n".utf8)) { fields in
          writer.append(200, fields: fields, body: bytes, to: .init(isHead: false, isPersistent: true), &output)
        }
      }
    }
    let parts = text(output.array()).split(separator: "HTTP/1.1 ")
    #expect(parts.count == 2)
    #expect(parts[0].hasSuffix("X: y\r\nContent-Length: 1\r\n\r\na"))
    #expect(parts[1].hasSuffix("X: y\r\nContent-Length: 2\r\n\r\nbb"))
  }

  /// The lines of the head, the date taken out, and the body.
  private func write(
    _ status: Int, body: String, _ shape: ResponseWriter.Shape = .init(isHead: false, isPersistent: true)
  ) -> (head: [String], body: String) {
    var writer = ResponseWriter(fixedFields: [("API-Version", "1.0.0"), ("X-Injected", "a\r\nb")])
    var output = ByteBuffer()
    let before = HTTPDate.now()
    withGuarded(Array(body.utf8)) { bytes in
      writer.append(status, body: bytes, to: shape, &output) { $0.append(field: "ETag", "\"7\"") }
    }
    let parts = text(output.array()).split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    var lines = parts[0].split(separator: "\r\n").map(String.init)
    let dates = (before...HTTPDate.now()).map { seconds in
      var date = ByteBuffer()
      HTTPDate.append(seconds, to: &date)
      return "Date: " + text(date.array())
    }
    #expect(dates.contains(lines[1]))
    lines[1] = "Date: "
    return (lines, String(parts[1]))
  }
}
