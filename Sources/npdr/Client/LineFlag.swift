/// One flag of a command whose flags follow from the declarations.
struct LineFlag {
  /// As it is typed, without dashes: `gereed-gepland-vanaf`.
  let name: String
  /// What it stands for: a query key, a member, or the name itself.
  let key: String
  let nl: String
  /// The values it takes, when there are only so many.
  var values: [String] = []
  /// The collection it takes the kenmerk of a row of; the register says which there are.
  var collection: String?
  /// Takes no value, or `=false`.
  var isSwitch = false
  /// Stands in help for its value.
  var placeholder = "WAARDE"

  /// `gereedGeplandVanaf` is `gereed-gepland-vanaf`.
  static func dashed(_ key: String) -> String {
    var name = ""
    for character in key {
      if character.isUppercase { name += "-" }
      name += character.lowercased()
    }
    return name
  }

  func isMeant(by typed: String) -> Bool { typed == name || typed == key || typed == LineFlag.dashed(key) }

  /// `--velden VELDEN`
  var usage: String { isSwitch ? "--\(name)" : "--\(name) \(placeholder)" }
}

/// A line of words and flags as it was typed.
struct TypedLine {
  private(set) var words: [String] = []
  private(set) var given: [(flag: LineFlag, value: String)] = []
  private(set) var asksHelp = false

  /// The first word that is no flag and no value of one of `own`.
  static func firstWord(of arguments: [String], own: [LineFlag]) -> String? {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else { return argument }
      let typed = argument.drop { $0 == "-" }
      if let flag = own.first(where: { $0.isMeant(by: String(typed)) }), !flag.isSwitch { rest = rest.dropFirst() }
    }
    return nil
  }

  /// - Throws: `ClientFailure` for a flag that is none, or that lacks its value.
  init(_ arguments: [String], _ flags: [LineFlag], help: String) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "-h" || argument == "--help" || argument == "--hulp" {
        asksHelp = true
        continue
      }
      guard argument.hasPrefix("--"), argument.count > 2 else {
        if argument.hasPrefix("-"), argument.count > 1 {
          throw ClientFailure(.usage, "`\(argument)`: vlaggen beginnen met twee streepjes. Zie \(help).")
        }
        words.append(argument)
        continue
      }
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let typed = String(parts[0])
      guard let flag = flags.first(where: { $0.isMeant(by: typed) }) else {
        throw Self.unknown(typed, flags, help)
      }
      if parts.count == 2 {
        given.append((flag, String(parts[1])))
      } else if flag.isSwitch {
        given.append((flag, "true"))
      } else if let value = rest.first, !value.hasPrefix("--") {
        rest = rest.dropFirst()
        given.append((flag, value))
      } else {
        throw ClientFailure(.usage, "--\(typed) mist een waarde. Zie \(help).")
      }
    }
  }

  private static func unknown(_ typed: String, _ flags: [LineFlag], _ help: String) -> ClientFailure {
    if typed == "token" {
      return ClientFailure(
        .usage,
        "Een token hoort niet in een opdracht: iedereen op deze machine ziet die met `ps`. Zet het in NPDR_TOKEN, of in "
          + "~/.config/npdr/token met `chmod 600`.")
    }
    let name = LineFlag.dashed(typed)
    let near = flags.map { ($0.name, distance(name, $0.name)) }.min { $0.1 < $1.1 }
    let hint = near.flatMap { $0.1 <= max(1, name.count / 3) ? " Bedoelde u --\($0.0)?" : nil } ?? ""
    return ClientFailure(.usage, "Er is geen vlag --\(typed).\(hint) Zie \(help).")
  }

  /// How many characters have to be put in, taken out or changed (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8)
    let b = Array(b.utf8)
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let change = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }

  // MARK: What was given

  func value(_ key: String) -> String? { given.last { $0.flag.key == key }?.value }

  func isSet(_ key: String) -> Bool { value(key).map { $0 != "false" } ?? false }
}
