import HTTP

/// The same rules as `RequestHeadParser`, written down the slow and obvious way: whole lines, sets of characters.
/// Knows only whether a head is a request, not why it is none.
enum ReferenceParser {
  private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let digits = Set("0123456789".utf8)
  private static let hex = Set("0123456789abcdefABCDEF".utf8)
  private static let token = letters.union(digits).union("!#$%&'*+-.^_`|~".utf8)
  private static let regName = letters.union(digits).union("-._~!$&'()*+,;=".utf8)
  private static let hostName = regName.subtracting(",".utf8)
  private static let path = regName.union(":@/[]%".utf8)
  private static let query = path.union("?\\^`{|}".utf8)

  static func parse(_ bytes: [UInt8]) -> Outcome.Head? {
    var start = 0
    for _ in 0..<2 where bytes[start...].starts(with: [13, 10]) { start += 2 }
    guard let end = indexOf([13, 10, 13, 10], bytes, from: start) else { return nil }
    var lines = split(Array(bytes[start..<end]), [13, 10])
    if lines.contains(where: { $0.contains(13) || $0.contains(10) }) { return nil }
    let first = lines.removeFirst()
    if first.count > 8192 || end + 2 - start - first.count - 2 > 32768 || lines.count > 100 { return nil }

    let words = split(first, [32])
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(token.contains) else { return nil }
    let versions = (0...9).map { "HTTP/1.\($0)" }
    guard let minor = versions.firstIndex(of: text(words[2])).map({ min($0, 1) }) else { return nil }
    guard isTarget(words[1]) else { return nil }

    var fields: [Outcome.Field] = []
    for line in lines {
      guard let colon = line.firstIndex(of: 58), colon > 0, line[..<colon].allSatisfy(token.contains) else {
        return nil
      }
      var value = line[(colon + 1)...]
      guard value.allSatisfy({ $0 == 9 || ($0 >= 32 && $0 != 127) }) else { return nil }
      while let blank = value.first, blank == 32 || blank == 9 { value.removeFirst() }
      while let blank = value.last, blank == 32 || blank == 9 { value.removeLast() }
      fields.append(Outcome.Field(name: text(line[..<colon]), value: text(value)))
    }
    return judge(words[0], words[1], fields, minor: minor, count: end + 4)
  }

  private static func judge(
    _ method: [UInt8], _ target: [UInt8], _ given: [Outcome.Field], minor: Int, count: Int
  ) -> Outcome.Head? {
    var fields = given
    func values(_ name: String) -> [String] { given.filter { $0.name.lowercased() == name }.map(\.value) }

    let hosts = values("host")
    guard hosts.count == 1 || (hosts.isEmpty && minor == 0), hosts.allSatisfy({ isAuthority(Array($0.latin1)) }) else {
      return nil
    }
    let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    let known: [HTTP.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    let method = names.firstIndex(of: text(method)).map { known[$0] } ?? .other

    var form = text(target)
    if form == "*" {
      guard method == .options else { return nil }
    } else if target[0] != 47 {
      let lower = form.lowercased()
      guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else { return nil }
      let rest = form.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      guard isAuthority(Array(String(authority).latin1)) else { return nil }
      form = String(rest.dropFirst(authority.count))
      if form.isEmpty { form = method == .options ? "*" : "/" } else if form.hasPrefix("?") { form = "/" + form }
      if let host = fields.firstIndex(where: { $0.name.lowercased() == "host" }) {
        fields[host].value = String(authority)
      } else {
        fields.append(Outcome.Field(name: "", value: String(authority)))
      }
    }

    var framing = BodyFraming.none
    let lengths = values("content-length")
    let codings = values("transfer-encoding")
    if !codings.isEmpty {
      let list = codings.flatMap { elements($0) }
      guard minor == 1, lengths.isEmpty, list.count == 1, list[0].lowercased() == "chunked" else { return nil }
      framing = .chunked
    } else if !lengths.isEmpty {
      guard lengths.count == 1, !lengths[0].isEmpty, lengths[0].latin1.allSatisfy(digits.contains),
        let length = Int(lengths[0])
      else { return nil }
      framing = .length(length)
    }

    let options = values("connection").flatMap { elements($0) }
    guard options.allSatisfy({ $0.latin1.allSatisfy(token.contains) }) else { return nil }
    let expectations = values("expect")
    if minor == 1, !expectations.isEmpty {
      guard expectations.count == 1, expectations[0].lowercased() == "100-continue" else { return nil }
    }
    return Outcome.Head(
      method: method, target: form, fields: fields, framing: framing,
      persistent: minor == 1 && !options.contains { $0.lowercased() == "close" },
      expectsContinue: minor == 1 && !expectations.isEmpty, count: count)
  }

  private static func isTarget(_ target: [UInt8]) -> Bool {
    guard !target.isEmpty else { return false }
    let parts = target.split(separator: 63, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].allSatisfy(path.contains), parts.count == 1 || parts[1].allSatisfy(query.contains) else {
      return false
    }
    let first = Array(parts[0])
    for index in first.indices where first[index] == 37 {
      guard index + 2 < first.count, hex.contains(first[index + 1]), hex.contains(first[index + 2]) else {
        return false
      }
    }
    return true
  }

  private static func isAuthority(_ bytes: [UInt8]) -> Bool {
    var host = bytes
    if bytes.first == 91 {
      guard let close = bytes.firstIndex(of: 93), close > 2 else { return false }
      guard bytes[1..<close].allSatisfy({ hex.contains($0) || $0 == 58 || $0 == 46 }) else { return false }
      host = Array(bytes[(close + 1)...])
      guard host.isEmpty || host[0] == 58 else { return false }
    } else {
      let name = Array(bytes.prefix { $0 != 58 })
      guard !name.isEmpty, name.allSatisfy({ hostName.contains($0) || $0 == 37 }) else { return false }
      for index in name.indices where name[index] == 37 {
        guard index + 2 < name.count, hex.contains(name[index + 1]), hex.contains(name[index + 2]) else { return false }
      }
      host = Array(bytes[name.count...])
    }
    let port = host.dropFirst()
    guard port.allSatisfy(digits.contains) else { return false }
    return port.isEmpty || (Int(text(port)) ?? .max) <= 65_535
  }

  /// Elements between commas that are not in quotes.
  private static func elements(_ value: String) -> [String] {
    var elements: [String] = [""]
    var quoted = false
    var escaped = false
    for character in value {
      if escaped {
        escaped = false
      } else if quoted, character == "\\" {
        escaped = true
      } else if character == "\"" {
        quoted.toggle()
      } else if character == ",", !quoted {
        elements.append("")
        continue
      }
      elements[elements.count - 1].append(character)
    }
    let trimmed = elements.map { element -> String in
      var part = Substring(element)
      while let first = part.first, first == " " || first == "\t" { part.removeFirst() }
      while let last = part.last, last == " " || last == "\t" { part.removeLast() }
      return String(part)
    }
    return trimmed.filter { !$0.isEmpty }
  }

  private static func indexOf(_ wanted: [UInt8], _ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count - start >= wanted.count else { return nil }
    return (start...bytes.count - wanted.count).first { Array(bytes[$0..<$0 + wanted.count]) == wanted }
  }

  private static func split(_ bytes: [UInt8], _ separator: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: separator) {
        parts.append([])
        index += separator.count
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    return parts
  }
}

extension String {
  /// The bytes of a Latin-1 text.
  var latin1: [UInt8] { unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}
