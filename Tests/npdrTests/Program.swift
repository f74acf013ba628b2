import Foundation

/// The built program, run as a person runs it.
struct Program {
  /// `npdr` stands beside the test bundle.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("npdr").path
  }()

  /// The folder of the package: where a person types commands.
  static let home = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs a command to its end.
  static func run(
    _ arguments: [String], in folder: URL = home, environment: [String: String] = [:], wrapper: [String] = []
  ) throws -> Outcome {
    let process = prepared(arguments, in: folder, environment: environment, wrapper: wrapper)
    // Files and not pipes: a pipe that nobody empties stops the program.
    let scratch = try Scratch()
    defer { scratch.remove() }
    let (output, errors) = (scratch.path("output"), scratch.path("errors"))
    for name in ["output", "errors"] { try scratch.write("", to: name) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  static func prepared(
    _ arguments: [String], in folder: URL = home, environment: [String: String] = [:], wrapper: [String] = []
  ) -> Process {
    let process = Process()
    let whole = wrapper + [path] + arguments
    process.executableURL = URL(fileURLWithPath: whole[0])
    process.arguments = Array(whole.dropFirst())
    process.currentDirectoryURL = folder
    // What the person who runs the tests has set for a register of their own is not for these.
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("NPDR_") }
    process.environment = inherited.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }
}

/// A folder of its own under the system's temporary one.
struct Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("npdr-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}
