import Bytes
import HTTP

/// One connection, in a slot that is used again. At rest its buffers are as small as can be: what is received goes through
/// the loop's own memory, and only what is left over of it, or could not be sent, is kept here.
struct Connection: ~Copyable {
  /// What an empty buffer takes. Not an optional buffer instead: reading through `?.` moves a noncopyable value out, and
  /// Swift 6.3 lets that pass where a pointer lies in between.
  static let leastBuffer = 64

  /// Where the bytes received belong.
  enum Phase {
    /// To the head of a request; `input` holds what there is of it.
    case head
    /// To a body: `input` starts with the head, and is complete at `total` bytes.
    case length(head: Int, total: Int)
    /// To a body in chunks: `input` is the head and what was decoded behind it.
    case chunked(head: Int, limit: Int, ChunkedDecoder)
  }

  /// What happens once the output is gone and no answer is under way.
  enum Ending {
    case none
    /// The client knows and sends no more.
    case close
    /// The client may still be sending: closing now would make the kernel answer with a reset, and a reset can overtake
    /// the answer (RFC 9112, 9.6).
    case linger
  }

  enum Deadline {
    case none, idle, head, body, output, linger
  }

  /// -1 while the slot is free.
  var descriptor: Int32
  let registration: UInt32
  let slot: UInt32
  let peer: Peer
  var phase = Phase.head
  var ending = Ending.none
  var input = ByteBuffer(capacity: Connection.leastBuffer)
  /// Output that the kernel did not take. While there is any, nothing is read.
  var pending = ByteBuffer(capacity: Connection.leastBuffer)
  /// Counts requests, so that a ticket of an earlier one is recognised.
  var sequence: UInt64 = 0
  var isDeferred = false
  /// The deferred answer said `Connection: close`, or HTTP/1.0 does: what happens after it.
  var endingAfterReply = Ending.none
  /// The client has ended its side.
  var inputEnded = false
  var isLingering = false
  /// False for one over the limit, which is only told so.
  var isServed = true
  var isGone = false
  /// What epoll watches.
  var interest: UInt32
  var deadline = Int.max
  var deadlineKind = Deadline.none
  /// How much of `input` the parser has seen and found incomplete, so that a head that dribbles in is not read again
  /// for every byte.
  var parsed = 0
  /// Bytes read and thrown away while lingering.
  var drained = 0
  /// What this connection counts for in the loop's sum of bytes held.
  var held = 0

  init(descriptor: Int32, registration: UInt32, slot: UInt32, peer: Peer, interest: UInt32) {
    self.descriptor = descriptor
    self.registration = registration
    self.slot = slot
    self.peer = peer
    self.interest = interest
  }

  /// Whether the next request may be looked at.
  var takesRequests: Bool { !isDeferred && pending.isEmpty && ending == .none && !isGone }

  /// Gives back the memory of what was received.
  mutating func releaseInput() {
    input.removeAll()
    input.shrink(over: Connection.leastBuffer)
  }

  /// What an epoll event carries: an event for an earlier owner of the slot is told by the registration.
  var token: UInt64 { UInt64(registration) << 32 | UInt64(slot) }
}
