import Bytes
import Foundation
import Testing

/// All tests that run the built program, one after the other: they share two cores with the servers they start.
@Suite(.serialized) enum BuiltProgram {}

/// A register of its own for one test: the real programme in a folder that goes with it.
final class Register {
  let scratch: Scratch
  let database: String
  private var servers = 0

  /// The real programme, imported once; each register is a copy.
  private static let imported: Result<Scratch, any Error> = Result {
    let scratch = try Scratch()
    let outcome = try Program.run(["import", "data/", "--database", scratch.path("register.sqlite")])
    if outcome.code != 0 { throw Client.Failure(description: outcome.errors) }
    return scratch
  }

  init(empty: Bool = false) throws {
    scratch = try Scratch()
    database = scratch.path("register.sqlite")
    if !empty {
      try FileManager.default.copyItem(atPath: Self.imported.get().path("register.sqlite"), toPath: database)
    }
  }

  deinit { scratch.remove() }

  func serve(
    _ arguments: [String] = [], environment: [String: String] = [:], database: String? = nil, wrapper: [String] = []
  ) throws -> RunningServer {
    servers += 1
    return try RunningServer(
      self, log: scratch.path("log-\(servers)"), arguments: arguments, environment: environment, database: database,
      wrapper: wrapper)
  }

  /// Runs a command on this register.
  func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments + ["--database", database])
  }

  func token(_ organisation: String, _ role: String) throws -> String {
    let made = try run("token", "create", "--organisatie", organisation, "--rol", role)
    #expect(made.code == 0, "\(made.errors)")
    return made.output.split(separator: "\n").joined()
  }
}
