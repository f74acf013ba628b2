/// The rows that have one value: a sorted list while they are few, one bit for every row when that is smaller.
///
/// This is a roaring bitmap with one container. More of them would save memory only where rows with the same value lie
/// together, and rows lie in the order of their kenmerk, which says nothing of their values. At a million rows a code
/// takes at most 125 KB, and one that few rows have four bytes for each of those.
struct Posting: Sendable {
  private var few: [UInt32] = []
  private var many = Bitmap()
  private var isDense = false
  private(set) var count = 0

  /// From how many rows on a bit for every row is smaller than four bytes for each of these.
  private static func bound(_ rows: Int) -> Int { max(rows / 32, 16) }

  /// Adds a row that is not in it, in any order; `sort` comes behind the last.
  mutating func append(_ row: Int, of rows: Int) {
    count += 1
    if isDense { return many.insert(row) }
    few.append(UInt32(row))
    if count > Posting.bound(rows) { spread(over: rows) }
  }

  mutating func sort() {
    if !isDense { few.sort() }
  }

  /// Adds a row, which may be in it already.
  mutating func insert(_ row: Int, of rows: Int) {
    if isDense {
      guard !many.contains(row) else { return }
      count += 1
      return many.insert(row)
    }
    let place = place(of: row)
    if place < few.count, few[place] == UInt32(row) { return }
    few.insert(UInt32(row), at: place)
    count += 1
    if count > Posting.bound(rows) { spread(over: rows) }
  }

  mutating func remove(_ row: Int) {
    if count == 0 { return }
    if isDense {
      guard many.contains(row) else { return }
      count -= 1
      return many.remove(row)
    }
    let place = place(of: row)
    if place < few.count, few[place] == UInt32(row) {
      few.remove(at: place)
      count -= 1
    }
  }

  private mutating func spread(over rows: Int) {
    many = Bitmap(rows: rows)
    for row in few { many.insert(Int(row)) }
    few = []
    isDense = true
  }

  func contains(_ row: Int) -> Bool {
    if isDense { return many.contains(row) }
    let place = place(of: row)
    return place < few.count && few[place] == UInt32(row)
  }

  private func place(of row: Int) -> Int {
    var low = 0
    var high = few.count
    while low < high {
      let middle = (low + high) / 2
      if few[middle] < UInt32(row) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Beside other sets

  func add(to rows: inout Bitmap) {
    if isDense { return rows.formUnion(many) }
    for row in few { rows.insert(Int(row)) }
  }

  func remove(from rows: inout Bitmap) {
    if isDense { return rows.subtract(many) }
    for row in few { rows.remove(Int(row)) }
  }

  func keep(in rows: inout Bitmap) {
    if isDense { return rows.formIntersection(many) }
    var kept = Bitmap()
    for row in few where rows.contains(Int(row)) { kept.insert(Int(row)) }
    rows = kept
  }

  func count(in rows: Bitmap) -> Int {
    if isDense { return many.count(with: rows) }
    return few.reduce(0) { $0 + (rows.contains(Int($1)) ? 1 : 0) }
  }

  var bitmap: Bitmap {
    if isDense { return many }
    var rows = Bitmap()
    add(to: &rows)
    return rows
  }
}

/// The rows that have a value, and those of which only an analyst says so.
struct MarkedPosting: Sendable {
  var all = Posting()
  /// Part of `all`.
  var inferred = Posting()

  mutating func append(_ row: Int, isStated: Bool, of rows: Int) {
    all.append(row, of: rows)
    if !isStated { inferred.append(row, of: rows) }
  }

  mutating func insert(_ row: Int, isStated: Bool, of rows: Int) {
    all.insert(row, of: rows)
    if !isStated { inferred.insert(row, of: rows) }
  }

  mutating func remove(_ row: Int) {
    all.remove(row)
    inferred.remove(row)
  }

  mutating func sort() {
    all.sort()
    inferred.sort()
  }

  /// - Parameter stated: without what was inferred.
  func bitmap(stated: Bool) -> Bitmap {
    var rows = all.bitmap
    if stated, inferred.count > 0 { inferred.remove(from: &rows) }
    return rows
  }

  func add(to rows: inout Bitmap, stated: Bool) {
    if !stated || inferred.count == 0 { return all.add(to: &rows) }
    rows.formUnion(bitmap(stated: true))
  }

  func count(in rows: Bitmap, stated: Bool) -> Int {
    all.count(in: rows) - (stated ? inferred.count(in: rows) : 0)
  }
}
