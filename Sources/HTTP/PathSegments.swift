/// A path, split at its slashes and then decoded: `/v1/maatregelen/m%2Dvia` is `v1`, `maatregelen`, `m-via`.
///
/// Split before it is decoded, so a `%2F` stays inside its segment and never becomes a separator. A trailing slash
/// gives an empty last segment; `/` is one empty segment. Dot segments are text like any other: no route has them.
public struct PathSegments: Sendable, Equatable {
  public let segments: [String]

  /// - Parameter path: starts with `/`; without the query.
  /// - Throws: the fault of the first segment that is no text.
  public init(_ path: UnsafeRawBufferPointer) throws(DecodingFault) {
    var segments: [String] = []
    var start = 1
    while start <= path.count {
      var end = start
      while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
      segments.append(try PercentDecoding.text(path.part(start, end), plusIsSpace: false))
      start = end + 1
    }
    self.segments = segments
  }
}

extension Request {
  /// The target up to the `?`, as sent.
  public var path: UnsafeRawBufferPointer {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return target }
    return target.part(0, mark)
  }

  /// What follows the `?`, as sent; nil without one.
  public var query: UnsafeRawBufferPointer? {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    return target.part(mark + 1, target.count)
  }
}
