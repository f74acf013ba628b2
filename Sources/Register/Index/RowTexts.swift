import Bytes

/// The rendered rows that pages showed last, so that a page is sent from memory and not read from the store row by row.
///
/// Each row stands behind the one kept before it, with a comma between them: rows that were first shown together are one
/// stretch of bytes.
///
/// Bounded: rows go into the young one of two generations; when that is full it becomes the old one, and what the old
/// one had is forgotten. A row found in the old one is put in the young one too, so that what is asked for stays.
/// Blocks are never written again: what was lent of them stays, whatever becomes of the row.
struct RowTexts: ~Copyable {
  private var young = Generation()
  private var old = Generation()
  /// Bytes in one generation.
  private let bound: Int

  /// Where a new row is put together.
  private var scratch = ByteBuffer()

  private struct Place {
    let block: Int
    let start: Int
    let count: Int
    /// It leaves out links that some who see the row may read.
    let isGuarded: Bool
  }

  private struct Generation {
    var blocks: [KeptBytes] = []
    var places: [Int64: Place] = [:]
    /// Bytes in all blocks.
    var count = 0
  }

  /// A row where it is kept; a comma stands behind it, which is no part of it.
  struct Row {
    let block: KeptBytes
    let range: Range<Int>

    var rangeWithComma: Range<Int> { range.lowerBound..<(range.upperBound + 1) }

    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R { try block.withBytes(range, body) }
  }

  /// Bytes of a block; a row that is longer gets one of its own.
  private static let blockSize = 256 * 1024

  /// - Parameter bound: bytes, at most; memory is taken as it is filled.
  init(bound: Int) { self.bound = bound / 2 }

  mutating func removeAll() {
    if !young.places.isEmpty { young = Generation() }
    if !old.places.isEmpty { old = Generation() }
  }

  /// The row has changed.
  mutating func remove(_ key: Int64) {
    young.places[key] = nil
    old.places[key] = nil
  }

  /// A row with its ending.
  ///
  /// - Parameter guarded: also one of which this reader may see more than is here.
  mutating func find(_ key: Int64, guarded: Bool) -> Row? {
    if let place = young.places[key] { return place.isGuarded && !guarded ? nil : Self.row(place, young) }
    guard let place = old.places[key], !place.isGuarded || guarded else { return nil }
    let row = Self.row(place, old)
    if young.count + place.count + 1 <= bound {
      row.block.withBytes(row.rangeWithComma) {
        Self.put(key, $0, isGuarded: place.isGuarded, in: &young)
      }
    }
    return row
  }

  private static func row(_ place: Place, _ generation: borrowing Generation) -> Row {
    Row(block: generation.blocks[place.block], range: place.start..<(place.start + place.count))
  }

  /// Keeps a row.
  ///
  /// - Parameters:
  ///   - json: a complete object.
  ///   - ending: writes what comes in the place of its last brace.
  mutating func insert(
    _ key: Int64, _ json: UnsafeRawBufferPointer, isGuarded: Bool, ending: (inout ByteBuffer) -> Void
  ) {
    // One that would push out most of the others is not worth it.
    guard json.count > 0, json.count <= bound / 16 else { return }
    scratch.removeAll()
    scratch.append(UnsafeRawBufferPointer(rebasing: json[..<(json.count - 1)]))
    ending(&scratch)
    scratch.append(UInt8(ascii: ","))
    if young.count + scratch.count > bound {
      swap(&young, &old)
      young.blocks = []
      young.count = 0
      young.places.removeAll(keepingCapacity: true)
    }
    old.places[key] = nil
    scratch.withBytes { Self.put(key, $0, isGuarded: isGuarded, in: &young) }
  }

  /// - Parameter row: with the comma behind it.
  private static func put(
    _ key: Int64, _ row: UnsafeRawBufferPointer, isGuarded: Bool, in generation: inout Generation
  ) {
    var start = generation.blocks.last?.append(row)
    if start == nil {
      let block = KeptBytes(capacity: max(blockSize, row.count))
      start = block.append(row)
      generation.blocks.append(block)
    }
    guard let start else { return }
    generation.count += row.count
    generation.places[key] = Place(
      block: generation.blocks.count - 1, start: start, count: row.count - 1, isGuarded: isGuarded)
  }
}
