import ArgumentParser
import Bytes

struct ShowSettings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Show the settings in force, in the form of config/npdr.json.")

  @OptionGroup var settings: SettingsOptions

  @Flag(help: "Show every setting there is with its environment name, default and meaning.")
  var explain = false

  func run() throws {
    if explain {
      print(SettingsDocument.explanation)
    } else {
      print(SettingsDocument.json(of: try settings.configuration()).indented)
    }
  }
}
