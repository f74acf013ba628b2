import Bytes
import Testing

@testable import Register

/// What a loop keeps of rows it has shown, and of when they changed.
struct RowTextTests {
  private static func json(_ key: Int64, _ length: Int) -> [UInt8] {
    Array("{\"kenmerk\":\"m-\(key)\",\"titel\":\"\(String(repeating: "x", count: length))\"}".utf8)
  }

  private static func insert(_ texts: inout RowTexts, _ key: Int64, _ length: Int, isGuarded: Bool = false) {
    json(key, length).withUnsafeBytes { texts.insert(key, $0, isGuarded: isGuarded) { $0.append(",\"e\":\(key)}") } }
  }

  private static func found(_ texts: inout RowTexts, _ key: Int64, guarded: Bool = true) -> String? {
    texts.find(key, guarded: guarded)?.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static func whole(_ key: Int64, _ length: Int) -> String {
    String(decoding: json(key, length).dropLast(), as: UTF8.self) + ",\"e\":\(key)}"
  }

  @Test func `a row is found with its ending until it changes`() {
    var texts = RowTexts(bound: 64 * 1024)
    Self.insert(&texts, 7, 20)
    Self.insert(&texts, 8, 0)
    #expect(Self.found(&texts, 7) == Self.whole(7, 20))
    #expect(Self.found(&texts, 8) == Self.whole(8, 0))
    #expect(Self.found(&texts, 9) == nil)
    texts.remove(7)
    #expect(Self.found(&texts, 7) == nil)
    Self.insert(&texts, 7, 30)
    #expect(Self.found(&texts, 7) == Self.whole(7, 30))
    texts.removeAll()
    #expect(Self.found(&texts, 7) == nil && Self.found(&texts, 8) == nil)
  }

  @Test func `who may read more of a row does not get the text of who may not`() {
    var texts = RowTexts(bound: 64 * 1024)
    Self.insert(&texts, 1, 5, isGuarded: true)
    #expect(Self.found(&texts, 1, guarded: false) == nil)
    #expect(Self.found(&texts, 1) != nil)
  }

  @Test func `what is asked for stays, what is not is forgotten, and no row shows the bytes of another`() {
    let bound = 16 * 1024
    var texts = RowTexts(bound: bound)
    for key in Int64(1)...2_000 {
      let length = Int(key % 97)
      Self.insert(&texts, key, length)
      #expect(Self.found(&texts, key) == Self.whole(key, length))
      // The first row is on every page.
      #expect(Self.found(&texts, 1) == Self.whole(1, 1))
    }
    var kept = 0
    for key in Int64(1)...2_000 {
      guard let text = Self.found(&texts, key) else { continue }
      #expect(text == Self.whole(key, Int(key % 97)))
      kept += text.utf8.count
    }
    #expect(kept > bound / 4 && kept <= bound * 5 / 4)
    #expect(Self.found(&texts, 900) == nil)
  }

  @Test func `a row as large as a good part of the bound is not kept`() {
    var texts = RowTexts(bound: 16 * 1024)
    Self.insert(&texts, 1, 4_000)
    #expect(Self.found(&texts, 1) == nil)
  }

  @Test(arguments: [1, 64, 65, 1_000])
  func `rows that changed since a moment are those of which each was asked`(rows: Int) {
    var dice = PastTests.Dice(state: UInt64(rows))
    var times = ChangeTimes(rows: rows / 2)
    var known = [UInt32](repeating: 0, count: rows / 2)
    while known.count < rows {
      times.append()
      known.append(0)
    }
    for _ in 0..<3 {
      for _ in 0..<rows {
        let row = Int.random(in: 0..<rows, using: &dice)
        known[row] = UInt32.random(in: 0...50, using: &dice)
        times.set(row, known[row])
      }
      for moment in UInt32(0)...52 {
        var all = Bitmap(rows: rows)
        for row in 0..<rows where row % 5 != 0 { all.insert(row) }
        times.keep(since: moment, in: &all)
        for row in 0..<rows {
          #expect(all.contains(row) == (row % 5 != 0 && known[row] >= moment), "\(row) since \(moment)")
        }
      }
    }
  }
}
