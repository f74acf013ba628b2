import API
import Bytes

/// What was typed behind `npdr query`, as a question to the API.
struct Question {
  let path: ClientPath
  let segments: [String]
  let line: TypedLine

  /// - Throws: `ClientFailure` when there is no such path, or a flag is none of its own.
  init(_ arguments: [String]) throws {
    guard let typed = TypedLine.firstWord(of: arguments, own: QueryFlags.always) else {
      // Only for what it says of its flags.
      _ = try TypedLine(arguments, QueryFlags.always, help: "npdr query --help")
      throw ClientFailure(.usage, "Noem wat u wilt zien, zoals `npdr query maatregelen`. Zie npdr query --help.")
    }
    var words = typed.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    if words.first == "v1" { words.removeFirst() }
    guard let path = ClientPath.matching(words) else { throw Self.unknown(typed, words) }
    self.path = path
    segments = words
    line = try TypedLine(
      arguments, QueryFlags.of(path) + QueryFlags.always, help: "npdr query \(typed) --help")
    guard line.words.count <= 1 else {
      throw ClientFailure(
        .usage,
        "`\(line.words[1])` is een woord te veel. Zet een waarde met spaties tussen aanhalingstekens, en een kenmerk "
          + "achter een schuine streep: npdr query \(line.words[0])/\(line.words[1])")
    }
  }

  private static func unknown(_ typed: String, _ words: [String]) -> ClientFailure {
    let first = words.first ?? ""
    let below = ClientPath.all.filter { $0.pattern.first == first && $0.pattern.count == 3 && words.count >= 3 }
    if !below.isEmpty {
      let names = below.map { $0.pattern[2] }.filter { !$0.hasPrefix("{") }
      return ClientFailure(.usage, "Onder een rij van \(first) staan: \(names.joined(separator: ", ")).")
    }
    return ClientFailure(.usage, "Er is geen `\(typed)`. Zie npdr query --help voor wat er is.")
  }

  /// Path and query: `/v1/maatregelen?grond=ras`.
  ///
  /// - Parameters:
  ///   - fields: members to ask for when nobody chose.
  ///   - limit: rows on a page when nobody chose.
  func target(fields: [String]? = nil, limit: Int? = nil) -> String {
    var parameters: [(String, String)] = []
    for (flag, value) in line.given where !QueryFlags.always.contains(where: { $0.key == flag.key }) {
      parameters.append((flag.key, Self.moment(flag.key, value)))
    }
    if let fields, line.value("fields") == nil { parameters.append(("fields", fields.joined(separator: ","))) }
    if let limit, line.value("limit") == nil { parameters.append(("limit", String(limit))) }
    let query = parameters.map { "\(PercentEncoding.text($0.0))=\(PercentEncoding.text($0.1))" }
    let place = "/v1/" + segments.map(PercentEncoding.text).joined(separator: "/")
    return place + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// A day, for a moment in the past, is the end of that day in Amsterdam.
  private static func moment(_ key: String, _ value: String) -> String {
    guard ["beschikbaarOp", "vergelekenMet"].contains(key), let day = Day(value) else { return value }
    return (Amsterdam.midnight(of: day + 1) - 1).description
  }
}

/// Text in a path or query. Source: RFC 3986 section 2.
enum PercentEncoding {
  static func text(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "*"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%" + Hex.encode([byte]).uppercased()
      }
    }
    return encoded
  }
}
