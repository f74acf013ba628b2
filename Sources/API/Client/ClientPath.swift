import Bytes
import HTTP
package import Register

/// A path that can be read, as a client on a command line sees it: what it gives, and the keys it may be asked with.
///
/// Made from the routes and their description, which are made from the declarations: a new field, filter, resource or
/// report is here without a line.
package struct ClientPath: Sendable {
  /// Below `/v1`: `["maatregelen", "{kenmerk}", "acties"]`.
  package let pattern: [String]
  package let shape: Shape
  /// In one line, in Dutch.
  package let summary: String
  /// What it is about, in Dutch.
  package let about: String
  private let endpoint: Endpoint

  package enum Shape: Sendable {
    /// Pages of rows.
    case list(Resource)
    /// One row.
    case item(Resource)
    case report(ReportDeclaration)
    /// Pages of what is no row of a resource: versions, changes.
    case entries
    /// One object.
    case object
  }

  /// A key of its query.
  package struct Key: Sendable {
    /// As in the query: `gereedGeplandVanaf`.
    package let name: String
    package let nl: String
    /// The values it takes, when there are only so many.
    package let values: [String]
    /// Where the rows are that it takes the kenmerk of: `gronden`.
    package let collection: String?
    /// True or false.
    package let isSwitch: Bool
    package let isRequired: Bool
  }

  /// Every path that can be read, those of the collections first.
  package static let all: [ClientPath] = Routes.all.compactMap { route in
    route.endpoints[.get].flatMap { ClientPath(Array(route.pattern.dropFirst()), $0) }
  }

  /// - Parameter segments: `["maatregelen", "m-via", "acties"]`.
  /// - Returns: nil when there is no such path.
  package static func matching(_ segments: [String]) -> ClientPath? {
    guard let match = Routes.match(["v1"] + segments), let endpoint = match.route.endpoints[.get] else { return nil }
    return ClientPath(Array(match.route.pattern.dropFirst()), endpoint)
  }

  private init?(_ pattern: [String], _ endpoint: Endpoint) {
    switch endpoint {
    case .list(let resource), .children(let resource, _): shape = .list(resource)
    case .item(let resource), .version(let resource): shape = .item(resource)
    case .report(let report): shape = .report(report)
    case .versions, .transitions, .changes, .subscription(.list), .tokens, .files: shape = .entries
    case .differences, .subscription, .token, .catalogue, .download, .description, .alive, .ready: shape = .object
    case .create, .add, .replace, .change, .discard, .transition, .bulk, .page, .file: return nil
    }
    let words = Operations.operation(endpoint)
    self.pattern = pattern
    self.endpoint = endpoint
    summary = words["summary"]?.asString ?? ""
    about = words["description"]?.asString ?? ""
  }

  /// Whether it comes in pages.
  package var isPaged: Bool {
    switch shape {
    case .list, .entries: true
    case .item, .report, .object: false
    }
  }

  /// The media types it can be asked in: `text/csv`.
  package var mediaTypes: [String] {
    endpoint.offers.map { String($0.contentType.text.description.prefix { $0 != ";" }) }
  }

  /// In the order of its description; not the cursor, which nobody types.
  package var keys: [Key] {
    (Operations.operation(endpoint)["parameters"]?.asArray ?? []).compactMap { parameter in
      let described = Self.resolved(parameter)
      guard described["in"]?.asString == "query", let name = described["name"]?.asString, name != "cursor" else {
        return nil
      }
      let schema = described["schema"]
      return Key(
        name: name, nl: described["description"]?.asString ?? "", values: values(of: name, schema),
        collection: collection(of: name), isSwitch: schema?["type"]?.asString == "boolean",
        isRequired: described["required"]?.asBool ?? false)
    }
  }

  private static func resolved(_ parameter: JSON) -> JSON {
    guard let reference = parameter["$ref"]?.asString, let name = reference.split(separator: "/").last else {
      return parameter
    }
    return Parameters.components[String(name)] ?? parameter
  }

  private func values(of key: String, _ schema: JSON?) -> [String] {
    for resource in filtered {
      switch resource.filter(key)?.kind {
      case .choice(let values), .names(let values): return values
      default: continue
      }
    }
    let names = (schema?["items"]?["enum"] ?? schema?["enum"])?.asArray ?? []
    return names.compactMap(\.asString)
  }

  private func collection(of key: String) -> String? {
    for resource in filtered {
      if case .link(let target)? = resource.filter(key)?.kind { return Resource.named(target)?.collection }
    }
    guard case .report(let report) = shape else { return nil }
    return report.parameters.first { $0.name == key }?.target.flatMap { Resource.named($0)?.collection }
  }

  /// The resources whose filters its keys are.
  private var filtered: [Resource] {
    switch shape {
    case .list(let resource): [resource]
    case .report(let report): report.chosen
    case .item, .entries, .object: []
    }
  }
}
