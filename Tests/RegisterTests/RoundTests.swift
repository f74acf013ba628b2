import Bytes
import Register
import Testing

struct RoundTests {
  @Test func `three departments of four answer, one of them late, and the stand says exactly that`() throws {
    let round = try Round()
    try round.answer()
    for caller in [Caller.everyone, round.bureau, round.jenv] {
      let stand = try round.stand(as: caller)
      #expect(stand.rows == ["jenv 1 0 1 1", "ocw 1 1 0 1", "szw 1 1 0 0", "vws 1 1 0 0"])
      #expect(stand.total == ["4 3 1 2"])
      #expect(
        try round.signals([("soort", "uitvraag-onbeantwoord")], as: caller) == [
          "uitvraag-onbeantwoord m-vierogen voorjaar-2098"
        ])
    }
  }

  @Test func `until its closing date has passed nothing is late and nothing is unanswered`() throws {
    let round = try Round()
    try round.report("m-registratie", at: "2098-03-10T12:00:00Z", by: round.szw)
    let closing = Day("2098-03-31")!
    let stand = try round.stand(as: round.bureau, on: closing)
    #expect(stand.rows == ["jenv 1 0 1 0", "ocw 1 0 1 0", "szw 1 1 0 0", "vws 1 0 1 0"])
    #expect(try round.signals([("soort", "uitvraag-onbeantwoord")], as: round.bureau, on: closing) == [])
    #expect(try round.stand(as: round.bureau, on: closing + 1).total == ["4 1 3 3"])
  }

  @Test func `a draft is not handed in, a release is, and only those who see it count it`() throws {
    let round = try Round()
    let draft = try round.report("m-vierogen", at: "2098-03-30T12:00:00Z", by: round.jenv)
    #expect(draft.etag == "\"0-c1\"")
    for caller in [Caller.everyone, round.szw, round.bureau, round.jenv] {
      #expect(try round.stand(as: caller).rows.first == "jenv 1 0 1 1")
    }
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-03-31T12:00:00Z", by: round.jenv)
    for caller in [round.bureau, round.jenv] { #expect(try round.stand(as: caller).rows.first == "jenv 1 1 0 0") }
    for caller in [Caller.everyone, round.szw] { #expect(try round.stand(as: caller).rows.first == "jenv 1 0 1 1") }
  }

  @Test func `publishing later what was released in time does not make it late`() throws {
    let round = try Round()
    let second = try round.register.caller(.approver, "jenv")
    let draft = try round.report("m-vierogen", at: "2098-03-30T12:00:00Z", by: round.jenv)
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-03-31T12:00:00Z", by: round.jenv)
    _ = try round.transition(draft, to: "gepubliceerd", at: "2098-04-15T12:00:00Z", by: second)
    #expect(try round.stand(as: .everyone, on: Day("2098-05-01")!).rows.first == "jenv 1 1 0 0")
    #expect(
      try round.register.json("voortgangsmelding", draft.kenmerk)["ingediendOp"] == "2098-03-31T12:00:00Z")
  }

  @Test func `what was taken back to its draft and released again is handed in the second time`() throws {
    let round = try Round()
    let draft = try round.report("m-vierogen", at: "2098-03-30T12:00:00Z", by: round.jenv)
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-03-31T12:00:00Z", by: round.jenv)
    let back = try round.transition(draft, to: "concept", at: "2098-04-01T12:00:00Z", by: round.jenv)
    #expect(try JSON.parse(back.json)["ingediendOp"] == .null)
    _ = try round.transition(draft, to: "vrijgegeven", at: "2098-04-01T13:00:00Z", by: round.jenv)
    #expect(try round.stand(as: round.bureau).rows.first == "jenv 1 1 0 1")
  }

  @Test func `a measure that its own report takes out of the selection was asked all the same`() throws {
    let round = try Round(selection: ["uitvoeringsstatus": "in-uitvoering"])
    #expect(try round.stand(as: round.bureau).rows == ["ocw 1 0 1 1"])
    try round.report(
      "m-school", at: "2098-03-10T12:00:00Z", by: round.ocw,
      ["uitvoeringsstatus": "afgerond", "gereedWerkelijk": "2098-03-01"])
    #expect(try round.register.json("maatregel", "m-school")["uitvoeringsstatus"] == "afgerond")
    #expect(try round.stand(as: round.bureau).rows == ["ocw 1 1 0 0"])
  }

  @Test func `without a responsible organisation each co-responsible one is asked, and nobody's are counted apart`()
    throws
  {
    let round = try Round(more: [
      (
        "maatregel",
        [
          "kenmerk": "m-samen", "titel": "Samen",
          "betrokkenen": [
            ["organisatie": "szw", "rol": "medeverantwoordelijk"],
            ["organisatie": "vws", "rol": "medeverantwoordelijk"], ["organisatie": "politie", "rol": "uitvoerder"],
          ],
        ]
      ),
      ("maatregel", ["kenmerk": "m-niemand", "titel": "Van niemand"]),
      (
        "maatregel",
        [
          "kenmerk": "m-een", "titel": "Een van beide",
          "betrokkenen": [
            ["organisatie": "ocw", "rol": "verantwoordelijk"],
            ["organisatie": "vws", "rol": "medeverantwoordelijk"],
          ],
        ]
      ),
    ])
    let stand = try round.stand(as: .everyone)
    #expect(stand.rows == ["jenv 1 0 1 1", "ocw 2 0 2 2", "szw 2 0 2 2", "vws 2 0 2 2", "- 1 0 1 1"])
    #expect(stand.total == ["7 0 7 7"])
    #expect(try round.register.list("maatregel", [("bevraagd", "vws")]) == ["m-samen", "m-training"])
    #expect(
      try round.signals([("soort", "geen-verantwoordelijke")], as: .everyone)
        == ["geen-verantwoordelijke m-niemand", "geen-verantwoordelijke m-samen"])
    #expect(
      try round.signals([("soort", "geen-verantwoordelijke"), ("organisatie", "VWS")], as: .everyone)
        == ["geen-verantwoordelijke m-samen"])
  }

  @Test func `a hidden measure is asked of nobody else`() throws {
    let round = try Round()
    try round.register.create("maatregel", ["titel": "Nog geheim"], by: round.szw)
    #expect(try round.stand(as: round.szw).total == ["5 0 5 5"])
    for caller in [Caller.everyone, round.bureau, round.vws] {
      #expect(try round.stand(as: caller).total == ["4 0 4 4"])
      #expect(try !round.signals(as: caller).contains { $0.contains("nog-geheim") })
    }
  }

  private static let wrong: [(JSON, String)] = [
    (["gornd": "x"], "/selectie/gornd"), (["grond": "elfen"], "/selectie/grond"),
    (["grond": ["antisemitisme", "elfen"]], "/selectie/grond"),
    (["uitvoeringsstatus": "klaar"], "/selectie/uitvoeringsstatus"),
    (["uitvraag": "voorjaar-2098"], "/selectie/uitvraag"), (["teLaatVoor": "voorjaar-2098"], "/selectie/teLaatVoor"),
    (["grond": 7], "/selectie/grond"), (["grond": ""], "/selectie/grond"), ("grond=x", "/selectie"),
  ]

  @Test(arguments: wrong)
  func `a selection is a question that the list of measures would answer`(selection: JSON, place: String) throws {
    let round = try Round()
    do {
      try round.register.create(
        "uitvraag", ["titel": "Verkeerd", "sluitdatum": "2099-01-01", "selectie": selection], by: round.bureau)
      Issue.record("taken")
    } catch RegisterError.invalid(let faults) {
      #expect(faults.map(\.location) == [place])
    }
  }

  @Test func `a selection may not name what the public cannot see`() throws {
    let round = try Round()
    let hidden = try round.register.create(
      "maatregel", ["kenmerk": "m-geheim", "titel": "Geheim"], by: round.register.caller(.administrator, "ncdr"))
    let administrator = try round.register.caller(.administrator, "ncdr")
    #expect(throws: RegisterError.self) {
      try round.register.create(
        "uitvraag",
        ["titel": "Lek", "sluitdatum": "2099-01-01", "selectie": ["relatie": .string(hidden.kenmerk)]],
        by: administrator)
    }
  }

  @Test func `a round opens when it is made, and keeps that moment`() throws {
    let round = try Round()
    let made = try round.register.create("uitvraag", ["titel": "Nu", "sluitdatum": "2099-01-01"], by: round.bureau)
    let opened = try JSON.parse(made.json)["geopendOp"]
    #expect(opened?.asString.flatMap(Timestamp.init(rfc3339:)) != nil)
    #expect(try JSON.parse(made.json)["selectie"] == [:])
    _ = try round.register.patch("uitvraag", made.kenmerk, ["titel": "Straks"], match: made.etag, by: round.bureau)
    #expect(try round.register.json("uitvraag", made.kenmerk)["geopendOp"] == opened)
  }

  @Test(arguments: ["uitvraag", "oordeel", "voorstel", "lacune"])
  func `what the bureau adds is the bureau's and the administrator's to write`(name: String) throws {
    let round = try Round()
    let bodies: [String: JSON] = [
      "uitvraag": ["titel": "Najaar", "sluitdatum": "2099-01-01"],
      "oordeel": ["peildatum": "2024-03-01", "kleur": "rood", "motivering": "Traag.", "zichtbaarheid": "openbaar"],
      "voorstel": ["titel": "Meldknop", "bron": "Een gemeente"],
      "lacune": ["fase": "herkennen-melden", "grond": "antisemitisme", "verklaring": "Loopt via de EU."],
    ]
    let body = try #require(bodies[name])
    let parent = name == "oordeel" ? "m-registratie" : nil
    for role in [Caller.Role.reader, .editor, .approver] {
      #expect(throws: RegisterError.forbidden(reason: .role)) {
        try round.register.create(name, body, by: round.register.caller(role, "szw"), parent: parent)
      }
    }
    for caller in [round.bureau, try round.register.caller(.administrator, "ncdr")] {
      let made = try round.register.create(name, body, by: caller, parent: parent)
      #expect(made.etag == "\"1\"")
      #expect(try round.register.list(name).contains(made.kenmerk))
    }
  }

  @Test func `a study of effect is the department's, and follows its measure`() throws {
    let round = try Round()
    let body: JSON = ["soort": "evaluatie", "uitkomst": "werkt-deels"]
    #expect(throws: RegisterError.forbidden(reason: .role)) {
      try round.register.create("effectonderzoek", body, by: round.bureau, parent: "m-registratie")
    }
    #expect(throws: RegisterError.forbidden(reason: .otherOrganisation)) {
      try round.register.create("effectonderzoek", body, by: round.vws, parent: "m-registratie")
    }
    let made = try round.register.create("effectonderzoek", body, by: round.szw, parent: "m-registratie")
    #expect(try round.register.list("effectonderzoek") == [made.kenmerk])
    #expect(try round.register.list("maatregel", [("heeft", "effectonderzoek")]) == ["m-registratie"])
  }

  @Test func `nobody corrects what is said of another measure`() throws {
    let round = try Round()
    let theirs = try round.report("m-training", at: "2098-03-10T12:00:00Z", by: round.vws)
    do {
      try round.report(
        "m-registratie", at: "2098-03-11T12:00:00Z", by: round.szw, ["corrigeert": .string(theirs.kenmerk)])
      Issue.record("taken")
    } catch RegisterError.invalid(let faults) {
      #expect(faults.map(\.location) == ["/corrigeert"])
    }
  }
}
