import Bytes
import HTTP

/// The thread of one loop.
enum LoopThread {
  /// Carries the loop over to its thread, once.
  private final class Carrier: @unchecked Sendable {
    private var loop: EventLoop?
    init(_ parts: EventLoop.Parts) { loop = EventLoop(parts) }

    func run() {
      // In a local variable, where no access needs a check.
      guard var loop = loop.take() else { return }
      loop.run()
    }
  }

  static func start(_ parts: EventLoop.Parts) throws(ServerError) -> OwnThread {
    let carrier = Carrier(parts)
    do throws(OwnThread.Failure) {
      return try OwnThread("npdr-loop") { carrier.run() }
    } catch {
      throw .system(call: "pthread_create", code: error.code)
    }
  }
}
