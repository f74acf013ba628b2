import ArgumentParser

struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring the database's schema up to date.",
    discussion: "`serve` and `import` do this by themselves. The database must not be served meanwhile.")

  @OptionGroup var settings: SettingsOptions

  func run() throws {
    let database = Database(try settings.configuration())
    let applied = try database.migrate()
    for name in applied { print(name) }
    print(applied.isEmpty ? "\(database.path) was up to date." : "\(database.path) is up to date.")
  }
}
