import Bytes
import SQL

/// How a resource lies in SQL: one column or three for each value, one table for each list. Derived from the
/// declaration once, and shared; the migrations hold the same, written out.
final class Layout: Sendable {
  let resource: Resource
  /// Values kept in the row itself.
  let leaves: [Leaf]
  /// Lists, each in a table of its own.
  let lists: [ListTable]
  /// Of the table of rows: what the server keeps, then the leaves.
  let columns: [String]
  let statements: RowStatements

  final class Leaf: Sendable {
    /// Member names from the document: `["plan", "gereedGepland"]`.
    let path: [String]
    let field: Field
    /// `plan_gereed_gepland`
    let column: String
    /// A date takes three: its first day, its last day, its precision.
    let columns: [String]
    /// Not of the document: `publicatie`.
    let isOfPublication: Bool

    init(path: [String], field: Field, column: String) {
      isOfPublication = path.first == "publicatie"
      self.path = path
      self.field = field
      self.column = column
      if case .impreciseDate = field.type {
        columns = ["\(column)_vanaf", "\(column)_tot_en_met", "\(column)_precisie"]
      } else {
        columns = [column]
      }
    }

    func value(of document: Document, _ publicatie: JSON?) -> JSON {
      isOfPublication ? publicatie?[path[1]] ?? .null : document[path: path]
    }
  }

  final class ListTable: Sendable {
    let field: Field
    /// `maatregel_gronden`
    let table: String
    /// Its columns after `rij`.
    let columns: [String]
    let statements: ListStatements

    init(_ resource: Resource, _ field: Field, _ columns: [String]) {
      self.field = field
      table = "\(resource.name)_\(field.column)"
      self.columns = columns
      statements = ListStatements(table, columns, isKeyed: columns[0] != "volgorde")
    }
  }

  private static let layouts = Dictionary(uniqueKeysWithValues: Resource.all.map { ($0.name, Layout($0)) })

  static func of(_ resource: Resource) -> Layout { layouts[resource.name] ?? Layout(resource) }

  private init(_ resource: Resource) {
    self.resource = resource
    var leaves: [Leaf] = []
    var lists: [ListTable] = []
    for field in resource.fields {
      switch field.type {
      case .object(let members):
        for member in members {
          leaves.append(
            Leaf(path: [field.name, member.name], field: member, column: "\(field.column)_\(member.column)"))
        }
      case .links: lists.append(ListTable(resource, field, ["naar", "afgeleid"]))
      case .texts: lists.append(ListTable(resource, field, ["waarde", "afgeleid"]))
      case .objects(let members, _):
        let columns = members.flatMap { Leaf(path: [$0.name], field: $0, column: $0.column).columns }
        lists.append(ListTable(resource, field, ["volgorde"] + columns + ["afgeleid"]))
      case .text, .url, .integer, .decimal, .boolean, .choice, .day, .impreciseDate, .timestamp, .link, .parameters:
        leaves.append(Leaf(path: [field.name], field: field, column: field.column))
      }
    }
    if resource.isStaged { leaves += Publicatie.leaves }
    self.leaves = leaves
    self.lists = lists
    columns = Layout.metaColumns + leaves.flatMap(\.columns)
    statements = RowStatements(resource.name, columns)
  }

  func leaf(_ name: String) -> Leaf? { leaves.first { $0.path.last == name } }
  func list(_ name: String) -> ListTable? { lists.first { $0.field.name == name } }
}

// MARK: Values

extension Layout {
  /// A row of `naar` for each link: found by the writer before anything is stored.
  typealias Rows = [Document.Reference: Int64]

  /// What goes in the columns of the leaves, in their order.
  func values(of document: Document, publicatie: Publicatie?, links: Rows) -> [SQLValue] {
    let published = publicatie?.json
    var values: [SQLValue] = []
    values.reserveCapacity(columns.count)
    for leaf in leaves { values += Layout.columns(of: leaf.value(of: document, published), leaf.field, links) }
    return values
  }

  /// The columns in which a row says something else than it did, with what they say now.
  func changes(
    of document: Document, _ publicatie: Publicatie?, over old: Ledger.Standing, links: Rows
  ) -> [(columns: [String], values: [SQLValue])] {
    let (published, wasPublished) = (publicatie?.json, old.publicatie?.json)
    return leaves.compactMap { leaf in
      let value = leaf.value(of: document, published)
      if value == leaf.value(of: old.document, wasPublished) { return nil }
      return (leaf.columns, Layout.columns(of: value, leaf.field, links))
    }
  }

  /// What goes in a list's table: a row for each element, without `rij`.
  func rows(of list: ListTable, in document: Document, links: Rows) -> [[SQLValue]] {
    let elements = document.list(list.field.name)
    return elements.enumerated().map { index, element in
      switch list.field.type {
      case .objects(let members, _):
        return [.integer(Int64(index))]
          + members.flatMap { Layout.columns(of: element[$0.name] ?? .null, $0, links) }
          + [inferred(document, list.field.name, list.field.elementName(element))]
      default:
        return Layout.columns(of: element, list.field, links)
          + [inferred(document, list.field.name, element.asString)]
      }
    }
  }

  private func inferred(_ document: Document, _ field: String, _ element: String?) -> SQLValue {
    document.isInferred(field, element: element) ? 1 : 0
  }

  private static func columns(of value: JSON, _ field: Field, _ links: Rows) -> [SQLValue] {
    switch field.type {
    case .impreciseDate:
      [
        SQLValue(value["vanaf"]?.asString), SQLValue(value["totEnMet"]?.asString),
        SQLValue(value["precisie"]?.asString),
      ]
    case .integer: [SQLValue(value.asInt.map(Int64.init))]
    case .decimal: [SQLValue(value.asString.flatMap { Amount($0) }?.stored)]
    case .boolean: [SQLValue(value.asBool.map { $0 ? 1 : 0 })]
    case .timestamp: [SQLValue(value.asString.flatMap { Timestamp(rfc3339: $0)?.seconds })]
    case .link(let resource), .links(let resource):
      [SQLValue(value.asString.flatMap { links[Document.Reference(resource: resource, kenmerk: $0)] })]
    case .text, .url, .choice, .day, .texts: [SQLValue(value.asString)]
    case .parameters: [.text(value.text)]
    case .object, .objects: []
    }
  }
}
