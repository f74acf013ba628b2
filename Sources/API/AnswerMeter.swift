package import Bytes
import HTTP

/// Counts answers by route, method and status, and how long those took that had to be worked out. Of all loops of one
/// server; without one nothing is counted and no clock is read.
public final class AnswerMeter: Sendable {
  /// What an answer is the answer to, as far as its duration goes.
  enum Handling: Int, CaseIterable, Sendable {
    case read, report, write, bulk, service
    /// No such path, or no such method there.
    case refused
  }

  /// Answers that any thread gave.
  private let answers = Tallies(AnswerMeter.cells)
  private let durations = Handling.allCases.map { _ in Histogram(AnswerMeter.bounds) }
  private let misses = Tallies(1)
  private let loops = Locked<[Copies]>([])

  /// Microseconds.
  private static let bounds = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
  ]

  public init() {}

  /// Answers that one loop copied out of its cache: two additions each, and no clock, for a copy takes microseconds.
  final class Copies: Sendable {
    private let answers = Tallies(AnswerMeter.cells)
    private let hits = Tallies(1)

    func count(_ route: Int, _ method: Method, _ status: Int) {
      answers.add(1, at: AnswerMeter.cell(route, method, status))
      hits.add(1, at: 0)
    }

    fileprivate func count(at cell: Int) -> Int { answers[cell] }
    fileprivate var total: Int { hits[0] }
  }

  /// The meter of one more loop.
  func loop() -> Copies {
    let copies = Copies()
    loops.withLock { $0.append(copies) }
    return copies
  }

  func count(_ exchange: Exchange, _ status: Int) {
    answers.addFromAnywhere(1, at: AnswerMeter.cell(exchange.route, exchange.method, status))
    let nanoseconds = MonotonicClock.now() - exchange.started
    durations[exchange.handling.rawValue].addFromAnywhere(Int(clamping: nanoseconds / 1_000))
  }

  /// An answer that could have been copied, and was not there.
  func countMiss() { misses.addFromAnywhere(1, at: 0) }

  // MARK: Places

  /// Every status there is; what is not here is counted with the last.
  private static let statuses = [
    200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413,
    414, 415, 417, 422, 428, 429, 431, 500, 501, 503, 504, 505, 507,
  ]
  private static let places: [UInt8] = {
    var places = [UInt8](repeating: UInt8(statuses.count - 1), count: 600)
    for (index, status) in statuses.enumerated() { places[status] = UInt8(index) }
    return places
  }()
  private static let methods = 8
  /// Routes are counted from 1, first those of the API and then those of the site; 0 is no route.
  private static let templates = [""] + Routes.all.map(\.path) + Site.templates
  private static let cells = templates.count * methods * statuses.count

  private static func cell(_ route: Int, _ method: Method, _ status: Int) -> Int {
    (route * methods + Int(method.rawValue)) * statuses.count + Int(places[min(status, 599)])
  }

  // MARK: Reading

  package struct Figures: Sendable {
    /// Those that have been given at least once; the route is a template, or empty for what has none.
    package var answers: [(route: String, method: String, status: Int, count: Int)] = []
    /// Microseconds, by what was asked.
    package var durations: [(handling: String, reading: Histogram.Reading)] = []
    package var hits = 0
    package var misses = 0
  }

  package var figures: Figures {
    var figures = Figures()
    let loops = loops.withLock { $0 }
    for (route, template) in Self.templates.enumerated() {
      for method in Method.inOrder + [.other] {
        for status in Self.statuses {
          let cell = Self.cell(route, method, status)
          let count = loops.reduce(answers[cell]) { $0 + $1.count(at: cell) }
          if count == 0 { continue }
          figures.answers.append((template, method == .other ? "other" : method.token, status, count))
        }
      }
    }
    figures.durations = Handling.allCases.map { ("\($0)", durations[$0.rawValue].reading) }
    figures.hits = loops.reduce(0) { $0 + $1.total }
    figures.misses = misses[0]
    return figures
  }
}

extension Endpoint {
  var handling: AnswerMeter.Handling {
    switch self {
    case .report: .report
    case .bulk: .bulk
    case .description, .alive, .ready: .service
    default: writes == nil ? .read : .write
    }
  }
}
