import Testing

@testable import Bytes

struct TallyTests {
  @Test func `a value on a bound belongs to the range below it, and one over the last to the rest`() {
    let histogram = Histogram([10, 20])
    for value in [0, 10, 11, 20, 21, 1_000] { histogram.add(value) }
    #expect(histogram.reading.counts == [2, 2, 2])
    #expect(histogram.reading.sum == 1_062)
    #expect(histogram.reading.total == 6)
    #expect((histogram.reading + histogram.reading).counts == [4, 4, 4])
  }

  @Test func `what many threads count is counted once each`() async {
    let tallies = Tallies(2)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<10_000 { tallies.addFromAnywhere(1, at: 1) } }
      }
    }
    #expect(tallies[1] == 80_000)
    #expect(tallies[0] == 0)
  }

  @Test func `a reader on another thread never sees a count go back`() async {
    let tallies = Tallies(1)
    async let owner: Void = { for _ in 0..<100_000 { tallies.add(1, at: 0) } }()
    var last = 0
    while last < 100_000 {
      let now = tallies[0]
      #expect(now >= last)
      last = now
      await Task.yield()
    }
    await owner
  }

  @Test func `a timed wait ends by itself, and a signal ends it sooner`() async {
    let condition = MonotonicCondition()
    condition.lock()
    #expect(!condition.wait(atMost: 0.01))
    condition.unlock()
  }
}
