import Bytes
import Foundation
import Testing

/// An answer, taken apart; what is no whole answer fails.
struct Response {
  let status: Int
  let fields: [(name: String, value: String)]
  let bytes: [UInt8]
  let closed: Bool

  struct Malformed: Error {
    let text: String
  }

  init(_ answer: [UInt8], closed: Bool) throws {
    let text = String(decoding: answer, as: UTF8.self)
    guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Malformed(text: text) }
    let lines = String(decoding: answer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let first = lines[0].split(separator: " ")
    guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else { throw Malformed(text: text) }
    self.status = status
    fields = try lines.dropFirst().map { line in
      guard let colon = line.firstRange(of: ": ") else { throw Malformed(text: line) }
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
    bytes = Array(answer[end.upperBound...])
    self.closed = closed
  }

  subscript(name: String) -> String? {
    let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    // A field that comes twice is a defect wherever it is looked at.
    if values.count > 1 { Issue.record("\(name) comes \(values.count) times") }
    return values.first
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// `.null` when the body is no JSON, which fails whatever is expected of it.
  var json: JSON { (try? JSON.parse(bytes)) ?? .null }

  var items: [JSON] { json["items"]?.asArray ?? [] }
  var etag: String? { self["ETag"] }

  /// `query gornd onbekende-naam`, one for each error.
  var errors: [String] {
    (json["errors"]?.asArray ?? []).map { error in
      ["in", "location", "code"].compactMap { error[$0]?.asString }.joined(separator: " ")
    }
  }

  /// The last part of `type`.
  var kind: String? { json["type"]?.asString?.split(separator: "/").last.map(String.init) }
}
