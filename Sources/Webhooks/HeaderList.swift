import CCurl

/// The fields of a request as the linked list libcurl wants, for as long as this object lives.
final class HeaderList {
  private var list: UnsafeMutablePointer<curl_slist>?

  /// What libcurl adds by itself where a request does not name it: a form's Content-Type, and an Expect that costs a
  /// second with every server that does not know it. "Name:" leaves a field out.
  private static let unwanted = ["Content-Type", "Expect"]

  /// - Throws: `.badRequest` when a name is no token or a value holds a control character.
  init(_ request: ClientRequest) throws(ClientError) {
    for header in request.headers {
      guard let line = header.line else {
        throw ClientError(.badRequest, "A header field holds what no field may hold")
      }
      try append(line)
    }
    for name in Self.unwanted where !request.headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      try append(name + ":")
    }
  }

  deinit { npdr_curl_free(list) }

  var first: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(list) }

  private func append(_ line: String) throws(ClientError) {
    // On failure the list is as it was.
    guard let longer = npdr_curl_append(list, line) else { throw ClientError(CURLE_OUT_OF_MEMORY) }
    list = longer
  }
}
