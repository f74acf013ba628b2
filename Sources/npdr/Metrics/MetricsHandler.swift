import Bytes
import HTTP
import Server

/// Answers `GET /metrics` on a port of its own: figures are for whoever keeps watch, not for the public.
final class MetricsHandler: Handler {
  private let metrics: Metrics
  private var writer = ResponseWriter(fixedFields: [
    ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
  ])

  init(_ metrics: Metrics) { self.metrics = metrics }

  /// A server for it: one loop, few connections.
  static func server(_ metrics: Metrics, host: String, port: Int) throws -> Server {
    var configuration = Server.Configuration()
    configuration.host = host
    configuration.port = port
    configuration.loops = 1
    configuration.backlog = 16
    configuration.connections = 32
    configuration.refusalReserve = 8
    configuration.heldBytes = 8 << 20
    return try Server(configuration: configuration) { _ in MetricsHandler(metrics) }
  }

  let bodyLimit = 0
  func bodyLimit(for request: Request) -> Int? { nil }

  func handle(_ request: Request, _ reply: any Reply, _ output: inout ByteBuffer) -> Disposition {
    var shape = ResponseWriter.Shape(request)
    if case .unread = request.body { shape.isPersistent = false }
    let (status, text): (Int, [UInt8]) =
      if String(decoding: request.path, as: UTF8.self) != "/metrics" {
        (404, Array("There is only /metrics here.\n".utf8))
      } else if request.method != .get && request.method != .head {
        (405, Array("Only GET and HEAD.\n".utf8))
      } else {
        (200, metrics.text())
      }
    text.withUnsafeBytes { body in
      writer.append(status, body: body, to: shape, &output) { fields in
        fields.append("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
        if status == 405 { fields.append("Allow: GET, HEAD\r\n") }
      }
    }
    return shape.isPersistent ? .answered : .answeredAndClose
  }

  func refuse(_ refusal: Refusal, from peer: Peer, _ output: inout ByteBuffer) {
    Array("\(refusal.reason.rawValue)\n".utf8).withUnsafeBytes { body in
      writer.append(refusal.status, body: body, to: .refusal, &output) { $0.append("Content-Type: text/plain\r\n") }
    }
  }
}
