import Bytes

/// The settings written out: as the file `config/npdr.json` has them, and as a table for people.
enum SettingsDocument {
  /// An object with every setting, nested as in the settings file.
  static func json(of configuration: Configuration) -> JSON {
    var document = JSONObject()
    for setting in Configuration.table {
      let value = setting.value(configuration)
      let steps = setting.name.split(separator: ".").map(String.init)
      if steps.count == 1 {
        document[steps[0]] = value
      } else {
        var group = document[steps[0]]?.asObject ?? JSONObject()
        group[steps[1]] = value
        document[steps[0]] = .object(group)
      }
    }
    return .object(document)
  }

  /// Each setting on a few lines: name, environment name, what it takes, default, meaning.
  static var explanation: String {
    Configuration.table.map { setting in
      """
      \(setting.name)  (\(setting.environmentName))
        \(setting.meaning)
        Takes \(setting.kind.description); default \(setting.fallback.text).
      """
    }.joined(separator: "\n")
  }
}
