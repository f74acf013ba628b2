/// What the API is told once, at the start.
public struct APIConfiguration: Sendable {
  /// Where clients reach the register, without a slash at the end: `https://npdr.example.nl`. Every link starts with it.
  public var publicAddress: String
  /// `info.version` of the description and the field `API-Version`: a SemVer.
  public var version = "1.0.0"
  public var contact: Contact
  /// Bytes of body a write may bring.
  public var bodyLimit = 4 * 1024 * 1024
  /// Bytes of body an import may bring.
  public var importLimit = 64 * 1024 * 1024
  /// A minute, for an address without a token.
  public var requestsPerAddress = 600
  /// A minute, for a token.
  public var requestsPerToken = 3_000
  /// Whose `Forwarded` and `X-Forwarded-For` are believed.
  public var trustedProxies: [AddressRange] = []
  /// Days for which a reader of the feed may stay away and go on where it was; nil for ever.
  public var feedDays: Int?
  /// Subscriptions may name an address without TLS.
  public var allowsPlainTargets = false
  /// `source` of every event: who publishes it, and from which system.
  public var eventSource = "urn:nld:ncdr:systeem:npdr"
  /// Bytes of finished answers each loop keeps; 0 keeps none.
  public var cacheCapacity = 16 * 1024 * 1024
  /// How long a loop makes one answer before a worker does: five milliseconds, which hundreds of other connections
  /// notice. In nanoseconds.
  public var patienceOfLoop: UInt64 = 5_000_000

  /// Whom a client's maker can turn to.
  public struct Contact: Sendable, Equatable {
    public var name: String
    public var url: String
    public var email: String

    public init(name: String, url: String, email: String) {
      self.name = name
      self.url = url
      self.email = email
    }
  }

  public init(publicAddress: String, contact: Contact) {
    self.publicAddress = publicAddress
    self.contact = contact
  }
}
