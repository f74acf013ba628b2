import ArgumentParser
import Register
import SQLiteStore

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read rows into the register: all of them, or none.",
    discussion: """
      PATH is a folder with files such as maatregelen.jsonl, or one such file: a JSON object a line, as PUT takes it, \
      with its kenmerk. What is read is history: it is published in the name of `ncdr`. A second time nothing \
      changes, and what someone has changed since stays as it is.
      """)

  @OptionGroup var settings: SettingsOptions

  @Argument(help: ArgumentHelp("Folder or file to read.", valueName: "path"))
  var path: String

  @Flag(help: "Check everything and keep nothing.")
  var dryRun = false

  /// More would scroll the first ones away.
  private static let shownFaults = 100

  func run() throws {
    var configuration = try settings.configuration()
    let data = try DataFolder(path)
    for file in data.skipped { Terminal.note("\(file): skipped, this version has no such resource.") }
    guard data.faults.isEmpty else { throw Self.failure(data.faults) }

    let passing = dryRun && !Files.exists(configuration.database) ? try TemporaryFolder() : nil
    defer { passing?.remove() }
    if let passing { configuration.database = passing.path + "/register.sqlite" }
    let connection = try Database(configuration).openOrMake()
    defer { connection.close() }
    var bar = ProgressBar(total: data.rows.count)
    let summary: RegisterImport.Summary
    do {
      summary = try RegisterImport(connection: connection).run(data.rows, dryRun: dryRun) { bar.show($0) }
      bar.end()
    } catch let faults as RegisterImport.Faults {
      bar.end()
      throw Self.failure(faults.list.map(ImportFault.init))
    }
    print(Self.table(summary))
    if dryRun { print("This was a dry run: nothing has been kept.") }
  }

  private static func failure(_ faults: [ImportFault]) -> Failure {
    var lines = faults.prefix(shownFaults).map(\.description)
    if faults.count > shownFaults { lines.append("... and \(faults.count - shownFaults) more") }
    return Failure("Nothing has been imported:\n" + lines.joined(separator: "\n"))
  }

  private static func table(_ summary: RegisterImport.Summary) -> String {
    var table = Table(["collection", "new", "changed", "unchanged", "kept"])
    for (collection, tally) in summary.tallies { table.add([collection] + figures(tally).map(String.init)) }
    let columns = summary.tallies.map { figures($0.tally) }
    table.add(["together"] + (0..<4).map { column in String(columns.reduce(0) { $0 + $1[column] }) })
    return table.text
  }

  private static func figures(_ tally: RegisterImport.Tally) -> [Int] {
    [tally.created, tally.changed, tally.unchanged, tally.kept]
  }
}
