import Bytes
import SQL

/// The explained holes (`lacunes`) that hold on the day of a report.
struct CoverageHoles {
  struct Hole {
    let kenmerk: String
    let explanation: String
    fileprivate let fase: Set<Int64>
    /// Nil for every domain.
    fileprivate let domein: Set<Int64>?
    fileprivate let grond: Set<Int64>
    /// How many codes it is about: the fewer, the closer.
    fileprivate let width: Int
  }

  private var holes: [Hole] = []

  private static func select(_ sql: inout ListSQL) -> String {
    """
    SELECT l.kenmerk, l.verklaring, l.fase, l.domein, l.grond FROM \(sql.table("lacune")) l
    WHERE l.laag = 0 AND (l.tot IS NULL OR l.tot >= \(sql.bind(.text(sql.query.today.description))))\(sql.holds("l"))
    ORDER BY l.kenmerk
    """
  }

  /// - Parameter exact: a hole at a code says nothing of what falls under it.
  init(
    _ reader: RegisterReader, _ question: ReportQuestion, _ contents: IndexContents, _ axes: [CoverageAxis], exact: Bool
  ) throws {
    // A hole is always about a phase and a ground: over fewer axes than that it explains no whole cell.
    guard axes.contains(.fase), axes.contains(.grond), axes.allSatisfy(\.isGrid) else { return }
    var sql = ListSQL(question.measures, .maatregel, for: question.caller)
    let statement = SQLStatement(CoverageHoles.select(&sql))
    func under(_ axis: CoverageAxis, _ key: Int64) -> Set<Int64> {
      exact ? [key] : Set(contents.codes[axis.rawValue]?.under[key] ?? [key])
    }
    try reader.connection.query(statement, sql.arguments) { row in
      let fase = under(.fase, row.integer(2))
      let domein = row.isNull(3) ? nil : under(.domein, row.integer(3))
      let grond = under(.grond, row.integer(4))
      let width = fase.count * grond.count * (domein?.count ?? 1_000)
      holes.append(
        Hole(kenmerk: row.text(0), explanation: row.text(1), fase: fase, domein: domein, grond: grond, width: width))
      return .next
    }
    holes.sort { ($0.width, $0.kenmerk) < ($1.width, $1.kenmerk) }
  }

  /// The closest of those that explain the whole cell.
  func find(_ cell: [(axis: CoverageAxis, key: Int64)]) -> Hole? {
    guard !holes.isEmpty else { return nil }
    func key(_ axis: CoverageAxis) -> Int64? { cell.first { $0.axis == axis }?.key }
    guard let fase = key(.fase), let grond = key(.grond) else { return nil }
    let domein = key(.domein)
    return holes.first { hole in
      hole.fase.contains(fase) && hole.grond.contains(grond)
        && (hole.domein.map { all in domein.map(all.contains) ?? false } ?? true)
    }
  }
}
