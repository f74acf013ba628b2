/// When each row last changed, in whole seconds, with the first and last of every 64 rows: a question after a moment
/// looks at single rows only where that moment falls between the two.
struct ChangeTimes: Sendable {
  private var times: [UInt32] = []
  private var first: [UInt32] = []
  private var last: [UInt32] = []

  init() {}

  /// Of so many rows nothing is known yet.
  init(rows: Int) {
    times = [UInt32](repeating: 0, count: rows)
    first = [UInt32](repeating: 0, count: (rows + 63) / 64)
    last = first
  }

  mutating func append() {
    times.append(0)
    if first.count * 64 < times.count {
      first.append(0)
      last.append(0)
    } else {
      first[first.count - 1] = 0
    }
  }

  mutating func set(_ row: Int, _ time: UInt32) {
    let old = times[row]
    times[row] = time
    let word = row >> 6
    let rows = word << 6..<min(times.count, (word + 1) << 6)
    if time <= first[word] {
      first[word] = time
    } else if old == first[word] {
      first[word] = times[rows].min() ?? 0
    }
    if time >= last[word] {
      last[word] = time
    } else if old == last[word] {
      last[word] = times[rows].max() ?? 0
    }
  }

  /// Takes the rows out that changed before `moment`.
  func keep(since moment: UInt32, in rows: inout Bitmap) {
    rows.formFilter { place, word in
      guard place < first.count, last[place] >= moment else { return 0 }
      if first[place] >= moment { return word }
      var kept = word
      var left = word
      while left != 0 {
        let bit = left.trailingZeroBitCount
        if times[place << 6 + bit] < moment { kept &= ~(1 << UInt64(bit)) }
        left &= left &- 1
      }
      return kept
    }
  }
}
