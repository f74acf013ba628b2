import Bytes

/// Puts the configuration together: defaults, settings file, environment, flags; the later one wins.
///
/// All faults are found before the first is reported.
struct ConfigurationReader {
  private var configuration = Configuration()
  private var faults: [String] = []

  /// - Parameters:
  ///   - file: the settings file named by `--config`; nil reads `config/npdr.json` when it is there.
  ///   - environment: all of the process's variables; those that begin with `NPDR_` have to be settings.
  ///   - flags: names and values from the command line.
  static func read(
    file: String?, environment: [String: String], flags: [(name: String, value: String)]
  ) throws -> Configuration {
    var reader = ConfigurationReader()
    let path = file ?? "config/npdr.json"
    if file != nil || Files.exists(path) { try reader.take(file: path) }
    reader.take(environment: environment)
    let elsewhere = reader.faults.count
    for flag in flags { reader.take(flag: flag.name, flag.value) }
    guard reader.faults.isEmpty else {
      throw Failure(reader.faults.joined(separator: "\n"), isOfTheLine: reader.faults.count > elsewhere)
    }
    return reader.configuration
  }

  private static let byName = Dictionary(uniqueKeysWithValues: Configuration.table.map { ($0.name, $0) })
  private static let known = "Known settings: " + Configuration.table.map(\.name).joined(separator: ", ") + "."

  private mutating func take(file: String) throws {
    let bytes = try Files.read(file)
    let document: JSON
    do {
      document = try JSON.parse(bytes)
    } catch {
      throw Failure("\(file):\(error.line):\(error.column): not JSON (\(error.reason.rawValue)).")
    }
    guard let object = document.asObject else { throw Failure("\(file): expected an object.") }
    take(object, under: "", file: file)
  }

  private mutating func take(_ object: JSONObject, under prefix: String, file: String) {
    for (name, value) in object.members {
      let name = prefix + name
      if let setting = Self.byName[name] {
        do {
          try setting.set(value, in: &configuration)
        } catch {
          faults.append("\(file): `\(name)` has to be \(error.description).")
        }
      } else if let group = value.asObject, Self.byName.keys.contains(where: { $0.hasPrefix(name + ".") }) {
        take(group, under: name + ".", file: file)
      } else {
        faults.append("\(file): unknown setting `\(name)`. \(Self.known)")
      }
    }
  }

  private mutating func take(environment: [String: String]) {
    let byVariable = Dictionary(uniqueKeysWithValues: Configuration.table.map { ($0.environmentName, $0) })
    for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("NPDR_") {
      // A secret is no setting: it is never shown, and only clients read it.
      if variable == ClientToken.variable { continue }
      guard let setting = byVariable[variable] else {
        let known = Configuration.table.map(\.environmentName).joined(separator: ", ")
        faults.append("Unknown setting `\(variable)` in the environment. Known: \(known).")
        continue
      }
      take(setting, value, as: variable)
    }
  }

  private mutating func take(flag name: String, _ value: String) {
    guard let setting = Self.byName[name] else {
      faults.append("Unknown setting `\(name)`. \(Self.known)")
      return
    }
    take(setting, value, as: name)
  }

  private mutating func take(_ setting: Setting, _ value: String, as name: String) {
    do {
      try setting.set(text: value, in: &configuration)
    } catch {
      faults.append("`\(name)` has to be \(error.description).")
    }
  }
}
