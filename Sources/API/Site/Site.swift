import Bytes
import HTTP
import Register

/// Every address outside `/v1`, and what stands there.
enum Site {
  static let pages: [SitePage] = {
    var all: [SitePage] = [.start, .measure, .departments]
    all += CollectionPages.all
    all += ReportPages.all
    if CoverageMap.isThere { all.append(.coverage) }
    if Resource.collected(as: "financieringsregels") != nil { all.append(.money) }
    all += [.changes, .changesFeed, .developers, .reporting, .entry, .about, .robots, .sitemap, .security]
    all += SitePage.developersParts
    all += SitePage.problems
    return all
  }()

  private static let routes: [Route] =
    pages.map { Route($0.pattern, [.get: .page($0)]) }
    + SiteFile.all.map { Route($0.path.split(separator: "/").map(String.init), [.get: .file($0)]) }

  private static let byFirst = Dictionary(grouping: routes) { $0.pattern[0] }

  /// - Parameter segments: of the path, decoded.
  static func match(_ segments: [String]) -> Routes.Match? {
    guard let first = segments.first, let candidates = byFirst[first] else { return nil }
    // A page named whole goes before one that stands for every row.
    for route in candidates where route.pattern == segments { return made(route, segments, nil) }
    for route in candidates where route.pattern.count == segments.count {
      var named: String?
      let fits = zip(route.pattern, segments).allSatisfy { pattern, segment in
        if pattern == Routes.kenmerk { named = segment }
        return (pattern == Routes.kenmerk && !segment.isEmpty) || pattern == segment
      }
      if fits { return made(route, segments, named) }
    }
    return nil
  }

  /// Counted together, under no number of their own: what is measured by route is the API.
  private static func made(_ route: Route, _ segments: [String], _ kenmerk: String?) -> Routes.Match {
    Routes.Match(route: route, number: 0, path: "/" + segments.joined(separator: "/"), kenmerk: kenmerk, versie: nil)
  }
}
