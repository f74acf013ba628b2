import API
import Bytes
import HTTP

/// One line for each answer, or for those that the setting `verzoeklog` asks for: who did what to what, with what
/// result, from where, how long it took. Never a query, a body or a token; of a token its kenmerk.
final class RequestLogger: AccessLog {
  private let sink: LogSink
  private let logsReads: Bool

  /// Nil when no request is to be logged.
  init?(_ policy: Configuration.RequestLog, sink: LogSink) {
    if policy == .none { return nil }
    self.sink = sink
    logsReads = policy == .all
  }

  func record(_ entry: AccessEntry) {
    if !logsReads, entry.status < 400 {
      switch entry.method {
      case .get, .head, .options: return
      case .post, .put, .patch, .delete, .other: break
      }
    }
    var line = ByteBuffer(capacity: 512)
    line.append("{\"tijd\":\"")
    Timestamp.now.append(to: &line)
    line.append("\",\"niveau\":\"info\",\"bericht\":\"request\",\"verzoek\":\"")
    line.append(entry.request.description)
    line.append("\",\"handeling\":\"")
    line.append(Self.name(entry.method))
    line.append("\",\"object\":")
    JSONWriter.writeString(String(decoding: entry.path, as: UTF8.self), into: &line)
    line.append(",\"uitkomst\":")
    line.append(decimal: entry.status)
    if let organisation = entry.organisation { Self.append("organisatie", organisation, to: &line) }
    if let token = entry.token { Self.append("toegang", token, to: &line) }
    if let client = entry.client { Self.append("herkomst", client.description, to: &line) }
    line.append(",\"bytes\":")
    line.append(decimal: entry.bytes)
    line.append(",\"duurMicroseconden\":")
    line.append(decimal: Int(entry.nanoseconds / 1_000))
    line.append("}\n")
    sink.write(line.array())
  }

  func report(_ failure: String, request: RequestID) {
    var line = ByteBuffer(capacity: 512)
    line.append("{\"tijd\":\"")
    Timestamp.now.append(to: &line)
    line.append("\",\"niveau\":\"error\",\"bericht\":")
    JSONWriter.writeString(failure, into: &line)
    Self.append("verzoek", request.description, to: &line)
    line.append("}\n")
    sink.write(line.array())
  }

  private static func append(_ name: StaticString, _ value: String, to line: inout ByteBuffer) {
    line.append(",\"")
    line.append(name)
    line.append("\":")
    JSONWriter.writeString(value, into: &line)
  }

  private static func name(_ method: Method) -> StaticString {
    switch method {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .other: "other"
    }
  }
}
