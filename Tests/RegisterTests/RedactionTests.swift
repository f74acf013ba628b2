import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

struct RedactionTests {
  private static let secret = "Wilhelmina"

  /// A measure of five published versions; the third has the name, everywhere a text can be.
  private func register() throws -> (TestRegister, Caller) {
    let register = try TestRegister()
    let szw = try register.caller(.administrator, "szw")
    for version in 2...5 {
      let name = version == 3 ? Self.secret : "niemand"
      _ = try register.patch(
        "maatregel", "m-registratie",
        [
          "toelichting": .string("Versie \(version), gemeld door \(name) zelf"),
          "themas": [.string("thema \(name)"), "zorgvuldig"],
          "bronnen": [["url": .string("https://www.example.nl/\(name)"), "citaat": .string("zei \(name)")]],
          "titel": .string("Registratie \(version) \(name)"),
          "planwijziging": ["reden": "Anders"],
        ], match: try register.etag("m-registratie"), by: szw)
    }
    return (register, szw)
  }

  private func redact(
    _ register: TestRegister, _ field: String, _ text: String? = secret,
    of resource: String = "maatregel", _ kenmerk: String = "m-registratie"
  ) throws -> Redaction.Summary {
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    let resource = try #require(Resource.named(resource))
    let redaction = try Redaction(resource, kenmerk: kenmerk, field: field, text: text, reason: "Naam van een melder")
    let summary = try redaction.apply(to: connection)
    try connection.run(SQLStatement("VACUUM"), [])
    try connection.checkpoint(emptying: true)
    return summary
  }

  /// The files of the register that hold a word, by name.
  private func files(_ register: TestRegister, holding word: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: register.folder.path).filter { name in
      try Data(contentsOf: register.folder.appending(path: name)).range(of: Data(word.utf8)) != nil
    }.sorted()
  }

  @Test func `a name in the third of five versions leaves no trace in any file, and all else stays`() throws {
    let (register, szw) = try register()
    #expect(try !files(register, holding: Self.secret).isEmpty)
    #expect(try !files(register, holding: Self.secret.lowercased()).isEmpty)
    var left: [String] = []
    for field in ["toelichting", "themas", "bronnen", "titel"] {
      let summary = try redact(register, field)
      #expect(summary.versions == 1)
      left = summary.elsewhere
    }
    // The changes of the plan that quoted it are struck with the field.
    #expect(left == [])
    register.writer.stop()
    // In the index words are in lower case.
    for word in [Self.secret, Self.secret.lowercased()] { #expect(try files(register, holding: word) == []) }
    for word in ["Versie 3, gemeld door [verwijderd] zelf", "Versie 2, gemeld door niemand zelf", "zorgvuldig"] {
      #expect(try files(register, holding: word) == ["npdr.sqlite"], "\(word)")
    }
    #expect(try VerificationTests.faults(register) == [])
    #expect(try register.json("maatregel", "m-registratie", as: szw)["versie"] == 9)
    #expect(try register.list("maatregel", [("search", "verwijderd")]) == [])
  }

  @Test func `what stands is struck too: row, lists, search, and the version moves on`() throws {
    let (register, szw) = try register()
    let before = try register.etag("m-registratie")
    #expect(try register.list("maatregel", [("search", "gemeld")]) == ["m-registratie"])
    _ = try redact(register, "toelichting", "gemeld")
    #expect(
      try register.json("maatregel", "m-registratie")["toelichting"] == "Versie 5, [verwijderd] door niemand zelf")
    #expect(try register.etag("m-registratie") != before)
    #expect(try register.list("maatregel", [("search", "gemeld")]) == [])
    #expect(try register.list("maatregel", [("search", "verwijderd")]) == ["m-registratie"])
    #expect(try VerificationTests.faults(register) == [])
    // The writer, which knew nothing of it, goes on from there.
    _ = try register.patch(
      "maatregel", "m-registratie", ["doel": "Verder"], match: try register.etag("m-registratie"), by: szw)
    #expect(
      try register.json("maatregel", "m-registratie")["toelichting"] == "Versie 5, [verwijderd] door niemand zelf")
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a whole field goes, in every version`() throws {
    let (register, _) = try register()
    #expect(try redact(register, "toelichting", nil).versions == 4)
    register.writer.stop()
    #expect(try files(register, holding: "gemeld door") == [])
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `what changes of the plan quote of a field goes with it, and what they quote of others stays`() throws {
    let (register, szw) = try register()
    _ = try register.patch(
      "maatregel", "m-registratie",
      [
        "plan": [
          "gereedGepland": [
            "vanaf": "2027-06-01", "totEnMet": "2027-08-31", "precisie": "seizoen",
            "tekst": "als Wilhelmina terug is",
          ], "startGepland": "2026-02",
        ],
        "programmas": [["programma": "np-2022", "opname": "opgenomen", "reden": "meldde Wilhelmina"]],
        "planwijziging": ["reden": "Anders", "ingangsdatum": "2030-01-01"],
      ], match: try register.etag("m-registratie"), by: szw)
    func quotes() throws -> [String] {
      try register.list("planwijziging").flatMap { kenmerk in
        try register.json("planwijziging", kenmerk)["velden"]?.asArray ?? []
      }.compactMap { quote in
        let (from, to) = (quote["van"]?.asString ?? "-", quote["naar"]?.asString ?? "-")
        return from.contains("elmina") || to.contains("elmina") || from.contains("[") || to.contains("[")
          ? "\(quote["veld"]?.asString ?? ""): \(from) > \(to)" : nil
      }.sorted()
    }
    #expect(try quotes().count == 4)
    _ = try redact(register, "plan", nil)
    #expect(
      try quotes() == [
        "plan.gereedGepland: - > [verwijderd]", "programmas: np-2022:opgenomen > np-2022:opgenomen:meldde Wilhelmina",
        "themas: thema Wilhelmina, zorgvuldig > thema niemand, zorgvuldig",
        "themas: thema niemand, zorgvuldig > thema Wilhelmina, zorgvuldig",
      ])
    _ = try redact(register, "programmas")
    _ = try redact(register, "themas")
    register.writer.stop()
    #expect(try quotes().filter { $0.contains("elmina") } == [])
    // Nothing of the days on which it was not yet true either.
    for word in ["meldde Wilhelmina", "thema Wilhelmina", "als Wilhelmina"] {
      #expect(try files(register, holding: word) == [], "\(word)")
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `the log says who, why and in which field, and not what`() throws {
    let (register, _) = try register()
    _ = try redact(register, "toelichting")
    var found: JSON = .null
    try register.reader.connection.query(
      SQLStatement("SELECT organisatie, reden, document FROM logboek WHERE handeling = 'doorhaling'"), []
    ) { row in
      #expect(row.text(0) == "ncdr")
      #expect(row.text(1) == "Naam van een melder")
      found = try row.withBytes(2) { try JSON.parse($0) }["doorhaling"] ?? .null
      return .next
    }
    #expect(found["veld"] == "toelichting")
    #expect(found["geheel"] == false)
    #expect(found["geraakt"]?.asArray?.count == 1)
    let last = try #require(
      try register.reader.versions(.maatregel, "m-registratie", for: .everyone).last)
    #expect(last.action == "doorhaling")
    #expect(last.struckField == "toelichting")
    #expect(last.reason == "Naam van een melder")
  }

  @Test func `what was left of a struck text cannot be changed unseen`() throws {
    let (register, _) = try register()
    _ = try redact(register, "toelichting")
    try VerificationTests.damage(
      register, "UPDATE logboek SET document = replace(document, 'gemeld door [verwijderd]', 'gemeld door Karel')")
    let faults = try VerificationTests.faults(register)
    #expect(faults.contains { $0.hasPrefix("maatregel m-registratie: log entry") && $0.contains("`toelichting`") })
  }

  @Test func `a text can be struck out of what was struck before`() throws {
    let (register, _) = try register()
    _ = try redact(register, "toelichting")
    _ = try redact(register, "toelichting", "gemeld door")
    register.writer.stop()
    #expect(try files(register, holding: "gemeld door") == [])
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `drafts are struck, those that are gone too, and the public sees nothing of it`() throws {
    let register = try VerificationTests.year()
    let etag = try register.etag("m-vierogen")
    let number = register.changes.number(for: .everyone)
    #expect(try redact(register, "doel", "openbaar", of: "maatregel", "m-vierogen").versions == 1)
    #expect(try redact(register, "titel", "Toch", of: "maatregel", "m-weg").versions == 2)
    #expect(try redact(register, "doel", "Beter", of: "maatregel", "een-plan").versions == 1)
    #expect(try redact(register, "titel", "Een plan", of: "maatregel", "een-plan").versions == 3)
    let szw = try register.caller(.editor, "szw")
    let draft = try register.json("maatregel", "een-plan", as: szw)
    #expect(draft["titel"] == "[verwijderd]")
    #expect(try register.etag("m-vierogen") == etag)
    #expect(register.changes.number(for: .everyone) == number)
    // The answer kept for a repeat of the POST is struck with it.
    try register.reader.connection.query(SQLStatement("SELECT weergave FROM herhaling"), []) { row in
      let kept = try row.withBytes(0) { try JSON.parse($0) }
      #expect(kept["titel"] == "[verwijderd]")
      return .next
    }
    register.writer.stop()
    for word in ["Toch niet", "Nog niet openbaar", "Een plan"] {
      #expect(try files(register, holding: word) == [], "\(word)")
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a published report is struck, though nothing else of it may change`() throws {
    let register = try VerificationTests.year()
    let kenmerk = try #require(try register.list("voortgangsmelding").first)
    #expect(try redact(register, "toelichting", "loopt", of: "voortgangsmelding", kenmerk).versions == 1)
    #expect(try register.json("voortgangsmelding", kenmerk)["toelichting"] == "Het [verwijderd]")
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    #expect(throws: SQLError.self) {
      try connection.run(SQLStatement("UPDATE voortgangsmelding SET toelichting = 'Anders', volgnummer = 1"), [])
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `the reasons that changes of a plan give go with those of the measure, also when only they hold it`()
    throws
  {
    let (register, szw) = try register()
    let change: JSON = ["plan": ["gereedGepland": "2031"], "planwijziging": ["reden": "Kunegonde is ziek"]]
    let made = try register.patch(
      "maatregel", "m-registratie", change, match: register.etag("m-registratie"), by: szw)
    guard case .updated = made else { throw TestRegister.Missing() }
    let summary = try redact(register, "reden", "Kunegonde")
    #expect(summary.versions == 1)
    #expect(summary.elsewhere == [])
    let reasons = try register.list("planwijziging", []).map { try register.json("planwijziging", $0)["reden"] }
    #expect(reasons.contains("[verwijderd] is ziek"))
    // Whatever field is named.
    #expect(throws: Redaction.Refusal.textNotFound) { try redact(register, "titel", "Kunegonde") }
    #expect(try redact(register, "titel", "is ziek").elsewhere == [])
    register.writer.stop()
    for word in ["Kunegonde", "is ziek"] { #expect(try files(register, holding: word) == [], "\(word)") }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test func `a reason is struck wherever it is kept`() throws {
    let register = try VerificationTests.year()
    #expect(try redact(register, "reden", "Dubbel", of: "maatregel", "m-training").versions == 1)
    register.writer.stop()
    #expect(try files(register, holding: "Dubbel") == [])
    #expect(try VerificationTests.faults(register) == [])
    #expect {
      try register.reader.item(Resource.named("maatregel")!, "m-training", for: .everyone)
    } throws: { error in
      error as? RegisterError
        == .withdrawn(resource: "maatregel", kenmerk: "m-training", reason: "[verwijderd]")
    }
  }

  @Test func `what was said on an earlier day is struck as well`() throws {
    let start = Timestamp(seconds: Timestamp.now.seconds - 1_000)
    let register = try TestRegister(now: start)
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    let later = TestRegister.programme.map { name, body -> (String, JSON) in
      guard body["kenmerk"] == "m-registratie", var object = body.asObject else { return (name, body) }
      object["titel"] = .string("Registratie")
      return (name, .object(object))
    }
    _ = try RegisterImport(connection: connection).run(TestRegister.lines(later), now: start + 500)
    connection.close()
    let summary = try redact(register, "titel", "moslimdiscriminatie")
    #expect(summary.versions == 1)
    let day = start + 100
    let then = try register.json("maatregel", "m-registratie", .at(day))
    #expect(then["titel"] == "Registratie van [verwijderd]")
    var query = try register.query("maatregel", [("search", "moslimdiscriminatie")])
    query.asOf = day
    #expect(try register.reader.count(query, for: .everyone) == 0)
    query = try register.query("maatregel", [("search", "verwijderd")])
    query.asOf = day
    #expect(try register.reader.count(query, for: .everyone) == 1)
  }

  @Test(arguments: [
    ("m-registratie", "toelichting", "komt niet voor", "Reden", Redaction.Refusal.textNotFound),
    ("m-registratie", "toelichting", "", "Reden", .emptyText),
    ("m-registratie", "toelichting", "verwijder", "Reden", .emptyText),
    ("m-registratie", "toelichting", "Karel", " ", .reasonMissing),
    ("m-registratie", "toelichting", "Karel", "Voor Karel", .reasonHoldsText),
    ("m-onbekend", "toelichting", "Karel", "Reden", .unknownRow),
  ])
  func `a redaction that cannot be done changes nothing`(
    kenmerk: String, field: String, text: String, reason: String, refusal: Redaction.Refusal
  ) throws {
    let (register, _) = try register()
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    #expect(throws: refusal) {
      try Redaction(.maatregel, kenmerk: kenmerk, field: field, text: text, reason: reason).apply(to: connection)
    }
    #expect(try VerificationTests.faults(register) == [])
  }

  @Test(arguments: ["soort", "fasen", "kenmerk", "afgeleid", "plaatje"])
  func `only what holds text can be struck`(field: String) {
    #expect(throws: Redaction.Refusal.self) {
      try Redaction(.maatregel, kenmerk: "m-via", field: field, text: "x", reason: "Reden")
    }
  }
}
