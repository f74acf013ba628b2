/// The fields of one head, as offsets into its bytes: four words to pass, nothing counted, nothing allocated.
///
/// It points into the head and into the `HeadStorage` it was parsed into, so it lives as long as the call that lends
/// it. Values are without the blanks around them and hold no control byte but HTAB; they may hold bytes over 0x7F.
public struct FieldTable {
  private let bytes: UnsafeRawPointer?
  private let entries: UnsafePointer<FieldEntry>?
  private let firsts: UnsafePointer<UInt16>?
  /// How many fields there are, each repetition counted.
  public let count: Int

  /// A head without fields.
  public init() {
    bytes = nil
    entries = nil
    firsts = nil
    count = 0
  }

  init(
    bytes: UnsafeRawPointer, entries: UnsafePointer<FieldEntry>, firsts: UnsafePointer<UInt16>, count: Int
  ) {
    self.bytes = bytes
    self.entries = entries
    self.firsts = firsts
    self.count = count
  }

  /// The one value of a field, or that there is none, or that there are several: never silently the last.
  public func value(_ name: FieldName) -> FieldValue {
    guard let firsts, let entries else { return .absent }
    let first = firsts[Int(name.rawValue)]
    if first == FieldEntry.none { return .absent }
    let entry = entries + Int(first)
    if entry.pointee.next != FieldEntry.none { return .several }
    return .one(value(of: entry))
  }

  public func contains(_ name: FieldName) -> Bool {
    guard let firsts else { return false }
    return firsts[Int(name.rawValue)] != FieldEntry.none
  }

  /// Every value of a field, in the order received.
  public func forEach<E: Error>(
    _ name: FieldName, _ body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    guard let firsts, let entries else { return }
    var next = firsts[Int(name.rawValue)]
    while next != FieldEntry.none {
      let entry = entries + Int(next)
      try body(value(of: entry))
      next = entry.pointee.next
    }
  }

  /// Every field by the name that was sent, in the order received.
  public func forEachField<E: Error>(
    _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    guard let bytes, let entries else { return }
    for index in 0..<count {
      let entry = entries + index
      let name = UnsafeRawBufferPointer(
        start: bytes + Int(entry.pointee.nameStart), count: Int(entry.pointee.nameCount))
      try body(name, value(of: entry))
    }
  }

  private func value(of entry: UnsafePointer<FieldEntry>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: bytes.map { $0 + Int(entry.pointee.valueStart) }, count: Int(entry.pointee.valueCount))
  }
}

/// What a head says for one field name.
public enum FieldValue {
  case absent
  case one(UnsafeRawBufferPointer)
  /// The field was repeated. For a list (`Accept`) go on with `forEach`; for every other field it is a fault.
  case several

  /// The value when there is exactly one.
  public var single: UnsafeRawBufferPointer? {
    if case .one(let bytes) = self { bytes } else { nil }
  }
}

/// Where one field stands in the head. Sixteen bits are enough for a name and a count, `HeadLimits` sees to it.
struct FieldEntry {
  static let none = UInt16.max

  var nameStart: UInt32
  var valueStart: UInt32
  var valueCount: UInt32
  var nameCount: UInt16
  /// The next field of the same recognised name.
  var next: UInt16
}

/// Room for the offsets of one head, made once and used for one request after another.
public struct HeadStorage: ~Copyable {
  let limits: HeadLimits
  private let entries: UnsafeMutablePointer<FieldEntry>
  private let firsts: UnsafeMutablePointer<UInt16>
  /// Where a target is written that does not stand in the head: `/?a=b` for `http://host?a=b`.
  private let rewritten: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  public init(_ limits: HeadLimits = HeadLimits()) {
    self.limits = limits
    // One more than the limit: the authority of an absolute-form target may stand in for a Host that is not there.
    entries = .allocate(capacity: limits.fields + 1)
    firsts = .allocate(capacity: FieldName.allCases.count)
    rewritten = .allocate(byteCount: limits.requestLine, alignment: 1)
    firsts.initialize(repeating: FieldEntry.none, count: FieldName.allCases.count)
  }

  deinit {
    entries.deallocate()
    firsts.deallocate()
    rewritten.deallocate()
  }

  func table(over bytes: UnsafeRawPointer) -> FieldTable {
    FieldTable(bytes: bytes, entries: entries, firsts: firsts, count: count)
  }

  mutating func removeAll() {
    count = 0
    firsts.update(repeating: FieldEntry.none, count: FieldName.allCases.count)
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer, name: Range<Int>, value: Range<Int>) {
    append(
      FieldName(bytes.part(name.lowerBound, name.upperBound)),
      FieldEntry(
        nameStart: UInt32(truncatingIfNeeded: name.lowerBound),
        valueStart: UInt32(truncatingIfNeeded: value.lowerBound),
        valueCount: UInt32(truncatingIfNeeded: value.count), nameCount: UInt16(truncatingIfNeeded: name.count),
        next: FieldEntry.none))
  }

  /// Makes `value` the one Host: the authority of an absolute-form target goes before the field (RFC 9112, 3.2.2).
  mutating func replaceHost(value: Range<Int>) {
    let first = firsts[Int(FieldName.host.rawValue)]
    if first == FieldEntry.none {
      append(
        .host,
        FieldEntry(
          nameStart: 0, valueStart: UInt32(truncatingIfNeeded: value.lowerBound),
          valueCount: UInt32(truncatingIfNeeded: value.count), nameCount: 0, next: FieldEntry.none))
    } else {
      entries[Int(first)].valueStart = UInt32(truncatingIfNeeded: value.lowerBound)
      entries[Int(first)].valueCount = UInt32(truncatingIfNeeded: value.count)
    }
  }

  /// `/` and the query, in memory of our own.
  mutating func rootTarget(query: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    rewritten[0] = UInt8(ascii: "/")
    // The query is shorter than the request line it came in: it lost the method, scheme and authority before it.
    UnsafeMutableRawBufferPointer(rebasing: rewritten[1...]).copyMemory(from: query)
    return UnsafeRawBufferPointer(rebasing: rewritten[0...query.count])
  }

  private mutating func append(_ name: FieldName?, _ entry: FieldEntry) {
    let index = UInt16(truncatingIfNeeded: count)
    entries[count] = entry
    count += 1
    guard let name else { return }
    var last = firsts[Int(name.rawValue)]
    if last == FieldEntry.none {
      firsts[Int(name.rawValue)] = index
      return
    }
    while entries[Int(last)].next != FieldEntry.none { last = entries[Int(last)].next }
    entries[Int(last)].next = index
  }
}
