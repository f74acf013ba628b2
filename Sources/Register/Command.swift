public import Bytes

/// A write, as the API hands it to the writer thread.
public struct Command: Sendable {
  public var resource: Resource
  public var operation: Operation
  public var condition: Precondition
  public var caller: Caller
  public var now: Timestamp
  public var idempotency: Idempotency?
  /// The kenmerk in the path above the collection: `/maatregelen/{kenmerk}/voortgangsmeldingen`.
  public var parent: String?
  /// `weergave=concept`: the draft, not the published version.
  public var draft: Bool

  public enum Operation: Sendable {
    /// POST on a collection.
    case create(JSON)
    case put(kenmerk: String, JSON)
    /// RFC 7396
    case patch(kenmerk: String, JSON)
    /// DELETE: discards a draft that was never published.
    case discard(kenmerk: String)
    /// POST on `statusovergangen`: `{naar, reden?, embargoTot?, zichtbaarheid?}`.
    case transition(kenmerk: String, JSON)
    /// POST on `_importeer`.
    case bulk(Bulk)
    /// POST on `_hervat`: a subscription goes on where it was.
    case resume(kenmerk: String)
    /// POST on `_herhaal`: a subscription goes back to a position in the feed; nil is its beginning.
    case replay(kenmerk: String, from: String?)
  }

  /// What a client asks of the row as it is: `If-Match` first, then `If-None-Match` (RFC 9110 section 13.2.2).
  public struct Precondition: Sendable, Equatable {
    public var match: Tags?
    public var noneMatch: Tags?

    public enum Tags: Sendable, Equatable {
      /// `*`: any row there is.
      case any
      /// Entity tags, quotes included.
      case these([String])

      fileprivate func fits(_ isNamed: (String) -> Bool) -> Bool {
        switch self {
        case .any: true
        case .these(let tags): tags.contains(where: isNamed)
        }
      }
    }

    public init(match: Tags? = nil, noneMatch: Tags? = nil) {
      self.match = match
      self.noneMatch = noneMatch
    }

    public static let none = Precondition()
    public static let ifMatchAny = Precondition(match: .any)
    public static let ifNoneMatchAny = Precondition(noneMatch: .any)
    public static func ifMatch(_ tags: [String]) -> Precondition { Precondition(match: .these(tags)) }

    /// A write on a row that is there. One that only says which versions it is not has yet to say which one it means.
    ///
    /// - Parameters:
    ///   - current: the row's entity tag.
    ///   - isNamed: whether a tag names it as it is now.
    /// - Throws: `.stale` when a condition does not hold, `.preconditionRequired` without `If-Match`.
    func require(on current: String, isNamed: (String) -> Bool) throws {
      if let match, !match.fits(isNamed) { throw RegisterError.stale(current: current) }
      if let noneMatch, noneMatch.fits(isNamed) { throw RegisterError.stale(current: current) }
      if match == nil { throw RegisterError.preconditionRequired }
    }

    /// A PUT where no row is: no tag names it, so every `If-None-Match` holds and no `If-Match` does.
    ///
    /// - Throws: `.stale` with `If-Match`, `.preconditionRequired` without any condition.
    func requireOnNothing() throws {
      if match != nil { throw RegisterError.stale(current: nil) }
      if noneMatch == nil { throw RegisterError.preconditionRequired }
    }
  }

  public struct Idempotency: Sendable, Equatable {
    public var key: String
    /// The path it was sent to, without query.
    public var path: String
    public var bodyDigest: [UInt8]

    public init(key: String, path: String, bodyDigest: [UInt8]) {
      self.key = key
      self.path = path
      self.bodyDigest = bodyDigest
    }
  }

  public init(
    resource: Resource, operation: Operation, condition: Precondition, caller: Caller, now: Timestamp,
    idempotency: Idempotency? = nil, parent: String? = nil, draft: Bool = false
  ) {
    self.resource = resource
    self.operation = operation
    self.condition = condition
    self.caller = caller
    self.now = now
    self.idempotency = idempotency
    self.parent = parent
    self.draft = draft
  }
}

/// What became of a command; its change is on the disk when this is handed out.
public enum Outcome: Sendable {
  case created(Item)
  case updated(Item)
  /// The write changed nothing: the same version still stands.
  case unchanged(Item)
  case discarded
  case imported(Bulk.Result)
}

/// One row as its reader sees it.
public struct Item: Sendable, Equatable {
  public let resource: String
  public let kenmerk: String
  /// Strong, quotes included: `"7"`, `"0-c2"`.
  public let etag: String
  /// A complete, compact JSON object without `_links`.
  public let json: [UInt8]
  /// Whether the public sees the same.
  public let isPublic: Bool

  /// Never published.
  var isDraft: Bool { etag.hasPrefix("\"0-c") }
}
