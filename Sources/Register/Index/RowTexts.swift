import Bytes

/// The rendered rows that pages showed last, so that a page is copied from memory and not read from the store row by
/// row.
///
/// Bounded: rows go into the young one of two generations; when that is full it becomes the old one, and what the old
/// one had is forgotten. A row found in the old one is put in the young one too, so that what is asked for stays.
/// Copying a row out makes no `String` and counts no references.
struct RowTexts: ~Copyable {
  private var young = Generation()
  private var old = Generation()
  /// Bytes in one generation.
  private let bound: Int

  private struct Place {
    let start: Int
    let count: Int
    /// It leaves out links that some who see the row may read.
    let isGuarded: Bool

    func part(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count)])
    }
  }

  private struct Generation: ~Copyable {
    var bytes = ByteBuffer()
    var places: [Int64: Place] = [:]
  }

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

  /// Appends a row with its ending.
  ///
  /// - Parameter guarded: also one of which this reader may see more than is here.
  /// - Returns: false when nothing was appended.
  mutating func append(_ key: Int64, guarded: Bool, to output: inout ByteBuffer) -> Bool {
    if let place = young.places[key] {
      if place.isGuarded, !guarded { return false }
      young.bytes.withBytes { output.append(place.part(of: $0)) }
      return true
    }
    guard let place = old.places[key], !place.isGuarded || guarded else { return false }
    old.bytes.withBytes { output.append(place.part(of: $0)) }
    if young.bytes.count + place.count <= bound {
      young.places[key] = Place(start: young.bytes.count, count: place.count, isGuarded: place.isGuarded)
      output.withBytes { young.bytes.append(UnsafeRawBufferPointer(rebasing: $0.suffix(place.count))) }
    }
    return true
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
    if young.bytes.count + json.count > bound {
      swap(&young, &old)
      young.bytes.removeAll()
      young.places.removeAll(keepingCapacity: true)
    }
    let start = young.bytes.count
    young.bytes.append(UnsafeRawBufferPointer(rebasing: json[..<(json.count - 1)]))
    ending(&young.bytes)
    young.places[key] = Place(start: start, count: young.bytes.count - start, isGuarded: isGuarded)
    old.places[key] = nil
  }
}
