/// What one exchange has received so far; libcurl hands it over piece by piece.
final class Transfer {
  private(set) var headers: [ClientHeader] = []
  private(set) var body: [UInt8] = []
  /// True when the answer passed a limit and the exchange was broken off for it.
  private(set) var isTooLarge = false

  private let bodyLimit: Int
  private var headBytes = 0
  /// A whole head has come; of an interim answer too, as its status tells.
  private(set) var headIsComplete = false

  /// More than any server of good will sends; libcurl 7.88 has no limit of its own on the sum.
  private static let headLimit = 256 * 1024

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  /// - Returns: false to break off.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= bodyLimit - body.count else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// Takes one line of a head, its line end included. A status line begins a head: an interim answer's fields are
  /// forgotten. What comes after the head are trailers, which must not pass for fields (RFC 9110 section 6.5.1).
  ///
  /// - Returns: false to break off.
  func receiveHeadLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headBytes += bytes.count
    guard headBytes <= Self.headLimit else {
      isTooLarge = true
      return false
    }
    let line = bytes.prefix { $0 != 0x0d && $0 != 0x0a }
    if line.starts(with: "HTTP/".utf8) {
      headers.removeAll(keepingCapacity: true)
      headIsComplete = false
    } else if line.isEmpty {
      headIsComplete = true
    } else if !headIsComplete, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let value = line[(colon + 1)...].drop(while: Self.isBlank)
      let end = value.lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? value.startIndex
      headers.append(
        ClientHeader(
          String(decoding: line[..<colon], as: UTF8.self),
          String(decoding: value[value.startIndex..<end], as: UTF8.self)))
    }
    return true
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
