import ArgumentParser
import Register
import SQLiteStore

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the register to a file, as it is at this moment.",
    discussion: """
      A server may go on meanwhile. The copy takes its name when all of it is on the disk, and never takes the place \
      of another file. `npdr verify --database FILE` looks whether it is whole.
      """)

  @OptionGroup var settings: SettingsOptions

  @Argument(help: ArgumentHelp("The file to make.", valueName: "file"))
  var file: String

  func run() throws {
    let connection = try Database(try settings.configuration()).openReader()
    defer { connection.close() }
    var bar: ProgressBar?
    defer { bar?.end() }
    do {
      try connection.backup(to: file) { done, all in
        if bar == nil { bar = ProgressBar(total: all) }
        bar?.show(done)
      }
    } catch {
      bar?.end()
      throw Failure(error)
    }
  }
}
