import Bytes
import Register
import SQL
import SQLiteStore
import Testing

struct WriteTests {
  private func fails(_ expected: RegisterError, _ body: () throws -> Void) {
    #expect(throws: expected, performing: body)
  }

  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch RegisterError.invalid(let faults) {
      return faults.map { "\($0.location) \($0.fault)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `a department's new measure is its own draft until it publishes it`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let vws = try register.caller(.editor, "vws")
    let made = try register.create("maatregel", ["titel": "Gelijke kansen op de werkvloer"], by: szw)
    #expect(made.kenmerk == "gelijke-kansen-op-de-werkvloer")
    #expect(made.etag == "\"0-c1\"")
    #expect(try register.list("maatregel", as: szw).contains(made.kenmerk))
    for other in [Caller.everyone, vws, try register.caller(.bureau, "ncdr")] {
      #expect(try !register.list("maatregel", as: other).contains(made.kenmerk))
      fails(.notFound(resource: "maatregel", kenmerk: made.kenmerk)) {
        _ = try register.json("maatregel", made.kenmerk, as: other)
      }
    }
    _ = try register.transition(made.kenmerk, to: "vrijgegeven", match: "\"0-c1\"", by: szw)
    let etag = try register.etag(made.kenmerk, as: szw)
    _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: etag, by: szw)
    #expect(try register.etag(made.kenmerk) == "\"1\"")
    #expect(
      try register.json("maatregel", made.kenmerk)["betrokkenen"]?.text
        == #"[{"organisatie":"szw","rol":"verantwoordelijk"}]"#)
  }

  @Test func `a lost update is refused and the first one stands`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let etag = try register.etag("m-registratie")
    _ = try register.patch("maatregel", "m-registratie", ["doel": "een"], match: etag, by: szw)
    fails(.stale(current: "\"2\"")) {
      _ = try register.patch("maatregel", "m-registratie", ["doel": "twee"], match: etag, by: szw)
    }
    fails(.preconditionRequired) {
      _ = try register.patch("maatregel", "m-registratie", ["doel": "drie"], match: nil, by: szw)
    }
    #expect(try register.json("maatregel", "m-registratie")["doel"] == "een")
  }

  @Test func `a write that changes nothing keeps the version`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let outcome = try register.patch(
      "maatregel", "m-registratie", ["gronden": ["moslimdiscriminatie", "moslimdiscriminatie"]], match: "\"1\"", by: szw
    )
    guard case .unchanged(let item) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(item.etag == "\"1\"")
  }

  @Test func `another department's measure is seen and not written`() throws {
    let register = try TestRegister()
    let vws = try register.caller(.editor, "vws")
    fails(.forbidden(reason: .otherOrganisation)) {
      _ = try register.patch("maatregel", "m-registratie", ["doel": "x"], match: "\"1\"", by: vws)
    }
    fails(.forbidden(reason: .otherOrganisation)) {
      try register.create(
        "maatregel", ["titel": "Voor SZW", "betrokkenen": [["organisatie": "szw", "rol": "verantwoordelijk"]]], by: vws)
    }
    fails(.forbidden(reason: .role)) {
      try register.create("grond", ["naam": "Nieuw", "volgorde": 9], by: vws)
    }
    fails(.forbidden(reason: .role)) {
      try register.create("maatregel", ["titel": "Nieuw"], by: register.caller(.reader, "vws"))
    }
  }

  @Test func `once published, the place of a measure in the programme is the bureau's`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let bureau = try register.caller(.bureau, "ncdr")
    let change: JSON = ["gronden": ["antisemitisme"], "planwijziging": ["reden": "Verkeerd ingedeeld"]]
    fails(.forbidden(reason: .coordinatedField)) {
      _ = try register.patch("maatregel", "m-registratie", change, match: "\"1\"", by: szw)
    }
    _ = try register.patch("maatregel", "m-registratie", change, match: "\"1\"", by: bureau)
    fails(.forbidden(reason: .otherOrganisation)) {
      _ = try register.patch("maatregel", "m-registratie", ["titel": "Anders"], match: "\"2\"", by: bureau)
    }
    #expect(try register.list("maatregel", [("grond", "antisemitisme")]).sorted() == ["m-registratie", "m-vierogen"])
    #expect(try register.list("maatregel", [("grond", "moslimdiscriminatie")]) == [])
  }

  @Test func `where four eyes are asked, an editor alone publishes nothing`() throws {
    let register = try TestRegister()
    let jenv = try register.caller(.editor, "jenv")
    fails(.forbidden(reason: .mayNotPublish)) {
      try register.create("maatregel", ["titel": "Nieuw", "publicatie": ["status": "gepubliceerd"]], by: jenv)
    }
    let draft = try register.create("maatregel", ["titel": "Nieuw"], by: jenv)
    _ = try register.transition(draft.kenmerk, to: "vrijgegeven", match: draft.etag, by: jenv)
    fails(.forbidden(reason: .fourEyes)) {
      _ = try register.transition(
        draft.kenmerk, to: "gepubliceerd", match: register.etag(draft.kenmerk, as: jenv), by: jenv)
    }
  }

  @Test func `all faults of a body are named at once, each at its place`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let found = codes {
      try register.create(
        "maatregel",
        [
          "titel": "", "fasn": [], "soort": "nieuw", "gronden": ["antisemitisme", "weg"], "intersectioneel": "ja",
          "plan": ["startGepland": "2024-13", "eind": "2024"], "afgeleid": ["kleur"],
          "betrokkenen": [["organisatie": "szw"]],
        ], by: szw)
    }
    let places = found.map { String($0.prefix { $0 != " " }) }
    #expect(
      Set(places) == [
        "/titel", "/fasn", "/soort", "/gronden/1", "/intersectioneel", "/plan/startGepland", "/plan/eind",
        "/afgeleid/0", "/betrokkenen/0/rol",
      ])
  }

  static let refused: [(JSON, String)] = [
    (["titel": "T", "reikwijdte": "specifiek"], "specifiek-zonder-grond"),
    (["titel": "T", "reikwijdte": "generiek", "gronden": ["antisemitisme"]], "generiek-met-grond"),
    (["titel": "T", "uitvoeringsstatus": "afgerond"], "afgerond-zonder-datum"),
    (["titel": "T", "gronden": ["oude-grond"]], "notValidNow"),
    (["titel": "T", "gronden": ["np-gronden"]], "collectingNode"),
    (["titel": "T", "plan": ["startGepland": "2025", "gereedGepland": "2024"]], "einde-voor-begin"),
    (
      [
        "titel": "T",
        "betrokkenen": [
          ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "vws", "rol": "verantwoordelijk"],
        ],
      ], "meer-dan-een-verantwoordelijke"
    ),
  ]

  @Test(arguments: refused)
  func `a rule of the domain refuses`(body: JSON, code: String) throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    let found = codes { try register.create("maatregel", body, by: administrator) }
    #expect(found.count == 1 && found[0].contains(code), "\(found)")
  }

  @Test(arguments: [
    "UPDATE maatregel SET reikwijdte = 'generiek' WHERE kenmerk = 'm-registratie'",
    "DELETE FROM maatregel_gronden WHERE rij = (SELECT rij FROM maatregel WHERE kenmerk = 'm-registratie')",
    "UPDATE maatregel SET uitvoeringsstatus = 'klaar'",
    "DELETE FROM maatregel WHERE kenmerk = 'm-registratie'",
    "DELETE FROM fase",
    "DELETE FROM logboek",
    "UPDATE logboek SET tijd = 0",
    """
    INSERT INTO maatregel_betrokkenen SELECT m.rij, 9, o.rij, 'verantwoordelijk', 0 FROM maatregel m, organisatie o
    WHERE m.kenmerk = 'm-registratie' AND o.kenmerk = 'vws'
    """,
    """
    INSERT INTO maatregel_gronden SELECT m.rij, g.rij, 0 FROM maatregel m, grond g
    WHERE m.kenmerk = 'm-training' AND g.kenmerk = 'antisemitisme'
    """,
  ])
  func `the store itself refuses what the rules forbid`(statement: String) throws {
    let register = try TestRegister()
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    #expect(throws: SQLError.self) { try connection.run(SQLStatement(statement), []) }
  }

  @Test func `the same key stores once, another body under it is refused`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let first = try register.create("maatregel", ["titel": "Een keer"], by: szw, key: "k1")
    let again = try register.create("maatregel", ["titel": "Een keer"], by: szw, key: "k1")
    #expect(first == again)
    fails(.idempotencyMismatch) { try register.create("maatregel", ["titel": "Anders"], by: szw, key: "k1") }
    #expect(try register.list("maatregel", [("search", "keer")], as: szw) == [first.kenmerk])
  }

  @Test func `a kenmerk is never given twice, not even after its draft was thrown away`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let measure = Resource.named("maatregel")!
    func discard(_ kenmerk: String, _ etag: String) throws -> Outcome {
      try register.submit(
        Command(
          resource: measure, operation: .discard(kenmerk: kenmerk), condition: .ifMatch([etag]), caller: szw, now: .now)
      )
    }
    let draft = try register.create("maatregel", ["titel": "Weg ermee"], by: szw)
    _ = try discard(draft.kenmerk, draft.etag)
    fails(.notFound(resource: "maatregel", kenmerk: draft.kenmerk)) {
      _ = try register.json("maatregel", draft.kenmerk, as: szw)
    }
    fails(.taken(kenmerk: draft.kenmerk)) {
      try register.create("maatregel", ["titel": "Nieuw", "kenmerk": .string(draft.kenmerk)], by: szw)
    }
    let second = try register.create("maatregel", ["titel": "Weg ermee"], by: szw)
    #expect(second.kenmerk != draft.kenmerk && second.kenmerk.hasPrefix(draft.kenmerk))
    fails(.notDiscardable) { _ = try discard("m-registratie", "\"1\"") }
  }

  @Test func `withdrawn is gone for everyone, with the reason`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    #expect(
      codes { _ = try register.transition("m-registratie", to: "ingetrokken", match: "\"1\"", by: szw) }.count == 1)
    _ = try register.transition("m-registratie", to: "ingetrokken", match: "\"1\"", by: szw, reason: "Dubbel")
    for caller in [Caller.everyone, szw] {
      fails(.withdrawn(resource: "maatregel", kenmerk: "m-registratie", reason: "Dubbel")) {
        _ = try register.json("maatregel", "m-registratie", as: caller)
      }
      #expect(try !register.list("maatregel", as: caller).contains("m-registratie"))
    }
    fails(.transition(from: "gepubliceerd", to: "concept")) {
      _ = try register.transition("m-training", to: "concept", match: "\"1\"", by: register.caller(.editor, "vws"))
    }
  }

  // MARK: Drafts beside what is published

  @Test func `the published version stays up while the next one is drafted, released and published by another`() throws
  {
    let register = try TestRegister()
    let editor = try register.caller(.editor, "jenv")
    let approver = try register.caller(.approver, "jenv")
    let outcome = try register.patch("maatregel", "m-vierogen", ["doel": "Nieuw doel"], match: "\"1\"", by: editor)
    guard case .updated(let draft) = outcome else { throw TestRegister.Missing() }
    #expect(draft.etag == "\"1-c1\"")
    #expect(try register.json("maatregel", "m-vierogen")["doel"] == .null)
    #expect(try register.json("maatregel", "m-vierogen", as: editor)["doel"] == .null)
    #expect(try register.json("maatregel", "m-vierogen", as: editor, .draft)["doel"] == "Nieuw doel")
    fails(.notFound(resource: "maatregel", kenmerk: "m-vierogen")) {
      _ = try register.json("maatregel", "m-vierogen", .draft)
    }
    #expect(try register.list("maatregel", [("search", "doel")], as: editor) == [])
    _ = try register.transition("m-vierogen", to: "vrijgegeven", match: "\"1-c1\"", by: approver)
    fails(.forbidden(reason: .fourEyes)) {
      _ = try register.transition("m-vierogen", to: "gepubliceerd", match: "\"1-c2\"", by: approver)
    }
    _ = try register.transition("m-vierogen", to: "gepubliceerd", match: "\"1-c2\"", by: editor)
    #expect(try register.json("maatregel", "m-vierogen")["doel"] == "Nieuw doel")
    #expect(try register.etag("m-vierogen") == "\"2\"")
    fails(.noDraft(resource: "maatregel", kenmerk: "m-vierogen")) {
      _ = try register.json("maatregel", "m-vierogen", as: editor, .draft)
    }
  }

  @Test func `a draft beside a measure of the import is not the bureau's, though the import was in its name`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let bureau = try register.caller(.bureau, "ncdr")
    let before = register.changes.number(for: bureau.visibilityClass)
    _ = try register.patch("maatregel", "m-registratie", ["doel": "Concept"], match: "\"1\"", by: szw, draft: true)
    fails(.notFound(resource: "maatregel", kenmerk: "m-registratie")) {
      _ = try register.json("maatregel", "m-registratie", as: bureau, .draft)
    }
    #expect(register.changes.number(for: bureau.visibilityClass) == before)
    #expect(try register.json("maatregel", "m-registratie", as: szw, .draft)["doel"] == "Concept")
  }

  @Test func `who releases a row, by making it so or by changing it, does not publish it where four eyes are asked`()
    throws
  {
    let register = try TestRegister()
    let one = try register.caller(.editor, "jenv")
    let two = try register.caller(.approver, "jenv")
    let made = try register.create("maatregel", ["titel": "Alleen", "publicatie": ["status": "vrijgegeven"]], by: one)
    fails(.forbidden(reason: .fourEyes)) {
      _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: made.etag, by: one)
    }
    _ = try register.patch("maatregel", made.kenmerk, ["doel": "Anders"], match: made.etag, by: two)
    fails(.transition(from: "concept", to: "gepubliceerd")) {
      _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: "\"0-c2\"", by: two)
    }
  }

  @Test(arguments: [("szw", Caller.Role.editor), ("jenv", .administrator), ("ncdr", .administrator)])
  func `four eyes are two of the organisation, and of those who write for it`(
    organisation: String, role: Caller.Role
  ) throws {
    let register = try TestRegister(
      TestRegister.programme + [
        (
          "maatregel",
          [
            "kenmerk": "m-samen", "titel": "Van twee", "publicatie": ["status": "concept"],
            "betrokkenen": [
              ["organisatie": "jenv", "rol": "verantwoordelijk"],
              ["organisatie": "szw", "rol": "medeverantwoordelijk"],
            ],
          ]
        )
      ])
    let other = try register.caller(role, organisation)
    let (one, two) = try (register.caller(.editor, "jenv"), register.caller(.approver, "jenv"))
    func tag() throws -> String { try register.etag("m-samen", as: one) }
    _ = try register.transition("m-samen", to: "vrijgegeven", match: tag(), by: other)
    fails(.forbidden(reason: .fourEyes)) {
      _ = try register.transition("m-samen", to: "gepubliceerd", match: tag(), by: one)
    }
    // A change takes it back; released by one of its own it goes out.
    _ = try register.patch("maatregel", "m-samen", ["doel": "Anders"], match: tag(), by: one)
    _ = try register.transition("m-samen", to: "vrijgegeven", match: tag(), by: one)
    _ = try register.transition("m-samen", to: "gepubliceerd", match: tag(), by: two)
    #expect(try register.json("maatregel", "m-samen")["doel"] == "Anders")
  }

  @Test func `who released it does not lift the embargo of who approved it`() throws {
    let register = try TestRegister()
    let (one, two) = try (register.caller(.editor, "jenv"), register.caller(.approver, "jenv"))
    let made = try register.create("maatregel", ["titel": "Later", "publicatie": ["status": "vrijgegeven"]], by: one)
    _ = try register.transition(
      made.kenmerk, to: "gepubliceerd", match: made.etag, by: two, embargo: "2099-01-01T00:00:00Z")
    func tag() throws -> String { try register.etag(made.kenmerk, as: one) }
    fails(.forbidden(reason: .fourEyes)) {
      _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: tag(), by: one, embargo: .null)
    }
    _ = try register.transition(made.kenmerk, to: "gepubliceerd", match: tag(), by: two, embargo: .null)
    #expect(try register.json("maatregel", made.kenmerk)["titel"] == "Later")
  }

  @Test func `what is withdrawn under embargo was never there for who could not see it`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let hidden: JSON = ["status": "gepubliceerd", "embargoTot": "2099-01-01T00:00:00Z"]
    let made = try register.create("maatregel", ["titel": "Later", "publicatie": hidden], by: szw)
    _ = try register.transition(made.kenmerk, to: "ingetrokken", match: made.etag, by: szw, reason: "geheim")
    fails(.notFound(resource: "maatregel", kenmerk: made.kenmerk)) { _ = try register.json("maatregel", made.kenmerk) }
    fails(.withdrawn(resource: "maatregel", kenmerk: made.kenmerk, reason: "geheim")) {
      _ = try register.json("maatregel", made.kenmerk, as: szw)
    }
  }

  @Test func `a writer does not take away the links he cannot see`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let administrator = try register.caller(.administrator, "ncdr")
    let draft = try register.create("maatregel", ["titel": "Stil"], by: szw)
    let relation: JSON = ["relaties": [["soort": "hangt-samen-met", "maatregel": .string(draft.kenmerk)]]]
    _ = try register.patch("maatregel", "m-training", relation, match: "\"1\"", by: administrator)
    let vws = try register.caller(.editor, "vws")
    #expect(try register.json("maatregel", "m-training", as: vws)["relaties"]?.asArray?.isEmpty == true)
    _ = try register.patch("maatregel", "m-training", ["relaties": [], "doel": "Nieuw"], match: "\"1\"", by: vws)
    #expect(try register.json("maatregel", "m-training", as: administrator)["relaties"]?.asArray?.count == 1)
  }

  @Test func `a draft that the bureau makes for a department is the department's`() throws {
    let register = try TestRegister()
    let (bureau, szw) = (try register.caller(.bureau, "ncdr"), try register.caller(.editor, "szw"))
    let before = register.changes.number(for: bureau.visibilityClass)
    let made = try register.create(
      "maatregel",
      ["titel": "Voor SZW", "betrokkenen": [["organisatie": "szw", "rol": "verantwoordelijk"]]], by: bureau)
    fails(.notFound(resource: "maatregel", kenmerk: made.kenmerk)) {
      _ = try register.json("maatregel", made.kenmerk, as: bureau)
    }
    #expect(register.changes.number(for: bureau.visibilityClass) == before)
    #expect(try register.list("maatregel", as: szw).contains(made.kenmerk))
    _ = try register.transition(made.kenmerk, to: "vrijgegeven", match: made.etag, by: szw)
    #expect(try register.list("maatregel", as: bureau).contains(made.kenmerk))
    // What nobody answers for is its own.
    let own = try register.create("maatregel", ["titel": "Van het bureau zelf"], by: bureau)
    #expect(try register.etag(own.kenmerk, as: bureau) == own.etag)
  }

  @Test func `measures in a ring of parts are refused, whichever closes it`() throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    func relate(_ kenmerk: String, _ kind: String, _ other: String) throws {
      _ = try register.patch(
        "maatregel", kenmerk, ["relaties": [["soort": .string(kind), "maatregel": .string(other)]]], match: "\"1\"",
        by: administrator)
    }
    try relate("m-registratie", "deel-van", "m-training")
    try relate("m-training", "deel-van", "m-vierogen")
    fails(.invalid([FieldError("/relaties/0/maatregel", .rule(code: "kring"))])) {
      try relate("m-vierogen", "deel-van", "m-registratie")
    }
    // To hang together is mutual, and to replace a part is something else.
    try relate("m-vierogen", "hangt-samen-met", "m-registratie")
    let again = try register.patch(
      "maatregel", "m-vierogen", ["relaties": [["soort": "vervangt", "maatregel": "m-registratie"]]], match: "\"2\"",
      by: administrator)
    guard case .updated = again else { throw TestRegister.Missing() }
  }

  @Test func `two drafts that are part of each other do not both become public`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let administrator = try register.caller(.administrator, "ncdr")
    func part(_ kenmerk: String, of other: String, by caller: Caller) throws {
      _ = try register.patch(
        "maatregel", kenmerk, ["relaties": [["soort": "deel-van", "maatregel": .string(other)]]], match: "\"1\"",
        by: caller, draft: true)
    }
    try part("m-registratie", of: "m-training", by: szw)
    try part("m-training", of: "m-registratie", by: administrator)
    for (kenmerk, caller) in [("m-registratie", szw), ("m-training", administrator)] {
      _ = try register.transition(kenmerk, to: "vrijgegeven", match: "\"1-c1\"", by: caller)
    }
    _ = try register.transition("m-registratie", to: "gepubliceerd", match: "\"1-c2\"", by: szw)
    fails(.invalid([FieldError("/relaties/0/maatregel", .rule(code: "kring"))])) {
      _ = try register.transition("m-training", to: "gepubliceerd", match: "\"1-c2\"", by: administrator)
    }
  }

  @Test func `a planned end that is said more precisely has not moved`() throws {
    let register = try TestRegister()
    let jenv = try register.caller(.administrator, "ncdr")
    func plan(_ end: String, _ match: String) throws -> [JSON?] {
      _ = try register.patch(
        "maatregel", "m-vierogen", ["plan": ["gereedGepland": .string(end)], "planwijziging": ["reden": "Plan"]],
        match: match, by: jenv)
      let kinds = try register.list("planwijziging", [("maatregel", "m-vierogen")], as: jenv).sorted().last
      let change = try register.json("planwijziging", try #require(kinds))
      let slippage = try register.json("maatregel", "m-vierogen")["uitloop"]
      return [slippage?["verschuivingen"], slippage?["dagen"], change["soorten"]]
    }
    #expect(try plan("2028", "\"1\"")[0] == 1)
    let from = try register.json("maatregel", "m-vierogen")["uitloop"]?["dagen"]?.asInt ?? 0
    #expect(try plan("2028-06", "\"2\"") == [1, .integer(from - 184), ["inhoud"]])
    #expect(try plan("2028-09", "\"3\"") == [2, .integer(from - 92), ["uitstel"]])
  }

  @Test func `nobody makes a measure public in another's name`() throws {
    let register = try TestRegister()
    let body: JSON = [
      "titel": "Namens",
      "betrokkenen": [
        ["organisatie": "vws", "rol": "verantwoordelijk"], ["organisatie": "szw", "rol": "medeverantwoordelijk"],
      ], "publicatie": ["status": "gepubliceerd"],
    ]
    fails(.forbidden(reason: .otherOrganisation)) {
      try register.create("maatregel", body, by: register.caller(.editor, "szw"))
    }
    fails(.forbidden(reason: .mayNotPublish)) {
      try register.create("maatregel", body, by: register.caller(.bureau, "ncdr"))
    }
  }

  @Test func `publishing a draft does not undo what was published while it was made`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    _ = try register.patch("maatregel", "m-registratie", ["doel": "Concept"], match: "\"1\"", by: szw, draft: true)
    _ = try register.patch("maatregel", "m-registratie", ["omschrijving": "Tussendoor"], match: "\"1\"", by: szw)
    let etag = try register.reader.item(Resource.named("maatregel")!, "m-registratie", .draft, for: szw).etag
    #expect(etag == "\"2-c2\"")
    _ = try register.transition("m-registratie", to: "vrijgegeven", match: etag, by: szw)
    _ = try register.transition("m-registratie", to: "gepubliceerd", match: "\"2-c3\"", by: szw)
    let published = try register.json("maatregel", "m-registratie")
    #expect(published["doel"] == "Concept")
    #expect(published["omschrijving"] == "Tussendoor")
  }

  // MARK: Changes of the plan

  @Test func `a change of a published plan says why, and is kept with what changed`() throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    let later: JSON = ["plan": ["gereedGepland": "2025"]]
    fails(.invalid([FieldError("/planwijziging/reden", .required)])) {
      _ = try register.patch("maatregel", "m-vierogen", later, match: "\"1\"", by: administrator)
    }
    let reasoned = MergePatch.apply(
      ["planwijziging": ["reden": "Capaciteit", "besluitdatum": "2024-05-01"]], to: later)
    _ = try register.patch("maatregel", "m-vierogen", reasoned, match: "\"1\"", by: administrator)
    let made = try register.list("planwijziging", [("maatregel", "m-vierogen"), ("soort", "uitstel")])
    #expect(made == ["m-vierogen-w2"])
    let change = try register.json("planwijziging", "m-vierogen-w2")
    #expect(change["velden"]?.text == #"[{"veld":"plan.gereedGepland","van":"2024-06","naar":"2025"}]"#)
    #expect(change["gemeldDoor"] == "ncdr")
    let measure = try register.json("maatregel", "m-vierogen")
    #expect(measure["planwijziging"] == nil)
    #expect(measure["uitloop"]?["verschuivingen"] == 1)
    #expect(measure["uitloop"]?["dagen"] == 549)
  }

  // MARK: Reports

  private func report(_ day: String, _ status: String, _ more: [(String, JSON)] = []) -> JSON {
    .object(
      JSONObject(
        [
          ("peildatum", .string(day)), ("uitvoeringsstatus", .string(status)), ("schema", "op-schema"),
          ("toelichting", "Wat er is gebeurd."),
        ] + more))
  }

  @Test func `the measure follows the report about the latest day, and a corrected report does not count`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let politie = try register.caller(.editor, "politie")
    func status() throws -> JSON? { try register.json("maatregel", "m-registratie")["uitvoeringsstatus"] }
    func add(_ body: JSON, _ caller: Caller) throws -> Item {
      try register.create("voortgangsmelding", body, by: caller, parent: "m-registratie")
    }
    _ = try add(report("2024-06-30", "in-uitvoering"), szw)
    #expect(try status() == "in-uitvoering")
    _ = try add(report("2024-03-31", "in-voorbereiding"), politie)
    #expect(try status() == "in-uitvoering")
    let wrong = try add(report("2024-09-30", "afgerond", [("gereedWerkelijk", "2024-09")]), szw)
    #expect(try status() == "afgerond")
    #expect(try register.json("maatregel", "m-registratie")["plan"]?["gereedWerkelijk"]?["precisie"] == "maand")
    _ = try add(report("2024-09-01", "in-uitvoering", [("corrigeert", .string(wrong.kenmerk))]), szw)
    #expect(try status() == "in-uitvoering")
    #expect(try register.list("voortgangsmelding", [("gemeldDoor", "politie")]).count == 1)
    #expect(try register.list("maatregel", [("heeft", "voortgang")]) == ["m-registratie"])
  }

  @Test func `a report on a measure one has nothing to do with is refused`() throws {
    let register = try TestRegister()
    fails(.forbidden(reason: .otherOrganisation)) {
      try register.create(
        "voortgangsmelding", report("2024-06-30", "afgerond", [("gereedWerkelijk", "2024")]),
        by: register.caller(.editor, "vws"), parent: "m-registratie")
    }
    fails(.notFound(resource: "maatregel", kenmerk: "m-weg")) {
      try register.create(
        "voortgangsmelding", report("2024-06-30", "in-uitvoering"), by: register.caller(.editor, "szw"), parent: "m-weg"
      )
    }
  }

  // MARK: Sight

  @Test func `a link to what one may not see is not there, and its quote neither`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.reader, "szw")
    let open = try register.json("maatregel", "m-training")
    #expect(open["bronnen"]?.asArray?.count == 1)
    #expect(!open.text.contains("geheim"))
    #expect(try register.json("maatregel", "m-training", as: szw)["bronnen"]?.asArray?.count == 2)
    #expect(try register.list("document") == ["brief"])
    #expect(try register.list("document", as: szw).sorted() == ["brief", "intern"])
    #expect(codes { _ = try register.list("maatregel", [("document", "intern")]) }.count == 1)
    #expect(try register.list("maatregel", [("document", "intern")], as: szw) == ["m-training"])
  }

  @Test func `a draft moves no number but those of who can see it`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let vws = try register.caller(.reader, "vws")
    let bureau = try register.caller(.bureau, "ncdr")
    func numbers() -> [Int] {
      [Caller.everyone, vws, bureau, szw].map { register.changes.number(for: $0.visibilityClass) }
    }
    let before = numbers()
    let draft = try register.create("maatregel", ["titel": "Stil"], by: szw)
    let drafted = numbers()
    #expect(zip(before, drafted).map { $1 - $0 } == [0, 0, 0, 1])
    _ = try register.transition(draft.kenmerk, to: "vrijgegeven", match: draft.etag, by: szw)
    let released = numbers()
    #expect(zip(drafted, released).map { $1 - $0 } == [0, 0, 1, 1])
    _ = try register.transition(
      draft.kenmerk, to: "gepubliceerd", match: register.etag(draft.kenmerk, as: szw), by: szw)
    #expect(zip(released, numbers()).map { $1 - $0 } == [1, 1, 1, 1])
  }
}
