import API
import ArgumentParser
import Bytes
import Glibc
import Register
import SQLiteStore

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the public may see, all of one moment.",
    discussion: """
      On standard output, or with --map as a file for each collection and a datapackage.json that describes them. \
      JSON Lines can be read back by `npdr import`. A server may go on meanwhile.

        npdr export --format csv --collectie maatregelen > maatregelen.csv
        npdr export --map open-data
      """)

  @OptionGroup var settings: SettingsOptions

  @Option(help: ArgumentHelp("jsonl or csv.", valueName: "format"))
  var format = Format.jsonl

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv

    var format: API.Export.Format { self == .csv ? .csv : .jsonl }
  }

  @Option(help: ArgumentHelp("Only this collection, such as maatregelen; may be repeated.", valueName: "collectie"))
  var collectie: [String] = []

  @Option(
    help: ArgumentHelp("The folder to make the files in; it may not have files of these names.", valueName: "map"))
  var map: String?

  func run() throws {
    let resources = try chosen()
    let connection = try Database(try settings.configuration()).openExistingReader()
    defer { connection.close() }
    let reader = RegisterReader(connection: connection, changes: ChangeNumbers())
    let export = API.Export(reader, format.format)
    try reader.snapshot {
      if let map {
        try write(resources, export, to: map)
      } else {
        for resource in resources {
          _ = try export.write(resource, naming: resources.count > 1) {
            try Files.write($0, to: STDOUT_FILENO, "output")
          }
        }
      }
    }
  }

  private func chosen() throws -> [Resource] {
    for name in collectie where !Resource.all.contains(where: { $0.collection == name }) {
      let known = Resource.all.map(\.collection).joined(separator: ", ")
      throw ValidationError("There is no collection \(name). There are: \(known).")
    }
    let resources = Resource.all.filter { collectie.isEmpty || collectie.contains($0.collection) }
    if format == .csv, map == nil, resources.count > 1 {
      throw ValidationError("Tables of several collections need --map, a folder with a file for each.")
    }
    return resources
  }

  private func write(_ resources: [Resource], _ export: API.Export, to folder: String) throws {
    try Files.makeFolder(of: folder + "/")
    var table = Table(["file", "rows"])
    for resource in resources {
      let name = DataPackage.file(of: resource, format.format)
      let rows = try Files.make("\(folder)/\(name)") { descriptor, path in
        try export.write(resource) { try Files.write($0, to: descriptor, path) }
      }
      table.add([name, String(rows)])
    }
    try Files.make("\(folder)/datapackage.json") { descriptor, path in
      let description = DataPackage.description(
        resources, format.format, version: Release.version, created: .now)
      try description.encoded().withUnsafeBytes { try Files.write($0, to: descriptor, path) }
    }
    print(table.text)
  }
}
