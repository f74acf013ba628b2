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
  /// What was shown before is lent from memory (`RowTexts`), its ending with it.
  ///
  /// - Parameters:
  ///   - ending: writes what comes in the place of a row's last brace. It writes the same of a row each time: one
  ///     reader is given one ending for each resource.
  ///   - body: gets the rows that are not lent, and all commas that do not come with those.
  ///   - kept: gets the rows that are lent, each with its place in `body`.
  /// - Returns: where the next page begins; nil when this was the last.
  public func page(
    _ query: ListQuery, for caller: Caller, ending: (_ kenmerk: String, inout ByteBuffer) -> Void,
    into body: inout ByteBuffer, lending kept: inout KeptParts
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
      let count = min(found.keys.count, query.limit)
      var last = ""
      for place in 0..<count {
        let isLast = place == count - 1
        if let row = index.texts.find(found.keys[place], guarded: caller.role == .everyone) {
          kept.append(row.block, isLast ? row.range : row.rangeWithComma, at: body.count)
          if isLast { last = row.withBytes { Self.kenmerk(at: 0, in: $0) } }
        } else {
          let start = body.count
          try append(found.keys[place], of: resource, index, for: caller, ending, to: &body)
          if isLast { last = body.withBytes { Self.kenmerk(at: start, in: $0) } }
          if !isLast { body.append(UInt8(ascii: ",")) }
        }
      }
      return found.keys.count > query.limit ? found.cursor(behind: query.limit - 1, last) : nil
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
