import Bytes
import Logging

/// Writes each event of swift-log as one JSON object on a line:
/// `{"tijd":"2026-03-21T08:30:00Z","niveau":"info","bericht":"ready","adres":"http://localhost:8080"}`.
///
/// Metadata that is a whole number (`\(stringConvertible: 3)`) is written as one.
struct JSONLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  private let sink: LogSink

  init(sink: LogSink, level: Logger.Level) {
    self.sink = sink
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = JSONObject()
    line["tijd"] = .string(Timestamp.now.description)
    line["niveau"] = .string(event.level.rawValue)
    line["bericht"] = .string(event.message.description)
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { line[key] = Self.json(value) }
    for (key, value) in (event.metadata ?? [:]).sorted(by: { $0.key < $1.key }) { line[key] = Self.json(value) }
    sink.write(JSON.object(line).encoded() + [UInt8(ascii: "\n")])
  }

  private static func json(_ value: Logger.Metadata.Value) -> JSON {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value):
      if let number = value as? Int { .integer(number) } else { .string(value.description) }
    case .array(let values): .array(values.map(json))
    case .dictionary(let values):
      .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
    }
  }
}

extension Configuration.LogLevel {
  var level: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}
