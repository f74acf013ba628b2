import SQL

/// Which values of a resource are indexed in memory, derived from its declaration: closed choices, booleans, and links
/// to what everyone sees.
///
/// Free words (`thema`, `afgeleid`) have no bound to how many there are, and of a link to a row that not everyone sees
/// (`document`, `relatie`) the reader decides whether it is there: those are left to SQL.
final class IndexPlan: Sendable {
  let resource: Resource
  /// How many sets of values there are; each filter that is held has one.
  let dimensionCount: Int
  let columns: [Column]
  let lists: [List]
  /// By query key.
  let filters: [String: Int]
  /// By the word of `mist=` and `heeft=`.
  let names: [String: Known]
  /// By the word of `meervoudig=`.
  let links: [String: Int]
  /// The resources that links lead to.
  let targets: [Resource]
  /// The resources it links to whose rows not everyone sees: when one changes, other rows may show a link or leave it out.
  let hidden: Set<String>

  /// What makes something known: any value of a filter but the one that says it is not.
  struct Known: Sendable {
    let dimension: Int
    let unknown: Int64?

    init(_ dimension: Int, _ choices: [[UInt8]] = []) {
      self.dimension = dimension
      unknown = choices.firstIndex { $0.elementsEqual(Field.unknown.utf8) }.map(Int64.init)
    }
  }

  /// A value in the row itself.
  struct Column: Sendable {
    let name: String
    let dimension: Int
    /// Of a choice: its values; a value's key is its place. Of a boolean none, and the key is 0 or 1.
    let choices: [[UInt8]]
    /// What `afgeleid` says when an analyst filled it in.
    let marks: [String]
  }

  /// A table of links.
  struct List: Sendable {
    let table: String
    /// What is read of each element.
    let columns: [String]
    let members: [Member]
  }

  struct Member: Sendable {
    /// Its place in `columns`.
    let place: Int
    let dimension: Int
    /// Of a choice; empty for a link, whose key is the row linked to.
    let choices: [[UInt8]]
    /// Only elements whose column at this place says this.
    let role: (place: Int, value: [UInt8])?
  }

  private static let plans = [Resource.maatregel.name: IndexPlan(.maatregel)]

  /// The plan of a resource that has an index; measures are the one that grows.
  static func of(_ name: String) -> IndexPlan? { plans[name] }

  init(_ resource: Resource) {
    self.resource = resource
    hidden = Set(resource.fields.flatMap(\.hiddenTargets))
    var columns: [Column] = []
    var lists: [List] = []
    var filters: [String: Int] = [:]
    var names: [String: Known] = [:]
    var links: [String: Int] = [:]
    var targets: [Resource] = []
    // As SQL reads such a word: of a row that links here, else a value in the row itself, else the first list.
    func know(_ name: String, _ known: Known) {
      if names[name] == nil, !resource.inverses.contains(where: { $0.name == name }) { names[name] = known }
    }
    for filter in resource.filters {
      guard case .column(let leaf) = filter.place, filters[filter.key] == nil else { continue }
      var choices: [[UInt8]] = []
      switch filter.kind {
      case .choice(let values): choices = values.map { Array($0.utf8) }
      case .boolean: break
      default: continue
      }
      let dimension = filters.count
      filters[filter.key] = dimension
      columns.append(
        Column(
          name: leaf.column, dimension: dimension, choices: choices,
          marks: leaf.path.indices.map { leaf.path[...$0].joined(separator: "/") }))
      if leaf.isMissable, let name = leaf.path.last { know(name, Known(dimension, choices)) }
    }
    for list in Layout.of(resource).lists {
      var read: [String] = []
      var members: [Member] = []
      func place(_ column: String) -> Int {
        if let place = read.firstIndex(of: column) { return place }
        read.append(column)
        return read.count - 1
      }
      func follow(_ name: String?) -> Bool {
        guard let target = name.flatMap(Resource.named), target.isAlwaysPublic else { return false }
        if !targets.contains(where: { $0.name == target.name }) { targets.append(target) }
        return true
      }
      for filter in resource.filters where filters[filter.key] == nil {
        let dimension = filters.count
        switch filter.place {
        case .set(let own) where own.table == list.table && follow(list.field.target):
          members.append(Member(place: place("naar"), dimension: dimension, choices: [], role: nil))
          for name in [list.field.name, filter.key] { know(name, Known(dimension)) }
          links[filter.key] = dimension
        case .member(let own, let member, let role) where own.table == list.table:
          if case .choice(let values) = filter.kind, role == nil {
            let choices = values.map { Array($0.utf8) }
            members.append(Member(place: place(member.column), dimension: dimension, choices: choices, role: nil))
            know(filter.key, Known(dimension, choices))
          } else if follow(member.target) {
            let inRole = role.map { (place: place($0.column), value: Array($0.value.utf8)) }
            members.append(Member(place: place(member.column), dimension: dimension, choices: [], role: inRole))
            if let role {
              know(role.value, Known(dimension))
            } else {
              know(filter.key, Known(dimension))
              // The list has an element where it has this link.
              if member.isRequired { know(list.field.name, Known(dimension)) }
              links[filter.key] = dimension
            }
          } else {
            continue
          }
        default: continue
        }
        filters[filter.key] = dimension
      }
      if !members.isEmpty { lists.append(List(table: list.table, columns: read, members: members)) }
    }
    self.columns = columns
    self.lists = lists
    self.filters = filters
    self.names = names
    self.links = links
    self.targets = targets
    dimensionCount = filters.count
  }
}

extension Resource {
  /// Whether lists of it may be answered from memory.
  public var hasIndex: Bool { IndexPlan.of(name) != nil }
}

extension [[UInt8]] {
  /// The place of the choice that `bytes` say.
  func place(of bytes: UnsafeRawBufferPointer) -> Int64? {
    for (place, choice) in enumerated() where choice.count == bytes.count && choice.elementsEqual(bytes) {
      return Int64(place)
    }
    return nil
  }
}
