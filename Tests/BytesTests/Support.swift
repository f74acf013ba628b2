import Bytes
import Glibc

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be repeated.
struct FixedRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Lends a copy of `bytes` that ends where the next page cannot be read: one byte too many ends the test run.
func atEndOfPage<R>(_ bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  let room = (bytes.count + page - 1) / page * page
  guard let start = mmap(nil, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
    start != MAP_FAILED, mprotect(start + room, page, PROT_NONE) == 0
  else { fatalError("no memory for a guarded page") }
  defer { munmap(start, room + page) }
  let copy = UnsafeMutableRawBufferPointer(start: start + room - bytes.count, count: bytes.count)
  copy.copyBytes(from: bytes)
  return try body(UnsafeRawBufferPointer(copy))
}

/// What `write` appends, as text.
func written(_ write: (inout ByteBuffer) -> Void) -> String {
  var buffer = ByteBuffer(capacity: 1)
  write(&buffer)
  return String(decoding: buffer.array(), as: UTF8.self)
}

extension JSON {
  /// The fault `parse` finds; nil when it finds none.
  static func fault(in bytes: [UInt8], depth: Int = 32) -> JSONError? {
    do throws(JSONError) {
      _ = try parse(bytes, depth: depth)
      return nil
    } catch {
      return error
    }
  }

  static func fault(in text: String, depth: Int = 32) -> JSONError? { fault(in: Array(text.utf8), depth: depth) }
}
