public import Bytes

/// What a list is asked for, checked against the declaration: every name and value in it exists.
public struct ListQuery: Sendable, Hashable {
  public var resource: String
  /// All of these must hold.
  public var conditions: [Condition] = []
  /// Words to find in the full-text index, all of them.
  public var search: [SearchWord] = []
  public var sort: [SortKey] = []
  public var limit = 50
  /// Values of the last row seen, one for each sort key, then its kenmerk.
  public var after: Cursor?
  /// Filters whose values are to be counted.
  public var facets: [String] = []
  /// A filter on a code does not take what falls under it.
  public var exact = false
  /// Generic measures match any ground.
  public var withGeneric = false
  /// An inferred value does not match and does not count.
  public var withoutInferred = false
  /// Only what an inferred value makes match: what `withoutInferred` would leave out.
  public var onlyInferred = false
  /// In Amsterdam: what is over time, is over time on this day.
  public var today = Day.inAmsterdam(at: .now)

  /// `beschikbaarOp=`: as the register was at this moment.
  public var asOf: Timestamp?
  /// `geldigOp=` of measures, in their own list or where another counts them: as was true on this day (`Validity`).
  public var validOn: Day?
  /// `vergelekenMet=`: the other moment that `verandering=` speaks of; nil is the present.
  public var comparedWith: Timestamp?
  /// `weergave=concept`: drafts, those beside a published version too.
  public var drafts = false

  public init(resource: String) { self.resource = resource }

  public indirect enum Condition: Sendable, Hashable {
    /// The filter (a field's query key, a role's, or `organisatie`) has any of these values.
    case any(filter: String, values: [String])
    /// The imprecise or exact date, or the date-time, of the field at `path` overlaps these days.
    case overlaps(path: [String], from: Day?, through: Day?)
    /// The whole number (of a decimal: of ten-thousandths) of the field at `path` lies in this range.
    case between(path: [String], from: Int?, through: Int?)
    /// `gewijzigdSinds=`
    case changedSince(Timestamp)
    /// `geldigOp=` of what holds from one day until another.
    case validOn(Day)
    /// `mist=` / `heeft=`: any of these nullable fields, lists, roles or inverses.
    case missing([String])
    case present([String])
    /// `vermeld=` / `alleenAfgeleid=`: any of these is stated by a source, or known only by inference.
    case stated([String])
    case inferred([String])
    /// Rows with these keys, found by `verandering=`.
    case keys([Int64])
    /// Where the measure stands in any of these rounds.
    case rounds([RoundQuestion])
  }

  public struct SearchWord: Sendable, Hashable {
    public var text: String
    public var isPrefix: Bool
    public init(text: String, isPrefix: Bool) {
      self.text = text
      self.isPrefix = isPrefix
    }
  }

  public struct SortKey: Sendable, Hashable {
    /// A sortable field's path (`plan.gereedGepland` is two), or `kenmerk`, `gewijzigdOp`, `aangemaaktOp`, `relevantie`.
    public var path: [String]
    public var descending: Bool
    public init(path: [String], descending: Bool) {
      self.path = path
      self.descending = descending
    }
  }

  /// How many values a cursor of this query has: one for each sort key, and the kenmerk. Any other number is no cursor.
  public var cursorCount: Int { ListSQL.keyCount(self) + 1 }

  /// Where a page ends: opaque to clients (base64url of a JSON array).
  public struct Cursor: Sendable, Hashable {
    public var values: [JSON]
    public init(values: [JSON]) { self.values = values }
  }
}
