import API
import Bytes
import Dispatch
import HTTP

/// One line for each answer, or for those that the setting `verzoeklog` asks for: who did what to what, with what
/// result, from where, how long it took. Never a query, a body or a token; of a token its kenmerk.
///
/// A write that was stored is always written down; of all else there are so many lines a second, and one that says how
/// many were left out.
final class RequestLogger: AccessLog {
  private let sink: LogSink
  private let logsReads: Bool
  private let budget: LogBudget

  /// Nil when no request is to be logged.
  /// - Parameter linesPerSecond: 0 is no limit.
  init?(_ policy: Configuration.RequestLog, linesPerSecond: Int, sink: LogSink) {
    if policy == .none { return nil }
    self.sink = sink
    logsReads = policy == .all
    budget = LogBudget(limit: linesPerSecond)
  }

  /// Lines left out since the start.
  var omitted: Int { budget.omitted }

  func record(_ entry: AccessEntry) {
    let isStored: Bool =
      switch entry.method {
      case .get, .head, .options, .other: false
      case .post, .put, .patch, .delete: entry.status < 400
      }
    if !isStored {
      if !logsReads, entry.status < 400 { return }
      switch budget.spend(on: entry.status) {
      case .write: break
      case .omit: return
      case .omitAndTell:
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + 1) { [self] in tellOmitted() }
        return
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
    Self.append("herkomst", entry.client.description, to: &line)
    line.append(",\"bytes\":")
    line.append(decimal: entry.bytes)
    line.append(",\"duurMicroseconden\":")
    line.append(decimal: Int(entry.nanoseconds / 1_000))
    line.append("}\n")
    sink.write(line.array())
  }

  /// Says what was left out; before the end too, so that nothing is left out unsaid.
  func tellOmitted() {
    let omitted = budget.take()
    if omitted.isEmpty { return }
    var line = ByteBuffer(capacity: 256)
    line.append("{\"tijd\":\"")
    Timestamp.now.append(to: &line)
    line.append("\",\"niveau\":\"warning\",\"bericht\":\"request lines omitted\",\"aantal\":")
    line.append(decimal: omitted.reduce(0) { $0 + $1.count })
    line.append(",\"perUitkomst\":{")
    for (index, one) in omitted.enumerated() {
      line.append(index == 0 ? "\"" : ",\"")
      line.append(decimal: one.status)
      line.append("\":")
      line.append(decimal: one.count)
    }
    line.append("}}\n")
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
