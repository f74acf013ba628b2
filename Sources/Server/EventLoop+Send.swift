import Bytes
import CLinux
import Glibc
import HTTP
import Synchronization

extension EventLoop {
  /// Sends what this event has answered, in one call; what the kernel does not take waits in the connection.
  mutating func flush(_ connection: Slot) {
    guard !output.isEmpty else { return }
    if !kept.isEmpty { return flushKept(connection) }
    if connection.pointee.isGone { return output.removeAll() }
    if !connection.pointee.pending.isEmpty {
      output.withBytes { connection.pointee.pending.append($0) }
      return output.removeAll()
    }
    let sent = output.withBytes { transmit(connection, $0) }
    guard sent < output.count, !connection.pointee.isGone else {
      output.removeAll()
      return output.shrink(over: 1024 * 1024)
    }
    output.removeFirst(sent)
    var fresh = ByteBuffer(capacity: 64 * 1024)
    swap(&fresh, &output)
    swap(&fresh, &connection.pointee.pending)
    connection.pointee.deadlineKind = .output
    connection.pointee.deadline = now + limits.outputGrace
  }

  /// The same when some of it is kept elsewhere: what the kernel does not take is copied, for the connection outlives
  /// the loan.
  private mutating func flushKept(_ connection: Slot) {
    var sent = 0
    if connection.pointee.pending.isEmpty, !connection.pointee.isGone {
      sent = output.withBytes { transmit(connection, $0, kept) }
      if sent < output.count + kept.count {
        connection.pointee.deadlineKind = .output
        connection.pointee.deadline = now + limits.outputGrace
      }
    }
    if sent < output.count + kept.count, !connection.pointee.isGone {
      output.withBytes { connection.pointee.pending.append($0, kept, from: sent) }
    }
    kept.removeAll()
    output.removeAll()
    output.shrink(over: 1024 * 1024)
  }

  /// The client reads again.
  mutating func sendPending(_ connection: Slot) {
    let sent = connection.pointee.pending.withBytes { transmit(connection, $0) }
    connection.pointee.pending.removeFirst(sent)
    if connection.pointee.pending.isEmpty {
      connection.pointee.pending.shrink(over: Connection.leastBuffer)
      connection.pointee.deadlineKind = .none
      connection.pointee.deadline = .max
      if connection.pointee.takesRequests { resume(connection) }
    } else {
      earn(connection, sent, rate: limits.outputRate, grace: limits.outputGrace)
    }
    settle(connection)
  }

  /// One `send`; how many bytes the kernel took. A client that is gone is marked, not dropped: others still look at it.
  private func transmit(_ connection: Slot, _ bytes: UnsafeRawBufferPointer) -> Int {
    taken(send(connection.pointee.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)), connection)
  }

  /// UIO_MAXIOV, more than which `sendmsg` refuses.
  private static let mostPieces = 1024

  /// The same with `kept` between the bytes. Of more pieces than one call may have the first are sent.
  private func transmit(_ connection: Slot, _ bytes: UnsafeRawBufferPointer, _ kept: KeptParts) -> Int {
    withUnsafeTemporaryAllocation(of: iovec.self, capacity: kept.pieceCount) { pieces in
      var count = 0
      kept.forEachPiece(of: bytes) { piece in
        // `sendmsg` only reads them.
        pieces[count] = iovec(iov_base: UnsafeMutableRawPointer(mutating: piece.baseAddress), iov_len: piece.count)
        count += 1
      }
      var message = msghdr()
      message.msg_iov = pieces.baseAddress
      message.msg_iovlen = min(count, EventLoop.mostPieces)
      return taken(sendmsg(connection.pointee.descriptor, &message, Int32(MSG_NOSIGNAL)), connection)
    }
  }

  private func taken(_ sent: Int, _ connection: Slot) -> Int {
    if sent >= 0 { return sent }
    // EAGAIN: the client is slower than we are. EINTR: not for a non-blocking socket, harmless. EPIPE, ECONNRESET,
    // ETIMEDOUT and the network's own: nobody is there. ENOBUFS, ENOMEM: the kernel has no room; waiting for EPOLLOUT
    // would spin. EBADF, ENOTSOCK, EFAULT, EMSGSIZE cannot be.
    if errno != EAGAIN, errno != EINTR { connection.pointee.isGone = true }
    return 0
  }

  /// A deferred answer, or a part of it. One that comes for an earlier owner of the slot, or a second time, goes nowhere.
  ///
  /// - Returns: whether the connection is there to take more.
  @discardableResult
  mutating func deliver(_ ticket: Ticket, _ bytes: [UInt8], _ end: ReplyEnd) -> Bool {
    guard let connection = table.find(slot: ticket.slot, registration: ticket.registration),
      connection.pointee.isDeferred, connection.pointee.sequence == ticket.sequence
    else { return false }
    output.append(bytes)
    switch end {
    case .more:
      flush(connection)
      if connection.pointee.pending.count > limits.outputLimit {
        meter.count(.cut)
        drop(connection)
        return false
      }
    case .done:
      connection.pointee.isDeferred = false
      connection.pointee.ending = connection.pointee.endingAfterReply
      if connection.pointee.takesRequests { resume(connection) }
    case .close:
      connection.pointee.isDeferred = false
      connection.pointee.ending = .linger
    }
    settle(connection)
    return true
  }

  /// Bytes of an answer that wait for its reader.
  func unsent(_ ticket: Ticket) -> Int {
    guard let connection = table.find(slot: ticket.slot, registration: ticket.registration) else { return 0 }
    return connection.pointee.pending.count
  }

  /// Brings a connection to rest after an event: sends, ends what is at its end, and sees to what is waited for next.
  mutating func settle(_ connection: Slot) {
    flush(connection)
    if connection.pointee.isGone { return drop(connection) }
    account(connection)
    if connection.pointee.descriptor < 0 { return }
    if !connection.pointee.pending.isEmpty { return watch(connection, EPOLLOUT.rawValue) }
    if connection.pointee.isDeferred {
      connection.pointee.deadlineKind = .none
      connection.pointee.deadline = .max
      // Input may still be watched, for most clients send nothing while they wait; `receive` looks away if one does.
      if connection.pointee.inputEnded || connection.pointee.interest != EPOLLIN.rawValue { watch(connection, 0) }
      return
    }
    if connection.pointee.inputEnded, connection.pointee.ending == .none {
      // Half a request and no way to get the rest: the client still hears of it.
      guard !connection.pointee.input.isEmpty else { return drop(connection) }
      refuse(connection, Refusal(status: 400, reason: .incompleteRequest))
      return settle(connection)
    }
    switch connection.pointee.ending {
    case .none: rest(connection)
    case .close: hasUnread(connection) ? linger(connection) : drop(connection)
    case .linger: connection.pointee.inputEnded ? drop(connection) : linger(connection)
    }
  }

  /// Waits for the next bytes, with the deadline of what they belong to.
  private mutating func rest(_ connection: Slot) {
    watch(connection, EPOLLIN.rawValue)
    switch connection.pointee.phase {
    case .head:
      if connection.pointee.input.isEmpty {
        connection.pointee.deadlineKind = .idle
        connection.pointee.deadline = now + (isStopping ? limits.lastCall : limits.idleTimeout)
      } else if connection.pointee.deadlineKind != .head {
        // Set by the first byte and never moved: a timer renewed by each byte is none.
        connection.pointee.deadlineKind = .head
        connection.pointee.deadline = now + limits.headTimeout
      }
    case .length, .chunked:
      if connection.pointee.deadlineKind != .body {
        connection.pointee.deadlineKind = .body
        connection.pointee.deadline = now + limits.bodyGrace
      }
    }
  }

  /// Whether something came behind the last request after all, such as the empty line that old clients send after a
  /// body (RFC 9112, 2.2): closing on it would reset the connection.
  private func hasUnread(_ connection: Slot) -> Bool {
    recv(connection.pointee.descriptor, scratch.baseAddress, scratch.count, 0) > 0
  }

  private mutating func linger(_ connection: Slot) {
    guard !connection.pointee.isLingering else { return }
    connection.pointee.isLingering = true
    connection.pointee.releaseInput()
    shutdown(connection.pointee.descriptor, Int32(SHUT_WR))
    connection.pointee.deadlineKind = .linger
    connection.pointee.deadline = now + (isStopping ? limits.lastLinger : limits.lingerTime)
    watch(connection, EPOLLIN.rawValue)
  }

  /// Body bytes earn time at the rate that is asked, never more than the grace ahead.
  func creditBody(_ connection: Slot, _ received: Int) {
    guard connection.pointee.deadlineKind == .body else { return }
    earn(connection, received, rate: limits.bodyRate, grace: limits.bodyGrace)
  }

  private func earn(_ connection: Slot, _ bytes: Int, rate: Int, grace: Int) {
    connection.pointee.deadline = min(connection.pointee.deadline + bytes * 1000 / rate, now + grace)
  }

  /// Ends a connection whose time is up, unless what was waited for is there after all: a process that was stopped for
  /// a while (SIGSTOP, a debugger, a machine put to sleep) sees the deadline before what came long before it.
  mutating func expire(_ connection: Slot) {
    let kind = connection.pointee.deadlineKind
    switch kind {
    case .none: connection.pointee.deadline = .max
    case .idle, .head, .body: receive(connection)
    case .output: sendPending(connection)
    case .linger: return drop(connection)
    }
    guard connection.pointee.descriptor >= 0, connection.pointee.deadlineKind == kind,
      connection.pointee.deadline <= now
    else { return }
    switch kind {
    case .none, .linger: break
    case .idle:
      meter.count(.idle)
      drop(connection)
    case .output:
      meter.count(.cut)
      drop(connection)
    case .head:
      refuse(connection, Refusal(status: 408, reason: .headTimeout))
      settle(connection)
    case .body:
      refuse(connection, Refusal(status: 408, reason: .bodyTimeout))
      settle(connection)
    }
  }

  /// Keeps the sum of what is held; over it, the connection that adds to it pays.
  private mutating func account(_ connection: Slot) {
    let holds = connection.pointee.input.count + connection.pointee.pending.count
    if holds == connection.pointee.held { return }
    let grows = holds > connection.pointee.held
    held += holds - connection.pointee.held
    connection.pointee.held = holds
    guard grows, held > limits.heldBytes else { return }
    if !connection.pointee.pending.isEmpty || connection.pointee.isDeferred {
      meter.count(.cut)
      return drop(connection)
    }
    refuse(connection, Refusal(status: 503, reason: .overloaded))
    flush(connection)
    account(connection)
  }

  func watch(_ connection: Slot, _ interest: UInt32) {
    if connection.pointee.interest == interest { return }
    connection.pointee.interest = interest
    // Cannot fail but for ENOMEM on ADD: the descriptor is ours and registered.
    _ = npdr_epoll_ctl(epoll, EPOLL_CTL_MOD, connection.pointee.descriptor, interest, connection.pointee.token)
  }

  /// Closes the descriptor and frees the slot; closing takes it out of epoll.
  mutating func drop(_ connection: Slot) {
    guard connection.pointee.descriptor >= 0 else { return }
    close(connection.pointee.descriptor)
    held -= connection.pointee.held
    shared.connections.subtract(1, ordering: .relaxed)
    if connection.pointee.isServed { shared.served.subtract(1, ordering: .relaxed) }
    table.close(connection)
  }
}
