import CCurl
import Foundation

/// Our side as a client, over libcurl: one exchange at a time, its connection kept for the next request to the same
/// server.
///
/// Belongs to the thread that made it. Certificates are checked, redirects are answers like any other, only `http`
/// and `https` exist, and a name or password in the URL is refused. A proxy from the environment (`https_proxy`,
/// `no_proxy`) is used, except to reach this machine itself. The program has to ignore SIGPIPE: libcurl leaves
/// signals alone here, and OpenSSL writes without `MSG_NOSIGNAL`.
package final class HTTPClient {
  package struct Limits: Sendable {
    /// From looking up the name until the connection stands, TLS included.
    package var connect: Duration
    /// The whole exchange, from looking up the name to the last byte of the answer.
    package var total: Duration
    /// Bytes of body an answer may bring.
    package var answer: Int

    package init(connect: Duration = .seconds(5), total: Duration = .seconds(30), answer: Int = 4 << 20) {
      self.connect = connect
      self.total = total
      self.answer = answer
    }
  }

  private let handle: UnsafeMutableRawPointer
  private let limits: Limits

  /// - Throws: `.other` when libcurl cannot start: out of memory, or no TLS library.
  package init(limits: Limits = Limits()) throws(ClientError) {
    guard Self.started == CURLE_OK else { throw ClientError(Self.started) }
    guard let handle = curl_easy_init() else { throw ClientError(CURLE_FAILED_INIT) }
    self.handle = handle
    self.limits = limits
  }

  deinit { curl_easy_cleanup(handle) }

  /// Sends `request` and waits for the whole answer; any status is an answer.
  package func send(_ request: ClientRequest) throws(ClientError) -> ClientResponse {
    // Connections and the answers of the name server survive a reset; options do not.
    curl_easy_reset(handle)
    let transfer = Transfer(bodyLimit: limits.answer)
    let fields = try HeaderList(request)
    try set(CURLOPT_URL, request.url)
    try set(CURLOPT_HTTPHEADER, fields.first)
    try setLimitsAndSafety()
    try setReceivers(transfer)
    let code = try perform(request)
    // The lists and the transfer are libcurl's until here.
    withExtendedLifetime((fields, transfer)) {}

    if transfer.isTooLarge { throw ClientError(.tooLarge, "The answer is larger than allowed") }
    guard code == CURLE_OK else { throw ClientError(code) }
    var status = 0
    _ = npdr_curl_status(handle, &status)
    return ClientResponse(status: status, headers: transfer.headers, body: transfer.body)
  }

  /// libcurl's process-wide start, once; Swift's lazy statics are that lock.
  private static let started = curl_global_init(Int(CURL_GLOBAL_SSL))

  private static let userAgent = "npdr"

  private func setLimitsAndSafety() throws(ClientError) {
    try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.wholeMilliseconds)
    try set(CURLOPT_TIMEOUT_MS, limits.total.wholeMilliseconds)
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_NOPROXY, Self.direct)
    try set(CURLOPT_USERAGENT, Self.userAgent)
  }

  /// What is reached without a proxy: this machine, and what the environment names.
  private static let direct: String = {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    return named == "*" ? named : "localhost,127.0.0.1,::1" + (named.isEmpty ? "" : "," + named)
  }()

  private func setReceivers(_ transfer: Transfer) throws(ClientError) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    try set(CURLOPT_WRITEDATA, context)
    try set(CURLOPT_HEADERDATA, context)
    // A callback that answers another number than it was given breaks the exchange off (CURLE_WRITE_ERROR).
    try check(
      npdr_curl_set_receive(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receiveBody(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
      })
    try check(
      npdr_curl_set_receive(handle, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receiveHeadLine(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
      })
  }

  /// Sets method and body, and runs the exchange while the body is lent. HEAD sends none.
  private func perform(_ request: ClientRequest) throws(ClientError) -> CURLcode {
    if request.method == .head {
      try set(CURLOPT_NOBODY, 1)
      return curl_easy_perform(handle)
    }
    guard let body = request.body else {
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
      return curl_easy_perform(handle)
    }
    try set(CURLOPT_POST, 1)
    try set(CURLOPT_POSTFIELDSIZE, body.count)
    try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    // An empty body still needs an address: with none libcurl reads standard input.
    let lent = body.isEmpty ? [0] : body
    return lent.withUnsafeBytes { bytes in
      let code = npdr_curl_set_pointer(
        handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      return code == CURLE_OK ? curl_easy_perform(handle) : code
    }
  }

  private func set(_ option: CURLoption, _ value: Int) throws(ClientError) {
    try check(npdr_curl_set_long(handle, option, value))
  }

  /// libcurl copies text.
  private func set(_ option: CURLoption, _ value: String) throws(ClientError) {
    try check(npdr_curl_set_text(handle, option, value))
  }

  /// libcurl keeps the pointer: what it points to has to live until the exchange ends.
  private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(ClientError) {
    try check(npdr_curl_set_pointer(handle, option, value))
  }

  private func check(_ code: CURLcode) throws(ClientError) {
    if code != CURLE_OK { throw ClientError(code) }
  }
}

extension Duration {
  /// At least 1: for libcurl 0 means its own default, or no limit at all.
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
