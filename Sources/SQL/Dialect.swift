/// What one engine does its own way. Statements are not in it: they are written so that every engine reads them.
public struct Dialect: Sendable, Equatable {
  /// The folder under `migrations/` that holds this engine's schema.
  public var name: String
  /// Answers the name of every table of the database, one a row, those of the engine itself left out.
  public var tables: SQLStatement

  public init(name: String, tables: SQLStatement) {
    self.name = name
    self.tables = tables
  }
}
