public import Bytes
import SQL

extension ListQuery {
  /// Asks for no more than a page of rows in the order of their kenmerken, as they stand.
  public var isInOrderOfKeys: Bool {
    search.isEmpty && sort.isEmpty && facets.isEmpty && asOf == nil && validOn == nil && comparedWith == nil
  }
}

extension RegisterReader {
  /// A page of a list as it goes out: the rows with commas between them.
  ///
  /// What was shown before is copied from memory (`RowTexts`), its ending with it.
  /// - Parameter ending: writes what comes in the place of a row's last brace. It writes the same of a row each time:
  ///   one reader is given one ending for each resource.
  /// - Returns: where the next page begins; nil when this was the last.
  public func page(
    _ query: ListQuery, for caller: Caller, ending: (_ kenmerk: String, inout ByteBuffer) -> Void,
    into body: inout ByteBuffer
  ) throws -> ListQuery.Cursor? {
    guard let resource = Resource.named(query.resource) else { return nil }
    return try connection.snapshot {
      guard query.asOf == nil, let found = try indexedKeys(query, for: caller), let index = index(of: resource.name)
      else {
        var isFirst = true
        return try page(query, for: caller) { kenmerk, row in
          if !isFirst { body.append(UInt8(ascii: ",")) }
          isFirst = false
          body.append(UnsafeRawBufferPointer(rebasing: row.dropLast()))
          ending(kenmerk, &body)
        }
      }
      var start = body.count
      for (place, key) in found.keys.prefix(query.limit).enumerated() {
        if place > 0 { body.append(UInt8(ascii: ",")) }
        start = body.count
        if index.texts.append(key, guarded: caller.role == .everyone, to: &body) { continue }
        try append(key, of: resource, index, for: caller, ending, to: &body)
      }
      guard found.keys.count > query.limit else { return nil }
      return found.cursor(behind: query.limit - 1, body.withBytes { Self.kenmerk(at: start, in: $0) })
    }
  }

  /// Reads a row and keeps it.
  private func append(
    _ key: Int64, of resource: Resource, _ index: RowIndex, for caller: Caller,
    _ ending: (_ kenmerk: String, inout ByteBuffer) -> Void, to body: inout ByteBuffer
  ) throws {
    guard let statement = RegisterReader.byKeys[resource.name] else { return }
    try connection.query(statement, [.integer(key)]) { row in
      let kenmerk = row.text(0)
      let isGuarded = row.integer(2) == 1
      row.withBytes(1) { json in
        index.texts.insert(key, json, isGuarded: isGuarded) { ending(kenmerk, &$0) }
      }
      try show(row, resource, asOf: nil, for: caller) { kenmerk, json in
        body.append(UnsafeRawBufferPointer(rebasing: json.dropLast()))
        ending(kenmerk, &body)
      }
      return .stop
    }
  }

  /// The kenmerk of the row whose rendering begins at `start`: its first member, a slug, so without escapes.
  private static func kenmerk(at start: Int, in bytes: UnsafeRawBufferPointer) -> String {
    let rest = bytes.dropFirst(start + "{\"kenmerk\":\"".utf8.count)
    return String(decoding: rest.prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }
}
