import CLinux
import Glibc

/// The signals that end the program, waited for by the main thread; no other thread is interrupted by them.
enum Signals {
  private static let ending = [SIGTERM, SIGINT]

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

  private static func endingSet() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in ending { sigaddset(&set, signal) }
    return set
  }
}
