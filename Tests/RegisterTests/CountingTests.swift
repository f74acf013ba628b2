import Bytes
import Register
import Testing

/// Counts against a slow, plain model, over random registers.
struct CountingTests {
  /// A programme of random measures, some of them drafts of SZW.
  private func register(_ dice: inout PastTests.Dice) throws -> TestRegister {
    func some(_ values: [JSON], _ dice: inout PastTests.Dice) -> JSON {
      .array(values.filter { _ in Bool.random(using: &dice) })
    }
    var rows = TestRegister.programme + [("programma", ["kenmerk": "np-2023", "naam": "Tweede", "soort": "aanpak"])]
    var drafts: [JSON] = []
    for number in 0..<60 {
      var row: JSONObject = ["kenmerk": .string("m-\(number)"), "titel": .string("Maatregel \(number)")]
      row["soort"] = ["bestaand", "voorbereiding", "onbekend"].randomElement(using: &dice)!
      row["fasen"] = some(["erkennen-voorkomen", "herkennen-melden"], &dice)
      row["domeinen"] = some(["zorg", "jeugdzorg"], &dice)
      let grounds = some(["moslimdiscriminatie", "antisemitisme"], &dice)
      row["gronden"] = grounds
      row["reikwijdte"] =
        grounds == [] ? ["generiek", "onbekend"].randomElement(using: &dice)! : "specifiek"
      row["themas"] = some(["taal, en meer", "a\\,b", "werk"], &dice)
      if Bool.random(using: &dice) { row["intersectioneel"] = .bool(Bool.random(using: &dice)) }
      let dates: [JSON] = [
        .null, "2024", "2024-06", "2025-01-01",
        ["vanaf": "2024-12-01", "totEnMet": "2025-02-28", "precisie": "seizoen"],
      ]
      row["plan"] = ["gereedGepland": dates.randomElement(using: &dice)!]
      let involved: [[JSON]] = [
        [], [["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "politie", "rol": "uitvoerder"]],
        [["organisatie": "vws", "rol": "verantwoordelijk"], ["organisatie": "szw", "rol": "medeverantwoordelijk"]],
        [
          ["organisatie": "vws", "rol": "medeverantwoordelijk"],
          ["organisatie": "jenv", "rol": "medeverantwoordelijk"],
        ],
        [["organisatie": "politie", "rol": "partner"]],
      ]
      row["betrokkenen"] = .array(involved.randomElement(using: &dice)!)
      row["programmas"] = some(
        [["programma": "np-2022", "opname": "opgenomen"], ["programma": "np-2023", "opname": "onbekend"]], &dice)
      row["bronnen"] = some([["document": "brief"], ["document": "intern"], ["url": "https://a.nl/"]], &dice)
      let marks = [
        "soort", "fasen", "gronden/antisemitisme", "betrokkenen", "programmas/np-2022", "plan/gereedGepland",
      ]
      // A mark is on what is there.
      let standing = marks.filter { mark in
        let parts = mark.split(separator: "/").map(String.init)
        let text = row[parts[0]]?.text ?? ""
        return parts.count == 1 || text.contains("\"\(parts[1])\"") && !text.contains("\"\(parts[1])\":null")
      }
      row["afgeleid"] = .array(standing.filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }.map(JSON.string))
      if number % 6 == 5 { drafts.append(.object(row)) } else { rows.append(("maatregel", .object(row))) }
    }
    let register = try TestRegister(rows)
    let administrator = try register.caller(.administrator, "szw")
    for draft in drafts { try register.create("maatregel", draft, by: administrator) }
    return register
  }

  private static let names = [
    "fase", "domein", "grond", "thema", "soort", "intersectioneel", "organisatie", "verantwoordelijk",
    "medeverantwoordelijk", "programma", "opname", "document", "gereedGeplandJaar",
  ]

  private func text(_ value: Report.Value) -> String {
    guard case .json(let json) = value else { return "?" }
    return json.isNull ? "-" : json.asString ?? json.text
  }

  @Test(arguments: [1, 2, 3])
  func `any division counts what reading every measure counts, and its links list them`(seed: UInt64) throws {
    var dice = PastTests.Dice(state: seed)
    let register = try register(&dice)
    let readers = [
      Caller.everyone, try register.caller(.editor, "szw"), try register.caller(.administrator, "ncdr"),
    ]
    for _ in 0..<12 {
      let caller = readers.randomElement(using: &dice)!
      let names = Array(Self.names.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice)))
      let withoutInferred = Bool.random(using: &dice)
      let isExact = Bool.random(using: &dice)
      let filter = [("", ""), ("soort", "bestaand"), ("organisatie", "szw,vws")].randomElement(using: &dice)!
      var given = [(key: "groepeer", value: names.joined(separator: ","))]
      if withoutInferred { given.append((key: "zonderAfgeleid", value: "true")) }
      if isExact { given.append((key: "exact", value: "true")) }
      if filter.0 != "" { given.append((key: filter.0, value: filter.1)) }
      let report = try register.report("statistieken", given, as: caller)

      let model = ReportModel(withoutInferred: withoutInferred, above: isExact ? [:] : ReportModel.above)
      let rows = try register.measures(as: caller).values.filter { row in
        filter.0 == "" || !model.groups(row, filter.0).isDisjoint(with: filter.1.split(separator: ",").map(String.init))
      }
      let places = names.map { name in report.columns.firstIndex { $0.name == name }! }
      var counts: [String: Int] = [:]
      for row in report.rows {
        counts[places.map { "|" + text(row.values[$0]) }.joined()] = Int(text(row.values.last!))
      }
      #expect(counts == model.counts(rows, names), "\(given) \(caller.role)")
      var totals: [String: Int] = [:]
      for row in report.totals {
        totals["\(text(row.values[0]))|\(text(row.values[1]))"] = Int(text(row.values[3]))
      }
      var expected = ["-|-": rows.count]
      if names.count > 1 {
        for name in names {
          for (group, count) in model.counts(rows, [name]) { expected[name + group] = count }
        }
      }
      #expect(totals == expected, "\(given) \(caller.role)")
    }
  }

  @Test(arguments: [4, 5])
  func `completeness counts what reading every measure counts, and its links list them`(seed: UInt64) throws {
    var dice = PastTests.Dice(state: seed)
    let register = try register(&dice)
    let fields = ["soort", "fasen", "gronden", "themas", "intersectioneel", "opname", "verantwoordelijk"]
    let names = ["fasen": "fase", "gronden": "grond", "themas": "thema"]
    for caller in [Caller.everyone, try register.caller(.editor, "szw")] {
      let rows = try register.measures(as: caller).values
      let report = try register.report(
        "volledigheid", [("veld", fields.joined(separator: ",")), ("metGeneriek", "true")], as: caller)
      let all = ReportModel(withoutInferred: false, above: [:])
      let stated = ReportModel(withoutInferred: true, above: [:])
      var expected: [String: [Int]] = [:]
      for row in rows {
        var asked = all.groups(row, "verantwoordelijk")
        if asked.isEmpty { asked = all.groups(row, "medeverantwoordelijk") }
        for field in fields {
          let name = names[field] ?? field
          let state = all.groups(row, name).isEmpty ? 3 : stated.groups(row, name).isEmpty ? 2 : 1
          for place in (asked.isEmpty ? ["-"] : Array(asked)) + ["*"] {
            expected["\(field) \(place)", default: [0, 0, 0, 0]][0] += 1
            expected["\(field) \(place)", default: [0, 0, 0, 0]][state] += 1
          }
        }
      }
      var found: [String: [Int]] = [:]
      for row in report.rows {
        found["\(text(row.values[0])) \(text(row.values[1]))"] = row.values[3...6].compactMap { Int(text($0)) }
      }
      for row in report.totals { found["\(text(row.values[0])) *"] = row.values[1...4].compactMap { Int(text($0)) } }
      #expect(found == expected)
    }
  }

  @Test func `a share is written with one decimal, without going through a floating point number`() throws {
    let register = try TestRegister()
    let report = try register.report("volledigheid", [("veld", "gronden")], as: .everyone)
    #expect(report.totals.map { $0.values.map(text) } == [["gronden", "3", "2", "0", "1", "66.7"]])
    #expect(
      try register.report("volledigheid", [("kenmerk", "m-geen")], as: .everyone).totals.map { text($0.values[5]) }
        .allSatisfy { $0 == "-" })
  }

  @Test func `every collection can be divided by each of its fields, and nothing says which`() throws {
    let register = try TestRegister()
    for resource in Resource.all {
      for grouping in resource.groupings {
        let given = [(key: "collectie", value: resource.collection), (key: "groepeer", value: grouping.name)]
        _ = try register.report("statistieken", given, as: .everyone)
      }
    }
    #expect(Resource.maatregel.groupings.map(\.name).contains("uitvoerder"))
  }

  @Test(arguments: [
    ("groepeer", "fase,fase"), ("groepeer", "fase,grond,domein,soort"), ("groepeer", "kamer"), ("collectie", "tokens"),
    ("collectie", "documenten,gronden"), ("grnd", "x"), ("veld", "x"), ("gewijzigdSinds", "gisteren"), ("exact", "ja"),
  ])
  func `a question that makes no sense is a fault that names it`(key: String, value: String) throws {
    let register = try TestRegister()
    #expect {
      try register.report("statistieken", [(key, value)], as: .everyone)
    } throws: { error in
      guard case RegisterError.invalid(let faults) = error else { return false }
      return faults.map(\.location) == [key] && faults.allSatisfy(\.isInQuery)
    }
  }
}
