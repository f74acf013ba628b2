import API
import Bytes
import CLinux
import Glibc

/// A file without a name, beside the database: where there is room for the register there is room for a copy.
final class SpoolFile: Spool {
  private let descriptor: Int32
  private let folder: String
  private(set) var count = 0

  init(in folder: String) throws {
    self.folder = folder
    let path = "\(folder)/.npdr-bestanden-\(Hex.encode(SecureRandom.bytes(8)))"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("Cannot make a file in \(folder): \(Self.lastError).") }
    Files.remove(path)
  }

  deinit { close(descriptor) }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let done = pwrite(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(count))
      if done < 0 && npdr_errno() == EINTR { continue }
      guard done > 0 else { throw Failure("Cannot write a file in \(folder): \(Self.lastError).") }
      count += done
      rest = rest.dropFirst(done)
    }
  }

  func read(_ range: Range<Int>, atMost limit: Int) throws -> [UInt8] {
    let wanted = min(range.count, limit)
    return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let place = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          .baseAddress
        let done = pread(descriptor, place, wanted - filled, off_t(range.lowerBound + filled))
        if done < 0 && npdr_errno() == EINTR { continue }
        guard done >= 0 else { throw Failure("Cannot read a file in \(folder): \(Self.lastError).") }
        if done == 0 { return }
        filled += done
      }
    }
  }

  private static var lastError: String { String(cString: strerror(npdr_errno())) }
}
