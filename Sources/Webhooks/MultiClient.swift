import CCurl

/// Many exchanges at a time on one thread, none waiting for another: `curl_multi`.
///
/// Belongs to the thread that made it; only `Waker` is for others. Goes nowhere but where the policy allows, follows no
/// redirect, uses no proxy and no credentials, and keeps nothing of what receivers answer but status and head.
final class MultiClient {
  struct Limits: Sendable {
    /// From looking up the name until the connection stands, TLS included.
    var connect: Duration
    /// The whole exchange.
    var total: Duration
    /// Bytes of body that are read, so that the connection can be used again; what brings more is broken off.
    var answer = 16 * 1024
    /// Plain `http` too.
    var allowsPlain = false
  }

  /// How an exchange ended.
  enum Result: Sendable, Equatable {
    /// A final head came; what happened to the body behind it changes nothing.
    case answered(status: Int, retryAfter: String?)
    /// Every address the name has is one that may not be reached.
    case notAdmitted
    case failed(ClientError)
  }

  private let multi: UnsafeMutableRawPointer
  private let limits: Limits
  private let policy: AddressPolicy
  private var exchanges: [UnsafeMutableRawPointer: Exchange] = [:]

  /// Connections that stay open for the next delivery.
  private static let keptConnections = 32

  init(limits: Limits, policy: AddressPolicy) throws(ClientError) {
    try EasyHandle.start()
    guard let multi = npdr_curl_multi_init() else { throw ClientError(CURLE_OUT_OF_MEMORY) }
    _ = npdr_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.keptConnections)
    self.multi = multi
    self.limits = limits
    self.policy = policy
  }

  deinit {
    for exchange in exchanges.values { npdr_curl_multi_remove(multi, exchange.handle.pointer) }
    npdr_curl_multi_cleanup(multi)
  }

  var count: Int { exchanges.count }

  /// Begins an exchange; `wait` tells how it ended.
  ///
  /// - Parameter id: comes back with the result.
  func start(_ request: ClientRequest, id: Int) throws(ClientError) {
    let exchange = try Exchange(request, id: id, limits, policy)
    guard npdr_curl_multi_add(multi, exchange.handle.pointer) == CURLM_OK else {
      throw ClientError(CURLE_OUT_OF_MEMORY)
    }
    exchanges[exchange.handle.pointer] = exchange
  }

  /// Goes on with every exchange, waiting at most so long for something to do.
  ///
  /// - Returns: those that have ended.
  func wait(milliseconds: Int) -> [(id: Int, result: Result)] {
    var running: Int32 = 0
    npdr_curl_multi_perform(multi, &running)
    var ended = takeEnded()
    if !ended.isEmpty || milliseconds == 0 { return ended }
    npdr_curl_multi_wait(multi, Int32(clamping: milliseconds))
    npdr_curl_multi_perform(multi, &running)
    ended = takeEnded()
    return ended
  }

  /// Ends the wait of another thread.
  struct Waker: @unchecked Sendable {
    // curl_multi_wakeup is the one function that may be called from any thread.
    fileprivate let multi: UnsafeMutableRawPointer

    func wake() { npdr_curl_multi_wake(multi) }
  }

  /// Of no use any more when this client is gone.
  var waker: Waker { Waker(multi: multi) }

  private func takeEnded() -> [(id: Int, result: Result)] {
    var ended: [(id: Int, result: Result)] = []
    var left: Int32 = 0
    while let message = npdr_curl_multi_next(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle else { continue }
      // The message is gone with the handle.
      let code = message.pointee.data.result
      npdr_curl_multi_remove(multi, pointer)
      if let exchange = exchanges.removeValue(forKey: pointer) { ended.append((exchange.id, exchange.result(code))) }
    }
    return ended
  }

  /// One request, with all that libcurl points to while it is under way.
  private final class Exchange {
    let id: Int
    let handle: EasyHandle
    private let transfer: Transfer
    private let fields: HeaderList
    private let gate: Gate

    init(_ request: ClientRequest, id: Int, _ limits: Limits, _ policy: AddressPolicy) throws(ClientError) {
      self.id = id
      handle = try EasyHandle()
      transfer = Transfer(bodyLimit: limits.answer)
      fields = try HeaderList(request)
      gate = Gate(policy)
      try handle.set(CURLOPT_URL, request.url)
      try handle.set(CURLOPT_HTTPHEADER, fields.first)
      try handle.setSafety(
        connect: limits.connect, total: limits.total, protocols: limits.allowsPlain ? "http,https" : "https")
      // No proxy from the environment: it would connect to addresses that nobody looked at.
      try handle.set(CURLOPT_PROXY, "")
      // A name server that hangs has a thread of its own; without this its end is waited for, by everyone.
      try handle.set(CURLOPT_QUICK_EXIT, 1)
      try handle.check(npdr_curl_set_gate(handle.pointer, gate.pointer))
      try handle.receive(into: transfer)
      try handle.set(CURLOPT_POST, 1)
      let body = request.body ?? []
      try handle.set(CURLOPT_POSTFIELDSIZE, body.count)
      // libcurl copies it; an empty body still needs an address.
      var code = CURLE_OK
      (body.isEmpty ? [0] : body).withUnsafeBytes {
        code = npdr_curl_set_pointer(
          handle.pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
      }
      try handle.check(code)
    }

    func result(_ code: CURLcode) -> Result {
      let status = handle.status
      if transfer.headIsComplete, status >= 200 {
        let wait = transfer.headers.first { $0.name.lowercased() == "retry-after" }?.value
        return .answered(status: status, retryAfter: wait)
      }
      if gate.refused, !gate.admitted { return .notAdmitted }
      return .failed(code == CURLE_OK ? ClientError(CURLE_WEIRD_SERVER_REPLY) : ClientError(code))
    }
  }

  /// Stands before every socket of one exchange.
  private final class Gate {
    let pointer = UnsafeMutablePointer<npdr_curl_gate>.allocate(capacity: 1)
    private let policy: AddressPolicy
    private(set) var admitted = false
    private(set) var refused = false

    init(_ policy: AddressPolicy) {
      self.policy = policy
      pointer.initialize(
        to: npdr_curl_gate(
          admit: { address, count, port, context in
            guard let context else { return 0 }
            let gate = Unmanaged<Gate>.fromOpaque(context).takeUnretainedValue()
            return gate.admits(UnsafeRawBufferPointer(start: address, count: Int(count)), port) ? 1 : 0
          }, context: Unmanaged.passUnretained(self).toOpaque()))
    }

    deinit { pointer.deallocate() }

    private func admits(_ address: UnsafeRawBufferPointer, _ port: UInt16) -> Bool {
      let isAdmitted = policy.admits(address, port: port)
      if isAdmitted { admitted = true } else { refused = true }
      return isAdmitted
    }
  }
}
