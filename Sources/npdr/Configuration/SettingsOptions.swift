import ArgumentParser

/// The flags by which any command takes settings.
struct SettingsOptions: ParsableArguments {
  @Option(name: .customLong("config"), help: ArgumentHelp("The settings file.", valueName: "file"))
  var file: String?

  @Option(help: ArgumentHelp("The SQLite file that holds the register.", valueName: "file"))
  var database: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Any setting, as in `--set grenzen.stopSeconden=5`; may be repeated.", valueName: "name=value"))
  var others: [String] = []

  /// - Parameter flags: those of the command itself, as names of settings; nil when not given.
  func configuration(_ flags: [(name: String, value: String?)] = []) throws -> Configuration {
    var given: [(name: String, value: String)] = []
    for pair in others {
      guard let sign = pair.firstIndex(of: "=") else {
        throw ValidationError("--set takes name=value, not `\(pair)`.")
      }
      given.append((String(pair[..<sign]), String(pair[pair.index(after: sign)...])))
    }
    for (name, value) in [("database", database)] + flags {
      if let value { given.append((name, value)) }
    }
    return try ConfigurationReader.read(file: file, environment: Process.environment, flags: given)
  }
}
