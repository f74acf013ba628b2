package import Bytes
import HTTP

/// What one loop counts of itself. Counted by the loop's thread, read by any.
final class LoopMeter: Sendable {
  enum Figure: Int, CaseIterable {
    /// Turns of the loop.
    case turns
    case accepted
    /// Told 503 because there were too many.
    case turnedAway
    /// Pauses in accepting, for want of descriptors or of room.
    case pauses
    /// Cut because they did not read, or held too much.
    case cut
    /// Closed because nothing was asked on them.
    case idle
    /// Bytes held for connections now.
    case held
  }

  private let figures = Tallies(Figure.allCases.count)
  private let refusals = Tallies(Refusal.Reason.allCases.count)
  /// Milliseconds from the moment the loop woke until it had seen to everything that woke it: what the last of them
  /// waited. To the four milliseconds of the cheap clock.
  let lag = Histogram([4, 8, 16, 32, 64, 128, 256, 512, 1024])

  func count(_ figure: Figure) { figures.add(1, at: figure.rawValue) }
  func set(_ figure: Figure, _ value: Int) { figures.set(value, at: figure.rawValue) }
  subscript(figure: Figure) -> Int { figures[figure.rawValue] }

  func count(_ reason: Refusal.Reason) {
    if let index = Refusal.Reason.allCases.firstIndex(of: reason) { refusals.add(1, at: index) }
  }

  var refused: [Int] { Refusal.Reason.allCases.indices.map { refusals[$0] } }
}

extension Server {
  /// What all loops together have counted since the start.
  package struct Figures: Sendable {
    package var turns = 0
    package var accepted = 0
    /// Open now.
    package var connections = 0
    package var turnedAway = 0
    package var pauses = 0
    package var cut = 0
    package var idle = 0
    /// Bytes held for all connections now.
    package var held = 0
    /// Messages of other threads that wait for their loop now.
    package var mail = 0
    /// Refused before they were requests, by the name of the reason.
    package var refused: [(reason: String, count: Int)] = []
    /// Milliseconds a turn took.
    package var lag = Histogram.Reading.none([])
  }

  package var figures: Figures {
    var all = Figures()
    all.connections = connections
    var refused = Array(repeating: 0, count: Refusal.Reason.allCases.count)
    for (index, meter) in meters.enumerated() {
      all.turns += meter[.turns]
      all.accepted += meter[.accepted]
      all.turnedAway += meter[.turnedAway]
      all.pauses += meter[.pauses]
      all.cut += meter[.cut]
      all.idle += meter[.idle]
      all.held += meter[.held]
      all.lag = index == 0 ? meter.lag.reading : all.lag + meter.lag.reading
      for (reason, count) in meter.refused.enumerated() { refused[reason] += count }
    }
    for mailbox in mailboxes { all.mail += mailbox.waiting }
    all.refused = zip(Refusal.Reason.allCases, refused).map { ($0.rawValue, $1) }
    return all
  }
}
