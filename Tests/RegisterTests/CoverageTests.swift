import Bytes
import Register
import Testing

/// The coverage matrix against a plain count over documents, and every figure against the list behind it.
struct CoverageTests {
  private static let declaration = ReportDeclaration.all.first { $0.name == "dekking" }!

  private static func report(
    _ register: TestRegister, _ given: [(String, String)], as caller: Caller
  ) throws -> Report {
    let (question, faults) = try register.reader.question(
      declaration, kenmerk: nil, given.map { (key: $0.0, value: $0.1) }, for: caller, today: Day("2026-03-01")!)
    if !faults.isEmpty { throw RegisterError.invalid(faults) }
    return try register.reader.report(declaration, question)
  }

  /// By name of the column.
  private static func members(_ row: Report.Row, _ columns: [Field]) -> [String: JSON] {
    var members: [String: JSON] = [:]
    for (column, value) in zip(columns, row.values) {
      if case .json(let json) = value { members[column.name] = json }
    }
    return members
  }

  /// Every row and total as text, without its links.
  private static func text(_ report: Report) -> [String] {
    (report.rows + report.totals).map { row in
      row.values.map { value in
        if case .json(let json) = value { json.text } else { "" }
      }.joined(separator: " ")
    }
  }

  private static func realProgramme() throws -> TestRegister {
    try TestRegister(try RealProgrammeTests.rows().map { ($0.resource.name, $0.body) })
  }

  static let questions: [[(String, String)]] = [
    [], [("assen", "grond")], [("assen", "fase")], [("assen", "grond,domein"), ("exact", "true")],
    [("assen", "fase,grond"), ("zonderAfgeleid", "true")], [("assen", "organisatie,fase")],
    [("assen", "programma,soort,fase")], [("assen", "domein,fase,grond"), ("verantwoordelijk", "szw,vws")],
    [("assen", "fase,grond"), ("search", "discriminatie*")], [("assen", "grond,soort"), ("programma", "np-2022")],
  ]

  @Test(arguments: questions)
  func `every figure of the real programme opens a list of exactly that many, without the index`(
    given: [(String, String)]
  ) throws {
    let register = try Self.realProgramme()
    let report = try Self.report(register, given, as: .everyone)
    register.reader.usesIndex = false
    #expect(try Self.text(Self.report(register, given, as: .everyone)) == Self.text(report))
    var dice = PastTests.Dice(state: 5)
    // Of a thousand cells some; of the totals all.
    let cells = report.rows.count > 60 ? Array(report.rows.shuffled(using: &dice).prefix(60)) : report.rows
    var counts: [String: Int] = [:]
    var figures = 0
    for (rows, columns) in [(cells, report.columns), (report.totals, report.totalColumns)] {
      for row in rows {
        let members = Self.members(row, columns)
        for link in row.links {
          guard let figure = members[link.name]?.asInt, case .list(let resource, let parameters) = link.target else {
            continue
          }
          let address = parameters.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
          if counts[address] == nil {
            let query = try register.query(resource.name, parameters.map { ($0.key, $0.value) })
            counts[address] = try register.reader.count(query, for: .everyone)
          }
          #expect(counts[address] == figure, "\(link.name): \(address)")
          figures += 1
        }
      }
    }
    #expect(figures == (cells.count + report.totals.count) * 3)
  }

  @Test func `the real programme has its holes, and its grounds count what falls under them`() throws {
    let register = try Self.realProgramme()
    let report = try Self.report(register, [("assen", "fase,domein,grond")], as: .everyone)
    #expect(report.rows.count > 1_000)
    let cells = report.rows.map { Self.members($0, report.columns) }
    #expect(cells.contains { $0["aantal"] == 0 } && cells.contains { ($0["aantal"]?.asInt ?? 0) > 0 })
    let totals = report.totals.map { Self.members($0, report.totalColumns) }
    #expect(totals.first?["aantal"] == 119)
    func value(_ code: String) -> Int { totals.first { $0["waarde"]?.asString == code }?["aantal"]?.asInt ?? -1 }
    let exact = try Self.report(register, [("assen", "grond"), ("exact", "true")], as: .everyone)
    let own = exact.rows.map { Self.members($0, exact.columns) }
    for row in own { #expect(value(row["grond"]?.asString ?? "") >= row["aantal"]?.asInt ?? 0) }
    // What collects others can stand on no measure itself.
    let folded = try Self.report(register, [("assen", "grond")], as: .everyone)
    let collecting = folded.rows.map { Self.members($0, folded.columns) }
      .filter { row in !own.contains { $0["grond"] == row["grond"] } }
    #expect(collecting.contains { ($0["aantal"]?.asInt ?? 0) > 1 })
  }

  @Test(arguments: [1, 2])
  func `random measures, random axes: each cell is what one counts by hand`(seed: UInt64) throws {
    var dice = PastTests.Dice(state: seed)
    var rows = TestRegister.programme.filter { $0.0 != "maatregel" }
    for number in 0..<60 {
      var body = IndexTests.randomBody(&dice, number)
      body["programmas"] = []
      body["relaties"] = []
      body["kenmerk"] = .string("m-\(number)")
      body["titel"] = "x"
      rows.append(("maatregel", .object(body)))
    }
    let register = try TestRegister(rows)
    for axes in [["fase", "domein", "grond"], ["grond", "fase"], ["domein"], ["organisatie", "grond"]] {
      for strict in [false, true] {
        for exact in [false, true] {
          var given = [("assen", axes.joined(separator: ","))]
          if strict { given.append(("zonderAfgeleid", "true")) }
          if exact { given.append(("exact", "true")) }
          let report = try Self.report(register, given, as: .everyone)
          let expected = Self.byHand(rows, axes, strict: strict, exact: exact)
          for row in report.rows {
            let members = Self.members(row, report.columns)
            let cell = axes.map { members[$0]?.asString ?? "" }
            let figures = ["aantal", "generiek", "afgeleid"].map { members[$0]?.asInt ?? -1 }
            #expect(figures == expected(cell), "\(given) \(cell)")
          }
          #expect(!report.rows.isEmpty)
        }
      }
    }
  }

  /// Counts over the documents as they were imported.
  private static func byHand(
    _ rows: [(String, JSON)], _ axes: [String], strict: Bool, exact: Bool
  ) -> ([String]) -> [Int] {
    let under = [
      "np-gronden": ["np-gronden", "moslimdiscriminatie", "antisemitisme"], "zorg": ["zorg", "jeugdzorg"],
    ]
    let fields = ["fase": "fasen", "domein": "domeinen", "grond": "gronden", "organisatie": "betrokkenen"]
    let measures = rows.filter { $0.0 == "maatregel" }.map(\.1)
    func marks(_ measure: JSON) -> [String] { measure["afgeleid"]?.asArray?.compactMap(\.asString) ?? [] }
    func has(_ measure: JSON, _ axis: String, _ code: String, strict: Bool) -> Bool {
      let field = fields[axis] ?? axis
      let codes = exact ? [code] : under[code] ?? [code]
      return (measure[field]?.asArray ?? []).contains { element in
        let own = element.asString ?? element["organisatie"]?.asString ?? ""
        let isInferred = marks(measure).contains(field) || marks(measure).contains("\(field)/\(own)")
        return codes.contains(own) && !(strict && isInferred)
      }
    }
    func isGeneric(_ measure: JSON) -> Bool {
      measure["reikwijdte"] == "generiek" && !(strict && marks(measure).contains("reikwijdte"))
    }
    return { cell in
      func inCell(_ measure: JSON, strict: Bool, without axis: String? = nil) -> Bool {
        zip(axes, cell).allSatisfy { $0 == axis || has(measure, $0, $1, strict: strict) }
      }
      let all = measures.filter { inCell($0, strict: strict) }
      let generic = measures.filter { isGeneric($0) && inCell($0, strict: strict, without: "grond") }
      return [all.count, generic.count, all.count { !inCell($0, strict: true) }]
    }
  }

  @Test func `a hole that is explained says why, until its last day, for what falls under its codes`() throws {
    let register = try TestRegister(
      TestRegister.programme
        + [("online", 5), ("op-straat", 6)].map { name, place in
          (
            "grond",
            ["kenmerk": .string(name), "naam": .string(name), "volgorde": place, "bovenliggend": ["antisemitisme"]]
          )
        })
    let bureau = try register.caller(.bureau, "ncdr")
    func explain(_ kenmerk: String, _ body: [String: JSON]) throws {
      var lacune: JSONObject = ["kenmerk": .string(kenmerk), "verklaring": "Bewust."]
      for (name, value) in body { lacune[name] = value }
      try register.create("lacune", .object(lacune), by: bureau)
    }
    func explanations(_ axes: String, _ more: [(String, String)] = []) throws -> [String] {
      let report = try Self.report(register, [("assen", axes)] + more, as: .everyone)
      return report.rows.map { Self.members($0, report.columns) }.compactMap { cell in
        guard let lacune = cell["lacune"]?.asString else { return nil }
        #expect(cell["aantal"] == 0 && cell["verklaring"] == "Bewust.")
        let place = ["fase", "domein", "grond"].compactMap { cell[$0]?.asString }
        return "\(place.joined(separator: " ")): \(lacune)"
      }
    }
    #expect(try explanations("fase,grond") == [])
    try explain("breed", ["fase": "erkennen-voorkomen", "grond": "antisemitisme"])
    try explain("smal", ["fase": "erkennen-voorkomen", "grond": "online", "tot": "2026-03-01"])
    try explain("voorbij", ["fase": "herkennen-melden", "grond": "online", "tot": "2026-02-28"])
    try explain("zorg", ["fase": "herkennen-melden", "domein": "zorg", "grond": "online"])
    let here = "erkennen-voorkomen"
    #expect(
      try explanations("fase,grond") == [
        "\(here) antisemitisme: breed", "\(here) online: smal", "\(here) op-straat: breed",
      ])
    #expect(
      try explanations("fase,grond", [("exact", "true")]) == ["\(here) antisemitisme: breed", "\(here) online: smal"])
    // Over fewer axes than it is about it explains no whole cell.
    #expect(try explanations("fase,domein") == [])
    #expect(try explanations("grond") == [])
    #expect(
      try explanations("fase,domein,grond").filter { $0.hasSuffix(": zorg") }
        == ["herkennen-melden zorg online: zorg", "herkennen-melden jeugdzorg online: zorg"])
    _ = try register.patch(
      "maatregel", "m-vierogen",
      ["fasen": ["erkennen-voorkomen"], "planwijziging": ["reden": "x"]], match: try register.etag("m-vierogen"),
      by: register.caller(.administrator, "ncdr"))
    // Where a measure is nothing has to be explained.
    #expect(try explanations("fase,grond") == ["\(here) online: smal", "\(here) op-straat: breed"])
  }

  @Test func `what was covered at a moment stays what it was`() throws {
    let register = try TestRegister(now: Timestamp(seconds: Timestamp.now.seconds - 100))
    let administrator = try register.caller(.administrator, "ncdr")
    let moment = Timestamp.now
    let given = [("assen", "fase,grond"), ("beschikbaarOp", moment.description)]
    let then = try Self.text(Self.report(register, given, as: .everyone))
    #expect(try then == Self.text(Self.report(register, [("assen", "fase,grond")], as: .everyone)))
    _ = try register.patch(
      "maatregel", "m-vierogen", ["fasen": ["herkennen-melden"], "planwijziging": ["reden": "x"]],
      match: try register.etag("m-vierogen"), by: administrator)
    try register.create("grond", ["kenmerk": "nieuwe-grond", "naam": "Nieuw", "volgorde": 9], by: administrator)
    _ = try register.submit(
      Command(
        resource: Resource.named("grond")!,
        operation: .patch(kenmerk: "moslimdiscriminatie", ["bovenliggend": []]), condition: .ifMatchAny,
        caller: administrator, now: .now))
    #expect(try Self.text(Self.report(register, given, as: .everyone)) == then)
    #expect(try Self.text(Self.report(register, [("assen", "fase,grond")], as: .everyone)) != then)
  }

  @Test(arguments: ["fase,domein,grond,soort", "fase,fase", "elfen", ""])
  func `axes that make no matrix are refused`(axes: String) throws {
    let register = try TestRegister()
    #expect(throws: RegisterError.self) { try Self.report(register, [("assen", axes)], as: .everyone) }
  }
}
