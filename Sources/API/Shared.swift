import Bytes
public import Register

extension Responder {
  /// What all loops of one server use together.
  public struct Shared: Sendable {
    let writer: RegisterWriter
    let workers: Workers
    let changes: ChangeNumbers
    let limiter: RateLimiter
    let broadcaster: Broadcaster?
    let trials: (any SubscriptionTrials)?
    let dumps: Dumps?
    let log: (any AccessLog)?
    let meter: AnswerMeter?
    let isReady: @Sendable () -> Bool
    let links: Links
    let bulkSlots = BulkSlots(limit: 4)
    private let configuration: APIConfiguration
    private let made = Locked<Description?>(nil)

    /// The body of `/v1/openapi.json`, made when it is first asked for: a start should not wait for it.
    var description: Description {
      made.withLock { made in
        if let made { return made }
        let description = Description(OpenAPIDocument.bytes(configuration))
        made = description
        return description
      }
    }

    struct Description: Sendable {
      let bytes: [UInt8]
      let etag: String

      init(_ bytes: [UInt8]) {
        self.bytes = bytes
        etag = "\"\(Base64URL.encode(SHA256.digest(of: bytes).prefix(12)))\""
      }
    }

    /// - Parameters:
    ///   - broadcaster: sends changes as they are made; without one the feed is only read.
    ///   - trials: sends an event to a subscription's address when it is asked to; without one that is unavailable.
    ///   - dumps: sends the files of open data; without it they are unavailable.
    ///   - log: told of every answer; nil costs nothing.
    ///   - meter: counts every answer; nil costs nothing.
    ///   - isReady: whether the server as a whole can do its work; `/v1/gezondheid/gereed` asks it.
    public init(
      _ configuration: APIConfiguration, writer: RegisterWriter, workers: Workers, changes: ChangeNumbers,
      broadcaster: Broadcaster? = nil, trials: (any SubscriptionTrials)? = nil, dumps: Dumps? = nil,
      log: (any AccessLog)? = nil, meter: AnswerMeter? = nil, isReady: @escaping @Sendable () -> Bool = { true }
    ) {
      self.configuration = configuration
      self.writer = writer
      self.workers = workers
      self.changes = changes
      limiter = RateLimiter()
      self.broadcaster = broadcaster
      self.trials = trials
      self.dumps = dumps
      self.log = log
      self.meter = meter
      self.isReady = isReady
      links = Links(configuration.publicAddress)
    }
  }
}
