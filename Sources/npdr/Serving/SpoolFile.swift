import API
import Bytes
import CLinux
import Glibc

/// A file without a name, beside the database: where there is room for the register there is room for a copy.
///
/// A disk that is full takes no file, but reading has to go on: what is small is then kept in memory instead.
final class SpoolFile: Spool {
  private enum Place {
    case file(Int32)
    case memory([UInt8])
  }

  /// Bytes that memory may hold where the disk holds none.
  private static let memoryLimit = 16 << 20

  private var place: Place
  private let folder: String
  private(set) var count = 0

  init(in folder: String) {
    self.folder = folder
    let path = "\(folder)/.npdr-bestanden-\(Hex.encode(SecureRandom.bytes(8)))"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    place = descriptor >= 0 ? .file(descriptor) : .memory([])
    if descriptor >= 0 { Files.remove(path) }
  }

  deinit { if case .file(let descriptor) = place { close(descriptor) } }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    if case .file(let descriptor) = place {
      if write(bytes, to: descriptor) {
        count += bytes.count
        return
      }
      let reason = Self.lastError
      guard count + bytes.count <= Self.memoryLimit else { throw full(reason) }
      let kept = try read(0..<count, atMost: count)
      close(descriptor)
      place = .memory(kept)
    }
    guard case .memory(var kept) = place else { return }
    guard count + bytes.count <= Self.memoryLimit else { throw full("memory takes \(Self.memoryLimit >> 20) MiB") }
    // One owner at a time: else every part that is added would copy the whole.
    place = .memory([])
    kept += bytes
    count = kept.count
    place = .memory(kept)
  }

  private func full(_ reason: String) -> SpoolFull {
    SpoolFull("the files of open data find no room in \(folder): \(reason)")
  }

  /// - Returns: whether all of them were written, behind what is there; else errno says why.
  private func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    var end = count
    while !rest.isEmpty {
      let done = pwrite(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(end))
      if done < 0 && npdr_errno() == EINTR { continue }
      guard done > 0 else { return false }
      end += done
      rest = rest.dropFirst(done)
    }
    return true
  }

  func read(_ range: Range<Int>, atMost limit: Int) throws -> [UInt8] {
    let wanted = min(range.count, limit)
    let descriptor: Int32
    switch place {
    case .memory(let kept): return Array(kept[range].prefix(wanted))
    case .file(let file): descriptor = file
    }
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
