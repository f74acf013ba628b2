import Bytes

/// Counts of a coverage matrix that stay beside the index and follow what changes in it: a row that is read again is
/// taken out of the cells it was in, and put in those it is in now. An answer just after a write then costs the rows
/// written, not all there are.
///
/// It holds the counts and two sets of rows; which cells a row was in is asked of the index before the row leaves it.
final class KeptCoverage {
  /// What is counted. A matrix over other codes is another one.
  struct Key: Hashable {
    var question: IndexQuestion
    var axes: [CoverageAxis]
    /// Of each axis, the keys of its codes in their order.
    var codes: [[Int64]]
    /// Of the rows asked for, only the generic ones.
    var isGeneric = false
  }

  let key: Key
  private(set) var coverage: Coverage
  private var selected: Bitmap
  private var stated: Bitmap
  /// Rows taken out, to be put in again.
  private var moved: Set<Int> = []

  init(_ key: Key, _ coverage: Coverage, _ selected: Bitmap, stated: Bitmap) {
    self.key = key
    self.coverage = coverage
    self.selected = selected
    self.stated = stated
  }

  /// So many rows wait that counting anew costs less.
  var isWorn: Bool { moved.count > max(1_000, selected.words.count * 4) }

  /// Takes a row out, before `contents` forgets what it was.
  func remove(_ row: Int, _ contents: IndexContents) {
    guard moved.insert(row).inserted, selected.contains(row) else { return }
    let marks = stated.contains(row) ? 0 : UInt32(1)
    coverage.add(cells(of: row, contents), marked: marks, by: -1)
  }

  /// Puts the rows that changed in again, as they are now.
  func settle(_ contents: IndexContents, _ selected: Bitmap, stated: Bitmap) {
    for row in moved where selected.contains(row) {
      coverage.add(cells(of: row, contents), marked: stated.contains(row) ? 0 : 1, by: 1)
    }
    moved.removeAll(keepingCapacity: true)
    self.selected = selected
    self.stated = stated
  }

  /// Of each axis, the codes of a row: their places, and in the lowest bit whether it has it by inference only.
  private func cells(of row: Int, _ contents: IndexContents) -> [[UInt32]] {
    zip(key.axes, key.codes).map { axis, codes in
      guard let dimension = contents.plan.filters[axis.rawValue] else { return [] }
      let sets = contents.dimensions[dimension].values
      let under = key.question.exact ? nil : contents.codes[axis.rawValue]?.under
      var found: [UInt32] = []
      for (place, code) in codes.enumerated() {
        var isThere = false
        var isStated = false
        for value in under?[code] ?? [code] {
          guard let set = sets[value], set.all.contains(row) else { continue }
          isThere = true
          if !set.inferred.contains(row) { isStated = true }
        }
        if key.question.withoutInferred ? isStated : isThere { found.append(UInt32(place) << 1 | (isStated ? 0 : 1)) }
      }
      return found
    }
  }
}

extension RowIndex {
  /// The most matrices that are kept: the questions of a few dashboards.
  private static let mostCoverages = 8

  /// How many rows are in each cell: counted now, or before and brought up to date.
  ///
  /// - Parameters:
  ///   - axes: with the rows of each code, in the order of `key`.
  ///   - selected: the rows that `key` asks for, of this moment.
  func coverage(_ key: KeptCoverage.Key, _ axes: [Coverage.Axis], _ selected: Bitmap, stated: Bitmap) -> Coverage {
    if let place = coverages.firstIndex(where: { $0.key == key }) {
      let kept = coverages.remove(at: place)
      kept.settle(contents, selected, stated: stated)
      coverages.append(kept)
      return kept.coverage
    }
    let coverage = Coverage(axes, selected, stated: stated)
    if coverages.count == Self.mostCoverages { coverages.removeFirst() }
    coverages.append(KeptCoverage(key, coverage, selected, stated: stated))
    return coverage
  }
}
