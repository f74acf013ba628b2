import Bytes
import Register
import Testing

/// What changed between two moments, against what every measure said at both.
struct ComparisonTests {
  /// Not compared: the server's own.
  private static let own: Set<String> = [
    "uitloop", "publicatie", "versie", "conceptversie", "aangemaaktOp", "gewijzigdOp",
  ]
  private static let places: Set<String> = ["fasen", "domeinen", "gronden", "betrokkenen", "programmas"]

  /// `gewijzigd m-training doel`
  private func differences(_ old: [String: JSON], _ new: [String: JSON]) -> Set<String> {
    var found: Set<String> = []
    for kenmerk in Set(old.keys).union(new.keys) {
      guard let before = old[kenmerk] else {
        found.insert("nieuw \(kenmerk) -")
        continue
      }
      guard let after = new[kenmerk] else {
        found.insert("weg \(kenmerk) -")
        continue
      }
      for (name, value) in after.asObject ?? [:] where !Self.own.contains(name) && before[name] != value {
        if name == "plan" {
          for (member, value) in value.asObject ?? [:] where before[name]?[member] != value {
            found.insert("gewijzigd \(kenmerk) plan.\(member)")
          }
        } else {
          found.insert("\(Self.places.contains(name) ? "verplaatst" : "gewijzigd") \(kenmerk) \(name)")
        }
      }
    }
    return found
  }

  private func lines(_ report: Report) -> Set<String> {
    Set(
      report.rows.map { row in
        [0, 1, 3].map { place in
          guard case .json(let value) = row.values[place] else { return "?" }
          return value.asString ?? "-"
        }.joined(separator: " ")
      })
  }

  @Test(arguments: [1, 2])
  func `random writes, random moments: what changed is what every measure says at both`(seed: UInt64) throws {
    let start = Timestamp(seconds: Timestamp.now.seconds - 1_000_000)
    let register = try TestRegister(now: start)
    let administrator = try register.caller(.administrator, "ncdr")
    let readers = [Caller.everyone, try register.caller(.reader, "szw"), try register.caller(.bureau, "ncdr")]
    var dice = PastTests.Dice(state: seed)
    var now = start
    var moments = [start - 1, start]
    var made = ["m-registratie", "m-training", "m-vierogen"]
    for step in 0..<40 {
      now = now + Int.random(in: 1...30_000, using: &dice)
      moments.append(now)
      func command(_ operation: Command.Operation, _ condition: Command.Precondition) -> Command {
        Command(resource: .maatregel, operation: operation, condition: condition, caller: administrator, now: now)
      }
      let reason: JSON = ["reden": "toeval"]
      let patches: [JSON] = [
        ["doel": .string("doel \(step)")], ["titel": .string("Titel, \(step)")],
        ["gronden": ["antisemitisme"], "reikwijdte": "specifiek", "planwijziging": reason],
        ["gronden": [], "reikwijdte": "generiek", "planwijziging": reason],
        ["betrokkenen": [["organisatie": "vws", "rol": "verantwoordelijk"]], "planwijziging": reason],
        ["programmas": [["programma": "np-2022", "opname": "kandidaat"]], "planwijziging": reason],
        ["plan": ["startGepland": "2024-07", "gereedGepland": .string("202\(step % 7)")], "planwijziging": reason],
        ["bronnen": [["document": "intern", "citaat": "stil"], ["document": "brief"]]],
        ["uitvoeringsstatus": "gestopt"],
      ]
      let kenmerk = made.randomElement(using: &dice)!
      switch Int.random(in: 0..<8, using: &dice) {
      case 0:
        let status: JSON = step % 2 == 0 ? "gepubliceerd" : "concept"
        let body: JSON = ["titel": .string("Nieuw \(step)"), "publicatie": ["status": status]]
        if case .created(let item) = try register.submit(command(.create(body), .none)) { made.append(item.kenmerk) }
      case 1:
        let next: JSON = [
          "naar": .string(step % 3 == 0 ? "ingetrokken" : "vrijgegeven"), "reden": "toeval",
          "zichtbaarheid": "interdepartementaal",
        ]
        _ = try? register.submit(command(.transition(kenmerk: kenmerk, next), .ifMatchAny))
      default:
        _ = try? register.submit(command(.patch(kenmerk: kenmerk, patches.randomElement(using: &dice)!), .ifMatchAny))
      }
    }
    for _ in 0..<15 {
      let sides = moments.shuffled(using: &dice).prefix(2).sorted { $0.seconds < $1.seconds }
      let (from, through) = (sides[0], Bool.random(using: &dice) ? sides[1] : nil)
      for caller in readers {
        var given = [(key: "van", value: from.description)]
        if let through { given.append((key: "tot", value: through.description)) }
        let report = try register.report("vergelijkingen", given, as: caller)
        let expected = differences(
          try register.measures(as: caller, asOf: from), try register.measures(as: caller, asOf: through))
        #expect(lines(report) == expected, "\(given) \(caller.role)")
      }
    }
  }

  @Test func `a day counts from its beginning to its end in Amsterdam`() throws {
    // Summer time: the day begins at 22:00 UTC.
    let midnight = Timestamp(rfc3339: "2025-06-09T22:00:00Z")!
    let register = try TestRegister(now: midnight - 86_400)
    let administrator = try register.caller(.administrator, "ncdr")
    for (offset, goal) in [(-1, "ervoor"), (0, "eerste"), (86_399, "laatste"), (86_400, "erna")] {
      _ = try register.submit(
        Command(
          resource: .maatregel, operation: .patch(kenmerk: "m-training", ["doel": .string(goal)]),
          condition: .ifMatchAny, caller: administrator, now: midnight + offset))
    }
    func goals(_ from: String, _ through: String) throws -> [String] {
      try register.report("vergelijkingen", [("van", from), ("tot", through)], as: .everyone).rows.flatMap { row in
        [4, 5].compactMap { place in
          guard case .json(let value) = row.values[place] else { return nil }
          return value.asString
        }
      }
    }
    #expect(try goals("2025-06-10", "2025-06-10") == ["ervoor", "laatste"])
    #expect(try goals("2025-06-10", "2025-06-11") == ["ervoor", "erna"])
    #expect(try goals("2025-06-10T00:00:00+02:00", "2025-06-11") == ["eerste", "erna"])
    #expect(try goals("2025-06-12", "2025-06-13") == [])
  }

  @Test func `two programmes are compared by what is in them`() throws {
    func measure(_ kenmerk: String, _ programmes: [JSON]) -> (String, JSON) {
      ("maatregel", ["kenmerk": .string(kenmerk), "titel": .string(kenmerk), "programmas": .array(programmes)])
    }
    let register = try TestRegister(
      TestRegister.programme + [
        ("programma", ["kenmerk": "np-2023", "naam": "Tweede", "soort": "aanpak"]),
        measure("m-nieuw", [["programma": "np-2023", "opname": "kandidaat"]]),
        measure("m-zelfde", [["programma": "np-2022", "nummer": "1"], ["programma": "np-2023", "nummer": "1"]]),
        measure(
          "m-anders",
          [["programma": "np-2022", "nummer": "2"], ["programma": "np-2023", "nummer": "3", "opname": "opgenomen"]]),
      ])
    let report = try register.report(
      "vergelijkingen", [("vanProgramma", "np-2022"), ("totProgramma", "np-2023")], as: .everyone)
    #expect(
      lines(report) == [
        "nieuw m-nieuw -", "weg m-registratie -", "gewijzigd m-anders programmas.nummer",
        "gewijzigd m-anders programmas.opname",
      ])
    #expect(report.totals.count == 3)
  }

  @Test(arguments: [
    [("van", "gisteren")], [("tot", "2999-01-01")], [("van", "2999-01-01T00:00:00Z")],
    [("van", "2024-02-01"), ("tot", "2024-01-01")], [("vanProgramma", "np-2022")],
    [("vanProgramma", "np-2022"), ("totProgramma", "np-2022"), ("van", "2024-01-01")], [("vanProgramma", "geen")],
    [("beschikbaarOp", "2024-01-01T00:00:00Z"), ("tot", "2024-02-01T00:00:00Z")], [("soort", "anders")],
  ])
  func `a comparison that makes no sense is refused`(given: [(String, String)]) throws {
    let register = try TestRegister()
    #expect {
      try register.report("vergelijkingen", given.map { (key: $0.0, value: $0.1) }, as: .everyone)
    } throws: { error in
      guard case RegisterError.invalid(let faults) = error else { return false }
      return !faults.isEmpty && faults.allSatisfy(\.isInQuery)
    }
  }
}
