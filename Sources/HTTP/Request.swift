/// One request, lent to the handler for the length of the call: pointers into what the connection received.
public struct Request {
  public let method: Method
  /// The request target as sent, origin-form: `/v1/maatregelen?grond=ras` (`*` only for OPTIONS).
  public let target: UnsafeRawBufferPointer
  public let body: Body
  /// False when the connection closes after this answer: the response must then say `Connection: close`.
  public let persistent: Bool
  public let peer: Peer
  /// The fields of the head, as offsets into its bytes.
  public let fields: FieldTable

  public init(
    method: Method, target: UnsafeRawBufferPointer, body: Body, persistent: Bool, peer: Peer, fields: FieldTable
  ) {
    self.method = method
    self.target = target
    self.body = body
    self.persistent = persistent
    self.peer = peer
    self.fields = fields
  }

  public enum Body {
    case none
    case bytes(UnsafeRawBufferPointer)
    /// More than the handler's limit, or not wanted at all; what comes of it is thrown away.
    case unread
  }
}

/// The methods this register knows; every other token is `.other` and gets 405 or 501 from the handler.
public enum Method: UInt8, Sendable {
  case get, head, post, put, patch, delete, options, other
}

/// Where a connection comes from.
public struct Peer: Sendable, Hashable {
  /// The address, 4 or 16 bytes in network order, IPv4 mapped into IPv6 (`::ffff:a.b.c.d`).
  public var high: UInt64
  public var low: UInt64
  public var port: UInt16

  public init(high: UInt64, low: UInt64, port: UInt16) {
    self.high = high
    self.low = low
    self.port = port
  }
}
