import Bytes

/// One fault in what a client sent. Carries facts; the edge chooses the words.
public struct FieldError: Error, Sendable, Equatable {
  /// Where: a JSON Pointer into the body (`/betrokkenen/0/organisatie`), or the name of a query parameter.
  public var location: String
  public var fault: Fault
  public var isInQuery = false

  public init(_ location: String, _ fault: Fault, isInQuery: Bool = false) {
    self.location = location
    self.fault = fault
    self.isInQuery = isInQuery
  }

  public enum Fault: Sendable, Equatable {
    /// No such member or parameter; these are the ones there are.
    case unknownName(allowed: [String])
    case wrongType(expected: String)
    case required
    /// Not among the values allowed.
    case notAllowed(allowed: [String])
    case tooLong(max: Int)
    case empty
    case outOfRange(min: Int, max: Int)
    case malformed(expected: String)
    case controlCharacter
    /// A reference to a row that does not exist, or that the caller may not see.
    case unknownReference(resource: String, kenmerk: String)
    /// A code outside the days it is valid for.
    case notValidNow(kenmerk: String)
    /// A collecting node, which cannot be put on a row.
    case collectingNode(kenmerk: String)
    case duplicate
    /// A moment that has yet to come.
    case inFuture
    /// Differs from the value the server keeps.
    case readOnly
    /// A rule between fields; `code` names it: `specifiek-zonder-grond`.
    case rule(code: String)
  }
}

/// The members that have faults, however many those are.
struct FaultPlaces {
  private var members: Set<Substring> = []
  /// These, and what they stand in.
  private var around: Set<Substring> = []

  init(_ faults: [FieldError]) {
    for fault in faults where members.insert(fault.location[...]).inserted {
      around.formUnion(FaultPlaces.path(fault.location))
    }
  }

  /// Whether `location` is one of the members, or stands in one, or one of them stands in it.
  func meet(_ location: String) -> Bool {
    if members.isEmpty { return false }
    return around.contains(location[...]) || FaultPlaces.path(location).contains { members.contains($0) }
  }

  /// `""`, `/plan`, `/plan/startGepland`
  private static func path(_ location: String) -> [Substring] {
    location.indices.filter { location[$0] == "/" }.map { location[..<$0] } + [location[...]]
  }
}

/// Why the register says no. Carries facts, not sentences and not status codes.
public enum RegisterError: Error, Sendable, Equatable {
  /// A position in the feed of another register, of other readers, or from too long ago.
  case positionGone
  /// Does not exist, or the caller may not see it: the same answer.
  case notFound(resource: String, kenmerk: String)
  /// The row is there and has no draft; told to those who would see it.
  case noDraft(resource: String, kenmerk: String)
  /// Was published and is withdrawn.
  case withdrawn(resource: String, kenmerk: String, reason: String)
  /// A write on what exists came without If-Match.
  case preconditionRequired
  /// If-Match names another version, or If-None-Match: * met a row that exists.
  case stale(current: String?)
  case invalid([FieldError])
  /// Of many rows at once: nothing was stored, for these reasons.
  case rejected(Bulk.Rejection)
  /// The caller sees the row and may not do this to it.
  case forbidden(reason: ForbiddenReason)
  /// The kenmerk was used before, or is taken by a row the caller cannot see.
  case taken(kenmerk: String, isInPath: Bool = false)
  /// A transition that the present status does not allow.
  case transition(from: String, to: String)
  /// The row is published, or others point to it: it cannot be discarded.
  case notDiscardable
  /// The same Idempotency-Key came with another body.
  case idempotencyMismatch
  /// What the register said at this moment is being written: to be asked again in a second.
  case momentUnderWay
  /// The server is on its way out and takes no more writes.
  case stopping

  public enum ForbiddenReason: String, Sendable {
    /// The role never may, whatever the row.
    case role
    /// The row belongs to another organisation.
    case otherOrganisation
    /// Once published, only the bureau and the administrator change owner, programmes and classification.
    case coordinatedField
    /// Where four eyes are asked, who released a row does not publish it.
    case fourEyes
    /// Seen but not published by this role.
    case mayNotPublish
  }
}
