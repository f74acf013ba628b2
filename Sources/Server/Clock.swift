import CLinux
import Glibc

/// Milliseconds that only go forward; what the wall clock does is nothing to a deadline.
enum Clock {
  static func now() -> Int { read(CLOCK_MONOTONIC) }

  /// The same as it was at the last tick of the kernel, up to a few milliseconds ago, for a quarter of the time.
  static func coarse() -> Int { read(CLOCK_MONOTONIC_COARSE) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    // Cannot fail: the clocks exist and the address is ours.
    clock_gettime(clock, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

public enum Cores {
  /// The cores this process may run on, at least 1: a container or `taskset` may have fewer than the machine.
  public static var available: Int {
    var set = cpu_set_t()
    guard sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return 1 }
    let cores = withUnsafeBytes(of: &set) { bytes in bytes.reduce(0) { $0 + $1.nonzeroBitCount } }
    return max(cores, 1)
  }
}
