public import Bytes
public import HTTP
public import Register
import SQL

/// Answers requests: one for each loop, used by its thread only.
///
/// A GET that was answered before, for the same eyes and since the last change they can see, is copied out of the
/// `AnswerCache`. Everything else takes the long way: admission, handler, answer. Writes go to the one writer, and what
/// is over its budget of steps goes to a worker; both answer later, through the `Reply`.
public final class Responder: Handler {
  private let configuration: APIConfiguration
  private let shared: Shared
  private let reader: RegisterReader
  private let writing: Writing
  private var finisher: Finisher
  private var ids = RequestIDs()
  private var cache: AnswerCache
  private var visibilities = Visibilities()
  private var clock = DayClock()
  private let scratch = Scratch()
  private let late = LateAnswers()
  private var tokenUses = TokenUses()
  private var justAsked: (token: [UInt8]?, identity: Identity, at: UInt64)?
  /// Answers copied out of this loop's cache.
  private let copies: AnswerMeter.Copies?

  /// - Parameter reader: of this loop's thread, over a connection with a step budget.
  public init(_ configuration: APIConfiguration, shared: Shared, reader: RegisterReader) {
    self.configuration = configuration
    self.shared = shared
    self.reader = reader
    writing = Writing(links: shared.links, allowsPlainTargets: configuration.allowsPlainTargets)
    finisher = Finisher(configuration, shared.log, shared.meter)
    copies = shared.meter?.loop()
    cache = AnswerCache(capacity: configuration.cacheCapacity)
  }

  /// Makes what the first answer stands on, whichever loop gives it: the routes, and the declarations behind them. It
  /// needs no database, and takes as long as to open one.
  public static func prepareRoutes() { _ = Routes.match(["v1", ""]) }

  /// Where bodies are written before their length is known; a class, so that lending it does not lend the responder.
  private final class Scratch {
    var body = ByteBuffer(capacity: 64 * 1024)
    var fields = ByteBuffer(capacity: 1_024)
  }

  // MARK: Handler

  public var bodyLimit: Int { configuration.bodyLimit }

  /// An import may bring more; who is refused by his head alone brings nothing.
  public func bodyLimit(for request: Request) -> Int? {
    do {
      let identity = try Identity(request.fields, reader, now: .now)
      justAsked = (Identity.digest(request.fields), identity, MonotonicClock.now())
      if isOverRate(request, identity) { return nil }
      guard let head = try Admission.head(request, Self.route(request), identity) else { return Self.needlessBody }
      if case .bulk = head.endpoint { return configuration.importLimit }
      return head.endpoint.takes.isEmpty ? min(Self.needlessBody, configuration.bodyLimit) : configuration.bodyLimit
    } catch {
      return nil
    }
  }

  /// Who sends a body is asked before it is read and again when it is there, most times in the same turn of the loop:
  /// the answer of a millisecond ago is that of now.
  private func identity(_ request: Request, _ now: Timestamp) throws -> Identity {
    let last = justAsked
    justAsked = nil
    // Only of a token that can be told from others.
    if let last, let token = last.token, MonotonicClock.now() - last.at < 1_000_000,
      token == Identity.digest(request.fields)
    {
      return last.identity
    }
    return try Identity(request.fields, reader, now: now)
  }

  /// Bytes of body where nobody looks at one: some clients send an empty object with everything.
  private static let needlessBody = 8 * 1024

  /// A path that cannot be decoded names nothing.
  private static func route(_ request: Request) -> Routes.Match? {
    (try? PathSegments(request.path)).flatMap { Routes.match($0.segments) }
  }

  public func handle(_ request: Request, _ reply: any Reply, _ output: inout ByteBuffer) -> Disposition {
    let now = Timestamp.now
    let today = clock.day(at: now)
    let id = ids.next()
    let started = shared.log == nil && shared.meter == nil ? 0 : MonotonicClock.now()

    var identity = Identity.visitor
    var failure: Problem?
    if request.fields.contains(.authorization) {
      do {
        identity = try self.identity(request, now)
        if case .holder(let caller) = identity { noteUse(of: caller, now) }
      } catch {
        failure = finisher.problem(error, id)
      }
    }
    var quota: RateLimiter.Quota?
    if failure == nil {
      quota = count(request, identity)
      if let quota, let wait = quota.wait { failure = .tooManyRequests(retryAfter: wait, perMinute: quota.limit) }
    }

    let visibility = number(of: identity)
    let numbers = visibilities.numbers(of: visibility, shared.changes)
    let moments = AnswerCache.Moments(number: numbers.change, past: numbers.past, day: today.number)
    if failure == nil, isCacheable(request, identity) {
      let before = output.count
      if let status = copy(request, visibility, moments, id, quota, &output) {
        if shared.log != nil { record(request, identity, id, started, status, output.count - before) }
        return .answered
      }
    }

    let match = Self.route(request)
    let exchange = exchange(request, match, identity, id, started, quota)
    do {
      if let failure { throw failure }
      let admission = Admission(exchange: exchange, now: now, today: today, numbers: numbers)
      switch try admission.admit(request, match, identity) {
      case .options(let route): finish(.options(route, request), exchange, &output)
      case .call(let call):
        if case .bulk(let resource) = call.endpoint { return try writeMany(call, resource, reply) }
        if case .subscription(.tryOut) = call.endpoint { return try tryOut(call, reply) }
        if call.endpoint.writes != nil { return try write(call, reply) }
        if case .download = call.endpoint { return try download(call, reply, &output) }
        if case .changes = call.endpoint, call.representation == .events {
          return try stream(call, request, reply, &output)
        }
        return try read(call, request, visibility, moments, reply, &output)
      }
      return .answered
    } catch {
      return refuse(finisher.problem(error, id), request, exchange, &output)
    }
  }

  public func stopping() { shared.broadcaster?.stop() }

  public func refuse(_ refusal: Refusal, from peer: Peer, _ output: inout ByteBuffer) {
    let exchange = Exchange(
      id: ids.next(), method: .other, shape: .refusal, language: .nl, visit: nil, client: ClientAddress(peer),
      path: [],
      organisation: nil, token: nil, started: MonotonicClock.now(), route: 0, handling: .refused, quota: nil)
    finisher.append(Problem(refusal), status: refusal.status, to: exchange, &output)
  }

  public func refuse(_ refusal: Refusal, of request: Request, _ output: inout ByteBuffer) {
    // Who asks is for the log: what is refused is so whoever it is, and whether or not he can be looked up.
    let identity = (try? Identity(request.fields, reader, now: .now)) ?? .visitor
    let exchange = exchange(request, Self.route(request), identity, ids.next(), MonotonicClock.now(), nil)
    finisher.append(Problem(refusal), status: refusal.status, to: exchange, &output)
  }

  /// Opens what it reads from, so that its first question need not, when there may be no descriptor left for it.
  public func prepare() { try? reader.connection.snapshot {} }

  // MARK: Answers made before

  /// Whether the answer depends on nothing but the target, what may be negotiated, and who asks.
  private func isCacheable(_ request: Request, _ identity: Identity) -> Bool {
    guard request.method == .get || request.method == .head, !request.fields.contains(.ifMatch) else { return false }
    if case .refused = identity { return false }
    if case .unread = request.body { return false }
    return true
  }

  /// Nil when a field of it is repeated: such a request takes the long way.
  private func key(_ request: Request, _ visibility: Int) -> AnswerCache.Key? {
    func value(_ name: FieldName) -> UnsafeRawBufferPointer? {
      switch request.fields.value(name) {
      case .absent: UnsafeRawBufferPointer(start: nil, count: 0)
      case .one(let bytes): bytes
      case .several: nil
      }
    }
    guard let accept = value(.accept), let language = value(.acceptLanguage) else { return nil }
    return AnswerCache.Key(target: request.target, accept: accept, acceptLanguage: language, visibility: visibility)
  }

  /// - Returns: the status, when there was an answer to copy.
  private func copy(
    _ request: Request, _ visibility: Int, _ moments: AnswerCache.Moments, _ id: RequestID,
    _ quota: RateLimiter.Quota?, _ output: inout ByteBuffer
  ) -> Int? {
    guard let key = key(request, visibility), let hit = cache.find(key, at: moments) else { return nil }
    var isKnown = false
    if request.fields.contains(.ifNoneMatch) {
      let condition = EntityTagCondition(.ifNoneMatch, in: request.fields)
      switch condition.form {
      case .absent: break
      case .malformed: return nil
      case .any: isKnown = true
      case .list: isKnown = condition.containsWeakly(hit.etag)
      }
    }
    let shape = ResponseWriter.Shape(request)
    if isKnown {
      finisher.append(
        304, fields: hit.kept, UnsafeRawBufferPointer(start: nil, count: 0), to: shape, id, quota, &output)
    } else {
      finisher.append(200, fields: hit.fields, hit.body, to: shape, id, quota, &output)
    }
    let status = isKnown ? 304 : 200
    copies?.count(hit.route, request.method, status)
    return status
  }

  // MARK: The long way

  private func read(
    _ call: Call, _ request: Request, _ visibility: Int, _ moments: AnswerCache.Moments, _ reply: any Reply,
    _ output: inout ByteBuffer
  ) throws -> Disposition {
    late.take(into: &cache)
    shared.meter?.countMiss()
    scratch.body.removeAll()
    scratch.body.shrink(over: 1 << 20)
    do {
      let reading = Reading(
        configuration: configuration, shared: shared, reader: reader, patience: .ofLoop(configuration))
      let (answer, numbers) = try reading.truthfulAnswer(call, &scratch.body)
      keep(answer, call, request, visibility, moments.of(numbers))
      let met = try answer.meeting(call)
      let kept = scratch.body.withBytes { finisher.append(met, lending: $0, to: call.exchange, &output) }
      return kept.isEmpty ? .answered : .answeredWith(kept)
    } catch let error as SQLError where error.kind == .overBudget {
      return try handOver(call, key(request, visibility), moments, reply)
    }
  }

  /// From here on the broadcaster answers. A HEAD gets the same head, without a length, and that is all.
  private func stream(
    _ call: Call, _ request: Request, _ reply: any Reply, _ output: inout ByteBuffer
  ) throws -> Disposition {
    let parameters = try ChangeParameters(call, reader, lastEvent: request.fields)
    guard let broadcaster = shared.broadcaster else { throw Problem.unavailable(retryAfter: 60) }
    // Asked once here, so that a position that is no good is a 410 and not a stream that ends.
    _ = try reader.changes(
      after: parameters.position, of: parameters.resources, limit: 1, keptSince: configuration.feedStart(call.now),
      for: call.caller)
    var head = ByteBuffer(capacity: 1_024)
    finisher.appendStreamHead(
      Answer(type: .events, fields: [AnswerField("X-Accel-Buffering", "no")]), to: call.exchange, &head)
    if request.method == .head {
      output.append(head.array())
      return .answeredAndClose
    }
    head.append("retry: 3000\n\n")
    let listener = Broadcaster.Listener(
      caller: call.caller, token: Identity.digest(request.fields), resources: parameters.resources,
      position: parameters.position, reply: reply)
    listener.send(head.array())
    if !broadcaster.add(listener) { listener.end() }
    return .deferred
  }

  /// From how many bytes on the copy of an answer counts.
  private static let longAnswer = 8 * 1024

  /// A file goes out on a thread of its own: what it takes in time is up to who reads it.
  private func download(_ call: Call, _ reply: any Reply, _ output: inout ByteBuffer) throws -> Disposition {
    let name = call.kenmerk ?? ""
    guard let file = DumpFile.named(name) else { throw Problem.notFound("bestand", name) }
    try call.refuse(call.unknownParameters(allowed: []))
    guard let dumps = shared.dumps else { throw Problem.unavailable(retryAfter: 60) }
    // Of the public, whoever asks: all loops and all callers have the same file.
    let number = shared.changes.number(for: .everyone)
    let tag = EntityTag.digest([file.name, String(number), configuration.version, String(shared.changes.origin)])
    let answer = Answer(
      type: file.contentType, etag: "\"\(tag)\"",
      fields: [AnswerField("Content-Disposition", "attachment; filename=\"\(file.name)\"")],
      mayBeKept: call.caller.token == nil)
    let met = try answer.meeting(call)
    if met.status == 304 {
      finisher.append(met, UnsafeRawBufferPointer(start: nil, count: 0), to: call.exchange, &output)
      return .answered
    }
    let download = Dumps.Download(
      file: file, answer: answer, exchange: call.exchange, finisher: finisher, reply: reply)
    if !dumps.submit(download) { throw Problem.unavailable(retryAfter: 5) }
    return .deferred
  }

  private func keep(
    _ answer: Answer, _ call: Call, _ request: Request, _ visibility: Int, _ moments: AnswerCache.Moments
  ) {
    guard answer.status == 200, !answer.isLive, let etag = answer.etag, let key = key(request, visibility) else {
      return
    }
    if answer.isQuicklyMade, scratch.body.count + answer.kept.count > Self.longAnswer, !cache.wasAsked(key) { return }
    scratch.fields.removeAll()
    let kept = answer.writeFields(to: &scratch.fields)
    scratch.fields.withBytes { fields in
      scratch.body.withBytes { body in
        Array(etag.utf8).withUnsafeBytes {
          cache.insert(
            key, at: moments.of(answer), route: call.exchange.route, fields: fields, kept: kept, etag: $0, body: body,
            answer.kept)
        }
      }
    }
  }

  /// A worker runs it again, without a budget; what it finds is kept as well.
  private func handOver(
    _ call: Call, _ key: AnswerCache.Key?, _ moments: AnswerCache.Moments, _ reply: any Reply
  ) throws -> Disposition {
    let question = key.map { LateAnswers.Question($0, route: call.exchange.route) }
    let accepted = shared.workers.submit { [configuration, shared, late, finisher] reader in
      var finisher = finisher
      var output = ByteBuffer(capacity: 64 * 1024)
      do {
        var body = ByteBuffer(capacity: 64 * 1024)
        let reading = Reading(configuration: configuration, shared: shared, reader: reader, patience: .endless)
        var (answer, numbers) = try reading.truthfulAnswer(call, &body)
        answer.gather(into: &body)
        body.withBytes { bytes in
          if let question { late.put(question, answer, moments.of(numbers), bytes) }
        }
        let met = try answer.meeting(call)
        body.withBytes { finisher.append(met, $0, to: call.exchange, &output) }
      } catch {
        finisher.append(finisher.problem(error, call.exchange.id), to: call.exchange, &output)
      }
      reply.send(output.array(), call.exchange.shape.isPersistent ? .done : .close)
    }
    if !accepted { throw Problem.unavailable(retryAfter: 2) }
    return .deferred
  }

  private func write(_ call: Call, _ reply: any Reply) throws -> Disposition {
    let command = try writing.command(for: call)
    let resource = command.resource
    let exchange = call.exchange
    shared.writer.submit(command) { [writing, finisher] result in
      // On the writer's thread, after the commit: only what has to be copied is copied.
      var finisher = finisher
      var output = ByteBuffer(capacity: 4_096)
      switch result {
      case .success(let outcome):
        var body = ByteBuffer(capacity: 4_096)
        let answer = writing.answer(outcome, resource, &body)
        body.withBytes { finisher.append(answer, $0, to: exchange, &output) }
      case .failure(let error): finisher.append(finisher.problem(error, exchange.id), to: exchange, &output)
      }
      reply.send(output.array(), exchange.shape.isPersistent ? .done : .close)
    }
    return .deferred
  }

  /// One event goes to the subscription's address; what came of it is the answer.
  private func tryOut(_ call: Call, _ reply: any Reply) throws -> Disposition {
    try call.refuse(call.unknownParameters(allowed: []))
    let kenmerk = call.kenmerk ?? ""
    _ = try reader.subscription(kenmerk, for: call.caller)
    guard let trials = shared.trials else { throw Problem.unavailable(retryAfter: 60) }
    let exchange = call.exchange
    trials.tryOut(kenmerk) { [finisher] trial in
      var finisher = finisher
      var output = ByteBuffer(capacity: 1_024)
      if let trial {
        var body = ByteBuffer(capacity: 256)
        JSONWriter.write(trial.json, into: &body)
        body.withBytes { finisher.append(Answer(type: .json), $0, to: exchange, &output) }
      } else {
        finisher.append(.unavailable(retryAfter: 5), to: exchange, &output)
      }
      reply.send(output.array(), exchange.shape.isPersistent ? .done : .close)
    }
    return .deferred
  }

  /// What is big is read by a worker; the rows go to the writer as one command.
  private func writeMany(_ call: Call, _ resource: Resource, _ reply: any Reply) throws -> Disposition {
    let bulk = BulkWriting(configuration: configuration, links: shared.links)
    let isBig = (call.body?.count ?? 0) > BulkWriting.inlineLimit
    let slots = shared.bulkSlots
    let finish = { @Sendable [finisher] (bytes: (inout Finisher, inout ByteBuffer) -> Void) in
      if isBig { slots.leave() }
      var finisher = finisher
      var output = ByteBuffer(capacity: 4_096)
      bytes(&finisher, &output)
      reply.send(output.array(), call.exchange.shape.isPersistent ? .done : .close)
    }
    let work = { @Sendable [writer = shared.writer] in
      switch bulk.read(call, resource) {
      case .refused(let problem): finish { $0.append(problem, to: call.exchange, &$1) }
      case .command(let command, let faults):
        writer.submit(command) { result in
          finish { finisher, output in
            switch result {
            case .success(.imported(let result)) where faults.isEmpty:
              var body = ByteBuffer(capacity: 64 * 1024)
              let answer = bulk.answer(result, resource, &body)
              body.withBytes { finisher.append(answer, $0, to: call.exchange, &output) }
            case .success: finisher.append(.rejected(faults), to: call.exchange, &output)
            case .failure(let error):
              let problem = bulk.problem(error, faults, finisher, call.exchange.id)
              finisher.append(problem, to: call.exchange, &output)
            }
          }
        }
      }
    }
    if !isBig {
      work()
    } else {
      guard slots.enter() else { throw Problem.unavailable(retryAfter: 5) }
      guard shared.workers.submit({ _ in work() }) else {
        slots.leave()
        throw Problem.unavailable(retryAfter: 2)
      }
    }
    return .deferred
  }

  // MARK: Small steps

  private func finish(_ answer: Answer, _ exchange: Exchange, _ output: inout ByteBuffer) {
    finisher.append(answer, UnsafeRawBufferPointer(start: nil, count: 0), to: exchange, &output)
  }

  /// After a body that was not read the connection is of no use.
  private func refuse(
    _ problem: Problem, _ request: Request, _ exchange: Exchange, _ output: inout ByteBuffer
  ) -> Disposition {
    finisher.append(problem, to: exchange, &output)
    if case .unread = request.body { return .answeredAndClose }
    return .answered
  }

  private func exchange(
    _ request: Request, _ match: Routes.Match?, _ identity: Identity, _ id: RequestID, _ started: UInt64,
    _ quota: RateLimiter.Quota?
  ) -> Exchange {
    var isPersistent = request.persistent
    if case .unread = request.body { isPersistent = false }
    let caller = identity.caller
    let visit = SiteVisit(request)
    return Exchange(
      id: id, method: request.method,
      shape: ResponseWriter.Shape(isHead: request.method == .head, isPersistent: isPersistent),
      language: visit?.language ?? Language(request.fields), visit: visit,
      client: ClientAddress(of: request, trusting: configuration.trustedProxies),
      path: shared.log == nil ? [] : Array(request.path), organisation: caller?.organisation, token: caller?.token,
      started: started, route: match?.number ?? 0,
      handling: match?.route.endpoint(for: request.method)?.handling ?? .refused, quota: quota)
  }

  private func number(of identity: Identity) -> Int {
    guard case .holder(let caller) = identity else { return Visibilities.everyone }
    return visibilities.number(of: caller.visibilityClass)
  }

  private func noteUse(of caller: Caller, _ now: Timestamp) {
    if let token = caller.token, tokenUses.isWorthNoting(token, now) { shared.writer.touch(token: token, at: now) }
  }

  /// Who is counted and how often he may ask; nil for whom no rate is kept.
  private func rate(_ request: Request, _ identity: Identity) -> (client: RateLimiter.Client, perMinute: Int)? {
    let client = ClientAddress(of: request, trusting: configuration.trustedProxies)
    if client.isLoopback { return nil }
    if let token = identity.caller?.token { return (.token(token), configuration.requestsPerToken) }
    return (.address(client), configuration.requestsPerAddress)
  }

  private func count(_ request: Request, _ identity: Identity) -> RateLimiter.Quota? {
    rate(request, identity).flatMap {
      shared.limiter.count($0.client, perMinute: $0.perMinute, now: MonotonicClock.coarse())
    }
  }

  private func isOverRate(_ request: Request, _ identity: Identity) -> Bool {
    rate(request, identity).map {
      shared.limiter.isOver($0.client, perMinute: $0.perMinute, now: MonotonicClock.coarse())
    } ?? false
  }

  private func record(
    _ request: Request, _ identity: Identity, _ id: RequestID, _ started: UInt64, _ status: Int, _ bytes: Int
  ) {
    shared.log?.record(
      AccessEntry(
        request: id, method: request.method, path: request.path, status: status, bytes: bytes,
        nanoseconds: MonotonicClock.now() - started,
        client: ClientAddress(of: request, trusting: configuration.trustedProxies),
        organisation: identity.caller?.organisation, token: identity.caller?.token))
  }
}
