import ArgumentParser

/// Its flags follow from the declaration of a progress report, so it reads its line itself.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report the progress of a measure over HTTP: from flags, a file or an editor.",
    discussion: "For example: npdr report m-via. `npdr report --help` says what it takes.",
    helpNames: [])

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The measure, and the report as flags.", valueName: "maatregel"))
  var arguments: [String] = []

  func run() throws {
    try ClientFailure.explained {
      let line = try TypedLine(arguments, ReportFlags.all, help: "npdr report --help")
      if line.asksHelp { return try Screen.write(ReportFlags.help(width: Screen.width(Process.environment))) }
      try Reporting(line).run()
    }
  }
}
