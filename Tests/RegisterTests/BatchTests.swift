import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

/// What waits is written in one transaction, and each command as if it were alone.
struct BatchTests {
  private let register: TestRegister
  private let held: MomentTests.HeldConnection
  private let writer: RegisterWriter
  private let caller: Caller

  /// A store that fails halfway through a write of `m-registratie`: the log has it, the feed does not take it.
  private static let failure = """
    CREATE TRIGGER halverwege BEFORE INSERT ON wijziging WHEN NEW.kenmerk = 'm-registratie'
    BEGIN SELECT RAISE(ABORT, 'halverwege'); END
    """

  init() throws {
    register = try TestRegister()
    caller = try register.caller(.administrator, "ncdr")
    register.writer.stop()
    held = MomentTests.HeldConnection(try SQLiteConnection.open(register.path, mode: .writer))
    try held.executeScript(BatchTests.failure)
    writer = try RegisterWriter(connection: held, changes: register.changes)
  }

  private func submit(_ patches: [(kenmerk: String, JSON)], _ done: DispatchGroup) -> Locked<[Int: Error?]> {
    let results = Locked<[Int: Error?]>([:])
    for (index, (kenmerk, patch)) in patches.enumerated() {
      done.enter()
      writer.submit(
        Command(
          resource: .maatregel, operation: .patch(kenmerk: kenmerk, patch), condition: .ifMatchAny, caller: caller,
          now: .now)
      ) { result in
        results.withLock { $0[index] = .some(result.failure) }
        done.leave()
      }
    }
    return results
  }

  /// Patches that wait together while another is committed.
  /// - Returns: why each was refused; nil for one that was written.
  private func submitTogether(_ patches: [(kenmerk: String, JSON)]) -> [Error?] {
    let done = DispatchGroup()
    held.isHeld.withLock { $0 = true }
    _ = submit([("m-vierogen", ["doel": .string(UUID().uuidString)])], done)
    held.isWritten.wait()
    let results = submit(patches, done)
    held.isHeld.withLock { $0 = false }
    held.letGo.signal()
    done.wait()
    let errors = results.withLock { $0 }
    return patches.indices.map { errors[$0] ?? nil }
  }

  @Test(arguments: [false, true])
  func `what fails halfway leaves nothing, takes nobody along and is not what comes after it`(together: Bool) throws {
    defer { writer.stop() }
    let patches: [(String, JSON)] = [
      ("m-registratie", ["doel": "Halverwege"]), ("m-training", ["titel": 5]), ("m-training", ["doel": "Gelukt"]),
      ("m-training", ["toelichting": "Erbij"]),
    ]
    let errors = together ? submitTogether(patches) : patches.flatMap { submitTogether([$0]) }
    #expect((errors[0] as? SQLError)?.kind == .otherConstraint)
    guard case .invalid = errors[1] as? RegisterError else { throw TestRegister.Missing() }
    #expect(errors[2] == nil && errors[3] == nil)
    #expect(try register.json("maatregel", "m-registratie")["doel"] == .null)
    let training = try register.json("maatregel", "m-training")
    #expect(training["titel"] == "Training voor de jeugdzorg")
    #expect(training["doel"] == "Gelukt")
    #expect(training["toelichting"] == "Erbij")
    writer.stop()
    try VerificationTests.damage(register, "DROP TRIGGER halverwege")
    #expect(try VerificationTests.faults(register) == [])
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
