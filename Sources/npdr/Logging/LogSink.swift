import Bytes
import CLinux
import Glibc

/// Where log lines go: standard error, written by a thread of its own, so that no event loop waits for whoever reads.
///
/// What a reader that stands still leaves over `limit` is dropped, and how many lines that were is said afterwards.
final class LogSink: @unchecked Sendable {
  static let standardError = LogSink(descriptor: STDERR_FILENO)

  private static let limit = 4 << 20

  private struct State {
    var waiting: [UInt8] = []
    var dropped = 0
    var isWriting = false
  }

  private let descriptor: Int32
  private var state = State()
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Kept for the life of the process: its thread never ends.
  private init(descriptor: Int32) {
    self.descriptor = descriptor
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
    var thread = pthread_t()
    pthread_create(&thread, nil, { LogSink.run($0) }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  private static func run(_ sink: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let sink { Unmanaged<LogSink>.fromOpaque(sink).takeRetainedValue().writeForever() }
    return nil
  }

  /// Queues one line, its line end included.
  func write(_ line: [UInt8]) {
    pthread_mutex_lock(lock)
    if state.waiting.count + line.count > Self.limit {
      state.dropped += 1
    } else {
      state.waiting += line
    }
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
  }

  /// Returns when everything queued has been written; before the process ends.
  func flush() {
    pthread_mutex_lock(lock)
    while !state.waiting.isEmpty || state.isWriting { pthread_cond_wait(changed, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Whether everything queued has been written.
  var isEmpty: Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return state.waiting.isEmpty && !state.isWriting
  }

  private func writeForever() {
    // Signals are for the thread that waits for them.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    while true {
      pthread_mutex_lock(lock)
      while state.waiting.isEmpty && state.dropped == 0 { pthread_cond_wait(changed, lock) }
      var bytes: [UInt8] = []
      swap(&bytes, &state.waiting)
      if state.dropped > 0 {
        bytes += Array("{\"niveau\":\"warning\",\"bericht\":\"log lines dropped\",\"aantal\":\(state.dropped)}\n".utf8)
        state.dropped = 0
      }
      state.isWriting = true
      pthread_mutex_unlock(lock)
      writeAll(bytes)
      pthread_mutex_lock(lock)
      state.isWriting = false
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }
  }

  private func writeAll(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let count = Glibc.write(descriptor, start, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if npdr_errno() == EAGAIN {
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
        } else if npdr_errno() != EINTR {
          // Nobody reads any more (EPIPE, EBADF) or the disk is full: a log that cannot be written stops nothing.
          return
        }
      }
    }
  }
}
