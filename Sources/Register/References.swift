import Bytes
import SQL

/// Finds the rows that a document links to. Code lists, organisations and programmes are kept in memory: they are few,
/// always public, and in every write.
struct References {
  struct Target: Sendable {
    var row: Int64
    var audience: Audience
    var validFrom: String?
    var validUntil: String?
    var isCollecting = false
  }

  private var kept: [String: [String: Target]] = [:]
  /// Rows an import is about to write: known before they are there.
  private var announced: [Document.Reference: Target] = [:]

  private static let keptResources: Set<String> = ["fase", "domein", "grond", "organisatie", "programma"]

  /// Forgets what a write to `resource` may have changed.
  mutating func forget(_ resource: Resource) { kept[resource.name] = nil }

  mutating func announce(_ reference: Document.Reference, _ target: Target) { announced[reference] = target }

  mutating func target(of reference: Document.Reference, _ connection: any SQLConnection) throws -> Target? {
    if let target = announced[reference] { return target }
    guard let resource = Resource.named(reference.resource) else { return nil }
    if References.keptResources.contains(resource.name) {
      if kept[resource.name] == nil { kept[resource.name] = try References.all(resource, connection) }
      return kept[resource.name]?[reference.kenmerk]
    }
    return try StoredRow.load(resource, kenmerk: reference.kenmerk, connection).map {
      Target(row: $0.row, audience: $0.audience)
    }
  }

  private static func all(_ resource: Resource, _ connection: any SQLConnection) throws -> [String: Target] {
    let dated = resource.field("geldigVan") != nil
    let statement = SQLStatement(
      """
      SELECT kenmerk, rij, \(dated ? "geldig_van, geldig_tot" : "NULL, NULL"), \
      \(resource.isCodeList ? "verzamelknoop" : "0") FROM \(resource.name) WHERE laag = 0
      """)
    var found: [String: Target] = [:]
    try connection.query(statement, []) { row in
      found[row.text(0)] = Target(
        row: row.integer(1), audience: .everyone, validFrom: row.isNull(2) ? nil : row.text(2),
        validUntil: row.isNull(3) ? nil : row.text(3), isCollecting: row.integer(4) == 1)
      return .next
    }
    return found
  }
}

extension References {
  /// What became of a document's links.
  struct Resolved {
    var rows: Layout.Rows = [:]
    /// Links that someone who sees the row might not see: their target is not public.
    var guarded: [Document.Reference: Audience] = [:]
    var faults: [FieldError] = []
  }

  /// Resolves every link of `validation`'s document; what does not exist or `caller` may not see is a fault.
  ///
  /// - Parameter standing: links the row already had; a code that has since expired may stay.
  /// - Parameter today: the day codes must be valid on; nil for an import, which records history.
  mutating func resolve(
    _ references: [(place: String, to: Document.Reference)], on resource: Resource,
    standing: Set<Document.Reference>, for caller: Caller, today: Day?, _ connection: any SQLConnection
  ) throws -> Resolved {
    var resolved = Resolved()
    for (place, reference) in references {
      guard let target = try target(of: reference, connection),
        target.audience.includes(caller) || standing.contains(reference)
      else {
        resolved.faults.append(
          FieldError(place, .unknownReference(resource: reference.resource, kenmerk: reference.kenmerk)))
        continue
      }
      resolved.rows[reference] = target.row
      if target.audience.level > .everyone { resolved.guarded[reference] = target.audience }
      // A collecting node may stand above other codes, and nowhere else.
      if target.isCollecting, !resource.namesCollections {
        resolved.faults.append(FieldError(place, .collectingNode(kenmerk: reference.kenmerk)))
      }
      if let today, !standing.contains(reference), !target.isValid(on: today) {
        resolved.faults.append(FieldError(place, .notValidNow(kenmerk: reference.kenmerk)))
      }
    }
    return resolved
  }
}

extension References.Target {
  /// `geldigTot` is the first day it no longer holds.
  func isValid(on day: Day) -> Bool {
    let day = day.description
    return (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day < $0 } ?? true)
  }
}
