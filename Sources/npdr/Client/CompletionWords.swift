import API
import Bytes
import Register
import Webhooks

/// What could come next on a line that begins with `npdr query` or `npdr report`.
enum CompletionWords {
  /// - Parameter words: the whole line up to the word being typed, that one included: `["npdr", "query", "maat"]`.
  static func candidates(_ words: [String]) -> [String] {
    guard let command = words.dropFirst().first, let typed = words.last, words.count > 2 else { return [] }
    let before = Array(words[2..<(words.count - 1)])
    switch command {
    case "query": return query(before, typed)
    case "report":
      let isMeasure = !typed.hasPrefix("-") && TypedLine.firstWord(of: before, own: ReportFlags.all) == nil
      if isMeasure, !isValue(ReportFlags.all, before) { return rows(of: "maatregelen").filter { $0.hasPrefix(typed) } }
      return flags(ReportFlags.all, before, typed)
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

  private static func flag(_ flags: [LineFlag], _ typed: some StringProtocol) -> LineFlag? {
    guard typed.hasPrefix("--") else { return nil }
    return flags.first { $0.isMeant(by: String(typed.dropFirst(2))) && !$0.isSwitch }
  }

  private static func isValue(_ flags: [LineFlag], _ before: [String]) -> Bool {
    before.last.flatMap { flag(flags, $0) } != nil
  }

  /// Names of flags, or the values of the one before or of `--flag=`; in a list of values only the last is being typed.
  private static func flags(_ flags: [LineFlag], _ before: [String], _ typed: String) -> [String] {
    if let flag = before.last.flatMap({ flag(flags, $0) }) { return values(of: flag, typed) }
    if let sign = typed.firstIndex(of: "="), let flag = flag(flags, typed[..<sign]) {
      return values(of: flag, String(typed[typed.index(after: sign)...])).map { typed[...sign] + $0 }
    }
    return flags.map { "--\($0.name)" }.filter { $0.hasPrefix(typed) }
  }

  private static func values(of flag: LineFlag, _ typed: String) -> [String] {
    let done = typed.lastIndex(of: ",").map { String(typed[...$0]) } ?? ""
    let all = flag.values.isEmpty ? flag.collection.map(rows) ?? [] : flag.values
    return all.map { done + $0 }.filter { $0.hasPrefix(typed) }
  }

  /// What the register has, when it answers at once: somebody waits for his tab key.
  private static func rows(of collection: String) -> [String] {
    guard
      let client = try? RegisterClient(server: nil, tokenFile: nil, limits: RegisterClient.glance),
      let answer = client.glance(at: "/v1/\(collection)?fields=kenmerk&sort=kenmerk&limit=200"),
      let page = try? JSON.parse(answer.body)
    else { return [] }
    return (page["items"]?.asArray ?? []).compactMap { $0["kenmerk"]?.asString }
  }
}
