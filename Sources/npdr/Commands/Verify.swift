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
    let connection = try Database(try settings.configuration()).openExistingReader()
    defer { connection.close() }
    let summary = try Self.verify(connection) { print($0) }
    if keten { print("\(summary.entries) \(summary.head)") }
    guard summary.faults == 0 else { throw ExitCode.failure }
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
