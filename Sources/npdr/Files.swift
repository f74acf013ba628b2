import CLinux
import Glibc

/// Files and folders, by the system's own calls.
enum Files {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Which file stands at `path`: another one has another identity, whatever is in it. Nil when there is none.
  static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  /// What tells whether a database was written to while it was read: which file, how long, last written when. Nil when
  /// it is not there, or when a log stands beside it: then somebody may be writing.
  static func rest(of path: String) -> [Int]? {
    // As the engine opens it: what stands beside a link stands beside what it leads to.
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    let place = String(cString: real)
    if ["-wal", "-shm", "-journal"].contains(where: { exists(place + $0) }) { return nil }
    var status = stat()
    guard stat(place, &status) == 0 else { return nil }
    return [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
    ]
  }

  /// Bytes; nil when there is no such file.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Bytes that this user may still write on the disk of `path`; nil when it cannot be asked.
  static func freeSpace(at path: String) -> Int? {
    var status = statvfs()
    return statvfs(path, &status) == 0 ? Int(status.f_bavail) * Int(status.f_frsize) : nil
  }

  /// The whole file.
  /// - Throws: `Failure` that names the file and what the system said.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("Cannot read \(path): \(lastError).") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
      if count < 0 && npdr_errno() == EINTR { continue }
      guard count >= 0 else { throw Failure("Cannot read \(path): \(lastError).") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Makes a file that is not there yet; one that cannot be finished is taken away again.
  ///
  /// - Parameter body: gets the descriptor, and the path for its words.
  @discardableResult
  static func make<R>(_ path: String, _ body: (Int32, String) throws -> R) throws -> R {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("Cannot make \(path): \(lastError).") }
    defer { close(descriptor) }
    do {
      return try body(descriptor, path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Takes a file away; one that is not there is no fault.
  static func remove(_ path: String) { unlink(path) }

  /// Writes all of `bytes`.
  /// - Throws: `Failure` that names `name` and what the system said.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ name: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && npdr_errno() == EINTR { continue }
      guard count >= 0 else { throw Failure("Cannot write \(name): \(lastError).") }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes the folder that `path` is to stand in, and those above it, when they are not there.
  static func makeFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    if exists(folder) { return }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o755) == 0 || npdr_errno() == EEXIST else {
      throw Failure("Cannot make the folder \(folder): \(lastError).")
    }
  }

  /// Sees to it that the names in the folder of `path` are on the disk.
  static func syncFolder(of path: String) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("Cannot open the folder \(folder): \(lastError).") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure("Cannot write the folder \(folder): \(lastError).") }
  }

  /// Names in a folder, sorted, without `.` and `..`.
  static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw Failure("Cannot read \(folder): \(lastError).") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static var lastError: String { String(cString: strerror(npdr_errno())) }
}

/// A folder of its own under the system's temporary one.
struct TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/npdr-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("No temporary folder can be made.") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes away the files in it, and the folder.
  func remove() {
    for name in (try? Files.names(in: path)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
