import Bytes
import SQL

/// Rows that change, and the order of kenmerken.
extension IndexContents {
  /// A row never has another kenmerk: any of its spans will do, also of one that is gone since.
  private var kenmerkOfRow: SQLStatement {
    let name = plan.resource.name
    return SQLStatement(
      "SELECT m.kenmerk FROM \(moment == nil ? name : Past.table(name)) m WHERE m.rij = $1 AND m.laag = 0")
  }

  private func kenmerk(_ key: Int64, _ connection: any SQLConnection) throws -> String? {
    var kenmerk: String?
    try connection.query(kenmerkOfRow, [.integer(key)]) { row in
      kenmerk = row.text(0)
      return .stop
    }
    return kenmerk
  }

  /// Reads one row again: changed, new, or gone. Of the present only.
  mutating func reload(_ key: Int64, _ connection: any SQLConnection) throws {
    let kenmerk = try kenmerk(key, connection)
    if let row = row(of: key) {
      clear(row)
      if kenmerk == nil { return }
    } else {
      // A draft beside what is published has a key of its own, and is not in it.
      guard let kenmerk else { return }
      try add(key, kenmerk, connection)
    }
    try load(key, key, isNew: false, connection)
  }

  private mutating func add(_ key: Int64, _ kenmerk: String, _ connection: any SQLConnection) throws {
    guard let short = UInt32(exactly: key) else { throw IndexError.keyOutOfRange }
    let row = UInt32(keys.count)
    let before = UInt32(try firstRow(after: kenmerk, connection))
    keys.append(short)
    changed.append()
    lateByKey[short] = row
    late.insert(Late(kenmerk: kenmerk, row: row, before: before), at: firstLate(after: kenmerk))
  }

  private func firstLate(after kenmerk: String) -> Int {
    var low = 0
    var high = late.count
    while low < high {
      let middle = (low + high) / 2
      // As the engine compares: by byte.
      if kenmerk.utf8.lexicographicallyPrecedes(late[middle].kenmerk.utf8) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The first of the rows the index was built with whose kenmerk is higher: by halves, asking for a kenmerk each time.
  private func firstRow(after kenmerk: String, _ connection: any SQLConnection) throws -> Int {
    var low = 0
    var high = base
    while low < high {
      let middle = (low + high) / 2
      var probe = middle
      var found: String?
      while probe < high {
        if alive.contains(probe) { found = try self.kenmerk(Int64(keys[probe]), connection) }
        if found != nil { break }
        probe += 1
      }
      if let found, !kenmerk.utf8.lexicographicallyPrecedes(found.utf8) {
        low = probe + 1
      } else {
        // Rows that are gone may count on either side.
        high = middle
      }
    }
    return low
  }

  /// The keys of the first `limit` of `rows` behind `kenmerk`, in the order of kenmerken.
  func keys(of rows: Bitmap, after kenmerk: String?, limit: Int, _ connection: any SQLConnection) throws -> [Int64] {
    var start = 0
    var place = 0
    if let kenmerk {
      start = try firstRow(after: kenmerk, connection)
      place = firstLate(after: kenmerk)
    }
    var found: [Int64] = []
    found.reserveCapacity(limit)
    var next = rows.next(from: start).flatMap { $0 < base ? $0 : nil }
    while found.count < limit {
      while place < late.count, !rows.contains(Int(late[place].row)) { place += 1 }
      if place < late.count, next.map({ Int(late[place].before) <= $0 }) ?? true {
        found.append(Int64(keys[Int(late[place].row)]))
        place += 1
      } else if let row = next {
        found.append(Int64(keys[row]))
        next = rows.next(from: row + 1).flatMap { $0 < base ? $0 : nil }
      } else {
        break
      }
    }
    return found
  }
}
