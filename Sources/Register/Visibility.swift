import Bytes
import SQL

/// Who sees a row: the one place that decides it. Every path - list, count, facet, search, item, link, log, change
/// number, ETag - asks here, with a row's `Audience` or with the predicate made from the caller.
struct Audience: Sendable, Equatable {
  var level: Level
  /// Rows of `organisatie` that count as the row's own.
  var owners: Set<Int64>

  /// Kept in column `zicht`; a lower level is seen by more.
  enum Level: Int64, Sendable, Comparable {
    /// Published, no embargo running.
    case everyone = 0
    /// Every token.
    case interdepartmental = 1
    /// Its own organisations and the bureau.
    case released = 2
    /// Its own organisations.
    case own = 3
    /// Withdrawn: no list shows it.
    case nobody = 4

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  static let everyone = Audience(level: .everyone, owners: [])

  /// Of one organisation's own; of nobody's when it is nil.
  static func own(of organisation: Int64?) -> Audience {
    Audience(level: .own, owners: Set([organisation].compactMap { $0 }))
  }

  func includes(_ caller: Caller) -> Bool {
    switch level {
    case .everyone: true
    case .nobody: false
    case .interdepartmental: caller.role != .everyone
    case .released: caller.role == .administrator || caller.role == .bureau || isOwned(by: caller)
    case .own: caller.role == .administrator || isOwned(by: caller)
    }
  }

  private func isOwned(by caller: Caller) -> Bool { caller.organisations.contains(where: owners.contains) }
}

extension Audience.Level {
  /// - Parameter layer: a draft beside what is published is never for everyone, not when its embargo is over either: it
  ///   then takes the published version's place.
  init(_ publicatie: Publicatie, at now: Timestamp, layer: Int64 = 0) {
    switch publicatie.status {
    case .concept: self = .own
    case .ingetrokken: self = .nobody
    case .gepubliceerd where layer == 0 && !publicatie.isEmbargoed(at: now): self = .everyone
    case .gepubliceerd, .vrijgegeven:
      self = publicatie.zichtbaarheid == .interdepartmental ? .interdepartmental : .released
    }
  }
}

extension Audience.Level {
  /// Of a row that says itself whom it is for. An unknown word is for the fewest.
  init(named name: String?) {
    switch name {
    case "openbaar": self = .everyone
    case "interdepartementaal": self = .interdepartmental
    default: self = .released
    }
  }
}

extension Audience {
  /// What stands under another row is seen by those who see both.
  func under(_ parent: Audience) -> Audience {
    guard parent.level > .everyone else { return self }
    let level = max(level, parent.level)
    if parent.level < .released { return Audience(level: level, owners: owners) }
    if self.level < .released { return Audience(level: level, owners: parent.owners) }
    return Audience(level: level, owners: owners.intersection(parent.owners))
  }
}

extension Document {
  /// The organisations whose own a row is: who answers for the measure; of what nobody answers for, who made it. The
  /// bureau that makes a measure for someone does not see its draft, nor does the maker of what was imported.
  ///
  /// - Parameter makers: of a draft its writer and who made what it is beside: neither is to be without it.
  func owners(makers: @autoclosure () throws -> Set<Int64>, _ links: Layout.Rows) rethrows -> Set<Int64> {
    var owners: Set<Int64> = []
    for organisation in organisations(in: ["verantwoordelijk", "medeverantwoordelijk"]) {
      if let row = links[Reference(resource: "organisatie", kenmerk: organisation)] { owners.insert(row) }
    }
    return try owners.isEmpty ? makers() : owners
  }
}

/// Which rows a caller may see in lists, for those who ask row by row in SQL and those who ask for all rows at once in
/// memory alike.
struct Sight: Hashable, Sendable {
  /// Rows of this level and those that more people see.
  let level: Audience.Level
  /// Every row that a list may show, when it is one of these organisations' own.
  let organisations: [Int64]
}

extension Caller {
  var sight: Sight {
    switch role {
    case .everyone: Sight(level: .everyone, organisations: [])
    case .administrator: Sight(level: .own, organisations: [])
    case .bureau: Sight(level: .released, organisations: organisations)
    case .reader, .editor, .approver: Sight(level: .interdepartmental, organisations: organisations)
    }
  }

  /// The predicate on rows of `resource`, by an alias, that this caller may see in lists; `arguments` are appended.
  func visibility(
    of resource: Resource, as alias: String = "m", asOf moment: Timestamp? = nil, arguments: inout [SQLValue]
  ) -> String {
    let sight = sight
    // An equation: the indexes on (laag, zicht, ...) serve it.
    if sight.level == .everyone { return "\(alias).zicht = 0" }
    if sight.organisations.isEmpty { return "\(alias).zicht <= \(sight.level.rawValue)" }
    arguments.append(.text(resource.name))
    let name = "$\(arguments.count)"
    let owners = sight.organisations.map(String.init).joined(separator: ",")
    let held = moment.map { Past.holds("e", at: $0, &arguments) } ?? ""
    return """
      (\(alias).zicht <= \(sight.level.rawValue) OR (\(alias).zicht <= \(Audience.Level.own.rawValue) AND EXISTS (SELECT 1 FROM \(moment == nil ? "eigen" : Past.table("eigen")) e \
      WHERE e.bron = \(name) AND e.rij = \(alias).rij AND e.organisatie IN (\(owners))\(held))))
      """
  }

  /// The class whose change number speaks of all this caller can see, and nothing else.
  public var visibilityClass: VisibilityClass {
    switch role {
    case .everyone: .everyone
    case .administrator: .administrator
    case .bureau: .bureau(organisations)
    case .reader, .editor, .approver: .organisations(organisations)
    }
  }
}

/// Callers who see the same rows.
public enum VisibilityClass: Sendable, Hashable {
  case everyone
  case organisations([Int64])
  case bureau([Int64])
  case administrator
}
