import Bytes
import SQL
import SQLiteStore
import Testing

@testable import Register

/// Lists of a past moment: by which way they are found, and what is kept of it.
struct PastIndexTests {
  /// Three states: as imported, after one change, after another.
  private func register() throws -> (TestRegister, moments: [Timestamp]) {
    let start = Timestamp.now + -1_000
    let register = try TestRegister(now: start)
    let szw = try register.caller(.administrator, "szw")
    for step in 1...2 {
      _ = try register.submit(
        Command(
          resource: .maatregel, operation: .patch(kenmerk: "m-registratie", ["doel": .string("Doel \(step)")]),
          condition: .ifMatchAny, caller: szw, now: start + step * 100))
    }
    return (register, [start, start + 100, start + 200])
  }

  private func count(_ reader: RegisterReader, at moment: Timestamp) throws -> Int {
    var query = ListQuery(resource: "maatregel")
    query.asOf = moment
    return try reader.count(query, for: .everyone)
  }

  @Test func `an index of the past is made once for every reader, and serves every moment until the next write`() throws
  {
    let (register, moments) = try register()
    let pasts = PastIndexes()
    let readers = try (0..<2).map { _ in
      RegisterReader(
        connection: try SQLiteConnection.open(register.path, mode: .reader), changes: register.changes, pasts: pasts)
    }
    #expect(try count(readers[0], at: moments[1]) == 3)
    let (number, isLast) = try readers[1].positions.position(at: moments[1] + 99, readers[1].connection)
    #expect(!isLast)
    #expect(pasts.find(number) != nil)
    // Found there: the other reader may do nothing that takes more than a few steps, and is a loop.
    readers[1].connection.stepBudget = 2_000
    #expect(try count(readers[1], at: moments[1] + 50) == 3)
    #expect(try count(readers[1], at: moments[0] + -1) == 0)
  }

  @Test func `the last state is that of now, and has no index of its own`() throws {
    let (register, moments) = try register()
    let pasts = PastIndexes()
    let reader = RegisterReader(connection: register.reader.connection, changes: register.changes, pasts: pasts)
    let (number, isLast) = try reader.positions.position(at: moments[2] + 1, reader.connection)
    #expect(isLast)
    #expect(try count(reader, at: moments[2] + 1) == 3)
    #expect(pasts.find(number) == nil)
  }

  @Test func `what is kept of the past is bounded, and the least used goes first`() throws {
    let pasts = PastIndexes()
    func make(_ number: Int64, rows: Int) throws {
      _ = try pasts.find(number) {
        var contents = IndexContents(IndexPlan(.maatregel), at: Timestamp(seconds: number))
        contents.keys = [UInt32](repeating: 0, count: rows)
        return contents
      }
    }
    for number in 1...4 { try make(Int64(number), rows: 240_000) }
    #expect(pasts.find(1) != nil)
    try make(5, rows: 240_000)
    #expect([1, 2, 3, 4, 5].map { pasts.find($0) != nil } == [true, false, true, true, true])
    try make(6, rows: 2_000_000)
    #expect([1, 3, 4, 5, 6].map { pasts.find($0) != nil } == [false, false, false, false, true])
    for number in 10..<100 { try make(Int64(number), rows: 1) }
    #expect((1..<100).filter { pasts.find(Int64($0)) != nil } == Array(36..<100))
  }

  /// The plan of `statement`, a line a step.
  private func plan(
    _ statement: SQLStatement, _ arguments: [SQLValue], _ connection: any SQLConnection
  ) throws -> [String] {
    var lines: [String] = []
    try connection.query(SQLStatement("EXPLAIN QUERY PLAN " + statement.text), arguments) { row in
      lines.append(row.text(3))
      return .next
    }
    return lines
  }

  @Test func `what is read of a past moment is found by an index that knows when it held`() throws {
    let (register, moments) = try register()
    let connection = register.reader.connection
    let then = moments[1].seconds
    let row = try plan(
      RegisterReader.pastByKey(.maatregel), [.integer(1), .integer(then), .integer(then)], connection)
    #expect(row == ["SEARCH m USING INDEX maatregel_toen_rij (rij=? AND toen_tot>?)"])
    // In the order of kenmerken, from the index alone.
    let order = try plan(
      IndexContents.order(IndexPlan(.maatregel), isPast: true),
      [.text(""), .integer(then), .integer(then), .integer(10)], connection)
    #expect(order == ["SEARCH m USING COVERING INDEX maatregel_toen_kenmerk (kenmerk>?)"])
  }
}
