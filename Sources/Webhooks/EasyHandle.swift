import CCurl

/// One exchange of libcurl's, with the settings that every request of ours has.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer

  /// Loads libcurl and starts it, once in a process; before this nothing of it may be called.
  ///
  /// - Throws: `.other` when there is no libcurl or it cannot start: out of memory, or no TLS library.
  static func start() throws(ClientError) {
    if let fault { throw fault }
  }

  /// Swift's lazy statics are the lock that makes it once.
  private static let fault: ClientError? = {
    guard npdr_curl_load() == 1 else { return ClientError(.other, "libcurl.so.4 cannot be loaded") }
    let code = npdr_curl_global_init(Int(CURL_GLOBAL_SSL))
    return code == CURLE_OK ? nil : ClientError(code)
  }()

  private static let userAgent = "npdr"

  /// - Throws: what `start` throws.
  init() throws(ClientError) {
    try Self.start()
    guard let pointer = npdr_curl_easy_init() else { throw ClientError(CURLE_FAILED_INIT) }
    self.pointer = pointer
  }

  deinit { npdr_curl_easy_cleanup(pointer) }

  /// Connections and the answers of the name server survive; options do not.
  func reset() { npdr_curl_easy_reset(pointer) }

  /// The status of the last head that came; 0 before the first.
  var status: Int {
    var status = 0
    _ = npdr_curl_status(pointer, &status)
    return status
  }

  /// Certificates are checked, redirects are answers like any other, only `protocols` exist, and a name or password in
  /// the URL is refused.
  func setSafety(connect: Duration, total: Duration, protocols: String = "http,https") throws(ClientError) {
    try set(CURLOPT_CONNECTTIMEOUT_MS, connect.wholeMilliseconds)
    try set(CURLOPT_TIMEOUT_MS, total.wholeMilliseconds)
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROTOCOLS_STR, protocols)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_USERAGENT, Self.userAgent)
  }

  /// Has `transfer`, which has to live until the exchange ends, take what comes.
  func receive(into transfer: Transfer) throws(ClientError) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    try set(CURLOPT_WRITEDATA, context)
    try set(CURLOPT_HEADERDATA, context)
    // A callback that answers another number than it was given breaks the exchange off (CURLE_WRITE_ERROR).
    try check(
      npdr_curl_set_receive(pointer, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receiveBody(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
      })
    try check(
      npdr_curl_set_receive(pointer, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.receiveHeadLine(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
      })
  }

  func set(_ option: CURLoption, _ value: Int) throws(ClientError) {
    try check(npdr_curl_set_long(pointer, option, value))
  }

  /// libcurl copies text.
  func set(_ option: CURLoption, _ value: String) throws(ClientError) {
    try check(npdr_curl_set_text(pointer, option, value))
  }

  /// libcurl keeps the pointer: what it points to has to live until the exchange ends.
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(ClientError) {
    try check(npdr_curl_set_pointer(pointer, option, value))
  }

  func check(_ code: CURLcode) throws(ClientError) {
    if code != CURLE_OK { throw ClientError(code) }
  }
}

extension Duration {
  /// At least 1: for libcurl 0 means its own default, or no limit at all.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
