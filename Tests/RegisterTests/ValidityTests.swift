import Bytes
import Foundation
import SQL
import SQLiteStore
import Testing

@testable import Register

/// What was true on a day: changes of the plan that take effect later than they are recorded, or earlier.
struct ValidityTests {
  /// What a plan change may change; each is one field.
  static let plan: [[String]] = [
    ["plan", "startGepland"], ["plan", "gereedGepland"], ["reikwijdte"], ["soort"], ["fasen"], ["domeinen"],
    ["gronden"], ["themas"], ["betrokkenen"], ["programmas"],
  ]

  static let filters: [(key: String, values: [String])] = [
    ("grond", ["moslimdiscriminatie", "antisemitisme", "np-gronden"]), ("fase", ["erkennen-voorkomen"]),
    ("verantwoordelijk", ["szw", "vws", "jenv"]), ("organisatie", ["vws", "politie"]), ("domein", ["zorg"]),
    ("soort", ["bestaand", "onbekend"]), ("reikwijdte", ["generiek", "specifiek"]), ("thema", ["werk", "zorg"]),
    ("gereedGeplandTotEnMet", ["2026-12-31", "2028-06-30"]), ("mist", ["gronden", "gereedGepland"]),
    ("search", ["doel*"]), ("uitvoeringsstatus", ["in-uitvoering"]), ("overTijd", ["true", "false"]),
  ]

  /// One version of a measure as it was recorded.
  struct Told {
    let moment: Timestamp
    let item: JSON
    let takesEffect: Day?
  }

  /// The value of a field of the plan on a day: that of the last change recorded that had taken effect, else the first.
  static func value(_ path: [String], _ told: [Told], on day: Day) -> JSON {
    func value(_ item: JSON) -> JSON { path.reduce(item) { $0[$1] ?? .null } }
    var found = value(told[0].item)
    for (before, after) in zip(told, told.dropFirst()) where value(before.item) != value(after.item) {
      if after.takesEffect.map({ $0 <= day }) ?? true { found = value(after.item) }
    }
    return found
  }

  final class Story {
    let register: TestRegister
    let start = Timestamp(seconds: Timestamp.now.seconds - 1_000_000)
    var now: Timestamp
    var told: [String: [Told]] = [:]
    let kenmerken = ["m-registratie", "m-training", "m-vierogen"]
    let administrator: Caller

    init() throws {
      now = start
      register = try TestRegister(now: start)
      administrator = try register.caller(.administrator, "ncdr")
      for kenmerk in kenmerken { try tell(kenmerk, nil) }
    }

    func tell(_ kenmerk: String, _ day: Day?) throws {
      let item = try register.json("maatregel", kenmerk, as: administrator)
      if item["versie"] == told[kenmerk]?.last?.item["versie"] { return }
      told[kenmerk, default: []].append(Told(moment: now, item: item, takesEffect: day))
    }

    func change(_ kenmerk: String, _ patch: JSON, from day: Day? = nil) throws {
      var patch = patch.asObject ?? [:]
      patch["planwijziging"] = ["reden": "toeval", "ingangsdatum": .text(day?.description)]
      _ = try register.submit(
        Command(
          resource: .maatregel, operation: .patch(kenmerk: kenmerk, .object(patch)), condition: .ifMatchAny,
          caller: administrator, now: now))
      try tell(kenmerk, day)
    }

    /// So many random changes.
    func go(_ steps: Int, _ dice: inout PastTests.Dice) throws {
      for step in 0..<steps {
        now = Timestamp(seconds: now.seconds + Int64.random(in: 1...3, using: &dice))
        let ends: [JSON] = ["2026", "2026-06", "2027-03", "2028", .null]
        let patches: [JSON] = [
          ["doel": .string("doel \(step)")], ["uitvoeringsstatus": "in-uitvoering"],
          ["plan": ["gereedGepland": ends.randomElement(using: &dice)!]],
          ["plan": ["startGepland": "2024-07", "gereedGepland": ends.randomElement(using: &dice)!]],
          ["gronden": ["antisemitisme"], "reikwijdte": "specifiek"], ["gronden": [], "reikwijdte": "generiek"],
          ["gronden": ["moslimdiscriminatie", "antisemitisme"], "reikwijdte": "specifiek", "afgeleid": ["gronden"]],
          ["betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]]],
          [
            "betrokkenen": [
              ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "vws", "rol": "partner"],
            ]
          ],
          ["fasen": ["erkennen-voorkomen"]], ["domeinen": ["jeugdzorg"], "afgeleid": ["domeinen/jeugdzorg"]],
          ["soort": "bestaand", "themas": ["werk"]], ["themas": ["zorg", "werk"]], ["programmas": []],
          ["bronnen": [["document": "intern", "citaat": "stil"], ["document": "brief"]]],
        ]
        let day =
          Int.random(in: 0..<3, using: &dice) == 0
          ? nil : Day("2026-01-01")! + Int.random(in: 0...6, using: &dice) * 100
        try change(kenmerken.randomElement(using: &dice)!, patches.randomElement(using: &dice)!, from: day)
      }
    }

    func list(_ asked: [(String, String)], on day: Day, at moment: Timestamp?, as caller: Caller) throws -> [JSON] {
      var query = try register.query("maatregel", asked + [("geldigOp", day.description)], as: caller)
      query.asOf = moment
      var found: [JSON] = []
      _ = try register.reader.page(query, for: caller) { found.append(try JSON.parse($1)) }
      #expect(try register.reader.count(query, for: caller) == found.count)
      return found
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func `random changes, random days: items, lists and facets say what a plain replay says`(seed: UInt64) throws {
    var dice = PastTests.Dice(state: seed)
    let story = try Story()
    try story.go(50, &dice)
    let callers = [story.administrator, .everyone]
    for _ in 0..<12 {
      let day = Day("2025-12-31")! + Int.random(in: 0...8, using: &dice) * 100 + Int.random(in: 0...1, using: &dice)
      let back = Timestamp(seconds: Int64.random(in: story.start.seconds...story.now.seconds, using: &dice))
      let moment = Bool.random(using: &dice) ? nil : back
      let version = moment.map(RegisterReader.Version.at) ?? .standing
      for caller in callers {
        var items: [String: JSON] = [:]
        for kenmerk in story.kenmerken {
          let json = try story.register.reader.item(.maatregel, kenmerk, version, validOn: day, for: caller).json
          let item = try JSON.parse(json)
          items[kenmerk] = item
          let told = story.told[kenmerk]!.filter { moment == nil || $0.moment <= moment! }
          for path in Self.plan {
            let value = path.reduce(item) { $0[$1] ?? .null }
            #expect(value == Self.value(path, told, on: day), "\(kenmerk) \(path) on \(day)")
          }
          for name in ["titel", "doel", "uitvoeringsstatus", "versie", "gewijzigdOp"] {
            #expect(item[name] == told.last?.item[name])
          }
          if caller.role == .administrator { #expect(item["bronnen"] == told.last?.item["bronnen"]) }
        }
        let all = try story.list([], on: day, at: moment, as: caller)
        #expect(all == story.kenmerken.compactMap { items[$0] })
        try checkLists(story, items, day, moment, caller)
      }
    }
    var faults: [String] = []
    let connection = try SQLiteConnection.open(story.register.path, mode: .reader)
    defer { connection.close() }
    _ = try Verification(connection) { faults.append($0.description) }.run()
    #expect(faults == [])
  }

  /// Filters and facets choose and count what the items say.
  private func checkLists(
    _ story: Story, _ items: [String: JSON], _ day: Day, _ moment: Timestamp?, _ caller: Caller
  ) throws {
    func has(_ item: JSON, _ field: String, _ member: String?, _ values: [String]) -> Bool {
      let found = item[field]?.asArray ?? [item[field] ?? .null]
      return found.contains { element in
        values.contains((member.map { element[$0] ?? .null } ?? element).asString ?? "")
      }
    }
    for (key, values) in Self.filters {
      for value in values {
        let found = try story.list([(key, value)], on: day, at: moment, as: caller)
        #expect(found.allSatisfy { $0 == items[$0["kenmerk"]?.asString ?? ""] }, "\(key)=\(value)")
        let names = found.compactMap { $0["kenmerk"]?.asString }
        let expected = items.filter { kenmerk, item in
          let end = item["plan"]?["gereedGepland"] ?? .null
          switch key {
          case "grond":
            let below = value == "np-gronden" ? ["moslimdiscriminatie", "antisemitisme"] : [value]
            return has(item, "gronden", nil, below)
          case "fase": return has(item, "fasen", nil, [value])
          case "domein": return has(item, "domeinen", nil, ["zorg", "jeugdzorg"])
          case "thema": return has(item, "themas", nil, [value])
          case "organisatie": return has(item, "betrokkenen", "organisatie", [value])
          case "verantwoordelijk":
            return item["betrokkenen"]?.asArray?.contains {
              $0["organisatie"]?.asString == value && $0["rol"] == "verantwoordelijk"
            } ?? false
          case "soort", "reikwijdte", "uitvoeringsstatus": return item[key]?.asString == value
          case "gereedGeplandTotEnMet": return end["vanaf"]?.asString.map { $0 <= value } ?? false
          case "mist":
            return value == "gronden" ? item["gronden"]?.asArray == [] : end.isNull
          case "search": return item["doel"]?.asString?.hasPrefix("doel") ?? false
          default:
            let isOver =
              end["totEnMet"]?.asString.map { $0 < day.description } ?? false
              && item["uitvoeringsstatus"] != "afgerond"
            return isOver == (value == "true")
          }
        }
        #expect(names == expected.keys.sorted(), "\(key)=\(value) on \(day)")
      }
    }
    var query = try story.register.query("maatregel", [("geldigOp", day.description)], as: caller)
    query.asOf = moment
    query.facets = ["grond", "verantwoordelijk", "soort", "thema", "uitvoeringsstatus"]
    for facet in try story.register.reader.facets(query, for: caller) {
      for (value, count) in facet.values {
        let listed = try story.list([(facet.filter, value)], on: day, at: moment, as: caller)
        #expect(listed.count == count, "\(facet.filter) \(value)")
      }
    }
  }

  @Test func `a report looks at the day: what is over time then, with lists of as many`() throws {
    let story = try Story()
    try story.change("m-vierogen", ["plan": ["gereedGepland": "2030"]], from: Day("2026-07-01"))
    let reader = story.register.reader
    func overdue(_ day: String) throws -> (titles: [JSON], links: [Int]) {
      let asked = [(key: "soort", value: "over-tijd"), (key: "geldigOp", value: day)]
      let (question, faults) = try reader.question(
        .signalen, kenmerk: nil, asked, for: .everyone, today: Day("2026-11-21")!)
      #expect(faults == [])
      let report = try reader.report(.signalen, question)
      #expect(report.peilmoment == day)
      let links = try report.totals.flatMap(\.links).map { link -> Int in
        guard case .list(let resource, let parameters) = link.target else { return -1 }
        return try story.register.list(resource.name, parameters.map { ($0.key, $0.value) }).count
      }
      return (report.rows.map { if case .json(let value) = $0.values[1] { value } else { .null } }, links)
    }
    #expect(try overdue("2026-06-30").titles == ["m-vierogen"])
    #expect(try overdue("2026-06-30").links == [1, 1])
    #expect(try overdue("2026-07-01").titles == [])
    #expect(try overdue("2026-07-01").links == [0, 0])
    #expect(try overdue("2024-06-30").titles == [])
    #expect(try overdue("2024-07-01").titles == ["m-vierogen"])
    #expect(try overdue("2031-01-01").titles == ["m-vierogen"])
  }

  @Test func `what a register held before it kept the days is made anew the same`() throws {
    var dice = PastTests.Dice(state: 9)
    let story = try Story()
    try story.go(30, &dice)
    story.register.writer.stop()
    let connection = try SQLiteConnection.open(story.register.path, mode: .writer)
    defer { connection.close() }
    func kept() throws -> [[[SQLValue]]] {
      try Validity.statements.map { statements in
        let names = statements.columns.joined(separator: ", ")
        var rows: [[SQLValue]] = []
        let some = "SELECT \(names) FROM \(statements.table) WHERE toen_tot > toen_sinds ORDER BY \(names)"
        try connection.query(SQLStatement(some), []) { row in
          rows.append(statements.columns.indices.map(row.value))
          return .next
        }
        return rows
      }
    }
    let before = try kept()
    #expect(before[0].count > 10)
    for table in Validity.statements.map(\.table) + ["ingang"] {
      try connection.run(SQLStatement("DELETE FROM \(table)"), [])
    }
    try connection.run(SQLStatement("UPDATE teller SET waarde = 0 WHERE naam = 'geldig'"), [])
    let folder = TestRegister.root.appending(path: "migrations/sqlite")
    let file = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).first {
      $0.lastPathComponent.hasSuffix("_geldig.sql")
    }
    let migration = try String(contentsOf: #require(file), encoding: .utf8)
    let fill = try #require(migration.split(separator: ";").first { $0.contains("INSERT INTO ingang") })
    try connection.executeScript(String(fill))
    _ = try Ledger(connection: connection)
    #expect(try kept() == before)
  }

  @Test func `programmes are left out on a day outside their period, and a day means nothing for documents`() throws {
    var rows = TestRegister.programme
    rows.append(
      (
        "programma",
        [
          "kenmerk": "np-2023", "naam": "Programma 2023", "soort": "nationaal-programma",
          "periode": ["van": "2023", "tot": "2025-06"],
        ]
      ))
    let register = try TestRegister(rows)
    #expect(try register.list("programma", [("geldigOp", "2022-12-31")]) == ["np-2022"])
    for day in ["2023-01-01", "2025-06-30"] {
      #expect(try register.list("programma", [("geldigOp", day)]) == ["np-2022", "np-2023"])
    }
    #expect(try register.list("programma", [("geldigOp", "2025-07-01")]) == ["np-2022"])
    for name in ["document", "voortgangsmelding", "planwijziging"] {
      #expect(throws: RegisterError.self) { try register.list(name, [("geldigOp", "2025-07-01")]) }
    }
  }
}
