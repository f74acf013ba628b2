import Bytes
import Glibc
import Testing

struct ByteBufferTests {
  @Test func `a buffer holds what an array would hold, whatever is done to it`() {
    var random = FixedRandom(seed: 64)
    var buffer = ByteBuffer(capacity: 1)
    var model: [UInt8] = []
    for step in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2:
        buffer.append(bytes)
        model += bytes
      case 3:
        buffer.append(UInt8(step & 255))
        model.append(UInt8(step & 255))
      case 4:
        let filled = buffer.withFreeBytes(minimum: bytes.count) { free in
          #expect(free.count >= bytes.count)
          free.copyBytes(from: bytes)
          return bytes.count
        }
        #expect(filled == bytes.count)
        model += bytes
      case 5...7:
        let count = Int.random(in: 0...min(model.count, 300), using: &random)
        buffer.removeFirst(count)
        model.removeFirst(count)
      case 8:
        let count = model.count - Int.random(in: 0...min(model.count, 50), using: &random)
        buffer.truncate(to: count)
        model.removeSubrange(count...)
      default:
        guard step.isMultiple(of: 7) else { continue }
        buffer.removeAll()
        model.removeAll()
        buffer.shrink(over: 128)
      }
      #expect(buffer.count == model.count && buffer.isEmpty == model.isEmpty)
      #expect(buffer.withBytes { $0.elementsEqual(model) })
    }
  }

  @Test(arguments: [0, 7, -7, 10, -10, 99, 100, .max, .min])
  func `a number is appended in decimal`(number: Int) {
    #expect(written { $0.append(decimal: number) } == "\(number)")
  }

  @Test func `text is appended as UTF-8, in one piece or not`() {
    let text = "coördinatie – 😀"
    #expect(written { $0.append(text) } == text)
    #expect(written { $0.append(text.dropFirst(3)) } == String(text.dropFirst(3)))
    #expect(written { $0.append("vast" as StaticString) } == "vast")
    #expect(written { $0.append("") } == "")
  }
}

struct LockedTests {
  @Test func `one thread at a time changes the value`() {
    let counter = Locked(0)
    let threads = (0..<4).map { _ in
      startThread { for _ in 0..<10_000 { counter.withLock { $0 += 1 } } }
    }
    for thread in threads { pthread_join(thread, nil) }
    #expect(counter.withLock { $0 } == 40_000)
  }

  @Test func `an error leaves the lock open`() {
    struct Fault: Error {}
    let value = Locked(1)
    #expect(throws: Fault.self) { try value.withLock { _ throws(Fault) in throw Fault() } }
    #expect(value.withLock { $0 } == 1)
  }

  private final class Work {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private func startThread(_ run: @escaping @Sendable () -> Void) -> pthread_t {
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        context.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(Work(run)).toOpaque())
    #expect(status == 0)
    return thread
  }
}
