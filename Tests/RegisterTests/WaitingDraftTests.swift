import Bytes
import Testing

@testable import Register

/// A draft that is published with an embargo waits beside the published version, which stays up.
struct WaitingDraftTests {
  private let register: TestRegister
  private let szw: Caller
  private let end = Timestamp.now + 3_600

  init() throws {
    register = try TestRegister()
    szw = try register.caller(.editor, "szw")
  }

  /// A draft of `m-registratie` with another plan, published with an embargo: `"1-c3"`.
  private func wait() throws {
    let draft = try register.change(
      "m-registratie",
      ["doel": "Later doel", "plan": ["gereedGepland": "2029"], "planwijziging": ["reden": "Meer tijd nodig"]], "\"1\"",
      by: szw, draft: true)
    let released = try register.move("m-registratie", ["naar": "vrijgegeven"], draft, by: szw)
    let waiting = try register.move(
      "m-registratie", ["naar": "gepubliceerd", "embargoTot": .string(end.description)], released, by: szw)
    #expect(waiting == "\"1-c3\"")
  }

  private func changes(for caller: Caller = .everyone) throws -> [FeedChange.Kind] {
    try register.reader.changes(after: nil, limit: 200, for: caller).changes
      .filter { $0.kenmerk == "m-registratie" && !$0.isDraft }.map(\.kind)
  }

  @Test func `what is published stays up until the embargo of its next version ends`() throws {
    let before = try register.json("maatregel", "m-registratie")
    let vws = try register.caller(.reader, "vws")
    let number = register.changes.number(for: .everyone)
    try wait()
    for caller in [Caller.everyone, vws] {
      #expect(try register.json("maatregel", "m-registratie", as: caller) == before)
      #expect(try register.list("maatregel", [("search", "registratie")], as: caller) == ["m-registratie"])
      #expect(throws: RegisterError.notFound(resource: "maatregel", kenmerk: "m-registratie")) {
        try register.json("maatregel", "m-registratie", as: caller, .draft)
      }
    }
    #expect(register.changes.number(for: .everyone) == number)
    #expect(try register.reader.versions(.maatregel, "m-registratie", for: .everyone).count == 1)
    #expect(try changes() == [.made])
    let own = try register.json("maatregel", "m-registratie", as: szw, .draft)
    #expect(own["doel"] == "Later doel" && own["publicatie"]?["embargoTot"]?.asString == end.description)
    #expect(try VerificationTests.faults(register) == [])

    try register.later(end)
    let seen = try register.json("maatregel", "m-registratie")
    #expect(seen["doel"] == "Later doel" && seen["versie"] == 2 && seen["conceptversie"] == nil)
    #expect(seen["aangemaaktOp"] == before["aangemaaktOp"] && seen["publicatie"]?["embargoTot"] == .null)
    #expect(try changes() == [.made, .changed])
    #expect(try register.reader.versions(.maatregel, "m-registratie", for: .everyone).map(\.versie) == [1, 2])
    let change = try register.json("planwijziging", "m-registratie-w2")
    #expect(change["reden"] == "Meer tijd nodig" && change["gemeldDoor"] == "szw")
    #expect(change["aangemaaktOp"] == seen["gewijzigdOp"])
    #expect(throws: RegisterError.noDraft(resource: "maatregel", kenmerk: "m-registratie")) {
      try register.json("maatregel", "m-registratie", as: szw, .draft)
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a draft whose embargo is over is nobody's to see before it is in its place`() throws {
    let soon = Timestamp.now + 3_600
    try wait()
    // Nothing runs to end it, and something else of the register is written meanwhile.
    try register.later(.now) { ledger in
      _ = try ledger.apply(
        Command(
          resource: .maatregel,
          operation: .patch(kenmerk: "m-registratie", ["omschrijving": "Tussendoor"]), condition: .ifMatchAny,
          caller: szw, now: soon + 60))
    }
    #expect(throws: RegisterError.notFound(resource: "maatregel", kenmerk: "m-registratie")) {
      try register.json("maatregel", "m-registratie", .draft)
    }
    #expect(try register.json("maatregel", "m-registratie")["doel"] == .null)
    try register.later(soon + 61)
    let seen = try register.json("maatregel", "m-registratie")
    #expect(seen["doel"] == "Later doel" && seen["omschrijving"] == "Tussendoor" && seen["versie"] == 3)
  }

  @Test func `who may publish moves its embargo, changes it, and lifts it`() throws {
    try wait()
    let later = end + 3_600
    let moved = try register.move(
      "m-registratie", ["naar": "gepubliceerd", "embargoTot": .string(later.description)], "\"1-c3\"", by: szw)
    let reason: JSON = ["planwijziging": ["reden": "Meer tijd nodig"]]
    let changed = try register.change(
      "m-registratie", MergePatch.apply(reason, to: ["doel": "Ander doel"]), moved, by: szw, draft: true)
    #expect(changed == "\"1-c5\"")
    let own = try register.json("maatregel", "m-registratie", as: szw, .draft)["publicatie"]
    #expect(own?["status"] == "gepubliceerd" && own?["embargoTot"]?.asString == later.description)
    let lifted = try register.move("m-registratie", ["naar": "gepubliceerd", "embargoTot": .null], changed, by: szw)
    #expect(lifted == "\"2\"")
    #expect(try register.json("maatregel", "m-registratie")["doel"] == "Ander doel")
    #expect(try register.list("planwijziging") == ["m-registratie-w2"])
    #expect(try VerificationTests.faults(register) == [])
  }

  private func discard(_ kenmerk: String, by caller: Caller) throws {
    _ = try register.submit(
      Command(
        resource: .maatregel, operation: .discard(kenmerk: kenmerk), condition: .ifMatchAny, caller: caller, now: .now,
        draft: true))
  }

  @Test func `where four eyes are asked, a change takes the approval away, and only an approver takes back`() throws {
    let editor = try register.caller(.editor, "jenv")
    let approver = try register.caller(.approver, "jenv")
    func approve(_ patch: JSON, _ match: String) throws -> String {
      let draft = try register.change("m-vierogen", patch, match, by: editor)
      let released = try register.move("m-vierogen", ["naar": "vrijgegeven"], draft, by: editor)
      return try register.move(
        "m-vierogen", ["naar": "gepubliceerd", "embargoTot": .string(end.description)], released, by: approver)
    }
    let approved = try approve(["doel": "A"], "\"1\"")
    let changed = try register.change("m-vierogen", ["doel": "B"], approved, by: editor)
    #expect(changed == "\"1-c4\"")
    #expect(try register.json("maatregel", "m-vierogen", as: editor, .draft)["publicatie"]?["status"] == "concept")
    _ = try approve(["doel": "C"], changed)
    #expect(throws: RegisterError.forbidden(reason: .mayNotPublish)) { try discard("m-vierogen", by: editor) }
    try discard("m-vierogen", by: approver)
    try register.later(end)
    #expect(try register.etag("m-vierogen") == "\"1\"")
    #expect(try register.json("maatregel", "m-vierogen")["doel"] == .null)
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a report that comes in while it waits is not undone by it`() throws {
    try wait()
    try register.report(on: "m-registratie", "opgeschort", by: szw)
    #expect(try register.json("maatregel", "m-registratie")["uitvoeringsstatus"] == "opgeschort")
    try register.later(end)
    let seen = try register.json("maatregel", "m-registratie")
    #expect(seen["uitvoeringsstatus"] == "opgeschort" && seen["doel"] == "Later doel" && seen["versie"] == 3)
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `an embargo that runs is not lifted by publishing a draft of what it hides`() throws {
    let made = try register.create(
      "maatregel", ["titel": "Later", "publicatie": TestRegister.hidden(until: end)], by: szw)
    let draft = try register.change(made.kenmerk, ["doel": "A"], made.etag, by: szw, draft: true)
    let released = try register.move(made.kenmerk, ["naar": "vrijgegeven"], draft, by: szw)
    let published = try register.move(made.kenmerk, ["naar": "gepubliceerd"], released, by: szw)
    #expect(published == "\"1-c4\"")
    #expect(throws: RegisterError.notFound(resource: "maatregel", kenmerk: made.kenmerk)) {
      try register.json("maatregel", made.kenmerk)
    }
    try register.later(end)
    let seen = try register.json("maatregel", made.kenmerk)
    #expect(seen["doel"] == "A" && seen["versie"] == 1)
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a draft beside a hidden row and that row never have the same tag`() throws {
    let made = try register.create(
      "maatregel", ["titel": "Later", "publicatie": TestRegister.hidden(until: end)], by: szw)
    #expect(made.etag == "\"1-c1\"")
    #expect(try register.change(made.kenmerk, ["doel": "A"], made.etag, by: szw, draft: true) == "\"1-c2\"")
    #expect(throws: RegisterError.stale(current: "\"1-c2\"")) {
      try register.change(made.kenmerk, ["doel": "B"], made.etag, by: szw, draft: true)
    }
    // The row goes on behind the draft, and the draft that takes the change over behind the row.
    #expect(try register.change(made.kenmerk, ["omschrijving": "C"], made.etag, by: szw) == "\"1-c3\"")
    let draft = try register.reader.item(.maatregel, made.kenmerk, .draft, for: szw)
    #expect(draft.etag == "\"1-c4\"")
    #expect(try JSON.parse(draft.json)["omschrijving"] == "C")
  }
}
