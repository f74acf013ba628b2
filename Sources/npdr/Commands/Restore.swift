import ArgumentParser

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the register.",
    discussion: """
      The backup is copied, brought up to date and verified first: one with a fault changes nothing. No server may \
      run on the register meanwhile. What stood there before is kept beside it, and named: take it away when it is \
      no longer needed.
      """)

  @OptionGroup var settings: SettingsOptions

  @Argument(help: ArgumentHelp("The file that `npdr backup` made.", valueName: "file"))
  var file: String

  func run() throws {
    let configuration = try settings.configuration()
    let restoring = try Restoring(configuration, from: file)
    defer { restoring.abandon() }
    let faults = try restoring.verify { print($0) }
    guard faults == 0 else {
      throw Failure("\(file) has \(faults == 1 ? "a fault" : "\(faults) faults"). Nothing has been restored.")
    }
    let kept = try restoring.finish()
    print("\(configuration.database) is restored from \(file).")
    if let kept { print("What stood there before is kept as \(kept).") }
  }
}
