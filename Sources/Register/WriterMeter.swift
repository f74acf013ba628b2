package import Bytes

/// What the writer counts of itself: by its own thread, read by any.
package final class WriterMeter: Sendable {
  /// Commands in one commit.
  package let batches = Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
  /// Microseconds from taking a batch to its commit, the `fdatasync` included.
  package let durations = Histogram([
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
  ])
  private let tallies = Tallies(2)

  /// Batches of which nothing was stored.
  package var failures: Int { tallies[0] }
  func countFailure() { tallies.add(1, at: 0) }

  /// How many times in a row the duties of the clock could not be done; 0 when all is well.
  package var lateDuties: Int { tallies[1] }
  func setLateDuties(_ count: Int) { tallies.set(count, at: 1) }
}
