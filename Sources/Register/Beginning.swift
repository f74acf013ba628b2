public import SQL

/// What a migration cannot say in SQL.
public enum Beginning {
  /// Makes what newer tables hold of the rows that are older than they are: the feed, and the days on which plans take
  /// effect. Does nothing the second time.
  ///
  /// - Parameter connection: a writing one, just migrated, that nobody else uses meanwhile.
  public static func prepare(_ connection: any SQLConnection) throws { _ = try Ledger(connection: connection) }
}
