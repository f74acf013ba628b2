import Glibc
import Synchronization

/// A row of numbers that one thread counts and any thread reads: a load, an add and a store, with no lock and no locked
/// instruction. Memory that was never counted in is never touched.
///
/// ```swift
/// let tallies = Tallies(3)
/// tallies.add(1, at: 2)          // its owner only
/// tallies.addFromAnywhere(1, at: 1)  // any thread; never in a row that also has an owner's `add`
/// tallies[2]                     // any thread; may be a moment old
/// ```
package final class Tallies: @unchecked Sendable {
  private let cells: UnsafeMutablePointer<Atomic<Int>>
  package let count: Int

  package init(_ count: Int) {
    self.count = count
    // `calloc` gives a large row as pages that are zero until they are touched. It fails only when there is no address
    // left, and then nothing else would go on either.
    guard let memory = calloc(max(count, 1), MemoryLayout<Int>.stride) else { fatalError("no memory for counters") }
    // An `Atomic<Int>` is the eight bytes of its value.
    cells = memory.bindMemory(to: Atomic<Int>.self, capacity: max(count, 1))
  }

  deinit { free(cells) }

  /// On the owner's thread.
  package func add(_ amount: Int, at index: Int) {
    let cell = cells + index
    cell.pointee.store(cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
  }

  /// On the owner's thread: a level and not a sum.
  package func set(_ value: Int, at index: Int) { (cells + index).pointee.store(value, ordering: .relaxed) }

  /// On any thread.
  package func addFromAnywhere(_ amount: Int, at index: Int) {
    (cells + index).pointee.wrappingAdd(amount, ordering: .relaxed)
  }

  package subscript(index: Int) -> Int { (cells + index).pointee.load(ordering: .relaxed) }
}

/// How often a value fell in which range, and the sum of all values.
package struct Histogram: Sendable {
  /// The upper ends of the ranges, ascending, each included in its range; one more range lies above the last.
  package let bounds: [Int]
  private let tallies: Tallies

  package init(_ bounds: [Int]) {
    self.bounds = bounds
    tallies = Tallies(bounds.count + 2)
  }

  /// On the owner's thread.
  package func add(_ value: Int) {
    tallies.add(1, at: range(of: value))
    tallies.add(value, at: bounds.count + 1)
  }

  /// On any thread, of a histogram without an owner.
  package func addFromAnywhere(_ value: Int) {
    tallies.addFromAnywhere(1, at: range(of: value))
    tallies.addFromAnywhere(value, at: bounds.count + 1)
  }

  private func range(of value: Int) -> Int {
    var index = 0
    while index < bounds.count, value > bounds[index] { index += 1 }
    return index
  }

  package var reading: Reading {
    Reading(
      bounds: bounds, counts: (0...bounds.count).map { tallies[$0] }, sum: tallies[bounds.count + 1])
  }

  /// What was counted up to now.
  package struct Reading: Sendable, Equatable {
    package let bounds: [Int]
    /// One more than there are bounds.
    package private(set) var counts: [Int]
    package private(set) var sum: Int

    package init(bounds: [Int], counts: [Int], sum: Int) {
      self.bounds = bounds
      self.counts = counts
      self.sum = sum
    }

    package static func none(_ bounds: [Int]) -> Reading {
      Reading(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1), sum: 0)
    }

    package var total: Int { counts.reduce(0, +) }

    /// Of histograms with the same bounds.
    package static func + (left: Reading, right: Reading) -> Reading {
      Reading(bounds: left.bounds, counts: zip(left.counts, right.counts).map(+), sum: left.sum + right.sum)
    }
  }
}
