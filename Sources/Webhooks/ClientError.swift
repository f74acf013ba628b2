import CCurl

/// Why there is no answer. Carries libcurl's code and its fixed text: no URL, no header, no token, so that it can be
/// logged as it is.
package struct ClientError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The request was never sent: not an absolute `http` or `https` URL, or a header that would break its line.
    case badRequest
    /// The name has no address, or nobody listens there.
    case unreachable
    /// Connecting or the whole exchange took longer than allowed.
    case timeout
    /// No safe connection: an unknown certificate, another name, no common protocol.
    case insecure
    /// The answer is larger than allowed.
    case tooLarge
    /// What came back is not HTTP, or it broke off.
    case brokenAnswer
    /// Anything else; `code` says what.
    case other
  }

  package let kind: Kind
  /// The `CURLcode`; 0 when this client refused before libcurl saw it.
  package let code: Int32
  /// English, the same for every occurrence of `code`: "Couldn't connect to server".
  package let text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    code = 0
    self.text = text
  }

  init(_ code: CURLcode) {
    kind =
      switch code {
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badRequest
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
        CURLE_SSL_ISSUER_ERROR:
        .insecure
      case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY,
        CURLE_BAD_CONTENT_ENCODING:
        .brokenAnswer
      default: .other
      }
    self.code = Int32(bitPattern: code.rawValue)
    text = String(cString: npdr_curl_text(code))
  }
}

/// As a person reads it in a message of the program.
extension ClientError: CustomStringConvertible {
  package var description: String { text }
}
