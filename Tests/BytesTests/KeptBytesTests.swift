import Bytes
import Testing

/// Bytes that are sent from where they are kept, between bytes of one's own.
struct KeptBytesTests {
  private static func append(_ text: String, to block: KeptBytes) -> Range<Int>? {
    Array(text.utf8).withUnsafeBytes { bytes in block.append(bytes).map { $0..<($0 + bytes.count) } }
  }

  private static func pieces(_ own: String, _ kept: KeptParts) -> [String] {
    var found: [String] = []
    Array(own.utf8).withUnsafeBytes { own in
      kept.forEachPiece(of: own) { found.append(String(decoding: $0, as: UTF8.self)) }
    }
    return found
  }

  @Test func `a block takes what there is room for, and what is in it stays`() throws {
    let block = KeptBytes(capacity: 8)
    let first = try #require(Self.append("abcde", to: block))
    #expect(Self.append("fghi", to: block) == nil)
    #expect(Self.append("fgh", to: block) == 5..<8)
    #expect(Self.append("i", to: block) == nil && Self.append("", to: block) == 8..<8)
    #expect(block.withBytes(first) { String(decoding: $0, as: UTF8.self) } == "abcde")
    #expect(block.count == 8)
  }

  @Test func `parts stand in their places, and those that follow each other are one`() throws {
    let block = KeptBytes(capacity: 64)
    let one = try #require(Self.append("one,", to: block))
    let two = try #require(Self.append("two", to: block))
    let other = KeptBytes(capacity: 64)
    let three = try #require(Self.append("three", to: other))
    var kept = KeptParts()
    #expect(Self.pieces("", kept) == [] && Self.pieces("ab", kept) == ["ab"])
    kept.append(block, one, at: 0)
    kept.append(block, two, at: 0)
    kept.append(other, three, at: 1)
    kept.append(block, one, at: 1)
    kept.append(block, 4..<4, at: 2)
    kept.append(block, two, at: 2)
    #expect(Self.pieces("ab", kept) == ["one,two", "a", "three", "one,", "b", "two"])
    #expect(kept.count == 19 && !kept.isEmpty)
    #expect(kept.pieceCount >= 6)
  }

  @Test func `the parts of one answer come behind those of the one before it`() throws {
    let block = KeptBytes(capacity: 64)
    let row = try #require(Self.append("row", to: block))
    var kept = KeptParts()
    for start in [0, 2, 4] {
      var answer = KeptParts()
      answer.append(block, row, at: 1)
      kept.append(answer, at: start)
    }
    kept.append(KeptParts(), at: 0)
    #expect(Self.pieces("abcdef", kept) == ["a", "row", "bc", "row", "de", "row", "f"])
    #expect(kept.count == 9)
    kept.removeAll()
    #expect(kept.isEmpty && kept.count == 0 && Self.pieces("ab", kept) == ["ab"])
  }

  @Test func `what was sent is left out, wherever it ended`() throws {
    let block = KeptBytes(capacity: 64)
    let rows = [try #require(Self.append("one,", to: block)), try #require(Self.append("two", to: block))]
    var kept = KeptParts()
    kept.append(block, rows[0], at: 3)
    kept.append(block, rows[1], at: 4)
    let own = Array("[[[;]]]".utf8)
    let whole = Array("[[[one,;two]]]".utf8)
    for first in 0...whole.count {
      var rest = ByteBuffer()
      own.withUnsafeBytes { rest.append($0, kept, from: first) }
      #expect(rest.array() == Array(whole[first...]))
    }
  }

  @Test func `parts are there for as long as somebody holds them`() throws {
    weak var keeper: KeptBytes?
    var kept: KeptParts? = KeptParts()
    do {
      let block = KeptBytes(capacity: 64)
      keeper = block
      kept?.append(block, try #require(Self.append("still here", to: block)), at: 0)
    }
    #expect(kept.map { Self.pieces("", $0) } == ["still here"])
    #expect(keeper != nil)
    kept = nil
    #expect(keeper == nil)
  }
}
