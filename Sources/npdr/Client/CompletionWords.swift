import API
import Register

/// What could come next on a line that begins with `npdr query` or `npdr report`.
enum CompletionWords {
  /// - Parameter words: the whole line up to the word being typed, that one included: `["npdr", "query", "maat"]`.
  static func candidates(_ words: [String]) -> [String] {
    guard let command = words.dropFirst().first, let typed = words.last, words.count > 2 else { return [] }
    let before = Array(words[2..<(words.count - 1)])
    switch command {
    case "query": return query(before, typed)
    case "report": return flags(ReportFlags.all, before, typed)
    default: return []
    }
  }

  private static func query(_ before: [String], _ typed: String) -> [String] {
    guard let first = TypedLine.firstWord(of: before, own: QueryFlags.always) else {
      return typed.hasPrefix("-") ? flags(QueryFlags.always, before, typed) : paths.filter { $0.hasPrefix(typed) }
    }
    let segments = first.split(separator: "/").map(String.init)
    let own = ClientPath.matching(segments).map(QueryFlags.of) ?? []
    return flags(own + QueryFlags.always, before, typed)
  }

  private static let paths: [String] = ClientPath.all.map(\.pattern).filter { pattern in
    !pattern.contains { $0.hasPrefix("{") } && pattern.first != "openapi.json"
  }.map { $0.joined(separator: "/") }

  /// Names of flags, or the values of the one before; in a list of values only the last is being typed.
  private static func flags(_ flags: [LineFlag], _ before: [String], _ typed: String) -> [String] {
    if let last = before.last, last.hasPrefix("--"),
      let flag = flags.first(where: { $0.isMeant(by: String(last.dropFirst(2))) }), !flag.isSwitch
    {
      let done = typed.lastIndex(of: ",").map { String(typed[...$0]) } ?? ""
      return flag.values.map { done + $0 }.filter { $0.hasPrefix(typed) }
    }
    return flags.map { "--\($0.name)" }.filter { $0.hasPrefix(typed) }
  }
}
