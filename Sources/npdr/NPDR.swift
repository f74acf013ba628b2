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

      Settings come from flags, then from the environment (NPDR_...), then from config/npdr.json;
      `npdr settings --explain` lists them all.
      """,
    version: Release.version,
    subcommands: [
      Serve.self, Migrate.self, Import.self, Export.self, Token.self, Verify.self, Backup.self, Restore.self,
      Redact.self,
      Health.self,
      ShowSettings.self,
    ])
}
