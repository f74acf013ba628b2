import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

/// Money (DESIGN sections 3 and 7): what is added up, what is not and why, and what a changed line leaves behind.
struct FinanceTests {
  private static func programme() throws -> [(String, JSON)] {
    try RealProgrammeTests.rows().map { ($0.resource.name, $0.body) }
  }

  private func overview(
    _ register: TestRegister, _ asked: [(String, String)], as caller: Caller = .everyone
  ) throws -> Report {
    let (question, faults) = try register.reader.question(
      .financieelOverzicht, kenmerk: nil, asked.map { (key: $0.0, value: $0.1) }, for: caller,
      today: Day.inAmsterdam(at: .now))
    #expect(faults == [], "\(asked)")
    return try register.reader.report(.financieelOverzicht, question)
  }

  /// `uitgegeven gelabeld` to `exact afgerond circa aantal zonderBedrag nietMeegeteld`.
  private func totals(_ report: Report) -> [String: String] {
    var found: [String: String] = [:]
    for row in report.totals {
      let values = row.values.map { value -> String in
        if case .json(let json) = value { return json.asString ?? json.text }
        return ""
      }
      if values[0] == "null" { continue }
      found["\(values[0]) \(values[1])"] = ([2, 3, 4, 5, 6, 8].map { values[$0] }).joined(separator: " ")
    }
    return found
  }

  @Test func `what was spent in 2021 adds up to what the letters say, kinds and precision apart`() throws {
    let register = try TestRegister(try Self.programme())
    let report = try overview(register, [("jaar", "2021")])
    let found = totals(report)
    // 208717.00 + 592780.00 + 38667.84 + 12892.55; 1.5 and 3.1 million; 323000 + 105000 + 624000 + 570000.
    #expect(found["uitgegeven gelabeld"]?.hasPrefix("853057.39 4600000.00 1622000.00 10 ") == true, "\(found)")
    // The College and OCW, and "Onbeperkt meedoen": interwoven, in no labelled total.
    #expect(found["uitgegeven verweven"]?.hasPrefix("26136386.00 null null 3 ") == true, "\(found)")
    #expect(found["beschikbaar gelabeld"]?.hasPrefix("77600.00 2000000.00 null ") == true, "\(found)")
    let left = left(report)
    #expect(left["fin-001"] == "zonder-jaar" && left["fin-026"] == "meer-jaren" && left["fin-014"] == "mutatie")
  }

  @Test func `a year lacks only amounts that are of that year; what is of none is named, with why it has no amount`()
    throws
  {
    let register = try TestRegister(try Self.programme())
    let report = try overview(register, [("jaar", "2021")])
    #expect(
      column(0, of: report.tables[0])
        == ["fin-003", "fin-007", "fin-008", "fin-023", "fin-036", "fin-042"].map { .string($0) })
    #expect(totals(report).values.compactMap { Int($0.split(separator: " ")[4]) }.reduce(0, +) == 6)
    // Education, and Justice as a department, are of no year in any letter.
    let left = report.tables[1]
    let named = Dictionary(
      uniqueKeysWithValues: zip(column(0, of: left), zip(column(5, of: left), column(7, of: left))))
    #expect(named["fin-021"].map { [$0.0, $0.1] } == ["zonder-jaar", "verweven"])
    #expect(named["fin-013"].map { [$0.0, $0.1] } == ["zonder-jaar", "niet-gelabeld"])
    #expect(column(8, of: left).contains("Thema is verweven met talrijke onderwijsonderwerpen."))
    #expect(named["fin-001"].map { [$0.0, $0.1] } == ["zonder-jaar", .null])
    // Over all years nothing is of another.
    let all = column(0, of: try overview(register, []).tables[0])
    #expect(all.count == 22 && all.contains("fin-021") && all.contains("fin-003"))
  }

  private func column(_ index: Int, of part: Report.Part) -> [JSON] {
    part.rows.map { if case .json(let json) = $0.values[index] { json } else { .null } }
  }

  @Test func `the eight headings stand in their order, those with nothing too`() throws {
    let register = try TestRegister(try Self.programme())
    let report = try overview(register, [("groepeer", "sectie"), ("jaar", "2022")])
    var headings: [String] = []
    for row in report.rows {
      if case .json(let json) = row.values[0], let name = json.asString, headings.last != name { headings.append(name) }
    }
    #expect(headings == (1...8).map { "sectie-\($0)" })
  }

  // MARK: A slow, plain model

  private struct Model {
    var lines: [JSON]

    private func counts(_ line: JSON, year: Int) -> Bool {
      line["bedrag"]?.asString != nil && line["mutatie"]?.asBool != true
        && (line["bereik"]?.asString ?? "regel") == "regel" && line["jaar"]?.asInt == year
        && line["eenheid"]?.asString == "totaal"
        && ["exact", "afgerond", "circa"].contains(line["precisie"]?.asString ?? "")
    }

    private func isAbove(_ whole: JSON, _ part: JSON) -> Bool {
      var name = part["deelVan"]?.asString
      for _ in lines {
        guard let next = name else { return false }
        if next == whole["kenmerk"]?.asString { return true }
        name = lines.first { $0["kenmerk"]?.asString == next }?["deelVan"]?.asString
      }
      return false
    }

    func sum(_ soort: String, _ label: String, _ precisie: String, year: Int) -> String? {
      // A part takes the place of its whole in the same total, and in no other.
      let candidates = lines.filter {
        counts($0, year: year) && $0["soort"]?.asString == soort && $0["precisie"]?.asString == precisie
          && ($0["label"]?.asString ?? "onbekend") == label
      }
      let kept = candidates.filter { whole in !candidates.contains { isAbove(whole, $0) } }
      if kept.isEmpty { return nil }
      return kept.compactMap { $0["bedrag"]?.asString.flatMap { Amount($0) } }.reduce(.zero, +).fixed2
    }
  }

  @Test(arguments: 0..<3)
  func `random lines change no total but their own, however many departments and measures they name`(
    round: Int
  ) throws {
    var random = SystemRandomNumberGenerator()
    var lines: [JSON] = []
    for index in 0..<40 {
      var line: JSONObject = [
        "kenmerk": .string("lijn-\(index)"), "document": "brief", "bronnen": [["document": "brief"]],
        "soort": .string(["uitgegeven", "begroot"].randomElement(using: &random)!),
        "label": .string(["gelabeld", "verweven"].randomElement(using: &random)!),
        "precisie": .string(["exact", "afgerond", "circa", "onbekend"].randomElement(using: &random)!),
        "bereik": .string(["regel", "regel", "regel", "departement", "rijk"].randomElement(using: &random)!),
        "eenheid": .string(["totaal", "totaal", "per-jaar", "per-inwoner"].randomElement(using: &random)!),
        "mutatie": .bool(Int.random(in: 0..<6, using: &random) == 0),
        "maatregelen": .array(
          ["m-registratie", "m-training", "m-vierogen"].filter { _ in Bool.random(using: &random) }.map(JSON.string)),
        "organisaties": .array(["szw", "vws", "jenv"].filter { _ in Bool.random(using: &random) }.map(JSON.string)),
      ]
      if Int.random(in: 0..<5, using: &random) == 0 {
        line["redenGeenBedrag"] = ["code": "niet-genoemd"]
      } else {
        line["bedrag"] = .string("\(Int.random(in: 0...9_999_999, using: &random)).\(Int.random(in: 10...99))")
      }
      switch Int.random(in: 0..<5, using: &random) {
      case 0: line["jaarVan"] = 2020
      case 1: break
      default: line["jaar"] = .integer(Int.random(in: 2020...2021, using: &random))
      }
      if index > 0, Int.random(in: 0..<4, using: &random) == 0 {
        line["deelVan"] = .string("lijn-\(Int.random(in: 0..<index, using: &random))")
      }
      lines.append(.object(line))
    }
    let register = try TestRegister(TestRegister.programme + lines.map { ("financieringsregel", $0) })
    let model = Model(lines: lines)
    for asked in [[], [("groepeer", "grond")], [("groepeer", "organisatie,domein")], [("groepeer", "soort")]] {
      let report = try overview(register, asked + [("jaar", "2021")])
      let found = totals(report)
      for soort in ["uitgegeven", "begroot"] {
        for label in ["gelabeld", "verweven"] {
          let sums = ["exact", "afgerond", "circa"].map { model.sum(soort, label, $0, year: 2021) ?? "null" }
          let all = found["\(soort) \(label)"]?.split(separator: " ").prefix(3).map(String.init)
          #expect(all ?? ["null", "null", "null"] == sums, "\(soort) \(label) \(asked)")
        }
      }
    }
  }

  // MARK: Writing

  private static let line: JSON = [
    "soort": "uitgegeven", "jaar": 2024, "bedrag": "1000.50", "precisie": "exact", "document": "brief",
    "label": "gelabeld", "eenheid": "totaal",
  ]

  @Test func `a line of a published measure says why, and leaves a change of kind budget`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    #expect(throws: RegisterError.invalid([FieldError("/planwijziging/reden", .required)])) {
      try register.create("financieringsregel", Self.line, by: szw, parent: "m-registratie")
    }
    var body = Self.line.asObject ?? [:]
    body["planwijziging"] = ["reden": "Voorjaarsnota"]
    let made = try register.create("financieringsregel", .object(body), by: szw, parent: "m-registratie")
    #expect(try register.list("planwijziging", [("soort", "budget")], as: .everyone).count == 1)
    #expect(try register.list("maatregel", [("heeft", "financiering")], as: .everyone) == ["m-registratie"])
    _ = try register.patch(
      "financieringsregel", made.kenmerk, ["bedrag": "900.25", "planwijziging": ["reden": "Bezuiniging"]],
      match: "\"1\"", by: szw)
    #expect(try register.list("planwijziging", [("search", "bezuiniging")], as: .everyone).count == 1)
    let vws = try register.caller(.editor, "vws")
    #expect(throws: RegisterError.forbidden(reason: .otherOrganisation)) {
      try register.create("financieringsregel", .object(body), by: vws, parent: "m-registratie")
    }
  }

  @Test func `a draft of a line gives no reason until it is published`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    var body = Self.line.asObject ?? [:]
    body["publicatie"] = ["status": "concept"]
    let made = try register.create("financieringsregel", .object(body), by: szw, parent: "m-registratie")
    #expect(made.etag == "\"0-c1\"")
    _ = try register.patch("financieringsregel", made.kenmerk, ["bedrag": "900"], match: "\"0-c1\"", by: szw)
    func move(_ next: String, _ match: String, _ reason: String?) throws -> Outcome {
      try register.submit(
        Command(
          resource: .financieringsregel,
          operation: .transition(kenmerk: made.kenmerk, ["naar": .string(next), "reden": .text(reason)]),
          condition: .ifMatch([match]), caller: szw, now: .now))
    }
    _ = try move("vrijgegeven", "\"0-c2\"", nil)
    #expect(throws: RegisterError.invalid([FieldError("/reden", .required)])) {
      try move("gepubliceerd", "\"0-c3\"", nil)
    }
    #expect(try register.list("planwijziging", [("soort", "budget")], as: .everyone).isEmpty)
    _ = try move("gepubliceerd", "\"0-c3\"", "Voorjaarsnota")
    #expect(try register.list("planwijziging", [("soort", "budget")], as: .everyone).count == 1)
    // A draft beside what is published, too.
    let drafted = try register.submit(
      Command(
        resource: .financieringsregel, operation: .patch(kenmerk: made.kenmerk, ["bedrag": "800"]),
        condition: .ifMatch(["\"1\""]), caller: szw, now: .now, draft: true))
    guard case .updated(let item) = drafted else { throw TestRegister.Missing() }
    #expect(item.etag == "\"1-c1\"")
  }

  @Test func `a line is as public as its measures, and its kenmerk names none of them`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    let draft = try register.create("maatregel", ["titel": "Zwartgeheim plan"], by: szw)
    var body = Self.line.asObject ?? [:]
    body["planwijziging"] = ["reden": "Voorjaarsnota"]
    body["maatregelen"] = ["m-registratie"]
    let made = try register.create("financieringsregel", .object(body), by: szw)
    #expect(try register.list("financieringsregel", [], as: .everyone) == [made.kenmerk])
    body["maatregelen"] = ["m-registratie", .string(draft.kenmerk)]
    body["publicatie"] = ["status": "gepubliceerd"]
    _ = try register.create("financieringsregel", .object(body), by: szw)
    let seen = try register.list("financieringsregel", [], as: .everyone)
    #expect(seen.count == 2 && seen.allSatisfy { !$0.contains("zwartgeheim") })
  }

  @Test func `the same amount written otherwise is no change, and asks for no reason`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    var body = Self.line.asObject ?? [:]
    body["planwijziging"] = ["reden": "Voorjaarsnota"]
    let made = try register.create("financieringsregel", .object(body), by: szw, parent: "m-registratie")
    _ = try register.patch("financieringsregel", made.kenmerk, ["bedrag": "1000.5"], match: "\"1\"", by: szw)
    let stands = try register.reader.item(.financieringsregel, made.kenmerk, for: .everyone)
    #expect(stands.etag == "\"1\"" && String(decoding: stands.json, as: UTF8.self).contains("\"1000.50\""))
  }

  /// Kenmerk to the reason why it is not counted.
  private func left(_ report: Report) -> [String: String] {
    var left: [String: String] = [:]
    for row in report.tables[1].rows {
      if case .json(let line) = row.values[0], case .json(let code) = row.values[5] {
        left[line.asString ?? ""] = code.asString
      }
    }
    return left
  }

  @Test func `a small part of another kind does not take the place of its whole`() throws {
    func line(_ kenmerk: String, _ more: JSONObject) -> (String, JSON) {
      var line = Self.line.asObject ?? [:]
      line["kenmerk"] = .string(kenmerk)
      for (name, value) in more { line[name] = value }
      return ("financieringsregel", .object(line))
    }
    let register = try TestRegister(
      TestRegister.programme + [
        line("geheel", ["bedrag": "1000000.00"]), line("ander-soort", ["soort": "begroot", "deelVan": "geheel"]),
        line("ander-label", ["label": "verweven", "deelVan": "geheel"]),
        line("afgerond", ["precisie": "afgerond", "deelVan": "geheel"]),
        line("tussen", ["bedrag": "5.00", "jaar": 2023, "deelVan": "top"]),
        line("onder", ["bedrag": "3.00", "deelVan": "tussen"]), line("top", ["bedrag": "7.00"]),
        line("elk-jaar", ["eenheid": "per-jaar"]),
      ])
    let report = try overview(register, [("jaar", "2024")])
    #expect(left(report) == ["top": "deel-telt-mee", "elk-jaar": "per-jaar"])
    #expect(totals(report)["uitgegeven gelabeld"]?.hasPrefix("1000003.00 1000.50 null 3 ") == true)
  }

  @Test func `from a year up to the same year is that year`() throws {
    let register = try TestRegister()
    let admin = try register.caller(.administrator, "ncdr")
    var body = Self.line.asObject ?? [:]
    body["jaar"] = nil
    body["jaarVan"] = 2024
    body["jaarTot"] = 2024
    body["maatregelen"] = ["m-registratie"]
    body["planwijziging"] = ["reden": "Voorjaarsnota"]
    _ = try register.create("financieringsregel", .object(body), by: admin)
    let found = totals(try overview(register, [("jaar", "2024")], as: admin))
    #expect(found["uitgegeven gelabeld"]?.hasPrefix("1000.50 ") == true, "\(found)")
  }

  @Test(arguments: [
    ("financieringsregel", "bedrag", "-5", "/bedrag"),
    ("financieringsregel", "bedrag", JSON.null, "/redenGeenBedrag"),
    ("financieringsregel", "bedrag", "1e5", "/bedrag"), ("financieringsregel", "bedrag", 12, "/bedrag"),
    ("financieringsregel", "jaarVan", 2023, "/jaar"),
  ])
  func `a line that does not say what it is, is refused`(
    resource: String, member: String, value: JSON, place: String
  ) throws {
    let register = try TestRegister()
    let admin = try register.caller(.administrator, "ncdr")
    var body = Self.line.asObject ?? [:]
    body[member] = value
    #expect {
      try register.create(resource, .object(body), by: admin)
    } throws: { error in
      guard case .invalid(let faults) = error as? RegisterError else { return false }
      return faults.contains { $0.location == place }
    }
  }

  @Test func `what is settled names its document, and a standing promise is never settled`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    for (body, place) in [
      (["uitvoering": "afgedaan", "vraag": "Een brief"] as JSON, "/afgedaanMet"),
      (
        [
          "uitvoering": "afgedaan", "doorlopend": true, "vraag": "Een brief",
          "afgedaanMet": [["document": "brief"]],
        ], "/uitvoering"
      ),
    ] {
      #expect {
        try register.create("toezegging", body, by: szw)
      } throws: { error in
        guard case .invalid(let faults) = error as? RegisterError else { return false }
        return faults.map(\.location) == [place]
      }
    }
    let made = try register.create(
      "motie", ["kamerstuk": "36 200 VII, nr. 12", "vraag": "Een plan", "maatregelen": ["m-training"]], by: szw)
    #expect(try register.list("motie", [("kamerstuk", "36200-VII-12")], as: .everyone) == [made.kenmerk])
    #expect(try register.list("motie", [("kamerstuk", "36200")], as: .everyone) == [made.kenmerk])
    #expect(try register.list("motie", [("bevraagd", "vws")], as: .everyone) == [made.kenmerk])
    #expect(try register.list("maatregel", [("motie", made.kenmerk)], as: .everyone) == ["m-training"])
    #expect(throws: RegisterError.taken(kenmerk: made.kenmerk)) {
      try register.create("toezegging", ["kenmerk": .string(made.kenmerk), "vraag": "x"], by: szw)
    }
  }

  @Test func `a register from before there was money moves along`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npdr-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let old = folder.appending(path: "migrations")
    try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
    let all = TestRegister.root.appending(path: "migrations/sqlite")
    for name in try FileManager.default.contentsOfDirectory(atPath: all.path) where name < "0008" {
      try FileManager.default.copyItem(at: all.appending(path: name), to: old.appending(path: name))
    }
    let connection = try SQLiteConnection.open(folder.appending(path: "npdr.sqlite").path, mode: .writer)
    defer { connection.close() }
    _ = try Migrator(folder: old.path).apply(to: connection)
    _ = try Migrator(folder: all.path).apply(to: connection)
    var line = Self.line.asObject ?? [:]
    line["kenmerk"] = "nieuw"
    line["maatregelen"] = ["m-training"]
    let rows = TestRegister.programme + [("financieringsregel", .object(line))]
    _ = try RegisterImport(connection: connection).run(TestRegister.lines(rows))
    let reader = RegisterReader(connection: connection, changes: ChangeNumbers())
    #expect(try reader.item(.maatregel, "m-training", for: .everyone).etag == "\"1\"")
    #expect(try reader.item(.financieringsregel, "nieuw", for: .everyone).etag == "\"1\"")
  }
}
