import Bytes
import CLinux
import Glibc
import HTTP

extension EventLoop {
  typealias Slot = UnsafeMutablePointer<Connection>

  /// Bytes may have come: one `recv`, and everything complete in it is answered.
  mutating func receive(_ connection: Slot) {
    if connection.pointee.isLingering { return discard(connection) }
    // Whoever waits for an answer or does not read one is not read: stop looking until that has passed.
    guard connection.pointee.takesRequests, !connection.pointee.inputEnded else {
      return watch(connection, connection.pointee.pending.isEmpty ? 0 : EPOLLOUT.rawValue)
    }
    switch connection.pointee.phase {
    case .head where !connection.pointee.input.isEmpty:
      guard let received = receiveIntoInput(connection, minimum: 4096) else { return }
      creditBody(connection, received)
      if isWorthParsing(connection, received) { takeFromInput(connection) }
    case .length(_, let total):
      let missing = total - connection.pointee.input.count
      guard let received = receiveIntoInput(connection, minimum: min(missing, 256 * 1024)) else { return }
      creditBody(connection, received)
      takeFromInput(connection)
    case .head, .chunked:
      let received = recv(connection.pointee.descriptor, scratch.baseAddress, scratch.count, 0)
      guard received > 0 else { return nothingReceived(connection, received) }
      creditBody(connection, received)
      let bytes = UnsafeRawBufferPointer(rebasing: scratch[0..<received])
      let used = take(bytes, connection)
      keep(bytes, from: used, connection)
    }
    settle(connection)
  }

  /// Goes on with what was received before: an answer has gone, and requests may stand behind it.
  mutating func resume(_ connection: Slot) {
    connection.pointee.parsed = 0
    takeFromInput(connection)
  }

  private mutating func receiveIntoInput(_ connection: Slot, minimum: Int) -> Int? {
    let descriptor = connection.pointee.descriptor
    var received = 0
    _ = connection.pointee.input.withFreeBytes(minimum: max(minimum, 1)) { free in
      received = recv(descriptor, free.baseAddress, free.count, 0)
      return max(received, 0)
    }
    if received > 0 { return received }
    nothingReceived(connection, received)
    return nil
  }

  private mutating func nothingReceived(_ connection: Slot, _ result: Int) {
    if result < 0 {
      // EAGAIN: an event without bytes (a checksum that failed). EINTR: not for a non-blocking socket, harmless.
      if errno == EAGAIN || errno == EINTR { return }
      // ECONNRESET, ETIMEDOUT, EPIPE and the network's own: nobody is there. EBADF, ENOTSOCK, EFAULT cannot be.
      return drop(connection)
    }
    connection.pointee.inputEnded = true
    settle(connection)
  }

  /// Reads and answers requests from what the connection itself holds.
  private mutating func takeFromInput(_ connection: Slot) {
    if connection.pointee.input.isEmpty { return }
    // Taken out while it is lent: a body may begin meanwhile, and be kept in the connection.
    var input = ByteBuffer(capacity: Connection.leastBuffer)
    swap(&input, &connection.pointee.input)
    var used = 0
    input.withBytes { bytes in
      var start = 0
      if case .length(let head, let total) = connection.pointee.phase {
        guard bytes.count >= total else { return }
        connection.pointee.phase = .head
        answer(
          bytes, head: head, body: .bytes(bytes[from: head, to: total]), connection, isFollowed: bytes.count > total)
        start = total
      }
      used = start + take(bytes[from: start, to: bytes.count], connection)
    }
    // Either a body began and took everything, or what is left is the beginning of a head.
    guard used < input.count, connection.pointee.ending == .none else { return }
    input.removeFirst(used)
    swap(&input, &connection.pointee.input)
  }

  /// Answers every request that is complete in `bytes`, and returns how many bytes were used.
  private mutating func take(_ bytes: UnsafeRawBufferPointer, _ connection: Slot) -> Int {
    var position = 0
    while position < bytes.count, connection.pointee.takesRequests {
      switch connection.pointee.phase {
      case .head:
        guard takeHead(bytes, &position, connection) else { return position }
      case .chunked(let head, let limit, let decoder):
        takeChunks(bytes, &position, connection, head: head, limit: limit, decoder)
      case .length:
        return position
      }
      // A long pipeline of large answers must not grow without end.
      if output.count + kept.count >= 256 * 1024 { flush(connection) }
    }
    return position
  }

  /// Takes one head, and the request with it when its body is there. False when more bytes are needed.
  private mutating func takeHead(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ connection: Slot) -> Bool {
    let rest = bytes[from: position, to: bytes.count]
    switch RequestHeadParser.parse(rest, into: &storage) {
    case .needMore:
      connection.pointee.parsed = rest.count
      return false
    case .refused(let refusal):
      refuse(connection, refusal)
      position = bytes.count
    case .complete(let head):
      switch head.framing {
      case .none, .length(0):
        handle(head, .none, connection, isFollowed: rest.count > head.count)
        position += head.count
      case .length(let length) where rest.count - head.count >= length && length <= handler.bodyLimit:
        let end = head.count + length
        handle(head, .bytes(rest[from: head.count, to: end]), connection, isFollowed: rest.count > end)
        position += end
      case .length(let length):
        guard let limit = handler.bodyLimit(for: request(head, .unread, connection, isFollowed: true)), length <= limit
        else {
          handle(head, .unread, connection, isFollowed: false)
          position = bytes.count
          break
        }
        if rest.count - head.count >= length {
          let end = head.count + length
          handle(head, .bytes(rest[from: head.count, to: end]), connection, isFollowed: rest.count > end)
          position += end
        } else {
          startBody(.length(head: head.count, total: head.count + length), head, rest, connection)
          position = bytes.count
        }
      case .chunked:
        guard let limit = handler.bodyLimit(for: request(head, .unread, connection, isFollowed: true)) else {
          handle(head, .unread, connection, isFollowed: false)
          position = bytes.count
          break
        }
        startBody(
          .chunked(head: head.count, limit: limit, ChunkedDecoder()), head, rest[from: 0, to: head.count], connection,
          isFollowed: rest.count > head.count)
        position += head.count
      }
    }
    return true
  }

  private mutating func startBody(
    _ phase: Connection.Phase, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, _ connection: Slot,
    isFollowed: Bool = false
  ) {
    connection.pointee.input.append(bytes)
    connection.pointee.phase = phase
    connection.pointee.deadlineKind = .body
    connection.pointee.deadline = now + limits.bodyGrace
    // RFC 9110, 10.1.1: needless once some of the body has come.
    if head.expectsContinue, bytes.count == head.count, !isFollowed {
      output.append("HTTP/1.1 100 Continue\r\n\r\n")
    }
  }

  private mutating func takeChunks(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ connection: Slot, head: Int, limit: Int,
    _ decoder: ChunkedDecoder
  ) {
    var decoder = decoder
    while true {
      switch decoder.next(bytes, &position) {
      case .data(let range):
        let room = limit - (connection.pointee.input.count - head)
        if range.count > room || decoder.announced > room - range.count {
          return finishChunks(bytes, &position, connection, head, .unread)
        }
        connection.pointee.input.append(bytes[from: range.lowerBound, to: range.upperBound])
      case .needMore:
        // A size that is too much is refused when it is read: its bytes need not come first.
        if decoder.announced > limit - (connection.pointee.input.count - head) {
          return finishChunks(bytes, &position, connection, head, .unread)
        }
        connection.pointee.phase = .chunked(head: head, limit: limit, decoder)
        return
      case .done:
        return finishChunks(bytes, &position, connection, head, nil)
      case .malformed:
        position = bytes.count
        return refuse(connection, Refusal(status: 400, reason: .malformedChunk))
      }
    }
  }

  private mutating func finishChunks(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ connection: Slot, _ head: Int, _ body: Request.Body?
  ) {
    connection.pointee.phase = .head
    var message = ByteBuffer(capacity: Connection.leastBuffer)
    swap(&message, &connection.pointee.input)
    message.withBytes { message in
      let collected = message[from: head, to: message.count]
      answer(
        message, head: head, body: body ?? (collected.count == 0 ? .none : .bytes(collected)), connection,
        isFollowed: position < bytes.count)
    }
    if body != nil { position = bytes.count }
  }

  /// Answers a message collected over several reads: its head is read again, for only its bytes were kept.
  private mutating func answer(
    _ message: UnsafeRawBufferPointer, head: Int, body: Request.Body, _ connection: Slot, isFollowed: Bool
  ) {
    guard case .complete(let head) = RequestHeadParser.parse(message[from: 0, to: head], into: &storage) else {
      // The same bytes were a head before.
      return drop(connection)
    }
    handle(head, body, connection, isFollowed: isFollowed)
  }

  /// - Parameter isFollowed: whether more was received behind this request. A server that stops still serves that, so
  ///   the connection is told to close by the last answer only.
  private func request(
    _ head: RequestHead, _ body: Request.Body, _ connection: Slot, isFollowed: Bool
  ) -> Request {
    var persistent = head.persistent && (!isStopping || isFollowed)
    if case .unread = body { persistent = false }
    return Request(
      method: head.method, target: head.target, body: body, persistent: persistent, peer: connection.pointee.peer,
      fields: head.fields)
  }

  private mutating func handle(
    _ head: RequestHead, _ body: Request.Body, _ connection: Slot, isFollowed: Bool
  ) {
    let request = request(head, body, connection, isFollowed: isFollowed)
    // The next head has a deadline of its own.
    connection.pointee.deadlineKind = .none
    connection.pointee.sequence &+= 1
    let ticket = Ticket(
      mailbox: mailbox, slot: connection.pointee.slot, registration: connection.pointee.registration,
      sequence: connection.pointee.sequence)
    // A client that asked for the close sends no more; one that is told of it may, and so may one with half a body left.
    var ending: Connection.Ending = request.persistent ? .none : head.persistent ? .linger : .close
    if case .unread = body { ending = .linger }
    switch handler.handle(request, ticket, &output) {
    case .answered: connection.pointee.ending = ending
    case .answeredWith(let parts):
      kept.append(parts, at: 0)
      connection.pointee.ending = ending
    case .answeredAndClose: connection.pointee.ending = .linger
    case .deferred:
      connection.pointee.isDeferred = true
      connection.pointee.endingAfterReply = ending
    }
  }

  /// Answers bytes that are no request, or a body that is none, and ends the connection.
  mutating func refuse(_ connection: Slot, _ refusal: Refusal) {
    switch connection.pointee.phase {
    case .head: handler.refuse(refusal, from: connection.pointee.peer, &output)
    case .length(let head, _), .chunked(let head, _, _): refuse(connection, refusal, head: head)
    }
    meter.count(refusal.reason)
    connection.pointee.ending = .linger
    connection.pointee.releaseInput()
    connection.pointee.phase = .head
  }

  private mutating func refuse(_ connection: Slot, _ refusal: Refusal, head: Int) {
    var input = ByteBuffer(capacity: Connection.leastBuffer)
    swap(&input, &connection.pointee.input)
    input.withBytes { bytes in
      guard case .complete(let head) = RequestHeadParser.parse(bytes[from: 0, to: head], into: &storage) else {
        // Cannot be: the same bytes were a head before.
        return handler.refuse(refusal, from: connection.pointee.peer, &output)
      }
      handler.refuse(refusal, of: request(head, .unread, connection, isFollowed: false), &output)
    }
  }

  /// Keeps what could not be used yet.
  private func keep(_ bytes: UnsafeRawBufferPointer, from used: Int, _ connection: Slot) {
    guard used < bytes.count, connection.pointee.ending == .none, !connection.pointee.isGone else { return }
    connection.pointee.input.append(bytes[from: used, to: bytes.count])
  }

  /// A head is read again when a line has ended or the bytes have doubled: however it dribbles in, the work is linear.
  private func isWorthParsing(_ connection: Slot, _ received: Int) -> Bool {
    let parsed = connection.pointee.parsed
    return connection.pointee.input.withBytes { bytes in
      bytes.count >= 2 * parsed || bytes[from: bytes.count - received, to: bytes.count].contains(UInt8(ascii: "\n"))
    }
  }

  /// Throws away what a client sends after its last answer, within bounds.
  private mutating func discard(_ connection: Slot) {
    let received = recv(connection.pointee.descriptor, scratch.baseAddress, scratch.count, 0)
    if received < 0, errno == EAGAIN || errno == EINTR { return }
    connection.pointee.drained += max(received, 0)
    if received <= 0 || connection.pointee.drained > limits.lingerBytes { drop(connection) }
  }
}

extension UnsafeRawBufferPointer {
  subscript(from from: Int, to to: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[from..<to]) }
}
