import Glibc

/// Lends a copy of `bytes` that ends right before a page nobody may touch: reading one byte too far is a crash.
func withGuarded<R>(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
  let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  let size = (bytes.count + page - 1) / page * page
  let memory = mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
  guard let memory, memory != MAP_FAILED, mprotect(memory + size, page, PROT_NONE) == 0 else {
    fatalError("no memory for the test")
  }
  defer { munmap(memory, size + page) }
  let start = memory + size - bytes.count
  bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: bytes.count) }
  return try body(UnsafeRawBufferPointer(start: start, count: bytes.count))
}
