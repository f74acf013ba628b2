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

  /// What answers are counted under: each page with its path, the files together, and so the problems, of which
  /// nobody wants to know the single one.
  static let templates: [String] = {
    var all: [String] = []
    for route in routes where !all.contains(template(of: route)) { all.append(template(of: route)) }
    return all
  }()

  private static func template(of route: Route) -> String {
    switch route.pattern[0] {
    case "bestanden": "/bestanden/{bestand}"
    case "problemen": "/problemen/{soort}"
    default: route.path
    }
  }

  private struct Place: Sendable {
    let route: Route
    /// Of its template, counted on from the routes of the API.
    let number: Int
  }

  private static let byFirst: [String: [Place]] = {
    let numbers = Dictionary(uniqueKeysWithValues: zip(templates, (Routes.all.count + 1)...))
    let places = routes.map { Place(route: $0, number: numbers[template(of: $0)] ?? 0) }
    return Dictionary(grouping: places) { $0.route.pattern[0] }
  }()

  /// - Parameter segments: of the path, decoded.
  static func match(_ segments: [String]) -> Routes.Match? {
    guard let first = segments.first, let candidates = byFirst[first] else { return nil }
    // A page named whole goes before one that stands for every row.
    for place in candidates where place.route.pattern == segments { return made(place, segments, nil) }
    for place in candidates where place.route.pattern.count == segments.count {
      var named: String?
      let fits = zip(place.route.pattern, segments).allSatisfy { pattern, segment in
        if pattern == Routes.kenmerk { named = segment }
        return (pattern == Routes.kenmerk && !segment.isEmpty) || pattern == segment
      }
      if fits { return made(place, segments, named) }
    }
    return nil
  }

  private static func made(_ place: Place, _ segments: [String], _ kenmerk: String?) -> Routes.Match {
    Routes.Match(
      route: place.route, number: place.number, path: "/" + segments.joined(separator: "/"), kenmerk: kenmerk,
      versie: nil)
  }
}
