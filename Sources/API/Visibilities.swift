import Bytes
import Register

/// The visibility classes one loop has met, each with a small number of its own and its change number.
///
/// A change number is read again only after a commit, so a request that finds its answer in the cache takes no lock.
struct Visibilities {
  private var numbers: [VisibilityClass: Int] = [.everyone: Visibilities.everyone]
  private var classes: [VisibilityClass] = [.everyone]
  private var changeNumbers: [Int] = [-1]
  private var pastNumbers: [Int] = [-1]
  private var generation = Int.min

  static let everyone = 0

  /// The class's number within this loop.
  mutating func number(of visibility: VisibilityClass) -> Int {
    if let number = numbers[visibility] { return number }
    numbers[visibility] = classes.count
    classes.append(visibility)
    changeNumbers.append(-1)
    pastNumbers.append(-1)
    generation = .min
    return classes.count - 1
  }

  /// How often what the class sees has changed, and how often what it has seen.
  mutating func numbers(of number: Int, _ changes: ChangeNumbers) -> (change: Int, past: Int) {
    // The generation first: what changes in between is looked at once more, never missed.
    let now = changes.generation
    if now != generation {
      for (index, visibility) in classes.enumerated() {
        changeNumbers[index] = changes.number(for: visibility)
        pastNumbers[index] = changes.pastNumber(for: visibility)
      }
      generation = now
    }
    return (changeNumbers[number], pastNumbers[number])
  }
}

/// What day it is in Amsterdam, looked up twice a day.
struct DayClock {
  private var today = Day(number: 0)
  private var begins = Timestamp.last
  private var ends = Timestamp.first

  mutating func day(at now: Timestamp) -> Day {
    if now < begins || now >= ends {
      today = Day.inAmsterdam(at: now)
      begins = Amsterdam.midnight(of: today)
      ends = Amsterdam.midnight(of: today + 1)
    }
    return today
  }
}
