import CLinux
import Foundation

/// A program with a disk of its own: a small tmpfs in a mount namespace that ends with it. Needs no root where a user
/// may have namespaces.
struct Enclosure {
  /// The folder that is the disk, for the program inside.
  let folder: String
  private let size: Int

  /// - Parameter size: bytes.
  init(_ scratch: Scratch, size: Int) throws {
    folder = scratch.path("disk")
    self.size = size
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static let unshare: [String] =
    ["/usr/bin/unshare", "--mount"] + (getuid() == 0 ? [] : ["--user", "--map-root-user"])

  /// Whether this machine allows it.
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: unshare[0])
    process.arguments = unshare.dropFirst() + ["mount", "-t", "tmpfs", "none", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// The program, with a copy of `file` on the disk.
  func wrapper(copying file: String) -> [String] {
    Self.unshare + [
      "/bin/sh", "-c", "mount -t tmpfs -o size=\(size) none \"$1\" && cp \"$2\" \"$1\" && shift 2 && exec \"$@\"", "sh",
      folder, file,
    ]
  }

  /// The program, with the folder of `file` readable and not writable.
  static func readOnly(_ folder: String) -> [String] {
    unshare + [
      "/bin/sh", "-c", "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && shift && exec \"$@\"", "sh",
      folder,
    ]
  }

  /// A command beside the program inside.
  func beside(_ server: RunningServer) -> [String] {
    [
      "/usr/bin/nsenter", "--target", "\(server.process.processIdentifier)", "--mount",
      "--wdns=\(Program.home.path)",
    ] + (getuid() == 0 ? [] : ["--user", "--preserve-credentials"])
  }

  /// The same folder, seen from outside.
  func outside(_ server: RunningServer) -> String { "/proc/\(server.process.processIdentifier)/root\(folder)" }
}
