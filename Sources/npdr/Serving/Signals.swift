import CLinux
import Glibc

/// The signals that end the program, waited for by the main thread; no other thread is interrupted by them.
enum Signals {
  /// SIGHUP too: a terminal that is closed is no reason to break off. Under `nohup` it means nothing.
  private static let ending = [SIGTERM, SIGINT] + (isIgnored(SIGHUP) ? [] : [SIGHUP])

  /// Before the first thread is made: threads inherit what is blocked.
  static func prepare() {
    // A client that goes away is an error of `send`, not the end of the server.
    signal(SIGPIPE, SIG_IGN)
    var set = endingSet()
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Returns when the program is asked to end. From then on a second signal ends it at once.
  static func waitForEnd() -> Int32 {
    var set = endingSet()
    var received: Int32 = 0
    while sigwait(&set, &received) != 0 {}
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    return received
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var found = sigaction()
    guard sigaction(signal, nil, &found) == 0 else { return false }
    return unsafeBitCast(found.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func endingSet() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in ending { sigaddset(&set, signal) }
    return set
  }
}
