/// A set of row numbers, one bit for each: a hundred thousand rows are 12.5 KB, and two sets meet in a microsecond.
///
/// Bits beyond the last word are zero, so that sets made before a row was added need not grow with it.
struct Bitmap: Sendable {
  private(set) var words: [UInt64]

  init() { words = [] }

  /// An empty set with room for `rows`.
  init(rows: Int) { words = [UInt64](repeating: 0, count: (rows + 63) / 64) }

  func contains(_ row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] >> UInt64(row & 63) & 1 == 1
  }

  mutating func insert(_ row: Int) {
    let word = row >> 6
    if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
    words[word] |= 1 << UInt64(row & 63)
  }

  mutating func remove(_ row: Int) {
    let word = row >> 6
    if word < words.count { words[word] &= ~(1 << UInt64(row & 63)) }
  }

  // The loops go over lent memory: with the array's own subscript they are checked word by word and six times as slow.

  mutating func formUnion(_ other: Bitmap) {
    if words.count < other.words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    combine(other) { $0 |= $1 }
  }

  mutating func formIntersection(_ other: Bitmap) {
    if words.count > other.words.count { words.removeLast(words.count - other.words.count) }
    combine(other) { $0 &= $1 }
  }

  mutating func subtract(_ other: Bitmap) { combine(other) { $0 &= ~$1 } }

  @inline(__always)
  private mutating func combine(_ other: Bitmap, _ step: (inout UInt64, UInt64) -> Void) {
    words.withUnsafeMutableBufferPointer { own in
      other.words.withUnsafeBufferPointer { others in
        for place in 0..<min(own.count, others.count) { step(&own[place], others[place]) }
      }
    }
  }

  /// Keeps of each word of 64 rows what `kept` keeps of it.
  @inline(__always)
  mutating func formFilter(_ kept: (_ place: Int, _ word: UInt64) -> UInt64) {
    words.withUnsafeMutableBufferPointer { words in
      for place in words.indices where words[place] != 0 { words[place] = kept(place, words[place]) }
    }
  }

  func intersection(_ other: Bitmap) -> Bitmap {
    var both = self
    both.formIntersection(other)
    return both
  }

  func subtracting(_ other: Bitmap) -> Bitmap {
    var rest = self
    rest.subtract(other)
    return rest
  }

  /// How many rows are in it.
  var count: Int {
    words.withUnsafeBufferPointer { words in
      var count = 0
      for word in words { count &+= word.nonzeroBitCount }
      return count
    }
  }

  /// How many rows are in both.
  func count(with other: Bitmap) -> Int {
    words.withUnsafeBufferPointer { own in
      other.words.withUnsafeBufferPointer { others in
        var count = 0
        for place in 0..<min(own.count, others.count) { count &+= (own[place] & others[place]).nonzeroBitCount }
        return count
      }
    }
  }

  /// The rows in it, the lowest first.
  @inline(__always)
  func visit(_ body: (Int) -> Void) {
    words.withUnsafeBufferPointer { words in
      for place in words.indices {
        var word = words[place]
        while word != 0 {
          body(place << 6 + word.trailingZeroBitCount)
          word &= word &- 1
        }
      }
    }
  }

  /// The first row at or after `start`.
  func next(from start: Int) -> Int? {
    var place = start >> 6
    guard place < words.count else { return nil }
    var word = words[place] & (~0 << UInt64(start & 63))
    while word == 0 {
      place += 1
      guard place < words.count else { return nil }
      word = words[place]
    }
    return place << 6 + word.trailingZeroBitCount
  }
}
