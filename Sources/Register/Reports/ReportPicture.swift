/// How a table of a report is drawn: which of its columns plays which part. Whoever draws knows nothing of what the
/// report is about, and leaves out a column that is not there or has no value anywhere.
public enum ReportPicture: Sendable {
  /// Squares over two axes, shaded by a figure; a third axis makes a map for each of its values.
  ///
  /// - axes: columns, the one with the longest words last: it goes down the side. The first of three makes the maps; one axis makes bars.
  /// - beside: other figures of the square, in small letters, each with the first letters of its name.
  /// - explanation: says why a square is empty; a square with one is marked as explained.
  case heatMap(axes: [String], figure: String, beside: [String] = [], explanation: String? = nil)

  /// A bar for each row, its figures one behind the other.
  ///
  /// - labels: name the bar together.
  /// - panels: bars that differ in these are never compared: each gets a panel and a scale of its own.
  case bars(of: Rows = .rows, labels: [String], panels: [String] = [], figures: [Figure])

  /// A line for each series, through moments that need not be regular; sources that differ stand side by side.
  ///
  /// - panels: each gets a panel and a scale of its own.
  /// - moment: a day, an imprecise date, or a text that begins with a year.
  /// - series: together they name the line within its panel: a breakdown, a source.
  case lines(panels: [String], moment: String, value: String, series: [String])

  /// What was planned above what happened, for each row.
  ///
  /// - labels: name the row together.
  /// - planned: the columns of its start and end; imprecise dates are drawn as wide as they are imprecise.
  case timeline(labels: [String], planned: Span, actual: Span)

  /// Which rows are drawn.
  public enum Rows: Sendable { case rows, totals }

  /// A figure of a bar, and how sure it is; what is not sure is never drawn as if it were.
  public struct Figure: Sendable {
    public let column: String
    public let certainty: Certainty

    package init(_ column: String, _ certainty: Certainty = .exact) {
      self.column = column
      self.certainty = certainty
    }
  }

  public enum Certainty: Sendable, CaseIterable {
    /// Counted, or written to the cent.
    case exact
    /// Rounded by its source.
    case rounded
    /// About so much.
    case about
    /// What is missing: asked for and not there, or an amount nobody gave.
    case open
  }

  public struct Span: Sendable {
    public let start: String
    public let end: String

    package init(_ start: String, _ end: String) {
      self.start = start
      self.end = end
    }
  }
}

/// A table with a name, of a report that has several.
public struct ReportTable: Sendable {
  /// `tabel=` in CSV, and its member of `tabellen` in JSON: `moties`.
  public let name: String
  /// Its caption.
  public let title: Report.Text
  public let columns: [Field]
  /// The columns of its totals; none when it has no totals.
  public let totals: [Field]
  /// The links that every row has.
  public let links: [String]
  /// The links that every total has.
  public let totalLinks: [String]
  public let picture: ReportPicture?
  /// A column by whose values it is divided when it is laid out for reading.
  public let sections: String?

  init(
    _ name: String, nl: String, en: String, columns: [Field], totals: [Field] = [], links: [String] = ["lijst"],
    totalLinks: [String] = ["lijst"], picture: ReportPicture? = nil, sections: String? = nil
  ) {
    self.name = name
    title = Report.Text(nl: nl, en: en)
    self.columns = columns
    self.totals = totals
    self.links = links
    self.totalLinks = totalLinks
    self.picture = picture
    self.sections = sections
  }
}
