import Bytes

/// Counting what was divided.
extension Division {
  /// Items that share a group on every axis counted by.
  struct Cell {
    /// On each of these axes.
    let groups: [Int32]
    let tally: Tally
  }

  struct Tally {
    var count = 0
    /// Of the amounts that are known.
    var sum = Amount.zero
    var withoutAmount = 0
    /// A part and its whole are both in it: their sum would count the same money twice.
    var hasPartAndWhole = false
  }

  /// Every combination of groups on these axes that has an item, in the order of the axes; nil when there are more than
  /// `most`. By no axis there is one, of everything.
  ///
  /// A combination is one number, its groups being the digits.
  func cells(by places: [Int], upTo most: Int) -> [Cell]? {
    let axes = places.map { self.axes[$0] }
    var span = 1
    for axis in axes {
      let (product, overflow) = span.multipliedReportingOverflow(by: axis.values.count + 1)
      if overflow { return nil }
      span = product
    }
    var tallies: [Int: Tally] = axes.isEmpty ? [0: Tally()] : [:]
    var combinations: [Int] = []
    var longer: [Int] = []
    func combine(_ item: Int) {
      combinations.removeAll(keepingCapacity: true)
      combinations.append(0)
      for axis in axes {
        longer.removeAll(keepingCapacity: true)
        for combination in combinations {
          for group in axis.groups[item] { longer.append(combination * (axis.values.count + 1) + Int(group)) }
        }
        swap(&combinations, &longer)
      }
    }
    for item in 0..<count {
      combine(item)
      for combination in combinations { add(item, to: &tallies[combination, default: Tally()]) }
      if tallies.count > most { return nil }
    }
    for (part, whole) in parts {
      combine(part)
      let own = combinations
      combine(whole)
      for combination in own where combinations.contains(combination) {
        tallies[combination]?.hasPartAndWhole = true
      }
    }
    return tallies.sorted { $0.key < $1.key }.map { combination, tally in
      var rest = combination
      var groups: [Int32] = []
      for axis in axes.reversed() {
        groups.append(Int32(rest % (axis.values.count + 1)))
        rest /= axis.values.count + 1
      }
      return Cell(groups: groups.reversed(), tally: tally)
    }
  }

  private func add(_ item: Int, to tally: inout Tally) {
    tally.count += 1
    guard !amounts.isEmpty else { return }
    if let amount = amounts[item] { tally.sum += amount } else { tally.withoutAmount += 1 }
  }

  /// How many items are in more than one group of an axis.
  var countInSeveral: Int {
    (0..<count).count { place in axes.contains { $0.groups[place].count > 1 } }
  }
}

extension Division.Axis {
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
