/// A block of bytes that are written once: what was appended stays as it is and where it is until nobody holds the
/// block any more. So a part of it can be sent, or wait to be sent, whatever its keeper does meanwhile.
///
/// One thread appends; parts may be read by any thread they are handed to.
public final class KeptBytes: @unchecked Sendable {
  fileprivate let base: UnsafeMutableRawPointer
  private let capacity: Int
  public private(set) var count = 0

  /// - Parameter capacity: bytes; memory is only taken as it is filled.
  public init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// Appends `bytes`.
  /// - Returns: where they begin; nil when there is no room, and then nothing was appended.
  public func append(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard capacity - count >= bytes.count else { return nil }
    let start = count
    UnsafeMutableRawBufferPointer(start: base + start, count: bytes.count).copyMemory(from: bytes)
    count += bytes.count
    return start
  }

  /// Lends a part of what was appended; the pointer must not outlive the block.
  public func withBytes<R, E: Error>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return try body(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

/// What is kept elsewhere and belongs between bytes of one's own, in order, each part with its place among those.
///
/// ```
/// own bytes   {"items":[            ],"aantal":2}
/// parts                 ^ at 10: two rows, where they are kept
/// ```
///
/// It holds the blocks that its parts are of, so its parts are as they were for as long as it is there.
public struct KeptParts: Sendable {
  private var parts: [Part] = []
  /// Bytes in all parts together.
  public private(set) var count = 0

  private struct Part: Sendable {
    var at: Int
    let block: KeptBytes
    let start: Int
    var count: Int
  }

  public init() {}

  public var isEmpty: Bool { parts.isEmpty }
  /// How many pieces own bytes and parts are together, at most.
  public var pieceCount: Int { 2 * parts.count + 1 }

  /// Appends the bytes of `block` in `range`; those that follow the last ones make one part with them.
  ///
  /// - Parameter place: how many of the own bytes come before it, never less than before.
  public mutating func append(_ block: KeptBytes, _ range: Range<Int>, at place: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= block.count && place >= parts.last?.at ?? 0)
    if range.isEmpty { return }
    count += range.count
    if let last = parts.last, last.at == place, last.block === block, last.start + last.count == range.lowerBound {
      parts[parts.count - 1].count += range.count
    } else {
      parts.append(Part(at: place, block: block, start: range.lowerBound, count: range.count))
    }
  }

  /// Appends all of `other`, whose own bytes begin at `place` of ours.
  public mutating func append(_ other: KeptParts, at place: Int) {
    if parts.isEmpty, place == 0 {
      self = other
      return
    }
    precondition(place + (other.parts.first?.at ?? .max / 2) >= parts.last?.at ?? 0)
    count += other.count
    parts.reserveCapacity(parts.count + other.parts.count)
    for part in other.parts {
      var moved = part
      moved.at += place
      parts.append(moved)
    }
  }

  public mutating func removeAll() {
    if parts.isEmpty { return }
    parts.removeAll(keepingCapacity: parts.capacity <= 1024)
    count = 0
  }

  /// Lends own bytes and parts in their order, none of them empty.
  ///
  /// - Parameter own: the bytes between which the parts belong.
  public func forEachPiece(of own: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    for part in parts {
      if part.at > start { body(UnsafeRawBufferPointer(rebasing: own[start..<part.at])) }
      start = part.at
      part.block.withBytes(part.start..<(part.start + part.count), body)
    }
    if start < own.count { body(UnsafeRawBufferPointer(rebasing: own[start...])) }
  }
}

extension ByteBuffer {
  /// Appends `own` with `kept` in its places.
  ///
  /// - Parameter first: so many bytes of them together are left out.
  public mutating func append(_ own: UnsafeRawBufferPointer, _ kept: KeptParts, from first: Int = 0) {
    var left = first
    kept.forEachPiece(of: own) { piece in
      let skipped = min(left, piece.count)
      left -= skipped
      append(UnsafeRawBufferPointer(rebasing: piece[skipped...]))
    }
  }
}
