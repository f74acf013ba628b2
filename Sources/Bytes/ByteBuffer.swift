/// Bytes that grow at the end and are taken from the front: what a connection has received, what it has yet to send,
/// what a representation is written into.
///
/// One owner, no copy on write, no reference counting; capacity doubles and is kept by `removeAll`.
public struct ByteBuffer: ~Copyable {
  // Inlinable throughout: called from another module without that, each loan of the bytes would go through an
  // unspecialised generic.
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var head = 0
  @usableFromInline var tail = 0

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  @inlinable
  public var count: Int { tail - head }
  @inlinable
  public var isEmpty: Bool { tail == head }

  /// Lends the bytes; the pointer must not outlive the call.
  @inlinable
  public borrowing func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base + head, count: tail - head))
  }

  /// Lends at least `minimum` bytes of free room at the end; what `body` returns is how many of them it filled.
  @inlinable
  public mutating func withFreeBytes<E: Error>(
    minimum: Int, _ body: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Int {
    reserve(minimum)
    let filled = try body(UnsafeMutableRawBufferPointer(start: base + tail, count: capacity - tail))
    precondition(filled >= 0 && filled <= capacity - tail)
    tail += filled
    return filled
  }

  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (base + tail).copyMemory(from: start, byteCount: bytes.count)
    tail += bytes.count
  }

  @inlinable
  public mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  @inlinable
  public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inlinable
  public mutating func append(_ text: some StringProtocol) {
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    if fast == nil { append(Array(text.utf8)) }
  }

  @inlinable
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    (base + tail).storeBytes(of: byte, as: UInt8.self)
    tail += 1
  }

  /// Appends the decimal digits of `number`.
  public mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var first = 20
      repeat {
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[first..<20]))
    }
  }

  /// Takes `count` bytes from the front.
  @inlinable
  public mutating func removeFirst(_ count: Int) {
    precondition(count >= 0 && count <= self.count)
    head += count
    if head == tail {
      head = 0
      tail = 0
    }
  }

  /// Takes bytes from the end until `count` remain.
  @inlinable
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    tail = head + count
  }

  @inlinable
  public mutating func removeAll() {
    head = 0
    tail = 0
  }

  /// Gives memory back when the buffer is empty and has grown past `limit`.
  public mutating func shrink(over limit: Int) {
    guard isEmpty, capacity > limit else { return }
    base.deallocate()
    capacity = limit
    base = .allocate(byteCount: capacity, alignment: 16)
    removeAll()
  }

  @inlinable
  public borrowing func array() -> [UInt8] { withBytes { Array($0) } }

  @inlinable
  mutating func reserve(_ extra: Int) {
    if capacity - tail < extra { makeRoom(extra) }
  }

  @usableFromInline
  mutating func makeRoom(_ extra: Int) {
    if head >= capacity / 2, capacity - count >= extra {
      base.copyMemory(from: base + head, byteCount: count)
    } else {
      let larger = max(capacity * 2, count + extra)
      let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      moved.copyMemory(from: base + head, byteCount: count)
      base.deallocate()
      base = moved
      capacity = larger
    }
    tail = count
    head = 0
  }
}
