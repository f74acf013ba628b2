import HTTP
import Register

/// Every path there is, and what may be done there.
///
/// | path                                              | methods                |
/// |---------------------------------------------------|------------------------|
/// | `/v1/<collection>`                                | GET POST               |
/// | `/v1/<collection>/{kenmerk}`                      | GET PUT PATCH DELETE   |
/// | `/v1/<collection>/{kenmerk}/<collection under it>`| GET POST               |
/// | `/v1/<collection>/{kenmerk}/statusovergangen`     | POST                   |
/// | `/v1/openapi.json`, `/v1/gezondheid/...`          | GET                    |
enum Routes {
  static let all: [Route] =
    Resource.all.map { r in
      Route("v1", r.collection, isMade(r) ? [.get: .list(r)] : [.get: .list(r), .post: .create(r)])
    }
    + Resource.all.map { r in
      Route("v1", r.collection, kenmerk, r.isAppendOnly ? appended(r) : kept(r))
    }
    + Resource.all.flatMap { r in
      r.children.map { child in
        Route(
          "v1", r.collection, kenmerk, child.collection,
          isMade(child) ? [.get: .children(child, r)] : [.get: .children(child, r), .post: .add(child, r)])
      }
    }
    + Resource.all.filter(\.isStaged).map { r in
      Route("v1", r.collection, kenmerk, "statusovergangen", [.post: .transition(r)])
    }
    + [
      Route("v1", "openapi.json", [.get: .description]),
      Route("v1", "gezondheid", "levend", [.get: .alive]),
      Route("v1", "gezondheid", "gereed", [.get: .ready]),
    ]

  /// Stands in a route for the kenmerk of a row.
  static let kenmerk = "{kenmerk}"

  /// The code lists are closed and never lose a code; every other row can at least be discarded as a draft.
  private static func kept(_ r: Resource) -> [Method: Endpoint] {
    [.get: .item(r), .put: .replace(r), .patch: .change(r), .delete: .discard(r)]
  }

  private static func appended(_ r: Resource) -> [Method: Endpoint] {
    isMade(r) ? [.get: .item(r)] : [.get: .item(r), .delete: .discard(r)]
  }

  /// The server makes the rows of this resource; nobody else does.
  private static func isMade(_ r: Resource) -> Bool {
    if case .server = r.rights { true } else { false }
  }

  private static let byCollection = Dictionary(grouping: all) { $0.pattern[1] }

  /// - Parameter segments: of the path, decoded. A trailing slash is an empty segment, which no route has.
  static func match(_ segments: [String]) -> Match? {
    guard segments.count >= 2, let candidates = byCollection[segments[1]] else { return nil }
    for route in candidates where route.pattern.count == segments.count {
      var named: String?
      let fits = zip(route.pattern, segments).allSatisfy { pattern, segment in
        if pattern == segment { return true }
        guard pattern == kenmerk, !segment.isEmpty else { return false }
        named = segment
        return true
      }
      if fits { return Match(route: route, path: "/" + segments.joined(separator: "/"), kenmerk: named) }
    }
    return nil
  }

  struct Match {
    let route: Route
    /// Decoded.
    let path: String
    /// The row the path names.
    let kenmerk: String?
  }
}

/// One path and its methods.
struct Route: Sendable {
  /// `["v1", "maatregelen", "{kenmerk}"]`
  let pattern: [String]
  let endpoints: [Method: Endpoint]

  init(_ first: String, _ second: String, _ endpoints: [Method: Endpoint]) {
    pattern = [first, second]
    self.endpoints = endpoints
  }

  init(_ first: String, _ second: String, _ third: String, _ endpoints: [Method: Endpoint]) {
    pattern = [first, second, third]
    self.endpoints = endpoints
  }

  init(_ first: String, _ second: String, _ third: String, _ fourth: String, _ endpoints: [Method: Endpoint]) {
    pattern = [first, second, third, fourth]
    self.endpoints = endpoints
  }

  /// `/v1/maatregelen/{kenmerk}`
  var path: String { "/" + pattern.joined(separator: "/") }

  /// HEAD is GET without a body.
  func endpoint(for method: Method) -> Endpoint? { endpoints[method == .head ? .get : method] }

  /// `GET, HEAD, POST, OPTIONS`
  var allow: String {
    Method.inOrder.filter { $0 == .options || endpoint(for: $0) != nil }.map(\.token).joined(separator: ", ")
  }
}

extension Method {
  static let inOrder: [Method] = [.get, .head, .post, .put, .patch, .delete, .options]

  var token: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .other: "?"
    }
  }
}
