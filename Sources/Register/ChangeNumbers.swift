public import Bytes
public import SQL
import Synchronization

/// How often what each visibility class can see has changed.
///
/// The writer moves the numbers in the transaction of the change itself and publishes them after the commit, before
/// anyone is told of it; every thread reads them without waiting. A class's number is a sum of counters, so that a
/// public change costs one counter and a draft moves nothing but its own.
public final class ChangeNumbers: Sendable {
  private let current = Locked(Counters())
  private let stamp = Atomic<Int>(0)

  /// Of which moments the register may still change.
  private struct Moments {
    /// The latest someone was told the register's state of.
    var told: Timestamp?
    /// The oldest of the writes that have one and are not committed yet.
    var underWay: Timestamp?
  }

  /// One lock for both: a write has its moment before a promise of it, or the promise comes before the moment.
  private let moments = Locked(Moments())

  public init() {}

  /// Promises that the register's state at `moment` will never change: writes from now on are later, and none that
  /// are under way are of that moment or before it.
  ///
  /// What another process writes beside a running server (`npdr import` into an empty register, `npdr redact`) knows
  /// nothing of promises.
  /// - Returns: false, and no promise, when the moment has yet to come.
  /// - Throws: `RegisterError.momentUnderWay`: to be asked again when the writes of that moment are committed.
  public func promise(_ moment: Timestamp, now: Timestamp = .now) throws(RegisterError) -> Bool {
    guard moment <= now else { return false }
    let isFree = moments.withLock { moments in
      if let underWay = moments.underWay, moment >= underWay { return false }
      moments.told = max(moments.told ?? moment, moment)
      return true
    }
    if !isFree { throw .momentUnderWay }
    return true
  }

  /// The moment a write gets that happens now: after every write before it, and after every state someone was told -
  /// also when the clock was put back. Nothing is promised of it, or of what comes after it, until `settle`.
  func begin(_ now: Timestamp, after last: Timestamp) -> Timestamp {
    moments.withLock { moments in
      let moment = max(now, last, moments.told.map { $0 + 1 } ?? now)
      moments.underWay = min(moments.underWay ?? moment, moment)
      return moment
    }
  }

  /// What began is committed and published, or undone.
  func settle() { moments.withLock { $0.underWay = nil } }

  /// The latest moment someone was told of; nil when nobody was.
  var lastTold: Timestamp? { moments.withLock { $0.told } }

  /// Keeps the promises of the server that served this register before.
  func remember(told moment: Timestamp) { moments.withLock { $0.told = max($0.told ?? moment, moment) } }

  /// Moves with every commit, whoever can see it: says when to look at `number(for:)` again. Never sent.
  public var generation: Int { stamp.load(ordering: .acquiring) }

  /// Which register the numbers are of: two with one origin tell the same story.
  public var origin: Int64 { current.withLock { $0.origin } }

  /// To be called on a register that was put back to an earlier state, before it is served.
  public static func renewOrigin(_ connection: any SQLConnection) throws {
    try connection.transaction { try Counters.renewOrigin(connection) }
  }

  public func number(for visibility: VisibilityClass) -> Int {
    current.withLock { $0.number(for: visibility) }
  }

  /// How often something was struck out of what the class has seen: nothing else changes what is said of a past moment.
  public func pastNumber(for visibility: VisibilityClass) -> Int {
    current.withLock { $0.number(for: visibility, of: .struck) }
  }

  func publish(_ counters: Counters) {
    current.withLock { $0 = counters }
    stamp.add(1, ordering: .acquiringAndReleasing)
    for tell in listeners.withLock({ $0 }) { tell() }
  }

  private let listeners = Locked<[@Sendable () -> Void]>([])

  /// Has `tell` called after every commit, on the writer's thread: it must not wait.
  public func listen(_ tell: @escaping @Sendable () -> Void) { listeners.withLock { $0.append(tell) } }
}

/// The counters behind the change numbers, kept in table `wijzigingsnummer`.
struct Counters: Sendable, Equatable {
  private(set) var values: [String: Int64] = [:]
  /// Which register the numbers are of.
  private(set) var origin: Int64 = 0

  static let everyone = "openbaar"
  static let interdepartmental = "interdepartementaal"
  static let released = "vrijgegeven"
  static let administrator = "beheer"

  static func organisation(_ row: Int64) -> String { "organisatie:\(row)" }

  /// What is counted.
  enum Kind: String, Sendable {
    /// Every change.
    case changed = ""
    /// A text struck out of what was: the only change to the past.
    case struck = "doorhaling:"
  }

  func number(for visibility: VisibilityClass, of kind: Kind = .changed) -> Int {
    func value(_ name: String) -> Int { Int(values[kind.rawValue + name] ?? 0) }
    let shared = value(Counters.everyone)
    switch visibility {
    case .everyone: return shared
    case .administrator: return shared + value(Counters.interdepartmental) + value(Counters.administrator)
    case .bureau(let organisations):
      return organisations.reduce(shared + value(Counters.interdepartmental) + value(Counters.released)) {
        $0 + value(Counters.organisation($1))
      }
    case .organisations(let organisations):
      return organisations.reduce(shared + value(Counters.interdepartmental)) { $0 + value(Counters.organisation($1)) }
    }
  }

  /// Counts one change, for everyone who could see the row before it or can after it.
  ///
  /// - Returns: the counters it raised, with their new values.
  mutating func count(
    from old: Audience?, to new: Audience?, of kind: Kind = .changed
  ) -> [(counter: String, value: Int64)] {
    func raise(_ name: String) -> (counter: String, value: Int64) { self.raise(kind.rawValue + name) }
    let seen = [old, new].compactMap { $0 }.filter { $0.level < .nobody }
    guard let level = seen.map(\.level).min() else { return [] }
    switch level {
    case .everyone: return [raise(Counters.everyone)]
    case .interdepartmental: return [raise(Counters.interdepartmental)]
    case .released, .own, .nobody:
      var raised = level == .released ? [raise(Counters.released)] : []
      raised.append(raise(Counters.administrator))
      for owner in seen.reduce(into: Set<Int64>(), { $0.formUnion($1.owners) }) {
        raised.append(raise(Counters.organisation(owner)))
      }
      return raised
    }
  }

  fileprivate mutating func set(_ name: String, _ value: Int64) { values[name] = value }

  private mutating func raise(_ name: String) -> (counter: String, value: Int64) {
    values[name, default: 0] += 1
    return (name, values[name, default: 0])
  }

  /// Brings every counter to where it is in `others`, at least.
  mutating func reach(_ others: Counters) { values.merge(others.values, uniquingKeysWith: max) }

  // MARK: Storing

  private static let select = SQLStatement("SELECT klasse, nummer FROM wijzigingsnummer")
  private static let upsert = SQLStatement(
    """
    INSERT INTO wijzigingsnummer (klasse, nummer) VALUES ($1, $2)
    ON CONFLICT (klasse) DO UPDATE SET nummer = excluded.nummer
    """)

  private static let selectOrigin = SQLStatement("SELECT waarde FROM teller WHERE naam = 'herkomst'")
  private static let newOrigin = SQLStatement("UPDATE teller SET waarde = $1 WHERE naam = 'herkomst'")

  /// A register that is put back to an earlier state counts on from there: its numbers come again with other contents.
  /// With a new origin nothing made from them is taken for what it was.
  static func renewOrigin(_ connection: any SQLConnection) throws {
    let random = SecureRandom.bytes(7).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    try connection.run(newOrigin, [.integer(random)])
  }

  static func load(_ connection: any SQLConnection) throws -> Counters {
    var counters = Counters()
    try connection.query(selectOrigin, []) { row in
      counters.origin = row.integer(0)
      return .stop
    }
    try connection.query(select, []) { row in
      counters.values[row.text(0)] = row.integer(1)
      return .next
    }
    return counters
  }

  /// Writes what differs from `stored`.
  func store(_ connection: any SQLConnection, over stored: Counters) throws {
    for (name, value) in values where stored.values[name] != value {
      try connection.run(Counters.upsert, [.text(name), .integer(value)])
    }
  }
}

extension RegisterReader {
  /// The change number of a class, and that of what was struck out of its past (`ChangeNumbers.pastNumber`), as they
  /// stand in what this reader reads now: in the snapshot, when it has one. Served by the primary key.
  public func numbers(of visibility: VisibilityClass) throws -> (change: Int, past: Int) {
    let names = visibility.counters
    let struck = names.map { Counters.Kind.struck.rawValue + $0 }
    let parameters = (1...names.count * 2).map { "$\($0)" }.joined(separator: ", ")
    var counters = Counters()
    try connection.query(
      SQLStatement("SELECT klasse, nummer FROM wijzigingsnummer WHERE klasse IN (\(parameters))"),
      (names + struck).map(SQLValue.text)
    ) { row in
      counters.set(row.text(0), row.integer(1))
      return .next
    }
    return (counters.number(for: visibility), counters.number(for: visibility, of: .struck))
  }
}
