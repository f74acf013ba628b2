import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

struct VerificationTests {
  /// A year in the programme: changes, a draft beside a published measure, a report, a withdrawal, a discarded draft.
  ///
  /// - Parameter apart: whether each version of the first measure stands for a second, as in life.
  static func year(apart: Bool = false) throws -> TestRegister {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let vws = try register.caller(.editor, "vws")
    let jenv = try register.caller(.editor, "jenv")
    for index in 1...3 {
      // To be told of a moment is to make the next change a later one.
      let moment = Timestamp.now + 2 * index
      if apart { _ = try register.changes.promise(moment, now: moment) }
      let etag = try register.etag("m-registratie")
      _ = try register.patch("maatregel", "m-registratie", ["doel": .string("Doel \(index)")], match: etag, by: szw)
    }
    _ = try register.patch(
      "maatregel", "m-registratie",
      ["plan": ["gereedGepland": "2027"], "planwijziging": ["reden": "Later klaar"]],
      match: try register.etag("m-registratie"), by: szw)
    _ = try register.create(
      "voortgangsmelding",
      [
        "maatregel": "m-registratie", "peildatum": "2026-06-30", "uitvoeringsstatus": "in-uitvoering",
        "schema": "op-schema", "toelichting": "Het loopt",
      ], by: szw, parent: "m-registratie")
    _ = try register.patch(
      "maatregel", "m-vierogen", ["doel": "Nog niet openbaar"], match: try register.etag("m-vierogen"), by: jenv)
    _ = try register.transition("m-training", to: "ingetrokken", match: "\"1\"", by: vws, reason: "Dubbel")
    let draft = try register.create("maatregel", ["titel": "Een plan"], by: szw, key: "sleutel")
    _ = try register.patch("maatregel", draft.kenmerk, ["doel": "Beter"], match: draft.etag, by: szw)
    let gone = try register.create("maatregel", ["kenmerk": "m-weg", "titel": "Toch niet"], by: szw)
    _ = try register.submit(
      Command(
        resource: .maatregel, operation: .discard(kenmerk: "m-weg"), condition: .ifMatch([gone.etag]), caller: szw,
        now: .now))
    return register
  }

  static func faults(_ register: TestRegister) throws -> [String] {
    // A connection of its own: what another one has kept of the file is no witness.
    let connection = try SQLiteConnection.open(register.path, mode: .reader)
    defer { connection.close() }
    var faults: [String] = []
    let summary = try Verification(connection) { faults.append($0.description) }.run()
    #expect(summary.faults == faults.count)
    return faults
  }

  /// As with the engine's own shell: no rule of the register stands in the way.
  static func damage(_ register: TestRegister, _ script: String) throws {
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    try connection.executeScript("PRAGMA foreign_keys = OFF")
    for trigger in ["logboek_vast", "logboek_blijft", "maatregel_blijft", "organisatie_blijft", "wijziging_blijft"] {
      try connection.executeScript("DROP TRIGGER \(trigger)")
    }
    try connection.executeScript(script)
  }

  @Test func `what was written by the register has no fault`() throws {
    #expect(try Self.faults(try Self.year()) == [])
  }

  @Test(arguments: [
    ("UPDATE maatregel SET titel = 'Anders' WHERE kenmerk = 'm-vierogen' AND laag = 0", "maatregel m-vierogen: titel"),
    ("UPDATE maatregel SET uitvoeringsstatus = 'afgerond' WHERE kenmerk = 'm-vierogen'", "uitvoeringsstatus is not"),
    ("UPDATE maatregel SET plan_gereed_gepland_vanaf = '2024-05-01' WHERE kenmerk = 'm-vierogen'", "m-vierogen: plan_"),
    ("UPDATE maatregel SET versie = 9 WHERE kenmerk = 'm-vierogen' AND laag = 0", "maatregel m-vierogen: versie"),
    ("UPDATE maatregel SET zicht = 0 WHERE kenmerk = 'een-plan'", "maatregel een-plan: zicht is 0, and should be 3"),
    ("UPDATE maatregel SET maker = NULL WHERE kenmerk = 'een-plan'", "maatregel een-plan: maker"),
    ("UPDATE maatregel SET aangemaakt_op = 1 WHERE kenmerk = 'een-plan'", "maatregel een-plan: aangemaakt_op"),
    ("UPDATE maatregel SET gewijzigd_op = 1 WHERE kenmerk = 'm-vierogen'", "maatregel m-vierogen: gewijzigd_op"),
    ("DELETE FROM maatregel_programmas", "maatregel m-registratie: maatregel_programmas is not"),
    ("UPDATE maatregel_betrokkenen SET rol = 'partner' WHERE rol = 'uitvoerder'", "1 missing, 1 too many"),
    ("UPDATE maatregel_bronnen SET citaat = 'x' WHERE citaat IS NOT NULL", "m-training: maatregel_bronnen"),
    (
      "UPDATE maatregel SET weergave = CAST(replace(CAST(weergave AS TEXT), 'Strategie', 'Plan') AS BLOB)",
      "maatregel m-vierogen: weergave"
    ),
    ("UPDATE maatregel SET besloten = 1 WHERE kenmerk = 'm-registratie'", "maatregel m-registratie: besloten"),
    ("UPDATE grond SET naam = 'Anders' WHERE kenmerk = 'antisemitisme'", "grond antisemitisme: naam is not"),
    ("DELETE FROM eigen WHERE bron = 'maatregel'", "maatregel een-plan: eigen is not"),
    ("DELETE FROM maatregel WHERE kenmerk = 'een-plan'", "maatregel een-plan: is not there"),
    ("DELETE FROM grond_omvat WHERE boven <> onder", "grond_omvat does not hold moslimdiscriminatie"),
    ("INSERT INTO grond_omvat SELECT a.rij, b.rij FROM grond a, grond b WHERE true ON CONFLICT DO NOTHING", "wrongly"),
    ("UPDATE teller SET waarde = 3", "teller rij: is 3"),
    ("UPDATE wijzigingsnummer SET nummer = 1 WHERE klasse = 'openbaar'", "wijzigingsnummer openbaar: is behind"),
    ("DELETE FROM organisatie WHERE kenmerk = 'politie'", "refers to a row of organisatie that is not there"),
    (
      "INSERT INTO maatregel_zoek (rowid, titel) SELECT rij, 'spook' FROM maatregel WHERE kenmerk = 'm-vierogen'",
      "maatregel m-vierogen: maatregel_zoek has other words"
    ),
    (
      "INSERT INTO maatregel_zoek (rowid, titel) VALUES (9999, 'spook')", "maatregel_zoek has other words than row 9999"
    ),
    ("INSERT INTO maatregel_zoek (maatregel_zoek) VALUES ('delete-all')", "m-training: maatregel_zoek has other words"),
  ])
  func `a change of a row is found and named`(script: String, fault: String) throws {
    let register = try Self.year()
    try Self.damage(register, script)
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  @Test(arguments: [
    ("UPDATE maatregel_toen SET doel = 'x' WHERE doel = 'Doel 2'", "m-registratie: as it was from "),
    ("UPDATE maatregel_toen SET weergave = CAST('{}' AS BLOB) WHERE doel = 'Doel 2'", "weergave is not"),
    ("UPDATE maatregel_toen SET zicht = 1 WHERE doel = 'Doel 2'", "zicht is not what log entry"),
    ("DELETE FROM maatregel_toen WHERE doel = 'Doel 2'", "does not begin where the one before ends"),
    ("DELETE FROM maatregel_toen WHERE doel = 'Doel 3'", "says in maatregel has not begun in maatregel_toen"),
    ("DELETE FROM maatregel_fasen_toen", "maatregel m-registratie: as it was from "),
    ("UPDATE maatregel_gronden_toen SET toen_tot = toen_tot - 1", "m-registratie: what row"),
    ("DELETE FROM eigen_toen", "says in eigen has not begun in eigen_toen"),
    ("DELETE FROM grond_omvat_toen", "grond antisemitisme: what row"),
    ("INSERT INTO maatregel_zoek_toen (rowid, titel) VALUES (17, 'spook')", "maatregel_zoek_toen has other words"),
  ])
  func `a change of the past is found and named`(script: String, fault: String) throws {
    let register = try Self.year(apart: true)
    try Self.damage(register, script)
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  @Test(arguments: [
    ("SET document = replace(document, 'Doel 2', 'Doel 9')", "`doel` has been altered"),
    ("SET document = replace(document, '\"doel\":\"Doel 2\"', '\"doel\":null')", "members have been added to"),
    ("SET document = 'onzin'", "its document cannot be read"),
    ("SET reden = 'omdat' ", "members have been added"),
    ("SET tot = tot + 1", "`tot` is not where the next one begins"),
    ("SET tot_volgnummer = NULL", "`tot` is not where the next one begins"),
    ("SET keten = zeroblob(32)", "its facts, its digests or its hash have been altered"),
    ("SET conceptversie = 7", "its facts, its digests or its hash have been altered"),
    ("SET organisatie = 'vws'", "its facts, its digests or its hash have been altered"),
    ("SET zicht = 3", "its facts, its digests or its hash have been altered"),
  ])
  func `a change of an old version is found and named, and only that`(change: String, fault: String) throws {
    let register = try Self.year()
    let which = "WHERE kenmerk = 'm-registratie' AND versie = 3"
    try Self.damage(register, "UPDATE logboek \(change) \(which)")
    // The feed no longer fits it, and where the version stood for a second, the past does not either.
    let faults = try Self.faults(register).filter {
      !$0.contains("as it was from") && !$0.contains("is not in the feed")
    }
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("maatregel m-registratie: log entry") == true, "\(faults)")
    #expect(faults.first?.contains(fault) == true, "\(faults)")
  }

  @Test func `a version moved to another row is found`() throws {
    let register = try Self.year()
    try Self.damage(register, "UPDATE logboek SET rij = 1 WHERE kenmerk = 'm-registratie' AND versie = 3")
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.contains("is on the row of another kenmerk") }, "\(faults)")
  }

  @Test func `a change of a version and of its digest breaks the chain`() throws {
    let register = try Self.year()
    try Self.damage(
      register, "UPDATE logboek SET vingerafdrukken = zeroblob(length(vingerafdrukken)) WHERE volgnummer = 4")
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.hasSuffix("log entry 4: its facts, its digests or its hash have been altered") })
  }

  @Test func `two versions that changed places are found`() throws {
    let register = try Self.year()
    try Self.damage(
      register,
      """
      CREATE TEMP TABLE was AS SELECT volgnummer, keten FROM logboek;
      UPDATE logboek SET keten = (SELECT keten FROM was WHERE was.volgnummer = 9 - logboek.volgnummer)
      WHERE volgnummer IN (4, 5)
      """)
    let faults = try Self.faults(register)
    for number in [4, 5] { #expect(faults.contains { $0.contains("log entry \(number): its facts") }, "\(faults)") }
  }

  @Test func `an entry taken out of the log is missed`() throws {
    let register = try Self.year()
    try Self.damage(register, "DELETE FROM logboek WHERE kenmerk = 'm-registratie' AND versie = 2")
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.hasPrefix("logboek: entry ") && $0.hasSuffix(" is missing") }, "\(faults)")
  }

  @Test func `the last entry taken off the log is missed by its row`() throws {
    let register = try Self.year()
    try Self.damage(register, "DELETE FROM logboek WHERE kenmerk = 'm-registratie' AND tot IS NULL")
    let faults = try Self.faults(register)
    #expect(faults.contains { $0.hasPrefix("maatregel m-registratie: there is no log entry") }, "\(faults)")
  }

  @Test func `a page overwritten in the file is found`() throws {
    let register = try Self.year()
    register.writer.stop()
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    var page: Int64 = 0
    try connection.query(SQLStatement("SELECT rootpage FROM sqlite_schema WHERE name = 'maatregel_status'"), []) {
      page = $0.integer(0)
      return .stop
    }
    connection.close()
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: register.path))
    try file.seek(toOffset: UInt64(page - 1) * 4096 + 2000)
    try file.write(contentsOf: Data(repeating: 0x41, count: 2096))
    try file.close()
    #expect(try Self.faults(register).contains { $0.hasPrefix("database: ") })
  }

  @Test func `the real programme has no fault, and the summary says what was looked at`() throws {
    let register = try TestRegister([])
    let connection = try SQLiteConnection.open(register.path, mode: .writer)
    defer { connection.close() }
    let rows = try RealProgrammeTests.rows()
    _ = try RegisterImport(connection: connection).run(rows)
    var faults: [String] = []
    let summary = try Verification(connection) { faults.append($0.description) }.run()
    #expect(faults == [])
    #expect(summary.rows == rows.count)
    #expect(summary.entries == rows.count)
    #expect(summary.head.count == 64)
  }

  @Test func `it looks at one moment while the register is written`() throws {
    let register = try Self.year()
    let szw = try register.caller(.editor, "szw")
    let connection = try SQLiteConnection.open(register.path, mode: .reader)
    defer { connection.close() }
    var faults: [String] = []
    var writes = 0
    var progress: ((Int, Int) -> Void)?
    let verification = try Verification(connection) { done, all in
      progress?(done, all)
    } report: {
      faults.append($0.description)
    }
    let write = {
      let etag = try register.etag("m-registratie")
      _ = try register.patch("maatregel", "m-registratie", ["doel": .string("Weer \(writes)")], match: etag, by: szw)
      writes += 1
    }
    progress = { _, _ in try? write() }
    for index in 0..<300 {
      _ = try register.create("document", ["titel": .string("Stuk \(index)"), "soort": "nota"], by: szw)
    }
    _ = try verification.run()
    #expect(writes > 2)
    #expect(faults == [])
    #expect(try Self.faults(register) == [])
  }
}

/// The feed, and what measures were on days before all of their plan was true.
struct FeedVerificationTests {
  @Test(arguments: [
    ("DELETE FROM wijziging WHERE teller = 'openbaar' AND nummer = 5", "openbaar: position 5 of the feed is missing"),
    (
      "DELETE FROM wijziging WHERE nr = (SELECT max(nr) FROM wijziging WHERE teller = 'openbaar')",
      "is the last of the feed"
    ),
    ("UPDATE wijziging SET nr = nr + 1 WHERE nr > 3", "changes 4 to 4 of the feed are missing"),
    (
      "UPDATE wijziging SET organisatie = 'vws' WHERE kenmerk = 'm-registratie' AND versie_na = 2",
      "version 2 in the log at"
    ),
    (
      "UPDATE wijziging SET versie_na = 99 WHERE kenmerk = 'm-registratie' AND versie_na = 2", "version 2 in the log at"
    ),
    (
      """
      UPDATE wijziging SET teller = 'openbaar', nummer = (SELECT max(nummer) + 1 FROM wijziging w WHERE teller = 'openbaar')
      WHERE kenmerk = 'een-plan' AND teller = 'beheer' AND nummer = (SELECT min(nummer) FROM wijziging w
        WHERE kenmerk = 'een-plan' AND teller = 'beheer')
      """, "of the feed is under openbaar"
    ),
    ("UPDATE wijziging SET kenmerk = 'm-nooit' WHERE nr = 4", "m-nooit: has changes in the feed, and no log entry"),
    ("UPDATE teller SET waarde = waarde + 7 WHERE naam = 'wijziging'", "and the feed has"),
  ])
  func `a feed that was altered is found`(script: String, fault: String) throws {
    let register = try VerificationTests.year()
    #expect(try VerificationTests.faults(register) == [])
    try VerificationTests.damage(register, script)
    let faults = try VerificationTests.faults(register)
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  @Test(arguments: [
    ("UPDATE maatregel_geldig SET soort = 'bestaand'", "maatregel_geldig is not what its versions say"),
    ("UPDATE maatregel_gronden_geldig SET naar = naar + 1", "maatregel_gronden_geldig is not what its versions say"),
    ("DELETE FROM maatregel_geldig", "maatregel_geldig is not what its versions say"),
    ("UPDATE ingang SET dag = '2031-01-01'", "takes effect on 2031-01-01"),
    ("DELETE FROM ingang", "ingang does not say that log entry"),
  ])
  func `what was true on a day and was altered is found`(script: String, fault: String) throws {
    let story = try ValidityTests.Story()
    story.now = Timestamp(seconds: story.now.seconds + 5)
    try story.change("m-registratie", ["gronden": ["antisemitisme"]], from: Day("2030-01-01"))
    let register = story.register
    #expect(try VerificationTests.faults(register) == [])
    try VerificationTests.damage(register, script)
    let faults = try VerificationTests.faults(register)
    #expect(faults.contains { $0.hasPrefix("maatregel m-registratie") && $0.contains(fault) }, "\(faults)")
  }
}
