import Foundation
import SQLiteStore
import Testing

struct LockTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func `a second server on one database is told who has it`() throws {
    let first = try DatabaseLock(of: folder.database)
    let held = failure(DatabaseLockError.self) { try DatabaseLock(of: folder.database) }
    #expect(held == .held(path: folder.database, process: ProcessInfo.processInfo.processIdentifier))
    first.release()
    _ = try DatabaseLock(of: folder.database)
  }

  @Test func `another name of the same file is the same file`() throws {
    try folder.writer().close()
    let link = folder.path + "/link.sqlite"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.database)
    let first = try DatabaseLock(of: link)
    #expect(failure(DatabaseLockError.self) { try DatabaseLock(of: folder.path + "/./register.sqlite") } != nil)
    first.release()
  }

  @Test func `a command may write beside the server that holds the lock`() throws {
    let server = try DatabaseLock(of: folder.database)
    let writer = try folder.writer()
    let command = try folder.writer()
    try writer.run("CREATE TABLE t (a INTEGER) STRICT")
    try command.run("INSERT INTO t VALUES (1)")
    #expect(try writer.number("SELECT count(*) FROM t") == 1)
    server.release()
  }

  @Test func `a lock that cannot be made says why`() throws {
    let error = failure(DatabaseLockError.self) { try DatabaseLock(of: folder.path + "/geen/register.sqlite") }
    #expect(error == .unavailable(path: folder.path + "/geen/register.sqlite.lock", reason: ENOENT))
  }
}
