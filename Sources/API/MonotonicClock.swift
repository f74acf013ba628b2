import Glibc

/// A clock that only runs forward.
enum MonotonicClock {
  /// Nanoseconds since some start.
  static func now() -> UInt64 { read(CLOCK_MONOTONIC) }

  /// The same to a few milliseconds, for a quarter of the time.
  static func coarse() -> UInt64 { read(CLOCK_MONOTONIC_COARSE) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    // Cannot fail: the clocks exist and the address is ours.
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
