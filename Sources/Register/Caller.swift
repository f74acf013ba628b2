/// Who asks: the public, or the holder of a token.
public struct Caller: Sendable, Hashable {
  public let role: Role
  /// The kenmerk of the token; nil for the public.
  public let token: String?
  /// The kenmerk of the token's organisation.
  public let organisation: String?
  /// Rows of `organisatie` the caller acts for: its own, and the predecessors it has taken over.
  public let organisations: [Int64]
  /// Whether the organisation has its releaser and its publisher be two people.
  public let fourEyes: Bool

  public static let everyone = Caller(
    role: .everyone, token: nil, organisation: nil, organisations: [], fourEyes: false)

  public init(role: Role, token: String?, organisation: String?, organisations: [Int64], fourEyes: Bool) {
    self.role = role
    self.token = token
    self.organisation = organisation
    self.organisations = organisations
    self.fourEyes = fourEyes
  }

  public enum Role: String, Sendable, CaseIterable {
    /// No token.
    case everyone = "openbaar"
    case reader = "lezer"
    case editor = "redacteur"
    case approver = "goedkeurder"
    case bureau
    case administrator = "beheerder"
  }
}

extension Caller {
  /// Whether this role may ever write rows with these rights, whatever the row (403 before anything else is looked at).
  public func mayEverWrite(_ rights: Resource.Rights) -> Bool {
    switch (role, rights) {
    case (.everyone, _), (_, .server): false
    case (_, .own): true
    case (.reader, _): false
    case (.administrator, _): true
    case (_, .administrator): false
    case (.editor, .shared), (.editor, .measure), (.editor, .underMeasure), (.editor, .underMeasures): true
    case (.approver, .shared), (.approver, .measure), (.approver, .underMeasure), (.approver, .underMeasures): true
    case (.bureau, .shared), (.bureau, .measure), (.bureau, .bureau): true
    case (_, .bureau): false
    case (.bureau, .underMeasure), (.bureau, .underMeasures): false
    }
  }

  /// Whether what the caller writes may be public at once; where four eyes are asked, never.
  public var mayPublishAtOnce: Bool {
    switch role {
    case .everyone, .reader: false
    case .editor, .approver: !fourEyes
    case .bureau, .administrator: true
    }
  }
}
