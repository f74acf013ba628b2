import API
import ArgumentParser

/// Its flags follow from what is asked, so it reads its line itself, and says itself what there is.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a register over HTTP: tables on a screen, JSON in a pipe. `npdr query --help` says what.",
    discussion: "For example: npdr query maatregelen --grond moslimdiscriminatie --mist financiering",
    helpNames: [])

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("What to ask, and the flags that narrow it down.", valueName: "path"))
  var arguments: [String] = []

  func run() throws {
    try ClientFailure.explained {
      let width = Screen.width(Process.environment)
      let asksHelp = arguments.contains { ["-h", "--help", "--hulp"].contains($0) }
      if arguments.isEmpty || asksHelp, TypedLine.firstWord(of: arguments, own: QueryFlags.always) == nil {
        return try Screen.write(QueryHelp.overview(width: width))
      }
      let question = try Question(arguments)
      if question.line.asksHelp { return try Screen.write(QueryHelp.of(question.path, width: width)) }
      let client = try RegisterClient(
        server: question.line.value("op"), tokenFile: question.line.value("token-bestand"))
      client.tell = { Terminal.note($0) }
      try Asking(question, client).run()
    }
  }
}
