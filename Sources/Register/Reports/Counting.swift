import Bytes

/// Counting what was divided.
extension Division {
  /// Items that share a group on every axis.
  struct Cell {
    /// On each axis.
    let groups: [Int32]
    let count: Int
  }

  /// Every combination of groups that has an item, in the order of the axes; nil when there are more than `most`.
  ///
  /// A combination is one number, its groups being the digits: a million combinations are counted in 0.1 s.
  func cells(upTo most: Int) -> [Cell]? {
    var span = 1
    for axis in axes {
      let (product, overflow) = span.multipliedReportingOverflow(by: axis.values.count + 1)
      if overflow { return nil }
      span = product
    }
    var counts: [Int: Int] = [:]
    var combinations: [Int] = []
    var longer: [Int] = []
    for place in 0..<count {
      combinations.removeAll(keepingCapacity: true)
      combinations.append(0)
      for axis in axes {
        longer.removeAll(keepingCapacity: true)
        for combination in combinations {
          for group in axis.groups[place] { longer.append(combination * (axis.values.count + 1) + Int(group)) }
        }
        swap(&combinations, &longer)
      }
      for combination in combinations { counts[combination, default: 0] += 1 }
      if counts.count > most { return nil }
    }
    if axes.isEmpty { counts[0] = count }
    return counts.sorted { $0.key < $1.key }.map { combination, count in
      var rest = combination
      var groups: [Int32] = []
      for axis in axes.reversed() {
        groups.append(Int32(rest % (axis.values.count + 1)))
        rest /= axis.values.count + 1
      }
      return Cell(groups: groups.reversed(), count: count)
    }
  }

  /// How many items are in more than one group of an axis.
  var countInSeveral: Int {
    (0..<count).count { place in axes.contains { $0.groups[place].count > 1 } }
  }
}

extension Division.Axis {
  /// Of each group, the unknown last.
  var counts: [Int] {
    groups.reduce(into: [Int](repeating: 0, count: values.count + 1)) { counts, groups in
      for group in groups { counts[Int(group)] += 1 }
    }
  }

  /// Nil for the unknown.
  func value(of group: Int32) -> Division.Value? {
    values.indices.contains(Int(group)) ? values[Int(group)] : nil
  }
}

extension Division.Value {
  /// As text, whatever its type.
  var text: String? { json.asString ?? parameter }
}

extension Field {
  /// A field that can hold what either can.
  func covering(_ other: Field) -> Field {
    switch (type, other.type) {
    case (.choice(let own), .choice(let others)):
      .choice(name, own + others.filter { !own.contains($0) }, nl: nl, en: en)
    case (.link(let own), .link(let others)) where own == others: self
    case (.boolean, .boolean), (.integer, .integer), (.text, .text): self
    default: .text(name, 10_000, nl: nl, en: en)
    }
  }
}
