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

  /// Whether both are of one member, or one of a member within that of the other.
  func isAbout(_ other: FieldError) -> Bool {
    location == other.location || location.hasPrefix("\(other.location)/") || other.location.hasPrefix("\(location)/")
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

/// Why the register says no. Carries facts, not sentences and not status codes.
public enum RegisterError: Error, Sendable, Equatable {
  /// A position in the feed of another register, of other readers, or from too long ago.
  case positionGone
  /// Does not exist, or the caller may not see it: the same answer.
  case notFound(resource: String, kenmerk: String)
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
  case taken(kenmerk: String)
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
