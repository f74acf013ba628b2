public import Bytes
import Synchronization

/// Who answers requests: one object a loop, called on that loop's thread only.
///
/// `Server` calls it and knows nothing of what it does; `API` implements it and knows nothing of sockets.
public protocol Handler: AnyObject {
  /// What any request may bring: a body that came with its head and is no longer needs no further question.
  var bodyLimit: Int { get }

  /// How many bytes of body this request, its body `.unread`, may bring; asked once, when its head is complete and its body is not.
  ///
  /// Nil when no byte of it is wanted, whatever it holds: nobody knows the path, or who asks may not write there. The
  /// request is then handled at once, as one with the body `.unread`.
  func bodyLimit(for request: Request) -> Int?

  /// Answers `request` by appending one whole response to `output`, or keeps `reply` and returns `.deferred`. What of
  /// the response is kept elsewhere need not be copied: see `Disposition.answeredWith`.
  ///
  /// A body over the limit, or not wanted, arrives as `.unread`: the handler says which refusal comes first, and the
  /// connection is closed after it.
  func handle(_ request: Request, _ reply: any Reply, _ output: inout ByteBuffer) -> Disposition

  /// Appends the whole response to a request the loop itself refuses (400, 408, 413, 414, 431, 501, 503, 505);
  /// the connection closes after it, so it says `Connection: close`.
  ///
  /// - Parameter peer: the other end of the connection. What a proxy may have said of somebody behind it was not read.
  func refuse(_ refusal: Refusal, from peer: Peer, _ output: inout ByteBuffer)

  /// The same when the head was a request and its body is no good (400, 408, 503): who asked and what for is known.
  ///
  /// - Parameter request: its body `.unread`.
  func refuse(_ refusal: Refusal, of request: Request, _ output: inout ByteBuffer)

  /// Whether `tick` is wanted. An idle loop without it sleeps until something happens.
  var wantsTick: Bool { get }

  /// Called about once a second on the loop's thread when `wantsTick`.
  func tick()

  /// The server stops: nothing new is accepted, and what holds answers open (streams of events) should end them.
  func stopping()
}

extension Handler {
  public func refuse(_ refusal: Refusal, of request: Request, _ output: inout ByteBuffer) {
    refuse(refusal, from: request.peer, &output)
  }

  public var wantsTick: Bool { false }
  public func tick() {}
  public func stopping() {}
}

/// What became of a request.
public enum Disposition: Sendable {
  case answered
  /// Answered, and these parts belong to the response; their places are those in `output`, earlier responses that stand
  /// in it included.
  case answeredWith(KeptParts)
  /// Answered, and the connection must not be used again; the response said so.
  case answeredAndClose
  /// The answer comes through the `Reply`, from any thread, later. Requests behind it on the connection wait. What was
  /// appended to `output`, such as the head of a stream, goes out at once.
  case deferred
}

/// The way back to a connection from any thread; once the connection is gone, what is sent goes nowhere.
public protocol Reply: Sendable {
  /// Queues bytes for the connection, in order. `.more` keeps the answer open (a stream of events).
  func send(_ bytes: [UInt8], _ end: ReplyEnd)

  /// Queues a part of an answer that stays open; `gauge` tells, soon after, when nobody is there to read it.
  func send(_ bytes: [UInt8], _ gauge: StreamGauge)
}

extension Reply {
  public func send(_ bytes: [UInt8], _ gauge: StreamGauge) {
    send(bytes, .more)
    gauge.noteTaken(unsent: 0)
  }
}

/// Whether an answer that stays open still has its reader, and how far behind he is. Set by the loop, read by whoever
/// sends.
public final class StreamGauge: Sendable {
  private let gone = Atomic<Bool>(false)
  private let taken = Atomic<Int>(0)
  private let waiting = Atomic<Int>(0)

  public init() {}

  /// The connection was closed, by the client or because it did not read.
  public var isGone: Bool { gone.load(ordering: .relaxed) }

  /// Parts that the loop has taken for the connection.
  public var partsTaken: Int { taken.load(ordering: .acquiring) }

  /// Bytes of them that the reader had not read when the last was taken.
  public var unsent: Int { waiting.load(ordering: .relaxed) }

  public func noteTaken(unsent bytes: Int) {
    waiting.store(bytes, ordering: .relaxed)
    taken.add(1, ordering: .releasing)
  }

  public func setGone() { gone.store(true, ordering: .relaxed) }
}

public enum ReplyEnd: Sendable {
  case more
  case done
  case close
}

/// Why the loop refuses bytes that never became a request.
public struct Refusal: Error, Sendable, Equatable {
  /// 400, 408, 413, 414, 417, 431, 501, 503 or 505.
  public var status: Int
  /// What was wrong, in facts; the handler chooses the words.
  public var reason: Reason

  public enum Reason: String, Sendable, CaseIterable {
    case malformedRequestLine, malformedField, malformedTarget, missingHost, ambiguousHost, malformedHost
    case ambiguousFraming, malformedContentLength, malformedChunk, unsupportedTransferCoding, unsupportedVersion
    case targetTooLong, headTooLarge, tooManyFields, bodyTooLarge, unknownExpectation
    case headTimeout, bodyTimeout, overloaded
    /// The client ended its side in the middle of a request.
    case incompleteRequest
  }

  public init(status: Int, reason: Reason) {
    self.status = status
    self.reason = reason
  }
}
