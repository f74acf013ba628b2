import Bytes
import SQL
import SQLiteStore
import Testing

@testable import Register

/// Lists of a past moment: by which way they are found, and what is kept of it.
struct SharedIndexTests {
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

  private func reader(of register: TestRegister, _ shared: SharedIndexes) throws -> RegisterReader {
    RegisterReader(
      connection: try SQLiteConnection.open(register.path, mode: .reader), changes: register.changes, shared: shared)
  }

  private func count(_ reader: RegisterReader, at moment: Timestamp) throws -> Int {
    var query = ListQuery(resource: "maatregel")
    query.asOf = moment
    return try reader.count(query, for: .everyone)
  }

  @Test func `an index of the past is made once for every reader, and serves every moment until the next write`() throws
  {
    let (register, moments) = try register()
    let shared = SharedIndexes()
    let readers = try (0..<2).map { _ in try reader(of: register, shared) }
    #expect(try count(readers[0], at: moments[1]) == 3)
    let (number, isLast) = try readers[1].positions.position(at: moments[1] + 99, readers[1].connection)
    #expect(!isLast)
    #expect(shared.past(number) != nil)
    // Found there: the other reader may do nothing that takes more than a few steps, and is a loop.
    readers[1].connection.stepBudget = 2_000
    #expect(try count(readers[1], at: moments[1] + 50) == 3)
    #expect(try count(readers[1], at: moments[0] + -1) == 0)
  }

  @Test func `the last state is that of now, and has no index of its own`() throws {
    let (register, moments) = try register()
    let shared = SharedIndexes()
    let reader = RegisterReader(connection: register.reader.connection, changes: register.changes, shared: shared)
    let (number, isLast) = try reader.positions.position(at: moments[2] + 1, reader.connection)
    #expect(isLast)
    #expect(try count(reader, at: moments[2] + 1) == 3)
    #expect(shared.past(number) == nil)
  }

  @Test func `what is kept of the past is bounded, and the least used goes first`() throws {
    let shared = SharedIndexes()
    func make(_ number: Int64, rows: Int) throws {
      _ = try shared.past(number) {
        var contents = IndexContents(IndexPlan(.maatregel), at: Timestamp(seconds: number))
        contents.keys = [UInt32](repeating: 0, count: rows)
        return contents
      }
    }
    for number in 1...4 { try make(Int64(number), rows: 240_000) }
    #expect(shared.past(1) != nil)
    try make(5, rows: 240_000)
    #expect([1, 2, 3, 4, 5].map { shared.past($0) != nil } == [true, false, true, true, true])
    try make(6, rows: 2_000_000)
    #expect([1, 3, 4, 5, 6].map { shared.past($0) != nil } == [false, false, false, false, true])
    for number in 10..<100 { try make(Int64(number), rows: 1) }
    #expect((1..<100).filter { shared.past(Int64($0)) != nil } == Array(36..<100))
  }

  @Test func `a loop makes no index of a large register: it goes on from what a worker made`() throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    func add(_ numbers: Range<Int>) throws {
      let rows = numbers.map {
        Bulk.Row(
          number: $0 + 1,
          body: ["kenmerk": .string("x\($0 * 7_919 % 5_003)"), "titel": "x", "publicatie": ["status": "gepubliceerd"]],
          isFlat: false)
      }
      _ = try register.submit(
        Command(
          resource: .maatregel, operation: .bulk(Bulk(rows: rows, isTrial: false)), condition: .none,
          caller: administrator, now: .now))
    }
    let shared = SharedIndexes()
    let (loop, worker) = (try reader(of: register, shared), try reader(of: register, shared))
    loop.connection.stepBudget = 2_000
    /// The kenmerken of all pages; nil when the loop leaves it to a worker.
    func kenmerken(_ reader: RegisterReader) throws -> [String]? {
      var query = try register.query("maatregel", [("publicatiestatus", "gepubliceerd")])
      var found: [String] = []
      do {
        repeat {
          query.after = try reader.page(query, for: .everyone) { kenmerk, _ in found.append(kenmerk) }
        } while query.after != nil
      } catch let error as SQLError where error.kind == .overBudget {
        return nil
      }
      return found
    }
    try add(0..<1_200)
    for _ in 0..<3 { #expect(try kenmerken(loop) == nil) }
    let first = try #require(try kenmerken(worker))
    #expect(first.count == 1_203 && first == first.sorted())
    #expect(try kenmerken(loop) == first)

    // So many more that what both have is worn: a worker makes a new one, and the loop takes it.
    let made = try #require(shared.present(of: "maatregel", after: -1, upTo: .max)).number
    try add(1_200..<4_000)
    var uses = 0
    while try kenmerken(loop) == nil, uses < 100 {
      uses += 1
      if uses % 10 == 0 { _ = try kenmerken(worker) }
    }
    let second = try #require(try kenmerken(loop))
    #expect(second.count == 4_003 && second == second.sorted())
    _ = try kenmerken(worker)
    #expect(try kenmerken(loop) == second)
    #expect(shared.present(of: "maatregel", after: made, upTo: .max) != nil)
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
      [.integer(then), .integer(then)], connection)
    #expect(order == ["SCAN m USING COVERING INDEX maatregel_toen_kenmerk"])
    let present = try plan(IndexContents.order(IndexPlan(.maatregel), isPast: false), [], connection)
    #expect(present == ["SCAN m USING COVERING INDEX sqlite_autoindex_maatregel_1"])
  }
}
