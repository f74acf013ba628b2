import ArgumentParser
import Register
import SQLiteStore

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look whether the register is what was once written to it.",
    discussion: """
      Checks the file itself, the chain of the log, every row and link beside the log, the search index and the \
      counters. Says nothing and ends with exit code 0 when all is well; else a line for each fault, and exit code 1. \
      A server may go on meanwhile. A backup is looked at with --database FILE.

      Someone who can write the file can also make a chain anew. Note the hash that --keten shows somewhere else now \
      and then: a log that was rewritten or cut off will not have it again.
      """)

  @OptionGroup var settings: SettingsOptions

  @Flag(help: "Show how many entries the log has and the hash it ends with.")
  var keten = false

  func run() throws {
    let database = Database(try settings.configuration())
    let summary = try verifiedAtRest(database) ?? verified(database)
    if keten { print("\(summary.entries) \(summary.head)") }
    guard summary.faults == 0 else { throw ExitCode.failure }
  }

  /// Nothing comes to stand beside a database that nobody writes to.
  ///
  /// - Returns: nil when somebody has, or had meanwhile: what was read may be of two moments.
  private func verifiedAtRest(_ database: Database) throws -> Verification.Summary? {
    guard let before = Files.rest(of: database.path) else { return nil }
    let connection = try database.openExistingAtRest()
    defer { connection.close() }
    var faults: [String] = []
    let summary = try Self.verify(connection) { faults.append($0) }
    guard Files.rest(of: database.path) == before else { return nil }
    for fault in faults { print(fault) }
    return summary
  }

  private func verified(_ database: Database) throws -> Verification.Summary {
    let connection = try database.openExistingReader()
    defer { connection.close() }
    return try Self.verify(connection) { print($0) }
  }

  /// Verifies with a bar on the screen; `report` gets a line for each fault.
  static func verify(_ connection: SQLiteConnection, _ report: @escaping (String) -> Void) throws
    -> Verification.Summary
  {
    var bar: ProgressBar?
    let verification = try Verification(connection) { done, all in
      if bar == nil { bar = ProgressBar(total: all) }
      bar?.show(done)
    } report: { fault in
      bar?.end()
      report(fault.description)
    }
    defer { bar?.end() }
    return try verification.run()
  }
}
