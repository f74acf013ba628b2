import API
import ArgumentParser
import CLinux
import Logging
import Register
import Server

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the register over HTTP until SIGTERM, SIGINT or SIGHUP.",
    discussion: """
      Makes the database when it is not there. Then, for example:
        curl -s 'http://localhost:8080/v1/maatregelen?grond=moslimdiscriminatie&fields=kenmerk,titel'
      """)

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var listening: ListeningOptions

  func run() throws {
    var configuration = try settings.configuration(listening.flags)
    Signals.prepare()
    Process.raiseDescriptorLimit()
    let sink = LogSink.standardError
    let level = configuration.logLevel.level
    LoggingSystem.bootstrap { _ in JSONLogHandler(sink: sink, level: level) }
    let log = Logger(label: "npdr")

    if configuration.port == 0 { configuration.port = try Process.freePort(on: configuration.host) }
    let requests = RequestLogger(
      configuration.requestLog, linesPerSecond: configuration.limits.logLines, sink: sink)
    let service = try RegisterService(configuration, log: requests) { log.error("\($0)") }
    try service.start()
    var facts: Logger.Metadata = [
      "adres": .string(configuration.address(port: service.server.port)),
      "poort": .stringConvertible(service.server.port), "lussen": .stringConvertible(service.server.loops),
      "database": .string(configuration.database), "versie": .string(Release.version),
    ]
    // Clients may have taken every descriptor already; that is no reason not to serve them.
    let rows = try? Self.rows(configuration)
    if let rows { facts["rijen"] = .stringConvertible(rows) }
    log.info("ready", metadata: facts)
    service.prepare(rows: rows)
    // What the start took and let go of, the reader that counted foremost: at rest it is of no use.
    malloc_trim(0)

    let signal = Signals.waitForEnd()
    let seconds = configuration.limits.stopSeconds
    log.info("stopping", metadata: ["signaal": .stringConvertible(Int(signal))])
    LastResort.end(after: seconds + LastResort.grace, log, sink)
    let cut = service.stop(within: seconds)
    log.info("stopped", metadata: ["afgebroken": .stringConvertible(cut)])
    requests?.tellOmitted()
    sink.flush()
  }

  /// How many rows the public can read; counted by SQL, for an index made for this one number would take seconds of a
  /// large register.
  private static func rows(_ configuration: Configuration) throws -> Int {
    let reader = RegisterReader(
      connection: try Database(configuration).openReader(), changes: ChangeNumbers())
    reader.usesIndex = false
    return try Resource.all.reduce(0) { try $0 + reader.count(ListQuery(resource: $1.name), for: .everyone) }
  }
}
