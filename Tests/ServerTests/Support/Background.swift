import CLinux
import Glibc

/// Work on a thread of its own.
enum Background {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  final class Task {
    private var thread: pthread_t?

    fileprivate init(_ thread: pthread_t) { self.thread = thread }
    deinit { if let thread { pthread_detach(thread) } }

    func join() {
      guard let joined = thread else { return }
      pthread_join(joined, nil)
      thread = nil
    }
  }

  @discardableResult static func run(_ body: @escaping @Sendable () -> Void) -> Task {
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        // Balances `passRetained`; `context` is what was given to `pthread_create`.
        Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Work(body)).toOpaque())
    precondition(code == 0)
    return Task(thread)
  }
}
