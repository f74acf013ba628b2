extension Request {
  /// Reads one whole message and lends the request in it: what the loop does, without a socket. For tests and tools.
  ///
  /// - Parameters:
  ///   - bytes: head and body; a chunked body is decoded.
  ///   - bodyLimit: a larger body is lent as `.unread`.
  /// - Throws: the refusal; `.incompleteRequest` when the bytes end too soon.
  public static func withParsed<R>(
    _ bytes: [UInt8], peer: Peer = Peer(high: 0, low: 0, port: 0), bodyLimit: Int = 4 * 1024 * 1024,
    limits: HeadLimits = HeadLimits(), _ use: (Request) throws -> R
  ) throws -> R {
    var storage = HeadStorage(limits)
    return try bytes.withUnsafeBytes { bytes in
      switch RequestHeadParser.parse(bytes, into: &storage) {
      case .needMore: throw Refusal(400, .incompleteRequest)
      case .refused(let refusal): throw refusal
      case .complete(let head):
        let decoded = try body(head.framing, bytes.part(head.count, bytes.count))
        return try decoded.withUnsafeBytes { body in
          let content: Body = body.count == 0 ? .none : body.count > bodyLimit ? .unread : .bytes(body)
          return try use(
            Request(
              method: head.method, target: head.target, body: content, persistent: head.persistent, peer: peer,
              fields: head.fields))
        }
      }
    }
  }

  private static func body(_ framing: BodyFraming, _ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    switch framing {
    case .none: return []
    case .length(let length):
      guard bytes.count >= length else { throw Refusal(400, .incompleteRequest) }
      return Array(bytes.part(0, length))
    case .chunked:
      var decoder = ChunkedDecoder()
      var position = 0
      var decoded: [UInt8] = []
      while true {
        switch decoder.next(bytes, &position) {
        case .data(let range): decoded.append(contentsOf: bytes[range])
        case .done: return decoded
        case .needMore: throw Refusal(400, .incompleteRequest)
        case .malformed: throw Refusal(400, .malformedChunk)
        }
      }
    }
  }
}
