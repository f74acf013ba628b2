import Register

/// The names a resource's list and items can be asked with, worked out of its declaration once.
final class Vocabulary: Sendable {
  /// `fields=`
  let members: [String]
  /// `sort=`
  let sortable: [String]
  /// `facetten=`
  let facets: [String]
  /// `expand=`, with where the kenmerken stand.
  let expandable: [Expandable]
  /// Every key of the list's query.
  let listKeys: [String]
  /// The same, to look one up.
  let isListKey: Set<String>
  /// Every key of an item's query.
  let itemKeys: [String]

  struct Expandable: Sendable {
    let collection: String
    let target: Resource
    /// Member names as they stand in the JSON.
    let paths: [[[UInt8]]]
  }

  private static let byResource = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, Vocabulary($0)) })

  static func of(_ resource: Resource) -> Vocabulary { byResource[resource.name] ?? Vocabulary(resource) }

  private init(_ resource: Resource) {
    members = resource.memberNames + ["_links"]
    sortable = resource.sortableNames
    facets = resource.facetNames
    expandable = resource.expandable.compactMap { found in
      Resource.collected(as: found.collection).map { target in
        Expandable(
          collection: found.collection, target: target, paths: found.paths.map { path in path.map { Array($0.utf8) } })
      }
    }
    let expand = expandable.isEmpty ? [] : ["expand"]
    let draft = resource.isStaged ? ["weergave"] : []
    listKeys = ["limit", "cursor", "sort", "fields"] + expand + ["facetten"] + draft + resource.filterNames
    isListKey = Set(listKeys)
    itemKeys = ["fields"] + expand + draft + ["beschikbaarOp"] + (resource.isDated ? ["geldigOp"] : [])
  }

  var expandableNames: [String] { expandable.map(\.collection) }
}
