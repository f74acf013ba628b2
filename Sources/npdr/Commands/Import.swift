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

      With --to the rows go to a register elsewhere, one by one over its API, with the token of an administrator \
      (NPDR_TOKEN, or a file with mode 600): its rules and rights hold, and what is there already is changed to what \
      the file says. When it breaks off, the same command goes on: rows that are there already are not written again.
        npdr import data/ --to https://npdr.example.nl
      """)

  @OptionGroup var settings: SettingsOptions

  @Argument(help: ArgumentHelp("Folder or file to read.", valueName: "path"))
  var path: String

  @Flag(help: "Check everything and keep nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("The register elsewhere that takes the rows.", valueName: "url"))
  var to: String?

  @Option(help: ArgumentHelp("With --to: file with mode 600 that holds the token.", valueName: "file"))
  var tokenBestand: String?

  @Option(help: ArgumentHelp("With --to: why plans of published measures change.", valueName: "reden"))
  var reden: String?

  func validate() throws {
    guard to == nil || !dryRun else { throw ValidationError("--dry-run looks at a register here: leave out --to.") }
    guard to != nil || (tokenBestand == nil && reden == nil) else {
      throw ValidationError("--token-bestand and --reden go with --to.")
    }
  }

  /// More would scroll the first ones away.
  private static let shownFaults = 100

  func run() throws {
    if let to { return try ClientFailure.explained { try send(to: to) } }
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

  private func send(to server: String) throws {
    let data = try DataFolder(path)
    for file in data.skipped { Terminal.note("\(file): skipped, this version has no such resource.") }
    guard data.faults.isEmpty else { throw Self.failure(data.faults) }
    let client = try RegisterClient(server: server, tokenFile: tokenBestand, language: "en")
    let remote = RemoteImport(client, reason: reden)
    defer { remote.bar.end() }
    try remote.run(data.rows)
    remote.bar.end()
    print(remote.table)
    guard remote.faults.isEmpty else {
      let rest = remote.faults.count - Self.shownFaults
      let lines = remote.faults.prefix(Self.shownFaults).map(\.description)
      let more = rest > 0 ? ["... and \(rest) more"] : []
      throw Failure("Not every row was taken:\n" + (lines + more).joined(separator: "\n"))
    }
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
