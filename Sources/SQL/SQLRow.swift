/// One row of an answer, lent for the length of the callback: nothing of it may be kept without copying.
public protocol SQLRow {
  func isNull(_ column: Int) -> Bool
  /// 0 when the column is NULL.
  func integer(_ column: Int) -> Int64
  /// "" when the column is NULL.
  func text(_ column: Int) -> String
  /// A number with a fraction, such as the rank of a search, comes as text.
  func value(_ column: Int) -> SQLValue
  /// Lends the bytes of a TEXT or BLOB column, empty when NULL.
  func withBytes<R, E: Error>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
}

/// Whether a query goes on to its next row.
public enum RowStep: Sendable {
  case next
  case stop
}
