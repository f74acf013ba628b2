import Bytes
import HTTP
public import Register

/// Everything the public may see, collection by collection, for who wants to take it along.
///
/// A line of JSON Lines is an item of the list without its links, as `npdr import` reads it; the CSV is that of the
/// lists. All of it speaks of one moment when it is written inside one `RegisterReader.snapshot`.
public struct Export {
  public enum Format: String, Sendable, CaseIterable {
    case jsonl, csv
  }

  private let reader: RegisterReader
  private let format: Format

  public init(_ reader: RegisterReader, _ format: Format) {
    self.reader = reader
    self.format = format
  }

  /// Rows are read and lent by this many: a register of any size goes through a bounded buffer.
  private static let pageSize = 500

  /// Writes one collection, kenmerk ascending.
  ///
  /// - Parameters:
  ///   - naming: in JSON Lines, begin each row with `"collectie"`, for one stream of several collections.
  ///   - emit: is lent the next bytes: whole lines, to be used before it returns.
  /// - Returns: how many rows were written.
  /// - Complexity: O(rows), in memory one page of them.
  public func write(
    _ resource: Resource, naming: Bool = false, _ emit: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Int {
    var query = ListQuery(resource: resource.name)
    query.limit = Self.pageSize
    let table = CSVTable(resource, fields: nil)
    let opening = naming ? "{\"collectie\":\"\(resource.collection)\"," : "{"
    var buffer = ByteBuffer()
    var count = 0
    if format == .csv { table.writeHeader(to: &buffer) }
    repeat {
      query.after = try reader.page(query, for: .everyone) { _, row in
        count += 1
        switch format {
        case .csv: table.write(try JSON.parse(row), to: &buffer)
        case .jsonl:
          buffer.append(opening)
          buffer.append(UnsafeRawBufferPointer(rebasing: row.dropFirst()))
          buffer.append("\n")
        }
      }
      try buffer.withBytes(emit)
      buffer.removeAll()
    } while query.after != nil
    return count
  }
}
