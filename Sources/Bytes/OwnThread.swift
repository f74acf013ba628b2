import CLinux
import Glibc

/// One of the program's own threads, under the name that `top -H` shows.
///
/// It takes no signals: those are for the thread that the program began with.
package struct OwnThread: Sendable {
  package struct Failure: Error {
    /// An errno: EAGAIN when there are too many threads.
    package let code: Int32
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let thread: pthread_t

  /// Runs `body` until it returns.
  /// - Parameter name: what of it is longer than 15 bytes is not shown.
  package init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(Failure) {
    // Threads inherit the mask of their maker.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        // Balances `passRetained`; `context` is what was given to `pthread_create`.
        Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw Failure(code: code)
    }
    self.thread = thread
    pthread_setname_np(thread, String(decoding: name.utf8.prefix(15), as: UTF8.self))
  }

  /// Waits for its end. Once for each thread.
  package func join() { pthread_join(thread, nil) }
}
