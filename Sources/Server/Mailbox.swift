import Bytes
import CLinux
import Glibc
import HTTP

/// What other threads ask of a loop.
enum Message: Sendable {
  case reply(Ticket, [UInt8], ReplyEnd)
  case part(Ticket, [UInt8], StreamGauge)
  case run(@Sendable (any Handler) -> Void)
  /// Stop, and be done by this time of `Clock`.
  case stop(deadline: Int)
}

/// The one way into a loop from another thread: an array under a lock, and an eventfd that wakes the loop.
///
/// Only the message that finds the box empty writes to the eventfd; a busy box costs no system call.
final class Mailbox: Sendable {
  private struct Box {
    var messages: [Message] = []
    var isClosed = false
  }

  let descriptor: Int32
  private let box = Locked(Box())

  init() throws(ServerError) {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
    if descriptor < 0 { throw errno == EMFILE ? .outOfDescriptors : .system(call: "eventfd", code: errno) }
  }

  deinit { Glibc.close(descriptor) }

  /// Queues a message; false when the loop has ended and nobody will read it.
  @discardableResult func post(_ message: Message) -> Bool {
    let (accepted, wasEmpty) = box.withLock { box in
      if box.isClosed { return (false, false) }
      box.messages.append(message)
      return (true, box.messages.count == 1)
    }
    if wasEmpty {
      var one: UInt64 = 1
      // EAGAIN: the counter is full, so the loop is being woken. EINTR: does not happen to a non-blocking eventfd.
      _ = write(descriptor, &one, 8)
    }
    return accepted
  }

  /// How many messages wait.
  var waiting: Int { box.withLock { $0.messages.count } }

  /// Everything that waits, in order. `spare` becomes the empty box, so that its memory goes round.
  func take(_ spare: inout [Message]) {
    var count: UInt64 = 0
    // Read before the box is emptied: a message that comes in between wakes the loop once too often, never too little.
    _ = read(descriptor, &count, 8)
    spare.removeAll(keepingCapacity: true)
    box.withLock { swap(&$0.messages, &spare) }
  }

  /// The loop has ended; what was not read, and what comes, goes nowhere.
  func close() {
    box.withLock { box in
      box.isClosed = true
      box.messages = []
    }
  }
}

/// The way back to one deferred request: which connection, which registration of its slot, which request on it.
struct Ticket: Reply {
  let mailbox: Mailbox
  let slot: UInt32
  let registration: UInt32
  let sequence: UInt64

  func send(_ bytes: [UInt8], _ end: ReplyEnd) { mailbox.post(.reply(self, bytes, end)) }

  func send(_ bytes: [UInt8], _ gauge: StreamGauge) {
    if !mailbox.post(.part(self, bytes, gauge)) { gauge.setGone() }
  }
}
