/// How large a head may be.
public struct HeadLimits: Sendable, Equatable {
  /// Bytes of the request line, without the CRLF that ends it (RFC 9112 section 3); over it 414.
  public let requestLine: Int
  /// Bytes of the field lines with their line ends, without the empty line behind them; over it 431.
  public let section: Int
  /// Fields; over it 431.
  public let fields: Int

  public init(requestLine: Int = 8 * 1024, section: Int = 32 * 1024, fields: Int = 100) {
    precondition((16...0xFFFF).contains(requestLine) && (2...0xFFFF).contains(section))
    precondition((0..<Int(UInt16.max) - 1).contains(fields))
    self.requestLine = requestLine
    self.section = section
    self.fields = fields
  }

  /// No head is longer: the request line and its end, the section, and the two empty lines that may go before.
  public var total: Int { requestLine + 2 + section + 4 }
}

/// A head that was understood, lent like the bytes it points into.
public struct RequestHead {
  public let method: Method
  /// Origin-form, or `*`; of an absolute-form target only path and query.
  public let target: UnsafeRawBufferPointer
  public let fields: FieldTable
  /// How the body is delimited, decided here and nowhere else.
  public let framing: BodyFraming
  /// HTTP/1.1 without `Connection: close`. HTTP/1.0 is answered and closed: its keep-alive is optional and ambiguous.
  public let persistent: Bool
  /// The client waits for `100 Continue` before it sends the body.
  public let expectsContinue: Bool
  /// Bytes of the head, the empty line included: where the body starts.
  public let count: Int
}

/// What bytes amount to.
public enum HeadResult {
  /// No fault so far and not yet a head.
  case needMore
  case complete(RequestHead)
  /// No bytes that follow can make this a request.
  case refused(Refusal)
}

extension Refusal {
  init(_ status: Int, _ reason: Reason) { self.init(status: status, reason: reason) }
}
