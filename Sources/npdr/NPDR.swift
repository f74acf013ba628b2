import ArgumentParser

/// `npdr`: the register as a program. Each command is a file in `Commands/`, and says its name: to make one from the
/// type costs each start a millisecond.
@main
struct NPDR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "npdr",
    abstract: "The register of the Dutch National Programme against discrimination and racism.",
    discussion: """
      First steps:
        npdr import data/      read the programme into an empty database
        npdr serve             answer on http://127.0.0.1:8080/v1
        npdr token create --organisatie szw --rol redacteur
        npdr query maatregelen --grond moslimdiscriminatie
        npdr report m-via      tell how a measure goes, in an editor

      Settings come from flags, then from the environment (NPDR_...), then from config/npdr.json;
      `npdr settings --explain` lists them all.
      """,
    version: Release.version,
    subcommands: [
      Serve.self, Migrate.self, Import.self, Export.self, Token.self, Verify.self, Backup.self, Restore.self,
      Redact.self,
      Query.self, Report.self, Completion.self, Candidates.self, Health.self,
      ShowSettings.self,
    ])

  /// The script that the parser generates knows no flags that follow from declarations: ours adds them.
  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "--generate-completion-script",
      let shell = Completion.Shell(rawValue: arguments[2])
    {
      return print(Completion.script(shell))
    }
    let words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
    if words.first == "help", let unknown = unknownCommand(among: words.dropFirst()) {
      fail("There is no command `\(unknown)`.", in: [])
    }
    do {
      var command = try parseAsRoot()
      do {
        try command.run()
      } catch let error as ValidationError {
        fail("\(error)", in: path(to: type(of: command)) ?? [])
      } catch let failure as Failure where failure.isOfTheLine {
        fail(failure.description, in: path(to: type(of: command)) ?? [])
      }
    } catch {
      exit(withError: error)
    }
  }

  /// What was typed cannot be, as was found while it ran. The parser is done by then, and would show the usage of `npdr`
  /// whatever the command.
  private static func fail(_ message: String, in path: [String]) -> Never {
    Terminal.note("Error: \(message)\n  See '\((["npdr"] + path).joined(separator: " ")) --help' for more information.")
    exit(withError: ExitCode.validationFailure)
  }

  /// The words that lead to a command: `token create`.
  private static func path(
    to command: any ParsableCommand.Type, under parent: any ParsableCommand.Type = NPDR.self
  ) -> [String]? {
    for child in parent.configuration.subcommands {
      let name = child.configuration.commandName ?? ""
      if child == command { return [name] }
      if let rest = path(to: command, under: child) { return [name] + rest }
    }
    return nil
  }

  /// The first word that leads nowhere.
  private static func unknownCommand(among words: ArraySlice<String>) -> String? {
    var place: any ParsableCommand.Type = NPDR.self
    for word in words {
      guard let next = place.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        return word
      }
      place = next
    }
    return nil
  }
}
