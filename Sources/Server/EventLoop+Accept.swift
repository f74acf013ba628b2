import Bytes
import CLinux
import Glibc
import HTTP
import Synchronization

extension EventLoop {
  /// Takes what waits at the listener. The rest of a storm waits for the next turn, so that those inside are served.
  mutating func acceptWaiting(atMost count: Int) {
    guard listener >= 0 else { return }
    var address = SocketAddress()
    var taken = 0
    while taken < count {
      if shared.connections.load(ordering: .relaxed) >= limits.connections + limits.refusalReserve || table.isFull {
        return isStopping ? () : pauseAccepting()
      }
      let descriptor = address.accept(from: listener)
      if descriptor >= 0 {
        isShortOfDescriptors = false
        taken += 1
        admit(descriptor, address.peer)
        continue
      }
      switch errno {
      case EAGAIN: return
      // The client left before we looked, or the network has an error that belongs to it (accept(2)).
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
        ENETUNREACH, EPERM:
        taken += 1
      // No descriptors or no memory: the listener would stay ready and the loop spin.
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        if isShortOfDescriptors { refuseWaiting() }
        isShortOfDescriptors = true
        return pauseAccepting()
      // EBADF, EINVAL, ENOTSOCK, EFAULT cannot be: the listener is ours and open.
      default: return pauseAccepting()
      }
    }
  }

  private mutating func admit(_ descriptor: Int32, _ peer: Peer) {
    let connection = table.open(descriptor, peer, interest: EPOLLIN.rawValue)
    shared.connections.add(1, ordering: .relaxed)
    meter.count(.accepted)
    connection.pointee.isServed = shared.served.add(1, ordering: .relaxed).newValue <= limits.connections
    if !connection.pointee.isServed { shared.served.subtract(1, ordering: .relaxed) }
    guard npdr_epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue, connection.pointee.token) == 0 else {
      // ENOMEM or ENOSPC (max_user_watches): this one cannot be served.
      return drop(connection)
    }
    if !connection.pointee.isServed {
      meter.count(.turnedAway)
      refuse(connection, Refusal(status: 503, reason: .overloaded))
      return settle(connection)
    }
    connection.pointee.deadlineKind = .idle
    connection.pointee.deadline = now + (isStopping ? limits.lastCall : limits.idleTimeout)
  }

  private mutating func pauseAccepting() {
    meter.count(.pauses)
    acceptAgain = now + limits.acceptPause
    _ = npdr_epoll_ctl(epoll, EPOLL_CTL_MOD, listener, 0, EventLoop.listenerToken)
  }

  mutating func resumeAccepting() {
    acceptAgain = .max
    guard listener >= 0 else { return }
    _ = npdr_epoll_ctl(epoll, EPOLL_CTL_MOD, listener, EPOLLIN.rawValue, EventLoop.listenerToken)
    acceptWaiting(atMost: 64)
  }

  /// Still no descriptors after a pause: tells those who wait, with the one held back, instead of leaving them hanging.
  private mutating func refuseWaiting() {
    guard spare >= 0 else {
      spare = EventLoop.openSpare()
      return
    }
    var address = SocketAddress()
    for _ in 0..<64 {
      close(spare)
      spare = -1
      let descriptor = address.accept(from: listener)
      guard descriptor >= 0 else { break }
      handler.refuse(Refusal(status: 503, reason: .overloaded), from: address.peer, &output)
      meter.count(.turnedAway)
      // As far as it goes: a connection that cannot be kept cannot linger either.
      _ = output.withBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      output.removeAll()
      shutdown(descriptor, Int32(SHUT_WR))
      close(descriptor)
      spare = EventLoop.openSpare()
      if spare < 0 { return }
    }
    if spare < 0 { spare = EventLoop.openSpare() }
  }
}
