import Bytes
import Glibc

/// Finished answers of one loop, found by the bytes that were asked.
///
/// A ring of bytes and a table of places in it: what is written last pushes out what was written first, a place in the
/// table goes to whoever comes last, and nothing is ever freed one by one. An answer holds for one change number of
/// its visibility class and one day in Amsterdam; nothing else makes it stale. What is said of a past moment holds until
/// something is struck out of it. Finding one allocates nothing, counts
/// no references and copies nothing.
///
/// Unsafe memory, against the habit of this target: an array of arrays costs two retains an answer, a fifth of what
/// the whole answer may cost.
struct AnswerCache: ~Copyable {
  private let ring: UnsafeMutableRawBufferPointer
  /// Bytes ever written, and one; where the next go is this, modulo the ring.
  private var written = 1
  private let slots: UnsafeMutablePointer<Slot>
  private let slotCount: Int
  /// Of questions whose answers were not kept, a part of the hash, each at its own place.
  private var asked = [UInt32](repeating: 0, count: AnswerCache.askedCount)
  private static let askedCount = 1_024

  /// A place holds one of two answers, so that two hot ones that meet do not take turns.
  private static let ways = 2

  /// - Parameter capacity: bytes; memory is only taken as it is filled. 0 keeps nothing.
  init(capacity: Int) {
    ring = .allocate(byteCount: capacity, alignment: 16)
    var count = 16
    while count < capacity / 2_048 { count *= 2 }
    slotCount = count
    // All zeros hold nothing, and the system gives those without a page being touched before it is used.
    guard let memory = calloc(count, MemoryLayout<Slot>.stride) else { fatalError("No memory for \(count) places.") }
    slots = memory.bindMemory(to: Slot.self, capacity: count)
  }

  deinit {
    ring.deallocate()
    free(slots)
  }

  /// What decides which answer it is.
  struct Key {
    let target: UnsafeRawBufferPointer
    /// Empty without the field.
    let accept: UnsafeRawBufferPointer
    let acceptLanguage: UnsafeRawBufferPointer
    /// Which visibility class asks, by the number its loop gave it.
    let visibility: Int

    var count: Int { target.count + accept.count + acceptLanguage.count }
  }

  /// How long an answer is true.
  struct Moment: Equatable {
    /// The change number of the visibility class.
    let number: Int
    /// In Amsterdam.
    let day: Int32
  }

  /// Until when answers are true, of whichever kind they are.
  struct Moments: Equatable {
    let present: Moment
    /// Of what is said of a past moment: how often something was struck out of what the class has seen.
    let past: Moment

    init(number: Int, past: Int, day: Int32) {
      present = Moment(number: number, day: day)
      self.past = Moment(number: past, day: .min)
    }
  }

  /// An answer, lent until the next `insert`.
  struct Hit {
    /// Field lines of the 200.
    let fields: UnsafeRawBufferPointer
    /// The last of them, which the 304 has too.
    let kept: UnsafeRawBufferPointer
    let etag: UnsafeRawBufferPointer
    let body: UnsafeRawBufferPointer
    /// The number of its route.
    let route: Int
  }

  private struct Slot {
    var hash: UInt64
    /// Counted from the first byte ever written, which is 1; 0 for nothing.
    var start: Int
    var moment: Moment
    var visibility: Int32
    var route: Int32
    var target: UInt32
    var accept: UInt32
    var language: UInt32
    var fields: UInt32
    var kept: UInt32
    var etag: UInt32
    var body: UInt32
  }

  func find(_ key: Key, at moments: Moments) -> Hit? {
    let hash = Self.hash(key)
    let first = place(of: hash)
    for way in 0..<Self.ways {
      let slot = slots + (first + way)
      guard slot.pointee.hash == hash, holds(slot, key),
        slot.pointee.moment == moments.present || slot.pointee.moment == moments.past
      else { continue }
      var at = slot.pointee.start % ring.count + key.count
      let fields = part(&at, slot.pointee.fields)
      let etag = part(&at, slot.pointee.etag)
      let body = part(&at, slot.pointee.body)
      let keptFrom = fields.count - Int(slot.pointee.kept)
      return Hit(
        fields: fields, kept: UnsafeRawBufferPointer(rebasing: fields[keptFrom...]), etag: etag, body: body,
        route: Int(slot.pointee.route))
    }
    return nil
  }

  /// Whether a question was asked before, not more than about a thousand other questions ago; from now on it was.
  ///
  /// A long answer that is quickly made is only kept the second time: to copy it here costs more than to send it, and
  /// whoever leafs through the register would push out what others ask again and again.
  mutating func wasAsked(_ key: Key) -> Bool {
    let hash = Self.hash(key)
    let place = Int(truncatingIfNeeded: hash) & (Self.askedCount - 1)
    let mark = UInt32(truncatingIfNeeded: hash >> 32)
    if asked[place] == mark { return true }
    asked[place] = mark
    return false
  }

  /// Keeps an answer, unless it would push out more than a quarter of all others.
  ///
  /// - Parameter parts: what of the body is kept elsewhere.
  mutating func insert(
    _ key: Key, at moment: Moment, route: Int, fields: UnsafeRawBufferPointer, kept: Int,
    etag: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer, _ parts: KeptParts = KeptParts()
  ) {
    let count = key.count + fields.count + etag.count + body.count + parts.count
    guard count <= ring.count / 4 else { return }
    // No answer goes over the seam.
    if written % ring.count + count > ring.count { written += ring.count - written % ring.count }
    let start = written
    for bytes in [key.target, key.accept, key.acceptLanguage, fields, etag] { write(bytes) }
    parts.forEachPiece(of: body) { write($0) }
    let hash = Self.hash(key)
    let first = place(of: hash)
    // The same question again, else the older of the two.
    var chosen = slots + first
    for way in 0..<Self.ways {
      let slot = slots + (first + way)
      if slot.pointee.hash == hash {
        chosen = slot
        break
      }
      if slot.pointee.start < chosen.pointee.start { chosen = slot }
    }
    chosen.pointee = Slot(
      hash: hash, start: start, moment: moment, visibility: Int32(truncatingIfNeeded: key.visibility),
      route: Int32(truncatingIfNeeded: route), target: UInt32(key.target.count), accept: UInt32(key.accept.count),
      language: UInt32(key.acceptLanguage.count),
      fields: UInt32(fields.count), kept: UInt32(kept), etag: UInt32(etag.count), body: UInt32(body.count + parts.count)
    )
  }

  // MARK: Bytes

  private mutating func write(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    UnsafeMutableRawBufferPointer(rebasing: ring[(written % ring.count)...]).copyMemory(from: bytes)
    written += bytes.count
  }

  /// Whether the slot's bytes are still there and are this question.
  private func holds(_ slot: UnsafeMutablePointer<Slot>, _ key: Key) -> Bool {
    let slot = slot.pointee
    guard slot.start > 0, written - slot.start <= ring.count,
      slot.visibility == Int32(truncatingIfNeeded: key.visibility),
      Int(slot.target) == key.target.count, Int(slot.accept) == key.accept.count,
      Int(slot.language) == key.acceptLanguage.count
    else { return false }
    var at = slot.start % ring.count
    return Self.equal(part(&at, slot.target), key.target) && Self.equal(part(&at, slot.accept), key.accept)
      && Self.equal(part(&at, slot.language), key.acceptLanguage)
  }

  private func part(_ at: inout Int, _ count: UInt32) -> UnsafeRawBufferPointer {
    defer { at += Int(count) }
    return UnsafeRawBufferPointer(rebasing: ring[at..<(at + Int(count))])
  }

  private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slotCount - 1) & ~(Self.ways - 1) }

  private static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    // The counts are equal already; `memcmp` wants no null pointer.
    guard left.count > 0, let a = left.baseAddress, let b = right.baseAddress else { return true }
    return memcmp(a, b, left.count) == 0
  }

  /// Eight bytes a step; a clash costs a miss, never a wrong answer, for the bytes are compared.
  private static func hash(_ key: Key) -> UInt64 {
    var hash = UInt64(bitPattern: Int64(key.visibility)) &* 0x9E37_79B9_7F4A_7C15
    stir(key.target, &hash)
    stir(key.accept, &hash)
    stir(key.acceptLanguage, &hash)
    return hash ^ (hash >> 29)
  }

  private static func stir(_ bytes: UnsafeRawBufferPointer, _ hash: inout UInt64) {
    var at = 0
    while at + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self), &hash)
      at += 8
    }
    var last: UInt64 = UInt64(bytes.count)
    while at < bytes.count {
      last = last << 8 | UInt64(bytes[at])
      at += 1
    }
    mix(last, &hash)
  }

  private static func mix(_ word: UInt64, _ hash: inout UInt64) {
    hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 32
  }
}
