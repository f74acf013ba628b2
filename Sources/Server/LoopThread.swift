import CLinux
import Glibc
import HTTP

/// The thread of one loop.
enum LoopThread {
  /// Carries the loop over to its thread, once.
  private final class Carrier {
    var loop: EventLoop?
    init(_ loop: consuming EventLoop) { self.loop = consume loop }
  }

  static func start(_ parts: EventLoop.Parts) throws(ServerError) -> pthread_t {
    let carrier = Carrier(EventLoop(parts))
    var thread = pthread_t()
    // Threads inherit the mask of their maker: signals are for the program's own thread.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let code = pthread_create(
      &thread, nil,
      { context in
        // Balances `passRetained`; `context` is what was given to `pthread_create`.
        let carrier = Unmanaged<Carrier>.fromOpaque(context!).takeRetainedValue()
        pthread_setname_np(pthread_self(), "npdr-loop")
        // In a local variable, where no access needs a check.
        guard var loop = carrier.loop.take() else { return nil }
        loop.run()
        return nil
      }, Unmanaged.passRetained(carrier).toOpaque())
    guard code == 0 else { throw .system(call: "pthread_create", code: code) }
    return thread
  }
}
