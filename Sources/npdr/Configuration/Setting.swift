import Bytes

/// One setting: a line of the table in `Configuration.swift`. Reading, help and the settings file derive from it.
struct Setting: Sendable {
  /// As in the settings file, a dot for each level: `grenzen.inhoud`.
  let name: String
  let kind: Kind
  let meaning: String
  /// What it is when nobody says anything.
  let fallback: JSON
  /// The value in force.
  let value: @Sendable (Configuration) -> JSON
  private let assign: @Sendable (JSON, inout Configuration) -> Void

  enum Kind: Sendable {
    case text(TextForm)
    /// A text, or null.
    case optionalText(TextForm)
    case integer(ClosedRange<Int>)
    case boolean
    case choice([String])
    /// In the environment and on the command line separated by commas.
    case texts
  }

  /// `grenzen.inhoudImport` is `NPDR_GRENZEN_INHOUD_IMPORT`.
  var environmentName: String {
    var result = "NPDR_"
    for character in name {
      if character.isUppercase { result += "_" }
      result += character == "." ? "_" : character.uppercased()
    }
    return result
  }

  /// Takes a value from the settings file.
  /// - Throws: what was expected, as the end of a sentence.
  func set(_ json: JSON, in configuration: inout Configuration) throws(Expected) {
    guard kind.accepts(json) else { throw Expected(kind.description) }
    assign(json, &configuration)
  }

  /// Takes a value from the environment or the command line.
  func set(text: String, in configuration: inout Configuration) throws(Expected) {
    try set(kind.json(from: text), in: &configuration)
  }

  struct Expected: Error {
    let description: String
    init(_ description: String) { self.description = description }
  }
}

extension Setting.Kind: CustomStringConvertible {
  var description: String {
    switch self {
    case .text(let form): form.description ?? "a text"
    case .optionalText(let form): "\(form.description ?? "a text") or null"
    case .boolean: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let values): "one of " + values.joined(separator: ", ")
    case .texts: "a list of texts"
    }
  }

  func accepts(_ json: JSON) -> Bool {
    switch self {
    case .text(let form): json.asString.map(form.accepts) ?? false
    case .optionalText(let form): json.isNull || json.asString.map(form.accepts) ?? false
    case .boolean: json.asBool != nil
    case .integer(let range): json.asInt.map(range.contains) ?? false
    case .choice(let values): json.asString.map(values.contains) ?? false
    case .texts: json.asArray?.allSatisfy { $0.asString?.isEmpty == false } ?? false
    }
  }

  func json(from text: String) -> JSON {
    switch self {
    case .text, .choice: .string(text)
    case .optionalText: text.isEmpty ? .null : .string(text)
    case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
    case .integer: Int(text).map(JSON.integer) ?? .string(text)
    case .texts: .array(text.split(separator: ",").map { .string(String($0).trimmingSpaces) })
    }
  }
}

extension Setting {
  typealias Path<Value> = WritableKeyPath<Configuration, Value> & Sendable

  private init(
    _ name: String, _ kind: Kind, _ meaning: String, value: @escaping @Sendable (Configuration) -> JSON,
    assign: @escaping @Sendable (JSON, inout Configuration) -> Void
  ) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.value = value
    self.assign = assign
    fallback = value(Configuration())
  }

  static func text(
    _ name: String, _ path: Path<String>, _ meaning: String, _ form: TextForm = .any
  ) -> Setting {
    Setting(name, .text(form), meaning) {
      .string($0[keyPath: path])
    } assign: {
      $1[keyPath: path] = $0.asString ?? $1[keyPath: path]
    }
  }

  static func text(
    _ name: String, _ path: Path<String?>, _ meaning: String, _ form: TextForm = .any
  ) -> Setting {
    Setting(name, .optionalText(form), meaning) {
      .text($0[keyPath: path])
    } assign: {
      $1[keyPath: path] = $0.asString
    }
  }

  static func integer(
    _ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>, _ meaning: String
  ) -> Setting {
    Setting(name, .integer(range), meaning) {
      .integer($0[keyPath: path])
    } assign: {
      $1[keyPath: path] = $0.asInt ?? $1[keyPath: path]
    }
  }

  static func boolean(_ name: String, _ path: Path<Bool>, _ meaning: String) -> Setting {
    Setting(name, .boolean, meaning) {
      .bool($0[keyPath: path])
    } assign: {
      $1[keyPath: path] = $0.asBool ?? $1[keyPath: path]
    }
  }

  static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Value>, _ meaning: String
  ) -> Setting {
    Setting(name, .choice(Value.allCases.map(\.rawValue)), meaning) {
      .string($0[keyPath: path].rawValue)
    } assign: {
      $1[keyPath: path] = $0.asString.flatMap(Value.init(rawValue:)) ?? $1[keyPath: path]
    }
  }

  static func texts(_ name: String, _ path: Path<[String]>, _ meaning: String) -> Setting {
    Setting(name, .texts, meaning) {
      .array($0[keyPath: path].map(JSON.string))
    } assign: {
      $1[keyPath: path] = $0.asArray?.compactMap(\.asString) ?? []
    }
  }
}
