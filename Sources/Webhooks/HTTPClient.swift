import CCurl
import FoundationEssentials

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

  private let handle: EasyHandle
  private let limits: Limits

  /// - Throws: `.other` when libcurl cannot start: out of memory, or no TLS library.
  package init(limits: Limits = Limits()) throws(ClientError) {
    handle = try EasyHandle()
    self.limits = limits
  }

  /// Sends `request` and waits for the whole answer; any status is an answer.
  package func send(_ request: ClientRequest) throws(ClientError) -> ClientResponse {
    handle.reset()
    let transfer = Transfer(bodyLimit: limits.answer)
    let fields = try HeaderList(request)
    try handle.set(CURLOPT_URL, request.url)
    try handle.set(CURLOPT_HTTPHEADER, fields.first)
    try handle.setSafety(connect: limits.connect, total: limits.total)
    try handle.set(CURLOPT_NOPROXY, Self.direct)
    try handle.receive(into: transfer)
    let code = try perform(request)
    // The lists and the transfer are libcurl's until here.
    withExtendedLifetime((fields, transfer)) {}

    if transfer.isTooLarge { throw ClientError(.tooLarge, "The answer is larger than allowed") }
    guard code == CURLE_OK else { throw ClientError(code) }
    return ClientResponse(status: handle.status, headers: transfer.headers, body: transfer.body)
  }

  /// What is reached without a proxy: this machine, and what the environment names.
  private static let direct: String = {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    return named == "*" ? named : "localhost,127.0.0.1,::1" + (named.isEmpty ? "" : "," + named)
  }()

  /// Sets method and body, and runs the exchange while the body is lent. HEAD sends none.
  private func perform(_ request: ClientRequest) throws(ClientError) -> CURLcode {
    if request.method == .head {
      try handle.set(CURLOPT_NOBODY, 1)
      return npdr_curl_easy_perform(handle.pointer)
    }
    guard let body = request.body else {
      try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
      return npdr_curl_easy_perform(handle.pointer)
    }
    try handle.set(CURLOPT_POST, 1)
    try handle.set(CURLOPT_POSTFIELDSIZE, body.count)
    try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    // An empty body still needs an address: with none libcurl reads standard input.
    let lent = body.isEmpty ? [0] : body
    return lent.withUnsafeBytes { bytes in
      let code = npdr_curl_set_pointer(
        handle.pointer, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      return code == CURLE_OK ? npdr_curl_easy_perform(handle.pointer) : code
    }
  }
}
