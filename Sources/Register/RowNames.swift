public import Bytes
import SQL

extension RegisterReader {
  /// What rows are called: their abbreviation where they have one, else their name or title.
  ///
  /// - Parameters:
  ///   - kenmerken: of rows of `resource`; each is looked up once.
  ///   - moment: as they were called then.
  /// - Returns: by kenmerk; nothing for a row the caller may not see, or of a resource whose rows have no name.
  /// - Complexity: one look-up by kenmerk for each, served by the unique index on (kenmerk, laag).
  public func names(
    _ resource: Resource, _ kenmerken: Set<String>, asOf moment: Timestamp?, for caller: Caller
  ) throws -> [String: String] {
    let fields = ["afkorting", "titel", "naam"].compactMap { resource.field($0)?.column }
    guard !fields.isEmpty else { return [:] }
    var names: [String: String] = [:]
    let sorted = kenmerken.sorted()
    for start in stride(from: 0, to: sorted.count, by: RegisterReader.namesAtOnce) {
      var query = ListQuery(resource: resource.name)
      query.asOf = moment
      let some = Array(sorted[start..<min(start + RegisterReader.namesAtOnce, sorted.count)])
      query.conditions = [.any(filter: "kenmerk", values: some)]
      var sql = ListSQL(query, resource, for: caller)
      let name = fields.map { "m.\($0)" }.joined(separator: ", ")
      let statement = SQLStatement(
        """
        SELECT m.kenmerk, coalesce(\(name), m.kenmerk) FROM \(sql.table(resource.name)) m \
        WHERE \(sql.conditions().joined(separator: " AND "))
        """)
      try connection.query(statement, sql.arguments) { row in
        names[row.text(0)] = row.text(1)
        return .next
      }
    }
    return names
  }

  /// Far below the number of parameters a statement may have.
  private static let namesAtOnce = 200
}
