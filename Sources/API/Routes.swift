import HTTP
import Register

/// Every path there is, and what may be done there.
///
/// | path                                              | methods              | but                                   |
/// |---------------------------------------------------|----------------------|---------------------------------------|
/// | `/v1/<collection>`                                | GET POST             | no POST of what the server makes      |
/// | `/v1/<collection>/_importeer`                     | POST                 | of `many`                             |
/// | `/v1/<collection>/{kenmerk}`                      | GET PUT PATCH DELETE | no PUT or PATCH of what is only added |
/// | `/v1/<collection>/{kenmerk}/<collection under it>`| GET POST             |                                       |
/// | `/v1/<collection>/{kenmerk}/statusovergangen`     | GET POST             | of what is published in steps         |
/// | `/v1/<collection>/{kenmerk}/versies`, `.../{n}`   | GET                  |                                       |
/// | `/v1/<collection>/{kenmerk}/verschillen`          | GET                  |                                       |
/// | `/v1/<report>`, `/v1/<folder>/<report>`           | GET                  |                                       |
/// | `/v1/<collection>/{kenmerk}/<report>`             | GET                  | of the rows it is about               |
/// | `/v1/wijzigingen`                                 | GET                  |                                       |
/// | `/v1/abonnementen`                                | GET POST             | with a token only                     |
/// | `/v1/abonnementen/{kenmerk}`                      | GET PATCH DELETE     |                                       |
/// | `/v1/abonnementen/{kenmerk}/_hervat`, ...         | POST                 |                                       |
/// | `/v1/toegangen`                                   | GET POST             | of the administrator                  |
/// | `/v1/toegangen/{kenmerk}`                         | GET DELETE           |                                       |
/// | `/v1/catalogus`, `/v1/bestanden`, `.../{bestand}` | GET                  |                                       |
/// | `/v1/openapi.json`, `/v1/gezondheid/...`          | GET                  |                                       |
///
/// HEAD goes with every GET, OPTIONS with everything.
enum Routes {
  static let all: [Route] =
    Resource.all.map { Route("v1", $0.collection, list($0)) }
    // Before the rows: no kenmerk begins with an underscore.
    + many.map { Route("v1", $0.collection, bulk, [.post: .bulk($0)]) }
    + Resource.all.map { Route("v1", $0.collection, kenmerk, row($0)) }
    + Resource.all.flatMap { r in r.children.map { Route("v1", r.collection, kenmerk, $0.collection, below($0, r)) } }
    + Resource.all.filter(\.isStaged).map {
      Route("v1", $0.collection, kenmerk, "statusovergangen", [.get: .transitions($0), .post: .transition($0)])
    }
    + Resource.all.map { Route("v1", $0.collection, kenmerk, "versies", [.get: .versions($0)]) }
    + Resource.all.map { Route("v1", $0.collection, kenmerk, "versies", number, [.get: .version($0)]) }
    + Resource.all.map { Route("v1", $0.collection, kenmerk, "verschillen", [.get: .differences($0)]) }
    + ReportDeclaration.all.map { report in
      let made: [Method: Endpoint] = [.get: .report(report)]
      if let folder = report.folder { return Route("v1", folder, report.name, made) }
      guard let parent = report.parent else { return Route("v1", report.name, made) }
      return Route("v1", parent.collection, kenmerk, report.name, made)
    }
    + [
      Route("v1", "wijzigingen", [.get: .changes]),
      Route("v1", subscriptions, [.get: .subscription(.list), .post: .create(.abonnement)]),
      Route(
        "v1", subscriptions, kenmerk,
        [.get: .subscription(.item), .patch: .change(.abonnement), .delete: .discard(.abonnement)]),
      Route("v1", subscriptions, kenmerk, "_hervat", [.post: .subscription(.resume)]),
      Route("v1", subscriptions, kenmerk, "_proef", [.post: .subscription(.tryOut)]),
      Route("v1", subscriptions, kenmerk, "_herhaal", [.post: .subscription(.replay)]),
      Route("v1", Resource.toegang.collection, [.get: .tokens, .post: .create(.toegang)]),
      Route("v1", Resource.toegang.collection, kenmerk, [.get: .token, .delete: .discard(.toegang)]),
      Route("v1", "catalogus", [.get: .catalogue]),
      Route("v1", "bestanden", [.get: .files]),
      Route("v1", "bestanden", bestand, [.get: .download]),
      Route("v1", "openapi.json", [.get: .description]),
      Route("v1", "gezondheid", "levend", [.get: .alive]),
      Route("v1", "gezondheid", "gereed", [.get: .ready]),
    ]

  private static let subscriptions = Resource.abonnement.collection

  /// Stands in a route for the kenmerk of a row.
  static let kenmerk = "{kenmerk}"
  static let bulk = "_importeer"
  /// Stands in a route for the name of a file.
  static let bestand = "{bestand}"

  /// What can be written many rows at a time.
  private static let many: [Resource] = [.maatregel, .voortgangsmelding]

  /// Stands in a route for the number of one of its versions.
  static let number = "{n}"

  private static func list(_ r: Resource) -> [Method: Endpoint] {
    isMade(r) ? [.get: .list(r)] : [.get: .list(r), .post: .create(r)]
  }

  private static func below(_ r: Resource, _ parent: Resource) -> [Method: Endpoint] {
    isMade(r) ? [.get: .children(r, parent)] : [.get: .children(r, parent), .post: .add(r, parent)]
  }

  /// What is only ever added to is not replaced or changed; a draft of it can be discarded like any other.
  private static func row(_ r: Resource) -> [Method: Endpoint] {
    if isMade(r) { return [.get: .item(r)] }
    if r.isAppendOnly { return [.get: .item(r), .delete: .discard(r)] }
    return [.get: .item(r), .put: .replace(r), .patch: .change(r), .delete: .discard(r)]
  }

  /// The server makes the rows of this resource; nobody else does.
  private static func isMade(_ r: Resource) -> Bool {
    if case .server = r.rights { true } else { false }
  }

  /// Places in `all`.
  private static let byCollection = Dictionary(grouping: all.indices) { all[$0].pattern[1] }

  /// - Parameter segments: of the path, decoded. A trailing slash is an empty segment, which no route has.
  static func match(_ segments: [String]) -> Match? {
    guard segments.first == "v1" else { return Site.match(segments) }
    guard segments.count >= 2, let candidates = byCollection[segments[1]] else { return nil }
    for place in candidates where all[place].pattern.count == segments.count {
      let route = all[place]
      var named: String?
      var versie: String?
      let fits = zip(route.pattern, segments).allSatisfy { pattern, segment in
        switch pattern {
        case kenmerk, bestand: named = segment
        case number: versie = segment
        default: return pattern == segment
        }
        return !segment.isEmpty
      }
      if fits {
        let path = "/" + segments.joined(separator: "/")
        return Match(route: route, number: place + 1, path: path, kenmerk: named, versie: versie)
      }
    }
    return nil
  }

  struct Match {
    let route: Route
    /// Of the route, counted from 1; those of the site follow those of the API.
    let number: Int
    /// Decoded.
    let path: String
    /// The row, or the file, that the path names.
    let kenmerk: String?
    /// The version of it that the path names.
    let versie: String?
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

  init(
    _ first: String, _ second: String, _ third: String, _ fourth: String, _ fifth: String,
    _ endpoints: [Method: Endpoint]
  ) {
    pattern = [first, second, third, fourth, fifth]
    self.endpoints = endpoints
  }

  init(_ pattern: [String], _ endpoints: [Method: Endpoint]) {
    self.pattern = pattern
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
