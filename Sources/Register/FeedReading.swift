public import Bytes
import SQL

/// A change as one caller sees it.
public struct FeedChange: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case made = "gemaakt"
    case changed = "gewijzigd"
    case withdrawn = "ingetrokken"
    /// It is no longer there, or no longer for these eyes.
    case removed = "verwijderd"
  }

  /// Where the feed goes on behind it.
  public let position: String
  public let kind: Kind
  /// The resource's name.
  public let resource: String
  public let kenmerk: String
  /// Of the draft beside the published version.
  public let isDraft: Bool
  public let versie: Int64
  public let conceptversie: Int64?
  public let moment: Timestamp
  public let organisation: String?
  /// Its place among all changes, those that others see too: never sent.
  let number: Int64
}

/// A part of a feed.
public struct FeedPage: Sendable {
  public let changes: [FeedChange]
  /// Where it goes on behind the last of them, and behind what was left out.
  public let position: String
  public let hasMore: Bool
}

extension VisibilityClass {
  /// The counters whose sum is the class's change number: what each of them counts, the class can see.
  var counters: [String] {
    switch self {
    case .everyone: [Counters.everyone]
    case .administrator: [Counters.everyone, Counters.interdepartmental, Counters.administrator]
    case .bureau(let organisations):
      [Counters.everyone, Counters.interdepartmental, Counters.released] + organisations.map(Counters.organisation)
    case .organisations(let organisations):
      [Counters.everyone, Counters.interdepartmental] + organisations.map(Counters.organisation)
    }
  }
}

/// How far a reader has come: the value of each of its counters. Opaque to clients: base64url of a JSON array that
/// begins with a word for this register and this class.
struct FeedPosition: Equatable {
  var values: [Int64]

  private static let origin = SQLStatement("SELECT waarde FROM teller WHERE naam = 'herkomst'")

  /// What a position of this register and this class begins with.
  static func mark(of visibility: VisibilityClass, _ connection: any SQLConnection) throws -> String {
    let origin = try Feed.value(origin, connection)
    let text = "\(origin) \(visibility.counters.joined(separator: ","))"
    return Base64URL.encode(SHA256.digest(of: text).prefix(6))
  }

  func text(_ mark: String) -> String {
    Base64URL.encode(JSON.array([.string(mark)] + values.map(JSON.integer)).encoded())
  }

  /// Nil when it is no position at all.
  static func read(_ text: String) -> (mark: String, position: FeedPosition)? {
    guard let bytes = Base64URL.decode(text), let parts = (try? JSON.parse(bytes, depth: 2))?.asArray,
      let mark = parts.first?.asString
    else { return nil }
    let values = parts.dropFirst().compactMap(\.asInt).map(Int64.init)
    guard values.count == parts.count - 1, values.count > 0, values.allSatisfy({ $0 >= 0 }) else { return nil }
    return (mark, FeedPosition(values: values))
  }
}

extension RegisterReader {
  private static let changesAfter = SQLStatement(
    """
    SELECT nummer, nr, tijd, bron, kenmerk, laag, versie_voor, versie_na, conceptversie, zicht_voor, eigenaren_voor,
      zicht_na, eigenaren_na, organisatie
    FROM wijziging WHERE teller = $1 AND nummer > $2 ORDER BY nummer
    """)

  private static let lastOf = SQLStatement("SELECT max(nummer) FROM wijziging WHERE teller = $1")

  /// Whether `text` has the form of a position.
  public static func isPosition(_ text: String) -> Bool { FeedPosition.read(text) != nil }

  /// The changes that `caller` may see behind `position`, in the order in which they were made. Served by the primary
  /// key of `wijziging` (teller, nummer), a range of it for each counter of the caller's class.
  ///
  /// - Parameters:
  ///   - position: nil for the beginning.
  ///   - resources: names; nil for all.
  ///   - kept: a change older than this that was not read yet makes the position too old.
  /// - Throws: `RegisterError.positionGone` for a position of another register, of another class, or too old.
  public func changes(
    after position: String?, of resources: Set<String>? = nil, limit: Int, keptSince kept: Timestamp? = nil,
    for caller: Caller
  ) throws -> FeedPage {
    try snapshot {
      let counters = caller.visibilityClass.counters
      let mark = try FeedPosition.mark(of: caller.visibilityClass, connection)
      var at = FeedPosition(values: counters.map { _ in 0 })
      if let position {
        guard let given = FeedPosition.read(position), given.mark == mark, given.position.values.count == counters.count
        else { throw RegisterError.positionGone }
        at = given.position
      }
      var found: [Found] = []
      var ends = at
      for (index, counter) in counters.enumerated() {
        if try last(of: counter) < at.values[index] { throw RegisterError.positionGone }
        var count = 0
        try connection.query(RegisterReader.changesAfter, [.text(counter), .integer(at.values[index])]) { row in
          if position != nil, let kept, row.integer(2) < kept.seconds { throw RegisterError.positionGone }
          if resources?.contains(row.text(3)) ?? true {
            found.append(Found(row, counter: index))
            count += 1
          } else {
            ends.values[index] = row.integer(0)
          }
          // One more than asked for tells that there is more.
          return count > limit ? .stop : .next
        }
        if let last = found.last, last.counter == index { ends.values[index] = max(ends.values[index], last.value) }
      }
      return page(found, from: at, to: ends, limit, mark, caller)
    }
  }

  /// Where the feed of `caller` ends now.
  public func endOfChanges(for caller: Caller) throws -> String {
    try snapshot {
      let values = try caller.visibilityClass.counters.map { try last(of: $0) }
      return FeedPosition(values: values).text(try FeedPosition.mark(of: caller.visibilityClass, connection))
    }
  }

  private func last(of counter: String) throws -> Int64 {
    var value: Int64 = 0
    try connection.query(RegisterReader.lastOf, [.text(counter)]) { row in
      value = row.isNull(0) ? 0 : row.integer(0)
      return .stop
    }
    return value
  }

  /// Puts the changes of all counters in one order; one that raised several of them comes once.
  private func page(
    _ found: [Found], from start: FeedPosition, to end: FeedPosition, _ limit: Int, _ mark: String, _ caller: Caller
  ) -> FeedPage {
    let found = found.sorted { ($0.number, $0.counter) < ($1.number, $1.counter) }
    var at = start
    var changes: [FeedChange] = []
    var index = 0
    while index < found.count {
      let one = found[index]
      if changes.count == limit { return FeedPage(changes: changes, position: at.text(mark), hasMore: true) }
      while index < found.count, found[index].number == one.number {
        at.values[found[index].counter] = found[index].value
        index += 1
      }
      if let change = one.seen(by: caller, position: at.text(mark)) { changes.append(change) }
    }
    return FeedPage(changes: changes, position: end.text(mark), hasMore: false)
  }

  // MARK: By number

  /// Changes by their place among all changes, those that others see too: whoever reads on by number needs to know
  /// nothing of the class he saw them with before.
  struct NumberedPage {
    var changes: [FeedChange]
    /// Everything up to this number has been read.
    var upTo: Int64
    var hasMore: Bool
  }

  private static let upTo = SQLStatement(
    "SELECT nummer, nr FROM wijziging WHERE teller = $1 AND nummer <= $2 ORDER BY nummer DESC LIMIT 1")

  private static let behind = SQLStatement(
    "SELECT nr FROM wijziging WHERE teller = $1 AND nummer > $2 ORDER BY nummer LIMIT 1")

  /// The changes that `caller` may see behind change `number`, in order. Their positions are those that a reader who
  /// began at the beginning would have, so that a change has the same position each time.
  func changes(afterNumber number: Int64, limit: Int, for caller: Caller) throws -> NumberedPage {
    try snapshot {
      let counters = caller.visibilityClass.counters
      let mark = try FeedPosition.mark(of: caller.visibilityClass, connection)
      var at = FeedPosition(values: try counters.map { try value(of: $0, at: number) })
      var found: [Found] = []
      // A counter that has more is read up to here, and so is the page.
      var cut: Int64?
      for (index, counter) in counters.enumerated() {
        var count = 0
        try connection.query(RegisterReader.changesAfter, [.text(counter), .integer(at.values[index])]) { row in
          found.append(Found(row, counter: index))
          count += 1
          return count == limit ? .stop : .next
        }
        if count == limit, let last = found.last { cut = min(cut ?? last.number, last.number) }
      }
      found.sort { ($0.number, $0.counter) < ($1.number, $1.counter) }
      if let cut { found.removeAll { $0.number > cut } }
      var changes: [FeedChange] = []
      for (index, one) in found.enumerated() {
        at.values[one.counter] = one.value
        if index + 1 < found.count, found[index + 1].number == one.number { continue }
        if let change = one.seen(by: caller, position: at.text(mark)) { changes.append(change) }
      }
      let end = try cut ?? max(number, Feed.value(Feed.number, connection))
      return NumberedPage(changes: changes, upTo: end, hasMore: cut != nil)
    }
  }

  /// How many changes `caller` may see behind change `number`; counted by counter, so what raised two of them counts
  /// twice.
  func changeCount(afterNumber number: Int64, for caller: Caller) throws -> Int64 {
    try caller.visibilityClass.counters.reduce(0) { sum, counter in
      try sum + last(of: counter) - value(of: counter, at: number)
    }
  }

  /// The number up to which whoever is at `position` has read everything; nil for the end of the feed.
  ///
  /// - Throws: `RegisterError.positionGone` for a position of another register or another class.
  func number(of position: String, for caller: Caller) throws -> Int64? {
    let counters = caller.visibilityClass.counters
    guard let given = FeedPosition.read(position),
      try given.mark == FeedPosition.mark(of: caller.visibilityClass, connection),
      given.position.values.count == counters.count
    else { throw RegisterError.positionGone }
    var next: Int64?
    for (counter, value) in zip(counters, given.position.values) {
      if try last(of: counter) < value { throw RegisterError.positionGone }
      try connection.query(RegisterReader.behind, [.text(counter), .integer(value)]) { row in
        next = min(next ?? .max, row.integer(0))
        return .stop
      }
    }
    return next.map { $0 - 1 }
  }

  /// The value a counter had after change `number`: found by halving, for `nr` rises with `nummer` and has no index.
  private func value(of counter: String, at number: Int64) throws -> Int64 {
    var low: Int64 = 0
    var value: Int64 = 0
    var high = try last(of: counter) + 1
    while high - low > 1 {
      let middle = low + (high - low) / 2
      var found: (value: Int64, number: Int64)?
      try connection.query(RegisterReader.upTo, [.text(counter), .integer(middle)]) { row in
        found = (row.integer(0), row.integer(1))
        return .stop
      }
      if let found, found.number > number {
        high = found.value
      } else {
        low = middle
        value = found?.value ?? 0
      }
    }
    return value
  }

  /// A row of `wijziging`.
  private struct Found {
    let counter: Int
    let value: Int64
    let number: Int64
    let moment: Timestamp
    let resource: String
    let kenmerk: String
    let isDraft: Bool
    let before: State?
    let after: State?
    let conceptversie: Int64?
    let organisation: String?

    struct State {
      let audience: Audience
      let versie: Int64
    }

    init(_ row: some SQLRow, counter: Int) {
      self.counter = counter
      value = row.integer(0)
      number = row.integer(1)
      moment = Timestamp(seconds: row.integer(2))
      resource = row.text(3)
      kenmerk = row.text(4)
      isDraft = row.integer(5) == 1
      before =
        row.isNull(9)
        ? nil : State(audience: Audience(logged: row.integer(9), owners: row.text(10)), versie: row.integer(6))
      after =
        row.isNull(11)
        ? nil : State(audience: Audience(logged: row.integer(11), owners: row.text(12)), versie: row.integer(7))
      conceptversie = row.isNull(8) ? nil : row.integer(8)
      organisation = row.isNull(13) ? nil : row.text(13)
    }

    /// Nil when the caller saw it neither before nor after. Of what it became for other eyes nothing is said.
    func seen(by caller: Caller, position: String) -> FeedChange? {
      let saw = before?.audience.includes(caller) ?? false
      let kind: FeedChange.Kind
      if let after, after.audience.includes(caller) {
        kind = saw ? .changed : .made
      } else if saw {
        kind = after.map { $0.audience.level == .nobody && $0.versie > 0 } ?? false ? .withdrawn : .removed
      } else {
        return nil
      }
      let isThere = kind == .made || kind == .changed
      return FeedChange(
        position: position, kind: kind, resource: resource, kenmerk: kenmerk, isDraft: isDraft,
        versie: (isThere ? after : before)?.versie ?? 0, conceptversie: isThere ? conceptversie : nil, moment: moment,
        organisation: kind == .removed && after != nil ? nil : organisation, number: number)
    }
  }
}
