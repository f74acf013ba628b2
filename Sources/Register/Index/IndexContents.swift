import Bytes
import SQL

/// What the index knows: for each value the rows that have it, who sees which rows, and the order of the kenmerken.
///
/// A row's number is its place in the order of kenmerken at the time the index was built; rows made later get the next
/// numbers, and `late` says where in that order they belong. So a page is the first bits of a set, and no kenmerk is
/// kept in memory but those of the late rows.
struct IndexContents: Sendable {
  let plan: IndexPlan
  /// Nil for the present.
  let moment: Timestamp?

  /// What one filter can ask.
  struct Dimension: Sendable {
    /// By the row linked to, or the place of the choice.
    var values: [Int64: MarkedPosting] = [:]
    /// Rows with any value.
    var any = MarkedPosting()
    /// Rows with more than one.
    var several = MarkedPosting()
  }

  var dimensions: [Dimension]
  /// By `Audience.Level`, for those that lists may show.
  var levels = [Posting](repeating: Posting(), count: Int(Audience.Level.own.rawValue) + 1)
  /// By organisation, the rows that are its own and not for everyone.
  var own: [Int64: Posting] = [:]
  /// Rows that are there.
  var alive = Bitmap()
  /// The key in the table, by row number.
  var keys: [UInt32] = []
  /// When the row last changed, by row number.
  var changed = ChangeTimes()
  /// Row numbers in the order of their keys, of those there were when the index was built.
  var byKey: [UInt32] = []
  /// How many rows there were when the index was built.
  var base = 0
  /// Rows made since, in the order of their kenmerken.
  var late: [Late] = []
  var lateByKey: [UInt32: UInt32] = [:]
  /// The codes behind links.
  var codes: [String: Codes] = [:]

  struct Late: Sendable {
    let kenmerk: String
    let row: UInt32
    /// The first of the rows of `base` whose kenmerk is higher.
    let before: UInt32
  }

  /// The rows of a resource that measures link to.
  struct Codes: Sendable {
    var keys: [String: Int64] = [:]
    var kenmerken: [Int64: String] = [:]
    /// Of a code list: each code with itself and all that falls under it.
    var under: [Int64: [Int64]] = [:]
  }

  /// `geldigOp`: measures as was true on this day; never of an index that is kept.
  var validOn: Day?

  init(_ plan: IndexPlan, at moment: Timestamp? = nil) {
    self.plan = plan
    self.moment = moment
    dimensions = [Dimension](repeating: Dimension(), count: plan.dimensionCount)
  }

  /// How many row numbers there are; some are of rows that are gone.
  var count: Int { keys.count }

  /// Who sees the row with this key; nil when it is not there, or in no list.
  func level(of key: Int64) -> Audience.Level? {
    guard let row = row(of: key) else { return nil }
    return levels.indices.first { levels[$0].contains(row) }.flatMap { Audience.Level(rawValue: Int64($0)) }
  }

  /// The number of the row with this key.
  func row(of key: Int64) -> Int? {
    if !lateByKey.isEmpty, let row = UInt32(exactly: key).flatMap({ lateByKey[$0] }) { return Int(row) }
    return row(of: key, at: place(of: key))
  }

  /// Where `key` is, or would be, in the order of keys.
  func place(of key: Int64) -> Int {
    var low = 0
    var high = byKey.count
    while low < high {
      let middle = (low + high) / 2
      if Int64(keys[Int(byKey[middle])]) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func row(of key: Int64, at place: Int) -> Int? {
    place < byKey.count && Int64(keys[Int(byKey[place])]) == key ? Int(byKey[place]) : nil
  }

  /// The same for keys that come in order, of rows there were when the index was built.
  ///
  /// - Parameter place: where the last one was.
  func row(of key: Int64, behind place: inout Int) -> Int? {
    while place < byKey.count, Int64(keys[Int(byKey[place])]) < key { place += 1 }
    return row(of: key, at: place)
  }

  // MARK: Values

  /// The elements of one row, each value once.
  struct Elements {
    private(set) var list: [(dimension: Int, key: Int64, isStated: Bool)] = []

    mutating func add(_ dimension: Int, _ key: Int64, isStated: Bool) {
      for place in list.indices where list[place].dimension == dimension && list[place].key == key {
        if isStated { list[place].isStated = true }
        return
      }
      list.append((dimension, key, isStated))
    }

    mutating func removeAll() { list.removeAll(keepingCapacity: true) }
  }

  /// Puts a row in the sets of its values.
  ///
  /// - Parameter isNew: it is in none of these sets, and they are sorted when all rows are in.
  mutating func put(_ row: Int, _ elements: Elements, isNew: Bool) {
    let rows = keys.count
    for (place, element) in elements.list.enumerated() {
      let dimension = element.dimension
      var number = 0
      var stated = 0
      var isFirst = true
      for (other, value) in elements.list.enumerated() where value.dimension == dimension {
        if other < place { isFirst = false }
        number += 1
        if value.isStated { stated += 1 }
      }
      if isNew {
        dimensions[dimension].values[element.key, default: MarkedPosting()]
          .append(row, isStated: element.isStated, of: rows)
        if isFirst { dimensions[dimension].any.append(row, isStated: stated > 0, of: rows) }
        if isFirst, number > 1 { dimensions[dimension].several.append(row, isStated: stated > 1, of: rows) }
      } else {
        dimensions[dimension].values[element.key, default: MarkedPosting()]
          .insert(row, isStated: element.isStated, of: rows)
        if isFirst { dimensions[dimension].any.insert(row, isStated: stated > 0, of: rows) }
        if isFirst, number > 1 { dimensions[dimension].several.insert(row, isStated: stated > 1, of: rows) }
      }
    }
  }

  /// Takes a row out of every set.
  mutating func clear(_ row: Int) {
    for place in dimensions.indices {
      dimensions[place].any.remove(row)
      dimensions[place].several.remove(row)
      dimensions[place].values.changeEach { $0.remove(row) }
    }
    for level in levels.indices { levels[level].remove(row) }
    own.changeEach { $0.remove(row) }
    alive.remove(row)
  }

  /// Puts the sets of a dimension in order, when every row is in.
  mutating func sort(_ dimension: Int) {
    dimensions[dimension].any.sort()
    dimensions[dimension].several.sort()
    dimensions[dimension].values.changeEach { $0.sort() }
  }

  mutating func sortAudiences() {
    for level in levels.indices { levels[level].sort() }
    own.changeEach { $0.sort() }
  }
}

extension Dictionary {
  /// Changes each value where it is. The indices are counted by hand: a collection of them would hold on to the
  /// dictionary, and every change would copy what it changes.
  fileprivate mutating func changeEach(_ change: (inout Value) -> Void) {
    var place = startIndex
    while place != endIndex {
      change(&values[place])
      formIndex(after: &place)
    }
  }
}
