import Bytes
import HTTP
import SQL

/// Makes an answer whole - status line, fields, body - and tells the log. A copy of it finishes, on the thread that
/// has it, what could not be answered at once.
struct Finisher: Sendable {
  private var writer: ResponseWriter
  let publicAddress: String
  let log: (any AccessLog)?
  private let meter: AnswerMeter?

  init(_ configuration: APIConfiguration, _ log: (any AccessLog)?, _ meter: AnswerMeter?) {
    writer = ResponseWriter(fixedFields: FixedFields.all(configuration))
    publicAddress = configuration.publicAddress
    self.log = log
    self.meter = meter
  }

  mutating func append(
    _ answer: Answer, _ body: UnsafeRawBufferPointer, to exchange: Exchange, _ output: inout ByteBuffer
  ) {
    let before = output.count
    if appendStart(answer, body, to: exchange, &output) { output.append(body, answer.kept) }
    record(exchange, answer.status, output.count - before)
  }

  /// The same without what is kept elsewhere.
  /// - Returns: that, in its places of `output`.
  mutating func append(
    _ answer: Answer, lending body: UnsafeRawBufferPointer, to exchange: Exchange, _ output: inout ByteBuffer
  ) -> KeptParts {
    let before = output.count
    var kept = KeptParts()
    if appendStart(answer, body, to: exchange, &output) {
      kept.append(answer.kept, at: output.count)
      output.append(body)
    }
    record(exchange, answer.status, output.count - before + kept.count)
    return kept
  }

  /// - Returns: whether the body follows.
  private mutating func appendStart(
    _ answer: Answer, _ body: UnsafeRawBufferPointer, to exchange: Exchange, _ output: inout ByteBuffer
  ) -> Bool {
    writer.appendHead(answer.status, length: body.count + answer.kept.count, to: exchange.shape, &output) { fields in
      answer.writeFields(to: &fields)
      fields.append(exchange.quota)
      fields.append(requestID: exchange.id)
    }
    return Status.hasBody(answer.status) && !exchange.shape.isHead
  }

  /// The head of an answer whose body follows in parts.
  mutating func appendHead(_ answer: Answer, length: Int, to exchange: Exchange, _ output: inout ByteBuffer) {
    writer.appendHead(answer.status, length: length, to: exchange.shape, &output) { fields in
      answer.writeFields(to: &fields)
      fields.append(exchange.quota)
      fields.append(requestID: exchange.id)
    }
    record(exchange, answer.status, output.count + length)
  }

  /// The head of an answer that goes on until one of both ends it.
  mutating func appendStreamHead(_ answer: Answer, to exchange: Exchange, _ output: inout ByteBuffer) {
    let before = output.count
    writer.appendStreamHead(answer.status, &output) { fields in
      answer.writeFields(to: &fields)
      fields.append(exchange.quota)
      fields.append(requestID: exchange.id)
    }
    record(exchange, answer.status, output.count - before)
  }

  /// The same for a refusal; what broke is told to the log and not to the client.
  ///
  /// - Parameter status: of the loop's own refusals, which know more statuses than there are kinds of problem.
  mutating func append(
    _ problem: Problem, status: Int? = nil, to exchange: Exchange, _ output: inout ByteBuffer
  ) {
    var body = ByteBuffer(capacity: 1_024)
    if let visit = exchange.visit, visit.isPage {
      let answer = SiteProblem.page(problem, visit, &body)
      return body.withBytes { append(answer, $0, to: exchange, &output) }
    }
    problem.write(to: &body, exchange.language, request: exchange.id, publicAddress: publicAddress)
    let answer = Answer(
      status: status ?? problem.kind.status, type: .problem, fields: problem.fields, language: exchange.language)
    body.withBytes { append(answer, $0, to: exchange, &output) }
  }

  /// An answer made before, of which the field lines are bytes already.
  mutating func append(
    _ status: Int, fields: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, to shape: ResponseWriter.Shape,
    _ id: RequestID, _ quota: RateLimiter.Quota?, _ output: inout ByteBuffer
  ) {
    writer.append(status, body: body, to: shape, &output) { output in
      output.append(fields)
      output.append(quota)
      output.append(requestID: id)
    }
  }

  /// What an error is to the client; what it is to us goes to the log.
  func problem(_ error: any Error, _ id: RequestID) -> Problem {
    let problem = Problem(any: error)
    switch problem.kind {
    case .failure, .diskFull: log?.report("\(error)", request: id)
    default:
      let isOurs =
        switch (error as? SQLError)?.kind {
        case .readOnly, .replaced, .cannotOpen: true
        default: error is SpoolFull
        }
      if isOurs { log?.report("\(error)", request: id) }
    }
    return problem
  }

  private func record(_ exchange: Exchange, _ status: Int, _ bytes: Int) {
    meter?.count(exchange, status)
    guard let log else { return }
    exchange.path.withUnsafeBytes { path in
      log.record(
        AccessEntry(
          request: exchange.id, method: exchange.method, path: path, status: status, bytes: bytes,
          nanoseconds: MonotonicClock.now() - exchange.started, client: exchange.client,
          organisation: exchange.organisation, token: exchange.token))
    }
  }
}
