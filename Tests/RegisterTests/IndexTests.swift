import Bytes
import Register
import Testing

/// The index in memory answers what SQL answers.
struct IndexTests {
  /// Filters that the index holds, filters it does not, and both together.
  private static let filters: [(String, [String])] = [
    ("fase", ["erkennen-voorkomen", "herkennen-melden", "erkennen-voorkomen,herkennen-melden"]),
    ("domein", ["zorg", "jeugdzorg", "jeugdzorg,zorg"]), ("grond", ["np-gronden", "antisemitisme", "moslimhaat"]),
    ("organisatie", ["szw", "politie", "szw,vws"]), ("verantwoordelijk", ["szw", "vws", "jenv"]),
    ("medeverantwoordelijk", ["vws"]), ("programma", ["np-2022"]), ("opname", ["opgenomen", "kandidaat,onbekend"]),
    ("soort", ["bestaand", "bestaand,onbekend"]), ("reikwijdte", ["generiek", "specifiek,onbekend"]),
    ("uitvoeringsstatus", ["in-uitvoering", "afgerond,onbekend"]), ("intersectioneel", ["true", "false"]),
    ("publicatiestatus", ["concept", "gepubliceerd"]), ("bevraagd", ["szw", "vws,jenv"]),
    ("generiek", ["true", "false"]), ("meervoudig", ["fase", "grond,organisatie", "programma"]),
    (
      "mist",
      [
        "fase", "gronden,domein", "verantwoordelijk", "betrokkenen", "intersectioneel", "doel", "programmas", "soort",
        "opname", "organisatie",
      ]
    ),
    ("heeft", ["fase", "grond", "medeverantwoordelijk,domein", "programmas", "voortgang"]),
    ("vermeld", ["fase", "opname,soort"]), ("alleenAfgeleid", ["grond", "betrokkenen,soort"]),
    ("search", ["nieuw*", "ander*", "van", "nieuw* 1*"]), ("thema", ["a"]), ("startGeplandVanaf", ["2024-06-01"]),
  ]
  private static let flags = ["exact", "metGeneriek", "zonderAfgeleid", "doorAfgeleid"]
  private static let facets = [
    "fase", "domein", "grond", "organisatie", "verantwoordelijk", "programma", "opname", "soort", "reikwijdte",
    "uitvoeringsstatus", "intersectioneel",
  ]

  private static func question(_ dice: inout PastTests.Dice, since moments: [Timestamp]) -> [(String, String)] {
    var asked: [(String, String)] = []
    for _ in 0..<Int.random(in: 0...3, using: &dice) {
      let (key, values) = filters.randomElement(using: &dice)!
      asked.append((key, values.randomElement(using: &dice)!))
    }
    for flag in flags where Int.random(in: 0..<5, using: &dice) == 0 { asked.append((flag, "true")) }
    if Int.random(in: 0..<6, using: &dice) == 0 {
      asked.append(("gewijzigdSinds", moments.randomElement(using: &dice)!.description))
    }
    return asked
  }

  /// Pages, count and facets, as text.
  private static func answer(_ register: TestRegister, _ query: ListQuery, _ caller: Caller) throws -> String {
    var query = query
    var text = "\(try register.reader.count(query, for: caller))"
    query.facets = facets
    for facet in try register.reader.facets(query, for: caller) { text += " \(facet.filter): \(facet.values)" }
    repeat {
      text += "\n"
      query.after = try register.reader.page(query, for: caller) { kenmerk, row in
        text += " \(kenmerk) " + String(decoding: row, as: UTF8.self)
      }
    } while query.after != nil
    return try text + whole(register, query, caller)
  }

  /// A first page as it goes out, its count and its facets, from memory if they are there and then from the store.
  private static func remembered(
    _ register: TestRegister, _ asked: [(String, String)], _ limit: Int, _ caller: Caller
  ) throws -> (memory: String?, store: String) {
    func answer() throws -> String {
      var query = try register.query("maatregel", asked, as: caller)
      query.limit = limit
      query.facets = facets
      var page = ByteBuffer()
      var kept = KeptParts()
      let next = try register.reader.page(
        query, for: caller, ending: { $1.append(",\"van\":\"\($0)\"}") }, into: &page, lending: &kept)
      var whole = ByteBuffer()
      page.withBytes { whole.append($0, kept) }
      let facets = try register.reader.facets(query, for: caller).map { "\($0.filter) \($0.values)" }
      return try String(decoding: whole.array(), as: UTF8.self)
        + "\(register.reader.count(query, for: caller)) \(facets) \(next?.values ?? [])"
    }
    let visibility = caller.visibilityClass
    let published = (register.changes.number(for: visibility), register.changes.pastNumber(for: visibility))
    let memory = register.reader.fromMemory(.maatregel, of: visibility, published, answer)
    let store = try register.reader.snapshot {
      let text = try answer()
      register.reader.remember(.maatregel, of: visibility, try register.reader.numbers(of: visibility))
      return text
    }
    return (memory, store)
  }

  /// The same pages as they go out, twice: what was read the first time is copied the second time.
  private static func whole(_ register: TestRegister, _ query: ListQuery, _ caller: Caller) throws -> String {
    var query = query
    var text = ""
    for _ in 0..<2 {
      query.after = nil
      repeat {
        var page = ByteBuffer()
        var kept = KeptParts()
        query.after = try register.reader.page(
          query, for: caller,
          ending: { kenmerk, buffer in
            buffer.append(",\"van\":\"")
            buffer.append(kenmerk)
            buffer.append("\"}")
          }, into: &page, lending: &kept)
        var whole = ByteBuffer()
        page.withBytes { whole.append($0, kept) }
        text += String(decoding: whole.array(), as: UTF8.self) + "\n"
      } while query.after != nil
    }
    return text
  }

  /// Few, so that each is asked again after a write.
  private static let matrices: [(String, [(String, String)])] = [
    ("fase,domein,grond", []), ("grond,fase", [("zonderAfgeleid", "true")]),
    ("organisatie,grond", [("fase", "herkennen-melden"), ("exact", "true")]),
  ]

  /// Every row and total of the coverage matrix, as text.
  private static func matrix(
    _ register: TestRegister, _ axes: String, _ asked: [(String, String)], _ caller: Caller
  ) throws -> [String] {
    let dekking = ReportDeclaration.all.first { $0.name == "dekking" }!
    let given = ([("assen", axes)] + asked).map { (key: $0.0, value: $0.1) }
    let (question, faults) = try register.reader.question(
      dekking, kenmerk: nil, given, for: caller, today: Day("2026-03-01")!)
    #expect(faults == [])
    let report = try register.reader.report(dekking, question)
    return (report.rows + report.totals).map { "\($0.values)" }
  }

  static func randomBody(_ dice: inout PastTests.Dice, _ step: Int) -> JSONObject {
    var body: JSONObject = [:]
    func some(_ values: [JSON]) -> JSON { .array(values.filter { _ in Bool.random(using: &dice) }) }
    body["fasen"] = some(["erkennen-voorkomen", "herkennen-melden"])
    body["domeinen"] = some(["zorg", "jeugdzorg"])
    let isGeneric = Int.random(in: 0..<4, using: &dice) == 0
    body["reikwijdte"] = isGeneric ? "generiek" : "onbekend"
    body["gronden"] = isGeneric ? [] : some(["antisemitisme", "moslimdiscriminatie"])
    body["themas"] = some(["a", "b"])
    // Words that others have in their title.
    body["doel"] = [.null, "Een nieuw doel.", "Een ander doel van 1 nieuwe soort."].randomElement(using: &dice)
    body["soort"] = ["bestaand", "voorbereiding", "onbekend"].randomElement(using: &dice).map { .string($0) }
    body["intersectioneel"] = [true, false, .null].randomElement(using: &dice)
    body["plan"] = Bool.random(using: &dice) ? ["startGepland": "2024-07"] : [:]
    body["programmas"] = some([["programma": "np-2022", "opname": "kandidaat"], ["programma": "np-2023"]])
    body["betrokkenen"] = some([
      ["organisatie": "szw", "rol": "verantwoordelijk"], ["organisatie": "vws", "rol": "medeverantwoordelijk"],
      ["organisatie": "jenv", "rol": "medeverantwoordelijk"], ["organisatie": "politie", "rol": "uitvoerder"],
      ["organisatie": "politie", "rol": "partner"],
    ])
    body["bronnen"] = some([["document": "brief"], ["document": "intern", "citaat": "x"]])
    let others: [JSON] = ["m-registratie", "m-training", "m-vierogen"]
    body["relaties"] = .array(
      others.filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }
        .map { ["soort": "hangt-samen-met", "maatregel": $0] })
    var marks: [JSON] = []
    for name in ["fasen", "domeinen", "gronden", "betrokkenen", "programmas"] {
      guard body[name]?.asArray?.isEmpty == false, Int.random(in: 0..<3, using: &dice) == 0 else { continue }
      let element = body[name]?[0]
      let code = element?.asString ?? element?["organisatie"]?.asString ?? element?["programma"]?.asString ?? ""
      marks.append(.string(Bool.random(using: &dice) ? name : "\(name)/\(code)"))
    }
    for name in ["soort", "reikwijdte"] where Int.random(in: 0..<4, using: &dice) == 0 { marks.append(.string(name)) }
    if body["intersectioneel"]?.isNull == false, Bool.random(using: &dice) { marks.append("intersectioneel") }
    body["afgeleid"] = .array(marks)
    return body
  }

  @Test(arguments: [1, 2, 3])
  func `random writes, random questions: the index answers every reader what SQL does`(seed: UInt64) throws {
    let start = Timestamp(seconds: Timestamp.now.seconds - 1_000_000)
    let register = try TestRegister(
      TestRegister.programme + [
        ("programma", ["kenmerk": "np-2023", "naam": "Nationaal Programma 2023", "soort": "nationaal-programma"])
      ], now: start)
    let administrator = try register.caller(.administrator, "ncdr")
    let readers = [
      Caller.everyone, try register.caller(.reader, "szw"), try register.caller(.editor, "vws"),
      try register.caller(.bureau, "ncdr"), administrator,
    ]
    var dice = PastTests.Dice(state: seed)
    var made = ["m-registratie", "m-training", "m-vierogen"]
    var moments = [start]
    var now = start
    var compared = 0
    var fromMemory = 0
    for step in 0..<60 {
      now = Timestamp(seconds: now.seconds + Int64.random(in: 0...3, using: &dice))
      moments.append(now)
      func submit(_ resource: String, _ operation: Command.Operation, draft: Bool = false) throws -> Outcome {
        try register.submit(
          Command(
            resource: Resource.named(resource)!, operation: operation, condition: .ifMatchAny, caller: administrator,
            now: now, draft: draft))
      }
      var body = Self.randomBody(&dice, step)
      let kenmerk = made.randomElement(using: &dice)!
      switch Int.random(in: 0..<13, using: &dice) {
      case 0..<4:
        // In the middle of the order of kenmerken, before it and behind it.
        let name = "\(["a", "m-r", "m-t", "z"].randomElement(using: &dice)!)-nieuw-\(step)"
        body["kenmerk"] = .string(name)
        body["titel"] = .string("Nieuw \(step)")
        body["publicatie"] = [
          ["status": "gepubliceerd"], ["status": "concept"],
          ["status": "vrijgegeven", "zichtbaarheid": "interdepartementaal"],
          ["status": "gepubliceerd", "embargoTot": "2099-01-01T00:00:00Z"],
        ].randomElement(using: &dice)
        // Refused when it names a measure that was withdrawn.
        let create = Command(
          resource: .maatregel, operation: .create(.object(body)), condition: .none, caller: administrator, now: now)
        if (try? register.submit(create)) != nil { made.append(name) }
      case 4:
        let next: JSON = [
          "naar": .string(["ingetrokken", "vrijgegeven", "gepubliceerd"].randomElement(using: &dice)!),
          "reden": "toeval", "zichtbaarheid": "interdepartementaal",
        ]
        _ = try? submit("maatregel", .transition(kenmerk: kenmerk, next))
      case 5: _ = try? submit("maatregel", .discard(kenmerk: kenmerk))
      case 12:
        // Measures that cite it show the link, or no longer.
        let document = ["brief", "intern"].randomElement(using: &dice)!
        _ = try submit("document", .patch(kenmerk: document, ["openbaar": .bool(Bool.random(using: &dice))]))
      case 6:
        let above: JSON = Bool.random(using: &dice) ? ["np-gronden"] : []
        _ = try submit("grond", .patch(kenmerk: "antisemitisme", ["bovenliggend": above]))
      default:
        body["planwijziging"] = ["reden": "toeval"]
        _ = try? submit("maatregel", .patch(kenmerk: kenmerk, .object(body)), draft: step % 5 == 0)
      }
      for (axes, asked) in Self.matrices.shuffled(using: &dice).prefix(2) {
        let caller = [Caller.everyone, administrator].randomElement(using: &dice)!
        register.reader.usesIndex = true
        let kept = try Self.matrix(register, axes, asked, caller)
        register.reader.usesIndex = false
        #expect(try Self.matrix(register, axes, asked, caller) == kept, "\(axes) \(asked) after \(step)")
        compared += 1
      }
      for caller in readers.shuffled(using: &dice) {
        register.reader.usesIndex = true
        let asked = Self.question(&dice, since: moments)
        let (memory, store) = try Self.remembered(register, asked, [1, 2, 200].randomElement(using: &dice)!, caller)
        if let memory {
          #expect(memory == store, "\(asked) \(caller.role) from memory after \(step)")
          fromMemory += 1
        }
      }
      for _ in 0..<6 {
        let caller = readers.randomElement(using: &dice)!
        let asked = Self.question(&dice, since: moments)
        var query = try register.query("maatregel", asked, as: caller)
        query.limit = [1, 2, 7, 200].randomElement(using: &dice)!
        if Bool.random(using: &dice) {
          query.asOf = moments.randomElement(using: &dice)! + Int.random(in: -1...0, using: &dice)
        }
        register.reader.usesIndex = true
        let indexed = try Self.answer(register, query, caller)
        register.reader.usesIndex = false
        let then = query.asOf.map { " as of \($0)" } ?? ""
        #expect(
          try Self.answer(register, query, caller) == indexed, "\(asked) \(caller.role) after \(step)\(then)")
        compared += 1
      }
    }
    #expect(compared == 480)
    // Of 300: most of all after a write that somebody else cannot see.
    #expect(fromMemory > 30)
  }

  @Test func `an embargo that ends is seen by the index too`() throws {
    let register = try TestRegister()
    let szw = try register.caller(.editor, "szw")
    #expect(try register.list("maatregel", [("grond", "antisemitisme")]) == ["m-vierogen"])
    try register.create(
      "maatregel",
      [
        "kenmerk": "b-later", "titel": "Later", "gronden": ["antisemitisme"],
        "publicatie": [
          "status": "gepubliceerd", "embargoTot": .string(Timestamp(seconds: Timestamp.now.seconds + 2).description),
        ],
      ], by: szw)
    #expect(try register.list("maatregel", [("grond", "antisemitisme")]) == ["m-vierogen"])
    #expect(try register.list("maatregel", [("grond", "antisemitisme")], as: szw) == ["b-later", "m-vierogen"])
    let deadline = Timestamp.now.seconds + 20
    while try register.reader.count(ListQuery(resource: "maatregel"), for: .everyone) < 4 {
      #expect(Timestamp.now.seconds < deadline)
      if Timestamp.now.seconds >= deadline { break }
    }
    #expect(try register.list("maatregel", [("grond", "antisemitisme")]) == ["b-later", "m-vierogen"])
  }

  @Test func `more new measures than the index keeps apart, and the order still holds`() throws {
    let register = try TestRegister()
    let administrator = try register.caller(.administrator, "ncdr")
    #expect(try register.list("maatregel", []).count == 3)
    var dice = PastTests.Dice(state: 7)
    let lines = (0..<2_500).map { number in
      Bulk.Row(
        number: number + 1,
        body: [
          "kenmerk": .string("x\(UInt16.random(in: 0 ... .max, using: &dice))-\(number)"), "titel": "x",
          "publicatie": ["status": "gepubliceerd"],
        ], isFlat: false)
    }
    for chunk in [lines[..<1_200], lines[1_200...]] {
      _ = try register.submit(
        Command(
          resource: .maatregel, operation: .bulk(Bulk(rows: Array(chunk), isTrial: false)), condition: .none,
          caller: administrator, now: .now))
      var query = try register.query("maatregel", [])
      var found: [String] = []
      repeat {
        query.after = try register.reader.page(query, for: .everyone) { kenmerk, _ in found.append(kenmerk) }
      } while query.after != nil
      #expect(found == found.sorted() && Set(found).count == found.count)
      #expect(try found.count == register.reader.count(query, for: .everyone))
    }
  }
}
