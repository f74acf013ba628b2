import Bytes

/// How many rows are in each cell of a few axes. A row with several codes on an axis is in several cells; in each of
/// them once.
///
/// The axes come as one set of rows for each code, and what falls under a code is in its set already. They are turned
/// round first, into the codes of each row: a cell then costs what is in it, and not a pass over all rows.
struct Coverage {
  /// An axis, with for each code in its order the rows that have it.
  struct Axis {
    let codes: [String]
    /// Everything counted, and of that what holds without what was inferred.
    let rows: [(all: Bitmap, stated: Bitmap)]
  }

  /// For each cell, the last axis fastest.
  private(set) var counts: [UInt32]
  /// Of those, the rows that are in the cell only by what was inferred.
  private(set) var inferred: [UInt32]
  /// How many codes each axis has.
  private let widths: [Int]

  /// - Parameters:
  ///   - selected: the rows that are counted.
  ///   - stated: those that would be without what was inferred.
  init(_ axes: [Axis], _ selected: Bitmap, stated: Bitmap) {
    counts = [UInt32](repeating: 0, count: axes.reduce(1) { $0 * $1.codes.count })
    inferred = counts
    widths = axes.map(\.codes.count)
    // What every row is in before there is any axis.
    var cells = Turned(Axis(codes: [""], rows: [(selected, stated)]), selected)
    for axis in axes.dropLast() { cells = cells.joined(with: Turned(axis, selected)) }
    if let last = axes.last {
      cells.count(with: Turned(last, selected), &counts, &inferred)
    } else {
      counts[0] = UInt32(selected.count)
      inferred[0] = UInt32(selected.subtracting(stated).count)
    }
  }
}

extension Coverage {
  /// Adds a row to the cells it is in, or takes it out.
  ///
  /// - Parameters:
  ///   - codes: of each axis those of the row: places, and in the lowest bit whether it was inferred.
  ///   - marked: 1 when the row as a whole is there by what was inferred.
  ///   - step: 1 or -1.
  mutating func add(_ codes: [[UInt32]], marked: UInt32, by step: Int32) {
    var cells = [marked]
    for (axis, own) in codes.enumerated() {
      let width = UInt32(widths[axis])
      cells = cells.flatMap { cell in own.map { ((cell >> 1) * width + $0 >> 1) << 1 | (cell | $0) & 1 } }
    }
    for cell in cells {
      counts[Int(cell >> 1)] &+= UInt32(bitPattern: step)
      if cell & 1 == 1 { inferred[Int(cell >> 1)] &+= UInt32(bitPattern: step) }
    }
  }
}

/// The codes of each row, one row behind the other.
///
/// The loops go over lent memory: with the arrays' own subscripts they take more than twice as long, most of it in
/// counting references.
private struct Turned {
  /// How many codes there are.
  let width: Int
  /// Where each row's codes begin; those of the last row end at the last of these.
  private var starts: [UInt32]
  /// A code's place, and in the lowest bit whether it was inferred.
  private var codes: [UInt32]

  init(_ axis: Coverage.Axis, _ selected: Bitmap) {
    width = axis.codes.count
    let rows = axis.rows.map { $0.all.intersection(selected) }
    // One more at the end, for below.
    starts = [UInt32](repeating: 0, count: selected.words.count * 64 + 2)
    starts.withUnsafeMutableBufferPointer { starts in
      for code in rows { code.visit { starts[$0 + 2] &+= 1 } }
      for row in 1..<starts.count { starts[row] &+= starts[row - 1] }
    }
    codes = [UInt32](repeating: 0, count: Int(starts.last ?? 0))
    // Where a row's next code goes is where the next row's codes begin in the end.
    starts.withUnsafeMutableBufferPointer { starts in
      codes.withUnsafeMutableBufferPointer { codes in
        for (place, code) in rows.enumerated() {
          let stated = axis.rows[place].stated
          code.visit { row in
            codes[Int(starts[row + 1])] = UInt32(place) << 1 | (stated.contains(row) ? 0 : 1)
            starts[row + 1] &+= 1
          }
        }
      }
    }
    starts.removeLast()
  }

  private init(width: Int, starts: [UInt32], codes: [UInt32]) {
    self.width = width
    self.starts = starts
    self.codes = codes
  }

  /// Lends each pair of a code of this and one of `other` that a row has: the place of the pair, and whether either was
  /// inferred.
  @inline(__always)
  private func pair(with other: Turned, _ body: (UInt32, UInt32) -> Void) {
    let width = UInt32(other.width)
    starts.withUnsafeBufferPointer { starts in
      codes.withUnsafeBufferPointer { codes in
        other.starts.withUnsafeBufferPointer { others in
          other.codes.withUnsafeBufferPointer { otherCodes in
            for place in 0..<starts.count - 1 {
              for first in Int(starts[place])..<Int(starts[place + 1]) {
                let code = codes[first]
                for second in Int(others[place])..<Int(others[place + 1]) {
                  let next = otherCodes[second]
                  body((code >> 1) &* width &+ next >> 1, (code | next) & 1)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Both as one axis, `other` the faster.
  func joined(with other: Turned) -> Turned {
    var ends = [UInt32](repeating: 0, count: starts.count)
    for place in 1..<starts.count {
      let number = (starts[place] - starts[place - 1]) * (other.starts[place] - other.starts[place - 1])
      ends[place] = ends[place - 1] + number
    }
    var pairs = [UInt32](repeating: 0, count: Int(ends.last ?? 0))
    var next = 0
    pairs.withUnsafeMutableBufferPointer { pairs in
      pair(with: other) { place, mark in
        pairs[next] = place << 1 | mark
        next += 1
      }
    }
    return Turned(width: width * other.width, starts: ends, codes: pairs)
  }

  /// Counts each pair.
  func count(with other: Turned, _ counts: inout [UInt32], _ inferred: inout [UInt32]) {
    counts.withUnsafeMutableBufferPointer { counts in
      inferred.withUnsafeMutableBufferPointer { inferred in
        pair(with: other) { place, mark in
          counts[Int(place)] &+= 1
          inferred[Int(place)] &+= mark
        }
      }
    }
  }
}
