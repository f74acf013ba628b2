import Dispatch
import Glibc
import Logging

/// Ends the program when its orderly end does not come: a commit or a question that goes on and on, a log that nobody
/// takes any more. What was acknowledged is on the disk already; what is cut off here was told to nobody.
enum LastResort {
  /// Seconds for the last commit, when clients took all the time there was.
  static let grace = 2

  static func end(after seconds: Int, _ log: Logger, _ sink: LogSink) {
    DispatchQueue.global(qos: .userInitiated).asyncAfter(deadline: .now() + .seconds(seconds)) {
      log.error("ended while work was under way", metadata: ["naSeconden": .stringConvertible(seconds)])
      // Not until it is written: whoever should read it may be what is waited for.
      for _ in 0..<50 where !sink.isEmpty { usleep(10_000) }
      _exit(1)
    }
  }
}
