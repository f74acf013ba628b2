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
    main(nil)
  }
}
