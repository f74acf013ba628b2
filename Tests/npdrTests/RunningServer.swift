import Bytes
import CLinux
import Foundation

/// `npdr serve` on a free port.
final class RunningServer {
  let process: Process
  let port: Int
  private let log: String
  /// Lives as long as its server.
  private let register: Register

  /// - Parameter wrapper: a command that runs the program, in place of a plain start; the program takes its process.
  /// - Throws: what the program said, when it does not get ready within thirty seconds.
  init(
    _ register: Register, log: String, arguments: [String] = [], environment: [String: String] = [:],
    database: String? = nil, wrapper: [String] = []
  ) throws {
    self.register = register
    self.log = log
    try Data().write(to: URL(fileURLWithPath: log))
    process = Program.prepared(
      ["serve", "--database", database ?? register.database, "--port", "0"] + arguments, environment: environment,
      wrapper: wrapper)
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 30)
    while Date() < deadline, process.isRunning {
      if let ready = Self.lines(of: log).first(where: { $0["bericht"] == "ready" }), let port = ready["poort"]?.asInt {
        self.port = port
        return
      }
      usleep(2_000)
    }
    kill(process.processIdentifier, SIGKILL)
    throw NotReady(said: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  struct NotReady: Error { let said: String }

  /// The lines of its log, each of which has to be a JSON object.
  var logged: [JSON] { Self.lines(of: log) }

  private static func lines(of path: String) -> [JSON] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { try? JSON.parse(String($0)) }
  }

  func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Asks it to end.
  /// - Returns: its exit code, or nil when it had not ended within the time.
  func stop(with signal: Int32 = SIGTERM, within seconds: Double = 30) -> Int32? {
    self.signal(signal)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while process.isRunning, Date() < deadline { usleep(2_000) }
    return process.isRunning ? nil : process.terminationStatus
  }

  func client() throws -> Client { try Client(port: port, of: self) }
}
