import Bytes
import Testing

@testable import Register

/// Two departments answer for one measure; what each drafts under it is its own.
struct OthersDraftTests {
  private let register: TestRegister
  private let szw: Caller
  private let vws: Caller

  init() throws {
    register = try TestRegister(
      TestRegister.programme + [
        (
          "maatregel",
          [
            "kenmerk": "m-twee", "titel": "Van twee", "uitvoeringsstatus": "in-uitvoering",
            "betrokkenen": [
              ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "vws", "rol": "medeverantwoordelijk"],
            ],
          ]
        )
      ])
    szw = try register.caller(.editor, "szw")
    try register.create("actie", ["kenmerk": "a-een", "maatregel": "m-twee", "titel": "Eerste stap"], by: szw)
    vws = try register.caller(.editor, "vws")
  }

  private func submit(
    _ operation: Command.Operation, of resource: Resource = .actie, match: String, by caller: Caller,
    draft: Bool = false
  ) throws -> Outcome {
    try register.submit(
      Command(
        resource: resource, operation: operation, condition: .ifMatch([match]), caller: caller, now: .now, draft: draft)
    )
  }

  @Test func `a draft of one is not released, published, discarded or drafted over by the other`() throws {
    _ = try register.patch("actie", "a-een", ["toelichting": "Geheim"], match: "\"1\"", by: szw, draft: true)
    let mine = try register.json("actie", "a-een", as: szw, .draft)
    for status in ["vrijgegeven", "gepubliceerd"] {
      fails(.transition(from: "gepubliceerd", to: status)) {
        _ = try submit(.transition(kenmerk: "a-een", ["naar": .string(status)]), match: "\"1\"", by: vws)
      }
    }
    fails(.stale(current: "\"1\"")) {
      _ = try submit(.discard(kenmerk: "a-een"), match: "\"1-c1\"", by: vws, draft: true)
    }
    fails(.notDiscardable) { _ = try submit(.discard(kenmerk: "a-een"), match: "\"1\"", by: vws, draft: true) }
    fails(.forbidden(reason: .otherOrganisation)) {
      _ = try register.patch("actie", "a-een", ["toelichting": "Ook"], match: "\"1\"", by: vws, draft: true)
    }
    #expect(try register.json("actie", "a-een", as: szw, .draft) == mine)
    #expect(try register.json("actie", "a-een")["toelichting"] == .null)
  }

  @Test func `a tag of a draft that was thrown away is of no later draft`() throws {
    func patch(_ goal: String, match: String) throws -> Outcome {
      try register.patch("maatregel", "m-twee", ["doel": .string(goal)], match: match, by: szw, draft: true)
    }
    guard case .updated(let first) = try patch("Een", match: "\"1\"") else { throw TestRegister.Missing() }
    _ = try submit(.discard(kenmerk: "m-twee"), of: .maatregel, match: first.etag, by: szw, draft: true)
    guard case .updated(let second) = try patch("Twee", match: "\"1\"") else { throw TestRegister.Missing() }
    #expect(first.etag == "\"1-c1\"" && second.etag == "\"1-c2\"")
    fails(.stale(current: second.etag)) { _ = try patch("Drie", match: first.etag) }
  }

  @Test func `the reason of a drafted change of plan is kept while the draft is worked on`() throws {
    let change: JSON = ["plan": ["gereedGepland": "2031"], "planwijziging": ["reden": "Later klaar"]]
    _ = try register.patch("maatregel", "m-twee", change, match: "\"1\"", by: szw, draft: true)
    _ = try register.patch("maatregel", "m-twee", ["doel": "Beter"], match: "\"1-c1\"", by: szw, draft: true)
    _ = try register.transition("m-twee", to: "vrijgegeven", match: "\"1-c2\"", by: szw)
    _ = try register.transition("m-twee", to: "gepubliceerd", match: "\"1-c3\"", by: szw)
    let told = try register.list("planwijziging").map { try register.json("planwijziging", $0)["reden"] }
    #expect(told == ["Later klaar"])
  }

  @Test func `an embargo is lifted while a draft is beside the row it hides`() throws {
    let made = try register.create(
      "maatregel",
      ["titel": "Straks", "publicatie": ["status": "gepubliceerd", "embargoTot": "2099-01-01T00:00:00Z"]], by: szw)
    _ = try register.patch("maatregel", made.kenmerk, ["doel": "Nog niet"], match: made.etag, by: szw, draft: true)
    _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: made.etag, by: szw, embargo: .null)
    #expect(try register.json("maatregel", made.kenmerk)["doel"] == .null)
    #expect(try register.json("maatregel", made.kenmerk, as: szw, .draft)["doel"] == "Nog niet")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `what was hidden for good before its embargo ends, ends without a word`() throws {
    let soon = Timestamp(seconds: Timestamp.now.seconds + 2)
    try register.create(
      "actie",
      [
        "maatregel": "m-twee", "titel": "Nooit gezien",
        "publicatie": ["status": "gepubliceerd", "embargoTot": .string(soon.description)],
      ], by: szw)
    _ = try register.transition("m-twee", to: "ingetrokken", match: "\"1\"", by: szw, reason: "Klaar")
    while Timestamp.now <= soon {}
    let more = try register.create("maatregel", ["titel": "Daarna"], by: szw)
    #expect(more.kenmerk == "daarna")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `who does not see a link neither marks it, repeats it nor hears its name`() throws {
    let hidden = try register.create("maatregel", ["kenmerk": "geheim-plan", "titel": "Geheim plan"], by: szw)
    let link: JSON = ["soort": "deel-van", "maatregel": .string(hidden.kenmerk)]
    let reason: JSON = ["reden": "Hoort erbij"]
    _ = try register.patch(
      "maatregel", "m-twee", ["relaties": [link], "planwijziging": reason], match: "\"1\"", by: szw)
    let tag = try register.etag("m-twee", as: vws)
    for mark in ["relaties/zzz", "relaties/geheim-plan"] {
      let found = faults {
        _ = try register.patch("maatregel", "m-twee", ["afgeleid": [.string(mark)]], match: tag, by: vws)
      }
      #expect(found == [FieldError("/afgeleid/0", .notAllowed(allowed: ["relaties"]))])
    }
    for kind in ["deel-van", "vervangt"] {
      let again: JSON = ["soort": .string(kind), "maatregel": "geheim-plan"]
      let found = faults {
        _ = try register.patch("maatregel", "m-twee", ["relaties": [again]], match: tag, by: vws)
      }
      #expect(
        found == [
          FieldError("/relaties/0/maatregel", .unknownReference(resource: "maatregel", kenmerk: "geheim-plan"))
        ])
    }
    // What he writes beside it leaves it where it is.
    _ = try register.patch("maatregel", "m-twee", ["doel": "Meer", "planwijziging": reason], match: tag, by: vws)
    #expect(try register.json("maatregel", "m-twee", as: szw)["relaties"] == [link])
    #expect(try register.json("maatregel", "m-twee", as: vws)["relaties"] == [])
    #expect(try VerificationTests.faults(register) == [])
  }

  private func fails(_ expected: RegisterError, _ body: () throws -> Void) {
    #expect(throws: expected, performing: body)
  }

  private func faults(_ body: () throws -> Void) -> [FieldError] {
    do {
      try body()
      return []
    } catch RegisterError.invalid(let faults) {
      return faults
    } catch {
      Issue.record("\(error)")
      return []
    }
  }
}
