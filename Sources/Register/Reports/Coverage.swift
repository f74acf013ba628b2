import Bytes

/// How many rows are in each cell of a few axes. A row with several codes on an axis is in several cells; in each of
/// them once.
///
/// The axes come as one set of rows for each code, and what falls under a code is in its set already. They are turned
/// round first, into the codes of each row: a cell then costs what is in it, and not a pass over all rows. 100 000
/// measures over 1 296 cells take 4 ms.
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

  /// - Parameters:
  ///   - selected: the rows that are counted.
  ///   - stated: those that would be without what was inferred.
  init(_ axes: [Axis], _ selected: Bitmap, stated: Bitmap) {
    let size = axes.reduce(1) { $0 * $1.codes.count }
    counts = [UInt32](repeating: 0, count: size)
    inferred = counts
    let turned = axes.map { Turned($0, selected) }
    guard let last = turned.last, size > 0 else {
      if axes.isEmpty { counts[0] = UInt32(selected.count) }
      if axes.isEmpty { inferred[0] = UInt32(selected.subtracting(stated).count) }
      return
    }
    // Cells as far as the axes go, each with whether something inferred was needed to get there in its lowest bit.
    var cells: [UInt32] = []
    var next: [UInt32] = []
    let width = UInt32(last.width)
    selected.visit { row in
      cells.removeAll(keepingCapacity: true)
      cells.append(stated.contains(row) ? 0 : 1)
      for axis in turned.dropLast() {
        next.removeAll(keepingCapacity: true)
        for cell in cells {
          for place in axis.places(of: row) {
            let code = UInt32(axis.codes[place])
            next.append((cell >> 1 &* UInt32(axis.width) &+ code >> 1) << 1 | (cell | code) & 1)
          }
        }
        swap(&cells, &next)
      }
      for cell in cells {
        for place in last.places(of: row) {
          let code = UInt32(last.codes[place])
          let end = Int(cell >> 1 &* width &+ code >> 1)
          counts[end] &+= 1
          inferred[end] &+= (cell | code) & 1
        }
      }
    }
  }

  /// The codes of each row, one row behind the other.
  private struct Turned {
    let width: Int
    private var starts: [UInt32]
    /// A code's place, and in the lowest bit whether it was inferred.
    private(set) var codes: [UInt16]

    init(_ axis: Axis, _ selected: Bitmap) {
      width = axis.codes.count
      let rows = axis.rows.map { $0.all.intersection(selected) }
      var starts = [UInt32](repeating: 0, count: selected.words.count * 64 + 2)
      for code in rows { code.visit { starts[$0 + 2] &+= 1 } }
      for row in starts.indices.dropFirst() { starts[row] &+= starts[row - 1] }
      var codes = [UInt16](repeating: 0, count: Int(starts.last ?? 0))
      // Where a row's next code goes is where the next row's codes begin in the end.
      for (place, code) in rows.enumerated() {
        let stated = axis.rows[place].stated
        code.visit { row in
          codes[Int(starts[row + 1])] = UInt16(truncatingIfNeeded: place << 1 | (stated.contains(row) ? 0 : 1))
          starts[row + 1] &+= 1
        }
      }
      self.starts = starts
      self.codes = codes
    }

    func places(of row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
  }
}
