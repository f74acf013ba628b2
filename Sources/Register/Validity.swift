import Bytes
import SQL

/// What was true on a day (`geldigOp`).
///
/// A change of a measure's plan that names the day it takes effect (`ingangsdatum`) is recorded before it is true, or
/// after. On a day before it takes effect the measure is what its versions make of it without that change: the fields
/// of the plan stay as they were, everything else is as recorded. A change without such a day is true as it is recorded.
///
/// Few measures have a change that takes effect later. For those, tables that end in `_geldig` hold them whole, as they
/// were on days before the last change took effect: one row for each span of recorded time and each span of days, with
/// its lists. Every other measure, and every other day, is as it stands; so a list, its count and its facets ask the
/// same columns, of `source` in the place of the table.
enum Validity {
  static let resource = Resource.maatregel

  /// `maatregel_geldig`
  static func table(_ name: String) -> String { "\(name)_geldig" }

  /// The columns of each table that has such rows, without those of its past.
  private static let columns: [String: [String]] = {
    let layout = Layout.of(resource)
    return Dictionary(
      uniqueKeysWithValues: [(resource.name, layout.columns)] + layout.lists.map { ($0.table, ["rij"] + $0.columns) })
  }()

  /// A measure's table as it was true on `day`: in parentheses, to stand where the table's name would. What it held at
  /// `moment` has the past's own columns too, so that `Past.holds` can be asked of it.
  ///
  /// Day and moment are written out, not bound: the text stands in queries that count their parameters as they go.
  ///
  /// - Returns: nil for a table that no plan is in.
  static func source(_ name: String, on day: Day, at moment: Timestamp?) -> String? {
    guard let own = columns[name] else { return nil }
    let standing = moment == nil ? name : Past.table(name)
    var columns = own
    if moment != nil { columns += name == resource.name ? Layout.pastColumns : Array(Layout.pastColumns.dropLast()) }
    let names = columns.joined(separator: ", ")
    let instead = holds(on: day, at: moment)
    return """
      (SELECT \(names) FROM \(standing) WHERE rij NOT IN (SELECT rij FROM \(table(resource.name)) WHERE \(instead)) \
      UNION ALL SELECT \(names) FROM \(table(name)) WHERE \(instead))
      """
  }

  static func holds(on day: Day, at moment: Timestamp?) -> String {
    let recorded =
      moment.map { "toen_sinds <= \($0.seconds) AND toen_tot > \($0.seconds)" } ?? "toen_tot = \(Past.open)"
    return "\(recorded) AND geldig_van <= '\(day)' AND geldig_tot > '\(day)'"
  }

  // MARK: What a measure was

  /// A published version, and when the change of the plan that it is takes effect.
  struct Version {
    var document: Document
    var takesEffect: Day?
  }

  /// Days from `from` (nil: since ever) up to `until` on which a measure was not what its last version says.
  struct Span {
    let from: Day?
    let until: Day
    let document: Document
  }

  /// What the measure was on the days before everything recorded of it was true; in the order of the days.
  ///
  /// - Parameter versions: every published version up to one, oldest first.
  static func spans(_ versions: [Version]) -> [Span] {
    let days = Set(versions.compactMap(\.takesEffect)).sorted()
    guard let last = versions.last?.document else { return [] }
    var from: Day?
    return days.compactMap { until in
      defer { from = until }
      let document = document(versions, on: from ?? until - 1)
      return document == last ? nil : Span(from: from, until: until, document: document)
    }
  }

  /// - Parameter versions: at least one.
  static func document(_ versions: [Version], on day: Day) -> Document {
    var document = versions[0].document
    for (before, version) in zip(versions, versions.dropFirst()) {
      let isTrue = version.takesEffect.map { $0 <= day } ?? true
      let was = document
      document = version.document
      for path in Ledger.planPaths where !isTrue || before.document[path: path] == version.document[path: path] {
        document.take(path, of: was)
      }
      // How far the end has moved is counted over the changes that are true.
      if was != before.document || document != version.document { document.countSlippage(over: was) }
    }
    return document
  }
}

extension Document {
  /// Makes the value at `path` that of `other`, with what was marked as inferred in it.
  fileprivate mutating func take(_ path: [String], of other: Document) {
    let mark = path.joined(separator: "/")
    func isOfPath(_ other: JSON) -> Bool {
      other.asString.map { $0 == mark || $0.hasPrefix("\(mark)/") } ?? false
    }
    if self[path: path] != other[path: path] {
      if path.count == 1 {
        self[path[0]] = other[path[0]]
      } else if var object = self[path[0]].asObject ?? other[path[0]].asObject {
        object[path[1]] = other[path: path]
        self[path[0]] = .object(object)
      }
    }
    let marks = list("afgeleid")
    let taken = other.list("afgeleid").filter(isOfPath)
    if marks.filter(isOfPath) == taken { return }
    self["afgeleid"] = .array(
      (marks.filter { !isOfPath($0) } + taken).sorted {
        ($0.asString ?? "").utf8.lexicographicallyPrecedes(($1.asString ?? "").utf8)
      })
  }
}
